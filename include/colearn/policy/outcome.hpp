// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_OUTCOME_HPP
#define COLEARN_POLICY_OUTCOME_HPP

/// @file
/// For a policy reader: what a policy did for schools, measured against what they really needed: how much need is
/// unmet, who is worst served, how evenly, what it did for disadvantaged pupils, and who lost against last year.
/// For an engineer: measures of an allocation against the true problem, each with its unit and direction; undefined
/// ones say why.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/benefit_curve.hpp>
#include <colearn/allocation/inequality.hpp>
#include <colearn/allocation/spill_over.hpp>
#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/core/status.hpp>
#include <colearn/policy/recipient_groups.hpp>

namespace colearn {

/// Which values of a measure are better.
enum class better_when : std::uint8_t { lower, higher };

/// What is measured of an allocation.
enum class outcome_kind : std::uint8_t {
    unmet_need,
    unmet_share,
    adequately_served,
    worst_served,
    inequality,
    disadvantage_gap,
    benefit,
    beyond_need,
    moved,
    losers,
};

/// How to read a measure.
struct outcome_meaning {
    std::string_view name{}; ///< in tables
    std::string_view what{}; ///< as people read it
    std::string_view unit{}; ///< "units": of the resource
    better_when better = better_when::lower;
};

inline constexpr std::size_t outcome_count = 10;

/// The measures, in the order of `outcome_kind`.
inline constexpr std::array<outcome_meaning, outcome_count> outcome_meanings = {{
    {"unmet_need", "need that is not met", "units", better_when::lower},
    {"unmet_share", "share of all need that is not met", "share of need", better_when::lower},
    {"adequately_served", "share of the schools with need that get what is adequate", "share of schools",
     better_when::higher},
    {"worst_served", "share of its need that the worst served school gets met", "share of need", better_when::higher},
    {"inequality", "Gini coefficient of the amount for each unit of need", "0 to 1", better_when::lower},
    {"disadvantage_gap",
     "by how much the share of need met is larger for other pupils than for disadvantaged ones; below 0: smaller",
     "share of need", better_when::lower},
    {"benefit", "benefit of what reaches schools, also along ties: less for each further unit", "weighted benefit",
     better_when::higher},
    {"beyond_need", "share of what there is that meets no need: given beyond it, or not spent", "share of supply",
     better_when::lower},
    {"moved", "sum of all changes against last year, as a share of last year's total", "share of last year",
     better_when::lower},
    {"losers", "share of schools that get less than last year", "share of schools", better_when::lower},
}};

[[nodiscard]] inline const outcome_meaning& meaning(outcome_kind what) {
    const auto at = static_cast<std::size_t>(what);
    expects(at < outcome_count, "the measure must be one of the library's", at);
    return outcome_meanings[at];
}

struct outcome_options {
    double adequate = 1;   ///< share of its need that makes a school adequately served, above 0 to 1
    benefit_curve curve{}; ///< benefit of the share of its need that a school has
    benefit_weight weight = benefit_weight::pupils; ///< whose benefit counts how much
};

/// The measures of one allocation.
struct outcomes {
    std::array<measured, outcome_count> values{}; ///< in the order of `outcome_kind`
    std::vector<measured> met_by_group{};         ///< share of each group's need that is met
    std::vector<measured> given_by_group{};       ///< units that each group gets

