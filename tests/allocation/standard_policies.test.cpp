// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <colearn/allocation/standard_policies.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace standard_policies_test {

using namespace allocation_test;

TEST_CASE("every policy has a name of its own and a source", "[standard_policies]") {
    std::set<std::string> names;
    for (const auto& policy : standard_policies()) {
        CHECK(names.insert(policy.name()).second);
        CHECK(policy.source().size() > 10);
    }
    CHECK(names.size() >= 15);
}

TEST_CASE(
    "every policy answers what can be carried out, proves and explains it, or names whose floors stand in its way",
    "[standard_policies]") {
    const auto policies = standard_policies();
    int infeasible = 0;
    for (std::uint64_t item = 0; item < 240; ++item) {
        random_stream draw(29, item);
        const auto of = random_problem(draw, {5, 25, item % 2 == 1, item % 3 == 0 ? 0 : .4});
        for (const auto& policy : policies) CHECK(fault_of(policy, of, item) == "");
        infeasible += policies.front().allocate(of, {}).outcome == status::infeasible ? 1 : 0;
    }
    CHECK(infeasible > 10);
    CHECK(infeasible < 120);
}

TEST_CASE("extremes: nobody, nothing to give, nobody in reach, the largest amounts", "[standard_policies]") {
    auto stranded = small_routes();
    stranded.routes.resize(1); // only A is in reach
    auto no_need = small_pool();
    for (auto& one : no_need.recipients.values()) one.need = {};
    auto nothing = small_pool();
    nothing.providers[provider(0)].capacity = 0;
    auto huge = small_pool();
    huge.providers[provider(0)].capacity = most_whole_units;
    for (auto& one : huge.recipients.values()) one.need.front().amount = 1e12;
    auto far_too_small = small_pool(); // needs of a millionth of a part
    for (auto& one : far_too_small.recipients.values()) one.need.front().amount = 1e-8;
    for (const auto& policy : standard_policies()) {
        INFO(policy.name());
        CHECK(policy.allocate({}, {}).amounts.empty());
        for (const auto* of : {&stranded, &no_need, &nothing, &huge, &far_too_small}) {
            const auto answer = policy.allocate(*of, {});
            CHECK(verify(*of, answer).violated == "");
            CHECK(answer.checked.violated == "");
        }
        CHECK(policy.allocate(stranded, {}).amounts[recipient(2)] == 0);
        auto wrong = small_pool();
        wrong.recipients[recipient(1)].pupils = -1;
        CHECK_THROWS_WITH(policy.allocate(wrong, {}), Catch::Contains("B School"));
        auto conflict = small_routes();
        conflict.recipients[recipient(2)].floor = 3;
        const auto refused = policy.allocate(conflict, {});
        CHECK(refused.outcome == status::infeasible);
        REQUIRE(refused.notes.size() == 1);
        CHECK(refused.notes.front() ==
              "The floor of C School costs 3 tutors, but only 2 tutors can reach it, from South.");
        conflict = small_pool();
        for (auto& one : conflict.recipients.values()) one.floor = 4'000;
        CHECK(policy.allocate(conflict, {}).notes.front() ==
              "The floors of A School, B School and C School cost $120 in all, but the supply is $100.");
    }
}

} // namespace standard_policies_test
