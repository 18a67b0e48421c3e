// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_COMPARISON_HPP
#define COLEARN_POLICY_COMPARISON_HPP

/// @file
/// For a policy reader: by how much one policy is better than another under the same luck, how sure that is, and which
/// groups of schools gain or lose by the change.
/// For an engineer: paired differences by replicate, with bootstrap intervals.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/policy/bootstrap.hpp>
#include <colearn/policy/experiment_index.hpp>
#include <colearn/policy/experiment_table.hpp>
#include <colearn/policy/outcome.hpp>

namespace colearn {

/// What a comparison says of the first policy.
enum class comparison_verdict : std::uint8_t {
    better,    ///< the whole interval is on the better side of 0
    worse,     ///< the whole interval is on the worse side
    same,      ///< no difference in any replicate
    unclear,   ///< the interval holds 0
    undefined, ///< there is no interval, or the measure has no better direction
};

[[nodiscard]] constexpr std::string_view to_string(comparison_verdict what) noexcept {
    switch (what) {
    case comparison_verdict::better:
        return "better";
    case comparison_verdict::worse:
        return "worse";
    case comparison_verdict::same:
        return "same";
    case comparison_verdict::unclear:
        return "unclear";
    case comparison_verdict::undefined:
        return "undefined";
    }
    return "unknown";
}

/// One policy against another in one scenario under one measure.
struct paired_difference {
    bootstrap_interval difference{}; ///< of policy - other over the pairs, in the measure's unit
    std::size_t pairs = 0;           ///< replicates in which both have a value
    std::size_t without = 0;         ///< replicates in which one of them has none
    std::string why_without{};       ///< the reason in the first of these; empty when there is none
    std::size_t first_better = 0;    ///< pairs in which the policy is better; 0 where no direction is
    std::size_t equal = 0;           ///< pairs in which both have the same value
    comparison_verdict verdict = comparison_verdict::undefined;
};

namespace detail {

[[nodiscard]] inline comparison_verdict verdict_of(const paired_difference& of, bool higher_is_better) {
    if (of.pairs > 0 && of.equal == of.pairs) return comparison_verdict::same;
    if (!of.difference.low.defined()) return comparison_verdict::undefined;
    const double low = *of.difference.low.value;
    const double high = *of.difference.high.value;
    if (low <= 0 && high >= 0) return comparison_verdict::unclear;
    return (low > 0) == higher_is_better ? comparison_verdict::better : comparison_verdict::worse;
}

/// The paired differences themselves: what `paired` counts and resamples.
[[nodiscard]] inline std::vector<double> pair_up(const experiment_index& of, const experiment_cell& one,
                                                 const experiment_cell& other, paired_difference& out) {
    const auto a = of.rows(one);
    const auto b = of.rows(other);
    const auto& rows = of.table().rows;
    std::vector<double> differences;
    const auto lone = [&](std::string why) {
        if (out.without++ == 0) out.why_without = std::move(why);
    };
    for (std::size_t i = 0, k = 0; i < a.size() || k < b.size();) {
        const bool only_a = k == b.size() || (i < a.size() && rows[a[i]].replicate < rows[b[k]].replicate);
        const bool only_b = !only_a && (i == a.size() || rows[b[k]].replicate < rows[a[i]].replicate);
        if (only_a || only_b) {
            lone("the replicate is there for one of the policies alone");
            only_a ? ++i : ++k;
            continue;
        }
        const auto& x = rows[a[i++]].value;
        const auto& y = rows[b[k++]].value;
        if (!x.defined() || !y.defined()) {
            lone(x.defined() ? y.why_undefined : x.why_undefined);
            continue;
        }
        differences.push_back(*x.value - *y.value);
        if (*x.value == *y.value) ++out.equal;
    }
    out.pairs = differences.size();
    return differences;
}

} // namespace detail

/// Compares two policies in one scenario under one measure, replicate by replicate.
///
/// Source: paired comparison under common random numbers: Law (2015), section 10.2.1 with 11.2; the interval by the
/// bootstrap, see `bootstrap_mean`. A measure of many may come out "better" by chance: one in twenty at the level .95.
/// Complexity: O(log rows + replicates * resamples). Preconditions: places in the table's names.
/// Result: replicates without a value for both are left out and counted; without pairs there is no difference.
/// Throws: `contract_violation`. Determinism: the seed of the bootstrap.
/// Example: `compare(index, place_of(table.policies, "need-proportional"), place_of(table.policies, "per pupil"), 0,
/// 3)`
[[nodiscard]] inline paired_difference compare(const experiment_index& of, std::uint32_t policy, std::uint32_t other,
                                               std::uint32_t scenario, std::uint32_t measure,
                                               const bootstrap_options& options = {}) {
    const auto& table = of.table();
    expects(policy < table.policies.size(), "the policy must be one of the table's", policy);
    expects(other < table.policies.size(), "the other policy must be one of the table's", other);
    expects(scenario < table.scenarios.size(), "the scenario must be one of the table's", scenario);
    expects(measure < table.measures.size(), "the measure must be one of the table's", measure);
    paired_difference out;
    const auto differences = detail::pair_up(of, {policy, scenario, measure}, {other, scenario, measure}, out);
    out.difference = bootstrap_mean(differences, options);
    const auto better = better_of(table.measures[measure]);
    if (!better) return out;
    const bool higher = *better == better_when::higher;
    for (const double one : differences)
        if (higher ? one > 0 : one < 0) ++out.first_better;
    out.verdict = detail::verdict_of(out, higher);
    return out;
}

/// What a change of policy means for one group.
struct group_change {
    std::string group{};
    paired_difference given{}; ///< units that the group gets; its verdict: better is a gain, worse a loss
    paired_difference met{};   ///< share of the group's need that is met
};

/// Who wins and who loses when `policy` takes the place of `other`: every group for which the experiment kept rows.
/// The verdict on what is given is the group's own: `better` where it gets more. Throws: `contract_violation`, also
/// when the experiment kept no groups. Complexity: `compare`, twice for each group.
/// Example: `who_gains(index, 1, 0, 0).back().given.verdict`
[[nodiscard]] inline std::vector<group_change> who_gains(const experiment_index& of, std::uint32_t policy,
                                                         std::uint32_t other, std::uint32_t scenario,
                                                         const bootstrap_options& options = {}) {
    const auto& measures = of.table().measures;
    std::vector<group_change> out;
    for (std::size_t m = 0; m < measures.size(); ++m) {
        constexpr std::string_view given = "given:";
        if (!measures[m].starts_with(given)) continue;
        group_change one;
        one.group = measures[m].substr(given.size());
        one.given = compare(of, policy, other, scenario, static_cast<std::uint32_t>(m), options);
        one.given.verdict = detail::verdict_of(one.given, true);
        one.met = compare(of, policy, other, scenario, place_of(measures, "met:" + one.group), options);
        out.push_back(std::move(one));
    }
    expects(!out.empty(), "the experiment must have kept rows for groups");
    return out;
}

} // namespace colearn

#endif