    [[nodiscard]] const measured& operator[](outcome_kind what) const { return values[static_cast<std::size_t>(what)]; }
};

/// Why an allocation cannot be measured; empty when it can.
[[nodiscard]] inline std::string why_not_measured(const allocation& answer) {
    const auto because = [&](const char* what) {
        return std::string(what) + (answer.notes.empty() ? "" : ": " + answer.notes.front());
    };
    if (answer.outcome == status::infeasible) return because("the policy found no allocation");
    if (answer.outcome == status::cancelled) return "the policy was stopped before it had an allocation";
    if (!answer.checked.accepted()) return "the policy's own check failed: " + answer.checked.violated;
    return {};
}

namespace detail {

/// What reaches everyone is found to this share of what all get.
inline constexpr double reached_near = 1e-10;

/// Sum of a b(y / n) over those with need, where y is what reaches them.
[[nodiscard]] inline measured total_benefit(const allocation_problem& problem, const spill_over_result& passed,
                                            const std::vector<double>& need, const benefit_curve& curve,
                                            benefit_weight weight) {
    compensated_sum all;
    for (const double one : passed.reached) all += one;
    if (!(passed.error <= 10 * reached_near * all.value()))
        return measured::undefined("benefit is passed on nearly whole, so that its sum does not settle");
    compensated_sum out;
    for (std::size_t i = 0; i < need.size(); ++i)
        if (need[i] > 0)
            out += rounded(weight_of(problem.recipients.values()[i], weight) * curve(passed.reached[i] / need[i]));
    return measured::as(out.value());
}

/// Units that everyone gets by an answer to this problem that can be measured.
[[nodiscard]] inline std::vector<double> what_all_get(const allocation_problem& truth, const allocation& answer) {
    expects(answer.amounts.size() == truth.recipients.size(), "there must be an amount for each recipient",
            answer.amounts.size());
    expects(truth.pooled() || answer.carried.size() == truth.routes.size(), "there must be an amount for each route",
            answer.carried.size());
    return arriving_units(truth, answer);
}

/// Measures where it is known what reaches everyone of what all get; nobody looks at it if the answer has no amounts.
[[nodiscard]] inline outcomes measure_outcomes(const allocation_problem& truth, const allocation& answer,
                                               const spill_over_result& passed, const outcome_options& options,
                                               const recipient_groups& groups) {
    expects(options.adequate > 0 && options.adequate <= 1, "what is adequate must be a share above 0 and at most 1",
            options.adequate);
    check_benefit_curve(options.curve, "measure_outcomes");
    const auto recipients = truth.recipients.values();
    const auto n = recipients.size();
    expects(groups.names.empty() || groups.of.size() == n, "there must be a group for each recipient",
            groups.of.size());
    outcomes out;
    const auto set = [&](outcome_kind what, measured value) {
        out.values[static_cast<std::size_t>(what)] = std::move(value);
    };
    const auto nothing = [&](const std::string& why) {
        out.values.fill(measured::undefined(why));
        out.met_by_group.assign(groups.names.size(), measured::undefined(why));
        out.given_by_group.assign(groups.names.size(), measured::undefined(why));
        return out;
    };
    if (const auto why = why_not_measured(answer); !why.empty()) return nothing(why);
    if (n == 0) return nothing("there are no recipients");

    // 1. What each gets of what it needs.
    const auto got = what_all_get(truth, answer);
    std::vector<double> need(n);
    std::vector<double> met(n); // share of its need
    compensated_sum all_need;
    compensated_sum unmet;
    compensated_sum useful; // units that meet a need
    std::vector<double> for_each_unit;
    std::vector<double> weight;
    std::size_t adequate = 0;
    double worst = 1;
    for (std::size_t i = 0; i < n; ++i) {
        need[i] = recipients[i].total_need();
        if (!(need[i] > 0)) continue;
        all_need += need[i];
        met[i] = (std::min)(1.0, got[i] / need[i]);
        if (got[i] < need[i]) unmet += need[i] - got[i];
        // of an amount with an effect, the part that is not beyond the need is what counts as useful
        const double given = truth.units(answer.amounts.values()[i]);
        useful += got[i] > need[i] ? detail::rounded(given * (need[i] / got[i])) : given;
        if (got[i] >= options.adequate * need[i] * (1 - 1e-12)) ++adequate; // not lost to the last bit
        worst = (std::min)(worst, met[i]);
        for_each_unit.push_back((std::min)(got[i] / need[i], 1e100));
        weight.push_back(need[i]);
    }
    const bool any = all_need.value() > 0;
    const auto no_need = measured::undefined("no school needs anything");
    set(outcome_kind::unmet_need, measured::as(unmet.value()));
    set(outcome_kind::unmet_share, any ? measured::as(unmet.value() / all_need.value()) : no_need);
    set(outcome_kind::adequately_served,
        any ? measured::as(static_cast<double>(adequate) / static_cast<double>(weight.size())) : no_need);
    set(outcome_kind::worst_served, any ? measured::as(worst) : no_need);
    set(outcome_kind::inequality, any ? gini(for_each_unit, weight) : no_need);

    // 2. Disadvantaged pupils and others.
    std::array<compensated_sum, 2> pupils;
    std::array<compensated_sum, 2> served;
    for (std::size_t i = 0; i < n; ++i) {
        if (!recipients[i].disadvantaged || !(need[i] > 0)) continue;
        const double share = *recipients[i].disadvantaged;
        const double of[2] = {recipients[i].pupils * share, recipients[i].pupils * (1 - share)};
        for (std::size_t k = 0; k < 2; ++k) {
            pupils[k] += of[k];
            served[k] += detail::rounded(of[k] * met[i]);
        }
    }
    if (!(pupils[0].value() > 0))
        set(outcome_kind::disadvantage_gap,
            measured::undefined("no school with need is known to have disadvantaged pupils"));
    else if (!(pupils[1].value() > 0))
        set(outcome_kind::disadvantage_gap, measured::undefined("no school with need is known to have other pupils"));
    else
        set(outcome_kind::disadvantage_gap,
            measured::as(served[1].value() / pupils[1].value() - served[0].value() / pupils[0].value()));

    // 3. Benefit, and what brought none.
    set(outcome_kind::benefit, total_benefit(truth, passed, need, options.curve, options.weight));
    const double supply = truth.units(truth.supply());
    set(outcome_kind::beyond_need, supply > 0 ? measured::as((std::max)(0.0, 1 - useful.value() / supply))
                                              : measured::undefined("there is nothing to give"));

    // 4. Against last year, in whole parts: exact.
    std::int64_t last = 0;
    std::int64_t changed = 0;
    std::size_t losers = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto now = answer.amounts.values()[i];
        const auto before = recipients[i].last_year;
        expects(before <= most_whole_units - last, "last year's amounts must sum to at most 9e15 parts", before);
        last += before;
        changed += now > before ? now - before : before - now;
        if (now < before) ++losers;
    }
    const auto no_last = measured::undefined("last year's amounts are all 0");
    set(outcome_kind::moved,
        last > 0 ? measured::as(static_cast<double>(changed) / static_cast<double>(last)) : no_last);
    set(outcome_kind::losers, last > 0 ? measured::as(static_cast<double>(losers) / static_cast<double>(n)) : no_last);

