// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <stop_token>

#include <colearn/solve/detail/blossom_search.hpp>

#include "support/catch.hpp"

namespace blossom_search_test {

using namespace colearn::detail;

// A triangle with a tail, step by step: 0 searches, the triangle shrinks, 3 takes 2.
TEST_CASE("one search shrinks a triangle, and later ones take it apart", "[blossom_search]") {
    const matching_rows rows(5, [](const auto& pair) {
        pair(0, 1, 20);
        pair(1, 2, 20);
        pair(0, 2, 20);
        pair(2, 3, 12);
        pair(3, 4, 8);
    });
    blossom_forest forest(5);
    forest.vertex[0].dual = forest.vertex[1].dual = forest.vertex[2].dual = 10;
    forest.vertex[3].dual = 8;
    forest.vertex[1].mate = 2;
    forest.vertex[2].mate = 1;
    blossom_search search(rows, forest);
    CHECK_FALSE(search.search(0, 3, {})); // the reach is too short
    CHECK(forest.dual(0) == 7);
    const auto triangle = forest.settled_top(0);
    CHECK(forest.settled_top(2) == triangle);
    CHECK(forest.of(triangle).dual == 6);
    CHECK(forest.base(triangle) == 0);
    CHECK(search.search(0, never, {}));
    CHECK(forest.dual(2) + forest.dual(3) == 12);
    CHECK(forest.vertex[3].mate == 2);
    CHECK(forest.vertex[0].mate == 1);
    CHECK(forest.base(triangle) == 2);

    CHECK(search.release(1) == 3); // the base is 1 now, so 2 lost 3
    CHECK(forest.settled_top(0) == 0);
    CHECK(forest.vertex[0].mate == 2);
    CHECK(forest.vertex[3].mate == no_node);
    for (std::uint32_t v = 0; v < 5; ++v)
        for (const auto& arc : rows.of(v)) CHECK(forest.dual(v) + forest.dual(arc.other) >= arc.weight);
    search.cover(1);
    CHECK(search.search(3, never, {}));
    CHECK(search.search(1, never, {}));
    CHECK(forest.vertex[3].mate != no_node);
}

TEST_CASE("a search that is stopped leaves duals that cover every pair", "[blossom_search]") {
    // Long alternating paths: 2000 steps, so that the search asks whether to stop.
    constexpr std::uint32_t count = 6001;
    const matching_rows rows(count, [](const auto& pair) {
        for (std::uint32_t v = 0; v + 1 < count; ++v) pair(v, v + 1, v % 2 == 0 ? 999998 : 1000000);
    });
    blossom_forest forest(count);
    for (std::uint32_t v = 1; v + 1 < count; v += 2) {
        forest.vertex[v].mate = v + 1;
        forest.vertex[v + 1].mate = v;
    }
    for (auto& one : forest.vertex) one.dual = 500000;
    blossom_search search(rows, forest);
    std::stop_source source;
    source.request_stop();
    CHECK_FALSE(search.search(0, never, source.get_token()));
    CHECK(forest.vertex[0].mate == no_node);
    CHECK(forest.dual(0) > 0);
    CHECK(forest.dual(0) < 500000);
    for (std::uint32_t v = 0; v < count; ++v)
        for (const auto& arc : rows.of(v)) REQUIRE(forest.dual(v) + forest.dual(arc.other) >= arc.weight);
    CHECK(search.search(0, never, {}));
}

} // namespace blossom_search_test
