// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_GROUPING_VERIFY_HPP
#define COLEARN_SOLVE_GROUPING_VERIFY_HPP

/// @file
/// For a policy reader: checks the groups, who was left out, and the proof of how good they are, from the rules alone.
/// For an engineer: the verifier of bounded grouping: feasibility, value and the dual certificate, by code of its own.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/detail/grouping_check.hpp>
#include <colearn/solve/grouping_problem.hpp>
#include <colearn/solve/grouping_result.hpp>

namespace colearn {

namespace detail {

template <class Kind>
[[nodiscard]] std::string listed(const std::vector<id<Kind>>& who) {
    std::string out;
    for (const auto one : who) out += (out.empty() ? "" : ", ") + std::to_string(one.index);
    return out;
}

// The first rule on its own members that a group breaks, or nothing.
template <class Kind>
[[nodiscard]] std::string broken_group_rule(const grouping_problem<Kind>& problem, const std::vector<id<Kind>>& members,
                                            const std::vector<std::size_t>& of_class) {
    if (members.size() < problem.smallest) return "has fewer than " + std::to_string(problem.smallest);
    if (members.size() > problem.largest) return "has more than " + std::to_string(problem.largest);
    std::vector<std::uint32_t> regions;
    if (!problem.region.empty())
        for (const auto one : members) regions.push_back(problem.region[one]);
    std::sort(regions.begin(), regions.end());
    const auto spanned = static_cast<std::size_t>(std::unique(regions.begin(), regions.end()) - regions.begin());
    if (spanned > problem.most_regions) return "spans " + std::to_string(spanned) + " regions";
    for (std::size_t q = 0; q < problem.quotas.size(); ++q)
        if (of_class[q] < problem.quotas[q].least || of_class[q] > problem.quotas[q].most)
            return "has " + std::to_string(of_class[q]) + " of " + problem.quotas[q].name;
    return {};
}

} // namespace detail

/// Checks groups and their certificate against the problem alone. It calls no solver code.
/// First violated of: the conflict that an infeasible result names is one; sizes; everyone is once in a group or named
/// as left out, with a reason that holds; each group keeps every rule; the value is right; with `shares` or `columns`:
/// the potentials sum to the bound, are not negative but for what an item is worth by itself, and no set that keeps the
/// rules exceeds them; with `exhaustion`: no grouping is better; the status claims no more than that.
///
/// Complexity: O(n + m log m + n * rules) and O(m) for `shares`. `columns`: for each open item an enumeration of
/// connected sets that could exceed their potentials, cut off by the potentials; where it would look at more than
/// `looks_per_item` sets the result is rejected as not checked. `exhaustion`: O(3^n) time and O(2^n) space, n <= 20.
template <class Kind>
[[nodiscard]] verification verify(const grouping_problem<Kind>& problem, const grouping_result<Kind>& result,
                                  const tolerance& within = {}, std::uint64_t looks_per_item = 1'000'000) {
    detail::check_grouping(problem, "verify");
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto n = problem.values.count;
    const detail::grouping_checker<Kind> checker(problem);
    const auto& certificate = result.certificate;

    // 1. No grouping at all.
    if (result.outcome == status::infeasible) {
        if (!result.groups.empty()) return reject("an infeasible problem has no groups");
        const auto fault = checker.conflict_fault(certificate.conflict);
        return fault.empty() ? verification::accept() : reject(fault);
    }
    if (certificate.conflict.what != grouping_conflict::none)
        return reject("a conflict is named, but the status is not infeasible");

    // 2. The groups and their rules.
    if (result.group_of.size() != n) return reject("there must be a group number, or none, for each item");
    std::vector<std::uint32_t> group_of(n, id<Kind>::none);
    for (std::uint32_t g = 0; g < result.groups.size(); ++g)
        for (const auto one : result.groups[g]) {
            if (one.index >= n) return reject("a group holds " + std::to_string(one.index) + ", which is no item");
            if (group_of[one.index] != id<Kind>::none)
                return reject(std::to_string(one.index) + " is in two groups, or in one twice");
            group_of[one.index] = g;
        }
    for (std::size_t i = 0; i < n; ++i)
        if (group_of[i] != result.group_of.values()[i])
            return reject("group_of and groups differ about " + std::to_string(i));
    std::vector<std::vector<std::size_t>> of_class(result.groups.size(),
                                                   std::vector<std::size_t>(problem.quotas.size(), 0));
    for (std::size_t q = 0; q < problem.quotas.size(); ++q) {
        const auto& members = problem.quotas[q].members; // a member that is named twice counts once
        for (const auto one : std::set<id<Kind>>(members.begin(), members.end()))
            if (group_of[one.index] != id<Kind>::none) ++of_class[group_of[one.index]][q];
    }
    for (std::uint32_t g = 0; g < result.groups.size(); ++g) {
        const auto broken = detail::broken_group_rule(problem, result.groups[g], of_class[g]);
        if (!broken.empty()) return reject("the group " + detail::listed(result.groups[g]) + " " + broken);
    }
    for (const auto& one : problem.together)
        if (group_of[one.a.index] != group_of[one.b.index])
            return reject(std::to_string(one.a.index) + " and " + std::to_string(one.b.index) + " must be together");
    for (const auto& one : problem.apart)
        if (group_of[one.a.index] == group_of[one.b.index] && group_of[one.a.index] != id<Kind>::none)
            return reject(std::to_string(one.a.index) + " and " + std::to_string(one.b.index) + " must be apart");

    for (const auto& group : result.groups)
        for (std::size_t i = 0; i < group.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (!checker.listed(group[j], group[i]))
                    return reject(std::to_string(group[j].index) + " and " + std::to_string(group[i].index) +
                                  " are in one group and not listed as a pair");

    // 3. Who is left out.
    std::size_t at = 0;
    bool all_placed = true;
    for (std::uint32_t i = 0; i < n; ++i) {
        if (group_of[i] != id<Kind>::none) continue;
        if (at == result.left.size() || result.left[at].who.index != i)
            return reject(std::to_string(i) + " is in no group and must be named as left out, in order");
        const auto why = result.left[at++].why;
        const auto barred = checker.no_group_for(i);
        if ((why == ungrouped_reason::no_group) != barred)
            return reject(std::to_string(i) + (barred ? " can be in no group, which must be said"
                                                      : " could be in a group as far as counting shows"));
        if (!barred && (why == ungrouped_reason::better_out) != !problem.everyone)
            return reject("the reason why " + std::to_string(i) + " is left out does not fit the problem");
        all_placed = all_placed && why != ungrouped_reason::not_placed;
    }
    if (at != result.left.size()) return reject("more are named as left out than are in no group");

    // 4. The value.
    const double value = checker.value(group_of, result.groups);
    const double scale = checker.scale();
    if (std::fabs(value - result.value) > within.relative * scale + within.absolute)
        return reject("the groups are worth " + detail::number_text(value) + ", not " +
                      detail::number_text(result.value));

    // 5. The bound.
    const double room = within.relative * scale + within.absolute;
    switch (certificate.proof) {
    case grouping_proof::none:
        return reject("there must be a bound");
    case grouping_proof::exhaustion: {
        if (checker.blocks() > detail::most_checked_blocks)
            return reject("there are too many to look at every grouping");
        const auto best = checker.best_value();
        if (!best || std::fabs(*best - certificate.bound) > room)
            return reject("the best grouping is worth " + (best ? detail::number_text(*best) : "nothing: none exists") +
                          ", not " + detail::number_text(certificate.bound));
        break;
    }
    case grouping_proof::shares:
    case grouping_proof::columns: {
        const auto fault = checker.bound_fault(certificate, room, looks_per_item);
        if (!fault.empty()) return reject(fault);
        break;
    }
    }

    // 6. The claim.
    switch (result.outcome) {
    case status::optimal:
        if (!within.at_most(certificate.bound, value) && certificate.bound - value > room)
            return reject("the value does not reach the bound: it is not proved best");
        [[fallthrough]];
    case status::feasible:
        if (!all_placed) return reject("some who should be in a group are not: the status must say so");
        [[fallthrough]];
    case status::not_converged:
    case status::cancelled:
        return verification::accept();
    default:
        return reject("the status must be optimal, feasible, not converged, cancelled or infeasible");
    }
}

} // namespace colearn

#endif
