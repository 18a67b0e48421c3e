// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DIVERSE_MATCHINGS_HPP
#define COLEARN_SOLVE_DIVERSE_MATCHINGS_HPP

/// @file
/// For a policy reader: three really different ways to pair everyone up that are nearly as good as the best one, and
/// what the difference costs.
/// For an engineer: diverse near-optimal matchings of a general graph, one after the other: each is the exact optimum
/// with a price on the pairs of those before it, the lowest price at which it shares few enough pairs with each.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/solve/detail/priced_pairs.hpp>
#include <colearn/solve/diverse_matchings_result.hpp>
#include <colearn/solve/maximum_weight_matching.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

namespace detail {

template <class Kind>
class diverse_matchings_run {
public:
    diverse_matchings_run(const weighted_pairs<Kind>& instance, const diverse_matchings_options& options)
        : instance_(instance), options_(options), weights_(instance) {}

    [[nodiscard]] diverse_matchings_result<Kind> run() {
        out_.outcome = status::cancelled;
        auto best = maximum_weight_matching(instance_, {.stop = options_.stop});
        if (best.outcome == status::cancelled) return std::move(out_);
        out_.most_shared = most_shared_of(options_, best.pair_count);
        out_.least_weight = options_.least_share * best.weight;
        point first{{}, best.weight, 0, {}};
        for (const auto one : best.partner.values()) first.mate.push_back(one.index);
        out_.matchings.push_back(entry(first, 0, std::move(best.certificate)));
        while (out_.matchings.size() < options_.count) {
            if (options_.progress)
                options_.progress(static_cast<double>(out_.matchings.size()) / static_cast<double>(options_.count));
            auto next = another();
            if (!next) return std::move(out_);
            if (next->weight < out_.least_weight) {
                out_.outcome = next->bound < out_.least_weight ? status::infeasible : status::not_converged;
                out_.next = *std::move(next);
                return std::move(out_);
            }
            out_.matchings.push_back(*std::move(next));
        }
        out_.outcome = status::feasible;
        return std::move(out_);
    }

private:
    static constexpr int most_prices = 64; // to try, for one matching

    struct point {
        std::vector<std::uint32_t> mate;
        double weight = 0;
        std::size_t shared = 0; // pairs in common with the earlier ones, each counted
        maximum_weight_matching_certificate<Kind> proof;
    };

    [[nodiscard]] diverse_matching<Kind> entry(const point& made, double price,
                                               maximum_weight_matching_certificate<Kind> proof) {
        diverse_matching<Kind> out;
        out.partner = id_map<Kind, id<Kind>>(instance_.count);
        for (std::size_t v = 0; v < instance_.count; ++v) out.partner.values()[v] = id<Kind>{made.mate[v]};
        const auto bad = check_partners(out.partner, instance_.count, weights_, out.weight, out.pair_count);
        expects(bad.empty(), {"what the solver made must be a matching", "diverse_matchings"});
        for (const auto& earlier : out_.matchings)
            out.shared = (std::max)(out.shared, shared_pairs(earlier.partner, out.partner));
        out.price = price;
        out.certificate = std::move(proof);
        out.bound = out.certificate.bound + price * static_cast<double>(out_.matchings.size() * out_.most_shared);
        return out;
    }

    // How many pairs each earlier one has in common with `mate`.
    [[nodiscard]] std::vector<std::size_t> overlaps(const std::vector<std::uint32_t>& mate) const {
        std::vector<std::size_t> out;
        for (const auto& earlier : out_.matchings) {
            std::size_t shared = 0;
            for (std::uint32_t v = 0; v < mate.size(); ++v)
                shared += mate[v] != id<Kind>::none && v < mate[v] && earlier.partner.values()[v].index == mate[v];
            out.push_back(shared);
        }
        return out;
    }
    [[nodiscard]] bool different(const std::vector<std::size_t>& shared) const {
        return std::all_of(shared.begin(), shared.end(), [&](std::size_t one) { return one <= out_.most_shared; });
    }

    // The best one with `price` on each pair of an earlier one. Nothing when stopped.
    [[nodiscard]] std::optional<point> solve(double price) {
        auto made = maximum_weight_matching(with_price(instance_, out_.matchings, price), {.stop = options_.stop});
        if (made.outcome == status::cancelled) return std::nullopt;
        point out;
        for (const auto one : made.partner.values()) out.mate.push_back(one.index);
        compensated_sum weight;
        for (std::uint32_t v = 0; v < out.mate.size(); ++v)
            if (out.mate[v] != id<Kind>::none && v < out.mate[v]) weight += weights_(v, out.mate[v]);
        out.weight = weight.value();
        for (const auto one : overlaps(out.mate)) out.shared += one;
        out.proof = std::move(made.certificate);
        return out;
    }

