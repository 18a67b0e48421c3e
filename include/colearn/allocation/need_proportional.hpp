// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_NEED_PROPORTIONAL_HPP
#define COLEARN_ALLOCATION_NEED_PROPORTIONAL_HPP

/// @file
/// For a policy reader: twice the need, twice the amount; if wished, urgent need counts for more.
/// For an engineer: division by weights, which are the needs.

#include <string>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/weighted_division.hpp>

namespace colearn {

/// The proportional rule: amounts in proportion to need, within floors and caps.
///
/// All is given out, beyond need too when there is that much (see `max_min_share` for the other way). The effects of
/// routes do not count: amounts are what is sent. Result: `optimal`
/// or `infeasible` (floors). Complexity and determinism as in `equal_per_school`.
struct need_proportional {
    bool by_urgency = false; ///< count each need times its urgency

    [[nodiscard]] std::string name() const { return by_urgency ? "urgency-proportional" : "need-proportional"; }
    [[nodiscard]] std::string source() const {
        return "The proportional rule of claims: Aristotle, Nicomachean Ethics, book V; Thomson, Mathematical Social "
               "Sciences 45 (2003), section 3";
    }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        check_allocation(of, "need_proportional");
        std::vector<double> need;
        for (const auto& one : of.recipients) need.push_back(by_urgency ? one.urgent_need() : one.total_need());
        return detail::weighted_allocation(of, how, name(), need, detail::allocation_bounds(of),
                                           {by_urgency ? "unit of urgent need" : "unit of need",
                                            by_urgency ? "units of urgent need" : "units of need", "cap",
                                            "no need is on record for it"});
    }
};

} // namespace colearn

#endif
