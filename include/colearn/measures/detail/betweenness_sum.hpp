// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_BETWEENNESS_SUM_HPP
#define COLEARN_MEASURES_DETAIL_BETWEENNESS_SUM_HPP

/// @file
/// For a policy reader: adds up what the searches from all actors find.
/// For an engineer: runs the sources of a core in batches on several workers, and sums in a fixed order.

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

#include <colearn/core/parallel.hpp>
#include <colearn/graph/lengths.hpp>
#include <colearn/measures/detail/betweenness_core.hpp>
#include <colearn/measures/detail/betweenness_lanes.hpp>
#include <colearn/measures/detail/betweenness_lengths.hpp>
#include <colearn/measures/detail/betweenness_paths.hpp>
#include <colearn/measures/detail/lane_count.hpp>
#include <colearn/measures/detail/lane_lengths.hpp>
#include <colearn/measures/detail/ordered_merge.hpp>
#include <colearn/measures/detail/path_queue.hpp>
#include <colearn/measures/detail/side_by_side_search.hpp>

namespace colearn::detail {

struct betweenness_sum {
    std::vector<double> score;      // by core vertex, or by arc of the view
    std::vector<double> totals;     // by core vertex: total dependency, where done
    std::vector<std::uint8_t> done; // by core vertex: whether its searches are in
    bool complete = false;
};

// The batches in an order that is spread evenly over all at any time, so that what is done can stand for the rest.
[[nodiscard]] inline std::size_t spread_stride(std::size_t count) {
    auto stride = static_cast<std::size_t>(static_cast<double>(count) * 0.6180339887498949);
    while (stride > 1 && std::gcd(stride, count) != 1) --stride;
    return (std::max)(stride, std::size_t{1});
}

/// `slots` is the number of scores. `make_main()` and `make_wide()` make a searcher: its `run` does one batch; the wide
/// one is for batches whose paths the main one could not count.
template <class MakeMain, class MakeWide>
[[nodiscard]] betweenness_sum sum_betweenness(const betweenness_core& core, std::size_t slots,
                                              const parallel_options& options, MakeMain make_main, MakeWide make_wide) {
    const auto n = core.size();
    betweenness_sum result{std::vector<double>(slots, 0.0), std::vector<double>(n, 0.0),
                           std::vector<std::uint8_t>(n, 0)};
    std::vector<std::uint32_t> sources;
    for (std::uint32_t v = 0; v < n; ++v)
        if (core.chosen[v] > 0) sources.push_back(v);
    const auto batches = (sources.size() + lane_count - 1) / lane_count;
    const auto stride = spread_stride(batches);

    struct worker {
        std::optional<decltype(make_main())> main;
        std::shared_ptr<std::vector<double>> score;
    };
    std::vector<worker> workers((std::min)(std::size_t{thread_count(options.threads)}, batches));
    ordered_merge in_turn;
    auto loop = options;
    loop.threads = static_cast<unsigned>(workers.size());
    result.complete = parallel_for(batches, loop, [&](std::size_t, unsigned which) {
        const auto ticket = in_turn.take_ticket();
        try {
            auto& mine = workers[which];
            if (!mine.main) mine.main.emplace(make_main());
            if (!mine.score) mine.score = std::make_shared<std::vector<double>>(slots);
            const auto batch = (ticket * stride) % batches;
            const auto first = batch * lane_count;
            const auto some = std::span(sources).subspan(first, (std::min)(lane_count, sources.size() - first));
            std::array<double, lane_count> totals{};
            const auto run = [&](auto& searches) {
                std::fill(mine.score->begin(), mine.score->end(), 0.0);
                return searches.run(some, *mine.score, std::span(totals).first(some.size()), options.stop);
            };
            bool finished = run(*mine.main);
            if (!finished && !options.stop.stop_requested()) {
                auto wide = make_wide();
                finished = run(wide);
            }
            const auto merge = [&result, some, totals, finished, score = mine.score] {
                if (!finished) return; // stopped on the way
                for (std::size_t i = 0; i < score->size(); ++i) result.score[i] += (*score)[i];
                for (std::size_t k = 0; k < some.size(); ++k) {
                    result.totals[some[k]] = totals[k];
                    result.done[some[k]] = 1;
                }
            };
            if (!in_turn.merge(ticket, merge, workers.size())) mine.score.reset();
        } catch (...) {
            in_turn.give_up();
            throw;
        }
    });
    for (const auto v : sources) result.complete = result.complete && result.done[v] != 0;
    return result;
}

[[nodiscard]] inline bool few_sources(const betweenness_core& core) {
    return std::count_if(core.chosen.begin(), core.chosen.end(), [](double one) { return one > 0; }) < 256;
}

// Whether lanes pay: they do where the searches of a batch meet the same vertices at the same step. Three batches tell,
// or one that gets far where there are few sources, so that asking costs little beside the work.
[[nodiscard]] inline bool lanes_suit(const betweenness_core& core) {
    const bool few = few_sources(core);
    const auto n = static_cast<std::uint32_t>(core.size());
    const auto width = (std::min)(static_cast<std::uint32_t>(lane_count), n);
    std::vector<std::uint32_t> sources(width);
    side_by_side_search<lane_mask> search(core.out.as_rows(), core.incoming().as_rows());
    double visits = 0;
    double reached = 0;
    for (std::uint32_t probe = 1; probe <= 3; ++probe) {
        std::iota(sources.begin(), sources.end(), (n - width) / 4 * probe);
        search.start(sources);
        do {
            visits += static_cast<double>(search.level().size());
            for (const auto& one : search.level()) reached += std::popcount(one.by);
        } while (search.advance());
        if (few && visits > n) break;
    }
    return reached >= 2.5 * visits;
}

// Whether distances settle soon: on a network that is a long chain they do not. Three batches tell, or one where there
// are few sources.
template <class Searches>
[[nodiscard]] bool lanes_suit(const betweenness_core& core, Searches searches) {
    const auto n = static_cast<std::uint32_t>(core.size());
    const auto width = (std::min)(static_cast<std::uint32_t>(lane_count), n);
    std::vector<std::uint32_t> sources(width);
    double passes = 0;
    const unsigned probes = few_sources(core) ? 1 : 3;
    for (unsigned probe = 1; probe <= probes; ++probe) {
        std::iota(sources.begin(), sources.end(), (n - width) / (probes + 1) * probe);
        if (!searches.try_distances(sources)) return false;
        passes += searches.passes();
    }
    return passes < probes * 20;
}

/// `slots`: the number of core vertices, or of arcs of the view.
template <scored What>
[[nodiscard]] betweenness_sum sum_by_steps(const betweenness_core& core, std::size_t slots,
                                           const parallel_options& options) {
    const core_steps steps;
    const auto one_by_one = [&]<class Count>(Count) {
        return path_searches<core_steps, first_in_queue, Count, What>(core, steps, first_in_queue(core.size()));
    };
    const auto wide = [&] { return one_by_one(wide_count{}); };
    if (lanes_suit(core))
        return sum_betweenness(
            core, slots, options, [&] { return lane_searches<What>(core); }, wide);
    return sum_betweenness(
        core, slots, options, [&] { return one_by_one(double{}); }, wide);
}

template <scored What, class Number>
[[nodiscard]] betweenness_sum sum_by_lengths(const betweenness_core& core, const lengths<Number>& of, std::size_t slots,
                                             const parallel_options& options) {
    if (of.shortest() == of.longest()) return sum_by_steps<What>(core, slots, options);
    using distance = typename core_lengths<Number>::distance;
    core_lengths<Number> along;
    along.tolerance = of.tolerance();
    for (const auto arc : core.out.arcs) along.out.push_back(of.values()[arc]);
    for (const auto arc : core.in.arcs) along.in.push_back(of.values()[arc]);

    const auto shortest = static_cast<distance>(of.shortest());
    const auto longest = static_cast<distance>(of.longest());
    // Within a bucket vertices are settled in any order, so no tie may be shorter than what the tolerance allows.
    const bool clear_order = static_cast<double>(of.shortest()) >
                             2 * of.tolerance() * static_cast<double>(of.longest()) * static_cast<double>(core.size());
    const auto one_by_one = [&](auto make_queue, auto sum) {
        using queue = decltype(make_queue());
        return sum(
            [&] { return path_searches<core_lengths<Number>, queue, double, What>(core, along, make_queue()); },
            [&] { return path_searches<core_lengths<Number>, queue, wide_count, What>(core, along, make_queue()); });
    };
    const auto sum = [&](auto make_main, auto make_wide) {
        return sum_betweenness(core, slots, options, make_main, make_wide);
    };
    if (clear_order) {
        const auto lanes = in_lanes(along.into());
        const auto make = [&] { return length_searches<lane_value<Number>, What>(core, lanes, along.tolerance); };
        if (!lanes.in.empty() && lanes_suit(core, make()))
            return one_by_one([&] { return heap_queue<distance>(core.size()); },
                              [&](auto, auto make_wide) { return sum(make, make_wide); });
        if (bucket_queue<distance>::suits(shortest, longest))
            return one_by_one([&] { return bucket_queue<distance>(core.size(), shortest, longest); }, sum);
    }
    return one_by_one([&] { return heap_queue<distance>(core.size()); }, sum);
}

} // namespace colearn::detail

#endif
