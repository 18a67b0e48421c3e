// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_LANE_LENGTHS_HPP
#define COLEARN_MEASURES_DETAIL_LANE_LENGTHS_HPP

/// @file
/// For a policy reader: the lengths of ties, made ready for many searches at once.
/// For an engineer: lengths as vector lanes take them: doubles, or whole numbers so small that sixteen fit a register.

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <numeric>
#include <span>
#include <type_traits>
#include <vector>

namespace colearn::detail {

/// What lengths of this type become in a lane.
template <class Number>
using lane_value = std::conditional_t<std::is_floating_point_v<Number>, double, std::int16_t>;

/// Lengths of incoming arcs, by position.
template <class Value>
struct lane_lengths {
    std::vector<Value> in; ///< empty where they do not fit
    Value shortest = 0;
    Value longest = 0;
    double unit = 1; ///< what 1 stands for
};

/// Whole numbers in units of their greatest common divisor.
template <class Number>
[[nodiscard]] lane_lengths<lane_value<Number>> in_lanes(std::span<const Number> in) {
    using value = lane_value<Number>;
    lane_lengths<value> made;
    if (in.empty()) return made;
    const auto [shortest, longest] = std::minmax_element(in.begin(), in.end());
    Number unit = 1;
    if constexpr (std::integral<Number>) {
        unit = 0;
        for (auto one = in.begin(); one != in.end() && unit != 1; ++one) unit = std::gcd(unit, *one);
        if (*longest / unit > 0x0fff) return made;
    }
    made.shortest = static_cast<value>(*shortest / unit);
    made.longest = static_cast<value>(*longest / unit);
    made.unit = static_cast<double>(unit);
    made.in.reserve(in.size());
    for (const auto one : in) made.in.push_back(static_cast<value>(unit == 1 ? one : one / unit));
    return made;
}

} // namespace colearn::detail

#endif
