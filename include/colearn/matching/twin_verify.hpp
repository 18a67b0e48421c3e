// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_TWIN_VERIFY_HPP
#define COLEARN_MATCHING_TWIN_VERIFY_HPP

/// @file
/// For a policy reader: proposals are checked by someone other than the one who made them.
/// For an engineer: the checker of `twin`; it calls neither the search for candidates nor the solver.

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/pairing_rules.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/school_ties.hpp>
#include <colearn/matching/twin_fairness.hpp>
#include <colearn/matching/twin_options.hpp>
#include <colearn/matching/twin_result.hpp>
#include <colearn/matching/twin_trade_off.hpp>
#include <colearn/matching/words.hpp>
#include <colearn/solve/dominant_matching.hpp>
#include <colearn/solve/maximum_weight_matching_result.hpp>

namespace colearn {

namespace detail {

[[nodiscard]] inline verification verify_twins(const school_table& schools, const school_ties& ties,
                                               const twin_result& result, const twin_options& options,
                                               const tolerance& within) {
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto pair_words = [&](id<school> a, id<school> b) { return schools.name(a) + " and " + schools.name(b); };
    const auto& instance = result.certificate.candidates;
    const auto& stable = result.certificate.stable;
    const auto& best = result.certificate.best_total;
    const bool by_total = options.plan == twin_plan::best_total;
    const auto& partner = by_total ? best.partner : stable.partner;
    if (instance.count != schools.id_bound() || stable.partner.size() != schools.id_bound() ||
        best.partner.size() != schools.id_bound())
        return reject("the result must be about these schools");
    if (result.plan != options.plan) return reject("the result must be of the plan that was asked for");

    // 1. The candidate pairs: of these schools, within the rules, at their scores.
    const school_compatibility fit(schools, &ties, options.fit);
    const auto score = score_of(options, fit);
    for (const auto& one : instance.pairs) {
        if (!schools.contains(one.a) || !schools.contains(one.b))
            return reject("a candidate pair must be of two of these schools");
        if (const auto rule = broken_rule(schools, one.a, one.b, options.rules, options.max_distance_km);
            rule != pairing_rule::none)
            return reject(pair_words(one.a, one.b) + " must not be paired: " + std::string(to_string(rule)));
        if (const double value = score(one.a, one.b); !within.equal(value, one.weight))
            return reject(pair_words(one.a, one.b) + " score " + number_text(value) + ", not " +
                          number_text(one.weight));
    }
    if (result.outcome == status::cancelled) {
        if (!result.proposals.empty()) return reject("a cancelled run must propose nothing");
        return verification::accept();
    }

    // 2. Both matchings with their proofs, and what is said of them.
    if (auto checked = verify(instance, stable, within); !checked) return checked;
    if (auto checked = verify(instance, best, {}, within); !checked) return checked;
    if (!within.equal(result.total_score, by_total ? best.weight : stable.weight) ||
        !within.equal(result.bound, best.certificate.bound))
        return reject("the total and its bound must be those of the matchings");
    if (result.outcome != status::optimal && result.outcome != status::guaranteed)
        return reject("the status must be optimal, guaranteed or cancelled");
    if (result.outcome == status::optimal && !within.at_most(result.bound, result.total_score))
        return reject("the total does not reach the bound: it is not proved best");
    const auto compared = trade_off_of(result.certificate);
    if (compared.stable != result.trade_off.stable || compared.best_total != result.trade_off.best_total)
        return reject("the comparison of the two plans does not follow from them");

    // 3. Each pair of the matching is proposed once, with its score, and falls where it is said to fall.
    std::vector<double> price(schools.id_bound(), 0);
    for (const auto& one : instance.pairs)
        if (partner[one.a] == one.b) price[one.a.index] = price[one.b.index] = one.weight;
    std::vector<double> threshold(schools.id_bound(), 0);
    for (const auto& one : instance.pairs) {
        if (partner[one.a] == one.b) continue;
        for (const auto& [who, other] : {std::pair(one.a, one.b), std::pair(one.b, one.a)})
            if (one.weight > price[other.index]) threshold[who.index] = (std::max)(threshold[who.index], one.weight);
    }
    if (result.proposals.size() != (by_total ? best.pair_count : stable.pair_count))
        return reject("there must be a proposal for each pair");
    std::vector<std::size_t> mentions(schools.id_bound(), 0);
    for (const auto& one : result.proposals) {
        if (!schools.contains(one.a.who) || partner[one.a.who] != one.b.who)
            return reject("a proposal must be of two partners");
        ++mentions[one.a.who.index];
        ++mentions[one.b.who.index];
        const auto pair = pair_words(one.a.who, one.b.who);
        if (!within.equal(one.score, price[one.a.who.index]))
            return reject("the proposal of " + pair + " must state their score " + number_text(price[one.a.who.index]));
        const auto falls = (std::max)(threshold[one.a.who.index], threshold[one.b.who.index]);
        if (by_total && !(one.falls_at >= 0 && within.at_most(one.falls_at, one.score)))
            return reject("the pair " + pair + " must fall at a score from 0 to its own");
        if (!by_total && !within.equal(one.falls_at, falls))
            return reject("the pair " + pair + " falls at " + number_text(falls) + ", not at " +
                          number_text(one.falls_at));
        double sum = 0;
        for (const auto& part : one.why.terms) sum += part.contribution;
        if (!options.score && !within.equal(sum, one.score))
            return reject("the terms of " + pair + " sum to " + number_text(sum) + ", not to their score");
    }

    // 4. Every other school is left out by name.
    for (const auto& one : result.left_out) {
        if (!schools.contains(one.who)) return reject("a school that is left out must be one of these schools");
        ++mentions[one.who.index];
    }
    for (const auto who : schools.ids())
        if (mentions[who.index] != 1)
            return reject(schools.name(who) + " must be in one proposal or be left out, once; it is mentioned " +
                          counted(mentions[who.index], "time"));

    // 5. The comparison of disadvantaged schools with others.
    const auto fair = fairness_of(schools, result.proposals);
    if (fair.disadvantaged != result.fairness.disadvantaged || fair.others != result.fairness.others)
        return reject("the comparison of disadvantaged schools with others does not follow from the proposals");
    return verification::accept();
}

} // namespace detail

/// Checks a result against the schools and the options that it was made with, in O(n + candidate pairs).
/// First violated of: each candidate pair is of these schools, breaks no rule and has the score that the options
/// define; both matchings pass their own `verify`, and the comparison of the two follows from them; each pair is
/// proposed once, with its score, its terms' sum and the score at which it falls; every other school is left out by
/// name; the comparison of disadvantaged schools follows. It does not check that the candidate pairs are the nearest
/// ones, nor, of the plan by total, more of the score at which a pair falls than that it lies between 0 and the pair's
/// own: to find it takes a solver.
[[nodiscard]] inline verification verify(const learning_system& system, const twin_result& result,
                                         const twin_options& options = {}, const tolerance& within = {}) {
    return detail::verify_twins(school_table(system), school_ties(system, options.tie_layers), result, options, within);
}
template <class Roles, class Tie>
[[nodiscard]] verification verify(const network<Roles, Tie>& net, const twin_result& result,
                                  const twin_options& options = {}, const tolerance& within = {}) {
    return detail::verify_twins(school_table(net, options.topics), school_ties(net, options.tie_layers), result,
                                options, within);
}
[[nodiscard]] inline verification verify(std::span<const school> schools, const twin_result& result,
                                         const twin_options& options = {}, const tolerance& within = {}) {
    return detail::verify_twins(school_table(schools, options.topics), school_ties(), result, options, within);
}

} // namespace colearn

#endif
