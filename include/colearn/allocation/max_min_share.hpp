// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_MAX_MIN_SHARE_HPP
#define COLEARN_ALLOCATION_MAX_MIN_SHARE_HPP

/// @file
/// For a policy reader: the school with the smallest share of its need met is served as well as can be, and nobody gets
/// beyond its need while others lack.
/// For an engineer: division by weights, which are the needs, with the needs as caps.

#include <string>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/route_effects.hpp>
#include <colearn/allocation/detail/weighted_division.hpp>

namespace colearn {

/// Max-min fairness of the share of need that is met. Rounded by largest remainders; `leximin_share` counts in whole
/// parts from the start.
///
/// The effects of routes count where all routes to a school have the same one: a need is then what has to be sent to
/// meet it. Where they differ a unit is a unit, and a note says so.
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
        const detail::route_effects effects(of);
        auto out = detail::weighted_allocation(of, how, name(), effects.need,
                                               detail::allocation_bounds::up_to(of, effects.need),
                                               detail::need_words(effects));
        effects.tell(out.notes);
        return out;
    }
};

} // namespace colearn

#endif
