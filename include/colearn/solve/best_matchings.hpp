// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_BEST_MATCHINGS_HPP
#define COLEARN_SOLVE_BEST_MATCHINGS_HPP

/// @file
/// For a policy reader: not only the best way to pair everyone up, but the second best, the third, and so on, with a
/// proof that no better one was left out.
/// For an engineer: the k maximum weight matchings of a general graph in order: a partition of all matchings into one
/// cell for each that is listed, each cell's second best found, and proved, by pricing all pairs of its best at once.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/solve/best_matchings_result.hpp>
#include <colearn/solve/detail/priced_pairs.hpp>
#include <colearn/solve/matching_rules.hpp>
#include <colearn/solve/maximum_weight_matching.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

template <class Kind>
struct best_matchings_options {
    std::size_t count = 3;        ///< how many to list, >= 1
    matching_rules<Kind> rules{}; ///< forced and forbidden pairs (none); the objective must be the weight
    progress_callback progress{}; ///< called after each one that is found
    std::stop_token stop{};       ///< ask it to stop
};

namespace detail {

template <class Kind>
class best_matchings_run {
public:
    best_matchings_run(const weighted_pairs<Kind>& instance, const best_matchings_options<Kind>& options)
        : instance_(instance), options_(options), weights_(instance) {}

    [[nodiscard]] best_matchings_result<Kind> run() {
        // 1. The best one, alone in a cell that holds all.
        const pair_filter filter(instance_.count, options_.rules, "best_matchings"); // refuses rules that make no sense
        for (const auto& one : options_.rules.forced)
            expects(weights_(one.first.index, one.second.index) > 0,
                    {"a forced pair must be in the instance with a positive weight", "best_matchings"}, one.first);
        const auto best = maximum_weight_matching(instance_, {.rules = options_.rules, .stop = options_.stop});
        out_.outcome = status::cancelled;
        if (best.outcome == status::cancelled) return std::move(out_);
        cells_.push_back({{instance_.count, options_.rules.forced, options_.rules.forbidden}, {}, {}});
        list(best.partner);
        explore(0, unlimited);

        // 2. The best of what the cells hold besides their own is the next; it and the one whose cell it is part.
        while (!stopped_ && out_.matchings.size() < options_.count) {
            std::uint32_t from = 0;
            for (std::uint32_t c = 1; c < cells_.size(); ++c)
                if (cells_[c].next && (!cells_[from].next || cells_[c].next_weight > cells_[from].next_weight))
                    from = c;
            if (!cells_[from].next) {
                out_.all = true;
                break;
            }
            split(from);
            if (out_.matchings.size() == options_.count) break;
            explore(from, wanted());
            explore(static_cast<std::uint32_t>(cells_.size() - 1), wanted());
        }

        // 3. Nothing that is left in a cell is better than the last one.
        for (std::uint32_t c = 0; c < cells_.size() && !stopped_; ++c)
            if (!cells_[c].explored) explore(c, out_.matchings.back().weight);
        for (auto& one : cells_) out_.certificate.proofs.push_back(std::move(one.proof));
        if (!stopped_) out_.outcome = status::optimal;
        return std::move(out_);
    }

private:
    static constexpr double unlimited = -std::numeric_limits<double>::infinity();

    // One of the listed matchings, and all others that are no nearer to another one.
    struct cell {
        matching_cell<Kind> rules;
        std::vector<priced_proof<Kind>> proof;
        std::optional<std::vector<std::uint32_t>> next; // the best one but its own, if it counts
        double next_weight = 0;
        bool explored = false;
    };

    void list(const id_map<Kind, id<Kind>>& partner) {
        ranked_matching<Kind> one;
        one.partner = partner;
        const auto bad = check_partners(partner, instance_.count, weights_, one.weight, one.pair_count);
        expects(bad.empty(), {"what the solver made must be a matching", "best_matchings"});
        out_.matchings.push_back(std::move(one));
        if (options_.progress)
            options_.progress(static_cast<double>(out_.matchings.size()) / static_cast<double>(options_.count));
    }

    // The weight below which nothing is wanted any more: as many others are known as are asked for.
    [[nodiscard]] double wanted() const {
        std::vector<double> known;
        for (const auto& one : cells_)
            if (one.explored && one.next) known.push_back(one.next_weight);
        const auto needed = options_.count - out_.matchings.size();
        if (known.size() < needed) return unlimited;
        std::nth_element(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(needed - 1), known.end(),
                         [](double x, double y) { return x > y; });
        return known[needed - 1];
    }

    void split(std::uint32_t c) {
        auto next = *std::move(cells_[c].next);
        const auto own = out_.matchings[c].partner.values();
        std::uint32_t a = 0; // in a pair that the cell's own one makes and the next one does not: any will do
        while (own[a].index == id<Kind>::none || own[a].index == next[a]) ++a;
        const id_pair<Kind> pair{id<Kind>{a}, own[a]};
        out_.certificate.splits.push_back({c, pair});
        cells_.push_back({cells_[c].rules, {}, {}});
        cells_.back().rules.forbid(pair);
        cells_[c].rules.force(pair);
        cells_[c].explored = false;
        cells_[c].next.reset();
        cells_[c].proof.clear();
        id_map<Kind, id<Kind>> partner(instance_.count);
        for (std::uint32_t v = 0; v < instance_.count; ++v) partner.values()[v] = id<Kind>{next[v]};
        list(partner);
    }

