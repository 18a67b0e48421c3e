// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_B_MATCHING_HPP
#define COLEARN_SOLVE_B_MATCHING_HPP

/// @file
/// For a policy reader: the best pairs when a school may have two or three partners, with a proof.
/// For an engineer: exact maximum weight simple b-matching in general graphs: prices say of most pairs whether they are
/// made; the rest is a matching of places, and its duals say whether the prices were right.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/solve/b_matching_result.hpp>
#include <colearn/solve/detail/slot_graph.hpp>
#include <colearn/solve/maximum_weight_matching.hpp>
#include <colearn/solve/odd_sets.hpp>

namespace colearn {

struct b_matching_options {
    progress_callback progress{}; ///< called between the rounds
    std::stop_token stop{};       ///< ask it to stop
};

namespace detail {

template <class Kind>
class b_matching_run {
public:
    b_matching_run(const b_matching_problem<Kind>& problem, const b_matching_options& options)
        : problem_(problem), options_(options), pairs_(problem), fate_(pairs_.index.size(), fate::out) {
        const auto& all = problem.pairs.pairs;
        for (const auto i : pairs_.index) {
            list_.push_back({all[i].a.index, all[i].b.index, all[i].weight});
            heaviest_ = (std::max)(heaviest_, all[i].weight);
        }
    }

    [[nodiscard]] b_matching_result<Kind> run() {
        find_prices();
        guess();
        bool complete = false;
        do {
            if (options_.progress) options_.progress(.5);
            complete = solve();
        } while (complete && reconsider());
        return result(complete);
    }

private:
    static constexpr int sweeps = 12;
    static constexpr double open_pairs = 3; // to decide by matching at first, for each id

    enum class fate : std::uint8_t { out, in, open };

    // Prices at which each id would be in about as many pairs as it can: half-way between its last one in and the next.
    void find_prices() {
        const auto n = problem_.pairs.count;
        std::vector<std::size_t> begin(n + 1, 0);
        for (const auto& one : list_) {
            ++begin[one.a + 1];
            ++begin[one.b + 1];
        }
        for (std::size_t v = 0; v < n; ++v) begin[v + 1] += begin[v];
        std::vector<half_pair> halves(begin[n]);
        auto at = begin;
        for (const auto& one : list_) {
            halves[at[one.a]++] = {one.weight, one.b};
            halves[at[one.b]++] = {one.weight, one.a};
        }
        price_.assign(n, 0);
        std::vector<double> left; // of each pair's weight, what the other end leaves
        for (int i = 0; i <= sweeps; ++i)
            for (std::size_t v = 0; v < n; ++v) {
                left.clear();
                for (auto k = begin[v]; k < begin[v + 1]; ++k)
                    left.push_back(i == 0 ? halves[k].weight / 2 : halves[k].weight - price_[halves[k].other]);
                const auto places = pairs_.capacity[v];
                if (places == left.size()) {
                    price_[v] = 0;
                    continue;
                }
                const auto next = left.begin() + static_cast<std::ptrdiff_t>(places);
                std::nth_element(left.begin(), next, left.end(), std::greater<>());
                const double last = *std::min_element(left.begin(), next);
                price_[v] = ((std::max)(last, 0.0) + (std::max)(*next, 0.0)) / 2;
            }
    }

    [[nodiscard]] double gain(const slot_pair& one) const { return one.weight - price_[one.a] - price_[one.b]; }

    // Pairs that the prices speak clearly for are in, those that they speak clearly against are out, others are open.
    void guess() {
        std::vector<double> doubt;
        for (const auto& one : list_) doubt.push_back(std::fabs(gain(one)));
        const auto open =
            (std::min)(list_.size(), static_cast<std::size_t>(open_pairs * static_cast<double>(problem_.pairs.count)));
        double border = std::numeric_limits<double>::infinity();
        if (open < doubt.size()) {
            const auto at = doubt.begin() + static_cast<std::ptrdiff_t>(open);
            std::nth_element(doubt.begin(), at, doubt.end());
            border = *at;
        }
        left_ = pairs_.capacity;
        for (std::size_t i = 0; i < list_.size(); ++i) {
            const auto& one = list_[i];
            const double own = gain(one);
            if (own < -border) continue;
            fate_[i] = fate::open;
            if (!(own > border) || left_[one.a] == 0 || left_[one.b] == 0) continue;
            fate_[i] = fate::in;
            --left_[one.a];
            --left_[one.b];
        }
    }

