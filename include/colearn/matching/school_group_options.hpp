// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_SCHOOL_GROUP_OPTIONS_HPP
#define COLEARN_MATCHING_SCHOOL_GROUP_OPTIONS_HPP

/// @file
/// For a policy reader: what may be set when schools are put into groups: how far apart, how large, what counts how
/// much. For an engineer: the options that `federate` and `home_groups<school>` share, and those of `federate`.

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/group_settings.hpp>
#include <colearn/matching/pairing_rules.hpp>

namespace colearn {

struct school_group_options {
    group_settings<school> groups{};                ///< sizes, rules on groups, and the search
    double max_distance_km = usual_max_distance_km; ///< great-circle distance of any two in a group, >= 0
    pairing_rules rules{};                          ///< who may not be in one group
    std::size_t nearest = 24;                       ///< nearest schools that come into question for each, >= 1
    std::size_t alike = 16;      ///< the same, by need and strength, for a school whose place is not known, >= 1
    compatibility_options fit{}; ///< weights and settings of the score
    std::vector<std::string> tie_layers{}; ///< layers whose ties count as trust and partners; empty: all
    /// The caller's own score, finite and the same both ways, in place of `fit`.
    std::function<double(id<school>, id<school>)> score{};
    std::vector<std::string> topics{}; ///< for schools that do not come with a `learning_system`; empty: "topic 1", ...
    unsigned threads = 1;              ///< 0: all cores. A score of the caller's must then be safe to call from several
    progress_callback progress{};      ///< from 0 to 1
    std::stop_token stop{};            ///< ask it to stop
};

/// The options of `federate`: those of groups of schools, with what federations have of their own as defaults: two to
/// six schools of any level, within forty kilometres, nearness and the pathway counting most.
///
/// Sizes seen in practice: federations in England are mostly of two schools, clusters of 2 to 6 lie within 20 minutes,
/// hubs have 5 to 8, New Zealand's communities of learning 8.5 on average.
struct federate_options : school_group_options {
    federate_options() {
        groups.smallest = 2;
        groups.largest = 6;
        groups.least_fit = 0.3;
        groups.everyone = false;
        rules.same_level = false;
        fit.weights = {.mutual_benefit = 2,
                       .likeness = 0,
                       .proximity = 4,
                       .trust = 1,
                       .shared_partners = 1,
                       .student_voice = 2,
                       .shared_purpose = 1,
                       .pathway = 1};
    }
};

} // namespace colearn

#endif
