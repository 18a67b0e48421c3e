// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_HPP
#define COLEARN_GRAPH_HPP

/// @file
/// Everything in colearn/graph/, for users; no header of the library includes this one.

#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/boost.hpp>
#include <colearn/graph/boost_weights.hpp>
#include <colearn/graph/each_tie.hpp>
#include <colearn/graph/eigen.hpp>
#include <colearn/graph/filter_ties.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/graph/freeze_boost.hpp>
#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/generate.hpp>
#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/generate_people.hpp>
#include <colearn/graph/generate_schools.hpp>
#include <colearn/graph/generate_ties.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/layer.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/lengths.hpp>
#include <colearn/graph/measured_map.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/participatory_budget.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/graph/roster.hpp>
#include <colearn/graph/rows.hpp>
#include <colearn/graph/tie.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/graph/weight.hpp>
#include <colearn/graph/with_strengths.hpp>

#endif
