// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_CONNECTED_PARTS_HPP
#define COLEARN_REPORT_CONNECTED_PARTS_HPP

/// @file
/// For a policy reader: into how many parts a network falls, and who would be cut off if one actor were gone.
/// For an engineer: breadth-first searches of an undirected view, O(n + m) each; an answer for one actor at a time.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/view.hpp>

namespace colearn::detail {

/// Marks everybody that can be reached from `start` as seen; how many that are, with `start`.
[[nodiscard]] inline std::size_t flood(const view& undirected, std::uint32_t start, std::vector<std::uint8_t>& seen) {
    const auto rows = undirected.out();
    std::vector<std::uint32_t> queue{start};
    seen[start] = 1;
    for (std::size_t next = 0; next < queue.size(); ++next)
        for (const auto other : rows.of(queue[next]))
            if (seen[other] == 0) {
                seen[other] = 1;
                queue.push_back(other);
            }
    return queue.size();
}

/// Sizes of the connected parts, largest first.
[[nodiscard]] inline std::vector<std::size_t> part_sizes(const view& undirected) {
    std::vector<std::uint8_t> seen(undirected.actor_count(), 0);
    std::vector<std::size_t> sizes;
    for (std::uint32_t v = 0; v < undirected.actor_count(); ++v)
        if (seen[v] == 0) sizes.push_back(flood(undirected, v, seen));
    std::sort(sizes.begin(), sizes.end(), std::greater<>());
    return sizes;
}

/// Actors of the same part as `who` that would no longer be in the largest piece of it if `who` were gone.
[[nodiscard]] inline std::size_t cut_off_without(const view& undirected, id<actor> who) {
    std::vector<std::uint8_t> seen(undirected.actor_count(), 0);
    seen[who.index] = 1;
    std::size_t all = 0;
    std::size_t largest = 0;
    for (const auto start : undirected.out().of(who.index)) {
        if (seen[start] != 0) continue;
        const auto size = flood(undirected, start, seen);
        all += size;
        largest = (std::max)(largest, size);
    }
    return all - largest;
}

} // namespace colearn::detail

#endif
