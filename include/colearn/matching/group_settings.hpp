// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_GROUP_SETTINGS_HPP
#define COLEARN_MATCHING_GROUP_SETTINGS_HPP

/// @file
/// For a policy reader: how large groups are, who must be in one, who may not, and how long to look for better ones.
/// For an engineer: the settings that every proposal of groups shares.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/id_map.hpp>
#include <colearn/solve/grouping_options.hpp>
#include <colearn/solve/grouping_problem.hpp>

namespace colearn {

/// How large groups are, what they must keep, and how long to search.
template <class Role>
struct group_settings {
    std::size_t smallest = 4; ///< members at least, >= 1
    std::size_t largest = 8;  ///< members at most, >= `smallest`
    /// A pair is worth its score less this, so that pairs that fit less count against a group; 0: every pair adds, and
    /// groups are as large as they may be.
    double least_fit = 0;
    bool everyone = true;                      ///< false: whoever adds to no group stays without one
    std::vector<linked_pair<Role>> together{}; ///< in one group whatever they score
    std::vector<linked_pair<Role>> apart{};    ///< never in one group
    id_map<Role, std::uint32_t> region{};      ///< number of each one's region; empty: regions do not count
    std::size_t most_regions = unlimited;      ///< regions that a group may span, >= 1
    std::vector<group_quota<Role>> quotas{};   ///< how many of a class each group takes
    grouping_options search{};                 ///< rounds, seed and bounds; its threads, progress and stop are not used
};

} // namespace colearn

#endif