    // Finds the best matching of a cell but its own, if it weighs more than `least`, and proves that it is the best.
    //
    // Every pair of the cell's own matching that is still to decide is made `price` lighter. As long as that matching
    // stays the best one then, none without one of these pairs comes within the price of it. Where it does not, it
    // changes in pieces; each is another matching, and may cost less than the price: then that is the new price. Or
    // it costs more, but less than the price of all its pairs together: then not all of these are priced at once.
    void explore(std::uint32_t c, double least) {
        auto& here = cells_[c];
        here.explored = true;
        here.proof.clear();
        here.next.reset();
        const auto& own = out_.matchings[c];
        std::vector<std::uint32_t> mate(instance_.count);
        for (std::uint32_t v = 0; v < mate.size(); ++v) mate[v] = own.partner.values()[v].index;

        std::vector<std::uint32_t> waiting; // first ends of the pairs to decide
        double price = own.weight - least;
        std::uint32_t lightest = id<Kind>::none;
        for (std::uint32_t v = 0; v < mate.size(); ++v) {
            if (mate[v] == id<Kind>::none || mate[v] < v || here.rules.settled(v)) continue;
            waiting.push_back(v);
            const double weight = weights_(v, mate[v]);
            if (weight < price || (lightest == id<Kind>::none && weight == price)) { // without this one, for a start
                price = weight;
                lightest = v;
            }
        }
        price = (std::max)(price, 0.0);
        if (lightest != id<Kind>::none) {
            here.next = mate;
            (*here.next)[lightest] = (*here.next)[mate[lightest]] = id<Kind>::none;
        }
        std::vector<std::uint8_t> priced(mate.size());
        while (!waiting.empty()) {
            auto group = waiting;
            for (;;) {
                std::fill(priced.begin(), priced.end(), std::uint8_t{0});
                for (const auto v : group) priced[v] = priced[mate[v]] = 1;
                const auto lowered = here.rules.priced(instance_, own.partner, priced, price);
                auto made = maximum_weight_matching(lowered, {.stop = options_.stop});
                if (made.outcome == status::cancelled) {
                    stopped_ = true;
                    return;
                }
                std::vector<std::uint32_t> to = mate;
                for (std::uint32_t v = 0; v < to.size(); ++v)
                    if (!here.rules.settled(v)) to[v] = made.partner.values()[v].index;
                const auto pieces = changes(mate, to, weights_, [&](std::uint32_t v) { return priced[v] != 0; });
                const auto cheapest = std::min_element(pieces.begin(), pieces.end(),
                                                       [](const auto& x, const auto& y) { return x.loss < y.loss; });
                if (cheapest != pieces.end() && cheapest->loss < price) {
                    price = (std::max)(0.0, cheapest->loss);
                    here.next = mate;
                    for (const auto v : cheapest->ids) (*here.next)[v] = to[v];
                    continue;
                }
                bool fewer = false;
                for (const auto& one : pieces) {
                    if (!(one.loss < price * static_cast<double>(one.counted))) continue;
                    fewer = true;
                    auto keep = (std::max)(static_cast<std::size_t>(one.loss / price), std::size_t{1});
                    keep = (std::min)(keep, one.counted - 1);
                    for (const auto v : one.ids) {
                        if (priced[v] == 0 || mate[v] < v) continue;
                        if (keep > 0)
                            --keep;
                        else
                            priced[v] = priced[mate[v]] = 0;
                    }
                }
                if (!fewer) {
                    here.proof.push_back({price, {}, std::move(made.certificate)});
                    for (const auto v : group) here.proof.back().priced.push_back(id<Kind>{v});
                    break;
                }
                std::erase_if(group, [&](std::uint32_t v) { return priced[v] == 0; });
            }
            std::erase_if(waiting, [&](std::uint32_t v) { return priced[v] != 0; });
        }
        if (here.next) here.next_weight = own.weight - price;
    }

    const weighted_pairs<Kind>& instance_;
    const best_matchings_options<Kind>& options_;
    pair_weights weights_;
    std::vector<cell> cells_;
    best_matchings_result<Kind> out_;
    bool stopped_ = false;
};

} // namespace detail

/// The `options.count` matchings of largest weight, best first: no matching that is not listed weighs more than the
/// last one. A matching is any set of disjoint pairs of positive weight, so one that merely leaves out a light pair is
/// another one; for sets of pairs that differ much see `diverse_matchings`.
///
/// Source: Chegireddy and Hamacher, "Algorithms for finding K-best perfect matchings" (1987) for the partition. Ours:
/// the second best of a cell by pricing all pairs of its best at once, which takes a few matchings where one for each
/// pair is usual, and leaves a short proof.
/// Complexity: 2 k second bests for k = `count`, each of a few (5 to 20 in practice, at worst one for each pair) runs
/// of `maximum_weight_matching`; O(m + k n) space, and 12 n bytes for each run that is part of the proof.
/// Preconditions: those of `maximum_weight_matching`; the objective is `weight`; forced pairs have a positive weight.
/// Result: `optimal`; `all` when there are no others; `cancelled` when stopped: then those that are listed are the best
/// ones, without proof. Throws: `contract_violation`. Determinism: as of `maximum_weight_matching`.
/// Example: `best_matchings(pairs, {.count = 2}).matchings[1].weight`.
template <class Kind>
[[nodiscard]] best_matchings_result<Kind> best_matchings(const weighted_pairs<Kind>& instance,
                                                         const best_matchings_options<Kind>& options = {}) {
    detail::check_pairs(instance, "best_matchings");
    expects(options.count >= 1, "there must be at least one matching to list", options.count);
    expects(options.rules.objective == matching_objective::weight, "the objective must be the weight");
    return detail::best_matchings_run<Kind>(instance, options).run();
}

} // namespace colearn

#endif
