// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_HPP
#define COLEARN_POLICY_HPP

/// @file
/// Everything in colearn/policy/, for users; no header of the library includes this one.

#include <colearn/policy/bootstrap.hpp>
#include <colearn/policy/comparison.hpp>
#include <colearn/policy/experiment.hpp>
#include <colearn/policy/experiment_file.hpp>
#include <colearn/policy/experiment_index.hpp>
#include <colearn/policy/experiment_table.hpp>
#include <colearn/policy/merge_experiment.hpp>
#include <colearn/policy/outcome.hpp>
#include <colearn/policy/pareto.hpp>
#include <colearn/policy/rank_stability.hpp>
#include <colearn/policy/recipient_groups.hpp>
#include <colearn/policy/regret.hpp>
#include <colearn/policy/scenario.hpp>
#include <colearn/policy/scenarios.hpp>
#include <colearn/policy/school_problem.hpp>

#endif
