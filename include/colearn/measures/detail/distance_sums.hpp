// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_DISTANCE_SUMS_HPP
#define COLEARN_MEASURES_DETAIL_DISTANCE_SUMS_HPP

/// @file
/// For a policy reader: for each actor, how many others it reaches, and how far away they are in all.
/// For an engineer: number, sum and sum of reciprocals of the distances from chosen sources, with or without lengths.

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/vector_register.hpp>
#include <colearn/graph/lengths.hpp>
#include <colearn/graph/rows.hpp>
#include <colearn/measures/detail/lane_count.hpp>
#include <colearn/measures/detail/lane_distances.hpp>
#include <colearn/measures/detail/lane_lengths.hpp>
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

/// Arcs by the end that they leave and by the one that they reach; a length for each, in step with these rows.
template <class Number>
struct length_rows {
    rows out;
    rows in;
    std::span<const Number> of_out;
    std::span<const Number> of_in;
};

/// Sixteen sources at a time, side by side. Memory: a `lane_distances`.
template <class Number>
class lane_distance_sums {
public:
    lane_distance_sums(const length_rows<Number>& along, const lane_lengths<lane_value<Number>>& lengths)
        : lengths_(lengths), distances_(along.out, along.in, lengths.in),
          most_(most_passes * along.in.neighbours.size()) {}

    /// Fills in `sums` from position `first` on. False when stopped, and where distances do not fit or change for too
    /// long, as on a network that is a long chain: then `sums` is as before.
    [[nodiscard]] bool run(std::span<const std::uint32_t> sources, std::size_t first, const std::stop_token& stop,
                           distance_sums& sums) {
        if (!distances_.run(sources, stop, most_)) return false;
        constexpr std::size_t together = 64; // so few add up without much rounding
        std::array<compensated_sum, lane_count> total;
        std::array<compensated_sum, lane_count> reciprocals;
        double reached[lane_count] = {};
        double farthest[lane_count] = {};
        constexpr auto unreached = static_cast<double>(lane_distances<lane_value<Number>>::unreached);
        const auto away = distances_.away();
        for (std::size_t begin = 0; begin < away.size(); begin += together) {
            const auto end = (std::min)(away.size(), begin + together);
            double lengths[lane_count] = {};
            double inverses[lane_count] = {};
            double met[lane_count] = {};
            for (auto v = begin; v < end; ++v) {
                lane_value<Number> row[lane_count];
                static_assert(sizeof row == sizeof away[v]);
                std::memcpy(row, &away[v], sizeof row);
                for (std::size_t k = 0; k < lane_count; ++k) {
                    const auto here = static_cast<double>(row[k]);
                    const bool other = here > 0 && here < unreached; // arithmetic for all: a choice would cost more
                    const double length = other ? here : 0;
                    const double one = other ? 1 : 0;
                    lengths[k] += length;
                    inverses[k] += one / (length + (1 - one));
                    met[k] += one;
                    farthest[k] = farthest[k] < length ? length : farthest[k];
                }
            }
            for (std::size_t k = 0; k < lane_count; ++k) {
                total[k].add(lengths[k]);
                reciprocals[k].add(inverses[k]);
                reached[k] += met[k];
            }
        }
        const double too_far = std::integral<Number> ? unreached - static_cast<double>(lengths_.longest) : unreached;
        for (const auto one : farthest)
            if (!(one < too_far)) return false;
        for (std::size_t k = 0; k < sources.size(); ++k) {
            sums.reached[first + k] = static_cast<std::uint64_t>(reached[k]);
            sums.total[first + k] = total[k].value() * lengths_.unit;
            sums.reciprocals[first + k] = reciprocals[k].value() / lengths_.unit;
            sums.done[first + k] = 1;
        }
        return true;
    }

private:
    static constexpr std::size_t most_passes = 20;

    const lane_lengths<lane_value<Number>>& lengths_;
    lane_distances<lane_value<Number>> distances_;
    std::size_t most_;
};

/// Searches along `along.out`. The first batch of sources tells whether they can be searched from side by side.
template <class Number>
[[nodiscard]] distance_sums distance_sums_by_lengths(const length_rows<Number>& along,
                                                     std::span<const std::uint32_t> sources, parallel_options options) {
    using distance = distance_of<Number>;
    constexpr std::size_t worth_a_batch = 6; // with fewer sources, one by one is sooner
    distance_sums sums(sources.size());
    const auto sum = [&](auto make_queue) {
        using search = length_search<Number, decltype(make_queue())>;
        const auto make = [&] { return search(along.out, along.of_out, make_queue()); };
        searchers<search, decltype(make)> crew(options, sources.size(), make);
        options.threads = crew.threads();
        options.grain = 1;
        const auto alone = [&](std::size_t k, unsigned worker) {
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
        };

        const auto lengths = in_lanes(along.of_in);
        const auto make_lanes = [&] { return lane_distance_sums<Number>(along, lengths); };
        const auto batches = (sources.size() + lane_count - 1) / lane_count;
        searchers<lane_distance_sums<Number>, decltype(make_lanes)> lane_crew(options, batches, make_lanes);
        const auto first_of = [&](std::size_t batch) { return batch * sources.size() / batches; };
        const auto together = [&](std::size_t batch, unsigned worker) {
            const auto first = first_of(batch);
            return lane_crew.of(worker).run(sources.subspan(first, first_of(batch + 1) - first), first, options.stop,
                                            sums);
        };
        if (sources.size() < worth_a_batch || lengths.in.empty() || !together(0, 0)) {
            sums.complete = parallel_for(sources.size(), options, alone);
            return;
        }
        sums.complete = parallel_for(batches, options, [&](std::size_t batch, unsigned worker) {
            if (batch == 0 || together(batch, worker)) return;
            for (auto k = first_of(batch); k < first_of(batch + 1) && !options.stop.stop_requested(); ++k)
                alone(k, worker);
        });
    };
    const auto [shortest, longest] = std::minmax_element(along.of_out.begin(), along.of_out.end());
    const bool none = along.of_out.empty();
    const auto from = none ? distance{1} : static_cast<distance>(*shortest);
    const auto to = none ? distance{1} : static_cast<distance>(*longest);
    if (bucket_queue<distance>::suits(from, to))
        sum([&] { return bucket_queue<distance>(along.out.size(), from, to); });
    else
        sum([&] { return heap_queue<distance>(along.out.size()); });
    sums.complete = sums.complete && std::find(sums.done.begin(), sums.done.end(), 0) == sums.done.end();
    return sums;
}

} // namespace colearn::detail

#endif
