// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include <colearn/measures/detail/betweenness_core.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace betweenness_core_test {

using namespace colearn;

TEST_CASE("trees fold into the vertex at which they hang", "[betweenness_core]") {
    // A triangle 0-1-2; at 0 hang 3 and the path 4-5; 6-7 is a tree of its own; 8 is alone.
    const auto of = small::graph(9, {{0, 1}, {1, 2}, {2, 0}, {0, 3}, {0, 4}, {4, 5}, {6, 7}}, false);
    const std::vector<std::uint8_t> all(9, 1);
    const auto core = detail::make_core(of, all);
    REQUIRE(core.size() == 5);
    const auto at = [&](std::uint32_t v) {
        return static_cast<std::size_t>(std::find(core.original.begin(), core.original.end(), v) -
                                        core.original.begin());
    };
    CHECK(core.reach[at(0)] == 4);
    CHECK(core.reach[at(1)] == 1);
    CHECK(core.reach[at(8)] == 1);
    CHECK(core.root[5] == at(0));
    CHECK(core.root[6] == core.root[7]);
    CHECK(core.out.neighbours.size() == 6);
    // Ordered pairs that 0 parts with an end in a branch: {3} and {4,5} with each other and with {1,2}: 2 * (2 + 2 +
    // 4).
    CHECK(core.by_formula[0] == 16);
    CHECK(core.by_formula[4] == 8); // 5 with 0, 1, 2, 3
    CHECK(core.by_formula[1] == 0);
    CHECK(core.by_formula[6] == 0);
}

TEST_CASE("a directed view is not folded, and self-ties are left out", "[betweenness_core]") {
    const small::columns ties{{0, 0, 1, 2}, {0, 1, 2, 2}, {1, 1, 1, 1}, 3};
    const auto of = ties.frozen({.directed = true, .self_ties = loops::keep});
    const auto core = detail::make_core(of, std::vector<std::uint8_t>{1, 0, 1});
    CHECK(core.size() == 3);
    CHECK(core.out.neighbours.size() == 2);
    CHECK(core.in.neighbours.size() == 2);
    CHECK(std::accumulate(core.chosen.begin(), core.chosen.end(), 0.) == 2);
}

TEST_CASE("a directed core holds whom its sources reach", "[betweenness_core]") {
    // 0 -> 1 -> 2 -> 0; 3 leads to 1 and 4 to nobody; 5 leads to 4.
    const auto of = small::graph(6, {{0, 1}, {1, 2}, {2, 0}, {3, 1}, {3, 4}, {5, 4}}, true);
    const auto core = detail::make_core(of, std::vector<std::uint8_t>{0, 1, 0, 0, 1, 0});
    CHECK(core.original == std::vector<std::uint32_t>{1, 2, 0, 4});
    CHECK(core.root[3] == id<actor>::none);
    CHECK(core.root[4] == 3);
    CHECK(core.out.neighbours.size() == 3);
    CHECK(core.in.neighbours.size() == 3);
    CHECK(core.chosen == std::vector<double>{1, 0, 0, 1});
}

TEST_CASE("a core is the view, renumbered", "[betweenness_core]") {
    random_stream random(43);
    for (int trial = 0; trial < 100; ++trial) {
        const auto of = small::random_columns(random, 12).frozen(small::any_options(random));
        const auto core = detail::make_core(of, std::vector<std::uint8_t>(of.actor_count(), 1));
        const auto rows = of.out();
        for (const bool incoming : {false, true}) {
            const auto& side = incoming ? core.incoming() : core.out;
            for (std::uint32_t v = 0; v < core.size(); ++v) {
                for (auto k = side.offsets[v]; k < side.offsets[v + 1]; ++k) {
                    const auto here = core.original[v];
                    const auto there = core.original[side.neighbours[k]];
                    const auto from = incoming && of.directed() ? there : here;
                    const auto to = incoming && of.directed() ? here : there;
                    const auto arc = side.arcs[k];
                    CHECK(rows.neighbours[arc] == to);
                    CHECK((rows.offsets[from] <= arc && arc < rows.offsets[from + 1]));
                }
            }
        }
        const double reached = std::accumulate(core.reach.begin(), core.reach.end(), 0.);
        CHECK(reached == static_cast<double>(of.actor_count()));
        CHECK(core.chosen == core.reach);
    }
}

} // namespace betweenness_core_test
