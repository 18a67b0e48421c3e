// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_TIE_DIRECTIONS_HPP
#define COLEARN_MEASURES_DETAIL_TIE_DIRECTIONS_HPP

/// @file
/// For a policy reader: who named whom.
/// For an engineer: the direction of each pair of partners, as two bits.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/partners.hpp>

namespace colearn::detail {

inline constexpr std::uint8_t tie_there = 1; ///< from the row's actor to its partner
inline constexpr std::uint8_t tie_back = 2;  ///< from the partner to the row's actor

/// Bits of each pair, in step with `rows.partners()`; both on an undirected view. O(m).
[[nodiscard]] inline std::vector<std::uint8_t> directions_of(const view& of, const partner_rows& rows) {
    std::vector<std::uint8_t> made(rows.partners().size(), tie_there | tie_back);
    if (!of.directed()) return made;
    const auto out = of.out();
    const auto in = of.in();
    for (std::uint32_t v = 0; v < rows.size(); ++v) {
        auto there = out.offsets[v];
        auto back = in.offsets[v];
        for (auto at = rows.offsets()[v]; at < rows.offsets()[v + 1]; ++at) {
            const auto w = rows.partners()[at];
            made[at] = 0;
            for (; there < out.offsets[v + 1] && out.neighbours[there] <= w; ++there)
                if (out.neighbours[there] == w) made[at] |= tie_there;
            for (; back < in.offsets[v + 1] && in.neighbours[back] <= w; ++back)
                if (in.neighbours[back] == w) made[at] |= tie_back;
        }
    }
    return made;
}

} // namespace colearn::detail

#endif
