// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_CONCENTRATION_HPP
#define COLEARN_ALLOCATION_CONCENTRATION_HPP

/// @file
/// For a policy reader: does more go to the disadvantaged or to the advantaged? Below 0: to the disadvantaged; 0: to
/// neither; above 0: to the advantaged. A standard error says how far to trust it.
/// For an engineer: concentration curve and concentration index of weighted values by rank, with ties, and two named
/// standard errors.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/lorenz.hpp>
#include <colearn/allocation/weighted_values.hpp>
#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

/// What a rising number means. The most disadvantaged always come first.
enum class ranked_by : std::uint8_t {
    advantage,    ///< such as ICSEA or income: a low number is disadvantaged
    disadvantage, ///< such as the share of pupils from the least advantaged homes: a high number is disadvantaged
};

/// The formula of a standard error.
enum class concentration_error : std::uint8_t {
    kakwani,               ///< Kakwani, Wagstaff and van Doorslaer (1997), for individuals and for groups
    convenient_regression, ///< least squares of 2 var(rank) x / mean on rank: takes the mean as known
};

struct concentration_options {
    ranked_by by = ranked_by::advantage;                      ///< what a rising rank means
    concentration_error error = concentration_error::kakwani; ///< how the standard error is made
    /// Variance among those that a row stands for, one for each row. Then weights count people, and the standard error
    /// is that of so many people. Empty: a row is one observation, however much it weighs. Only with `kakwani`.
    std::span<const double> variances{};
};

/// A concentration index.
struct concentration {
    measured index{};                                         ///< -1 (all to the most disadvantaged) to 1
    measured standard_error{};                                ///< of the index, by `error`
    concentration_error error = concentration_error::kakwani; ///< the formula of the standard error
    std::size_t ranks = 0;                                    ///< distinct ranks; those of one rank are taken together
};

namespace detail {

struct ranked_group {
    double share = 0;    // of the weight
    double mean = 0;     // of the values
    double variance = 0; // within the group
    double rank = 0;     // middle of its stretch of the population, 0 to 1
};

// The places of those with weight, the most disadvantaged first.
[[nodiscard]] inline std::vector<std::size_t> rank_order(std::span<const double> values, std::span<const double> rank,
                                                         std::span<const double> weights, ranked_by by) {
    std::vector<std::size_t> order;
    order.reserve(rank.size());
    for (std::size_t i = 0; i < rank.size(); ++i)
        if (weight_of(weights, i) > 0) order.push_back(i);
    const double sign = by == ranked_by::advantage ? 1 : -1;
    // Within one rank the order means nothing; by value and weight it is the same for every order of the input.
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (rank[a] != rank[b]) return sign * rank[a] < sign * rank[b];
        if (values[a] != values[b]) return values[a] < values[b];
        const double wa = weight_of(weights, a), wb = weight_of(weights, b);
        return wa != wb ? wa < wb : a < b;
    });
    return order;
}

inline void expect_ranks(std::span<const double> values, std::span<const double> rank, const char* caller) {
    expects(rank.size() == values.size(), {"there must be one rank for each value", caller}, rank.size());
    for (const double one : rank) expects(std::isfinite(one), {"every rank must be finite", caller}, one);
}

} // namespace detail

/// Concentration curve: the share of the whole that the most disadvantaged share of the population has. Above the
/// straight line: they have more than their part.
///
/// Source: Kakwani, "Applications of Lorenz curves in economic analysis", Econometrica 45 (1977). Those of equal rank
/// make one straight piece, so that their order does not matter. Complexity: O(n log n) time, O(n) space.
/// Preconditions: values and weights from 0 to 1e100, one finite rank for each value. Undefined for no values, weights
/// that are all 0 and values that are all 0. Throws: `contract_violation`. Determinism: the same bits on every platform
/// and in every order of the rows. Example: `concentration_curve(teachers_for_each_pupil, icsea, pupils).points`
[[nodiscard]] inline share_curve concentration_curve(std::span<const double> values, std::span<const double> rank,
                                                     std::span<const double> weights = {},
                                                     ranked_by by = ranked_by::advantage) {
    detail::expect_ranks(values, rank, "concentration_curve");
    detail::weighted_mean all;
    if (auto why = detail::mean_of(values, weights, "concentration_curve", all); !why.empty())
        return {{}, std::move(why)};
    const auto order = detail::rank_order(values, rank, weights, by);
    share_curve out;
    out.points.push_back({0, 0});
    compensated_sum weight;
    compensated_sum amount;
    for (std::size_t k = 0; k < order.size(); ++k) {
        const double p = detail::weight_of(weights, order[k]) / all.weight;
        weight += p;
        amount += detail::rounded(p * (values[order[k]] / all.mean));
        if (k + 1 < order.size() && rank[order[k + 1]] == rank[order[k]]) continue;
        out.points.push_back({(std::min)(1.0, weight.value()), (std::min)(1.0, amount.value())});
    }
    out.points.back() = {1, 1};
    return out;
}

