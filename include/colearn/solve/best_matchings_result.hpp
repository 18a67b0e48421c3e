// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_BEST_MATCHINGS_RESULT_HPP
#define COLEARN_SOLVE_BEST_MATCHINGS_RESULT_HPP

/// @file
/// For a policy reader: the best ways to pair everyone up, in order, and why none was left out.
/// For an engineer: the k best matchings with the partition of all matchings into cells, each with dual certificates
/// that bound what it holds besides its own; and the check of both, which calls no solver.

#include <algorithm>
#include <cstddef>
#include <cstdint>
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
#include <colearn/solve/detail/priced_pairs.hpp>
#include <colearn/solve/matching_rules.hpp>
#include <colearn/solve/maximum_weight_matching_result.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

template <class Kind>
using id_pair = std::pair<id<Kind>, id<Kind>>;

template <class Kind>
struct ranked_matching {
    id_map<Kind, id<Kind>> partner{}; ///< symmetric; an invalid id has no partner
    std::size_t pair_count = 0;       ///< pairs made
    double weight = 0;                ///< sum of their weights
};

/// Why the matchings of a cell that lack one of the `priced` pairs weigh at least `loss` less than the cell's own: with
/// each of these pairs that much lighter, the cell's own one is still the best.
template <class Kind>
struct priced_proof {
    double loss = 0;                                   ///< in the unit of the weights, >= 0
    std::vector<id<Kind>> priced{};                    ///< the smaller id of each of these pairs
    maximum_weight_matching_certificate<Kind> duals{}; ///< of the pairs that the cell leaves to decide, so lightened
};

/// Divides the matchings of a cell: those with the pair stay, those without it are a new cell, numbered next.
template <class Kind>
struct matching_split {
    std::uint32_t cell = 0;
    id_pair<Kind> pair{};
};

/// Why no better matching was left out. Cell 0 holds all matchings at first; the splits part it, in their order, until
/// cell i holds the i-th matching and others, of which the proofs tell that they are not better than the last one.
template <class Kind>
struct best_matchings_certificate {
    std::vector<matching_split<Kind>> splits{}; ///< one fewer than matchings
    std::vector<std::vector<priced_proof<Kind>>>
        proofs{}; ///< of each cell: together they price all it leaves to decide
};

template <class Kind>
struct best_matchings_result {
    std::vector<ranked_matching<Kind>> matchings{}; ///< best first, all different
    bool all = false;                               ///< whether there are no other matchings
    best_matchings_certificate<Kind> certificate{};
    status outcome = status::optimal;
};

namespace detail {

/// A part of all matchings: those with certain pairs and without others.
template <class Kind>
class matching_cell {
public:
    matching_cell(std::size_t count, const std::vector<id_pair<Kind>>& forced,
                  const std::vector<id_pair<Kind>>& forbidden)
        : settled_(count, 0) {
        for (const auto& one : forced) force(one);
        for (const auto& one : forbidden) forbidden_.push_back(pair_code(one.first.index, one.second.index));
        std::sort(forbidden_.begin(), forbidden_.end());
    }

    void force(const id_pair<Kind>& pair) { settled_[pair.first.index] = settled_[pair.second.index] = 1; }
    void forbid(const id_pair<Kind>& pair) {
        const auto code = pair_code(pair.first.index, pair.second.index);
        forbidden_.insert(std::upper_bound(forbidden_.begin(), forbidden_.end(), code), code);
    }
    /// Whether the cell leaves nothing to decide about v.
    [[nodiscard]] bool settled(std::uint32_t v) const noexcept { return settled_[v] != 0; }
    [[nodiscard]] bool forbids(std::uint32_t a, std::uint32_t b) const noexcept {
        return std::binary_search(forbidden_.begin(), forbidden_.end(), pair_code(a, b));
    }
    [[nodiscard]] bool open(const weighted_pair<Kind>& one) const noexcept {
        return one.weight > 0 && !settled(one.a.index) && !settled(one.b.index) && !forbids(one.a.index, one.b.index);
    }

