// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_MAXIMUM_WEIGHT_MATCHING_HPP
#define COLEARN_SOLVE_MAXIMUM_WEIGHT_MATCHING_HPP

/// @file
/// For a policy reader: of all ways to pair everyone up, the one that is worth most in total, with a proof.
/// For an engineer: exact maximum weight matching in general graphs (sparse, or all pairs by a function), also among
/// the matchings with most pairs or with everyone in a pair: half-integral start, then Edmonds' blossom algorithm.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/solve/detail/deficiency_witness.hpp>
#include <colearn/solve/detail/matching_core.hpp>
#include <colearn/solve/detail/matching_pricing.hpp>
#include <colearn/solve/detail/matching_rows.hpp>
#include <colearn/solve/detail/whole_duals.hpp>
#include <colearn/solve/matching_rules.hpp>
#include <colearn/solve/maximum_weight_matching_result.hpp>
#include <colearn/solve/odd_sets.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

template <class Kind>
struct maximum_weight_matching_options {
    matching_rules<Kind> rules{}; ///< objective (weight), forced and forbidden pairs (none)
    progress_callback progress{}; ///< called between the phases
    std::stop_token stop{};       ///< ask it to stop
};

namespace detail {

/// Writes the duals and odd sets of a certificate; what they sum to.
template <class Kind>
double write_duals(whole_duals duals, const weight_scale& scale, maximum_weight_matching_certificate<Kind>& proof) {
    compensated_sum bound;
    proof.potential = id_map<Kind, double>(duals.dual.size());
    for (std::size_t v = 0; v < duals.dual.size(); ++v) {
        proof.potential.values()[v] = scale.value(duals.dual[v]);
        bound += proof.potential.values()[v];
    }
    proof.odd_sets.resize(duals.parent.size());
    for (std::size_t i = 0; i < duals.parent.size(); ++i) {
        proof.odd_sets[i] = {scale.value(duals.set_dual[i]), duals.parent[i]};
        bound += proof.odd_sets[i].dual * static_cast<double>(duals.set_size[i] / 2);
    }
    proof.inside = id_map<Kind, std::uint32_t>(std::move(duals.inside));
    return bound.value();
}

/// Solves for pairs from anywhere (`listed_pairs`, `scored_pairs`).
template <class Kind, class Pairs>
class matching_run {
public:
    matching_run(std::size_t count, const Pairs& pairs, const maximum_weight_matching_options<Kind>& options)
        : count_(count), pairs_(pairs), options_(options), filter_(count, options.rules, "maximum_weight_matching") {}

    [[nodiscard]] maximum_weight_matching_result<Kind> run() {
        const bool pairs_first = options_.rules.objective != matching_objective::weight;
        weight_range range;
        each_open([&](std::uint32_t, std::uint32_t, double weight) { range.add(weight); });
        expects(range.largest() == 0 || range.largest() >= 1e-280,
                {"the largest weight must be at least 1e-280", "maximum_weight_matching"}, range.largest());
        expects(range.largest() * static_cast<double>(count_) <= 1e300,
                {"the weights must sum to at most 1e300", "maximum_weight_matching"}, range.largest());
        // With a bonus that is large enough more pairs are always worth more; how large that is, is found by trying,
        // since a large one costs digits. One of n times the largest weight always is, so this ends.
        double bonus = !pairs_first ? 0 : range.largest() > 0 ? 2 * range.largest() : 1;
        for (;; bonus *= 16) {
            scale_ = weight_scale(range.largest(), bonus);
            complete_ = solve();
            if (!pairs_first || !complete_) break;
            if (auto witness = barrier()) {
                barrier_ = *std::move(witness);
                break;
            }
        }
        rounding_ = range.finest() < scale_.unit() && range.largest() > 0 ? scale_.unit() : 0;
        return result();
    }

private:
    // Above so many pairs for each id most of them do not matter, and even listing them in rows is dear.
    static constexpr std::size_t many_pairs = 64;
    static constexpr std::size_t pairs_to_start = 8; // of each id, its heaviest
    static constexpr std::size_t pairs_to_keep = 12; // of each id, by slack

    template <class Visit>
    void each_open(const Visit& visit) const {
        pairs_([&](std::uint32_t a, std::uint32_t b, double weight) {
            if (filter_.open(a, b, weight)) visit(a, b, weight);
        });
    }

    [[nodiscard]] bool solve() {
        const auto each_pair = [&](const auto& visit) {
            each_open([&](std::uint32_t a, std::uint32_t b, double weight) { visit(a, b, scale_.doubled(weight)); });
        };
        const bool many = pairs_.size() / many_pairs > count_;
        auto rows = many ? heaviest_rows(count_, each_pair, pairs_to_start) : matching_rows(count_, each_pair);
        const first_duals start(rows, pairs_to_keep);
        core_ = std::make_unique<matching_core>(std::move(rows));
        bool complete = core_->solve(start.dual, options_.progress, options_.stop);
        if (options_.progress) options_.progress(.9);
        if (many || start.dropped) {
            complete = complete && price(*core_, each_pair, options_.stop);
            if (!complete) cover_all(*core_, each_pair);
        }
        mate_.resize(count_);
        for (std::uint32_t v = 0; v < count_; ++v)
            mate_[v] = filter_.settled_with[v] != no_node ? filter_.settled_with[v] : core_->forest.vertex[v].mate;
        return complete;
    }

