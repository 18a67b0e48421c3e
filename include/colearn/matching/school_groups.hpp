// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_SCHOOL_GROUPS_HPP
#define COLEARN_MATCHING_SCHOOL_GROUPS_HPP

/// @file
/// For a policy reader: which schools may be in a group, and how well two fit.
/// For an engineer: the question that `federate` and `home_groups<school>` ask.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/candidates.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/pairing_rules.hpp>
#include <colearn/matching/propose_groups.hpp>
#include <colearn/matching/school_group_options.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/school_ties.hpp>
#include <colearn/matching/verify_groups.hpp>
#include <colearn/matching/words.hpp>

namespace colearn {

namespace detail {

/// What is asked of schools. What it refers to must outlive it. Empty when stopped.
[[nodiscard]] inline std::optional<group_question<school>>
school_group_question(const school_table& schools, const school_ties& ties, const school_compatibility& fit,
                      const school_group_options& options, std::string group_name) {
    const auto found = candidates(
        schools, ties,
        {options.max_distance_km, options.rules, options.nearest, options.alike, options.threads, {}, options.stop});
    if (found.outcome == status::cancelled) return std::nullopt;
    group_question<school> out;
    out.id_bound = schools.id_bound();
    out.members = schools.ids();
    for (const auto& one : found.pairs) out.pairs.emplace_back(one.a, one.b);
    out.only_these = true; // the nearest: one of them would be in its group before a school further away
    out.allowed = [&](id<school> a, id<school> b) {
        return broken_rule(schools, a, b, options.rules, options.max_distance_km) == pairing_rule::none;
    };
    if (options.score) {
        out.score = options.score;
    } else {
        out.score = [&](id<school> a, id<school> b) { return fit.score(a, b); };
        out.explain = [&](id<school> a, id<school> b) { return fit.explain(a, b); };
    }
    out.name = [&](id<school> who) { return schools.name(who); };
    out.km = [&](id<school> a, id<school> b) { return distance_km(schools, a, b); };
    out.need = [&](id<school> who) -> const std::vector<double>& { return schools[who].need; };
    out.strength = [&](id<school> who) -> const std::vector<double>& { return schools[who].strength; };
    out.asked = [&](id<school> who) { return fit.student_led(who, who); };
    out.alone = [&](id<school> who) {
        if (!schools[who].where && !schools.has_profile(who))
            return "Neither the place nor the needs and strengths of " + schools.name(who) +
                   " are known, so nobody could be proposed.";
        if (!schools[who].where)
            return "The rules leave nobody for " + schools.name(who) + ", whose place is not known.";
        return "Within " + kilometres(options.max_distance_km) + " of " + schools.name(who) +
               " there is no school that the rules allow.";
    };
    out.topics = schools.topics();
    out.disadvantage = disadvantage_of(schools);
    out.names.group = std::move(group_name);

    std::size_t without_place = 0;
    std::size_t without_profile = 0;
    for (const auto who : schools.ids()) {
        without_place += schools[who].where ? 0U : 1U;
        without_profile += schools.has_profile(who) ? 0U : 1U;
    }
    if (without_place > 0) out.notes.push_back("The place of " + counted(without_place, "school") + " is not known.");
    if (without_profile > 0)
        out.notes.push_back("Needs and strengths of " + counted(without_profile, "school") +
                            " are not known: what they would gain is left out of their scores.");
    out.notes.push_back(
        "A pair is worth its score" +
        (options.groups.least_fit != 0 ? " less " + decimal(options.groups.least_fit, 2) : std::string()) +
        "; a group is worth the sum of its pairs. Schools that neither come into question for each other "
        "nor share one that does are in no group together.");
    if (options.fit.student_voice.empty())
        out.notes.push_back("The proposals are not student-led: what pupils ask for was not given.");
    return out;
}

[[nodiscard]] inline group_result<school> propose_school_groups(const school_table& schools, const school_ties& ties,
                                                                const school_group_options& options,
                                                                std::string group_name) {
    const school_compatibility fit(schools, &ties, options.fit);
    const auto question = school_group_question(schools, ties, fit, options, std::move(group_name));
    if (!question) {
        group_result<school> nothing;
        nothing.outcome = status::cancelled;
        return nothing;
    }
    const parallel_options how{options.threads, 1, options.progress, options.stop};
    return group_proposer<school>(*question, options.groups, how).run();
}

[[nodiscard]] inline verification verify_school_groups(const school_table& schools, const school_ties& ties,
                                                       const group_result<school>& result,
                                                       const school_group_options& options, const tolerance& within) {
    const school_compatibility fit(schools, &ties, options.fit);
    auto again = options;
    again.stop = {};
    const auto question = school_group_question(schools, ties, fit, again, {});
    return verify_groups(*question, options.groups, result, within);
}

} // namespace detail

/// Checks a result of `federate` or of `home_groups<school>` against the schools and the options that it was made with.
/// First violated of: each pair that came into question breaks no rule and has the score that the options define; the
/// groups pass their own `verify`, which proves the bound; no two in a group break a rule; each group is proposed once,
/// with its members' sums; everyone else is left out by name; the comparison of the disadvantaged follows. It does not
/// check that those who came into question are the nearest ones.
[[nodiscard]] inline verification verify(const learning_system& system, const group_result<school>& result,
                                         const school_group_options& options, const tolerance& within = {}) {
    return detail::verify_school_groups(school_table(system), school_ties(system, options.tie_layers), result, options,
                                        within);
}
template <class Roles, class Tie>
[[nodiscard]] verification verify(const network<Roles, Tie>& net, const group_result<school>& result,
                                  const school_group_options& options, const tolerance& within = {}) {
    return detail::verify_school_groups(school_table(net, options.topics), school_ties(net, options.tie_layers), result,
                                        options, within);
}
[[nodiscard]] inline verification verify(std::span<const school> schools, const group_result<school>& result,
                                         const school_group_options& options, const tolerance& within = {}) {
    return detail::verify_school_groups(school_table(schools, options.topics), school_ties(), result, options, within);
}

} // namespace colearn

#endif
