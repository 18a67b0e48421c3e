// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/solve/detail/slot_graph.hpp>
#include <colearn/solve/maximum_weight_matching.hpp>

#include "solve/b_matching_support.hpp"
#include "support/catch.hpp"

namespace slot_graph_test {

using namespace colearn;
using detail::slot;
using detail::slot_graph;
using detail::slot_pair;

TEST_CASE("a pair of which both ends have several places goes through halves, others do not", "[slot_graph]") {
    const std::vector<slot_pair> pairs{{0, 1, 5}, {1, 2, 3}, {0, 3, 1}};
    const slot_graph graph({2, 3, 1, 0}, pairs);
    CHECK(graph.instance.count == 2 + 3 + 1 + 2);
    CHECK(graph.instance.pairs.size() == 2 + 1 + 3 + 3); // the first in halves, the second from each place of 1
    const auto best = maximum_weight_matching(graph.instance);
    CHECK(best.weight == 5 + 5 + 3); // both pairs, and the first one once more for its halves
    CHECK(graph.made(best) == std::vector<std::uint8_t>{1, 1, 0});
}

TEST_CASE("duals in which sets part the places of an id add up to as much without", "[slot_graph]") {
    // Two ids of two places and a pair of each with a third; a set around one place of each, one around both of the
    // first, all of it made up: what matters is that the sum stays and that no set parts an id.
    const std::vector<slot_pair> pairs{{0, 1, 4}, {1, 2, 4}, {0, 2, 4}};
    const slot_graph graph({2, 2, 2}, pairs);
    REQUIRE(graph.instance.count == 12);
    maximum_weight_matching_certificate<slot> proof;
    proof.potential = id_map<slot, double>(12, 1);
    proof.inside = id_map<slot, std::uint32_t>(12, odd_set::none);
    const auto put = [&](std::uint32_t at, std::uint32_t set) { proof.inside[id<slot>{at}] = set; };
    proof.odd_sets = {{2, 1}, {4, 2}, {6, odd_set::none}}; // 0 in 1 in 2
    put(0, 0), put(2, 0), put(6, 0);                       // places of ids 0 and 1, and a half: parts both ids
    put(1, 1), put(7, 1);                                  // then holds all of id 0, but still half of id 1
    put(3, 2), put(4, 2), put(5, 2), put(8, 2);            // all ids, and one half of the second pair
    const auto got = graph.duals(proof);
    REQUIRE(got.sets.size() == 1);
    CHECK(got.sets[0].dual == 6);
    CHECK(got.inside == std::vector<std::uint32_t>{0, 0, 0});
    CHECK(got.halves[0] == std::pair<std::uint32_t, std::uint32_t>{0, 0});
    CHECK(got.halves[1] == std::pair<std::uint32_t, std::uint32_t>{0, odd_set::none});
    // Set 0 raises its three by 1, less place 0 (which it parts from place 1); set 1 its five by 2, less place 2.
    CHECK(got.potential[0] == (1 + 0 + 2 + 1 + 2) / 2.);
    CHECK(got.potential[1] == (1 + 1 + 0 + 1) / 2.);
    CHECK(got.potential[2] == 1);
}

TEST_CASE("no duals that cover all places add up to more on the ids", "[slot_graph]") {
    // Nested odd sets of places and halves at random, most of which part the places of some id, with potentials that
    // cover what is left. On the ids they are made of whole sets, and the bound is the same one or a smaller one.
    std::size_t kept = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        const auto of = matching_test::random_b_problem(seed, 3 + seed % 4, .9, matching_test::weights::real, 1, 3);
        const detail::b_matching_pairs distinct(of);
        std::vector<slot_pair> pairs;
        for (const auto i : distinct.index) {
            const auto& one = of.pairs.pairs[i];
            pairs.push_back({one.a.index, one.b.index, one.weight});
        }
        const slot_graph graph(distinct.capacity, pairs);
        const auto n = graph.instance.count;
        random_stream stream(seed, 5);
        std::vector<std::uint32_t> order(n);
        for (std::uint32_t s = 0; s < n; ++s) order[s] = s;
        if (seed % 4 != 0) shuffle(stream, std::span(order));
        maximum_weight_matching_certificate<slot> proof;
        proof.potential = id_map<slot, double>(n);
        proof.inside = id_map<slot, std::uint32_t>(n, odd_set::none);
        double bound = 0;
        std::size_t size = 0;
        for (std::uint32_t set = 0; size + 3 <= n && set < 4; ++set) {
            const auto more = (size == 0 ? 1 : 0) + 2 * (1 + uniform_index(stream, 2));
            if (size + more > n) break;
            for (std::size_t k = 0; k < more; ++k) proof.inside[id<slot>{order[size + k]}] = set;
            size += more;
            if (set > 0) proof.odd_sets.back().parent = set;
            proof.odd_sets.push_back({uniform(stream) / 2, odd_set::none});
            bound += proof.odd_sets.back().dual * static_cast<double>(size / 2);
        }
        for (const auto& one : graph.instance.pairs) {
            const auto around = (std::max)(proof.inside[one.a], proof.inside[one.b]); // sets are in one chain
            double cover = proof.potential[one.a] + proof.potential[one.b];
            for (std::uint32_t i = around; i < proof.odd_sets.size(); ++i) cover += proof.odd_sets[i].dual;
            if (cover < one.weight) proof.potential[uniform(stream) < .5 ? one.a : one.b] += one.weight - cover;
        }
        for (const double one : proof.potential.values()) bound += one;
        auto got = graph.duals(proof);
        b_matching_certificate<matching_test::node> on_ids;
        on_ids.potential = id_map<matching_test::node, double>(std::move(got.potential));
        on_ids.inside = id_map<matching_test::node, std::uint32_t>(std::move(got.inside));
        on_ids.odd_sets = got.sets;
        kept += got.sets.size();
        for (std::size_t k = 0; k < pairs.size(); ++k) {
            const auto [at_a, at_b] = got.halves[k];
            if (at_a != at_b) on_ids.crossing.push_back({distinct.index[k], at_a, at_b});
            if (distinct.capacity[pairs[k].a] > 1 && distinct.capacity[pairs[k].b] > 1) bound -= pairs[k].weight;
        }
        CHECK(detail::b_matching_charge<matching_test::node>(of, distinct, on_ids).bound(distinct) <= bound + 1e-9);
    }
    CHECK(kept > 20);
}

} // namespace slot_graph_test
