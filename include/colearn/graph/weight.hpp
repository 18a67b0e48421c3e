// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_WEIGHT_HPP
#define COLEARN_GRAPH_WEIGHT_HPP

/// @file
/// For a policy reader: a strong tie is a short road. The two numbers run in opposite directions and are never mixed
/// up. For an engineer: `strength` (larger is closer) and `length` (smaller is closer) are different types.

#include <compare>

namespace colearn {

/// Weight of a tie, larger is closer: trust, contacts a week, shared pupils. Positive and finite in every view.
struct strength {
    double value = 1;
    friend constexpr auto operator<=>(const strength&, const strength&) noexcept = default;
};

/// Weight of a tie, smaller is closer: what shortest paths add up. Positive and finite.
struct length {
    double value = 1;
    friend constexpr auto operator<=>(const length&, const length&) noexcept = default;
};

} // namespace colearn

#endif
