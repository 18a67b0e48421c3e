// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_SLOT_GRAPH_HPP
#define COLEARN_SOLVE_DETAIL_SLOT_GRAPH_HPP

/// @file
/// A b-matching as a matching: each id has as many places as pairs that it can be in, and a pair of which both ends
/// have several goes through two halves, so that it is made once. And the way back, for the pairs and for the duals.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/solve/maximum_weight_matching_result.hpp>
#include <colearn/solve/odd_sets.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn::detail {

struct slot;

/// A pair that a b-matching may make.
struct slot_pair {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    double weight = 0; ///< above 0
};

/// The duals of a b-matching, of the pairs that are in its slot graph.
struct slot_duals {
    std::vector<double> potential;     ///< of ids
    std::vector<std::uint32_t> inside; ///< of ids
    std::vector<odd_set> sets;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> halves; ///< of pairs: the smallest sets that hold each half
};

/// Source: the two halves are Tutte's (1954). A pair is made when both of its halves are matched with places; otherwise
/// the two are matched with each other, for the same weight. So the best matching weighs what all pairs with halves
/// weigh together, and the best b-matching.
class slot_graph {
public:
    weighted_pairs<slot> instance;

    /// `places[v]`: how many pairs id v may be in.
    slot_graph(const std::vector<std::uint32_t>& places, const std::vector<slot_pair>& pairs)
        : pairs_(pairs), first_(places.size() + 1, 0), halves_(pairs.size(), odd_set::none) {
        std::partial_sum(places.begin(), places.end(), first_.begin() + 1);
        instance.count = first_.back();
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const auto& one = pairs[i];
            if (places[one.a] < 2 || places[one.b] < 2) {
                for (auto s = first_[one.a]; s < first_[one.a + 1]; ++s)
                    for (auto t = first_[one.b]; t < first_[one.b + 1]; ++t) add(s, t, one.weight);
                continue;
            }
            halves_[i] = static_cast<std::uint32_t>(instance.count);
            instance.count += 2;
            for (auto s = first_[one.a]; s < first_[one.a + 1]; ++s) add(s, halves_[i], one.weight);
            add(halves_[i], halves_[i] + 1, one.weight);
            for (auto s = first_[one.b]; s < first_[one.b + 1]; ++s) add(halves_[i] + 1, s, one.weight);
        }
    }

    /// Of each pair: whether the matching makes it.
    [[nodiscard]] std::vector<std::uint8_t> made(const maximum_weight_matching_result<slot>& matching) const {
        std::vector<std::uint8_t> out(pairs_.size(), 0);
        const auto mate = matching.partner.values();
        const auto with = [&](std::uint32_t s, std::uint32_t v) {
            return mate[s].valid() && mate[s].index >= first_[v] && mate[s].index < first_[v + 1];
        };
        for (std::size_t i = 0; i < pairs_.size(); ++i) {
            const auto& one = pairs_[i];
            if (halves_[i] != odd_set::none)
                out[i] = with(halves_[i], one.a) && with(halves_[i] + 1, one.b);
            else
                for (auto s = first_[one.a]; s < first_[one.a + 1]; ++s)
                    if (with(s, one.b)) out[i] = 1;
        }
        return out;
    }

    /// The duals, so that all places of an id are worth the same and lie in the same odd sets.
    ///
    /// A set D with dual z that holds place s of an id, but not its place t: the duals with s and t exchanged are as
    /// good, and so is the mean of both, where D and its mirror image have z / 2 each. They have an even number of
    /// places in common, and both differ from that by one: so raising what is common by z / 2 covers as much as the
    /// two sets do, for the same sum (uncrossing). In the mean s and t are worth the same.
    [[nodiscard]] slot_duals duals(const maximum_weight_matching_certificate<slot>& proof) const {
        const auto ids = first_.size() - 1;
        const auto inside = proof.inside.values();
        const auto sets = static_cast<std::uint32_t>(proof.odd_sets.size());
        std::vector<double> worth(proof.potential.values().begin(), proof.potential.values().end());
        std::vector<double> lift(sets, 0);      // of everything in a set
        std::vector<std::uint32_t> stays(sets); // itself; of a dissolved set: a set around it
        std::iota(stays.begin(), stays.end(), 0U);
        const auto find = [&](std::uint32_t i) {
            while (i != odd_set::none && stays[i] != i) {
                if (stays[i] != odd_set::none) stays[i] = stays[stays[i]];
                i = stays[i];
            }
            return i;
        };

        // 1. No set parts the places of an id.
        for (std::size_t v = 0; v < ids; ++v)
            for (auto s = first_[v]; s + 1 < first_[v + 1]; ++s) {
                auto own = find(inside[s]);
                auto next = find(inside[s + 1]);
                while (own != next) { // the smaller index lies inside, or beside
                    const bool first = own < next;
                    const auto gone = first ? own : next;
                    const double half = proof.odd_sets[gone].dual / 2;
                    lift[gone] += half;
                    worth[first ? s : s + 1] -= half;
                    stays[gone] = proof.odd_sets[gone].parent;
                    (first ? own : next) = find(gone);
                }
            }
        for (auto i = sets; i-- > 0;)
            if (const auto up = proof.odd_sets[i].parent; up != odd_set::none) lift[i] += lift[up];

        // 2. What stays, numbered anew.
        slot_duals out;
        std::vector<std::uint32_t> number(sets, odd_set::none);
        for (std::uint32_t i = 0; i < sets; ++i)
            if (stays[i] == i) {
                number[i] = static_cast<std::uint32_t>(out.sets.size());
                out.sets.push_back(proof.odd_sets[i]);
            }
        const auto renumbered = [&](std::uint32_t i) {
            i = find(i);
            return i == odd_set::none ? i : number[i];
        };
        for (auto& one : out.sets) one.parent = renumbered(one.parent);
        for (std::size_t v = 0; v < ids; ++v) {
            const auto places = first_[v + 1] - first_[v];
            double sum = 0;
            for (auto s = first_[v]; s < first_[v + 1]; ++s)
                sum += worth[s] + (inside[s] == odd_set::none ? 0 : lift[inside[s]]);
            out.potential.push_back(places == 0 ? 0 : (std::max)(0.0, sum / places));
            out.inside.push_back(places == 0 ? odd_set::none : renumbered(inside[first_[v]]));
        }
        for (const auto half : halves_)
            out.halves.emplace_back(half == odd_set::none ? half : renumbered(inside[half]),
                                    half == odd_set::none ? half : renumbered(inside[half + 1]));
        return out;
    }

private:
    void add(std::uint32_t s, std::uint32_t t, double weight) {
        instance.pairs.push_back({id<slot>{s}, id<slot>{t}, weight});
    }

    const std::vector<slot_pair>& pairs_;
    std::vector<std::uint32_t> first_;  // of each id's places
    std::vector<std::uint32_t> halves_; // of each pair: the vertex that is its half at a, or none
};

} // namespace colearn::detail

#endif
