// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_MATCH_MENTORS_HPP
#define COLEARN_MATCHING_MATCH_MENTORS_HPP

/// @file
/// For a policy reader: gives each who asks a mentor who is strong where help is needed, as far as mentors have places,
/// and says why. Works for teachers and for schools.
/// For an engineer: all allowed pairs scored; hospital-residents for a plan that holds by itself, assignment for the
/// best sum; an independent `verify`.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/matching/complementarity.hpp>
#include <colearn/matching/mentor_result.hpp>
#include <colearn/matching/mentor_scores.hpp>
#include <colearn/matching/mentor_standing.hpp>
#include <colearn/matching/mentor_words.hpp>
#include <colearn/matching/profile_table.hpp>
#include <colearn/matching/travel.hpp>
#include <colearn/solve/assignment.hpp>
#include <colearn/solve/blocking_pairs.hpp>
#include <colearn/solve/hospital_residents.hpp>

namespace colearn {

namespace detail {

/// Those who come into question for each mentee, by mentor.
template <class Kind>
using mentor_rows = std::vector<std::vector<mentor_candidate<Kind>>>;

/// The plan among those who come into question. Hubs with their feeders are planned by this too.
template <class Kind>
[[nodiscard]] mentor_result<Kind> plan_mentors(const profile_table<Kind>& table, const mentor_options<Kind>& options,
                                               const std::vector<id<Kind>>& mentees, mentor_rows<Kind> rows) {
    mentor_result<Kind> out;
    const auto n = table.id_bound();
    out.mentor_of = id_map<Kind, id<Kind>>(n);
    out.mentees_of = id_map<Kind, std::vector<id<Kind>>>(n);
    auto& candidates = out.certificate.candidates;
    for (auto& row : rows) candidates.insert(candidates.end(), row.begin(), row.end());
    const auto problem = stable_problem(n, candidates, options);

    // 1. The plan.
    if (is_stable(options.plan)) {
        auto& made = out.certificate.stable;
        made = hospital_residents(problem, stable_options(options));
        out.mentor_of = made.hospital_of;
        out.outcome = made.outcome;
    } else {
        const auto seats = seats_of(n, candidates, options);
        auto& made = out.certificate.assigned;
        made = assignment(seats.pairs, {.stop = options.stop});
        out.outcome = made.outcome;
        if (out.outcome == status::cancelled) {
            out.certificate = {};
            return out;
        }
        for (const auto who : out.mentor_of.ids())
            if (made.right_of[who].valid()) out.mentor_of[who] = seats.mentor[made.right_of[who].index];
    }
    out.blocking_pairs = blocking_pairs(problem.residents, problem.hospitals, problem.quota, out.mentor_of).size();

    // 2. Reasons, and who is left out.
    for (const auto who : out.mentor_of.ids())
        if (out.mentor_of[who].valid()) out.mentees_of[out.mentor_of[who]].push_back(who);
    std::vector<std::uint8_t> full(n, 0);
    for (const auto& one : options.mentors) {
        const auto taken = out.mentees_of[one.who].size();
        full[one.who.index] = taken >= one.places ? 1 : 0;
        out.free_places += one.places - taken;
    }
    const auto standings = standings_of(candidates, out, options);
    for (std::size_t i = 0; i < mentees.size(); ++i) {
        auto& row = rows[i];
        std::stable_sort(row.begin(), row.end(), [](const auto& x, const auto& y) { return x.score > y.score; });
        const auto mentor = out.mentor_of[mentees[i]];
        if (!mentor.valid()) {
            out.left_out.push_back(left_out_of(table, options, mentees[i], row));
            continue;
        }
        mentor_proposal<Kind> one{mentees[i], mentor};
        one.km = table.distance(one.mentee, one.mentor);
        one.gain = gain_of(table, one.mentee, one.mentor);
        one.topics = topic_gains_of(table, one.mentee, one.mentor);
        one.choices = row.size();
        for (std::size_t k = 0; k < row.size(); ++k) {
            if (row[k].mentor == mentor) {
                one.rank = k + 1;
                one.score = row[k].score;
                one.mentor_score = row[k].mentor_score;
            } else if (one.runners_up.size() < options.runners_up) {
                one.runners_up.push_back({row[k].mentor, row[k].score, full[row[k].mentor.index] != 0});
            }
        }
        const auto& standing = standings[one.mentee.index];
        one.falls_at = standing.falls_at;
        one.rival = standing.rival;
        one.next_in_line = standing.next;
        one.rationale = mentor_rationale(table, one, options, row.empty() ? mentor : row.front().mentor);
        out.total_score += one.score;
        out.proposals.push_back(std::move(one));
    }
    out.fairness = mentor_fairness_of(table, std::span<const id<Kind>>{mentees}, out.mentor_of);
    return out;
}

template <class Kind>
[[nodiscard]] mentor_result<Kind> match_mentors(const profile_table<Kind>& table, const mentor_options<Kind>& options) {
    check_mentors(table, options, "match_mentors");
    const auto mentees = mentees_of(table, options);
    mentor_rows<Kind> rows(mentees.size());
    const auto look = [&](std::size_t i) {
        for (const auto& mentor : options.mentors)
            if (const auto one = candidate_of(table, options, mentees[i], mentor.who)) rows[i].push_back(*one);
        std::sort(rows[i].begin(), rows[i].end(), [](const auto& x, const auto& y) { return x.mentor < y.mentor; });
    };
    mentor_result<Kind> out;
    if (parallel_for(mentees.size(), {options.threads, 16, options.progress, options.stop}, look)) {
        out = plan_mentors(table, options, mentees, std::move(rows));
    } else {
        out.mentor_of = id_map<Kind, id<Kind>>(table.id_bound());
        out.mentees_of = id_map<Kind, std::vector<id<Kind>>>(table.id_bound());
        out.outcome = status::cancelled;
    }
    out.notes = mentor_notes(table, options);
    return out;
}

/// That a plan follows from its candidates; that these are the right ones is not looked at.
template <class Kind>
[[nodiscard]] verification verify_mentor_plan(const profile_table<Kind>& table, const mentor_result<Kind>& result,
                                              const mentor_options<Kind>& options, const std::vector<id<Kind>>& mentees,
                                              const tolerance& within) {
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto n = table.id_bound();
    const auto words = [&](id<Kind> mentee, id<Kind> mentor) {
        return table.name(mentee) + " and " + table.name(mentor);
    };
    const auto& candidates = result.certificate.candidates;

    // 1. The plan, by the checker of its solver.
    const auto problem = stable_problem(n, candidates, options);
    if (is_stable(options.plan)) {
        const auto& made = result.certificate.stable;
        if (auto checked = verify(problem, made, stable_options(options)); !checked) return checked;
        if (result.mentor_of != made.hospital_of || result.outcome != made.outcome)
            return reject("the plan must be the stable one that is certified");
    } else {
        const auto seats = seats_of(n, candidates, options);
        const auto& made = result.certificate.assigned;
        if (auto checked = verify(seats.pairs, made, {}, within); !checked) return checked;
        if (result.outcome != made.outcome) return reject("the plan must be the assignment that is certified");
        for (const auto who : made.right_of.ids()) {
            const auto seat = made.right_of[who];
            if (result.mentor_of[who] != (seat.valid() ? seats.mentor[seat.index] : id<Kind>{}))
                return reject("the plan must be the assignment that is certified");
        }
    }

    // 2. What is said of it.
    std::size_t places = 0;
    for (const auto& one : options.mentors) places += one.places;
    std::vector<std::vector<id<Kind>>> taken(n);
    for (const auto who : result.mentor_of.ids())
        if (result.mentor_of[who].valid()) taken[result.mentor_of[who].index].push_back(who);
    for (const auto who : result.mentees_of.ids())
        if (result.mentees_of[who] != taken[who.index])
            return reject("the mentees of " + std::to_string(who.index) + " must be those whose mentor it is");
    if (result.proposals.size() + result.left_out.size() != mentees.size())
        return reject("each mentee must be in one proposal or be left out, once");
    const auto standings = standings_of(candidates, result, options);
    std::size_t proposal = 0;
    std::size_t left = 0;
    double total = 0;
    std::size_t row = 0;
    for (const auto mentee : mentees) {
        const mentor_candidate<Kind>* own = nullptr;
        std::vector<const mentor_candidate<Kind>*> all;
        for (; row < candidates.size() && candidates[row].mentee == mentee; ++row) {
            all.push_back(&candidates[row]);
            if (candidates[row].mentor == result.mentor_of[mentee]) own = &candidates[row];
        }
        if (own == nullptr) {
            if (left == result.left_out.size() || result.left_out[left].who != mentee)
                return reject(table.name(mentee) + " must be left out by name");
            const bool full = result.left_out[left++].why == no_mentor_reason::mentors_full;
            if (full == all.empty()) return reject("why " + table.name(mentee) + " is left out is not so");
            continue;
        }
        if (proposal == result.proposals.size() || result.proposals[proposal].mentee != mentee ||
            result.proposals[proposal].mentor != own->mentor)
            return reject(words(mentee, own->mentor) + " must be proposed");
        const auto& one = result.proposals[proposal++];
        const auto better = std::count_if(all.begin(), all.end(), [&](const auto* other) {
            return other->score > own->score || (other->score == own->score && other->mentor < own->mentor);
        });
        if (!within.equal(one.score, own->score) || !within.equal(one.mentor_score, own->mentor_score) ||
            one.choices != all.size() || one.rank != static_cast<std::size_t>(better) + 1)
            return reject("the proposal of " + words(mentee, own->mentor) + " must state its scores and its rank");
        const auto& standing = standings[mentee.index];
        if (!within.equal(one.falls_at, standing.falls_at) || one.rival != standing.rival ||
            one.next_in_line != standing.next)
            return reject("the proposal of " + words(mentee, own->mentor) + " falls at " +
                          number_text(standing.falls_at));
        total += own->score;
    }
    if (!within.equal(total, result.total_score)) return reject("the scores sum to " + number_text(total));
    if (places - result.proposals.size() != result.free_places)
        return reject("there are " + std::to_string(places - result.proposals.size()) + " free places");
    if (result.blocking_pairs !=
        blocking_pairs(problem.residents, problem.hospitals, problem.quota, result.mentor_of).size())
        return reject("the number of pairs who would rather have each other is another");
    const auto fair = mentor_fairness_of(table, std::span<const id<Kind>>{mentees}, result.mentor_of);
    if (!(fair.neediest == result.fairness.neediest && fair.others == result.fairness.others))
        return reject("the comparison of the neediest with the others does not follow from the plan");
    return verification::accept();
}

template <class Kind>
[[nodiscard]] verification verify_mentors(const profile_table<Kind>& table, const mentor_result<Kind>& result,
                                          const mentor_options<Kind>& options, const tolerance& within) {
    check_mentors(table, options, "verify");
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto n = table.id_bound();
    const auto words = [&](id<Kind> mentee, id<Kind> mentor) {
        return table.name(mentee) + " and " + table.name(mentor);
    };
    if (result.mentor_of.size() != n || result.mentees_of.size() != n) return reject("the result must be about these");
    if (result.outcome == status::cancelled)
        return result.proposals.empty() ? verification::accept() : reject("a cancelled run must propose nothing");

    // The candidates are all the pairs that the rules and the least gain allow, at their scores.
    const auto mentees = mentees_of(table, options);
    auto mentors = options.mentors;
    std::sort(mentors.begin(), mentors.end(), [](const auto& x, const auto& y) { return x.who < y.who; });
    const auto& candidates = result.certificate.candidates;
    std::size_t at = 0;
    for (const auto mentee : mentees)
        for (const auto& mentor : mentors) {
            const auto right = candidate_of(table, options, mentee, mentor.who);
            const bool listed =
                at < candidates.size() && candidates[at].mentee == mentee && candidates[at].mentor == mentor.who;
            if (right.has_value() != listed)
                return reject(words(mentee, mentor.who) + (listed ? " must not be paired" : " could be paired"));
            if (!listed) continue;
            if (!within.equal(right->score, candidates[at].score) ||
                !within.equal(right->mentor_score, candidates[at].mentor_score))
                return reject(words(mentee, mentor.who) + " score " + number_text(right->score) + " and " +
                              number_text(right->mentor_score));
            ++at;
        }
    if (at != candidates.size()) return reject("every candidate must be a mentee with a mentor, in order");

    return verify_mentor_plan(table, result, options, mentees, within);
}

} // namespace detail

/// Gives mentees mentors, within the mentors' places and the rules.
///
/// Each pair that no rule forbids is scored for both. A mentee's score is the share of its need that the mentor's
/// lead would meet (`complementarity`'s gain), times nearness where the distance is known: sum_k n_k max(0, s_mentor,k
/// - s_mentee,k) / sum_k n_k. A mentor's score is the need met in absolute terms (that sum divided by the number of
/// topics), times nearness: mentors put those first to whom they make the largest difference. A stable plan holds by
/// itself; the best sum is at most as stable, and `blocking_pairs` says by how much it is not.
///
/// Source: `hospital_residents` and `assignment` for the methods; the scores are ours.
/// Complexity: O(m e topics) time for m mentors and e mentees to look at all pairs, then that of the solver; space for
/// the pairs that come into question, for the two plans by sum once for each place of a mentor.
/// Preconditions: mentors and mentees are in the table, each once, and nobody is both.
/// Result: `optimal`; `guaranteed` for a stable plan with equal scores (by id); `cancelled`: nothing is proposed.
/// Throws: `contract_violation`; lets exceptions of the caller's functions through.
/// Determinism: the same on every platform and any number of threads.
/// Example: `match_mentors<teacher>(net, {.mentors = {{ann, 2}, {ben, 1}}}).mentor_of[carla]`
template <class Kind, class Roles, class Tie>
[[nodiscard]] mentor_result<Kind> match_mentors(const network<Roles, Tie>& net, const mentor_options<Kind>& options) {
    return detail::match_mentors(
        profile_table<Kind>(net, options.topics, options.employment_layers, options.reporting_layers), options);
}
/// The same for actors without ties; the one at place i has id i.
template <class Kind>
[[nodiscard]] mentor_result<Kind> match_mentors(std::type_identity_t<std::span<const Kind>> actors,
                                                const mentor_options<Kind>& options) {
    return detail::match_mentors(profile_table<Kind>(actors, options.topics), options);
}

/// Checks a plan against the actors and the options that it was made with, in O(m e topics).
/// First violated of: the candidates are all pairs that are allowed and bring enough, at their scores; the solver's own
/// `verify` (stability and whose best it is, or the best sum by prices); the proposals, places, left out, totals,
/// blocking pairs and the comparison of the neediest follow from the plan.
template <class Kind, class Roles, class Tie>
[[nodiscard]] verification verify(const network<Roles, Tie>& net, const mentor_result<Kind>& result,
                                  const mentor_options<Kind>& options, const tolerance& within = {}) {
    return detail::verify_mentors(
        profile_table<Kind>(net, options.topics, options.employment_layers, options.reporting_layers), result, options,
        within);
}
template <class Kind>
[[nodiscard]] verification verify(std::type_identity_t<std::span<const Kind>> actors, const mentor_result<Kind>& result,
                                  const mentor_options<Kind>& options, const tolerance& within = {}) {
    return detail::verify_mentors(profile_table<Kind>(actors, options.topics), result, options, within);
}

} // namespace colearn

#endif
