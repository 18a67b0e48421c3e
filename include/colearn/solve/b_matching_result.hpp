// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_B_MATCHING_RESULT_HPP
#define COLEARN_SOLVE_B_MATCHING_RESULT_HPP

/// @file
/// For a policy reader: pairs in which each takes part as often as it can, and the proof that no others are worth more.
/// For an engineer: instance, result and dual certificate of maximum weight simple b-matching in general graphs, and
/// its check, which calls no solver.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/odd_sets.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

/// Each id may be in several pairs; each pair is made once at most.
template <class Kind>
struct b_matching_problem {
    weighted_pairs<Kind> pairs{};
    id_map<Kind, std::uint32_t> capacity{}; ///< how many pairs each id may be in; 0: none
};

/// In which odd sets a pair counts although they do not hold both its ends: see the certificate.
struct crossing_pair {
    std::uint32_t pair = 0;             ///< index in the instance
    std::uint32_t at_a = odd_set::none; ///< the smallest odd set that holds the half of the pair at its end a
    std::uint32_t at_b = odd_set::none; ///< the same at its end b

    friend bool operator==(const crossing_pair&, const crossing_pair&) = default;
};

/// Why no pairs weigh more than `bound`. A set U of ids whose capacities sum to B, with F pairs that it holds one half
/// of, is in at most half of B + F of the pairs that it holds both ends or a half of, rounded down: each of these
/// takes up two of B + F. So every pair is charged the potentials of its ends, and the duals of the sets that hold
/// both its ends, or one end with its half, but not the other half; what it weighs more than that counts in full.
/// A capacity counts up to the number of pairs that the id could be in.
template <class Kind>
struct b_matching_certificate {
    id_map<Kind, double> potential{};     ///< >= 0; what one place of the id is worth
    id_map<Kind, std::uint32_t> inside{}; ///< index of the smallest odd set around each id, or `odd_set::none`
    std::vector<odd_set> odd_sets{};      ///< nested; each stands before the sets around it
    std::vector<crossing_pair> crossing{};
    /// Potentials times capacities, each odd set's dual times the pairs that it can have, and for each pair what it
    /// weighs more than it is charged.
    double bound = 0;
};

template <class Kind>
struct b_matching_result {
    std::vector<weighted_pair<Kind>> made{}; ///< a < b, in order
    double weight = 0;                       ///< sum of their weights
    b_matching_certificate<Kind> certificate{};
    status outcome = status::optimal;

    /// Everyone's partners, by id. O(n + pairs).
    [[nodiscard]] id_map<Kind, std::vector<id<Kind>>> partners(std::size_t count) const {
        id_map<Kind, std::vector<id<Kind>>> out(count);
        for (const auto& one : made) {
            out[one.a].push_back(one.b);
            out[one.b].push_back(one.a);
        }
        for (auto& one : out.values()) std::sort(one.begin(), one.end());
        return out;
    }
};

namespace detail {

template <class Kind>
void check_problem(const b_matching_problem<Kind>& problem, const char* function) {
    check_pairs(problem.pairs, function);
    expects(problem.capacity.size() == problem.pairs.count, {"there must be one capacity for each id", function},
            problem.capacity.size());
    expects(problem.pairs.pairs.size() < odd_set::none, {"there must be fewer than 2^32 - 1 pairs", function},
            problem.pairs.pairs.size());
}

/// The pairs that count, each once: of positive weight, the heaviest listing of it, between ids with a capacity. And
/// the capacities as far as they matter.
struct b_matching_pairs {
    std::vector<std::uint32_t> index;    ///< in the instance, ordered by (smaller end, larger end)
    std::vector<std::uint32_t> capacity; ///< of each id, at most the number of its pairs

