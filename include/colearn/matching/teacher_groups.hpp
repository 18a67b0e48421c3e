// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_TEACHER_GROUPS_HPP
#define COLEARN_MATCHING_TEACHER_GROUPS_HPP

/// @file
/// For a policy reader: what may be set when teachers are put into home groups: how large, across schools or within
/// one, line managers among their own people or not, what counts how much. For an engineer: the options of
/// `home_groups<teacher>`, and the question that they ask.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/layer.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/profile_table.hpp>
#include <colearn/matching/propose_groups.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/service_fairness.hpp>
#include <colearn/matching/teacher_candidates.hpp>
#include <colearn/matching/teacher_compatibility.hpp>
#include <colearn/matching/verify_groups.hpp>
#include <colearn/matching/words.hpp>

namespace colearn {

struct teacher_group_options {
    group_settings<teacher> groups{}; ///< sizes, rules on groups, and the search
    teacher_rules rules{};            ///< who may not be in one group
    /// Teachers of one school in a group at most, >= 1. 1 is `workplace::other`; above that each school is a quota,
    /// which costs time in proportion to the schools that could share a group.
    std::size_t most_from_one_school = unlimited;
    std::size_t pool = 64;     ///< teachers of the nearest other schools that are looked at for each, >= 1
    std::size_t best = 12;     ///< best fitting ones that come into question for each, >= 1
    teacher_fit_options fit{}; ///< weights and settings of the score
    /// Layers whose ties among teachers count as trust and working together; empty: all but `reporting_layers`.
    std::vector<std::string> tie_layers{};
    /// The caller's own score, finite and the same both ways, in place of `fit`. Candidates are still chosen by `fit`.
    std::function<double(id<teacher>, id<teacher>)> score{};
    std::vector<std::string> topics{};            ///< for a network without a `learning_system`; empty: "topic 1", ...
    std::vector<std::string> employment_layers{}; ///< ties of teachers to their schools; empty: "employment"
    std::vector<std::string> reporting_layers{};  ///< ties of line management; empty: "governance"
    unsigned threads = 1;         ///< 0: all cores. A score of the caller's must then be safe to call from several
    progress_callback progress{}; ///< from 0 to 1
    std::stop_token stop{};       ///< ask it to stop
};

namespace detail {

/// Teachers of a network with their schools and ties, as the options read them.
struct teacher_body {
    profile_table<teacher> teachers;
    school_table schools;
    teacher_ties ties;

