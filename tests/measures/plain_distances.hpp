// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_MEASURES_PLAIN_DISTANCES_HPP
#define COLEARN_TESTS_MEASURES_PLAIN_DISTANCES_HPP

// Distances as anyone would first write them, for the tests to compare with.

#include <cstdint>
#include <limits>
#include <vector>

#include <colearn/graph/rows.hpp>

namespace small {

inline constexpr double out_of_reach = std::numeric_limits<double>::infinity();

/// From one source, by passes over all arcs until nothing gets shorter. `length_at(k)`: of the arc at position k of
/// `side`.
template <class Length>
std::vector<double> plain_distances(const colearn::rows& side, std::uint32_t source, Length length_at) {
    std::vector<double> away(side.size(), out_of_reach);
    away[source] = 0;
    for (bool again = true; again;) {
        again = false;
        for (std::uint32_t v = 0; v < side.size(); ++v) {
            for (auto k = side.offsets[v]; k < side.offsets[v + 1]; ++k) {
                const double there = away[v] + static_cast<double>(length_at(k));
                if (!(there < away[side.neighbours[k]])) continue;
                away[side.neighbours[k]] = there;
                again = true;
            }
        }
    }
    return away;
}

} // namespace small

#endif
