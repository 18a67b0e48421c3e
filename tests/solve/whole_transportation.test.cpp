// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/whole_transportation.hpp>

#include "solve/flow_support.hpp"
#include "support/catch.hpp"

namespace whole_transportation_test {

using flow_test::at;
using flow_test::centre;
using flow_test::school;

TEST_CASE("routes stand by need, and capacities are no more than could be used, and a bit", "[whole_transportation]") {
    colearn::transportation_problem<centre, school, std::int64_t, std::int64_t> problem;
    for (const std::int64_t has : {4, 1000, 0}) problem.capacity.push_back(has);
    problem.capacity.push_back(colearn::unbounded<std::int64_t>);
    for (const std::int64_t wants : {2, 3, 0}) problem.amount.push_back(wants);
    problem.routes = {{at<centre>(1), at<school>(1), 7},
                      {at<centre>(0), at<school>(0), -5},
                      {at<centre>(1), at<school>(0), 6},
                      {at<centre>(3), at<school>(1), 8}};
    const colearn::detail::whole_transportation<centre, school, std::int64_t, std::int64_t> whole(problem, .5);
    CHECK(whole.rows.first == std::vector<std::size_t>{0, 2, 4, 4});
    CHECK(whole.rows.supplier == std::vector<std::uint32_t>{0, 1, 1, 3});
    CHECK(whole.rows.cost == std::vector<std::int64_t>{-5, 6, 7, 8});
    CHECK(whole.amount == std::vector<std::int64_t>{2, 3, 0});
    CHECK(whole.capacity == std::vector<std::int64_t>{3, 6, 0, 4}); // 4 is more than the 2 that could be asked for

    colearn::transportation_problem<centre, school, double, double> real;
    for (const double has : {1.5, 1e300}) real.capacity.push_back(has);
    real.amount.push_back(2.25);
    real.routes = {{at<centre>(0), at<school>(0), .1}, {at<centre>(1), at<school>(0), 1e6}};
    const colearn::detail::whole_transportation<centre, school, double, double> exact(real, 0);
    CHECK(exact.amounts.back(exact.amount[0]) == 2.25);
    CHECK(exact.amounts.back(exact.capacity[0]) == 1.5);
    CHECK(exact.capacity[1] == exact.amount[0] + 1);
    CHECK(exact.costs.back(exact.rows.cost[0]) == Approx(.1).epsilon(1e-7));
    CHECK(exact.costs.back(exact.rows.cost[1]) == 1e6);
    const colearn::detail::whole_transportation<centre, school, double, double> given(real, 0x1p-43);
    CHECK(given.capacity[0] > exact.capacity[0]);
    CHECK(given.amounts.back(given.capacity[0]) == Approx(1.5).epsilon(1e-11));
}

} // namespace whole_transportation_test
