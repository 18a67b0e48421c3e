// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include <colearn/allocation/service_order.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace service_order_test {

using namespace allocation_test;
using table = id_map<allocation_recipient, std::int64_t>;

TEST_CASE("the first in the queue gets all it needs", "[service_order]") {
    const auto of = small_pool(); // need per pupil .5, .1, .2
    const auto queue = priority_queue_policy{}.allocate(of);
    CHECK(queue.amounts == table(std::vector<std::int64_t>{5'000, 0, 5'000}));
    CHECK(queue.why[recipient(2)] ==
          "C School gets $50: it is number 2 of 3 by need per pupil, and got what was left. A "
          "better place, or $70 more where it could reach it, would change that.");
    CHECK(queue.outcome == status::feasible);
    CHECK(priority_queue_policy{.order = queue_order::first_come}.allocate(of).amounts ==
          table(std::vector<std::int64_t>{5'000, 3'000, 2'000}));
}

TEST_CASE("an order is served as far as anything can be, which enumeration confirms", "[service_order]") {
    for (std::uint64_t item = 0; item < 150; ++item) {
        random_stream draw(9, item);
        const auto of = random_problem(draw, {4, 9, item % 2 == 1, .3});
        const auto answer = priority_queue_policy{.order = queue_order::first_come}.allocate(of);
        if (answer.outcome == status::infeasible) continue;
        REQUIRE(answer.checked.violated == "");
        std::vector<std::int64_t> best; // the lexicographically largest
        each_allowed(
            of, [&](const auto& x) { best = (std::max)(best, x); }, detail::allocation_bounds::up_to_need(of).caps);
        CHECK(answer.amounts == table(best));
    }
}

TEST_CASE("the lottery draws every order, by the seed alone", "[service_order]") {
    const auto of = small_pool();
    std::set<std::vector<std::int64_t>> seen;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const auto answer = lottery_policy{}.allocate(of, {seed, false});
        CHECK(answer.amounts == lottery_policy{}.allocate(of, {seed, true}).amounts);
        const auto got = answer.amounts.values();
        seen.insert({got.begin(), got.end()});
    }
    // A B C, A C B, B A C, B C A, and C first, who takes all
    CHECK(seen ==
          std::set<std::vector<std::int64_t>>{{5000, 3000, 2000}, {5000, 0, 5000}, {0, 3000, 7000}, {0, 0, 10000}});
}

} // namespace service_order_test