    template <class Kind>
    explicit b_matching_pairs(const b_matching_problem<Kind>& problem) : capacity(problem.pairs.count, 0) {
        const auto& all = problem.pairs.pairs;
        const auto most = problem.capacity.values();
        for (std::uint32_t i = 0; i < all.size(); ++i)
            if (all[i].weight > 0 && most[all[i].a.index] > 0 && most[all[i].b.index] > 0) index.push_back(i);
        const auto ends = [&](std::uint32_t i) {
            return std::uint64_t{(std::min)(all[i].a.index, all[i].b.index)} << 32 |
                   (std::max)(all[i].a.index, all[i].b.index);
        };
        std::sort(index.begin(), index.end(), [&](std::uint32_t x, std::uint32_t y) {
            if (ends(x) != ends(y)) return ends(x) < ends(y);
            return all[x].weight != all[y].weight ? all[x].weight > all[y].weight : x < y;
        });
        index.erase(std::unique(index.begin(), index.end(),
                                [&](std::uint32_t x, std::uint32_t y) { return ends(x) == ends(y); }),
                    index.end());
        for (const auto i : index)
            for (const auto end : {all[i].a.index, all[i].b.index})
                if (capacity[end] < most[end]) ++capacity[end];
    }
};

/// What a certificate charges for each pair, and what it adds up to. Its sizes and indices have been checked.
template <class Kind>
class b_matching_charge {
public:
    b_matching_charge(const b_matching_problem<Kind>& problem, const b_matching_pairs& pairs,
                      const b_matching_certificate<Kind>& proof)
        : problem_(problem), proof_(proof), crossing_(problem.pairs.pairs.size(), odd_set::none) {
        const auto sets = proof.odd_sets.size();
        std::vector<std::uint32_t> parent(sets);
        std::vector<double> dual(sets);
        for (std::size_t i = 0; i < sets; ++i) {
            parent[i] = proof.odd_sets[i].parent;
            dual[i] = proof.odd_sets[i].dual;
        }
        sums_ = path_sums<double>(parent, dual);
        places_.assign(sets, 0); // capacity within, and halves of pairs without their other half
        const auto inside = proof.inside.values();
        for (std::size_t v = 0; v < inside.size(); ++v)
            if (inside[v] != odd_set::none) places_[inside[v]] += pairs.capacity[v];
        for (std::uint32_t i = 0; i < proof.crossing.size(); ++i) {
            const auto& one = proof.crossing[i];
            crossing_[one.pair] = i;
            for (const auto at : {one.at_a, one.at_b})
                if (at != odd_set::none) ++places_[at];
            if (const auto both = sums_.common(one.at_a, one.at_b); both != odd_set::none) places_[both] -= 2;
        }
        for (std::size_t i = 0; i < sets; ++i)
            if (parent[i] != odd_set::none) places_[parent[i]] += places_[i];
    }

    [[nodiscard]] double of(std::uint32_t pair) const {
        const auto& one = problem_.pairs.pairs[pair];
        const auto in_a = proof_.inside[one.a];
        const auto in_b = proof_.inside[one.b];
        double out = proof_.potential[one.a] + proof_.potential[one.b] + sums_.shared(in_a, in_b);
        if (crossing_[pair] == odd_set::none) return out;
        const auto& halves = proof_.crossing[crossing_[pair]];
        const auto half = [&](std::uint32_t in, std::uint32_t at, std::uint32_t other_in, std::uint32_t other_at) {
            const auto own = sums_.common(in, at); // and all sets around that one hold the end with its half
            return sums_.shared(own, own) - (std::max)(sums_.shared(own, other_in), sums_.shared(own, other_at));
        };
        out += half(in_a, halves.at_a, in_b, halves.at_b);
        return out + half(in_b, halves.at_b, in_a, halves.at_a);
    }

    [[nodiscard]] double bound(const b_matching_pairs& pairs) const {
        compensated_sum out;
        const auto potential = proof_.potential.values();
        for (std::size_t v = 0; v < potential.size(); ++v) out += potential[v] * pairs.capacity[v];
        for (std::size_t i = 0; i < places_.size(); ++i)
            out += proof_.odd_sets[i].dual * static_cast<double>(places_[i] / 2);
        for (const auto i : pairs.index) out += (std::max)(0.0, problem_.pairs.pairs[i].weight - of(i));
        return out.value();
    }

private:
    const b_matching_problem<Kind>& problem_;
    const b_matching_certificate<Kind>& proof_;
    path_sums<double> sums_;
    std::vector<std::int64_t> places_;
    std::vector<std::uint32_t> crossing_; // of each pair: its place in the certificate's list
};

} // namespace detail

