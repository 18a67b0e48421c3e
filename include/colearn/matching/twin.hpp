// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_TWIN_HPP
#define COLEARN_MATCHING_TWIN_HPP

/// @file
/// For a policy reader: proposes for each school one partner to work with, and gives the reasons.
/// For an engineer: candidates, compatibility scores, a stable matching by locally dominant edges with a bound, and the
/// explanation of every pair and of every school that is left out.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/candidates.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/school_ties.hpp>
#include <colearn/matching/twin_fairness.hpp>
#include <colearn/matching/twin_options.hpp>
#include <colearn/matching/twin_result.hpp>
#include <colearn/matching/twin_trade_off.hpp>
#include <colearn/matching/twin_verify.hpp> // IWYU pragma: export
#include <colearn/matching/twin_words.hpp>
#include <colearn/matching/words.hpp>
#include <colearn/solve/dominant_matching.hpp>
#include <colearn/solve/matching_slack.hpp>
#include <colearn/solve/maximum_weight_matching.hpp>
#include <colearn/solve/optimum_slack.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

namespace detail {

// The share of the work that each phase of `twin` takes, roughly; progress runs through them.
inline constexpr double twin_phases[] = {0, 0.35, 0.6, 0.7, 1};

[[nodiscard]] inline progress_callback phase_progress(const twin_options& options, std::size_t phase) {
    if (!options.progress) return {};
    const double from = twin_phases[phase];
    const double to = twin_phases[phase + 1];
    return [&options, from, to](double share) { options.progress(from + share * (to - from)); };
}

/// Every school's candidates that score above 0, best first, equal ones by id.
[[nodiscard]] inline std::vector<std::vector<runner_up>> ranked_candidates(const weighted_pairs<school>& instance) {
    std::vector<std::vector<runner_up>> out(instance.count);
    for (const auto& one : instance.pairs) {
        if (!(one.weight > 0)) continue;
        out[one.a.index].push_back({one.b, one.weight});
        out[one.b.index].push_back({one.a, one.weight});
    }
    for (auto& row : out)
        std::sort(row.begin(), row.end(), [](const runner_up& x, const runner_up& y) {
            return x.score != y.score ? x.score > y.score : x.who < y.who;
        });
    return out;
}

[[nodiscard]] inline std::vector<std::string> twin_notes(const school_table& schools, const twin_options& options) {
    std::size_t without_place = 0;
    std::size_t without_profile = 0;
    for (const auto who : schools.ids()) {
        without_place += schools[who].where ? 0U : 1U;
        without_profile += schools.has_profile(who) ? 0U : 1U;
    }
    std::vector<std::string> out;
    if (without_place > 0) out.push_back("The place of " + counted(without_place, "school") + " is not known.");
    if (without_profile > 0)
        out.push_back("Needs and strengths of " + counted(without_profile, "school") +
                      " are not known: what they would gain is left out of their scores.");
    out.push_back("Minutes by road are estimated from the straight distance: " +
                  decimal(road_minutes(1, options.fit.travel), 1) + " minutes a kilometre.");
    out.push_back("Each school was compared with those that came into question, not with every other: the " +
                  std::to_string(options.nearest) + " nearest that the rules allow, and those it has a tie with.");
    if (options.fit.student_voice.empty())
        out.push_back("The proposals are not student-led: what pupils ask for was not given.");
    return out;
}

[[nodiscard]] inline twin_result twin(const school_table& schools, const school_ties& ties,
                                      const twin_options& options) {
    twin_result out;
    out.notes = twin_notes(schools, options);
    out.certificate.candidates.count = schools.id_bound();
    out.certificate.stable.partner = out.certificate.best_total.partner =
        id_map<school, id<school>>(schools.id_bound());
    out.plan = options.plan;
    auto nothing = out;
    nothing.outcome = status::cancelled;

    // 1. Who comes into question for whom.
    const auto found = candidates(schools, ties,
                                  {options.max_distance_km, options.rules, options.nearest, options.alike,
                                   options.threads, phase_progress(options, 0), options.stop});
    if (found.outcome == status::cancelled) return nothing;

    // 2. How well each pair fits.
    const school_compatibility fit(schools, &ties, options.fit);
    const auto score = score_of(options, fit);
    std::vector<weighted_pair<school>> pairs(found.pairs.size());
    const auto weigh = [&](std::size_t i) {
        const auto& one = found.pairs[i];
        pairs[i] = {one.a, one.b, score(one.a, one.b)};
        expects(std::isfinite(pairs[i].weight), {"a score must be finite", "twin"}, pairs[i].weight);
    };
    if (!parallel_for(pairs.size(), {options.threads, 256, phase_progress(options, 1), options.stop}, weigh))
        return nothing;
    auto& instance = out.certificate.candidates;
    instance.pairs = std::move(pairs);

    // 3. Both ways to pair up, and what stands against each pair of the one that is asked for.
    const auto& stable = out.certificate.stable =
        dominant_matching(instance, {options.bound_sweeps, phase_progress(options, 2), options.stop});
    const auto& best = out.certificate.best_total = maximum_weight_matching(instance, {.stop = options.stop});
    if (stable.outcome == status::cancelled || best.outcome == status::cancelled) return nothing;
    const bool by_total = options.plan == twin_plan::best_total;
    const auto& partner = by_total ? best.partner : stable.partner;
    out.total_score = by_total ? best.weight : stable.weight;
    out.bound = best.certificate.bound;
    out.outcome = by_total || tolerance{}.at_most(out.bound, out.total_score) ? status::optimal : status::guaranteed;
    out.trade_off = trade_off_of(out.certificate);
    const auto rivals =
        by_total ? optimum_slack(instance, best, {.stop = options.stop}) : matching_slack(instance, partner);
    if (rivals.size() != instance.count) return nothing;
    const auto ranked = ranked_candidates(instance);

    // 4. The reasons.
    for (const auto who : schools.ids()) {
        if (!partner[who].valid() || partner[who] < who) continue;
        out.proposals.emplace_back();
        out.proposals.back().a.who = who;
        out.proposals.back().b.who = partner[who];
    }
    const auto explain_side = [&](twin_side& side, id<school> other, twin_proposal& one) {
        side.rival = rivals[side.who];
        side.topics = topic_gains(schools[side.who], schools[other]);
        const auto& row = ranked[side.who.index];
        side.choices = row.size();
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i].who == other) {
                side.rank = i + 1;
                one.score = row[i].score;
            } else if (side.runners_up.size() < options.runners_up) {
                side.runners_up.push_back(row[i]);
            }
        }
    };
    const auto explain = [&](std::size_t i) {
        auto& one = out.proposals[i];
        explain_side(one.a, one.b.who, one);
        explain_side(one.b, one.a.who, one);
        one.falls_at = (std::max)(one.a.rival.threshold, one.b.rival.threshold);
        if (const auto benefit = complementarity(schools[one.a.who], schools[one.b.who])) {
            one.a.gain = benefit->to_a;
            one.b.gain = benefit->to_b;
        }
        if (!options.score) one.why = fit.explain(one.a.who, one.b.who);
        one.student_led = fit.student_led(one.a.who, one.b.who);
        one.rationale = rationale(schools, one, options.plan);
    };
    if (!parallel_for(out.proposals.size(), {options.threads, 16, phase_progress(options, 3), options.stop}, explain))
        return nothing;
    std::stable_sort(out.proposals.begin(), out.proposals.end(),
                     [](const twin_proposal& x, const twin_proposal& y) { return x.score > y.score; });

    // 5. Who is left out, and why.
    std::vector<std::vector<id<school>>> tried(schools.id_bound());
    for (const auto& one : found.pairs) {
        if (!partner[one.a].valid()) tried[one.a.index].push_back(one.b);
        if (!partner[one.b].valid()) tried[one.b.index].push_back(one.a);
    }
    for (const auto who : schools.ids()) {
        if (partner[who].valid()) continue;
        twin_left_out left{who, left_out_reason::partners_taken, rivals[who], {}};
        if (found.gap[who] == candidate_gap::nobody_allowed || found.gap[who] == candidate_gap::data_missing) {
            left.why = found.gap[who] == candidate_gap::data_missing ? left_out_reason::data_missing
                                                                     : left_out_reason::nobody_allowed;
            left.words = alone_words(schools, left, options.max_distance_km);
        } else if (ranked[who.index].empty()) {
            left.why = left_out_reason::nobody_fits;
            left.words = no_fit_words(schools, options.score ? nullptr : &fit, who, tried[who.index]);
        } else {
            left.words = taken_words(schools, left, options.plan);
        }
        out.left_out.push_back(std::move(left));
    }
    out.fairness = fairness_of(schools, out.proposals);
    return out;
}

} // namespace detail

