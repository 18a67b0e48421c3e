// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DOMINANT_MATCHING_HPP
#define COLEARN_SOLVE_DOMINANT_MATCHING_HPP

/// @file
/// For a policy reader: pairs everyone up so that no two would both rather have each other, and says how far the total
/// can be from the best possible one.
/// For an engineer: maximum weight matching in a sparse general graph by locally dominant edges (the suitor algorithm):
/// at least half of the best weight, no blocking pair, and a fractional cover that bounds the best weight from above.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

struct dominant_matching_options {
    unsigned bound_sweeps = 20;   ///< passes over the pairs that lower the bound; 0: the bound is twice the weight
    progress_callback progress{}; ///< called after each pass
    std::stop_token stop{};       ///< ask it to stop
};

/// Why no matching can weigh more than `bound`: each pair is covered by the potentials of its two ends, and a matching
/// uses each end at most once.
template <class Kind>
struct dominant_matching_certificate {
    id_map<Kind, double> potential{}; ///< >= 0; those of a pair's ends sum to at least its weight
    double bound = 0;                 ///< sum of the potentials, at most twice the weight of the matching
};

template <class Kind>
struct dominant_matching_result {
    id_map<Kind, id<Kind>> partner{}; ///< symmetric; an invalid id has no partner
    std::size_t pair_count = 0;       ///< pairs made
    double weight = 0;                ///< sum of their weights
    dominant_matching_certificate<Kind> certificate{};
    status outcome = status::guaranteed;

    /// Share of the best possible weight that is reached at least; 1 when there is nothing to reach.
    [[nodiscard]] double guarantee() const noexcept {
        return certificate.bound > 0 ? (std::min)(1.0, weight / certificate.bound) : 1;
    }
};

namespace detail {

/// Stands for no vertex.
inline constexpr std::uint32_t nobody = 0xFFFFFFFFU;

// A total order of a vertex's pairs that both ends agree on: weight, then the smaller id. It makes the answer unique.
[[nodiscard]] inline bool worse(const half_pair& x, const half_pair& y) noexcept {
    return x.weight != y.weight ? x.weight < y.weight : x.other > y.other;
}

// Every vertex courts the best partner that would still take it; `suitor[v]` is the best one who courts v.
// Reorders the rows. False when stopped half-way.
[[nodiscard]] inline bool court(pair_rows& rows, std::vector<half_pair>& suitor, const std::stop_token& stop) {
    const auto n = rows.size();
    std::vector<std::size_t> left(n); // how much of each row has not refused yet; a heap with the best on top
    for (std::size_t v = 0; v < n; ++v) {
        std::make_heap(rows.of(v).begin(), rows.of(v).end(), worse);
        left[v] = rows.of(v).size();
    }
    for (std::size_t v = 0; v < n; ++v) {
        if (v % 4096 == 0 && stop.stop_requested()) return false;
        auto asking = static_cast<std::uint32_t>(v);
        while (left[asking] > 0) {
            const auto row = rows.of(asking).first(left[asking]);
            auto& held = suitor[row.front().other];
            const half_pair offer{row.front().weight, asking};
            if (held.other == nobody) {
                held = offer;
                break;
            }
            if (worse(held, offer)) {
                asking = held.other;
                held = offer;
            }
            // Whoever lost, the one who held or the one who asked, turns to its next choice.
            const auto loser = rows.of(asking).first(left[asking]);
            std::pop_heap(loser.begin(), loser.end(), worse);
            --left[asking];
        }
    }
    return true;
}

/// Potentials that cover every pair, starting from half of each vertex's best weight. A sweep sets each vertex between
/// the two best offers that its neighbours' potentials leave it, first midway, at last at the best one: half-way
/// keeps two vertices from passing the same surplus to and fro, which is where plain descent gets stuck.
[[nodiscard]] inline std::vector<double> cover(pair_rows& rows, const dominant_matching_options& options) {
    const auto n = rows.size();
    std::vector<double> potential(n, 0);
    for (std::size_t v = 0; v < n; ++v)
        for (const auto& one : rows.of(v)) potential[v] = (std::max)(potential[v], one.weight / 2);
    for (unsigned sweep = 0; sweep < options.bound_sweeps && !options.stop.stop_requested(); ++sweep) {
        const double share = 0.5 * (1 - static_cast<double>(sweep) / options.bound_sweeps);
        for (std::size_t i = 0; i < n; ++i) {
            const auto v = sweep % 2 == 0 ? i : n - 1 - i;
            double best = 0;
            double second = 0;
            for (const auto& one : rows.of(v)) {
                const double offer = one.weight - potential[one.other];
                second = (std::max)(second, (std::min)(best, offer));
                best = (std::max)(best, offer);
            }
            potential[v] = best - share * (best - second);
        }
        if (options.progress) options.progress((sweep + 1.0) / (options.bound_sweeps + 1.0));
    }
    // The last pass covers every pair again: the later of its two ends takes what the earlier one leaves.
    for (std::size_t v = 0; v < n; ++v) {
        double needed = 0;
        for (const auto& one : rows.of(v)) needed = (std::max)(needed, one.weight - potential[one.other]);
        potential[v] = needed;
    }
    return potential;
}

} // namespace detail

