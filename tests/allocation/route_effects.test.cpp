// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/allocation/detail/route_effects.hpp>
#include <colearn/allocation/least_cost_transport.hpp>
#include <colearn/allocation/leximin_share.hpp>
#include <colearn/allocation/max_min_share.hpp>
#include <colearn/allocation/service_order.hpp>
#include <colearn/allocation/spill_over_benefit.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace route_effects_test {

using namespace allocation_test;
using table = id_map<allocation_recipient, std::int64_t>;

// Twelve hours for two schools that need ten each; at A an hour does as much as two.
allocation_problem two_schools(std::int64_t hours) {
    allocation_problem out;
    out.what = {"counselling", "hour", 1};
    for (const char* name : {"A", "B"}) {
        allocation_recipient one;
        one.key = one.name = name;
        one.pupils = 100;
        one.need = {{10, 1, 0}};
        out.recipients.push_back(one);
    }
    out.providers.push_back({"n", "North", {}, hours});
    out.routes = {{provider(0), recipient(0), 1, 2}, {provider(0), recipient(1), 1, 1}};
    return out;
}

TEST_CASE("a need is what has to be sent to meet it", "[route_effects]") {
    const auto of = two_schools(12);
    const detail::route_effects effects(of);
    CHECK(effects.need == std::vector<double>{5, 10});
    CHECK(effects.any);
    CHECK(!effects.differ);
    // Level 12 / (5 + 10) = .8: both have 80% of their need, of 4 x 2 and of 8.
    for (const auto& answer : {max_min_share{}.allocate(of), leximin_share{}.allocate(of)}) {
        CHECK(answer.amounts == table(std::vector<std::int64_t>{4, 8}));
        CHECK(answer.checked);
        CHECK(verify(of, answer));
        CHECK(answer.notes == std::vector<std::string>{effects.note()});
    }
    CHECK(leximin_share{}.allocate(of).why[recipient(0)].find(
              "A gets 4 hours, 80 % of what would meet its need, 5 hours.") == 0);
    CHECK(max_min_share{}.allocate(of).why[recipient(0)].find("A gets 4 hours: 5 units to be sent at") == 0);
    // The first in the queue needs 5 hours, not 10.
    CHECK(priority_queue_policy{}.allocate(of).amounts == table(std::vector<std::int64_t>{5, 7}));
    // With plenty there are 5 over.
    CHECK(max_min_share{}.allocate(two_schools(20)).unspent == 5);
}

TEST_CASE("where nothing that is sent helps, nothing is sent", "[route_effects]") {
    auto of = two_schools(12);
    of.routes[0].effect = 0;
    CHECK(detail::route_effects(of).need == std::vector<double>{0, 10});
    const auto answer = leximin_share{}.allocate(of);
    CHECK(answer.amounts == table(std::vector<std::int64_t>{0, 10}));
    CHECK(answer.why[recipient(0)].find("nothing that could be sent would meet a need of it") != std::string::npos);
}

TEST_CASE("where effects differ between routes to one school, a unit is a unit, and that is said", "[route_effects]") {
    auto of = two_schools(12);
    of.providers.push_back({"s", "South", {}, 2});
    of.routes.push_back({provider(1), recipient(0), 1, .5});
    const detail::route_effects effects(of);
    CHECK(effects.differ);
    CHECK(effects.need == std::vector<double>{10, 10});
    CHECK(leximin_share{}.allocate(of).amounts == table(std::vector<std::int64_t>{7, 7}));
    const auto says = [&](const allocation& answer) {
        for (const auto& note : answer.notes)
            if (note.find("The effects of routes are not counted") == 0) return true;
        return false;
    };
    CHECK(says(leximin_share{}.allocate(of)));
    CHECK(says(max_min_share{}.allocate(of)));
    CHECK(says(priority_queue_policy{}.allocate(of)));
    CHECK(says(spill_over_benefit{}.allocate(two_schools(12))));
    CHECK(says(least_cost_transport{}.allocate(two_schools(12))));
    for (auto& one : of.routes) one.effect = 1;
    CHECK(!says(least_cost_transport{}.allocate(of)));
    CHECK(detail::route_effects(of).note().empty());
}

} // namespace route_effects_test
