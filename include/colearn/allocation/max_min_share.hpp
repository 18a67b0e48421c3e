// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_MAX_MIN_SHARE_HPP
#define COLEARN_ALLOCATION_MAX_MIN_SHARE_HPP

/// @file
/// For a policy reader: the school with the smallest share of its need met is served as well as can be, and nobody gets
/// beyond its need while others lack.
/// For an engineer: division by weights, which are the needs, with the needs as caps.

#include <string>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/weighted_division.hpp>

namespace colearn {

/// Max-min fairness of the share of need that is met. Rounded by largest remainders; `leximin_share` counts in whole
/// parts from the start.
///
/// What is left when all needs are met that can be reached stays unspent. Result: `optimal` or `infeasible` (floors).
/// Complexity and determinism as in `equal_per_school`.
struct max_min_share {
    [[nodiscard]] std::string name() const { return "max-min"; }
    [[nodiscard]] std::string source() const {
        return "Bertsekas and Gallager, Data Networks (2nd ed. 1992), section 6.5.2; Rawls, A Theory of Justice "
               "(1971), section 13";
    }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        check_allocation(of, "max_min_share");
        std::vector<double> need;
        for (const auto& one : of.recipients) need.push_back(one.total_need());
        return detail::weighted_allocation(of, how, name(), need, detail::allocation_bounds::up_to_need(of),
                                           {"unit of need", "units of need", "need", "no need is on record for it"});
    }
};

} // namespace colearn

#endif