/// Pairs up by locally dominant edges: a pair is made when neither of the two has a better one left.
///
/// Source: Preis, "Linear time 1/2-approximation algorithm for maximum weighted matching in general graphs", STACS 1999
/// (the guarantee); Manne and Halappanavar, "New effective multithreaded matching algorithms", IPDPS 2014 (suitors).
/// The pairs are those that taking the heaviest left, again and again, would make. The bound is ours: descent on
/// the dual of fractional matching, in the spirit of Bertsekas' auctions (1988).
/// Complexity: O(m + r log d) time for m pairs, r refusals (at most 2m, in practice fewer than m) and at most d pairs
/// of one id, plus O(m) for each sweep; O(n + m) space.
/// Preconditions: every pair is of two different ids below `count`, with a finite weight.
/// Result: `guaranteed` (at least half of the best weight, and at least `guarantee()` of it), `optimal` when the bound
/// is reached within 1e-9, `cancelled` when stopped: then the pairs are allowed and the bound holds, no more.
/// Throws: `contract_violation`.
/// Determinism: one answer for one instance, in whichever order its pairs are listed; equal weights go to smaller ids.
/// Example: `dominant_matching(weighted_pairs<school>{3, {{a, b, .5}, {b, c, .7}}}).partner[b] == c`.
template <class Kind>
[[nodiscard]] dominant_matching_result<Kind> dominant_matching(const weighted_pairs<Kind>& instance,
                                                               const dominant_matching_options& options = {}) {
    detail::check_pairs(instance, "dominant_matching");
    const auto n = instance.count;
    dominant_matching_result<Kind> out;
    out.partner = id_map<Kind, id<Kind>>(n);

    // 1. Each id's possible partners.
    auto rows = detail::rows_of(instance);

    // 2. Courtship.
    std::vector<detail::half_pair> suitor(n, {0, detail::nobody});
    const bool complete = detail::court(rows, suitor, options.stop);

    // 3. Two who are each other's best suitor are a pair; that is everyone with a suitor, unless stopped.
    std::vector<double> price(n, 0);
    for (std::size_t v = 0; v < n; ++v) {
        const auto other = suitor[v].other;
        if (other == detail::nobody || suitor[other].other != v) continue;
        out.partner.values()[v] = id<Kind>{other};
        price[v] = suitor[v].weight;
        if (v > other) continue;
        ++out.pair_count;
        out.weight += price[v];
    }

    // 4. The bound: the weight of its own pair, for each id, covers every pair too when the courtship is complete.
    auto potential = detail::cover(rows, options);
    double bound = 0;
    for (const double one : potential) bound += one;
    if (complete && !(bound <= 2 * out.weight && options.bound_sweeps > 0)) {
        potential = std::move(price);
        bound = 2 * out.weight;
    }
    out.certificate.potential = id_map<Kind, double>(std::move(potential));
    out.certificate.bound = bound;
    out.outcome = !complete                                ? status::cancelled
                  : tolerance{}.at_most(bound, out.weight) ? status::optimal
                                                           : status::guaranteed;
    if (options.progress) options.progress(1);
    return out;
}

