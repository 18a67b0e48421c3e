// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_GREEDY_APPROVAL_HPP
#define COLEARN_ALLOCATION_GREEDY_APPROVAL_HPP

/// @file
/// For a policy reader: the projects with most votes, one after the other, as long as the money lasts: what most towns
/// do, and the baseline for fairer rules.
/// For an engineer: the utilitarian greedy rule for participatory budgeting.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/budget_purchase.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/participatory_budget.hpp>

namespace colearn {

/// What puts projects in order.
enum class approval_score : std::uint8_t {
    votes,           ///< how many voted for it
    points,          ///< the points that it got
    points_per_cost, ///< the points over its cost
};

struct greedy_approval_options {
    approval_score score = approval_score::votes;
};

struct greedy_approval_certificate {
    id_map<budget_project, double> score{}; ///< of each project
    double spent = 0;                       ///< cost of the chosen ones
};

struct greedy_approval_result {
    std::vector<id<budget_project>> chosen{}; ///< in the order in which they were taken
    greedy_approval_certificate certificate{};
    status outcome = status::feasible; ///< feasible: the rule makes no promise beyond the budget
};

namespace detail {

[[nodiscard]] inline id_map<budget_project, double> approval_scores(const participatory_budget& ballot,
                                                                    approval_score what) {
    id_map<budget_project, double> out(ballot.projects.size(), 0.0);
    for (const auto& one : ballot.votes) out[one.project] += what == approval_score::votes ? 1.0 : one.points;
    if (what == approval_score::points_per_cost)
        for (const auto p : out.ids()) out[p] /= ballot.projects[p].cost;
    return out;
}

/// Adds to `chosen` what the rule would take with what is left of the budget. Projects that nobody voted for stay out.
inline void add_greedily(const participatory_budget& ballot, const id_map<budget_project, double>& score,
                         std::vector<id<budget_project>>& chosen, double& spent) {
    std::vector<std::uint8_t> taken(ballot.projects.size());
    for (const auto p : chosen) taken[p.index] = 1;
    std::vector<std::uint32_t> order;
    for (const auto p : ballot.projects.ids())
        if (taken[p.index] == 0 && score[p] > 0) order.push_back(p.index);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const double x = score.values()[a];
        const double y = score.values()[b];
        return x != y ? x > y : cheaper_first(ballot, a, b);
    });
    for (const auto p : order) {
        const double cost = ballot.projects.values()[p].cost;
        if (spent + cost > ballot.budget) continue;
        spent += cost;
        chosen.emplace_back(p);
    }
}

} // namespace detail

/// Takes projects by falling score, each that still fits into the budget.
///
/// Source: Talmon and Faliszewski, "A framework for approval-based budgeting methods", AAAI 2019, rule greedy-max.
/// Complexity: O(votes + projects log projects). Preconditions: those of `check_participatory_budget`.
/// Result: `feasible`. Projects that nobody voted for are not taken. Throws: `contract_violation`.
/// Determinism: of equal scores the cheaper project, then the one that is listed first.
/// Example: `greedy_approval(ballot).chosen`
[[nodiscard]] inline greedy_approval_result greedy_approval(const participatory_budget& ballot,
                                                            const greedy_approval_options& options = {}) {
    check_participatory_budget(ballot, "greedy_approval");
    greedy_approval_result out;
    out.certificate.score = detail::approval_scores(ballot, options.score);
    detail::add_greedily(ballot, out.certificate.score, out.chosen, out.certificate.spent);
    return out;
}

/// Checks a choice without making it: scores, budget, the order, and that whoever was passed over, with at least the
/// score of the next one taken, did not fit any more. O(votes + projects x chosen).
[[nodiscard]] inline verification verify(const participatory_budget& ballot, const greedy_approval_result& result,
                                         const greedy_approval_options& options = {}, const tolerance& near = {}) {
    check_participatory_budget(ballot, "verify");
    const auto& score = result.certificate.score;
    const auto name = [&](std::size_t p) { return "project " + ballot.projects.values()[p].key; };
    if (score.size() != ballot.projects.size()) return verification::reject("there is not one score for each project");
    id_map<budget_project, double> sums(score.size(), 0.0);
    for (const auto& one : ballot.votes) sums[one.project] += options.score == approval_score::votes ? 1.0 : one.points;
    for (const auto p : score.ids()) {
        const double due =
            options.score == approval_score::points_per_cost ? sums[p] / ballot.projects[p].cost : sums[p];
        if (!near.equal(score[p], due))
            return verification::reject(name(p.index) + " scores " + detail::number_text(due) + ", not " +
                                        detail::number_text(score[p]));
    }
    std::vector<std::uint8_t> taken(score.size());
    double spent = 0;
    const auto before = [&](id<budget_project> a, id<budget_project> b) {
        return score[a] != score[b] ? score[a] > score[b] : detail::cheaper_first(ballot, a.index, b.index);
    };
    for (std::size_t k = 0; k <= result.chosen.size(); ++k) {
        const bool more = k < result.chosen.size();
        if (more && (result.chosen[k].index >= score.size() || taken[result.chosen[k].index] != 0))
            return verification::reject("the chosen must be different projects of the ballot");
        if (more && k > 0 && !before(result.chosen[k - 1], result.chosen[k]))
            return verification::reject(name(result.chosen[k].index) + " is taken too late");
        for (const auto p : score.ids()) // everyone before the next one is taken already, or does not fit
            if (taken[p.index] == 0 && score[p] > 0 && (!more || before(p, result.chosen[k])) &&
                spent + ballot.projects[p].cost <= ballot.budget)
                return verification::reject(name(p.index) + " would fit, and comes first");
        if (!more) break;
        if (!(score[result.chosen[k]] > 0))
            return verification::reject("nobody voted for " + name(result.chosen[k].index));
        taken[result.chosen[k].index] = 1;
        spent += ballot.projects[result.chosen[k]].cost;
        if (spent > ballot.budget) return verification::reject("the chosen cost more than the budget");
    }
    if (!near.equal(spent, result.certificate.spent))
        return verification::reject("the chosen cost " + detail::number_text(spent));
    return verification::accept();
}

} // namespace colearn

#endif
