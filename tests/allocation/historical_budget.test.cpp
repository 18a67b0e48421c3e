// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/allocation/historical_budget.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace historical_budget_test {

using namespace allocation_test;

TEST_CASE("last year's amounts grow and shrink with the budget", "[historical_budget]") {
    auto of = small_pool();
    const std::vector<std::int64_t> had{1'000, 2'500, 1'500};
    for (std::size_t i = 0; i < 3; ++i) of.recipients[recipient(i)].last_year = had[i];
    for (const std::int64_t twice : {0, 1, 2, 3, 4}) { // 0, a half, all of last year, ...
        of.providers[provider(0)].capacity = twice * 2'500;
        const auto answer = historical_budget{}.allocate(of);
        REQUIRE(verify(of, answer));
        for (std::size_t i = 0; i < 3; ++i) CHECK(answer.amounts[recipient(i)] * 2 == had[i] * twice);
    }
    CHECK(historical_budget{}.allocate(of).why[recipient(0)] ==
          "A School gets $20: 10 units of last year's at $2 each, in whole parts. Another $100 in all would bring it "
          "about $20.");
    of.recipients[recipient(1)].floor = 6'000; // hold-harmless
    CHECK(historical_budget{}.allocate(of).amounts[recipient(1)] == 6'000);
}

TEST_CASE("without a last year all above the floors is left, and a note says so", "[historical_budget]") {
    const auto answer = historical_budget{}.allocate(small_pool());
    CHECK(answer.unspent == 10'000);
    CHECK(answer.notes.size() == 1);
    CHECK(answer.why[recipient(2)] == "C School gets $0: its floor, since it had nothing last year.");
}

} // namespace historical_budget_test
