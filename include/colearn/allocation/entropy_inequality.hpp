// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_ENTROPY_INEQUALITY_HPP
#define COLEARN_ALLOCATION_ENTROPY_INEQUALITY_HPP

/// @file
/// For a policy reader: how unevenly something is spread, where you say whether the gaps at the bottom or at the top
/// weigh more. 0 is evenly.
/// For an engineer: Theil's T and L, the generalized entropy family GE(a) and Atkinson's family A(e), weighted.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>

#include <colearn/allocation/weighted_values.hpp>
#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

namespace detail {

// base^exponent for base >= 0, the same bits everywhere; exact products for small whole exponents.
[[nodiscard]] inline double reproducible_power(double base, double exponent) {
    const double size = std::fabs(exponent);
    if (size <= 8 && size == std::floor(size)) {
        double product = 1;
        for (int k = 0; k < static_cast<int>(size); ++k) product *= base;
        return exponent < 0 ? 1 / product : product;
    }
    return reproducible_exp(rounded(exponent * reproducible_log(base)));
}

// What one value of `share` times the mean adds. Never below 0: the linear part, which sums to 0, is taken out.
[[nodiscard]] inline double entropy_term(double share, double a) {
    if (a == 1) return (share == 0 ? 0 : rounded(share * reproducible_log(share))) - (share - 1);
    if (a == 0) return (share - 1) - reproducible_log(share);
    const double bent = (reproducible_power(share, a) - 1) - rounded(a * (share - 1));
    return bent / rounded(a * (a - 1));
}

[[nodiscard]] inline measured entropy_family(std::span<const double> values, double a, std::span<const double> weights,
                                             const char* caller) {
    expects(a >= -100 && a <= 100, {"the parameter a must be from -100 to 100", caller}, a);
    weighted_mean base;
    if (auto why = mean_of(values, weights, caller, base); !why.empty()) return measured::undefined(std::move(why));
    compensated_sum sum;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double w = weight_of(weights, i) / base.weight;
        if (w == 0) continue;
        if (values[i] == 0 && a <= 0) return measured::undefined("a value is 0, which makes the measure infinite");
        sum += rounded(w * (std::max)(0.0, entropy_term(values[i] / base.mean, a)));
    }
    return measured_if_finite(sum.value());
}

} // namespace detail

/// Generalized entropy GE(a): mean of ((x / mean)^a - 1) / (a (a - 1)). A large `a` looks at the top, a small or
/// negative one at the bottom. 0: all equal. GE(0) is Theil's L, GE(1) Theil's T, GE(2) half the squared coefficient of
/// variation. Each can be split exactly into inequality within and between groups (`inequality_by_group.hpp`).
///
/// Source: Shorrocks, "The class of additively decomposable inequality measures", Econometrica 48 (1980); Cowell,
/// *Measuring Inequality* (3rd edition 2011), chapter 3. Weights say how many each value stands for, such as pupils.
/// Complexity: O(n) time, O(1) space. Preconditions: values and weights from 0 to 1e100; a from -100 to 100. Result:
/// undefined for no values, weights that are all 0, values that are all 0, a value of 0 where a <= 0, and where it is
/// beyond 1.8e308. Throws: `contract_violation`. Determinism: the same bits on every platform. The absolute error is
/// about 1e-15 / |a (a - 1)|: an `a` that is meant to be 0 or 1 must be exactly that.
/// Example: `generalized_entropy(money_for_each_pupil, 2, pupils)`
[[nodiscard]] inline measured generalized_entropy(std::span<const double> values, double a,
                                                  std::span<const double> weights = {}) {
    return detail::entropy_family(values, a, weights, "generalized_entropy");
}

/// Theil's T: mean of (x / mean) ln(x / mean). 0: all equal; ln n: one of n has everything.
///
/// Source: Theil, *Economics and Information Theory* (1967), chapter 4; 0 ln 0 counts as 0. The rest as for
/// `generalized_entropy` with a = 1. Example: `theil_t(money_for_each_pupil, pupils)`
[[nodiscard]] inline measured theil_t(std::span<const double> values, std::span<const double> weights = {}) {
    return detail::entropy_family(values, 1, weights, "theil_t");
}

/// Theil's L, the mean logarithmic deviation: mean of ln(mean / x). 0: all equal; it looks at the bottom, and is
/// undefined (infinite) when anyone has nothing.
///
/// Source: Theil (1967), chapter 4. The rest as for `generalized_entropy` with a = 0.
/// Example: `theil_l(money_for_each_pupil, pupils)`
[[nodiscard]] inline measured theil_l(std::span<const double> values, std::span<const double> weights = {}) {
    return detail::entropy_family(values, 0, weights, "theil_l");
}

/// Atkinson's index A(e): the share of the whole that could be given up without loss, were the rest spread evenly, in
/// the eyes of one whose aversion to inequality is e. 0: all equal; 1: as bad as if there were nothing.
///
/// Source: Atkinson, "On the measurement of inequality", Journal of Economic Theory 2 (1970): 1 minus the mean of order
/// 1 - e over the mean. A value of 0 makes it 1 for e >= 1. Complexity: O(n) time, O(1) space. Preconditions: values
/// and weights from 0 to 1e100; e from 0 to 1000. Result: undefined for no values, weights that are all 0, and values
/// that are all 0. Throws: `contract_violation`. Determinism: the same bits on every platform. The absolute error is
/// about 1e-15 / |1 - e|: an `e` that is meant to be 1 must be exactly that.
/// Example: `atkinson(money_for_each_pupil, 0.5, pupils)`
[[nodiscard]] inline measured atkinson(std::span<const double> values, double e, std::span<const double> weights = {}) {
    expects(e >= 0 && e <= 1000, "the aversion to inequality e must be from 0 to 1000", e);
    detail::weighted_mean base;
    if (auto why = detail::mean_of(values, weights, "atkinson", base); !why.empty())
        return measured::undefined(std::move(why));
    // Values relative to the lowest (e > 1) or the highest: so no power overflows.
    double lowest = (std::numeric_limits<double>::max)();
    double highest = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (detail::weight_of(weights, i) == 0) continue;
        lowest = (std::min)(lowest, values[i]);
        highest = (std::max)(highest, values[i]);
    }
    if (e == 0 || lowest == highest) return measured::as(0);
    if (e >= 1 && lowest == 0) return measured::as(1);
    const double against = e > 1 ? lowest : e == 1 ? base.mean : highest;
    compensated_sum sum;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double w = detail::weight_of(weights, i) / base.weight;
        if (w == 0) continue;
        const double ratio = values[i] / against;
        sum +=
            detail::rounded(w * (e == 1 ? detail::reproducible_log(ratio) : detail::reproducible_power(ratio, 1 - e)));
    }
    const double mean_of_order = e == 1 ? detail::reproducible_exp(sum.value())
                                        : detail::reproducible_power(sum.value(), 1 / (1 - e)) * (against / base.mean);
    return measured::as((std::max)(0.0, 1 - detail::rounded(mean_of_order)));
}

} // namespace colearn

#endif
