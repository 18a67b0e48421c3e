// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_TRANSPORTATION_PROBLEM_HPP
#define COLEARN_SOLVE_TRANSPORTATION_PROBLEM_HPP

/// @file
/// For a policy reader: centres that have staff, places that need some, and who could go where at what cost.
/// For an engineer: the instance of transportation: suppliers with capacities, needs with amounts, and the routes
/// between them as a list.

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/solve/flow_network.hpp>

namespace colearn {

/// A supplier that could serve a need.
template <class Supplier, class Need, flow_number Cost = double>
struct supply_route {
    id<Supplier> supplier{};
    id<Need> need{};
    Cost cost = 0; ///< of each unit, finite, of either sign

    friend bool operator==(const supply_route&, const supply_route&) = default;
};

template <class Supplier, class Need, flow_number Amount = std::int64_t, flow_number Cost = double>
struct transportation_problem {
    id_map<Supplier, Amount> capacity{};                      ///< most that each supplier gives, at least 0
    id_map<Need, Amount> amount{};                            ///< what each need gets, at least 0
    std::vector<supply_route<Supplier, Need, Cost>> routes{}; ///< in any order; one may be listed more than once
};

namespace detail {

// In the name of the public function that was called.
template <class Supplier, class Need, class Amount, class Cost>
void check_transportation(const transportation_problem<Supplier, Need, Amount, Cost>& problem, const char* function) {
    const auto refuse = [&](const char* what, std::size_t which, const char* kind, const std::string& value) {
        throw contract_violation(function, std::string(what) + " (" + kind + " " + std::to_string(which) + ")", value);
    };
    const auto suppliers = problem.capacity.size();
    const auto needs = problem.amount.size();
    expects(suppliers + needs + 1 < id<Need>::none, {"there must be fewer than 2^32 - 2 ids", function}, needs);
    expects(problem.routes.size() < id<Need>::none, {"there must be fewer than 2^32 - 1 routes", function},
            problem.routes.size());
    double amounts = 0;
    double dearest = 0;
    for (std::size_t i = 0; i < suppliers; ++i)
        if (!(problem.capacity.values()[i] >= 0))
            refuse("no capacity may be negative", i, "supplier", number_text(problem.capacity.values()[i]));
    for (std::size_t j = 0; j < needs; ++j) {
        const auto amount = problem.amount.values()[j];
        if (!(amount >= 0) || !finite_number(amount))
            refuse("every amount must be finite and at least 0", j, "need", number_text(amount));
        amounts += size_of(amount);
    }
    for (std::size_t r = 0; r < problem.routes.size(); ++r) {
        const auto& one = problem.routes[r];
        if (one.supplier.index >= suppliers)
            refuse("the supplier of every route must be among the ids", r, "route", number_text(one.supplier.index));
        if (one.need.index >= needs)
            refuse("the need of every route must be among the ids", r, "route", number_text(one.need.index));
        if (!finite_number(one.cost)) refuse("every cost must be finite", r, "route", number_text(one.cost));
        dearest = (std::max)(dearest, size_of(one.cost));
    }
    const double ids = static_cast<double>(suppliers + needs + 3);
    double asked = 0;
    for (const auto& one : problem.routes) asked += size_of(problem.amount.values()[one.need.index]);
    if constexpr (std::same_as<Amount, std::int64_t>)
        expects(asked + 2 * amounts < static_cast<double>(flow_limit),
                {"overflow: each need's amount times its routes must sum to below 2^60", function}, asked);
    else
        expects(std::isfinite(asked), {"overflow: the amounts must have a finite sum", function}, asked);
    if constexpr (std::same_as<Cost, std::int64_t>)
        expects(dearest * ids < static_cast<double>(flow_limit),
                {"overflow: the largest cost times the number of ids must be below 2^60", function}, dearest);
    if constexpr (std::same_as<flow_cost<Amount, Cost>, std::int64_t>)
        expects(dearest * amounts < static_cast<double>(flow_limit),
                {"overflow: the largest cost times the sum of the amounts must be below 2^60", function}, dearest);
}

} // namespace detail

} // namespace colearn

#endif
