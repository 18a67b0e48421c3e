// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_HPP
#define COLEARN_SOLVE_HPP

/// @file
/// Everything in colearn/solve/, for users; no header of the library includes this one.

#include <colearn/solve/assignment.hpp>
#include <colearn/solve/bipartite_pairs.hpp>
#include <colearn/solve/blocking_pairs.hpp>
#include <colearn/solve/dominant_matching.hpp>
#include <colearn/solve/hospital_residents.hpp>
#include <colearn/solve/matching_slack.hpp>
#include <colearn/solve/preference_lists.hpp>
#include <colearn/solve/stable_roommates.hpp>
#include <colearn/solve/tie_breaking.hpp>
#include <colearn/solve/water_filling.hpp>
#include <colearn/solve/water_filling_whole.hpp>
#include <colearn/solve/weighted_pairs.hpp>

#endif
