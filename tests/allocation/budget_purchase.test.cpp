// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <vector>

#include <colearn/allocation/budget_purchase.hpp>
#include <colearn/core/distribution.hpp>

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

TEST_CASE("prices that only rise come out in order, and few are computed", "[budget_purchase]") {
    colearn::random_stream stream(1);
    std::vector<double> now(50);
    colearn::detail::rising_prices queue;
    for (std::uint32_t p = 0; p < 50; ++p)
        queue.enter(p, now[p] = static_cast<double>(colearn::uniform_index(stream, 9)));
    std::vector<std::uint8_t> gone(50);
    std::size_t computed = 0;
    colearn::detail::rising_prices::entry best{};
    while (queue.take([&](std::uint32_t p, double) { return ++computed, p == 7 ? -1.0 : now[p]; },
                      [](std::uint32_t a, std::uint32_t b) { return a > b; }, best)) {
        std::uint32_t want = 50;
        for (std::uint32_t p = 0; p < 50; ++p)
            if (p != 7 && gone[p] == 0 && (want == 50 || now[p] <= now[want])) want = p; // the last of equal ones
        CHECK(best.project == want);
        CHECK(best.at_least == now[want]);
        gone[want] = 1;
        for (auto& price : now) price += colearn::uniform_index(stream, 6) == 0 ? 1 : 0;
    }
    gone[7] = 1;
    CHECK(std::count(gone.begin(), gone.end(), 1) == 50);
    CHECK(computed < 50 * 50 / 2);
}

} // namespace budget_purchase_test
