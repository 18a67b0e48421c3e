// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_WEALTH_NEUTRALITY_HPP
#define COLEARN_ALLOCATION_WEALTH_NEUTRALITY_HPP

/// @file
/// For a policy reader: does what a pupil gets depend on how wealthy the place is? 0: it does not.
/// For an engineer: weighted correlation, least-squares slope and elasticity of an amount on wealth.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <utility>

#include <colearn/allocation/weighted_values.hpp>
#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

/// How an amount goes with wealth.
struct wealth_neutrality {
    measured correlation{}; ///< Pearson's r, -1 to 1; 0: they do not go together
    measured slope{};       ///< what one more unit of wealth goes with, in units of the amount
    measured elasticity{};  ///< in per cent of the mean amount, for one per cent of the mean wealth
};

/// Correlation, slope and elasticity of an amount on wealth, both for each pupil. The usual reading in school finance
/// is that a system is neutral when the correlation is below .5 and the elasticity below .1.
///
/// Source: Odden and Picus, *School Finance: A Policy Perspective* (2014), chapter 3: the elasticity is the slope of a
/// simple regression times mean wealth over the mean amount. Berne and Stiefel, *The Measurement of Equity in School
/// Finance* (1984). Any other scale can stand for wealth, such as an index of advantage, but an elasticity needs one
/// with a true 0. Complexity: O(n) time. Preconditions: values and weights from 0 to 1e100; one wealth for each value,
/// from -1e100 to 1e100. Undefined for no values, weights that are all 0, values that are all 0, and where wealth (for
/// the correlation also the amount) is the same for all. Throws: `contract_violation`. Determinism: the same bits on
/// every platform. Example: `wealth_neutrality_of(money_for_each_pupil, property_value, pupils).elasticity`
[[nodiscard]] inline wealth_neutrality wealth_neutrality_of(std::span<const double> values,
                                                            std::span<const double> wealth,
                                                            std::span<const double> weights = {}) {
    expects(wealth.size() == values.size(), "there must be one wealth for each value", wealth.size());
    for (const double one : wealth)
        expects(one >= -1e100 && one <= 1e100, "every wealth must be from -1e100 to 1e100", one);
    detail::weighted_mean amount;
    if (auto why = detail::mean_of(values, weights, "wealth_neutrality_of", amount); !why.empty()) {
        const auto none = measured::undefined(std::move(why));
        return {none, none, none};
    }
    compensated_sum wealth_sum;
    double first_value = 0, first_wealth = 0;
    bool first = true, values_vary = false, wealth_varies = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double p = detail::weight_of(weights, i) / amount.weight;
        if (p == 0) continue;
        wealth_sum += detail::rounded(p * wealth[i]);
        if (std::exchange(first, false)) {
            first_value = values[i];
            first_wealth = wealth[i];
        }
        values_vary |= values[i] != first_value;
        wealth_varies |= wealth[i] != first_wealth;
    }
    if (!wealth_varies) {
        const auto none = measured::undefined("wealth is the same for all");
        return {none, none, none};
    }
    const double mean_wealth = wealth_sum.value();
    compensated_sum both, spread_values, spread_wealth;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double p = detail::weight_of(weights, i) / amount.weight;
        const double dv = values[i] - amount.mean;
        const double dw = wealth[i] - mean_wealth;
        both += detail::rounded(p * detail::rounded(dv * dw));
        spread_values += detail::rounded(p * detail::rounded(dv * dv));
        spread_wealth += detail::rounded(p * detail::rounded(dw * dw));
    }
    // Values may differ by so little that their squares vanish.
    if (!(spread_wealth.value() > 0)) {
        const auto none = measured::undefined("wealth differs by too little");
        return {none, none, none};
    }
    wealth_neutrality out;
    const double slope = values_vary ? both.value() / spread_wealth.value() : 0;
    out.slope = detail::measured_if_finite(slope);
    out.elasticity = detail::measured_if_finite(detail::rounded(slope * (mean_wealth / amount.mean)));
    if (!values_vary || !(spread_values.value() > 0)) {
        out.correlation = measured::undefined("the amount is the same for all");
    } else {
        const double r = both.value() / (std::sqrt(spread_values.value()) * std::sqrt(spread_wealth.value()));
        out.correlation = measured::as((std::max)(-1.0, (std::min)(1.0, r)));
    }
    return out;
}

} // namespace colearn

#endif
