// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DISTANCES_HPP
#define COLEARN_MEASURES_DISTANCES_HPP

/// @file
/// For a policy reader: through how many hands news passes from one actor to another, on average and at most.
/// For an engineer: the distribution of distances in steps over all ordered pairs; mean and diameter follow from it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/measured.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/distance_sums.hpp>

namespace colearn {

struct distance_options {
    unsigned threads = 1;         ///< workers; 0: all cores
    progress_callback progress{}; ///< called with the share of actors done
    std::stop_token stop{};       ///< stops within the searches that are under way
};

struct distance_result {
    measured mean{};                       ///< mean number of steps over ordered pairs that are connected
    measured diameter{};                   ///< largest number of steps over pairs that are connected
    std::vector<std::uint64_t> pairs_at{}; ///< ordered pairs by their distance; [0] is 0, the last entry is not
    std::uint64_t connected_pairs = 0;     ///< ordered pairs of different actors with a path
    std::uint64_t disconnected_pairs = 0;  ///< ordered pairs of different actors without one
    std::uint64_t sources_done = 0;        ///< actors whose distances to all others are in
    view_record measured_on{};             ///< layers, direction and what was left out
    status outcome = status::optimal;      ///< optimal: exact; cancelled: only for the sources done
};

namespace detail {

inline void conclude(distance_result& result) {
    auto& pairs = result.pairs_at;
    while (!pairs.empty() && pairs.back() == 0) pairs.pop_back();
    double steps = 0;
    for (std::size_t d = 0; d < pairs.size(); ++d) {
        result.connected_pairs += pairs[d];
        steps += static_cast<double>(d) * static_cast<double>(pairs[d]);
    }
    if (result.connected_pairs == 0) {
        result.mean = result.diameter = measured::undefined("no actor can reach another");
    } else {
        result.mean = measured::as(steps / static_cast<double>(result.connected_pairs));
        result.diameter = measured::as(static_cast<double>(pairs.size() - 1));
    }
}

} // namespace detail

/// Distances in steps between all ordered pairs of actors, along the direction of ties where the view has one.
///
/// Convention for a network that falls apart: mean and diameter are over the pairs that are connected (igraph's
/// `unconnected = TRUE`), and `disconnected_pairs` says how many were left out.
/// Source: Wasserman and Faust, *Social Network Analysis* (1994), section 4.2.5; searches 512 at a time as in
/// `detail/many_source_search.hpp`.
/// Complexity: at most O(n m / 64) word operations a level of the searches, O(n (n + m)) at worst (a long path).
/// Memory: about 140 bytes an actor for each thread.
/// Result: `optimal`, or `cancelled` with the distances from `sources_done` actors: an estimate. Undefined: when no
/// actor can reach another. Throws: what `progress` throws. Determinism: exact counts on any number of threads.
[[nodiscard]] inline distance_result distances(const view& of, const distance_options& options = {}) {
    constexpr auto width = detail::many_source_search::width;
    const auto n = of.actor_count();
    struct searcher {
        detail::many_source_search search;
        std::vector<std::uint64_t> pairs_at;
        std::uint64_t done;
    };
    const auto batches = (n + width - 1) / width;
    const auto make = [&] { return searcher{detail::many_source_search(of.out(), of.in()), {0}, 0}; };
    parallel_options how{.threads = options.threads, .progress = options.progress, .stop = options.stop};
    detail::searchers<searcher, decltype(make)> crew(how, batches, make);
    how.threads = crew.threads();
    bool complete = parallel_for(batches, how, [&](std::size_t batch, unsigned worker) {
        auto& mine = crew.of(worker);
        std::vector<std::uint32_t> sources; // from all over, so that what is done can stand for the rest
        for (auto v = batch; v < n; v += batches) sources.push_back(static_cast<std::uint32_t>(v));
        std::vector<std::uint64_t> pairs_at{0};
        std::uint64_t pairs = 0;
        const bool finished = mine.search.run(
            sources, options.stop, [&](const detail::bit_row& row) { pairs += row.count(); },
            [&](std::uint64_t) { pairs_at.push_back(std::exchange(pairs, 0)); });
        if (!finished) return;
        if (mine.pairs_at.size() < pairs_at.size()) mine.pairs_at.resize(pairs_at.size());
        for (std::size_t d = 0; d < pairs_at.size(); ++d) mine.pairs_at[d] += pairs_at[d];
        mine.done += sources.size();
    });

    distance_result result;
    result.measured_on = of.record();
    crew.for_each([&](const searcher& one) {
        result.sources_done += one.done;
        if (one.pairs_at.size() > result.pairs_at.size()) result.pairs_at.resize(one.pairs_at.size());
        for (std::size_t d = 0; d < one.pairs_at.size(); ++d) result.pairs_at[d] += one.pairs_at[d];
    });
    complete = complete && result.sources_done == n;
    result.outcome = complete ? status::optimal : status::cancelled;
    detail::conclude(result);
    result.disconnected_pairs = result.sources_done * (n - (n > 0)) - result.connected_pairs;
    return result;
}

/// Searches again from every `stride`-th actor with a plain queue, and checks that the figures agree with the counts.
///
/// With `stride = 1` on a complete result it proves the whole distribution; otherwise that the counts are consistent
/// and at least as large as those of the actors looked at.
/// Complexity: O((n / stride) (n + m)) time.
[[nodiscard]] inline verification verify(const view& of, const distance_result& result, std::size_t stride = 16) {
    const std::uint64_t n = of.actor_count();
    expects(stride > 0, "the stride must be positive", stride);
    distance_result again;
    again.pairs_at = result.pairs_at;
    detail::conclude(again);
    if (again.mean != result.mean || again.diameter != result.diameter)
        return verification::reject("mean and diameter must follow from the counts of pairs");
    if (result.sources_done > n || (result.outcome == status::optimal && result.sources_done != n))
        return verification::reject("an exact result must have every actor as a source");
    if (again.connected_pairs != result.connected_pairs ||
        result.connected_pairs + result.disconnected_pairs != result.sources_done * (n - (n > 0)))
        return verification::reject("connected and disconnected pairs must add up to all pairs of the sources done");
    if (result.outcome != status::optimal) return verification::accept();

    const auto out = of.out();
    std::vector<std::uint64_t> pairs_at(result.pairs_at.size());
    std::vector<std::uint32_t> queue;
    std::vector<std::size_t> distance;
    for (std::uint64_t s = 0; s < n; s += stride) {
        distance.assign(n, n);
        queue.assign(1, static_cast<std::uint32_t>(s));
        distance[s] = 0;
        for (std::size_t i = 0; i < queue.size(); ++i) {
            for (const auto w : out.of(queue[i])) {
                if (distance[w] < n) continue;
                distance[w] = distance[queue[i]] + 1;
                if (distance[w] >= pairs_at.size())
                    return verification::reject("some pair is further apart than the diameter");
                ++pairs_at[distance[w]];
                queue.push_back(w);
            }
        }
    }
    for (std::size_t d = 0; d < pairs_at.size(); ++d)
        if (pairs_at[d] > result.pairs_at[d] || (stride == 1 && pairs_at[d] != result.pairs_at[d]))
            return verification::reject("there are more pairs at distance " + std::to_string(d) + " than were counted");
    return verification::accept();
}

} // namespace colearn

#endif