/// Checks a matching and its certificate against the instance alone, in O(n + m).
/// First violated of: sizes; the partners are mutual; every pair made is in the instance with a positive weight; the
/// sums are right; no two would both rather have each other (exact: the guarantee of one half rests on it); the
/// potentials are not negative and cover every pair; their sum is the bound; the status claims no more than that.
template <class Kind>
[[nodiscard]] verification verify(const weighted_pairs<Kind>& instance, const dominant_matching_result<Kind>& result,
                                  const tolerance& within = {}) {
    detail::check_pairs(instance, "verify");
    const auto n = instance.count;
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto text = [](double value) { return detail::number_text(value); };
    const auto partner = result.partner.values();
    const auto potential = result.certificate.potential.values();
    if (partner.size() != n || potential.size() != n) return reject("there must be a partner and a potential per id");

    for (std::size_t v = 0; v < n; ++v) {
        if (!partner[v].valid()) continue;
        if (partner[v].index >= n || partner[v].index == v || partner[partner[v].index].index != v)
            return reject("partners must be mutual: " + std::to_string(v) + " names " +
                          std::to_string(partner[v].index));
    }

    std::vector<double> price(n, 0); // what each id's own pair weighs
    for (const auto& one : instance.pairs)
        if (partner[one.a.index] == one.b)
            price[one.a.index] = price[one.b.index] = (std::max)(price[one.a.index], one.weight);
    double weight = 0;
    std::size_t pairs = 0;
    for (std::size_t v = 0; v < n; ++v) {
        if (!partner[v].valid() || partner[v].index < v) continue;
        if (!(price[v] > 0))
            return reject("the pair " + std::to_string(v) + " and " + std::to_string(partner[v].index) +
                          " must be in the instance with a positive weight");
        weight += price[v];
        ++pairs;
    }
    if (pairs != result.pair_count)
        return reject("there are " + std::to_string(pairs) + " pairs, not " + std::to_string(result.pair_count));
    if (!within.equal(weight, result.weight))
        return reject("the pairs weigh " + text(weight) + ", not " + text(result.weight));

    double bound = 0;
    for (std::size_t v = 0; v < n; ++v) {
        if (!(potential[v] >= 0) || !std::isfinite(potential[v]))
            return reject("the potential of " + std::to_string(v) + " must be finite and not negative; it is " +
                          text(potential[v]));
        bound += potential[v];
    }
    const bool complete = result.outcome != status::cancelled;
    for (const auto& one : instance.pairs) {
        if (complete && one.weight > 0 && one.weight > price[one.a.index] && one.weight > price[one.b.index])
            return reject("the pair " + detail::pair_text(one) + " of weight " + text(one.weight) +
                          " would leave their partners for each other");
        if (!within.at_most(one.weight, potential[one.a.index] + potential[one.b.index]))
            return reject("the potentials of " + detail::pair_text(one) + " do not cover their weight " +
                          text(one.weight));
    }
    if (!within.equal(bound, result.certificate.bound))
        return reject("the potentials sum to " + text(bound) + ", not to the bound " + text(result.certificate.bound));
    switch (result.outcome) {
    case status::optimal:
        if (!within.at_most(bound, weight)) return reject("the weight does not reach the bound: it is not proved best");
        [[fallthrough]];
    case status::guaranteed:
        if (!within.at_most(bound, 2 * weight)) return reject("the bound must be at most twice the weight");
        [[fallthrough]];
    case status::cancelled:
        return verification::accept();
    default:
        return reject("the status must be optimal, guaranteed or cancelled");
    }
}

} // namespace colearn

#endif
