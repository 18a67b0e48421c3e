// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_HISTORICAL_BUDGET_HPP
#define COLEARN_ALLOCATION_HISTORICAL_BUDGET_HPP

/// @file
/// For a policy reader: everyone gets last year's amount, a little more or less as the budget has grown or shrunk: how
/// most budgets are made, and what any other policy has to beat.
/// For an engineer: division by weights, which are last year's amounts.

#include <string>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/weighted_division.hpp>

namespace colearn {

/// Incremental budgeting: last year's amounts, all scaled alike to what there is, within floors and caps.
///
/// Where nobody had anything last year, nobody gets more than its floor, and the rest is left: a note says so.
/// The effects of routes do not count: amounts are what is sent. Result: `optimal` or `infeasible` (floors). Complexity
/// and determinism as in `equal_per_school`.
struct historical_budget {
    [[nodiscard]] std::string name() const { return "historical"; }
    [[nodiscard]] std::string source() const {
        return "Incremental budgeting: Wildavsky, The Politics of the Budgetary Process (1964), chapter 2";
    }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        check_allocation(of, "historical_budget");
        std::vector<double> had;
        for (const auto& one : of.recipients) had.push_back(of.units(one.last_year));
        return detail::weighted_allocation(
            of, how, name(), had, detail::allocation_bounds(of),
            {"unit of last year's", "units of last year's", "cap", "it had nothing last year"});
    }
};

} // namespace colearn

#endif
