// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_RANGE_RATIOS_HPP
#define COLEARN_ALLOCATION_RANGE_RATIOS_HPP

/// @file
/// For a policy reader: how far the well-funded are from the poorly funded, leaving out the few at either end.
/// For an engineer: ratios and distances of weighted percentiles.

#include <span>

#include <colearn/allocation/weighted_values.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>

namespace colearn {

/// The value at one percentile over the value at a lower one, such as P90 / P10. 1: all equal.
///
/// Percentiles as `weighted_quantile` has them, and its complexity, throws and determinism. Preconditions: values and
/// weights from 0 to 1e100; percentiles from 0 to 100, the second not above the first. Undefined for no values, weights
/// that are all 0, and when the lower value is 0. Example: `percentile_ratio(money_for_each_pupil, 90, 10, pupils)`
[[nodiscard]] inline measured percentile_ratio(std::span<const double> values, double high, double low,
                                               std::span<const double> weights = {}) {
    expects(high >= 0 && high <= 100, "a percentile must be from 0 to 100", high);
    expects(low >= 0 && low <= high, "the lower percentile must be from 0 to the higher one", low);
    const auto sorted = detail::sort_values(values, weights, "percentile_ratio");
    if (!sorted.why_undefined.empty()) return measured::undefined(sorted.why_undefined);
    const double lower = detail::quantile_of(sorted, low / 100);
    if (!(lower > 0)) return measured::undefined("the value at the lower percentile is 0");
    return detail::measured_if_finite(detail::quantile_of(sorted, high / 100) / lower);
}

/// Restricted range: the 95th percentile less the 5th, in the unit of the values. 0: no gap.
///
/// Source: Berne and Stiefel, *The Measurement of Equity in School Finance* (1984), chapter 2. Complexity,
/// preconditions, throws and determinism: as for `weighted_quantile`. Undefined for no values and for weights that are
/// all 0. Example: `restricted_range(money_for_each_pupil, pupils)`
[[nodiscard]] inline measured restricted_range(std::span<const double> values, std::span<const double> weights = {}) {
    const auto sorted = detail::sort_values(values, weights, "restricted_range");
    if (!sorted.why_undefined.empty()) return measured::undefined(sorted.why_undefined);
    return measured::as(detail::quantile_of(sorted, 0.95) - detail::quantile_of(sorted, 0.05));
}

/// Federal range ratio: the restricted range over the 5th percentile. 0: no gap; 0.25, later 0.2, is the limit of the
/// United States' test of disparity for a state's aid.
///
/// Source: Berne and Stiefel (1984), chapter 2; 34 CFR 222.162, which ranks districts by revenue and counts pupils.
/// Complexity, preconditions, throws and determinism: as for `weighted_quantile`. Undefined for no values, for weights
/// that are all 0, and when the 5th percentile is 0. Example: `federal_range_ratio(money_for_each_pupil, pupils)`
[[nodiscard]] inline measured federal_range_ratio(std::span<const double> values,
                                                  std::span<const double> weights = {}) {
    const auto sorted = detail::sort_values(values, weights, "federal_range_ratio");
    if (!sorted.why_undefined.empty()) return measured::undefined(sorted.why_undefined);
    const double low = detail::quantile_of(sorted, 0.05);
    if (!(low > 0)) return measured::undefined("the 5th percentile is 0");
    return detail::measured_if_finite((detail::quantile_of(sorted, 0.95) - low) / low);
}

} // namespace colearn

#endif
