// SPDX-License-Identifier: BSL-1.0
#include <chrono>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

#include <colearn/core/parallel.hpp>
#include <colearn/measures/detail/ordered_merge.hpp>

#include "support/catch.hpp"

namespace ordered_merge_test {

TEST_CASE("tickets are merged in order on any number of threads", "[ordered_merge]") {
    for (const unsigned threads : {1U, 2U, 5U})
        for (const std::size_t most_left : {std::size_t{0}, std::size_t{3}}) {
            colearn::detail::ordered_merge in_turn;
            std::vector<std::size_t> order;
            colearn::parallel_for(500, {.threads = threads}, [&](std::size_t) {
                const auto ticket = in_turn.take_ticket();
                if (ticket % 3 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200)); // others come first
                in_turn.merge(
                    ticket, [&order, ticket] { order.push_back(ticket); }, most_left);
            });
            std::vector<std::size_t> expected(500);
            std::iota(expected.begin(), expected.end(), std::size_t{0});
            CHECK(order == expected);
        }
}

TEST_CASE("one whose turn has not come goes on while there is room", "[ordered_merge]") {
    colearn::detail::ordered_merge in_turn;
    std::vector<std::size_t> order;
    const auto note = [&order](std::size_t ticket) { return [&order, ticket] { order.push_back(ticket); }; };
    for (int i = 0; i < 4; ++i) (void)in_turn.take_ticket();
    CHECK_FALSE(in_turn.merge(2, note(2), 2));
    CHECK_FALSE(in_turn.merge(1, note(1), 2));
    CHECK(order.empty());
    CHECK(in_turn.merge(0, note(0), 2));
    CHECK(order == std::vector<std::size_t>{0, 1, 2});
    CHECK(in_turn.merge(3, note(3), 2));
    CHECK(order.back() == 3);
}

TEST_CASE("one who gives up lets the others through", "[ordered_merge]") {
    for (const unsigned threads : {1U, 3U}) {
        colearn::detail::ordered_merge in_turn;
        std::size_t merged = 0;
        CHECK_THROWS_AS(colearn::parallel_for(100, {.threads = threads},
                                              [&](std::size_t) {
                                                  const auto ticket = in_turn.take_ticket();
                                                  if (ticket == 20) {
                                                      in_turn.give_up();
                                                      throw std::runtime_error("no");
                                                  }
                                                  in_turn.merge(ticket, [&] { ++merged; });
                                              }),
                        std::runtime_error);
        CHECK(merged <= 20);
    }
}

} // namespace ordered_merge_test