    // The best b-matching of the open pairs, with the places that the others leave.
    [[nodiscard]] bool solve() {
        open_.clear();
        std::vector<slot_pair> pairs;
        for (std::uint32_t i = 0; i < list_.size(); ++i) {
            if (fate_[i] != fate::open) continue;
            open_.push_back(i);
            pairs.push_back(list_[i]);
        }
        const slot_graph graph(left_, pairs);
        expects(graph.instance.count < first_blossom, {"there must be fewer than 2^31 places and halves", "b_matching"},
                graph.instance.count);
        const auto matching = maximum_weight_matching(graph.instance, {.stop = options_.stop});
        made_ = graph.made(matching);
        auto duals = graph.duals(matching.certificate);
        proof_.potential = id_map<Kind, double>(std::move(duals.potential));
        proof_.inside = id_map<Kind, std::uint32_t>(std::move(duals.inside));
        proof_.odd_sets = std::move(duals.sets);
        proof_.crossing.clear();
        for (std::size_t k = 0; k < open_.size(); ++k) {
            const auto [at_a, at_b] = duals.halves[k];
            if (at_a != at_b) proof_.crossing.push_back({pairs_.index[open_[k]], at_a, at_b});
        }
        // Who has no place left is worth the most that anyone would pay for one.
        const auto inside = proof_.inside.values();
        auto potential = proof_.potential.values();
        for (std::size_t v = 0; v < left_.size(); ++v)
            if (left_[v] == 0) potential[v] = 0;
        for (std::size_t i = 0; i < list_.size(); ++i) {
            const auto& one = list_[i];
            if (fate_[i] == fate::in) { // its halves are where its ends are
                if (inside[one.a] != inside[one.b])
                    proof_.crossing.push_back({pairs_.index[i], inside[one.a], inside[one.b]});
                continue;
            }
            const double missing = one.weight - potential[one.a] - potential[one.b];
            if (missing <= 0) continue;
            if (left_[one.a] == 0)
                potential[one.a] += missing;
            else if (left_[one.b] == 0)
                potential[one.b] += missing;
        }
        return matching.outcome != status::cancelled;
    }

    // Opens the pairs about which the duals say otherwise. Whether there are any.
    [[nodiscard]] bool reconsider() {
        const b_matching_charge<Kind> charge(problem_, pairs_, proof_);
        const double slack = 1e-13 * heaviest_;
        bool changed = false;
        for (std::size_t i = 0; i < list_.size(); ++i) {
            if (fate_[i] == fate::open) continue;
            const double more = list_[i].weight - charge.of(pairs_.index[i]);
            if (fate_[i] == fate::out ? more <= slack : more >= -slack) continue;
            if (fate_[i] == fate::in) {
                ++left_[list_[i].a];
                ++left_[list_[i].b];
            }
            fate_[i] = fate::open;
            changed = true;
        }
        return changed;
    }

    [[nodiscard]] b_matching_result<Kind> result(bool complete) {
        b_matching_result<Kind> out;
        for (std::size_t k = 0; k < open_.size(); ++k)
            if (made_[k] != 0) fate_[open_[k]] = fate::in;
        compensated_sum weight;
        for (std::size_t i = 0; i < list_.size(); ++i) {
            if (fate_[i] != fate::in) continue;
            const auto [a, b] = std::minmax(list_[i].a, list_[i].b);
            out.made.push_back({id<Kind>{a}, id<Kind>{b}, list_[i].weight});
            weight += list_[i].weight;
        }
        out.weight = weight.value();
        out.certificate = std::move(proof_);
        out.certificate.bound = b_matching_charge<Kind>(problem_, pairs_, out.certificate).bound(pairs_);
        out.outcome = complete ? status::optimal : status::cancelled;
        if (options_.progress) options_.progress(1);
        return out;
    }

    const b_matching_problem<Kind>& problem_;
    const b_matching_options& options_;
    b_matching_pairs pairs_;
    std::vector<slot_pair> list_; // of the distinct pairs, in their order
    std::vector<fate> fate_;
    double heaviest_ = 0;
    std::vector<double> price_;
    std::vector<std::uint32_t> left_; // places that the pairs that are in leave
    std::vector<std::uint32_t> open_;
    std::vector<std::uint8_t> made_; // of the open pairs
    b_matching_certificate<Kind> proof_;
};

} // namespace detail

/// The pairs of largest total weight such that everyone is in as many as its capacity allows at most, with duals that
/// prove it.
///
/// Source: the polyhedron is Edmonds and Johnson's (1970; Schrijver, "Combinatorial Optimization", ch. 32); the way to
/// matching is Tutte's (1954). Ours: prices by averaging settle most pairs before, and are checked by the duals after,
/// as in pricing; and the way back of the duals (`detail/slot_graph.hpp`), which loses nothing.
/// Complexity: `maximum_weight_matching` of the sum of the capacities and about 6 n halves, some rounds of it (at most
/// one for each pair, in practice 2 to 4); O(m + sum of capacities times pairs) space at worst.
/// Preconditions: as those of `maximum_weight_matching`; one capacity for each id. A pair of weight 0 or less is never
/// made; of one that is listed twice the heavier counts.
/// Result: `optimal`; `cancelled` when stopped: then the pairs keep the capacities and the bound holds, no more.
/// Throws: `contract_violation`. Determinism: the same instance gives the same answer.
/// Example: `b_matching(b_matching_problem<school>{pairs, id_map<school, std::uint32_t>(count, 3)}).made`.
template <class Kind>
[[nodiscard]] b_matching_result<Kind> b_matching(const b_matching_problem<Kind>& problem,
                                                 const b_matching_options& options = {}) {
    detail::check_problem(problem, "b_matching");
    return detail::b_matching_run<Kind>(problem, options).run();
}

} // namespace colearn

#endif
