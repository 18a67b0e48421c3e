// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
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

} // namespace slot_graph_test