    // Why there are no more pairs; empty when there could be.
    [[nodiscard]] std::optional<std::vector<std::uint32_t>> barrier() const {
        std::size_t alone = 0;
        for (const auto one : mate_) alone += one == no_node ? 1 : 0;
        if (alone < 2) return std::vector<std::uint32_t>{};
        const matching_rows rows(count_, [&](const auto& visit) {
            each_open([&](std::uint32_t a, std::uint32_t b, double) { visit(a, b, std::int64_t{0}); });
        });
        return deficiency_search(rows, mate_).run();
    }

    [[nodiscard]] maximum_weight_matching_result<Kind> result() {
        maximum_weight_matching_result<Kind> out;
        auto& proof = out.certificate;
        std::vector<double> price(count_, -std::numeric_limits<double>::infinity());
        pairs_.each_made(mate_, [&](std::uint32_t a, std::uint32_t b, double weight) {
            price[a] = price[b] = (std::max)(price[a], weight);
        });
        compensated_sum weight;
        compensated_sum bound;
        std::size_t open_pairs = 0;
        out.partner = id_map<Kind, id<Kind>>(count_);
        for (std::uint32_t v = 0; v < count_; ++v) {
            out.partner.values()[v] = id<Kind>{mate_[v]};
            if (mate_[v] == no_node || mate_[v] < v) continue;
            const bool forced = filter_.settled_with[v] != no_node;
            expects(std::isfinite(price[v]), {"a forced pair must be in the instance", "maximum_weight_matching"}, v);
            weight += price[v];
            if (forced) bound += price[v];
            open_pairs += forced ? 0 : 1;
            ++out.pair_count;
        }
        out.weight = weight.value();

        bound += write_duals(duals_of(core_->forest), scale_, proof);
        proof.bonus = scale_.bonus();
        bound += -proof.bonus * static_cast<double>(open_pairs);
        proof.bound = bound.value();
        proof.rounding = rounding_;
        for (const auto v : barrier_) proof.barrier.push_back(id<Kind>{v});
        out.outcome = !complete_ ? status::cancelled
                      : options_.rules.objective == matching_objective::perfect && 2 * out.pair_count != count_
                          ? status::infeasible
                          : status::optimal;
        if (options_.progress) options_.progress(1);
        return out;
    }

    std::size_t count_;
    const Pairs& pairs_;
    const maximum_weight_matching_options<Kind>& options_;
    pair_filter filter_;
    weight_scale scale_;
    std::unique_ptr<matching_core> core_;
    std::vector<std::uint32_t> mate_;
    std::vector<std::uint32_t> barrier_;
    bool complete_ = false;
    double rounding_ = 0;
};

} // namespace detail

/// The matching of largest weight (or the one that `options.rules` ask for), with duals that prove it.
///
/// Source: Edmonds, "Maximum matching and a polyhedron with 0,1-vertices" (1965); the half-integral start is Applegate
/// and Cook's (1993), solving on few pairs and pricing the rest is Grötschel and Holland's (1985); variable times of
/// dual changes within one tree as in Kolmogorov's Blossom V (2009). Ours: tree searches with a growing reach.
/// Complexity: O(n (m + n) log n) time at worst for n ids and m pairs, in practice nearly linear; O(n + m) space, for
/// all pairs by a function O(n) and a few n^2 calls.
/// Preconditions: fewer than 2^31 ids; every pair is of two different ids below `count`, with a finite weight, the
/// largest of them 0 or from 1e-280 to 1e300 / n in size; forced pairs are in the instance and disjoint. `score` is
/// symmetric and gives the same answer each time. Result: `optimal`; `infeasible` when the objective is `perfect` and
/// there is no such matching (then it is the best of those with most pairs, and the barrier says why there are no
/// more); `cancelled` when stopped: then the pairs are allowed and the bound holds, no more. Weights that are multiples
/// of one power of two and not more than 2^50 times as large (so all integers up to 2^50; up to 2^48 and less with a
/// bonus) are solved exactly; others are rounded up by less than 2^-49 of the largest (`rounding`), and the bound holds
/// for the weights as given. Throws: `contract_violation`. Determinism: the same instance in the same order gives the
/// same answer; equal weights may be resolved otherwise when the pairs are listed in another order. Example:
/// `maximum_weight_matching(weighted_pairs<school>{4, {{a, b, 2}, {b, c, 3}, {c, d, 2}}}).weight == 4`.
template <class Kind>
[[nodiscard]] maximum_weight_matching_result<Kind>
maximum_weight_matching(const weighted_pairs<Kind>& instance,
                        const maximum_weight_matching_options<Kind>& options = {}) {
    detail::check_pairs(instance, "maximum_weight_matching");
    expects(instance.count < detail::first_blossom, "there must be fewer than 2^31 ids", instance.count);
    const detail::listed_pairs<Kind> pairs{instance};
    return detail::matching_run<Kind, detail::listed_pairs<Kind>>(instance.count, pairs, options).run();
}

/// The same for all pairs of `count` ids, weighed by `score(id, id)`, which is called with the smaller id first.
/// Example: `maximum_weight_matching<school>(count, [&](auto a, auto b) { return fit.score(a, b); })`.
template <class Kind, class Score>
[[nodiscard]] maximum_weight_matching_result<Kind>
maximum_weight_matching(std::size_t count, const Score& score,
                        const maximum_weight_matching_options<Kind>& options = {}) {
    expects(count < detail::first_blossom, "there must be fewer than 2^31 ids", count);
    const detail::scored_pairs<Kind, Score> pairs{count, score};
    return detail::matching_run<Kind, detail::scored_pairs<Kind, Score>>(count, pairs, options).run();
}

} // namespace colearn

#endif
