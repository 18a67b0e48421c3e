// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <vector>

#include <colearn/allocation/detail/purse.hpp>

#include "allocation/allocation_support.hpp"
#include "support/catch.hpp"

namespace purse_test {

using namespace allocation_test;

TEST_CASE("floors are paid first, then each as much as there is, or all or nothing", "[purse]") {
    using namespace colearn::detail;
    for (const bool pooled : {true, false}) {
        auto of = small_routes();
        of.recipients[recipient(1)].floor = 1;
        if (pooled) of.routes.clear();
        purse money(of);
        CHECK(money.amounts() == std::vector<std::int64_t>{0, 1, 0});
        const std::vector<purse_payment> too_much{{0, 3}, {2, 2}};
        CHECK_FALSE(money.pay_all(too_much));
        CHECK(money.amounts() == std::vector<std::int64_t>{0, 1, 0});
        const std::vector<purse_payment> fits{{0, 2}, {2, 1}};
        CHECK(money.pay_all(fits));
        CHECK(money.pay(0, 9) == 1);
        CHECK(money.pay(0, 9) == 0);
        CHECK(money.pay(0, -1) == 0);
        CHECK(money.amounts() == std::vector<std::int64_t>{3, 1, 1});
    }
    auto of = small_pool();
    of.recipients[recipient(1)].floor = 20'000;
    CHECK_FALSE(purse(of).conflict.empty());
}

TEST_CASE("a better move is found and named", "[purse]") {
    using colearn::detail::no_better_move;
    constexpr double infinite = std::numeric_limits<double>::infinity();
    auto of = small_routes();
    const std::vector<std::int64_t> amounts{2, 2, 1};
    const std::vector<std::int64_t> carried{2, 1, 1, 1};
    const std::vector<double> loss{2, 3, 4};
    CHECK(no_better_move(of, amounts, carried, std::vector<double>{2, 1, 2}, loss));
    // A's part goes to C: North serves B in place of South.
    CHECK(no_better_move(of, amounts, carried, std::vector<double>{2, 1, 2.5}, loss).violated ==
          "a part for C School would be better than for A School");
    CHECK(no_better_move(of, amounts, carried, std::vector<double>{2, 1, 2.5}, loss, 1));
    of.routes.clear();
    CHECK_FALSE(no_better_move(of, amounts, {}, std::vector<double>{2, 1, 2.5}, loss));
    const std::vector<std::int64_t> fewer{2, 1, 1};
    CHECK(no_better_move(of, fewer, {}, std::vector<double>{-infinite, 1, -infinite}, loss).violated ==
          "a part for B School would be better, and one is left");
    CHECK(no_better_move(of, fewer, {}, std::vector<double>(3, -infinite), loss));
}

} // namespace purse_test