    /// What is left to decide, with the pairs of `partner` whose ends are `priced` lighter by `price`.
    [[nodiscard]] weighted_pairs<Kind> priced(const weighted_pairs<Kind>& instance,
                                              const id_map<Kind, id<Kind>>& partner,
                                              const std::vector<std::uint8_t>& priced, double price) const {
        weighted_pairs<Kind> out{instance.count, {}};
        for (const auto& one : instance.pairs) {
            if (!open(one)) continue;
            out.pairs.push_back(one);
            if (partner[one.a] == one.b && priced[one.a.index] != 0) out.pairs.back().weight -= price;
        }
        return out;
    }

private:
    std::vector<std::uint8_t> settled_; // of each id: whether it is in a pair that all matchings of the cell make
    std::vector<std::uint64_t> forbidden_;
};

/// Checks that all that a cell holds besides `own` weighs `loss` less, or even less.
template <class Kind>
[[nodiscard]] std::string check_cell(const weighted_pairs<Kind>& instance, const matching_cell<Kind>& cell,
                                     const ranked_matching<Kind>& own, const std::vector<priced_proof<Kind>>& proofs,
                                     double loss, pair_weights& weights, const tolerance& within) {
    const auto partner = own.partner.values();
    const double slack = (std::max)(within.absolute, within.relative * own.weight);
    for (const auto& one : instance.pairs)
        if (cell.open(one) && !partner[one.a.index].valid() && !partner[one.b.index].valid())
            return "the pair " + pair_text(one) + " could be added to a listed matching";
    std::vector<std::uint8_t> proved(instance.count, 0);
    for (const auto& proof : proofs) {
        if (!(proof.loss >= loss - slack))
            return "a proof of a loss of " + number_text(proof.loss) + " is not enough; it takes " + number_text(loss);
        std::vector<std::uint8_t> priced(instance.count, 0);
        for (const auto v : proof.priced) {
            if (v.index >= instance.count || !partner[v.index].valid())
                return "only pairs of the cell's own matching can be priced";
            priced[v.index] = priced[partner[v.index].index] = 1;
            proved[v.index] = proved[partner[v.index].index] = 1;
        }
        const auto lowered = cell.priced(instance, own.partner, priced, proof.loss);
        if (auto bad = check_bound(lowered, proof.duals, within); !bad.empty()) return bad;
        compensated_sum reached; // by the cell's own matching
        for (std::uint32_t v = 0; v < instance.count; ++v) {
            if (!partner[v].valid() || partner[v].index < v || cell.settled(v)) continue;
            const double weight = weights(v, partner[v].index) - (priced[v] != 0 ? proof.loss : 0);
            if (weight < 0) return "a pair cannot be priced at more than its weight";
            reached += weight;
        }
        if (!(proof.duals.bound <= reached.value() + slack))
            return "with its pairs priced, the cell's own matching is not proved best: it weighs " +
                   number_text(reached.value()) + ", the bound is " + number_text(proof.duals.bound);
    }
    for (std::uint32_t v = 0; v < instance.count; ++v)
        if (partner[v].valid() && !cell.settled(v) && proved[v] == 0)
            return "nothing is proved about matchings without the pair " + std::to_string(v) + " and " +
                   std::to_string(partner[v].index);
    return {};
}

} // namespace detail

/// Checks a list of best matchings against the instance alone, in O(m log n) for each proof in the certificate.
/// First violated of: each matching is one of the instance, with its weight, and keeps the rules; they are in order;
/// each split is of a pair that its cell's matching makes and the next one does not; each cell's matching lies in it;
/// nothing can be added to one within its cell; the duals of each proof cover the pairs, so priced, and their bound is
/// the cell's own matching; together they speak about all pairs; and the losses reach down to the last one listed.
/// `rules` are those that were asked for. What is proved holds up to the tolerance of the sums.
template <class Kind>
[[nodiscard]] verification verify(const weighted_pairs<Kind>& instance, const best_matchings_result<Kind>& result,
                                  const matching_rules<Kind>& rules = {}, const tolerance& within = {1e-12, 0}) {
    detail::check_pairs(instance, "verify");
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const detail::pair_filter filter(instance.count, rules, "verify"); // refuses rules that make no sense
    detail::pair_weights weights(instance);
    const auto& all = result.matchings;
    const auto& proof = result.certificate;
    const auto makes = [&](const ranked_matching<Kind>& one, const id_pair<Kind>& pair) {
        return one.partner.values()[pair.first.index] == pair.second;
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
        double weight = 0;
        std::size_t pairs = 0;
        if (auto bad = detail::check_partners(all[i].partner, instance.count, weights, weight, pairs); !bad.empty())
            return reject(bad);
        if (pairs != all[i].pair_count || !within.equal(weight, all[i].weight))
            return reject("matching " + std::to_string(i) + " has " + std::to_string(pairs) + " pairs, which weigh " +
                          detail::number_text(weight));
        if (i > 0 && !within.at_most(all[i].weight, all[i - 1].weight)) return reject("the best must come first");
        for (const auto& one : rules.forced)
            if (!makes(all[i], one)) return reject("a forced pair must be made");
        for (const auto& one : rules.forbidden)
            if (makes(all[i], one)) return reject("a forbidden pair must not be made");
    }
    if (result.outcome == status::cancelled) return verification::accept();
    if (result.outcome != status::optimal) return reject("the status must be optimal or cancelled");
    if (all.empty() || proof.splits.size() + 1 != all.size() || proof.proofs.size() != all.size())
        return reject("there must be a cell with its proofs for each matching");

    std::vector<detail::matching_cell<Kind>> cells{{instance.count, rules.forced, rules.forbidden}};
    std::vector<std::vector<std::pair<id_pair<Kind>, bool>>> kept(1); // by cell: the pairs that it has, or lacks
    for (const auto& one : proof.splits) {
        if (one.cell >= cells.size()) return reject("a split must be of a cell that is there");
        if (one.pair.first.index >= instance.count || one.pair.second.index >= instance.count ||
            one.pair.first == one.pair.second)
            return reject("a split must be by a pair of two ids");
        cells.push_back(cells[one.cell]);
        kept.push_back(kept[one.cell]);
        cells.back().forbid(one.pair);
        kept.back().emplace_back(one.pair, false);
        cells[one.cell].force(one.pair);
        kept[one.cell].emplace_back(one.pair, true);
    }
    for (std::size_t c = 0; c < cells.size(); ++c) {
        for (const auto& [pair, made] : kept[c])
            if (makes(all[c], pair) != made) return reject("each matching must lie in its own cell");
        if (auto bad = detail::check_cell(instance, cells[c], all[c], proof.proofs[c],
                                          all[c].weight - all.back().weight, weights, within);
            !bad.empty())
            return reject("cell " + std::to_string(c) + ": " + bad);
        if (!result.all) continue;
        for (std::uint32_t v = 0; v < instance.count; ++v)
            if (all[c].partner.values()[v].valid() && !cells[c].settled(v))
                return reject("there are other matchings: without the pair of " + std::to_string(v));
    }
    return verification::accept();
}

} // namespace colearn

#endif
