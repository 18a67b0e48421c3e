// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <string>

#include <colearn/solve/transportation_problem.hpp>

#include "solve/flow_support.hpp"
#include "support/catch.hpp"

namespace transportation_problem_test {

using Catch::Contains;
using flow_test::at;
using flow_test::centre;
using flow_test::school;

template <class Amount, class Cost, class Change>
std::string refused(Change change) {
    colearn::transportation_problem<centre, school, Amount, Cost> one;
    for (int i = 0; i < 2; ++i) one.capacity.push_back(3);
    for (int j = 0; j < 2; ++j) one.amount.push_back(2);
    one.routes = {{at<centre>(0), at<school>(1), 5}, {at<centre>(1), at<school>(0), 4}};
    change(one);
    try {
        colearn::detail::check_transportation(one, "test");
    } catch (const colearn::contract_violation& what) {
        return what.what();
    }
    return "";
}

TEST_CASE("bad problems are refused by name", "[transportation_problem]") {
    const auto whole = [](auto change) { return refused<std::int64_t, std::int64_t>(change); };
    const auto real = [](auto change) { return refused<double, double>(change); };
    const double nan = std::nan("");
    CHECK(whole([](auto& p) { p.capacity[at<centre>(0)] = colearn::unbounded<std::int64_t>; }).empty());
    CHECK(real([](auto& p) { p.capacity[at<centre>(0)] = colearn::unbounded<double>; }).empty());
    CHECK_THAT(whole([](auto& p) { p.capacity[at<centre>(1)] = -1; }),
               Contains("test: no capacity may be negative (supplier 1); got -1"));
    CHECK_THAT(real([&](auto& p) { p.capacity[at<centre>(1)] = nan; }), Contains("no capacity may be negative"));
    CHECK_THAT(whole([](auto& p) { p.amount[at<school>(0)] = -2; }), Contains("at least 0 (need 0); got -2"));
    CHECK_THAT(real([&](auto& p) { p.amount[at<school>(0)] = nan; }), Contains("every amount must be finite"));
    CHECK_THAT(real([](auto& p) { p.amount[at<school>(0)] = colearn::unbounded<double>; }), Contains("must be finite"));
    CHECK_THAT(real([&](auto& p) { p.routes[1].cost = nan; }),
               Contains("every cost must be finite (route 1); got nan"));
    CHECK_THAT(whole([](auto& p) { p.routes[1].supplier = at<centre>(2); }), Contains("supplier of every route"));
    CHECK_THAT(whole([](auto& p) { p.routes[1].need = {}; }), Contains("need of every route"));
    CHECK_THAT(whole([](auto& p) { p.amount[at<school>(1)] = std::int64_t{1} << 59; }),
               Contains("overflow: each need"));
    CHECK_THAT(whole([](auto& p) { p.routes[0].cost = std::int64_t{1} << 58; }), Contains("number of ids"));
    CHECK_THAT(whole([](auto& p) { p.routes[0].cost = std::int64_t{1} << 40, p.amount[at<school>(1)] = 1 << 30; }),
               Contains("overflow: the largest cost times the sum of the amounts"));
    CHECK_THAT(real([](auto& p) { p.amount[at<school>(0)] = p.amount[at<school>(1)] = 1.7e308; }),
               Contains("overflow"));
}

} // namespace transportation_problem_test