/// Proposes one partner for each school, as far as there are partners to go round.
///
/// Candidates (`candidates`) are scored (`school_compatibility`) and paired by locally dominant edges
/// (`dominant_matching`): no two schools that came into question for each other would both rather have each other, and
/// the sum of scores is mostly above 9/10 of the largest one. Or, when `options.plan` asks for it, for that largest sum
/// (`maximum_weight_matching`). Both are in the certificate, and `trade_off` compares them.
///
/// Source: the headers named above for the parts; ours for the whole.
/// Complexity: O(n k log n) time and O(n k) space for n schools and k = `nearest`, and the exact matching, which is in
/// practice nearly linear; best total: O(n^2) more for what stands against each pair (10,000 schools: about a second).
/// Preconditions: those of `school_table` and of the options' fields.
/// Result: `guaranteed`, `optimal` when the bound is reached, `cancelled`: then nothing is proposed.
/// Throws: `contract_violation`; lets exceptions of the caller's functions through.
/// Determinism: equal scores by id; the same on any number of threads.
/// Example: `for (const auto& one : twin(system, {.max_distance_km = 30}).proposals) print(one.rationale);`
[[nodiscard]] inline twin_result twin(const learning_system& system, const twin_options& options = {}) {
    return detail::twin(school_table(system), school_ties(system, options.tie_layers), options);
}
/// The same for the schools of a network; its topics are `options.topics`.
template <class Roles, class Tie>
[[nodiscard]] twin_result twin(const network<Roles, Tie>& net, const twin_options& options = {}) {
    return detail::twin(school_table(net, options.topics), school_ties(net, options.tie_layers), options);
}
/// The same for schools without ties; the one at place i has id i. Their topics are `options.topics`.
[[nodiscard]] inline twin_result twin(std::span<const school> schools, const twin_options& options = {}) {
    return detail::twin(school_table(schools, options.topics), school_ties(), options);
}

} // namespace colearn

#endif
