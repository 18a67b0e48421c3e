// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/policy/pareto.hpp>

#include "policy/table_support.hpp"
#include "support/catch.hpp"

namespace pareto_test {

namespace {

using namespace colearn;

std::vector<measured> column(const std::vector<double>& values) {
    std::vector<measured> out;
    for (const double one : values) out.push_back(measured::as(one));
    return out;
}

} // namespace

TEST_CASE("the front has those that none beats on every goal", "[pareto]") {
    // lower is better, higher is better: A (1, 1), B (2, 5), C (3, 5), D (2, 4), E (1, 1), F has no second value
    std::vector<policy_goal> goals = {{"cost", better_when::lower, column({1, 2, 3, 2, 1, 0})},
                                      {"good", better_when::higher, column({1, 5, 5, 4, 1, 0})}};
    goals[1].values[5] = measured::undefined("no moon");
    const auto found = pareto_front(goals);
    CHECK(found.front == std::vector<std::size_t>{0, 1, 4});
    CHECK(found.dominated_by[2] == 1);
    CHECK(found.dominated_by[3] == 1);
    CHECK_FALSE(found.dominated_by[0].has_value());
    CHECK(found.left_out[5] == "good: no moon");
    CHECK(verify(goals, found));
    // forged ones
    auto forged = found;
    forged.front = {0, 1};
    CHECK_THAT(verify(goals, forged).violated, Catch::Contains("policy 4 is neither"));
    forged.front = {0, 1, 3, 4};
    CHECK_THAT(verify(goals, forged).violated, Catch::Contains("policy 3 is on the front and dominated by policy 1"));
    forged.front = {0, 1, 4, 5};
    CHECK_THAT(verify(goals, forged).violated, Catch::Contains("lacks a value and is on the front"));
    forged = found;
    forged.dominated_by[2] = 0;
    CHECK_THAT(verify(goals, forged).violated, Catch::Contains("policy 2 is neither"));
    forged.left_out[1] = "it looks bad";
    CHECK_THAT(verify(goals, forged).violated, Catch::Contains("policy 1 must be left out when"));
    CHECK_FALSE(verify(goals, pareto_result{}));
    CHECK_THROWS_AS(pareto_front({}), contract_violation);
    goals[0].values.pop_back();
    CHECK_THROWS_AS(pareto_front(goals), contract_violation);
}

TEST_CASE("the front is that of brute force, and does not depend on the scale", "[pareto]") {
    random_stream stream(5);
    for (int round = 0; round < 200; ++round) {
        const auto n = 1 + uniform_index(stream, 9);
        std::vector<policy_goal> goals(1 + uniform_index(stream, 3));
        for (auto& goal : goals) {
            goal.better = uniform(stream) < .5 ? better_when::lower : better_when::higher;
            for (std::size_t p = 0; p < n; ++p)
                goal.values.push_back(measured::as(static_cast<double>(uniform_index(stream, 4))));
        }
        std::vector<std::size_t> expected;
        for (std::size_t p = 0; p < n; ++p) {
            bool beaten = false;
            for (std::size_t q = 0; q < n; ++q) {
                bool nowhere_worse = true;
                bool somewhere_better = false;
                for (const auto& goal : goals) {
                    const double sign = goal.better == better_when::higher ? 1 : -1;
                    const double gain = sign * (*goal.values[q].value - *goal.values[p].value);
                    nowhere_worse &= gain >= 0;
                    somewhere_better |= gain > 0;
                }
                beaten |= nowhere_worse && somewhere_better;
            }
            if (!beaten) expected.push_back(p);
        }
        const auto found = pareto_front(goals);
        CHECK(found.front == expected);
        CHECK(verify(goals, found));
        for (auto& goal : goals)
            for (auto& one : goal.values) one = measured::as(3 * *one.value - 1);
        CHECK(pareto_front(goals).front == expected);
    }
}

TEST_CASE("goals come from an experiment's means", "[pareto]") {
    const auto table = policy_test::table_of({"a", "b"}, {"s", "t"}, {"unmet_need", "benefit", "given:North"}, 2,
                                             [](unsigned p, unsigned s, unsigned m, std::uint64_t r) {
                                                 return measured::as(p + 10.0 * s + 100.0 * m + static_cast<double>(r));
                                             });
    const experiment_index index(table);
    const auto goals = goals_of(index, {"benefit", "unmet_need"}, 1);
    REQUIRE(goals.size() == 2);
    CHECK(goals[0].better == better_when::higher);
    CHECK(goals[0].values == column({110.5, 111.5}));
    CHECK(goals[1].values == column({10.5, 11.5}));
    CHECK(pareto_front(goals).front.size() == 2);
    CHECK_THROWS_AS(goals_of(index, {"given:North"}, 0), contract_violation);
    CHECK_THROWS_AS(goals_of(index, {"luck"}, 0), contract_violation);
    CHECK_THROWS_AS(goals_of(index, {"benefit"}, 2), contract_violation);
}

} // namespace pareto_test
