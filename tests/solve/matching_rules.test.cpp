// SPDX-License-Identifier: BSL-1.0
#include <cstdint>

#include <colearn/solve/matching_rules.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace matching_rules_test {

using Catch::Contains;
using colearn::detail::pair_filter;
using matching_test::at;
using node_rules = colearn::matching_rules<matching_test::node>;

TEST_CASE("what the rules leave open", "[matching_rules]") {
    const node_rules none;
    CHECK(pair_filter(3, none, "f").open(0, 1, 1));
    CHECK_FALSE(pair_filter(3, none, "f").open(0, 1, 0));
    const node_rules some{.objective = colearn::matching_objective::cardinality,
                     .forced = {{at(3), at(1)}},
                     .forbidden = {{at(4), at(0)}, {at(9), at(8)}}};
    const pair_filter filter(10, some, "f");
    CHECK(filter.settled_with[1] == 3);
    CHECK(filter.settled_with[3] == 1);
    CHECK(filter.settled_with[0] == colearn::id<matching_test::node>::none);
    CHECK(filter.any_forced());
    CHECK(filter.open(0, 2, -1));
    CHECK_FALSE(filter.open(0, 4, 1));
    CHECK_FALSE(filter.open(8, 9, 1));
    CHECK_FALSE(filter.open(1, 2, 1)); // 1 is settled
    CHECK_FALSE(filter.open(1, 3, 1)); // made, so not to be decided
}

TEST_CASE("rules that contradict each other are refused", "[matching_rules]") {
    const auto make = [](const node_rules& with) { return pair_filter(4, with, "f"); };
    CHECK_NOTHROW(make({.forced = {{at(0), at(1)}, {at(1), at(0)}}}));
    CHECK_THROWS_WITH(make({.forced = {{at(0), at(1)}, {at(1), at(2)}}}), Contains("at most"));
    CHECK_THROWS_WITH(make({.forced = {{at(0), at(1)}, {at(2), at(1)}}}), Contains("at most"));
    CHECK_THROWS_WITH(make({.forced = {{at(0), at(1)}}, .forbidden = {{at(1), at(0)}}}), Contains("forbidden too"));
    CHECK_THROWS_WITH(make({.forced = {{at(0), at(0)}}}), Contains("two different"));
    CHECK_THROWS_WITH(make({.forbidden = {{at(4), at(0)}}}), Contains("among the ids"));
}

} // namespace matching_rules_test
