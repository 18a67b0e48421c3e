// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_TWIN_ALTERNATIVES_HPP
#define COLEARN_MATCHING_TWIN_ALTERNATIVES_HPP

/// @file
/// For a policy reader: other sets of twins that are really different and nearly as good as the best one: which pairs
/// change, and what that costs.
/// For an engineer: `diverse_matchings` of the candidate pairs of a twinning, in words.

#include <algorithm>
#include <cstddef>
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
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/twin_result.hpp>
#include <colearn/matching/words.hpp>
#include <colearn/solve/diverse_matchings.hpp>
#include <colearn/solve/diverse_matchings_result.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

/// One set of twins.
struct twin_alternative {
    std::vector<weighted_pair<school>> fresh{}; ///< pairs that the set of largest total lacks, best first, with scores
    std::size_t kept = 0;                       ///< pairs that it has too
    double total_score = 0;                     ///< sum of the scores of all its pairs
    double share = 1;                           ///< of the largest total; 1 when that is 0
    std::string words{};                        ///< what changes, and what it costs
};

struct twin_alternatives_result {
    std::vector<twin_alternative> sets{}; ///< the one of largest total first, then the others
    std::string words{};                  ///< how many there are, and why no more
    diverse_matchings_result<school> certificate{};
    status outcome = status::feasible; ///< as of `diverse_matchings`
};

namespace detail {

[[nodiscard]] inline twin_alternative alternative_of(const school_table& schools,
                                                     const weighted_pairs<school>& candidates,
                                                     const diverse_matching<school>& best,
                                                     const diverse_matching<school>& one) {
    twin_alternative out;
    for (const auto& pair : candidates.pairs) {
        if (one.partner[pair.a] != pair.b) continue;
        if (best.partner[pair.a] == pair.b)
            ++out.kept;
        else
            out.fresh.push_back(pair.a < pair.b ? pair : weighted_pair<school>{pair.b, pair.a, pair.weight});
    }
    std::sort(out.fresh.begin(), out.fresh.end(),
              [](const auto& x, const auto& y) { return x.weight != y.weight ? x.weight > y.weight : x.a < y.a; });
    out.total_score = one.weight;
    out.share = best.weight > 0 ? one.weight / best.weight : 1;
    constexpr std::size_t most = 6; // to name
    std::vector<std::string> names;
    for (std::size_t i = 0; i < out.fresh.size(); ++i) {
        if (names.size() == most && out.fresh.size() > most + 1) {
            names.push_back(std::to_string(out.fresh.size() - most) + " more");
            break;
        }
        names.push_back(schools.name(out.fresh[i].a) + " with " + schools.name(out.fresh[i].b) + " (" +
                        decimal(out.fresh[i].weight, 2) + ")");
    }
    if (out.fresh.empty()) {
        out.words = counted(out.kept, "pair") + " with the largest total, " + decimal(out.total_score, 2) + ".";
        return out;
    }
    std::vector<std::string> alone;
    for (const auto who : schools.ids())
        if (best.partner[who].valid() && !one.partner[who].valid()) alone.push_back(schools.name(who));
    out.words = "Total " + decimal(out.total_score, 2) + ", " + decimal(100 * out.share, 1) +
                "% of the largest: " + decimal(best.weight - one.weight, 2) + " less. " + counted(out.kept, "pair") +
                (out.kept == 1 ? " stays as it is; " : " stay as they are; ") + std::to_string(out.fresh.size()) +
                (out.fresh.size() == 1 ? " is new: " : " are new: ") + listed(names) + ".";
    if (!alone.empty() && alone.size() <= most) out.words += " Then without a twin: " + listed(alone) + ".";
    return out;
}

[[nodiscard]] inline std::string alternatives_words(const diverse_matchings_result<school>& found) {
    const auto others = found.matchings.empty() ? 0 : found.matchings.size() - 1;
    auto out = "Besides the set of largest total, " + counted(others, "other set") + (others == 1 ? " is" : " are") +
               " shown. Any two share at most " + counted(found.most_shared, "pair") +
               ", and each reaches a total of " + decimal(found.least_weight, 2) + ".";
    if (found.outcome == status::cancelled) out += " The search was stopped.";
    if (found.outcome == status::infeasible)
        out += " No other one does both: as different a set reaches at most " + decimal(found.next.bound, 2) + ".";
    if (found.outcome == status::not_converged)
        out += " No other one was found; it is not ruled out that there is one.";
    return out;
}

[[nodiscard]] inline twin_alternatives_result twin_alternatives(const school_table& schools, const twin_result& twins,
                                                                const diverse_matchings_options& options) {
    const auto& candidates = twins.certificate.candidates;
    expects(candidates.count == schools.id_bound(), {"the twins must be of these schools", "twin_alternatives"},
            candidates.count);
    twin_alternatives_result out;
    out.certificate = diverse_matchings(candidates, options);
    out.outcome = out.certificate.outcome;
    for (const auto& one : out.certificate.matchings)
        out.sets.push_back(alternative_of(schools, candidates, out.certificate.matchings.front(), one));
    out.words = alternatives_words(out.certificate);
    return out;
}

} // namespace detail

