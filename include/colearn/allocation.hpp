// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_HPP
#define COLEARN_ALLOCATION_HPP

/// @file
/// Everything in colearn/allocation/, for users; no header of the library includes this one.

#include <colearn/allocation/additive_valuations.hpp>
#include <colearn/allocation/adequacy.hpp>
#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/alpha_fair_share.hpp>
#include <colearn/allocation/benefit_curve.hpp>
#include <colearn/allocation/budget_purchase.hpp>
#include <colearn/allocation/challenge_funding.hpp>
#include <colearn/allocation/community_voice.hpp>
#include <colearn/allocation/concentration.hpp>
#include <colearn/allocation/entropy_inequality.hpp>
#include <colearn/allocation/envy.hpp>
#include <colearn/allocation/equal_shares.hpp>
#include <colearn/allocation/equal_split.hpp>
#include <colearn/allocation/formula_share.hpp>
#include <colearn/allocation/funding_award.hpp>
#include <colearn/allocation/funding_award_check.hpp>
#include <colearn/allocation/funding_formula.hpp>
#include <colearn/allocation/funding_standing.hpp>
#include <colearn/allocation/funding_words.hpp>
#include <colearn/allocation/greedy_approval.hpp>
#include <colearn/allocation/historical_budget.hpp>
#include <colearn/allocation/inequality.hpp>
#include <colearn/allocation/inequality_by_group.hpp>
#include <colearn/allocation/least_cost_transport.hpp>
#include <colearn/allocation/leximin_share.hpp>
#include <colearn/allocation/lorenz.hpp>
#include <colearn/allocation/max_min.hpp>
#include <colearn/allocation/max_min_share.hpp>
#include <colearn/allocation/maximin_fairness.hpp>
#include <colearn/allocation/maximin_share.hpp>
#include <colearn/allocation/median_indices.hpp>
#include <colearn/allocation/money.hpp>
#include <colearn/allocation/national_funding_formula.hpp>
#include <colearn/allocation/need.hpp>
#include <colearn/allocation/need_proportional.hpp>
#include <colearn/allocation/per_need.hpp>
#include <colearn/allocation/price_of_fairness.hpp>
#include <colearn/allocation/range_ratios.hpp>
#include <colearn/allocation/school_characteristics.hpp>
#include <colearn/allocation/schooling_resource_standard.hpp>
#include <colearn/allocation/sequential_phragmen.hpp>
#include <colearn/allocation/service_order.hpp>
#include <colearn/allocation/shadow_prices.hpp>
#include <colearn/allocation/spill_over.hpp>
#include <colearn/allocation/spill_over_benefit.hpp>
#include <colearn/allocation/standard_policies.hpp>
#include <colearn/allocation/trusted_spill_over.hpp>
#include <colearn/allocation/utilitarian_benefit.hpp>
#include <colearn/allocation/wealth_neutrality.hpp>
#include <colearn/allocation/weighted_values.hpp>

#endif
