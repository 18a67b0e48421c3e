// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_MEDIAN_INDICES_HPP
#define COLEARN_ALLOCATION_MEDIAN_INDICES_HPP

/// @file
/// For a policy reader: how far the worse-funded half of pupils is from the middle, and how far above it the other
/// half. For an engineer: the McLoone and Verstegen indices of school finance, at the weighted median.

#include <algorithm>
#include <span>
#include <string>

#include <colearn/allocation/weighted_values.hpp>
#include <colearn/core/measured.hpp>

namespace colearn {

namespace detail {

struct halves {
    double below = 0; // what the bottom half has over what it would have at the median
    double above = 0; // the same for the top half
    std::string why_undefined{};
};

[[nodiscard]] inline halves halves_of(std::span<const double> values, std::span<const double> weights,
                                      const char* caller) {
    const auto sorted = sort_values(values, weights, caller);
    if (!sorted.why_undefined.empty()) return {0, 0, sorted.why_undefined};
    const double at_median = quantile_of(sorted, 0.5) * (sorted.weight / 2);
    if (!(at_median > 0)) return {0, 0, "the median is 0"};
    const double bottom = amount_of_bottom(sorted, 0.5);
    return {bottom / at_median, (sorted.total - bottom) / at_median, {}};
}

} // namespace detail

/// McLoone index: what the bottom half of pupils has over what it would have if all in it were at the median. 1: the
/// bottom half is level; lower: it lags.
///
/// Source: Harrison and McLoone, *Profiles in School Support* (1965); Berne and Stiefel, *The Measurement of Equity in
/// School Finance* (1984); Odden and Picus, *School Finance: A Policy Perspective* (2014), chapter 3. The bottom half
/// is exactly half of the weight: a row at the median is split, so that a weight is the same as a repetition. Those who
/// count all rows at the median in get a figure nearer to 1. Complexity: O(n log n) time, O(n) space. Preconditions:
/// values and weights from 0 to 1e100. Undefined for no values, for weights that are all 0 and for a median of 0.
/// Throws: `contract_violation`. Determinism: the same bits on every platform and in every order of the values.
/// Example: `mcloone_index(money_for_each_pupil, pupils)`
[[nodiscard]] inline measured mcloone_index(std::span<const double> values, std::span<const double> weights = {}) {
    const auto of = detail::halves_of(values, weights, "mcloone_index");
    return of.why_undefined.empty() ? measured::as((std::min)(1.0, of.below)) : measured::undefined(of.why_undefined);
}

/// Verstegen index: what the top half of pupils has over what it would have if all in it were at the median. 1: nobody
/// is above the median; higher: the top half is ahead.
///
/// Source: Verstegen, "Concepts and measures of fiscal inequality: a new approach and effects for five states", Journal
/// of Education Finance 22 (1996); Odden and Picus (2014), chapter 3. The rest as for `mcloone_index`. The two indices
/// sum to twice the mean over the median. Example: `verstegen_index(money_for_each_pupil, pupils)`
[[nodiscard]] inline measured verstegen_index(std::span<const double> values, std::span<const double> weights = {}) {
    const auto of = detail::halves_of(values, weights, "verstegen_index");
    return of.why_undefined.empty() ? detail::measured_if_finite((std::max)(1.0, of.above))
                                    : measured::undefined(of.why_undefined);
}

} // namespace colearn

#endif