/// Concentration index: twice the area between the straight line and the concentration curve, = 2 cov(x, rank) / mean.
/// Below 0: concentrated on the disadvantaged; 0: on neither; above 0: on the advantaged.
///
/// Source: Kakwani, Wagstaff and van Doorslaer, "Socioeconomic inequalities in health: measurement, computation, and
/// statistical inference", Journal of Econometrics 77 (1997); O'Donnell, van Doorslaer, Wagstaff and Lindelow,
/// *Analyzing Health Equity Using Household Survey Data* (2008), chapter 8. Ranks are the middles of each one's stretch
/// of the population; equal ranks are taken together. The standard error is Kakwani's for individuals or for groups
/// (with `variances`), or that of the convenient regression there. Weights are relative: without
/// `variances` the number of rows is the number of observations.
/// Complexity: O(n log n) time, O(n) space. Preconditions: values and weights from 0 to 1e100; one finite rank for each
/// value. Undefined for no values, weights that are all 0, values that are all 0, and one rank for all; the standard
/// error also for fewer than three rows. Throws: `contract_violation`. Determinism: the same bits on every platform and
/// in every order of the rows. Example: `concentration_index(teachers_for_each_pupil, icsea, pupils).index`
[[nodiscard]] inline concentration concentration_index(std::span<const double> values, std::span<const double> rank,
                                                       std::span<const double> weights = {},
                                                       const concentration_options& options = {}) {
    detail::expect_ranks(values, rank, "concentration_index");
    const bool grouped = !options.variances.empty();
    expects(!grouped || options.variances.size() == values.size(), "there must be one variance for each value, or none",
            options.variances.size());
    for (const double one : options.variances)
        expects(one >= 0 && one <= 1e100, "every variance must be from 0 to 1e100", one);
    expects(!grouped || options.error == concentration_error::kakwani,
            "variances within rows belong to the standard error of Kakwani alone");
    concentration out;
    out.error = options.error;
    detail::weighted_mean all;
    const auto undefined = [&](std::string why) {
        out.index = out.standard_error = measured::undefined(std::move(why));
        return out;
    };
    if (auto why = detail::mean_of(values, weights, "concentration_index", all); !why.empty())
        return undefined(std::move(why));
    const auto order = detail::rank_order(values, rank, weights, options.by);

    // 1. Those of one rank are one group, at the middle of its stretch of the population.
    std::vector<detail::ranked_group> groups;
    compensated_sum below;
    for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
        compensated_sum share, amount, squares;
        for (last = first; last < order.size() && rank[order[last]] == rank[order[first]]; ++last) {
            const double p = detail::weight_of(weights, order[last]) / all.weight;
            share += p;
            amount += detail::rounded(p * values[order[last]]);
        }
        detail::ranked_group one{share.value(), 0, 0, 0};
        one.mean = amount.value() / one.share;
        for (auto k = first; k < last; ++k) {
            const double p = detail::weight_of(weights, order[k]) / all.weight;
            const double off = values[order[k]] - one.mean;
            squares += detail::rounded(p * (detail::rounded(off * off) + (grouped ? options.variances[order[k]] : 0)));
        }
        one.variance = squares.value() / one.share;
        one.rank = below.value() + one.share / 2;
        below += one.share;
        groups.push_back(one);
    }
    out.ranks = groups.size();
    if (groups.size() < 2) return undefined("all have the same rank");

    // 2. C = 2 cov(x, rank) / mean; the mean rank is 1/2.
    compensated_sum covariance, rank_variance;
    for (const auto& g : groups) {
        const double off = g.rank - 0.5;
        covariance += detail::rounded(g.share * detail::rounded(off * (g.mean / all.mean)));
        rank_variance += detail::rounded(g.share * detail::rounded(off * off));
    }
    const double c = (std::max)(-1.0, (std::min)(1.0, 2 * covariance.value()));
    out.index = measured::as(c);

    // 3. The standard error.
    const double count = grouped ? all.weight : static_cast<double>(order.size());
    if (count < 3) {
        out.standard_error = measured::undefined("there are fewer than three observations");
        return out;
    }
    compensated_sum sum;
    if (options.error == concentration_error::convenient_regression) {
        // residuals of y = 2 var(rank) x / mean on rank; the slope is C and the mean of y is 2 var(rank)
        const double scale = 2 * rank_variance.value();
        for (const auto& g : groups) {
            const double fitted = scale + detail::rounded(c * (g.rank - 0.5));
            const double off = detail::rounded(scale * (g.mean / all.mean)) - fitted;
            const double spread = scale / all.mean;
            sum += detail::rounded(g.share * (detail::rounded(off * off) +
                                              detail::rounded(detail::rounded(spread * spread) * g.variance)));
        }
        const double variance = sum.value() / (rank_variance.value() * (count - 2));
        out.standard_error = measured::as(std::sqrt((std::max)(0.0, variance)));
        return out;
    }
    // The formula of Kakwani, Wagstaff and van Doorslaer for groups; q is the height of the concentration curve.
    compensated_sum curve;
    for (const auto& g : groups) {
        const double before = curve.value();
        curve += detail::rounded(g.share * (g.mean / all.mean));
        const double tilt = (2 * g.rank - 1) - c;
        const double a = (detail::rounded((g.mean / all.mean) * tilt) + 2) - (before + curve.value());
        // a^2 - (1 + C)^2, so that little is lost to cancellation; the mean of a is 1 + C
        const double off = a - (1 + c);
        const double within = detail::rounded(tilt * tilt) * (g.variance / all.mean / all.mean);
        sum += detail::rounded(g.share * (detail::rounded(off * off) + detail::rounded(within)));
    }
    out.standard_error = measured::as(std::sqrt((std::max)(0.0, sum.value() / count)));
    return out;
}

} // namespace colearn

#endif
