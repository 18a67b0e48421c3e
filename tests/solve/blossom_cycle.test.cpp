// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <colearn/solve/detail/blossom_cycle.hpp>

#include "support/catch.hpp"

namespace blossom_cycle_test {

using namespace colearn::detail;

// The tree 0 - 1 = 2 - 3 = 4 with a second branch 2 - 5 = 6: matched pairs are =, the others lead to inner vertices.
TEST_CASE("the cycle starts where the ways to the root meet", "[blossom_cycle]") {
    blossom_forest forest(9);
    const auto branch = [&](std::uint32_t from, std::uint32_t inner, std::uint32_t outer) {
        forest.vertex[inner].from = from;
        forest.vertex[inner].mate = outer;
        forest.vertex[outer].mate = inner;
    };
    branch(0, 1, 2);
    branch(2, 3, 4);
    branch(2, 5, 6);
    blossom_cycle cycle(forest);
    using nodes = std::vector<std::uint32_t>;
    using links = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
    for (int again = 0; again < 2; ++again) { // the marks of one search must not reach the next
        const auto& found = cycle.find(4, 6, {4, 6});
        CHECK(found.nodes == nodes{2, 3, 4, 6, 5});
        CHECK(found.links == links{{2, 3}, {3, 4}, {4, 6}, {6, 5}, {5, 2}});
    }
    CHECK(cycle.find(4, 0, {4, 0}).nodes == nodes{0, 1, 2, 3, 4});
    CHECK(cycle.find(0, 4, {0, 4}).nodes == nodes{0, 4, 3, 2, 1});
    CHECK(cycle.find(0, 4, {0, 4}).links == links{{0, 4}, {4, 3}, {3, 2}, {2, 1}, {1, 0}});
    // One node of a blossom, once it is merged.
    const auto made = forest.merge(cycle.find(4, 6, {4, 6}).nodes, cycle.find(4, 6, {4, 6}).links);
    branch(6, 7, 8);
    CHECK(cycle.find(8, 0, {8, 0}).nodes == nodes{0, 1, made, 7, 8});
    CHECK(cycle.find(8, 0, {8, 0}).links == links{{0, 1}, {1, 2}, {6, 7}, {7, 8}, {8, 0}});
}

} // namespace blossom_cycle_test
