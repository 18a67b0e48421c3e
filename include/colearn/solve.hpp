// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_HPP
#define COLEARN_SOLVE_HPP

/// @file
/// Everything in colearn/solve/, for users; no header of the library includes this one.

#include <colearn/solve/alpha_fair.hpp>
#include <colearn/solve/alpha_fair_problem.hpp>
#include <colearn/solve/alpha_fair_verify.hpp>
#include <colearn/solve/apportionment.hpp>
#include <colearn/solve/assignment.hpp>
#include <colearn/solve/b_matching.hpp>
#include <colearn/solve/b_matching_result.hpp>
#include <colearn/solve/best_matchings.hpp>
#include <colearn/solve/best_matchings_result.hpp>
#include <colearn/solve/bipartite_pairs.hpp>
#include <colearn/solve/blocking_pairs.hpp>
#include <colearn/solve/diverse_matchings.hpp>
#include <colearn/solve/diverse_matchings_result.hpp>
#include <colearn/solve/dominant_matching.hpp>
#include <colearn/solve/dynamic_matching.hpp>
#include <colearn/solve/flow_network.hpp>
#include <colearn/solve/grouping.hpp>
#include <colearn/solve/grouping_conflict.hpp>
#include <colearn/solve/grouping_options.hpp>
#include <colearn/solve/grouping_problem.hpp>
#include <colearn/solve/grouping_result.hpp>
#include <colearn/solve/grouping_verify.hpp>
#include <colearn/solve/hospital_residents.hpp>
#include <colearn/solve/leximin.hpp>
#include <colearn/solve/leximin_problem.hpp>
#include <colearn/solve/leximin_verify.hpp>
#include <colearn/solve/matching_rules.hpp>
#include <colearn/solve/matching_slack.hpp>
#include <colearn/solve/maximum_flow.hpp>
#include <colearn/solve/maximum_weight_matching.hpp>
#include <colearn/solve/maximum_weight_matching_result.hpp>
#include <colearn/solve/minimum_cost_flow.hpp>
#include <colearn/solve/odd_sets.hpp>
#include <colearn/solve/optimum_slack.hpp>
#include <colearn/solve/preference_lists.hpp>
#include <colearn/solve/stable_roommates.hpp>
#include <colearn/solve/submodular_maximisation.hpp>
#include <colearn/solve/tie_breaking.hpp>
#include <colearn/solve/transportation.hpp>
#include <colearn/solve/transportation_problem.hpp>
#include <colearn/solve/water_filling.hpp>
#include <colearn/solve/water_filling_whole.hpp>
#include <colearn/solve/weighted_pairs.hpp>

#endif
