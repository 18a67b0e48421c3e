// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include <colearn/solve/detail/leximin_search.hpp>

#include "support/catch.hpp"

namespace leximin_search_test {

using colearn::detail::leximin_search;
using colearn::detail::supply_graph;
using numbers = std::vector<double>;

// leximin.test.cpp holds the oracles; here the parts themselves.
TEST_CASE("parts are found with their levels, whatever the start", "[leximin_search]") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const std::vector<std::uint32_t> from{0, 0, 0, 1, 1, 2};
    const std::vector<std::uint32_t> to{0, 1, 2, 2, 3, 4};
    const supply_graph graph(3, 5, from, to);
    const numbers supply{6, 20, 9};
    const numbers weights{1, 2, 1, 4, 1};
    const numbers floors(5, 0.0);
    const numbers caps{infinity, infinity, infinity, infinity, 8};
    const numbers arc_caps(6, infinity);
    for (const unsigned rounds : {0U, 1U, 9U}) {
        leximin_search search(graph, supply, weights, floors, caps, arc_caps);
        REQUIRE(search.meet_floors());
        search.start(rounds);
        REQUIRE(search.decompose({}));
        std::sort(search.parts.begin(), search.parts.end(), [](auto& a, auto& b) { return a.level < b.level; });
        REQUIRE(search.parts.size() == 3);
        CHECK(search.parts[0].level == Approx(2));
        CHECK(search.parts[0].recipients == std::vector<std::uint32_t>{0, 1});
        CHECK(search.parts[1].level == Approx(4));
        CHECK(search.parts[1].providers == std::vector<std::uint32_t>{1});
        CHECK(search.parts[2].level == infinity); // at its cap, with supply left over
        CHECK(search.flow.provider[2].spare == 1);
    }
    const numbers dear{3, 4, 0, 0, 0};
    leximin_search search(graph, supply, weights, dear, caps, arc_caps);
    CHECK(!search.meet_floors());
    CHECK(search.parts.front().providers == std::vector<std::uint32_t>{0});
}

} // namespace leximin_search_test
