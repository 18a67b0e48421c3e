// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_MENTOR_SCORES_HPP
#define COLEARN_MATCHING_MENTOR_SCORES_HPP

/// @file
/// For a policy reader: who may mentor whom, and how much each of the two would like it.
/// For an engineer: rules and scores of a mentoring pair, and the instances that the solvers take; `match_mentors` and
/// its `verify` share them, since they say what the problem is.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/matching/complementarity.hpp>
#include <colearn/matching/mentor_result.hpp>
#include <colearn/matching/profile_table.hpp>
#include <colearn/matching/travel.hpp>
#include <colearn/solve/bipartite_pairs.hpp>
#include <colearn/solve/hospital_residents.hpp>
#include <colearn/solve/preference_lists.hpp>

namespace colearn {

/// The rules on a mentoring pair, in the order in which they are looked at.
enum class mentor_rule : std::uint8_t { none, same_one, apart, line, same_school, other_school, distance };

/// The first rule that forbids the pair; `none` when none does. O(log lines + rules).
template <class Kind>
[[nodiscard]] mentor_rule broken_mentor_rule(const profile_table<Kind>& table, id<Kind> mentee, id<Kind> mentor,
                                             const mentor_rules<Kind>& rules = {}) {
    if (mentee == mentor) return mentor_rule::same_one;
    for (const auto& [x, y] : rules.apart)
        if ((x == mentee && y == mentor) || (x == mentor && y == mentee)) return mentor_rule::apart;
    if (!rules.line_managers && table.in_line(mentee, mentor)) return mentor_rule::line;
    const auto a = table.home(mentee);
    const auto b = table.home(mentor);
    if (a.valid() && b.valid()) {
        if (rules.schools == workplace::other && a == b) return mentor_rule::same_school;
        if (rules.schools == workplace::same && a != b) return mentor_rule::other_school;
    }
    if (const auto km = table.distance(mentee, mentor); km && *km > rules.max_distance_km) return mentor_rule::distance;
    return mentor_rule::none;
}

/// Why a rule forbids the pair, as the end of a sentence.
[[nodiscard]] constexpr std::string_view to_string(mentor_rule rule) noexcept {
    switch (rule) {
    case mentor_rule::none:
        return "no rule forbids it";
    case mentor_rule::same_one:
        return "nobody mentors themselves";
    case mentor_rule::apart:
        return "they are to be kept apart";
    case mentor_rule::line:
        return "one reports to the other";
    case mentor_rule::same_school:
        return "they work at the same school";
    case mentor_rule::other_school:
        return "they work at different schools";
    case mentor_rule::distance:
        return "they are too far apart";
    }
    return "unknown";
}

namespace detail {

template <class Kind>
void check_mentors(const profile_table<Kind>& table, const mentor_options<Kind>& options, const char* function) {
    expects(options.least_gain >= 0 && options.least_gain <= 1, {"the least gain must be within 0 to 1", function},
            options.least_gain);
    expects(options.rules.max_distance_km >= 0, {"the largest distance must not be negative", function},
            options.rules.max_distance_km);
    std::vector<std::uint8_t> named(table.id_bound(), 0);
    for (const auto& one : options.mentors) {
        expects(table.contains(one.who), {"every mentor must be in the table", function}, one.who);
        expects(named[one.who.index] == 0, {"a mentor must be named once", function}, one.who);
        named[one.who.index] = 1;
    }
    for (const auto who : options.mentees) {
        expects(table.contains(who), {"every mentee must be in the table", function}, who);
        expects(named[who.index] == 0, {"a mentee must be named once, and be no mentor", function}, who);
        named[who.index] = 1;
    }
}

/// Ascending.
template <class Kind>
[[nodiscard]] std::vector<id<Kind>> mentees_of(const profile_table<Kind>& table, const mentor_options<Kind>& options) {
    auto out = options.mentees;
    if (out.empty()) {
        std::vector<std::uint8_t> mentor(table.id_bound(), 0);
        for (const auto& one : options.mentors) mentor[one.who.index] = 1;
        for (const auto who : table.ids())
            if (mentor[who.index] == 0) out.push_back(who);
    }
    std::sort(out.begin(), out.end());
    return out;
}

template <class Kind>
[[nodiscard]] bool mentee_known(const profile_table<Kind>& table, id<Kind> who) {
    return !table[who].need.empty() && !table[who].strength.empty();
}

/// Share of the mentee's need that the mentor's lead would meet; empty when a profile is not known.
template <class Kind>
[[nodiscard]] std::optional<double> gain_of(const profile_table<Kind>& table, id<Kind> mentee, id<Kind> mentor) {
    if (!mentee_known(table, mentee) || table[mentor].strength.empty()) return std::nullopt;
    return gain(table[mentee].need, table[mentee].strength, table[mentor].strength);
}

template <class Kind>
[[nodiscard]] std::vector<topic_gain> topic_gains_of(const profile_table<Kind>& table, id<Kind> mentee,
                                                     id<Kind> mentor) {
    if (!mentee_known(table, mentee) || table[mentor].strength.empty()) return {};
    return topic_gains(table[mentee].need, table[mentee].strength, table[mentor].strength);
}

/// The pair with its scores, when no rule forbids it and both score above 0.
template <class Kind>
[[nodiscard]] std::optional<mentor_candidate<Kind>>
candidate_of(const profile_table<Kind>& table, const mentor_options<Kind>& options, id<Kind> mentee, id<Kind> mentor) {
    if (broken_mentor_rule(table, mentee, mentor, options.rules) != mentor_rule::none) return std::nullopt;
    const auto share = gain_of(table, mentee, mentor);
    if (!options.mentee_score && (!share || *share < options.least_gain)) return std::nullopt;
    const auto km = table.distance(mentee, mentor);
    const double nearness = km ? proximity(*km, options.travel) : 1;
    mentor_candidate<Kind> out{mentee, mentor, 0, 0};
    out.score = options.mentee_score ? options.mentee_score(mentee, mentor) : *share * nearness;
    if (options.mentor_score) {
        out.mentor_score = options.mentor_score(mentee, mentor);
    } else if (options.mentee_score) {
        out.mentor_score = out.score;
    } else {
        double need = 0;
        for (const double one : table[mentee].need) need += one;
        out.mentor_score = out.score * need / static_cast<double>(table[mentee].need.size());
    }
    expects(std::isfinite(out.score), {"a score must be finite", "match_mentors"}, out.score);
    expects(std::isfinite(out.mentor_score), {"a score must be finite", "match_mentors"}, out.mentor_score);
    if (!(out.score > 0 && out.mentor_score > 0)) return std::nullopt;
    return out;
}

[[nodiscard]] constexpr bool is_stable(mentor_plan plan) noexcept {
    return plan == mentor_plan::stable_for_mentees || plan == mentor_plan::stable_for_mentors;
}

template <class Kind>
[[nodiscard]] hospital_residents_options stable_options(const mentor_options<Kind>& options) {
    return {.best_for =
                options.plan == mentor_plan::stable_for_mentors ? matching_side::hospitals : matching_side::residents};
}

/// Mentees as residents, mentors as hospitals.
template <class Kind>
[[nodiscard]] hospital_residents_problem<Kind, Kind>
stable_problem(std::size_t count, const std::vector<mentor_candidate<Kind>>& candidates,
               const mentor_options<Kind>& options) {
    bipartite_pairs<Kind, Kind> mentee_pairs{count, count, {}};
    bipartite_pairs<Kind, Kind> mentor_pairs{count, count, {}};
    for (const auto& one : candidates) {
        mentee_pairs.pairs.push_back({one.mentee, one.mentor, one.score});
        mentor_pairs.pairs.push_back({one.mentee, one.mentor, one.mentor_score});
    }
    hospital_residents_problem<Kind, Kind> out{left_preferences(mentee_pairs), right_preferences(mentor_pairs),
                                               id_map<Kind, std::uint32_t>(count, 0)};
    for (const auto& one : options.mentors) out.quota[one.who] = one.places;
    return out;
}

/// Mentees on the left, each place of a mentor that could be taken on the right.
template <class Kind>
struct mentor_seats {
    bipartite_pairs<Kind, mentor_seat, double> pairs{};
    std::vector<id<Kind>> mentor{}; // by seat
    double bonus = 0;               // in each pair's weight beside its score
};
template <class Kind>
[[nodiscard]] mentor_seats<Kind> seats_of(std::size_t count, const std::vector<mentor_candidate<Kind>>& candidates,
                                          const mentor_options<Kind>& options) {
    std::vector<std::size_t> wanted(count, 0);
    double most = 0;
    std::size_t mentees = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        ++wanted[candidates[i].mentor.index];
        most = (std::max)(most, candidates[i].score);
        mentees += i == 0 || candidates[i].mentee != candidates[i - 1].mentee ? 1U : 0U;
    }
    mentor_seats<Kind> out;
    std::vector<std::size_t> first(count, 0);
    std::vector<std::size_t> places(count, 0);
    for (const auto& one : options.mentors) {
        first[one.who.index] = out.mentor.size();
        places[one.who.index] = (std::min)(std::size_t{one.places}, wanted[one.who.index]);
        out.mentor.insert(out.mentor.end(), places[one.who.index], one.who);
    }
    // One more who is served outweighs all that the others could gain.
    out.bonus = options.plan == mentor_plan::most_served ? most * static_cast<double>(mentees + 1) : 0;
    out.pairs.left_count = count;
    out.pairs.right_count = out.mentor.size();
    for (const auto& one : candidates)
        for (std::size_t k = 0; k < places[one.mentor.index]; ++k)
            out.pairs.pairs.push_back(
                {one.mentee, id<mentor_seat>{first[one.mentor.index] + k}, one.score + out.bonus});
    return out;
}

} // namespace detail

} // namespace colearn

#endif
