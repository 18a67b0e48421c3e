// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_INEQUALITY_HPP
#define COLEARN_ALLOCATION_INEQUALITY_HPP

/// @file
/// For a policy reader: how unevenly something is spread, such as money for each pupil: 0 is evenly.
/// For an engineer: Gini coefficient and coefficient of variation of weighted values. A measure that is undefined says
/// why; it is never NaN.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>

#include <colearn/allocation/weighted_values.hpp>
#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

/// Gini coefficient: half the mean difference between two values relative to their mean. 0: all equal; towards 1: one
/// has everything.
///
/// Source: Gini, *Variabilita e mutabilita* (1912), for a whole population (no small-sample correction). Weights say
/// how many each value stands for, such as pupils. Complexity: O(n log n) time, O(n) space. Preconditions: values and
/// weights from 0 to 1e100. Result: undefined for no values, weights that are all 0, and values that are all 0. Throws:
/// `contract_violation`. Determinism: the same bits on every platform and in every order of the values. Example:
/// `gini(money_for_each_pupil, pupils)`
[[nodiscard]] inline measured gini(std::span<const double> values, std::span<const double> weights = {}) {
    const auto sorted = detail::sort_values(values, weights, "gini");
    if (auto why = detail::why_no_share(sorted); !why.empty()) return measured::undefined(std::move(why));
    const double mean = sorted.total / sorted.weight;
    // sum over i < j of w_i w_j (x_j - x_i), by the gaps between neighbours: each gap counts for all pairs across it
    compensated_sum differences;
    compensated_sum below;
    for (std::size_t k = 0; k + 1 < sorted.rows.size(); ++k) {
        below += sorted.rows[k].weight / sorted.weight;
        const double gap = (sorted.rows[k + 1].value - sorted.rows[k].value) / mean;
        differences += detail::rounded(gap * detail::rounded(below.value() * (1 - below.value())));
    }
    return measured::as((std::max)(0.0, differences.value()));
}

/// Coefficient of variation: standard deviation of the population over the mean. 0: all equal.
///
/// Source: Pearson (1896); one of the measures of equity in school finance in Berne and Stiefel, *The Measurement of
/// Equity in School Finance* (1984).
/// Complexity: O(n) time. Preconditions, result and throws: as for `gini`. Determinism: the same bits on every
/// platform. Example: `coefficient_of_variation(money_for_each_pupil, pupils)`
[[nodiscard]] inline measured coefficient_of_variation(std::span<const double> values,
                                                       std::span<const double> weights = {}) {
    detail::weighted_mean base;
    if (auto why = detail::mean_of(values, weights, "coefficient_of_variation", base); !why.empty())
        return measured::undefined(std::move(why));
    compensated_sum squares;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double deviation = (values[i] - base.mean) / base.mean;
        const double w = detail::weight_of(weights, i) / base.weight;
        squares += detail::rounded(w * detail::rounded(deviation * deviation));
    }
    return measured::as(std::sqrt(squares.value()));
}

} // namespace colearn

#endif