    // 5. Groups.
    std::vector<compensated_sum> group_need(groups.names.size());
    std::vector<compensated_sum> group_unmet(groups.names.size());
    std::vector<compensated_sum> group_given(groups.names.size());
    std::vector<std::uint8_t> inhabited(groups.names.size(), 0);
    for (std::size_t i = 0; i < n && !groups.names.empty(); ++i) {
        const auto at = groups.of.values()[i];
        if (at == no_group) continue;
        expects(at < groups.names.size(), "the group must be one of those that are named", at);
        inhabited[at] = 1;
        group_need[at] += need[i];
        if (got[i] < need[i]) group_unmet[at] += need[i] - got[i];
        group_given[at] += truth.units(answer.amounts.values()[i]);
    }
    for (std::size_t g = 0; g < groups.names.size(); ++g) {
        const double all = group_need[g].value();
        out.met_by_group.push_back(all > 0 ? measured::as(1 - group_unmet[g].value() / all)
                                           : measured::undefined("no school of the group needs anything"));
        out.given_by_group.push_back(inhabited[g] != 0 ? measured::as(group_given[g].value())
                                                       : measured::undefined("the group has no schools"));
    }
    return out;
}

} // namespace detail

/// Measures an allocation against the true problem.
///
/// With e the units that a school gets (along routes times their effect), n its need and s = min(1, e / n) the share of
/// it that is met, over the schools that need anything:
/// unmet need = sum of n - e where e < n; inequality = Gini of e / n with weights n; gap = mean of s over other pupils
/// minus the mean over disadvantaged ones, of schools whose share of these is known; benefit = sum of a b(y / n), where
/// y is what reaches a school, with what is passed on to it along ties of benefit, a what the school counts and b the
/// curve: what `utilitarian_benefit` and `spill_over_benefit` make large, under the same options.
///
/// Source: the Gini coefficient with needs as weights is vertical equity in the sense of Berne and Stiefel, *The
/// Measurement of Equity in School Finance* (1984); what is passed on: see `spill_over`.
/// Complexity: O(n log n + routes), and O(ties) for each round of `spill_over`. Preconditions: the answer is to this
/// problem (its amounts, and along routes what is carried); one group entry for each recipient.
/// Result: every measure is a number or says why not; an answer without an allocation has none, with that reason.
/// Throws: `contract_violation`. Determinism: the same bits on every platform.
/// Example: `measure_outcomes(truth, policy.allocate(seen, {}))[outcome_kind::worst_served]`
[[nodiscard]] inline outcomes measure_outcomes(const allocation_problem& truth, const allocation& answer,
                                               const outcome_options& options = {},
                                               const recipient_groups& groups = {}) {
    spill_over_result passed;
    if (why_not_measured(answer).empty())
        passed = detail::benefit_rows(truth, detail::benefit_way::forwards)
                     .solve(detail::what_all_get(truth, answer), detail::reached_near);
    return detail::measure_outcomes(truth, answer, passed, options, groups);
}

} // namespace colearn

#endif
