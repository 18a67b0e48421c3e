// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_FEDERATE_HPP
#define COLEARN_MATCHING_FEDERATE_HPP

/// @file
/// For a policy reader: proposes federations: a few schools, near each other and along the pupil's pathway from primary
/// to secondary school, that would share what they do, with the reasons. For an engineer: candidates, compatibility
/// scores with the pathway in them, and bounded grouping with a bound.

#include <span>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/school_group_options.hpp>
#include <colearn/matching/school_groups.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/school_ties.hpp>

namespace colearn {

/// Proposes federations of schools, with the reasons for each.
///
/// Candidates (`candidates`) and those who share one are scored (`school_compatibility`), and schools are put into
/// groups whose pairs are worth most in sum (`form_groups`), a pair being worth its score less `groups.least_fit`.
///
/// Source: the headers named above for the parts; ours for the whole.
/// Complexity: O(n k^2) scores and O(rounds * n * looks) steps of search for n schools and k = `nearest`.
/// Preconditions: those of `school_table`, of `grouping_problem` and of the options' fields.
/// Result: as of `form_groups`; `cancelled`: then nothing is proposed.
/// Throws: `contract_violation`; lets exceptions of the caller's functions through.
/// Determinism: one answer for one instance, options and seed, on any number of threads.
/// Example: `for (const auto& one : federate(system).proposals) print(one.rationale);`
[[nodiscard]] inline group_result<school> federate(const learning_system& system,
                                                   const federate_options& options = {}) {
    return detail::propose_school_groups(school_table(system), school_ties(system, options.tie_layers), options,
                                         "federation");
}
/// The same for the schools of a network; its topics are `options.topics`.
template <class Roles, class Tie>
[[nodiscard]] group_result<school> federate(const network<Roles, Tie>& net, const federate_options& options = {}) {
    return detail::propose_school_groups(school_table(net, options.topics), school_ties(net, options.tie_layers),
                                         options, "federation");
}
/// The same for schools without ties; the one at place i has id i.
[[nodiscard]] inline group_result<school> federate(std::span<const school> schools,
                                                   const federate_options& options = {}) {
    return detail::propose_school_groups(school_table(schools, options.topics), school_ties(), options, "federation");
}

} // namespace colearn

#endif
