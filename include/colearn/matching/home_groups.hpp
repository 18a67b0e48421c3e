// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_HOME_GROUPS_HPP
#define COLEARN_MATCHING_HOME_GROUPS_HPP

/// @file
/// For a policy reader: every school and every teacher needs a home group: four to eight who learn together, each of
/// whom can learn from the others, with the reasons. For an engineer: candidates, compatibility scores and bounded
/// grouping of all, with a bound; for schools as `federate`, for teachers with teachers' terms.

#include <concepts>
#include <span>

#include <colearn/core/id.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/school_groups.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/school_ties.hpp>
#include <colearn/matching/teacher_groups.hpp>

namespace colearn {

/// The options of `home_groups`; those of a role are its own.
template <class Role>
struct home_group_options;

/// Of schools: groups of four to eight schools of one level (a combined school may be with either), all schools in
/// one, mutual benefit and shared purpose
/// counting most.
template <>
struct home_group_options<school> : school_group_options {
    home_group_options() {
        groups.smallest = 4;
        groups.largest = 8;
        groups.everyone = true;
        rules.same_level = true;
        fit.weights = {.mutual_benefit = 8,
                       .likeness = 1,
                       .proximity = 2,
                       .trust = 1,
                       .shared_partners = 1,
                       .student_voice = 2,
                       .shared_purpose = 4,
                       .pathway = 0};
    }
};

/// Of teachers: groups of four to eight teachers, all teachers in one, of any schools. The search is short, so that ten
/// thousand teachers take seconds; `groups.search.rounds = 80` and `looks = 500` find one to three per cent more.
template <>
struct home_group_options<teacher> : teacher_group_options {
    home_group_options() {
        groups.smallest = 4;
        groups.largest = 8;
        groups.everyone = true;
        groups.search.rounds = 16;
        groups.search.looks = 100;
    }
};

/// A role that home groups are made of.
template <class Role>
concept home_group_role = std::same_as<Role, school> || std::same_as<Role, teacher>;

/// Proposes a home group for every school, or for every teacher, with the reasons for each.
///
/// Schools as in `federate`. Teachers: candidates (`teacher_candidates`) and those who share one are scored
/// (`teacher_compatibility`), and put into groups whose pairs are worth most in sum (`form_groups`). A teacher's school
/// is that of a tie of employment; the disadvantage of a teacher is that of the school.
///
/// Source: the headers named above for the parts; ours for the whole.
/// Complexity: O(n k^2) scores and O(rounds * n * looks) steps of search for n members with k candidates each.
/// Preconditions: those of the tables, of `grouping_problem` and of the options' fields.
/// Result: as of `form_groups`; `cancelled`: then nothing is proposed.
/// Throws: `contract_violation`; lets exceptions of the caller's functions through.
/// Determinism: one answer for one instance, options and seed, on any number of threads.
/// Example: `for (const auto& one : home_groups<teacher>(system).proposals) print(one.rationale);`
template <home_group_role Role>
[[nodiscard]] group_result<Role> home_groups(const learning_system& system,
                                             const home_group_options<Role>& options = {}) {
    if constexpr (std::same_as<Role, school>)
        return detail::propose_school_groups(school_table(system), school_ties(system, options.tie_layers), options,
                                             "home group");
    else
        return detail::propose_teacher_groups(detail::teacher_body(system.net, system.topics, options), options);
}
/// The same for a network; its topics are `options.topics`.
template <home_group_role Role, class Roles, class Tie>
[[nodiscard]] group_result<Role> home_groups(const network<Roles, Tie>& net,
                                             const home_group_options<Role>& options = {}) {
    if constexpr (std::same_as<Role, school>)
        return detail::propose_school_groups(school_table(net, options.topics), school_ties(net, options.tie_layers),
                                             options, "home group");
    else
        return detail::propose_teacher_groups(detail::teacher_body(net, options.topics, options), options);
}
/// The same for schools without ties; the one at place i has id i.
template <std::same_as<school> Role>
[[nodiscard]] group_result<Role> home_groups(std::span<const school> schools,
                                             const home_group_options<school>& options = {}) {
    return detail::propose_school_groups(school_table(schools, options.topics), school_ties(), options, "home group");
}

} // namespace colearn

#endif
