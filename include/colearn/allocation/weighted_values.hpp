// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_WEIGHTED_VALUES_HPP
#define COLEARN_ALLOCATION_WEIGHTED_VALUES_HPP

/// @file
/// For a policy reader: the amount that half of all pupils do not reach, and other such marks. A large school counts
/// for more than a small one.
/// For an engineer: quantiles of weighted values, and what all measures of equity share: checks, mean and order.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

namespace detail {

[[nodiscard]] inline double weight_of(std::span<const double> weights, std::size_t i) {
    return weights.empty() ? 1 : weights[i];
}

inline void expect_weights(std::size_t count, std::span<const double> weights, const char* caller) {
    expects(weights.empty() || weights.size() == count, {"there must be one weight for each value, or none", caller},
            weights.size());
    for (const double w : weights) expects(w >= 0 && w <= 1e100, {"every weight must be from 0 to 1e100", caller}, w);
}

inline void expect_amounts(std::span<const double> values, std::span<const double> weights, const char* caller) {
    expect_weights(values.size(), weights, caller);
    for (const double x : values) expects(x >= 0 && x <= 1e100, {"every value must be from 0 to 1e100", caller}, x);
}

struct weighted_mean {
    double weight = 0; // of all
    double mean = 0;
};

// The mean, or why there is none to compare with.
[[nodiscard]] inline std::string mean_of(std::span<const double> values, std::span<const double> weights,
                                         const char* caller, weighted_mean& out) {
    expect_amounts(values, weights, caller);
    compensated_sum weight;
    compensated_sum total;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double w = weight_of(weights, i);
        weight += w;
        total += rounded(w * values[i]);
    }
    if (values.empty()) return "there are no values";
    if (!(weight.value() > 0)) return "every weight is 0";
    if (!(total.value() > 0)) return "every value is 0, so there is nothing to share";
    out = {weight.value(), total.value() / weight.value()};
    if (!(out.mean >= 1e-200)) return "the mean is too small to compare with";
    return {};
}

struct weighted_value {
    double value = 0;
    double weight = 0;
};

// Ascending, without those of weight 0; the same for every order of the input.
struct sorted_values {
    std::vector<weighted_value> rows{};
    double weight = 0; // of all
    double total = 0;  // weights times values
    std::string why_undefined{};
};

[[nodiscard]] inline sorted_values sort_values(std::span<const double> values, std::span<const double> weights,
                                               const char* caller) {
    expect_amounts(values, weights, caller);
    sorted_values out;
    out.rows.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        if (const double w = weight_of(weights, i); w > 0) out.rows.push_back({values[i], w});
    if (out.rows.empty()) {
        out.why_undefined = values.empty() ? "there are no values" : "every weight is 0";
        return out;
    }
    std::sort(out.rows.begin(), out.rows.end(), [](const weighted_value& a, const weighted_value& b) {
        return a.value != b.value ? a.value < b.value : a.weight < b.weight;
    });
    compensated_sum weight;
    compensated_sum total;
    for (const auto& row : out.rows) {
        weight += row.weight;
        total += rounded(row.weight * row.value);
    }
    out.weight = weight.value();
    out.total = total.value();
    return out;
}

// Why there is no share of the whole; empty where there is one.
[[nodiscard]] inline std::string why_no_share(const sorted_values& of) {
    if (!of.why_undefined.empty()) return of.why_undefined;
    if (!(of.total > 0)) return "every value is 0, so there is nothing to share";
    if (!(of.total / of.weight >= 1e-200)) return "the mean is too small to compare with";
    return {};
}

// Never an infinity: values that differ by 300 powers of ten have no ratio in a number.
[[nodiscard]] inline measured measured_if_finite(double value) {
    return std::isfinite(value) ? measured::as(value) : measured::undefined("the measure is too large for a number");
}

// The value that the share `share` of the weight does not pass. There must be rows.
[[nodiscard]] inline double quantile_of(const sorted_values& of, double share) {
    const double target = share * of.weight;
    const double slack = 1e-12 * of.weight; // a share such as .05 is no double, so an exact hit is rarely one
    compensated_sum below;
    for (std::size_t k = 0; k + 1 < of.rows.size(); ++k) {
        below += of.rows[k].weight;
        if (below.value() - target > slack) return of.rows[k].value;
        if (std::fabs(below.value() - target) <= slack && share > 0)
            return of.rows[k].value + (of.rows[k + 1].value - of.rows[k].value) / 2;
    }
    return of.rows.back().value;
}

// What the bottom `share` of the weight has together; the row in which it ends is split.
[[nodiscard]] inline double amount_of_bottom(const sorted_values& of, double share) {
    const double target = share * of.weight;
    compensated_sum below;
    compensated_sum amount;
    for (const auto& row : of.rows) {
        const double rest = target - below.value();
        if (rest <= row.weight) {
            amount += rounded((std::max)(0.0, rest) * row.value);
            return (std::min)(amount.value(), of.total);
        }
        below += row.weight;
        amount += rounded(row.weight * row.value);
    }
    return of.total;
}

} // namespace detail

/// The value that a share of the weight does not pass: `.5` is the median. Where the share ends exactly between two
/// values it is their mean.
///
/// Source: Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996), definition
/// 2, for weights: a weight of 3 is the same as the value three times.
/// Complexity: O(n log n) time, O(n) space. Preconditions: values and weights from 0 to 1e100; share from 0 to 1.
/// Result: undefined for no values and for weights that are all 0. Throws: `contract_violation`.
/// Determinism: the same bits on every platform and in every order of the values. A share within 1e-12 of the end of a
/// value counts as ending there. Example: `weighted_quantile(money_for_each_pupil, 0.05, pupils)`
[[nodiscard]] inline measured weighted_quantile(std::span<const double> values, double share,
                                                std::span<const double> weights = {}) {
    expects(share >= 0 && share <= 1, "the share must be from 0 to 1", share);
    const auto sorted = detail::sort_values(values, weights, "weighted_quantile");
    if (!sorted.why_undefined.empty()) return measured::undefined(sorted.why_undefined);
    return measured::as(detail::quantile_of(sorted, share));
}

/// The value that half of the weight does not pass. As `weighted_quantile`.
[[nodiscard]] inline measured weighted_median(std::span<const double> values, std::span<const double> weights = {}) {
    return weighted_quantile(values, 0.5, weights);
}

} // namespace colearn

#endif