/// Sets of twins that differ, along the candidate pairs of a twinning: first the one of largest total (which is the
/// plan `best_total`), then others that have few pairs in common with it and with each other, each as good as it gets.
///
/// Source: `diverse_matchings`. Complexity, determinism: as there.
/// Preconditions: `twins` are of these schools; those of the options' fields. Result: as of `diverse_matchings`.
/// Throws: `contract_violation`. Example:
/// `for (const auto& one : twin_alternatives(system, twin(system), {.least_share = .95}).sets) print(one.words);`
[[nodiscard]] inline twin_alternatives_result twin_alternatives(const learning_system& system, const twin_result& twins,
                                                                const diverse_matchings_options& options = {}) {
    return detail::twin_alternatives(school_table(system), twins, options);
}
/// The same for the schools of a network.
template <class Roles, class Tie>
[[nodiscard]] twin_alternatives_result twin_alternatives(const network<Roles, Tie>& net, const twin_result& twins,
                                                         const diverse_matchings_options& options = {}) {
    return detail::twin_alternatives(school_table(net), twins, options);
}
/// The same for schools without ties; the one at place i has id i.
[[nodiscard]] inline twin_alternatives_result twin_alternatives(std::span<const school> schools,
                                                                const twin_result& twins,
                                                                const diverse_matchings_options& options = {}) {
    return detail::twin_alternatives(school_table(schools), twins, options);
}

/// Checks alternatives against the twins whose candidates they are of: the certificate passes its own `verify`, and
/// pairs, totals and shares follow from it. The candidates themselves are checked by `verify` of the twins.
[[nodiscard]] inline verification verify(const twin_result& twins, const twin_alternatives_result& result,
                                         const diverse_matchings_options& options = {},
                                         const tolerance& within = {1e-12, 0}) {
    const auto& candidates = twins.certificate.candidates;
    const auto& proof = result.certificate;
    if (auto checked = verify(candidates, proof, options, within); !checked) return checked;
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    if (result.outcome != proof.outcome || result.sets.size() != proof.matchings.size())
        return reject("there must be a set for each matching, and one status");
    for (std::size_t i = 0; i < result.sets.size(); ++i) {
        const auto& one = result.sets[i];
        const auto& made = proof.matchings[i];
        const auto& best = proof.matchings.front();
        for (const auto& pair : one.fresh)
            if (pair.a.index >= candidates.count || made.partner[pair.a] != pair.b || best.partner[pair.a] == pair.b)
                return reject("a pair of set " + std::to_string(i) + " is not new in it");
        if (one.fresh.size() + one.kept != made.pair_count ||
            one.kept != detail::shared_pairs(best.partner, made.partner))
            return reject("the pairs of set " + std::to_string(i) + " must be new or kept");
        if (!within.equal(one.total_score, made.weight) ||
            !within.equal(one.share, best.weight > 0 ? made.weight / best.weight : 1))
            return reject("the total of set " + std::to_string(i) + " is " + detail::number_text(made.weight));
    }
    return verification::accept();
}

} // namespace colearn

#endif
