// SPDX-License-Identifier: BSL-1.0
#include <limits>

#include <colearn/solve/weighted_pairs.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace weighted_pairs_test {

using matching_test::at;
using matching_test::instance;

TEST_CASE("rows hold each pair of positive weight at both of its ends", "[weighted_pairs]") {
    const instance given{4, {{at(2), at(0), 5}, {at(1), at(2), 0}, {at(2), at(3), -1}, {at(0), at(1), 2}}};
    auto rows = colearn::detail::rows_of(given);
    REQUIRE(rows.size() == 4);
    REQUIRE(rows.of(0).size() == 2);
    CHECK(rows.of(0)[0].other == 2);
    CHECK(rows.of(0)[0].weight == 5);
    CHECK(rows.of(0)[1].other == 1);
    REQUIRE(rows.of(1).size() == 1);
    CHECK(rows.of(1)[0].other == 0);
    REQUIRE(rows.of(2).size() == 1);
    CHECK(rows.of(3).empty());
    CHECK(colearn::detail::rows_of(instance{}).size() == 0);
}

TEST_CASE("a pair that makes no sense is refused by name", "[weighted_pairs]") {
    using Catch::Contains;
    const auto check = [](const instance& one) { colearn::detail::check_pairs(one, "solver"); };
    CHECK_NOTHROW(check({2, {{at(0), at(1), -4}}}));
    CHECK_THROWS_WITH(check({2, {{at(0), at(2), 1}}}), Contains("solver") && Contains("among the ids; got 2"));
    CHECK_THROWS_WITH(check({2, {{at(1), at(1), 1}}}), Contains("two different ids"));
    CHECK_THROWS_WITH(check({2, {{at(0), at(1), std::numeric_limits<double>::quiet_NaN()}}}),
                      Contains("pair 0 and 1") && Contains("nan"));
    CHECK_THROWS_WITH(check({2, {{at(0), at(1), std::numeric_limits<double>::infinity()}}}), Contains("finite"));
    CHECK_THROWS_WITH(check({2, {{{}, at(1), 1}}}), Contains("among the ids"));
}

} // namespace weighted_pairs_test
