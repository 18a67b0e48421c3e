// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_BETWEENNESS_PATHS_HPP
#define COLEARN_MEASURES_DETAIL_BETWEENNESS_PATHS_HPP

/// @file
/// For a policy reader: counts the shortest paths from one actor, where ties have lengths.
/// For an engineer: Brandes' algorithm for one source at a time, for any lengths, queue and type of count.
/// Source: Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25 (2001) 163.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stop_token>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/measures/detail/betweenness_core.hpp>
#include <colearn/measures/detail/path_count.hpp>

namespace colearn::detail {

/// Lengths of a core's arcs, in the order of its rows.
template <class Number>
struct core_lengths {
    using distance = std::conditional_t<std::is_floating_point_v<Number>, double, std::uint64_t>;

    std::vector<Number> out;
    std::vector<Number> in; ///< empty on an undirected core
    double tolerance = 0;

    [[nodiscard]] const Number* outgoing() const noexcept { return out.data(); }
    [[nodiscard]] const Number* incoming() const noexcept { return in.empty() ? out.data() : in.data(); }
    [[nodiscard]] std::span<const Number> into() const noexcept { return in.empty() ? out : in; }
    // The longest distance that counts as no longer than this one.
    [[nodiscard]] distance limit(distance of) const noexcept {
        if constexpr (std::is_floating_point_v<Number>)
            return of * (1 + tolerance);
        else
            return of;
    }
};

/// Every arc has length 1.
struct core_steps {
    using distance = std::uint64_t;

    struct ones {
        [[nodiscard]] distance operator[](std::size_t) const noexcept { return 1; }
    };
    [[nodiscard]] ones outgoing() const noexcept { return {}; }
    [[nodiscard]] ones incoming() const noexcept { return {}; }
    [[nodiscard]] distance limit(distance of) const noexcept { return of; }
};

template <class Lengths, class Queue, class Count, scored What = scored::actors>
class path_searches {
public:
    path_searches(const betweenness_core& core, const Lengths& lengths, Queue queue)
        : core_(core), lengths_(lengths), queue_(std::move(queue)), distance_(core.size(), unreached),
          count_(core.size()), before_(core.size()), dependency_(core.size(), 0.0) {
        settled_.reserve(core.size());
    }

    /// As `lane_searches::run`, for any number of sources.
    [[nodiscard]] bool run(std::span<const std::uint32_t> sources, std::span<double> score, std::span<double> totals,
                           const std::stop_token& stop) {
        for (std::size_t k = 0; k < sources.size(); ++k) {
            if (!forward(sources[k], stop)) {
                std::fill(distance_.begin(), distance_.end(), unreached); // some are not in `settled_`
                return false;
            }
            totals[k] = backward(core_.chosen[sources[k]], score);
        }
        return true;
    }

private:
    using distance = typename Lengths::distance;
    // Integer distances stay below 2^63, so that a length can be added to this.
    static constexpr distance unreached = std::is_floating_point_v<distance>
                                              ? std::numeric_limits<distance>::infinity()
                                              : static_cast<distance>(std::uint64_t{1} << 63);
    static constexpr std::uint32_t several = 0xffffffffU;

    // Calls `see(v, k)` for each predecessor of w, by the arc at position k of the incoming rows. An arc v -> w is on a
    // shortest path when going along it is no longer than the distance of w, within the tolerance; v is strictly
    // closer, so predecessors never form a circle.
    template <class See>
    void for_each_predecessor(std::uint32_t w, See see) const {
        const auto in = core_.incoming().as_rows();
        const auto length = lengths_.incoming();
        const auto limit = lengths_.limit(distance_[w]);
        for (auto k = in.offsets[w]; k < in.offsets[w + 1]; ++k) {
            const auto v = in.neighbours[k];
            if (distance_[v] + length[k] <= limit && distance_[v] < distance_[w]) see(v, k);
        }
    }

    // Settles the vertices in an order in which predecessors come first, and counts their shortest paths.
    [[nodiscard]] bool forward(std::uint32_t source, const std::stop_token& stop) {
        for (const auto v : settled_) distance_[v] = unreached;
        settled_.clear();
        queue_.clear();
        const auto out = core_.out.as_rows();
        const auto length = lengths_.outgoing();
        distance_[source] = 0;
        queue_.put(source, distance{0});
        std::uint32_t v = 0;
        while (queue_.take(v)) {
            settled_.push_back(v);
            if (settled_.size() % 1024 == 0 && stop.stop_requested()) return false;
            if (v == source) {
                count_[v] = Count(1);
            } else if (before_[v] != several) {
                count_[v] = count_[before_[v]];
            } else {
                Count paths{};
                for_each_predecessor(v, [&](std::uint32_t u, std::uint32_t) { paths += count_[u]; });
                if (too_many(paths)) return false;
                count_[v] = paths;
            }
            // A neighbour that is met a second time within the tolerance may have several predecessors, and looks for
            // them when it is settled; one that is met much closer than before has this one alone for now.
            const auto here = distance_[v];
            for (auto k = out.offsets[v]; k < out.offsets[v + 1]; ++k) {
                const auto w = out.neighbours[k];
                const auto there = here + length[k];
                const auto known = distance_[w];
                if (there > lengths_.limit(known)) continue;
                before_[w] = lengths_.limit(there) < known ? v : several;
                if (there < known) {
                    distance_[w] = there;
                    queue_.put(w, there);
                }
            }
        }
        return true;
    }

    // From the farthest to the closest; returns the sum of the dependencies. On an undirected core the tie v - w is
    // scored by its arc w -> v.
    [[nodiscard]] double backward(double weight, std::span<double> score) {
        double total = 0;
        for (auto i = settled_.size(); i-- > 0;) {
            const auto w = settled_[i];
            const double dependency = dependency_[w];
            dependency_[w] = 0;
            if (i == 0) break; // the source itself
            const double handed = core_.reach[w] + dependency;
            if constexpr (What == scored::ties) {
                for_each_predecessor(w, [&](std::uint32_t v, std::uint32_t k) {
                    const double share = handed * ratio(count_[v], count_[w]);
                    dependency_[v] += share;
                    score[core_.incoming().arcs[k]] += weight * share;
                });
                total += handed;
                continue;
            }
            score[w] += weight * dependency;
            total += dependency;
            if (before_[w] != several)
                dependency_[before_[w]] += handed;
            else
                for_each_predecessor(
                    w, [&](std::uint32_t v, std::uint32_t) { dependency_[v] += handed * ratio(count_[v], count_[w]); });
        }
        return total;
    }

    const betweenness_core& core_;
    const Lengths& lengths_;
    Queue queue_;
    std::vector<distance> distance_;
    std::vector<Count> count_;
    std::vector<std::uint32_t> before_; // the only predecessor, or `several`
    std::vector<std::uint32_t> settled_;
    std::vector<double> dependency_;
};

} // namespace colearn::detail

#endif