    template <class Roles, class Tie>
    teacher_body(const network<Roles, Tie>& net, std::vector<std::string> topics, const teacher_group_options& options)
        : teachers(net, topics, options.employment_layers, options.reporting_layers), schools(net, std::move(topics)) {
        auto layers = options.tie_layers;
        if (layers.empty()) {
            const auto& reporting = options.reporting_layers;
            for (const auto one : net.layer_ids()) {
                const auto& name = net[one].name;
                const bool line = reporting.empty()
                                      ? name == layers::governance.name
                                      : std::find(reporting.begin(), reporting.end(), name) != reporting.end();
                if (!line) layers.push_back(name);
            }
            if (layers.empty()) return; // no tie counts
        }
        ties = teacher_ties(net, layers);
    }
};

/// Teachers of the most disadvantaged schools first; those whose school, or its disadvantage, is not known are left
/// out.
[[nodiscard]] inline disadvantage_order<teacher> disadvantage_of(const profile_table<teacher>& teachers,
                                                                 const school_table& schools) {
    const auto by_school = colearn::disadvantage_of(schools);
    std::vector<std::optional<double>> value(schools.id_bound());
    for (const auto& [how, where] : by_school.order) value[where.index] = how;
    disadvantage_order<teacher> out;
    for (const auto who : teachers.ids())
        if (const auto home = teachers.home(who); home.valid() && value[home.index])
            out.order.emplace_back(*value[home.index], who);
    std::sort(out.order.begin(), out.order.end());
    if (!out.order.empty()) out.measured_by = by_school.measured_by + " at their school";
    return out;
}

/// A quota for each school with more teachers than may be in one group. Schools that are too far apart for any two of
/// their teachers to share a group share a quota, which says the same.
[[nodiscard]] inline std::vector<group_quota<teacher>> school_quotas(const teacher_body& body, std::size_t most,
                                                                     double max_distance_km) {
    std::vector<group_quota<teacher>> out;
    std::vector<std::vector<id<school>>> of; // the schools in each quota
    std::vector<std::vector<id<teacher>>> staff(body.schools.id_bound());
    for (const auto who : body.teachers.ids())
        if (const auto home = body.teachers.home(who); home.valid()) staff[home.index].push_back(who);
    for (const auto where : body.schools.ids()) {
        if (staff[where.index].size() <= most) continue;
        const auto apart = [&](id<school> other) {
            const auto km = distance_km(body.schools, where, other);
            return km && *km > max_distance_km;
        };
        std::size_t q = 0;
        while (q < of.size() && !std::all_of(of[q].begin(), of[q].end(), apart)) ++q;
        if (q == of.size()) {
            of.emplace_back();
            out.push_back({"teachers of " + body.schools.name(where), {}, 0, most});
        }
        of[q].push_back(where);
        out[q].members.insert(out[q].members.end(), staff[where.index].begin(), staff[where.index].end());
    }
    for (auto& one : out) std::sort(one.members.begin(), one.members.end());
    return out;
}

/// The options with `most_from_one_school` told as a rule or as quotas.
[[nodiscard]] inline teacher_group_options with_school_limit(const teacher_body& body,
                                                             const teacher_group_options& options) {
    auto out = options;
    const auto most = options.most_from_one_school;
    expects(most >= 1, "most_from_one_school must be at least 1", most);
    if (most == unlimited || most >= options.groups.largest) return out;
    expects(options.rules.schools != workplace::same || most >= options.groups.smallest,
            "a group within one school must not ask for fewer of a school than its smallest size", most);
    if (most == 1) {
        out.rules.schools = workplace::other;
    } else if (options.rules.schools == workplace::same) {
        out.groups.largest = most;
    } else if (options.rules.schools == workplace::any) {
        for (auto& one : school_quotas(body, most, options.rules.max_distance_km))
            out.groups.quotas.push_back(std::move(one));
    }
    return out;
}

/// What is asked of teachers. What it refers to must outlive it. Empty when stopped.
[[nodiscard]] inline std::optional<group_question<teacher>>
teacher_group_question(const teacher_body& body, const teacher_compatibility& fit,
                       const teacher_group_options& options) {
    const auto& teachers = body.teachers;
    const auto limit = options.rules.schools == workplace::other ? 1 : options.most_from_one_school;
    auto found = teacher_candidates(
        fit, body.ties, {options.rules, options.pool, options.best, limit, options.threads, {}, options.stop});
    if (found.outcome == status::cancelled) return std::nullopt;
    group_question<teacher> out;
    out.id_bound = teachers.id_bound();
    out.members = teachers.ids();
    out.pairs = std::move(found.pairs);
    if (options.rules.schools == workplace::other) {
        std::vector<std::pair<id<school>, id<teacher>>> by_home;
        for (const auto who : out.members)
            if (const auto home = teachers.home(who); home.valid()) by_home.emplace_back(home, who);
        std::sort(by_home.begin(), by_home.end());
        for (std::size_t i = 0; i < by_home.size(); ++i)
            for (std::size_t j = i + 1; j < by_home.size() && by_home[j].first == by_home[i].first; ++j)
                out.forbidden.emplace_back(by_home[i].second, by_home[j].second);
    }
    out.allowed = [&](id<teacher> a, id<teacher> b) {
        return broken_rule(teachers, a, b, options.rules) == teacher_rule::none;
    };
    if (options.score) {
        out.score = options.score;
    } else {
        out.score = [&](id<teacher> a, id<teacher> b) { return fit.score(a, b); };
        out.explain = [&](id<teacher> a, id<teacher> b) { return fit.explain(a, b); };
    }
    out.name = [&](id<teacher> who) { return teachers.name(who); };
    out.km = [&](id<teacher> a, id<teacher> b) -> std::optional<double> {
        if (const auto home = teachers.home(a); home.valid() && home == teachers.home(b)) return 0;
        return teachers.distance(a, b);
    };
    out.need = [&](id<teacher> who) -> const std::vector<double>& { return teachers[who].need; };
    out.strength = [&](id<teacher> who) -> const std::vector<double>& { return teachers[who].strength; };
    out.asked = [](id<teacher>) { return false; };
    out.alone = [&](id<teacher> who) {
        if (!teachers.home(who).valid() && !teachers.has_profile(who))
            return "Neither where " + teachers.name(who) + " works nor what " + teachers.name(who) +
                   " needs and is strong in is known, so nobody could be proposed.";
        return "The rules leave no other teacher for " + teachers.name(who) + ".";
    };
    out.topics = teachers.topics();
    out.disadvantage = disadvantage_of(teachers, body.schools);
    out.names = {"teacher", "home group", {}};

    std::size_t without_school = 0;
    std::size_t without_profile = 0;
    for (const auto who : teachers.ids()) {
        without_school += teachers.home(who).valid() ? 0U : 1U;
        without_profile += teachers.has_profile(who) ? 0U : 1U;
    }
    if (without_school > 0)
        out.notes.push_back("Where " + counted(without_school, "teacher") + (without_school == 1 ? " works" : " work") +
                            " is not known.");
    if (without_profile > 0)
        out.notes.push_back("Needs and strengths of " + counted(without_profile, "teacher") +
                            " are not known: what they would learn is left out of their scores.");
    out.notes.push_back(
        "A pair is worth its score" +
        (options.groups.least_fit != 0 ? " less " + decimal(options.groups.least_fit, 2) : std::string()) +
        "; a group is worth the sum of its pairs. Teachers that neither come into question for each "
        "other nor share one that does are worth nothing to each other.");
    out.notes.push_back("The groups are a proposal to the teachers: nobody has been asked with whom they would like to "
                        "work, and what their pupils ask for is not part of the scores.");
    return out;
}

[[nodiscard]] inline group_result<teacher> propose_teacher_groups(const teacher_body& body,
                                                                  const teacher_group_options& given) {
    const auto options = with_school_limit(body, given);
    const teacher_compatibility fit(body.teachers, &body.ties, options.fit);
    const auto question = teacher_group_question(body, fit, options);
    if (!question) {
        group_result<teacher> nothing;
        nothing.outcome = status::cancelled;
        return nothing;
    }
    const parallel_options how{options.threads, 1, options.progress, options.stop};
    return group_proposer<teacher>(*question, options.groups, how).run();
}

[[nodiscard]] inline verification verify_teacher_groups(const teacher_body& body, const group_result<teacher>& result,
                                                        const teacher_group_options& given, const tolerance& within) {
    auto options = with_school_limit(body, given);
    options.stop = {};
    const teacher_compatibility fit(body.teachers, &body.ties, options.fit);
    const auto question = teacher_group_question(body, fit, options);
    if (const auto checked = verify_groups(*question, options.groups, result, within); !checked) return checked;
    // The limit on a school, by counting.
    for (const auto& one : result.proposals) {
        std::vector<id<school>> homes;
        for (const auto& member : one.members)
            if (const auto home = body.teachers.home(member.who); home.valid()) homes.push_back(home);
        for (const auto home : homes)
            if (static_cast<std::size_t>(std::count(homes.begin(), homes.end(), home)) > given.most_from_one_school &&
                given.groups.together.empty())
                return verification::reject("a group holds too many teachers of " + body.schools.name(home));
    }
    return verification::accept();
}

} // namespace detail

/// Checks a result of `home_groups<teacher>` against the teachers and the options that it was made with. First violated
/// of: each pair that came into question breaks no rule and has the score that the options define; the groups pass
/// their own `verify`, which proves the bound; no two in a group break a rule; each group is proposed once, with its
/// members' sums; everyone else is left out by name; the comparison of the disadvantaged follows; no school has more in
/// a group than it may. It does not check that those who came into question are the best fitting ones.
template <class Roles, class Tie>
[[nodiscard]] verification verify(const network<Roles, Tie>& net, const group_result<teacher>& result,
                                  const teacher_group_options& options, const tolerance& within = {}) {
    return detail::verify_teacher_groups(detail::teacher_body(net, options.topics, options), result, options, within);
}
[[nodiscard]] inline verification verify(const learning_system& system, const group_result<teacher>& result,
                                         const teacher_group_options& options, const tolerance& within = {}) {
    return detail::verify_teacher_groups(detail::teacher_body(system.net, system.topics, options), result, options,
                                         within);
}

} // namespace colearn

#endif
