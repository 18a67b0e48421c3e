// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <utility>
#include <vector>

#include <colearn/graph/rows.hpp>

#include "support/catch.hpp"

namespace rows_test {

TEST_CASE("rows are read by actor", "[rows]") {
    const std::vector<std::uint32_t> offsets{0, 2, 2, 3};
    const std::vector<std::uint32_t> neighbours{1, 2, 0};
    const std::vector<double> strengths{0.5, 0.25, 1};
    const colearn::rows rows{offsets, neighbours, strengths, {}};
    CHECK(rows.size() == 3);
    CHECK(rows.degree(0) == 2);
    CHECK(rows.degree(1) == 0);
    CHECK(rows.of(0)[1] == 2);
    CHECK(rows.strengths_of(0)[1] == 0.25);
    CHECK(rows.of(1).empty());
    CHECK(rows.of(2)[0] == 0);
    CHECK(rows.arc(2) == 2);
    const std::vector<std::uint32_t> arcs{2, 0, 1};
    CHECK(colearn::rows{offsets, neighbours, strengths, arcs}.arc(0) == 2);
}

TEST_CASE("a buffer keeps its values when it shrinks and when it moves", "[rows]") {
    colearn::detail::buffer<double> one(1000);
    for (std::size_t i = 0; i < one.size(); ++i) one[i] = static_cast<double>(i);
    one.shrink(2000); // larger: nothing to do
    CHECK(one.size() == 1000);
    one.shrink(3);
    CHECK(one.size() == 3);
    CHECK(one[2] == 2);
    const auto other = std::move(one);
    CHECK(other.values().size() == 3);
    CHECK(other[1] == 1);
    colearn::detail::buffer<double> none(4);
    none.shrink(0);
    CHECK(none.size() == 0);
    CHECK(none.values().empty());
    CHECK(colearn::detail::buffer<int>().values().empty());
}

} // namespace rows_test
