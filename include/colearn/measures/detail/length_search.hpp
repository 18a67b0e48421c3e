// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_LENGTH_SEARCH_HPP
#define COLEARN_MEASURES_DETAIL_LENGTH_SEARCH_HPP

/// @file
/// For a policy reader: how far each actor is from one of them, where ties have lengths.
/// For an engineer: Dijkstra's algorithm from one source, for any lengths and queue.
/// Source: Dijkstra, Numerische Mathematik 1 (1959) 269; the queues of `path_queue.hpp`.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stop_token>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/graph/rows.hpp>

namespace colearn::detail {

/// Sums of lengths are exact for whole numbers.
template <class Number>
using distance_of = std::conditional_t<std::is_floating_point_v<Number>, double, std::uint64_t>;

/// `lengths[k]` is the length of the arc that stands at position k of `side`. Memory: 12 bytes a vertex and the queue.
template <class Number, class Queue>
class length_search {
public:
    using distance = distance_of<Number>;

    length_search(const rows& side, std::span<const Number> lengths, Queue queue)
        : side_(side), lengths_(lengths), queue_(std::move(queue)), distance_(side.size(), unreached) {
        settled_.reserve(side.size());
    }

    /// `settle(v, distance)` for each vertex in reach, the source first. False when stopped.
    template <class Settle>
    [[nodiscard]] bool run(std::uint32_t source, const std::stop_token& stop, Settle settle) {
        distance_[source] = 0;
        queue_.put(source, distance{0});
        bool stopped = false;
        std::uint32_t v = 0;
        while (!stopped && queue_.take(v)) {
            settled_.push_back(v);
            stopped = settled_.size() % 1024 == 0 && stop.stop_requested();
            const auto here = distance_[v];
            settle(v, here);
            for (auto k = side_.offsets[v]; k < side_.offsets[v + 1]; ++k) {
                const auto w = side_.neighbours[k];
                const auto there = here + lengths_[k];
                if (!(there < distance_[w])) continue;
                distance_[w] = there;
                queue_.put(w, there);
            }
        }
        if (stopped)
            std::fill(distance_.begin(), distance_.end(), unreached); // some are still waiting
        else
            for (const auto one : settled_) distance_[one] = unreached;
        settled_.clear();
        queue_.clear();
        return !stopped;
    }

private:
    static constexpr distance unreached = (std::numeric_limits<distance>::max)();

    rows side_;
    std::span<const Number> lengths_;
    Queue queue_;
    std::vector<distance> distance_;
    std::vector<std::uint32_t> settled_;
};

} // namespace colearn::detail

#endif
