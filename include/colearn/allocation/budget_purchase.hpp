// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_BUDGET_PURCHASE_HPP
#define COLEARN_ALLOCATION_BUDGET_PURCHASE_HPP

/// @file
/// For a policy reader: a project that was paid for, and what each of its supporters paid towards it.
/// For an engineer: one step of a voting rule that lets voters buy projects together, and its words.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/participatory_budget.hpp>

namespace colearn {

struct budget_payment {
    id<budget_voter> voter{};
    double amount = 0; ///< >= 0, in the unit of the budget

    friend bool operator==(const budget_payment&, const budget_payment&) = default;
};

/// One project and who paid for it.
struct budget_purchase {
    id<budget_project> project{};
    double price = 0; ///< equal shares: rho, paid for each unit of utility; Phragmen: the time of the purchase
    std::vector<budget_payment> payments{}; ///< one for each supporter, by voter; they sum to the cost
};

/// What a project cost whom, in words.
[[nodiscard]] inline std::string explain(const participatory_budget& ballot, const budget_purchase& one) {
    const auto& project = ballot.projects[one.project];
    double most = 0;
    std::size_t payers = 0;
    for (const auto& each : one.payments) {
        most = (std::max)(most, each.amount);
        payers += each.amount > 0 ? 1U : 0U;
    }
    return (project.name.empty() ? project.key : project.name) + " costs " + detail::number_text(project.cost) + ": " +
           std::to_string(payers) + " of its " + detail::counted(one.payments.size(), "supporter") + " paid for it, " +
           detail::number_text(most) + " at most.";
}

namespace detail {

/// The order in which rules take projects that they value alike: the cheaper one, then the one that is listed first.
[[nodiscard]] inline bool cheaper_first(const participatory_budget& ballot, std::size_t a, std::size_t b) noexcept {
    const double x = ballot.projects.values()[a].cost;
    const double y = ballot.projects.values()[b].cost;
    return x != y ? x < y : a < b;
}

} // namespace detail

} // namespace colearn

#endif
