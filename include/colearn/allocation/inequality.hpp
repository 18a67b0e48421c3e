// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_INEQUALITY_HPP
#define COLEARN_ALLOCATION_INEQUALITY_HPP

/// @file
/// For a policy reader: how unevenly something is spread, such as money for each pupil: 0 is evenly.
/// For an engineer: Gini coefficient, Theil's T and the coefficient of variation of weighted values. A measure that is
/// undefined says why; it is never NaN.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

/// One measure of inequality.
struct inequality {
    std::optional<double> value{};   ///< unset where the measure is undefined
    std::string undefined_because{}; ///< why; empty where it is defined
};

namespace detail {

struct weighted_mean {
    double weight = 0; // of all
    double mean = 0;
};

// The mean, or why there is none to compare with.
[[nodiscard]] inline std::string mean_of(std::span<const double> values, std::span<const double> weights,
                                         const char* caller, weighted_mean& out) {
    expects(weights.empty() || weights.size() == values.size(),
            {"there must be one weight for each value, or none", caller}, weights.size());
    compensated_sum weight;
    compensated_sum total;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double w = weights.empty() ? 1 : weights[i];
        expects(values[i] >= 0 && values[i] <= 1e100, {"every value must be from 0 to 1e100", caller}, values[i]);
        expects(w >= 0 && w <= 1e100, {"every weight must be from 0 to 1e100", caller}, w);
        weight += w;
        total += rounded(w * values[i]);
    }
    if (values.empty()) return "there are no values";
    if (!(weight.value() > 0)) return "every weight is 0";
    if (!(total.value() > 0)) return "every value is 0, so there is nothing to share";
    out = {weight.value(), total.value() / weight.value()};
    return {};
}

} // namespace detail

/// Gini coefficient: half the mean difference between two values relative to their mean. 0: all equal; towards 1: one
/// has everything.
///
/// Source: Gini, *Variabilita e mutabilita* (1912), for a whole population (no small-sample correction). Weights say
/// how many each value stands for, such as pupils. Complexity: O(n log n) time, O(n) space. Preconditions: values and
/// weights from 0 to 1e100. Result: unset for no values, weights that are all 0, and values that are all 0. Throws:
/// `contract_violation`. Determinism: the same bits on every platform and in every order of equal values with equal
/// weights. Example: `gini(money_for_each_pupil, pupils).value`
[[nodiscard]] inline inequality gini(std::span<const double> values, std::span<const double> weights = {}) {
    detail::weighted_mean base;
    if (auto why = detail::mean_of(values, weights, "gini", base); !why.empty()) return {{}, std::move(why)};
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto weight_of = [&](std::size_t i) { return weights.empty() ? 1.0 : weights[i]; };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (values[a] != values[b]) return values[a] < values[b];
        return weight_of(a) != weight_of(b) ? weight_of(a) < weight_of(b) : a < b;
    });
    // sum over i < j of w_i w_j (x_j - x_i), by the gaps between neighbours: each gap counts for all pairs across it
    compensated_sum differences;
    compensated_sum below;
    for (std::size_t k = 0; k + 1 < order.size(); ++k) {
        below += weight_of(order[k]) / base.weight;
        const double gap = (values[order[k + 1]] - values[order[k]]) / base.mean;
        differences += detail::rounded(gap * detail::rounded(below.value() * (1 - below.value())));
    }
    return {(std::max)(0.0, differences.value()), {}};
}

/// Theil's T: mean of (x / mean) ln(x / mean). 0: all equal; ln n: one of n has everything. It can be split exactly
/// into inequality within and between groups.
///
/// Source: Theil, *Economics and Information Theory* (1967), chapter 4; 0 ln 0 counts as 0.
/// Complexity: O(n) time. Preconditions, result, throws and determinism: as for `gini`.
/// Example: `theil_t(money_for_each_pupil, pupils).value`
[[nodiscard]] inline inequality theil_t(std::span<const double> values, std::span<const double> weights = {}) {
    detail::weighted_mean base;
    if (auto why = detail::mean_of(values, weights, "theil_t", base); !why.empty()) return {{}, std::move(why)};
    compensated_sum sum;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double share = values[i] / base.mean;
        if (share == 0) continue;
        const double w = (weights.empty() ? 1 : weights[i]) / base.weight;
        sum += detail::rounded(w * detail::rounded(share * detail::reproducible_log(share)));
    }
    return {(std::max)(0.0, sum.value()), {}};
}

/// Coefficient of variation: standard deviation of the population over the mean. 0: all equal.
///
/// Source: Pearson (1896); one of the measures of equity in school finance in Berne and Stiefel, *The Measurement of
/// Equity in School Finance* (1984).
/// Complexity: O(n) time. Preconditions, result, throws and determinism: as for `gini`.
/// Example: `coefficient_of_variation(money_for_each_pupil, pupils).value`
[[nodiscard]] inline inequality coefficient_of_variation(std::span<const double> values,
                                                         std::span<const double> weights = {}) {
    detail::weighted_mean base;
    if (auto why = detail::mean_of(values, weights, "coefficient_of_variation", base); !why.empty())
        return {{}, std::move(why)};
    compensated_sum squares;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double deviation = (values[i] - base.mean) / base.mean;
        const double w = (weights.empty() ? 1 : weights[i]) / base.weight;
        squares += detail::rounded(w * detail::rounded(deviation * deviation));
    }
    return {std::sqrt(squares.value()), {}};
}

} // namespace colearn

#endif