/// Checks pairs and their certificate against the instance alone, in O(n + m log m).
/// First violated of: each pair is in the instance, once, at its weight; nobody is in more pairs than its capacity; the
/// sum is right; the odd sets are nested; potentials and duals are not negative; a pair crosses with its halves in sets
/// that are there; all that the pairs are charged, and what they weigh more, adds up to the bound; an optimal result
/// reaches it.
template <class Kind>
[[nodiscard]] verification verify(const b_matching_problem<Kind>& problem, const b_matching_result<Kind>& result,
                                  const tolerance& within = {}) {
    detail::check_problem(problem, "verify");
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto n = problem.pairs.count;
    const auto& all = problem.pairs.pairs;
    const detail::b_matching_pairs pairs(problem);

    // 1. The pairs.
    std::vector<std::uint32_t> left(problem.capacity.values().begin(), problem.capacity.values().end());
    compensated_sum weight;
    std::size_t at = 0;
    for (std::size_t i = 0; i < result.made.size(); ++i) {
        const auto& one = result.made[i];
        if (!(one.a < one.b) || one.b.index >= n) return reject("a pair must name two of the ids, the smaller first");
        if (i > 0 && !(std::pair(result.made[i - 1].a, result.made[i - 1].b) < std::pair(one.a, one.b)))
            return reject("pairs must be listed once, in order");
        const auto same = [&](const weighted_pair<Kind>& other) {
            return (std::min)(other.a, other.b) == one.a && (std::max)(other.a, other.b) == one.b;
        };
        while (at < pairs.index.size() && !same(all[pairs.index[at]])) ++at;
        if (at == pairs.index.size() || !within.equal(all[pairs.index[at]].weight, one.weight))
            return reject("the pair " + detail::pair_text(one) + " must be in the instance with its weight");
        for (const auto end : {one.a.index, one.b.index})
            if (left[end]-- == 0) return reject(std::to_string(end) + " is in more pairs than it can be");
        weight += one.weight;
    }
    if (!within.equal(weight.value(), result.weight))
        return reject("the pairs weigh " + detail::number_text(weight.value()));

    // 2. The certificate.
    const auto& proof = result.certificate;
    const auto sets = proof.odd_sets.size();
    if (proof.potential.size() != n || proof.inside.size() != n)
        return reject("there must be a potential and a smallest odd set per id");
    for (std::size_t i = 0; i < sets; ++i) {
        const auto& one = proof.odd_sets[i];
        if (one.parent != odd_set::none && (one.parent <= i || one.parent >= sets))
            return reject("odd set " + std::to_string(i) + " must stand before the set around it");
        if (!(one.dual >= 0) || !std::isfinite(one.dual))
            return reject("the dual of odd set " + std::to_string(i) + " must be finite and not negative");
    }
    const auto there = [&](std::uint32_t set) { return set == odd_set::none || set < sets; };
    for (std::size_t v = 0; v < n; ++v) {
        if (!there(proof.inside.values()[v])) return reject("an id must be in one of the odd sets, or in none");
        const double own = proof.potential.values()[v];
        if (!(own >= 0) || !std::isfinite(own))
            return reject("the potential of " + std::to_string(v) + " must be finite and not negative");
    }
    std::vector<std::uint8_t> counted(all.size(), 0);
    for (const auto i : pairs.index) counted[i] = 1;
    for (const auto& one : proof.crossing) {
        if (!there(one.at_a) || !there(one.at_b)) return reject("half a pair must be in one of the odd sets, or none");
        if (one.pair >= all.size() || counted[one.pair] != 1)
            return reject("a pair must cross once, and be one that counts");
        counted[one.pair] = 2;
    }
    const detail::b_matching_charge<Kind> charge(problem, pairs, proof);
    const double bound = charge.bound(pairs);
    if (!within.equal(bound, proof.bound))
        return reject("the bound is " + detail::number_text(bound) + ", not " + detail::number_text(proof.bound));
    if (result.outcome == status::cancelled) return verification::accept();
    if (result.outcome != status::optimal) return reject("the status must be optimal or cancelled");
    if (!within.at_most(bound, weight.value()))
        return reject("the weight does not reach the bound: it is not proved best");
    return verification::accept();
}

} // namespace colearn

#endif
