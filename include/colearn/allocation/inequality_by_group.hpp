// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_INEQUALITY_BY_GROUP_HPP
#define COLEARN_ALLOCATION_INEQUALITY_BY_GROUP_HPP

/// @file
/// For a policy reader: how much of the unevenness lies between sectors or regions, and how much within them.
/// For an engineer: the exact decomposition of generalized entropy into a part within and a part between groups.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include <colearn/allocation/entropy_inequality.hpp>
#include <colearn/allocation/weighted_values.hpp>
#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

/// One group's part in the inequality of all.
struct group_inequality {
    std::uint32_t group = 0; ///< its number, as given
    double weight = 0;       ///< how many it stands for, such as pupils
    double mean = 0;         ///< of its values
    measured inequality{};   ///< GE(a) within the group alone
    double contribution = 0; ///< what it adds to `within`: its share of the weight * (its mean / mean)^a * GE(a)
};

/// Inequality within and between groups.
struct inequality_by_group {
    measured total{};                       ///< GE(a) of all values = within + between
    measured within{};                      ///< what is left when the groups' means are made equal in proportion
    measured between{};                     ///< GE(a) if everyone had the group's mean
    measured share_between{};               ///< between / total; undefined also where total is 0
    std::vector<group_inequality> groups{}; ///< by rising number; those of weight 0 are left out
    double a = 1;                           ///< the parameter of GE(a)
};

/// Splits GE(a) into inequality within and between groups: a = 1 for Theil's T, a = 0 for Theil's L.
///
/// Source: Shorrocks, "Inequality decomposition by population subgroups", Econometrica 52 (1984); Cowell, *Measuring
/// Inequality* (3rd edition 2011), appendix A.5. Complexity: O(n log n) time, O(n) space. Preconditions: as for
/// `generalized_entropy`, and one group number for each value. Result: undefined where the total is; a group whose
/// values are all 0 has no inequality of its own and adds nothing. Throws: `contract_violation`. Determinism: the same
/// bits on every platform. Example: `split_inequality(money_for_each_pupil, sector, 1, pupils).share_between`
[[nodiscard]] inline inequality_by_group split_inequality(std::span<const double> values,
                                                          std::span<const std::uint32_t> groups, double a = 1,
                                                          std::span<const double> weights = {}) {
    expects(groups.size() == values.size(), "there must be one group for each value", groups.size());
    inequality_by_group out;
    out.a = a;
    out.total = detail::entropy_family(values, a, weights, "split_inequality");
    if (!out.total.defined()) {
        out.within = out.between = out.share_between = out.total;
        return out;
    }
    detail::weighted_mean all;
    (void)detail::mean_of(values, weights, "split_inequality", all);

    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t i, std::size_t j) { return groups[i] != groups[j] ? groups[i] < groups[j] : i < j; });
    std::vector<double> member_values;
    std::vector<double> member_weights;
    std::vector<double> means;
    std::vector<double> group_weights;
    compensated_sum within;
    for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
        member_values.clear();
        member_weights.clear();
        compensated_sum weight;
        compensated_sum amount;
        for (last = first; last < order.size() && groups[order[last]] == groups[order[first]]; ++last) {
            member_values.push_back(values[order[last]]);
            member_weights.push_back(detail::weight_of(weights, order[last]));
            weight += member_weights.back();
            amount += detail::rounded(member_weights.back() * member_values.back());
        }
        if (weight.value() == 0) continue;
        group_inequality one{groups[order[first]], weight.value(), amount.value() / weight.value(), {}, 0};
        one.inequality = detail::entropy_family(member_values, a, member_weights, "split_inequality");
        if (one.inequality.defined()) {
            const double factor = detail::reproducible_power(one.mean / all.mean, a) * (one.weight / all.weight);
            one.contribution = detail::rounded(factor * *one.inequality.value);
        }
        within += one.contribution;
        means.push_back(one.mean);
        group_weights.push_back(one.weight);
        out.groups.push_back(std::move(one));
    }
    out.within = measured::as(within.value());
    out.between = detail::entropy_family(means, a, group_weights, "split_inequality");
    out.share_between = !(*out.total.value > 0) ? measured::undefined("all values are equal")
                        : out.between.defined() ? measured::as(*out.between.value / *out.total.value)
                                                : out.between;
    return out;
}

} // namespace colearn

#endif
