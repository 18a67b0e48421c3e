// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/whole_duals.hpp>

#include "support/catch.hpp"

namespace whole_duals_test {

using namespace colearn::detail;
using colearn::odd_set;

TEST_CASE("sets come inner before outer, and those without a dual are left out", "[whole_duals]") {
    blossom_forest forest(9);
    for (std::uint32_t v = 0; v < 9; ++v) forest.vertex[v].dual = v;
    const auto a = forest.merge({0, 1, 2}, {{0, 1}, {1, 2}, {2, 0}});
    const auto b = forest.merge({a, 3, 4}, {{0, 3}, {3, 4}, {4, 1}});
    const auto c = forest.merge({b, 5, 6}, {{3, 5}, {5, 6}, {6, 4}});
    forest.of(a).dual = 2;
    forest.of(c).dual = 6;
    forest.of(c).lift = 100;
    forest.settle(c);
    forest.settle_sets();
    const auto duals = duals_of(forest);
    CHECK(duals.parent == std::vector<std::uint32_t>{1, odd_set::none});
    CHECK(duals.set_dual == std::vector<std::int64_t>{2, 6});
    CHECK(duals.set_size == std::vector<std::uint32_t>{3, 7});
    CHECK(duals.inside == std::vector<std::uint32_t>{0, 0, 0, 1, 1, 1, 1, odd_set::none, odd_set::none});
    CHECK(duals.dual == std::vector<std::int64_t>{100, 101, 102, 103, 104, 105, 106, 7, 8});
    CHECK(duals.sums().shared(duals.inside[1], duals.inside[2]) == 8);
    CHECK(duals.sums().shared(duals.inside[1], duals.inside[3]) == 6);
}

} // namespace whole_duals_test
