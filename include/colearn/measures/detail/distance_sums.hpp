// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_DISTANCE_SUMS_HPP
#define COLEARN_MEASURES_DETAIL_DISTANCE_SUMS_HPP

/// @file
/// For a policy reader: for each actor, how many others it reaches, and how far away they are in all.
/// For an engineer: number, sum and sum of reciprocals of the distances from chosen sources, with or without lengths.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/graph/lengths.hpp>
#include <colearn/graph/rows.hpp>
#include <colearn/measures/detail/length_search.hpp>
#include <colearn/measures/detail/many_source_search.hpp>
#include <colearn/measures/detail/path_queue.hpp>

namespace colearn::detail {

/// By position in the list of sources. Where it was stopped, only some are done.
struct distance_sums {
    explicit distance_sums(std::size_t sources)
        : reached(sources), total(sources), reciprocals(sources), done(sources) {}

    std::vector<std::uint64_t> reached; // others, at any finite distance
    std::vector<double> total;          // of distances to them
    std::vector<double> reciprocals;    // of these distances
    std::vector<std::uint8_t> done;
    bool complete = false;
};

// One searcher for each worker that there can be work for, made when it is first used.
template <class Searcher, class Make>
class searchers {
public:
    searchers(const parallel_options& options, std::size_t items, Make make)
        : made_((std::max)(std::size_t{1}, (std::min)(std::size_t{thread_count(options.threads)}, items))),
          make_(std::move(make)) {}

    [[nodiscard]] unsigned threads() const noexcept { return static_cast<unsigned>(made_.size()); }
    [[nodiscard]] Searcher& of(unsigned worker) {
        if (!made_[worker]) made_[worker] = std::make_unique<Searcher>(make_());
        return *made_[worker];
    }
    /// Of those that were used.
    template <class Visit>
    void for_each(Visit visit) const {
        for (const auto& one : made_)
            if (one) visit(*one);
    }

private:
    std::vector<std::unique_ptr<Searcher>> made_;
    Make make_;
};

/// Searches along the arcs of `side`; `back` are the same arcs by their other end.
[[nodiscard]] inline distance_sums distance_sums_by_steps(const rows& side, const rows& back,
                                                          std::span<const std::uint32_t> sources,
                                                          parallel_options options) {
    constexpr auto width = many_source_search::width;
    struct searcher {
        many_source_search search;
        bit_counter counter;
    };
    distance_sums sums(sources.size());
    const auto batches = (sources.size() + width - 1) / width;
    const auto make = [&] { return searcher{many_source_search(side, back), {}}; };
    searchers<searcher, decltype(make)> crew(options, batches, make);
    options.threads = crew.threads();
    options.grain = 1;
    sums.complete = parallel_for(batches, options, [&](std::size_t batch, unsigned worker) {
        auto& mine = crew.of(worker);
        auto& counter = mine.counter;
        const auto first = batch * width;
        const auto some = sources.subspan(first, (std::min)(width, sources.size() - first));
        const auto add = [&](const bit_row& row) { counter.add(row); };
        const auto step = [&](std::uint64_t distance) {
            counter.take(some.size(), [&](std::size_t k, std::uint64_t count) {
                sums.reached[first + k] += count;
                sums.total[first + k] += static_cast<double>(distance * count);
                sums.reciprocals[first + k] += static_cast<double>(count) / static_cast<double>(distance);
            });
        };
        const bool finished = mine.search.run(some, options.stop, add, step);
        std::fill_n(sums.done.begin() + static_cast<std::ptrdiff_t>(first), some.size(), finished ? 1 : 0);
        if (!finished) counter = {};
    });
    sums.complete = sums.complete && std::find(sums.done.begin(), sums.done.end(), 0) == sums.done.end();
    return sums;
}

/// `by_position[k]` is the length of the arc at position k of `side`; they are from `shortest` to `longest`.
template <class Number>
[[nodiscard]] distance_sums distance_sums_by_lengths(const rows& side, std::span<const Number> by_position,
                                                     Number shortest, Number longest,
                                                     std::span<const std::uint32_t> sources, parallel_options options) {
    using distance = distance_of<Number>;
    distance_sums sums(sources.size());
    const auto sum = [&](auto make_queue) {
        using search = length_search<Number, decltype(make_queue())>;
        const auto make = [&] { return search(side, by_position, make_queue()); };
        searchers<search, decltype(make)> crew(options, sources.size(), make);
        options.threads = crew.threads();
        options.grain = 1;
        sums.complete = parallel_for(sources.size(), options, [&](std::size_t k, unsigned worker) {
            std::uint64_t reached = 0;
            compensated_sum total;
            compensated_sum reciprocals;
            const bool finished = crew.of(worker).run(sources[k], options.stop, [&](std::uint32_t v, distance away) {
                if (v == sources[k]) return;
                ++reached;
                total.add(static_cast<double>(away));
                reciprocals.add(1 / static_cast<double>(away));
            });
            sums.reached[k] = reached;
            sums.total[k] = total.value();
            sums.reciprocals[k] = reciprocals.value();
            sums.done[k] = finished ? 1 : 0;
        });
    };
    const auto from = static_cast<distance>(shortest);
    const auto to = static_cast<distance>(longest);
    if (bucket_queue<distance>::suits(from, to))
        sum([&] { return bucket_queue<distance>(side.size(), from, to); });
    else
        sum([&] { return heap_queue<distance>(side.size()); });
    sums.complete = sums.complete && std::find(sums.done.begin(), sums.done.end(), 0) == sums.done.end();
    return sums;
}

} // namespace colearn::detail

#endif
