// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_HUB_AND_FEEDERS_HPP
#define COLEARN_MATCHING_HUB_AND_FEEDERS_HPP

/// @file
/// For a policy reader: a secondary school and the primary schools whose pupils move on to it form a pyramid, with a
/// shared account of each pupil's transition; who would be with whom, why, and what could change it.
/// For an engineer: assignment with seats for the best total, hospital-residents for plans that hold by themselves, all
/// three solved and compared; prices and cutoffs as certificates; an independent `verify`.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/hub_result.hpp>
#include <colearn/matching/hub_scores.hpp>
#include <colearn/matching/hub_words.hpp>
#include <colearn/matching/match_mentors.hpp>
#include <colearn/matching/profile_table.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/school_ties.hpp>
#include <colearn/matching/service_fairness.hpp>

namespace colearn {

namespace detail {

/// What the plans come to.
[[nodiscard]] inline std::array<hub_plan_summary, hub_plan_count> compare_plans(const hub_certificate& certificate) {
    std::array<hub_plan_summary, hub_plan_count> out;
    for (std::size_t p = 0; p < hub_plan_count; ++p) {
        const auto& made = certificate.plans[p];
        out[p] = {static_cast<hub_plan>(p), made.total_score, made.proposals.size(), made.blocking_pairs, 0};
        for (const auto& feeders : made.mentees_of) out[p].hubs_in_use += feeders.empty() ? 0U : 1U;
    }
    return out;
}

/// The proposal that follows from the certificate.
[[nodiscard]] inline hub_result propose_hubs(const hub_scores& scores, const hub_options& options,
                                             hub_certificate certificate) {
    const auto& schools = scores.schools();
    hub_result out;
    out.trade_off = compare_plans(certificate);
    const auto& plan = certificate.plans[static_cast<std::size_t>(options.plan)];
    out.outcome = plan.outcome;
    std::vector<const mentor_proposal<school>*> of(schools.id_bound(), nullptr);
    for (const auto& one : plan.proposals) of[one.mentee.index] = &one;
    std::vector<std::vector<const mentor_candidate<school>*>> wanted(schools.id_bound()); // by hub
    for (const auto& one : plan.certificate.candidates) wanted[one.mentor.index].push_back(&one);

    for (const auto& hub : scores.hubs()) {
        const auto& feeders = plan.mentees_of[hub.who];
        if (feeders.empty()) {
            const auto why = hub.places == 0                 ? no_feeder_reason::no_places
                             : wanted[hub.who.index].empty() ? no_feeder_reason::nobody_allowed
                                                             : no_feeder_reason::feeders_elsewhere;
            out.unused.push_back(
                {hub.who, why, unused_hub_words(scores, options, hub.who, why, wanted[hub.who.index], of)});
            continue;
        }
        pyramid one;
        one.hub = hub.who;
        one.places = hub.places;
        one.below_fewest = feeders.size() < options.fewest_feeders;
        if (one.below_fewest) out.below_fewest.push_back(hub.who);
        bool all_near = true;
        for (const auto who : feeders) {
            const auto& made = *of[who.index];
            feeder_place place;
            place.who = who;
            place.score = made.score;
            place.hub_score = made.mentor_score;
            place.km = made.km;
            place.pupils = scores.account(who, hub.who);
            place.terms = scores.fit().explain(who, hub.who).terms;
            place.rank = made.rank;
            place.choices = made.choices;
            place.runners_up = made.runners_up;
            place.falls_at = made.falls_at;
            place.rival = made.rival;
            one.next_in_line = made.next_in_line;
            if (place.pupils.leavers) {
                one.leavers = one.leavers.value_or(0) + *place.pupils.leavers;
                one.to_hub += place.pupils.to_hub;
            }
            if (place.km)
                one.widest_km = (std::max)(one.widest_km.value_or(0), *place.km);
            else
                all_near = false;
            place.rationale = feeder_words(scores, options, place, hub.who);
            one.feeders.push_back(std::move(place));
        }
        if (!all_near) one.widest_km.reset();
        std::sort(one.feeders.begin(), one.feeders.end(), [](const feeder_place& x, const feeder_place& y) {
            if (x.pupils.to_hub != y.pupils.to_hub) return x.pupils.to_hub > y.pupils.to_hub;
            return x.score != y.score ? x.score > y.score : x.who < y.who;
        });
        one.rationale = pyramid_words(scores, options, one);
        out.pyramids.push_back(std::move(one));
    }
    for (const auto& one : plan.left_out) {
        const bool full = one.why == no_mentor_reason::mentors_full;
        out.left_out.push_back({one.who, full, left_out_feeder_words(scores, options, one.who, full)});
    }
    auto disadvantage = disadvantage_of(schools);
    std::erase_if(disadvantage.order, [&](const auto& one) {
        return !std::binary_search(scores.feeders().begin(), scores.feeders().end(), one.second);
    });
    if (disadvantage.order.empty()) disadvantage.measured_by.clear();
    out.fairness = compare_service(disadvantage, scores.feeders().size(),
                                   [&](id<school> who) -> std::optional<service> {
                                       if (of[who.index] == nullptr) return std::nullopt;
                                       const auto& made = *of[who.index];
                                       return service{made.score, scores.account(who, made.mentor).share};
                                   },
                                   {"feeder", "have a hub"});
    out.notes = hub_notes(scores, options, out);
    out.certificate = std::move(certificate);
    return out;
}

[[nodiscard]] inline hub_result hub_and_feeders(const school_table& schools, const profile_table<school>& profiles,
                                                const school_ties& ties, const hub_options& options) {
    const hub_scores scores(schools, ties, options);
    hub_certificate certificate;
    hub_result cancelled;
    cancelled.outcome = status::cancelled;
    const auto rows = scores.rows({options.threads, 16, {}, options.stop});
    if (!rows) return cancelled;
    for (std::size_t p = 0; p < hub_plan_count; ++p) {
        if (options.progress) options.progress(.3 + .2 * static_cast<double>(p));
        certificate.plans[p] =
            plan_mentors(profiles, scores.as_mentors(static_cast<hub_plan>(p)), scores.feeders(), *rows);
        if (certificate.plans[p].outcome == status::cancelled || options.stop.stop_requested()) return cancelled;
    }
    auto out = propose_hubs(scores, options, std::move(certificate));
    if (options.progress) options.progress(1);
    return out;
}

[[nodiscard]] inline verification verify_hubs(const school_table& schools, const profile_table<school>& profiles,
                                              const school_ties& ties, const hub_result& result,
                                              const hub_options& given, const tolerance& within) {
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    if (result.outcome == status::cancelled)
        return result.pyramids.empty() && result.left_out.empty() ? verification::accept()
                                                                  : reject("a cancelled run must propose nothing");
    auto options = given;
    options.stop = {};
    const hub_scores scores(schools, ties, options);
    const auto name = [&](id<school> who) {
        return schools.contains(who) ? schools.name(who) : "school " + std::to_string(who.index);
    };

    // 1. Each plan: its candidates and scores are those of the options, and it follows from them.
    const auto rows = scores.rows({options.threads, 16, {}, {}});
    std::vector<mentor_candidate<school>> right;
    for (const auto& row : *rows) right.insert(right.end(), row.begin(), row.end());
    for (std::size_t p = 0; p < hub_plan_count; ++p) {
        const auto& plan = result.certificate.plans[p];
        const auto& listed = plan.certificate.candidates;
        if (plan.mentor_of.size() != schools.id_bound() || plan.mentees_of.size() != schools.id_bound())
            return reject("every plan must be about these schools");
        for (std::size_t i = 0; i < (std::max)(listed.size(), right.size()); ++i) {
            if (i >= listed.size() || i >= right.size() || listed[i].mentee != right[i].mentee ||
                listed[i].mentor != right[i].mentor) {
                const auto& one = i < right.size() ? right[i] : listed[i];
                return reject("the candidates must be those that the options define; " + name(one.mentee) + " and " +
                              name(one.mentor) + " are not listed right");
            }
            if (!within.equal(listed[i].score, right[i].score) ||
                !within.equal(listed[i].mentor_score, right[i].mentor_score))
                return reject(name(right[i].mentee) + " and " + name(right[i].mentor) + " score " +
                              number_text(right[i].score) + " and " + number_text(right[i].mentor_score));
        }
        const auto as = scores.as_mentors(static_cast<hub_plan>(p));
        if (auto checked = verify_mentor_plan(profiles, plan, as, scores.feeders(), within); !checked) return checked;
    }

    // 2. What is said of the plan that was asked for.
    const auto again = propose_hubs(scores, options, result.certificate);
    if (result.outcome != again.outcome) return reject("the status must be that of the plan");
    for (std::size_t p = 0; p < hub_plan_count; ++p)
        if (!(result.trade_off[p] == again.trade_off[p]))
            return reject("what the plan \"" + std::string(to_string(static_cast<hub_plan>(p))) +
                          "\" comes to does not follow from it");
    if (result.pyramids.size() != again.pyramids.size())
        return reject("there must be a pyramid for each hub in use, " + std::to_string(again.pyramids.size()));
    for (std::size_t i = 0; i < again.pyramids.size(); ++i) {
        const auto& x = result.pyramids[i];
        const auto& y = again.pyramids[i];
        const auto of = "the pyramid of " + name(y.hub);
        if (x.hub != y.hub || x.places != y.places || x.below_fewest != y.below_fewest ||
            x.feeders.size() != y.feeders.size() || x.next_in_line != y.next_in_line)
            return reject(of + " must be that of the plan");
        if (x.leavers != y.leavers || x.to_hub != y.to_hub || x.widest_km != y.widest_km)
            return reject(of + " must state its sums");
        for (std::size_t k = 0; k < y.feeders.size(); ++k) {
            const auto& a = x.feeders[k];
            const auto& b = y.feeders[k];
            if (a.who != b.who) return reject(of + " must hold " + name(b.who));
            if (!(a.pupils == b.pupils))
                return reject("the account of the pupils of " + name(b.who) + " does not follow from their moves");
            if (!within.equal(a.score, b.score) || !within.equal(a.hub_score, b.hub_score) || a.km != b.km ||
                a.rank != b.rank || a.choices != b.choices)
                return reject(name(b.who) + " must state its scores, its rank and its distance");
            if (!within.equal(a.falls_at, b.falls_at) || a.rival != b.rival)
                return reject(name(b.who) + " stays down to " + number_text(b.falls_at));
        }
    }
    const auto same = [](const auto& x, const auto& y, const auto& equal) {
        return std::equal(x.begin(), x.end(), y.begin(), y.end(), equal);
    };
    if (!same(result.left_out, again.left_out,
              [](const auto& x, const auto& y) { return x.who == y.who && x.hubs_full == y.hubs_full; }))
        return reject("those without a hub must be named, with the reason");
    if (!same(result.unused, again.unused,
              [](const auto& x, const auto& y) { return x.who == y.who && x.why == y.why; }))
        return reject("hubs without a feeder must be named, with the reason");
    if (result.below_fewest != again.below_fewest) return reject("hubs with few feeders must be named");
    if (result.fairness.disadvantaged != again.fairness.disadvantaged ||
        result.fairness.others != again.fairness.others)
        return reject("the comparison of the disadvantaged with the others does not follow from the plan");
    return verification::accept();
}

} // namespace detail

/// Proposes pyramids: hubs (secondary or combined schools) with the feeders (primary schools) whose pupils move on to
/// them.
///
/// A feeder's score of a hub is t * share + (1 - t) * fit: the share of its leavers that goes there, where their moves
/// are known, and how well the two schools fit (`school_compatibility`: nearness first; nobody is ruled out for gaining
/// nothing); the hub's score of a feeder is the same with the share of its intake that comes from there. Without known
/// moves both are the fit. Three plans are made: the largest sum of the feeders' scores (`assignment`, a seat for each
/// place), and the stable ones that feeders and hubs like best (`hospital_residents`); `plan` says which is proposed,
/// and `trade_off` what each comes to. Where both sides rank by the fit alone and no two are equal, there is one stable
/// plan.
///
/// Source: the solvers' for the methods; the scores are ours, after school pyramids and pathways in practice.
/// Complexity: O(f (k + log h)) scores for f feeders, h hubs and k = `nearest`, then that of the solvers; space for the
/// pairs once for each place of a hub.
/// Preconditions: those of the options' fields.
/// Result: `optimal`; `guaranteed` for a stable plan with equal scores (by id); `cancelled`: nothing is proposed.
/// Throws: `contract_violation`; lets exceptions of the caller's functions through.
/// Determinism: the same on every platform and any number of threads.
/// Example: `for (const auto& one : hub_and_feeders(system).pyramids) print(one.rationale);`
[[nodiscard]] inline hub_result hub_and_feeders(const learning_system& system, const hub_options& options = {}) {
    return detail::hub_and_feeders(school_table(system), profile_table<school>(system.net, system.topics),
                                   school_ties(system, options.tie_layers), options);
}
/// The same for the schools of a network; its topics are `options.topics`.
template <class Roles, class Tie>
[[nodiscard]] hub_result hub_and_feeders(const network<Roles, Tie>& net, const hub_options& options = {}) {
    return detail::hub_and_feeders(school_table(net, options.topics), profile_table<school>(net, options.topics),
                                   school_ties(net, options.tie_layers), options);
}
/// The same for schools without ties; the one at place i has id i.
[[nodiscard]] inline hub_result hub_and_feeders(std::span<const school> schools, const hub_options& options = {}) {
    return detail::hub_and_feeders(school_table(schools, options.topics),
                                   profile_table<school>(schools, options.topics), school_ties(), options);
}

/// Checks a result against the schools and the options that it was made with, in the time of the candidates.
/// First violated of: the candidates of each plan are those that the options define, at their scores; each plan passes
/// its solver's own `verify` (stability and whose best it is, or the best sum by prices); the trade-off, the pyramids,
/// the accounts of pupils, the unused hubs, those left out and the comparison of the disadvantaged follow from the plan
/// that was asked for.
[[nodiscard]] inline verification verify(const learning_system& system, const hub_result& result,
                                         const hub_options& options, const tolerance& within = {}) {
    return detail::verify_hubs(school_table(system), profile_table<school>(system.net, system.topics),
                               school_ties(system, options.tie_layers), result, options, within);
}
template <class Roles, class Tie>
[[nodiscard]] verification verify(const network<Roles, Tie>& net, const hub_result& result, const hub_options& options,
                                  const tolerance& within = {}) {
    return detail::verify_hubs(school_table(net, options.topics), profile_table<school>(net, options.topics),
                               school_ties(net, options.tie_layers), result, options, within);
}
[[nodiscard]] inline verification verify(std::span<const school> schools, const hub_result& result,
                                         const hub_options& options, const tolerance& within = {}) {
    return detail::verify_hubs(school_table(schools, options.topics), profile_table<school>(schools, options.topics),
                               school_ties(), result, options, within);
}

} // namespace colearn

#endif
