// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/solve/grouping_problem.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_problem_test {

using Catch::Contains;
using colearn::group_value;
using grouping_support::at;
using grouping_support::instance_of;
using grouping_support::node;

TEST_CASE("the worth of a group by its definition", "[grouping_problem]") {
    instance_of of;
    of.values = {4, {{at(0), at(1), 2}, {at(1), at(0), 3}, {at(2), at(0), -1}, {at(2), at(3), 8}}};
    CHECK(group_value(of, {at(1), at(0)}) == 3); // the heaviest of a pair that is listed twice
    CHECK(group_value(of, {at(0), at(1), at(2)}) == 2);
    CHECK(group_value(of, {at(0)}) == 0);
    CHECK(group_value(of, {}) == 0);
    // Need .5 of item 0 in the first topic, of which item 1 is stronger by .4; the second topic counts double.
    of.coverage = {2, {.5, .25, 1, 1, 0, 0, 0, 0}, {.2, .1, .6, .1, 0, .3, 0, 0}, {1, 2}};
    CHECK(group_value(of, {at(0), at(1)}) == Approx(3 + .5 * .4));
    CHECK(group_value(of, {at(0), at(1), at(2)}) == Approx(2 + .5 * .4 + 2 * (.25 * .2 + 1 * .2)));
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const auto random = grouping_support::random_problem(seed, 7);
        std::vector<colearn::id<node>> all;
        std::vector<std::size_t> numbers;
        for (std::size_t i = random.values.count; i-- > 0;) {
            all.push_back(at(i));
            numbers.push_back(i);
        }
        CHECK(group_value(random, all) == Approx(grouping_support::plain_value(random, numbers)).margin(1e-12));
    }
    CHECK_THROWS_WITH(group_value(of, {at(4)}), Contains("among the items"));
    CHECK_THROWS_WITH(group_value(of, {at(1), at(1)}), Contains("named once"));
    of.coverage.need[0] = -1;
    CHECK_THROWS_WITH(group_value(of, {at(0)}), Contains("every need"));
    of.coverage.need[0] = 1;
    of.coverage.weight = {1};
    CHECK_THROWS_WITH(group_value(of, {at(0)}), Contains("one weight for each topic"));
}

} // namespace grouping_problem_test
