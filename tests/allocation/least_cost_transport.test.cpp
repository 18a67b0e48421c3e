// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

#include <colearn/allocation/least_cost_transport.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace least_cost_transport_test {

using namespace allocation_test;

TEST_CASE("the nearest are served, and what that costs is said", "[least_cost_transport]") {
    auto of = small_routes();
    const auto answer = least_cost_transport{}.allocate(of);
    CHECK(answer.amounts == id_map<allocation_recipient, std::int64_t>(std::vector<std::int64_t>{3, 2, 0}));
    CHECK(answer.carried == std::vector<std::int64_t>{3, 0, 2, 0});
    CHECK(answer.why[recipient(1)].find("B School gets 2 tutors: 2 tutors from South at a cost of 5 each.") == 0);
    of.recipients[recipient(2)].floor = 1;
    CHECK(least_cost_transport{}.allocate(of).amounts[recipient(2)] == 1);
    const auto pool = least_cost_transport{}.allocate(small_pool());
    CHECK(pool.amounts == max_min_share{}.allocate(small_pool()).amounts);
    CHECK(pool.notes.back().find("nothing travels") != std::string::npos);
}

TEST_CASE("as much need as possible at the least cost, by enumeration of all flows", "[least_cost_transport]") {
    int costly = 0;
    for (std::uint64_t item = 0; item < 150; ++item) {
        random_stream draw(10, item);
        const auto of = random_problem(draw, {3, 4, true, .3});
        const auto answer = least_cost_transport{}.allocate(of);
        if (answer.outcome == status::infeasible || of.pooled() || of.routes.size() > 6) continue;
        REQUIRE(answer.checked.violated == "");
        const auto within = detail::allocation_bounds::up_to_need(of);
        std::vector<std::int64_t> carried(of.routes.size());
        std::vector<std::int64_t> spare;
        for (const auto& one : of.providers) spare.push_back(one.capacity);
        std::vector<std::int64_t> amounts(of.recipients.size());
        std::int64_t most = -1;
        double least = 0;
        const std::function<void(std::size_t)> go = [&](std::size_t k) {
            if (k == carried.size()) {
                std::int64_t total = 0;
                double cost = 0;
                for (std::size_t i = 0; i < amounts.size(); ++i) {
                    if (amounts[i] < within.floors[i]) return;
                    total += amounts[i];
                }
                for (std::size_t r = 0; r < k; ++r) cost += static_cast<double>(carried[r]) * of.routes[r].cost;
                if (total > most || (total == most && cost < least)) most = total, least = cost;
                return;
            }
            auto& from = spare[of.routes[k].provider.index];
            auto& to = amounts[of.routes[k].recipient.index];
            const auto room = (std::min)(from, within.caps[of.routes[k].recipient.index] - to);
            for (std::int64_t x = 0; x <= room; ++x) {
                carried[k] = x;
                from -= x, to += x;
                go(k + 1);
                from += x, to -= x;
            }
        };
        go(0);
        std::int64_t total = 0;
        double cost = 0;
        for (const auto one : answer.amounts) total += one;
        for (std::size_t r = 0; r < carried.size(); ++r)
            cost += static_cast<double>(answer.carried[r]) * of.routes[r].cost;
        CHECK(total == most);
        CHECK(cost == Approx(least).epsilon(1e-9));
        costly += cost > 0 ? 1 : 0;
    }
    CHECK(costly > 25);
}

} // namespace least_cost_transport_test
