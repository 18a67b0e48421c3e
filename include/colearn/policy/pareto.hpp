// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_PARETO_HPP
#define COLEARN_POLICY_PARETO_HPP

/// @file
/// For a policy reader: the policies that are not beaten on every goal at once. Which of these to take is a choice of
/// values; to take any other is a waste.
/// For an engineer: the non-dominated points of a small set, with a witness for each dominated one.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/policy/experiment_index.hpp>
#include <colearn/policy/experiment_table.hpp>
#include <colearn/policy/outcome.hpp>

namespace colearn {

/// What each of the policies attains of one goal.
struct policy_goal {
    std::string name{};
    better_when better = better_when::lower;
    std::vector<measured> values{}; ///< one for each policy
};

/// Who is on the front.
struct pareto_result {
    std::vector<std::size_t> front{}; ///< places of policies that none dominates, ascending
    std::vector<std::optional<std::size_t>>
        dominated_by{};                  ///< of each policy: the first on the front that dominates it
    std::vector<std::string> left_out{}; ///< of each policy: the goal that it has no value of, and why; empty: none
};

namespace detail {

/// At least as good on every goal and better on one.
[[nodiscard]] inline bool dominates(std::span<const policy_goal> goals, std::size_t a, std::size_t b) {
    bool better = false;
    for (const auto& goal : goals) {
        const double x = *goal.values[a].value;
        const double y = *goal.values[b].value;
        if (x == y) continue;
        if ((x > y) != (goal.better == better_when::higher)) return false;
        better = true;
    }
    return better;
}

inline void check_goals(std::span<const policy_goal> goals, const char* function) {
    expects(!goals.empty(), {"there must be a goal", function});
    for (const auto& goal : goals)
        expects(goal.values.size() == goals.front().values.size(),
                {"every goal must have a value for each policy", function}, goal.name);
}

[[nodiscard]] inline std::string lacking(std::span<const policy_goal> goals, std::size_t policy) {
    for (const auto& goal : goals)
        if (!goal.values[policy].defined()) return goal.name + ": " + goal.values[policy].why_undefined;
    return {};
}

} // namespace detail

/// The Pareto front of policies over chosen goals. Policies with the very same values are on it together. One that has
/// no value of some goal cannot be compared and is left out, with the reason.
///
/// Source: Pareto, *Manuale di economia politica* (1906). Complexity: O(policies^2 * goals).
/// Preconditions: at least one goal; a value for each policy in each. Throws: `contract_violation`.
/// Determinism: exact comparisons. Example: `pareto_front(goals_of(index, {"unmet_need", "moved"}, 0)).front`
[[nodiscard]] inline pareto_result pareto_front(std::span<const policy_goal> goals) {
    detail::check_goals(goals, "pareto_front");
    const auto n = goals.front().values.size();
    pareto_result out;
    out.dominated_by.resize(n);
    for (std::size_t p = 0; p < n; ++p) out.left_out.push_back(detail::lacking(goals, p));
    std::vector<std::size_t> dominated;
    for (std::size_t p = 0; p < n; ++p) {
        if (!out.left_out[p].empty()) continue;
        bool beaten = false;
        for (std::size_t q = 0; q < n && !beaten; ++q)
            beaten = q != p && out.left_out[q].empty() && detail::dominates(goals, q, p);
        (beaten ? dominated : out.front).push_back(p);
    }
    for (const auto p : dominated) // domination is transitive: someone on the front dominates it too
        for (const auto q : out.front)
            if (!out.dominated_by[p] && detail::dominates(goals, q, p)) out.dominated_by[p] = q;
    return out;
}

/// Checks a front: none on it is dominated, and each other policy has a witness or lacks a value.
[[nodiscard]] inline verification verify(std::span<const policy_goal> goals, const pareto_result& result) {
    detail::check_goals(goals, "verify");
    const auto n = goals.front().values.size();
    const auto reject = [](std::string why) { return verification::reject(std::move(why)); };
    if (result.dominated_by.size() != n || result.left_out.size() != n)
        return reject("there must be an entry for each policy");
    std::vector<char> on_front(n, 0);
    for (const auto p : result.front) {
        if (p >= n) return reject("the front names a policy that there is not");
        on_front[p] = 1;
    }
    for (std::size_t p = 0; p < n; ++p) {
        const auto name = "policy " + std::to_string(p);
        const bool comparable = detail::lacking(goals, p).empty();
        if (comparable != result.left_out[p].empty()) return reject(name + " must be left out when it lacks a value");
        if (!comparable) {
            if (on_front[p] != 0) return reject(name + " lacks a value and is on the front");
            continue;
        }
        if (on_front[p] == 0) {
            const auto by = result.dominated_by[p];
            if (!by || *by >= n || on_front[*by] == 0 || !detail::dominates(goals, *by, p))
                return reject(name + " is neither on the front nor dominated by its witness");
            continue;
        }
        for (std::size_t q = 0; q < n; ++q)
            if (q != p && detail::lacking(goals, q).empty() && detail::dominates(goals, q, p))
                return reject(name + " is on the front and dominated by policy " + std::to_string(q));
    }
    return verification::accept();
}

/// The mean values of measures in one scenario, as goals. Throws `contract_violation` for a measure that is not in the
/// table or has no better direction.
[[nodiscard]] inline std::vector<policy_goal>
goals_of(const experiment_index& of, const std::vector<std::string>& measures, std::uint32_t scenario) {
    const auto& table = of.table();
    expects(scenario < table.scenarios.size(), "the scenario must be one of the table's", scenario);
    std::vector<policy_goal> out;
    for (const auto& name : measures) {
        const auto at = place_of(table.measures, name);
        const auto better = better_of(name);
        expects(better.has_value(), "the measure must have a better direction", name);
        policy_goal goal{name, *better, {}};
        for (std::uint32_t p = 0; p < table.policies.size(); ++p) goal.values.push_back(of.mean({p, scenario, at}));
        out.push_back(std::move(goal));
    }
    return out;
}

} // namespace colearn

#endif
