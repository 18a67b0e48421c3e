// SPDX-License-Identifier: BSL-1.0
#include <colearn/allocation/budget_purchase.hpp>

#include "allocation/ballot_support.hpp"
#include "support/catch.hpp"

namespace budget_purchase_test {

TEST_CASE("a purchase in words", "[budget_purchase]") {
    auto ballot = ballot_test::make(10, {5}, {{3, {0}}});
    ballot.projects.values()[0].name = "The bench";
    const colearn::budget_purchase one{colearn::id<colearn::budget_project>{0U},
                                       2.5,
                                       {{colearn::id<colearn::budget_voter>{0U}, 2.5},
                                        {colearn::id<colearn::budget_voter>{1U}, 0},
                                        {colearn::id<colearn::budget_voter>{2U}, 2.5}}};
    CHECK(explain(ballot, one) == "The bench costs 5: 2 of its 3 supporters paid for it, 2.5 at most.");
}

} // namespace budget_purchase_test
