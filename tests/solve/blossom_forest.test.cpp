// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <colearn/solve/detail/blossom_forest.hpp>

#include "support/catch.hpp"

namespace blossom_forest_test {

using colearn::detail::blossom_forest;
using colearn::detail::no_node;
using links = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

namespace {

void match(blossom_forest& forest, std::uint32_t a, std::uint32_t b) {
    forest.vertex[a].mate = b;
    forest.vertex[b].mate = a;
}

std::vector<std::uint32_t> vertices(blossom_forest& forest, std::uint32_t node) {
    std::vector<std::uint32_t> out;
    forest.each_vertex(node, [&](std::uint32_t v) { out.push_back(v); });
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace

// A triangle 0-1-2 inside of a cycle with 3 and 4, and so on: blossom k holds vertices 0 .. 2k+2.
TEST_CASE("a nest of any depth is entered anywhere and peeled off", "[blossom_forest]") {
    constexpr std::uint32_t depth = 3000;
    constexpr std::uint32_t count = 2 * depth + 1;
    blossom_forest forest(count);
    std::vector<std::uint32_t> nest;
    for (std::uint32_t k = 0; k < depth; ++k) {
        const auto inner = k == 0 ? 0 : nest.back();
        const auto a = 2 * k + 1;
        const auto b = 2 * k + 2;
        match(forest, a, b);
        nest.push_back(forest.merge({inner, a, b}, links{{2 * k, a}, {a, b}, {b, k == 0 ? 0 : 2 * k - 1}}));
        forest.of(nest.back()).dual = 2;
        CHECK(forest.top(0) == nest.back());
    }
    forest.settle(nest.back());
    forest.settle_sets();
    CHECK(forest.settled_top(0) == nest.back());
    CHECK(forest.size(nest.back()) == count);
    CHECK(vertices(forest, nest[1]) == std::vector<std::uint32_t>{0, 1, 2, 3, 4});
    for (const std::uint32_t base : {count - 1, 0U, 1U, depth, depth + 1, 2U, 0U}) {
        forest.rebase(nest.back(), base);
        forest.vertex[base].mate = no_node;
        CHECK(forest.base(nest.back()) == base);
        for (std::uint32_t v = 0; v < count; ++v) {
            if (v == base) continue;
            const auto mate = forest.vertex[v].mate;
            REQUIRE(mate < count);
            REQUIRE(forest.vertex[mate].mate == v);
            REQUIRE(mate != base);
        }
    }
    forest.of(nest.back()).lift = 5;
    for (auto k = depth; k-- > 1;) {
        forest.split(nest[k]);
        REQUIRE(forest.settled_top(0) == nest[k - 1]);
        REQUIRE(forest.settled_top(2 * k + 1) == 2 * k + 1);
        REQUIRE(forest.dual(2 * k + 1) == 5);
    }
    CHECK(vertices(forest, nest[0]) == std::vector<std::uint32_t>{0, 1, 2});
    CHECK(forest.dual(0) == 5);
    CHECK(forest.vertex[0].dual == 0);
    forest.split(nest[0]);
    CHECK(forest.settled_top(0) == 0);
    CHECK(forest.vertex[0].dual == 5);
    for (const auto& one : forest.blossoms()) CHECK(one.children == 0);
}

TEST_CASE("what a search made in vain is taken apart", "[blossom_forest]") {
    blossom_forest forest(6);
    match(forest, 1, 2);
    match(forest, 3, 4);
    const auto inner = forest.merge({0, 1, 2}, links{{0, 1}, {1, 2}, {2, 0}});
    const auto outer = forest.merge({inner, 3, 4}, links{{0, 3}, {3, 4}, {4, 1}});
    forest.of(inner).dual = 4; // the outer one's dual is 0
    forest.settle(outer);
    forest.settle_sets();
    CHECK(forest.settled_top(1) == inner);
    CHECK(forest.settled_top(3) == 3);
    CHECK(forest.place(inner).parent == no_node);
    forest.resize(7);
    CHECK(forest.settled_top(6) == 6);
    // The freed slot is used again.
    CHECK(forest.merge({5, 3, 4}, links{{5, 3}, {3, 4}, {4, 5}}) == outer);
}

} // namespace blossom_forest_test
