// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>

#include "allocation/allocation_support.hpp"
#include "support/catch.hpp"

namespace allocation_problem_test {

using namespace allocation_test;

TEST_CASE("needs of all topics add up, and so does what there is", "[allocation_problem]") {
    auto of = small_pool();
    CHECK(of.pooled());
    CHECK(of.supply() == 10'000);
    CHECK(of.units(10'000) == 100);
    auto& first = of.recipients[recipient(0)];
    first.need = {{10, 2, 0}, {5, .5, .1}};
    CHECK(first.total_need() == 15);
    CHECK(first.urgent_need() == 22.5);
    CHECK(small_routes().supply() == 5);
    CHECK_FALSE(small_routes().pooled());
    check_allocation(of);
    check_allocation(small_routes());
    check_allocation({}); // nobody, and nothing
}

TEST_CASE("what makes no sense is refused with the name of whose it is", "[allocation_problem]") {
    const auto nan = std::nan("");
    using change = std::function<void(allocation_problem&)>;
    const auto first = [](auto set) { return [set](allocation_problem& of) { set(of.recipients[recipient(0)]); }; };
    const std::vector<std::pair<change, std::string>> wrong{
        {first([&](auto& one) { one.pupils = nan; }), "A School: nan"},
        {first([](auto& one) { one.pupils = -1; }), "number of pupils"},
        {first([](auto& one) { one.disadvantaged = 1.5; }), "share of disadvantaged"},
        {first([](auto& one) { one.need.front().amount = -2; }), "a need must be from 0"},
        {first([&](auto& one) { one.need.front().urgency = nan; }), "an urgency"},
        {first([](auto& one) { one.need.front().uncertainty = 11; }), "an uncertainty"},
        {first([](auto& one) { one.last_year = -1; }), "last year's amount"},
        {first([](auto& one) { one.floor = -1; }), "a floor must be"},
        {first([](auto& one) { one.cap = 5, one.floor = 6; }), "a cap must not be below its floor"},
        {[](auto& of) { of.what.parts = 0; }, "parts"},
        {[](auto& of) { of.providers[provider(0)].capacity = -1; }, "North: -1"},
        {[](auto& of) { of.providers[provider(1)].capacity = most_whole_units; }, "overflow"},
        {[](auto& of) {
             of.routes.push_back({provider(2), recipient(0), 0, 1});
         },
         "begin at one of the providers"},
        {[](auto& of) {
             of.routes.push_back({provider(0), recipient(3), 0, 1});
         },
         "end at one of the recipients"},
        {[&](auto& of) { of.routes[0].cost = nan; }, "North to A School: nan"},
        {[](auto& of) { of.routes[0].effect = -1; }, "the effect of a route"},
        {[](auto& of) {
             of.spill_over = {{recipient(0), recipient(5), .1}};
         },
         "join two of the recipients"},
        {[](auto& of) {
             of.spill_over = {{recipient(0), recipient(1), -.1}};
         },
         "a share of benefit must be"},
        {[](auto& of) {
             of.spill_over = {{recipient(0), recipient(1), .5}, {recipient(0), recipient(2), .5}};
         },
         "sum to below 1"},
    };
    for (const auto& [spoil, words] : wrong) {
        auto of = small_routes();
        spoil(of);
        CHECK_THROWS_WITH(check_allocation(of, "policy"), Catch::Contains(words));
        CHECK_THROWS_AS(check_allocation(of), contract_violation);
    }
}

} // namespace allocation_problem_test
