// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_HPP
#define COLEARN_MEASURES_HPP

/// @file
/// Everything in colearn/measures/, for users; no header of the library includes this one.

#include <colearn/measures/actor_profile.hpp>
#include <colearn/measures/assortativity.hpp>
#include <colearn/measures/betweenness.hpp>
#include <colearn/measures/brokerage_roles.hpp>
#include <colearn/measures/centralization.hpp>
#include <colearn/measures/closeness.hpp>
#include <colearn/measures/clustering.hpp>
#include <colearn/measures/communicability.hpp>
#include <colearn/measures/communities.hpp>
#include <colearn/measures/components.hpp>
#include <colearn/measures/core_periphery.hpp>
#include <colearn/measures/cores.hpp>
#include <colearn/measures/cut_actors.hpp>
#include <colearn/measures/degree.hpp>
#include <colearn/measures/degree_by.hpp>
#include <colearn/measures/degree_mix.hpp>
#include <colearn/measures/density.hpp>
#include <colearn/measures/density_by_group.hpp>
#include <colearn/measures/distances.hpp>
#include <colearn/measures/dyad_matrix.hpp>
#include <colearn/measures/ei_index.hpp>
#include <colearn/measures/eigenvector.hpp>
#include <colearn/measures/groups.hpp>
#include <colearn/measures/hits.hpp>
#include <colearn/measures/katz.hpp>
#include <colearn/measures/key_players_fragment.hpp>
#include <colearn/measures/key_players_reach.hpp>
#include <colearn/measures/missing_ties.hpp>
#include <colearn/measures/mrqap.hpp>
#include <colearn/measures/pagerank.hpp>
#include <colearn/measures/participation.hpp>
#include <colearn/measures/qap.hpp>
#include <colearn/measures/rank_intervals.hpp>
#include <colearn/measures/reciprocity.hpp>
#include <colearn/measures/sampled_betweenness.hpp>
#include <colearn/measures/structural_holes.hpp>
#include <colearn/measures/tie_betweenness.hpp>
#include <colearn/measures/transitivity.hpp>
#include <colearn/measures/triad_census.hpp>
#include <colearn/measures/weighted_transitivity.hpp>

#endif