    [[nodiscard]] std::optional<diverse_matching<Kind>> another() {
        // 1. Without a price it is the best one again; at the price of the heaviest pair none is shared.
        double heaviest = 0;
        for (const auto& one : instance_.pairs) heaviest = (std::max)(heaviest, one.weight);
        point same;
        for (const auto one : out_.matchings[0].partner.values()) same.mate.push_back(one.index);
        same.weight = out_.matchings[0].weight;
        for (const auto one : overlaps(same.mate)) same.shared += one;
        if (different(overlaps(same.mate))) return entry(same, 0, out_.matchings[0].certificate);
        auto price = heaviest;
        auto other = solve(price);
        if (!other) return std::nullopt;

        // 2. The price at which both are equally good: either they are the best ones then, or another one between them
        // is, which takes the place of one of them.
        auto proof = other->proof;
        bool both = false;
        for (int i = 0; i < most_prices && !both && same.shared > other->shared; ++i) {
            const double even = (same.weight - other->weight) / static_cast<double>(same.shared - other->shared);
            auto between = solve(even);
            if (!between) return std::nullopt;
            const auto worth = [even](const point& one) { return one.weight - even * static_cast<double>(one.shared); };
            both = worth(*between) <= worth(*other) + 1e-13 * std::fabs(same.weight);
            const bool enough = different(overlaps(between->mate));
            if (both || enough) {
                price = even;
                proof = between->proof;
            }
            if (both) break;
            (enough ? *other : same) = *std::move(between);
        }

        // 3. Where both are best, so is any mixture of the pieces in which they differ: as many of the old pairs return
        // as may.
        if (both) {
            auto pieces = changes(other->mate, same.mate, weights_, [](std::uint32_t) { return false; });
            std::stable_sort(pieces.begin(), pieces.end(),
                             [](const auto& x, const auto& y) { return x.loss < y.loss; }); // the largest gain first
            for (const auto& one : pieces) {
                if (!(one.loss < 0)) break;
                auto mixed = other->mate;
                for (const auto v : one.ids) mixed[v] = same.mate[v];
                if (different(overlaps(mixed))) other->mate = std::move(mixed);
            }
        }
        return entry(*other, price, std::move(proof));
    }

    const weighted_pairs<Kind>& instance_;
    const diverse_matchings_options& options_;
    pair_weights weights_;
    diverse_matchings_result<Kind> out_;
};

} // namespace detail

/// Up to `options.count` matchings, the best one first, each within `least_share` of its weight, any two with few pairs
/// in common. Of each it is proved that it is the best one when every pair of an earlier one costs `price`, so that
/// none that has no more pairs in common with these, all told, weighs more; and that none that shares as few pairs
/// with each as is asked for weighs more than `bound`. It is not proved that there is no better choice of all of them
/// together: that is hard already for two (NP-hard in general graphs: Fomin and others).
///
/// Source: Fomin, Golovach, Jaffke, Philip and Sagunov, "Diverse pairs of matchings" (2020), where Rote's remark is
/// the one price; Hanaka and others, "Computing diverse shortest paths efficiently" (2022), on matchings in bipartite
/// graphs. The search for the price is Eisner and Severance's (1976).
/// Complexity: for each about 10 runs of `maximum_weight_matching` (at most 65); then O(n) for each piece in which two
/// candidates differ; O(m + n k) space.
/// Preconditions: those of `maximum_weight_matching`, and of the options' fields.
/// Result: `feasible`: as many as were asked for; `infeasible`: proved that none goes with those that are listed, and
/// `next` is the proof; `not_converged`: none was found, and none is ruled out; `cancelled`: what was found so far.
/// Throws: `contract_violation`. Determinism: as of `maximum_weight_matching`.
/// Example: `diverse_matchings(pairs, {.count = 3, .least_share = .95, .most_shared = .5})`.
template <class Kind>
[[nodiscard]] diverse_matchings_result<Kind> diverse_matchings(const weighted_pairs<Kind>& instance,
                                                               const diverse_matchings_options& options = {}) {
    detail::check_pairs(instance, "diverse_matchings");
    detail::check_options(options, "diverse_matchings");
    return detail::diverse_matchings_run<Kind>(instance, options).run();
}

} // namespace colearn

#endif
