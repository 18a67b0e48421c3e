// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/supply_prices.hpp>

#include "support/catch.hpp"

namespace supply_prices_test {

using colearn::detail::least_supply_prices;
using colearn::detail::supply_bid;
using colearn::detail::supply_rows;

// Against Bellman and Ford on hundreds of instances: supply_auction.test.cpp.
TEST_CASE("prices are the least that keep each need where it is, whatever too much they start from",
          "[supply_prices]") {
    // Need 0 gets from supplier 0 what would cost 3 more at supplier 1; need 1 from supplier 1, 2 more at supplier 2.
    // Costs are multiples of 4. Supplier 2 has something left.
    const supply_rows rows{{0, 2, 4}, {0, 1, 1, 2}, {8, 20, 0, 8}};
    const std::vector<std::vector<supply_bid>> bids{{{0, 0, 0}}, {{0, 1, 0}}, {{0, 2, 0}}};
    using prices = std::vector<std::int64_t>;
    CHECK(least_supply_prices(rows, bids, {0, 0, 0}, 4) == prices{0, 0, 0});
    // Now need 0 stays at supplier 0 only if supplier 1 asks for the 8 that it would save there: 2, by the factor.
    const supply_rows dearer{{0, 2, 4}, {0, 1, 1, 2}, {8, 0, 0, 8}};
    CHECK(least_supply_prices(dearer, bids, {0, 8, 0}, 4) == prices{0, 2, 0});
    CHECK(least_supply_prices(dearer, bids, {1, 9, 1}, 4) == prices{0, 2, 0});
    CHECK(least_supply_prices(dearer, bids, {5, 13, 5}, 4) == prices{0, 2, 0});
    CHECK(least_supply_prices({{0}, {}, {}}, {}, {}, 1).empty());
}

} // namespace supply_prices_test
