// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_LORENZ_HPP
#define COLEARN_ALLOCATION_LORENZ_HPP

/// @file
/// For a policy reader: what the worst-off tenth, third or half has of the whole, as a curve to draw.
/// For an engineer: Lorenz curve of weighted values, shares of the bottom and of the top, and the Palma ratio.

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/weighted_values.hpp>
#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

/// One point of a curve of shares.
struct share_point {
    double population = 0; ///< share of the weight so far, 0 to 1
    double amount = 0;     ///< their share of the whole, 0 to 1

    friend bool operator==(const share_point&, const share_point&) = default;
};

/// A curve from (0, 0) to (1, 1), straight between its points.
struct share_curve {
    std::vector<share_point> points{}; ///< rising; empty where the curve is undefined
    std::string why_undefined{};       ///< a sentence without its full stop; empty where there is a curve

    [[nodiscard]] bool defined() const noexcept { return why_undefined.empty(); }
};

/// The height of a curve at a share of the population.
///
/// Complexity: O(log n). Preconditions: population from 0 to 1. Undefined where the curve is.
/// Throws: `contract_violation`.
[[nodiscard]] inline measured amount_at(const share_curve& curve, double population) {
    expects(population >= 0 && population <= 1, "the share must be from 0 to 1", population);
    if (!curve.defined()) return measured::undefined(curve.why_undefined);
    expects(curve.points.size() >= 2, "a curve must have at least two points", curve.points.size());
    const auto next = std::lower_bound(curve.points.begin(), curve.points.end(), population,
                                       [](const share_point& p, double x) { return p.population < x; });
    if (next == curve.points.begin()) return measured::as(next->amount);
    if (next == curve.points.end()) return measured::as(curve.points.back().amount);
    const auto before = next - 1;
    const double part = (population - before->population) / (next->population - before->population);
    return measured::as(before->amount + detail::rounded(part * (next->amount - before->amount)));
}

/// Lorenz curve: the share of the whole that the worst-off share of the population has. The straight line is equality;
/// twice the area between is the Gini coefficient.
///
/// Source: Lorenz, "Methods of measuring the concentration of wealth", Publications of the American Statistical
/// Association 9 (1905). Weights say how many each value stands for. Complexity: O(n log n) time, O(n) space; one point
/// for each distinct value beside (0, 0). Preconditions: values and weights from 0 to 1e100. Undefined for no values,
/// weights that are all 0 and values that are all 0. Throws: `contract_violation`. Determinism: the same bits on every
/// platform and in every order of the values. Example: `lorenz_curve(money_for_each_pupil, pupils).points`
[[nodiscard]] inline share_curve lorenz_curve(std::span<const double> values, std::span<const double> weights = {}) {
    const auto sorted = detail::sort_values(values, weights, "lorenz_curve");
    if (auto why = detail::why_no_share(sorted); !why.empty()) return {{}, std::move(why)};
    share_curve out;
    out.points.push_back({0, 0});
    compensated_sum weight;
    compensated_sum amount;
    for (std::size_t k = 0; k < sorted.rows.size(); ++k) {
        const auto& row = sorted.rows[k];
        weight += row.weight;
        amount += detail::rounded(row.weight * row.value);
        if (k + 1 < sorted.rows.size() && sorted.rows[k + 1].value == row.value) continue;
        out.points.push_back({weight.value() / sorted.weight, amount.value() / sorted.total});
    }
    out.points.back() = {1, 1};
    return out;
}

/// What the worst-off `share` of the population has of the whole. Where the share ends within one row, such as a
/// school, the row is split.
///
/// Complexity, source, preconditions, undefined cases and determinism: as for `lorenz_curve`; share from 0 to 1.
/// Example: `share_of_bottom(money_for_each_pupil, 0.4, pupils)`
[[nodiscard]] inline measured share_of_bottom(std::span<const double> values, double share,
                                              std::span<const double> weights = {}) {
    expects(share >= 0 && share <= 1, "the share must be from 0 to 1", share);
    const auto sorted = detail::sort_values(values, weights, "share_of_bottom");
    if (auto why = detail::why_no_share(sorted); !why.empty()) return measured::undefined(std::move(why));
    return measured::as(detail::amount_of_bottom(sorted, share) / sorted.total);
}

/// Palma ratio: what the best-off tenth has over what the worst-off four tenths have. 0.25: all equal.
///
/// Source: Palma, "Homogeneous middles vs. heterogeneous tails", Development and Change 42 (2011); Cobham and Sumner,
/// *Is It All About the Tails? The Palma Measure of Income Inequality* (2013). Complexity and preconditions: as for
/// `lorenz_curve`. Undefined as there, and when the worst-off four tenths have nothing.
/// Example: `palma_ratio(money_for_each_pupil, pupils)`
[[nodiscard]] inline measured palma_ratio(std::span<const double> values, std::span<const double> weights = {}) {
    const auto sorted = detail::sort_values(values, weights, "palma_ratio");
    if (auto why = detail::why_no_share(sorted); !why.empty()) return measured::undefined(std::move(why));
    const double bottom = detail::amount_of_bottom(sorted, 0.4);
    if (!(bottom > 0)) return measured::undefined("the worst-off four tenths have nothing");
    return detail::measured_if_finite((sorted.total - detail::amount_of_bottom(sorted, 0.9)) / bottom);
}

} // namespace colearn

#endif
