// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_STANDARD_POLICIES_HPP
#define COLEARN_ALLOCATION_STANDARD_POLICIES_HPP

/// @file
/// For a policy reader: all the ways to share out that this library knows, side by side, each as it is usually meant.
/// For an engineer: one list of `any_policy` with default settings, for comparisons.

#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/alpha_fair_share.hpp>
#include <colearn/allocation/challenge_funding.hpp>
#include <colearn/allocation/community_voice.hpp>
#include <colearn/allocation/equal_split.hpp>
#include <colearn/allocation/historical_budget.hpp>
#include <colearn/allocation/least_cost_transport.hpp>
#include <colearn/allocation/leximin_share.hpp>
#include <colearn/allocation/max_min_share.hpp>
#include <colearn/allocation/need_proportional.hpp>
#include <colearn/allocation/service_order.hpp>
#include <colearn/allocation/spill_over_benefit.hpp>
#include <colearn/allocation/utilitarian_benefit.hpp>

namespace colearn {

/// Every policy that needs no data beyond the problem, with default settings, under names of their own.
///
/// Left out are those that need more: `formula_share` (a formula), `community_voice` with a given ballot.
[[nodiscard]] inline std::vector<any_policy> standard_policies() {
    return {historical_budget{},
            equal_per_school{},
            equal_per_pupil{},
            need_proportional{},
            need_proportional{.by_urgency = true},
            max_min_share{},
            leximin_share{},
            alpha_fair_share{},
            alpha_fair_share{.alpha = 2},
            utilitarian_benefit{},
            spill_over_benefit{},
            least_cost_transport{},
            priority_queue_policy{},
            priority_queue_policy{.order = queue_order::first_come},
            lottery_policy{},
            challenge_funding{},
            challenge_funding{.partners = 2},
            community_voice{},
            community_voice{.rule = voting_rule::sequential_phragmen},
            community_voice{.rule = voting_rule::greedy_approval}};
}

} // namespace colearn

#endif
