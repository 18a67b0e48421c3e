// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <stop_token>
#include <vector>

#include <colearn/solve/detail/whole_transportation.hpp>

#include "solve/flow_support.hpp"
#include "support/catch.hpp"

namespace supply_auction_test {

using colearn::detail::supply_auction;
using flow_test::centre;
using flow_test::school;
using problem = colearn::transportation_problem<centre, school, std::int64_t, std::int64_t>;

namespace {

supply_auction auction_of(const problem& one) {
    colearn::detail::whole_transportation<centre, school, std::int64_t, std::int64_t> whole(one, 0);
    return {whole.rows, whole.capacity, whole.amount};
}

} // namespace

TEST_CASE("the prices are the smallest that prove the amounts", "[supply_auction]") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const auto one = flow_test::random_problem<std::int64_t, std::int64_t>(seed);
        auto auction = auction_of(one);
        if (auction.run({}, {}) != supply_auction::ending::optimal) continue;
        const colearn::detail::whole_transportation<centre, school, std::int64_t, std::int64_t> whole(one, 0);
        struct use {
            std::size_t need, supplier;
            std::int64_t cost;
        };
        std::vector<use> used;
        for (std::size_t j = 0; j < whole.amount.size(); ++j)
            for (auto k = whole.rows.first[j]; k < whole.rows.first[j + 1]; ++k)
                if (auction.carried()[k] > 0) used.push_back({j, whole.rows.supplier[k], whole.rows.cost[k]});
        // Bellman and Ford: the least prices under which each need is served at its cheapest.
        std::vector<std::int64_t> least(whole.capacity.size(), 0);
        for (std::size_t round = 0; round <= whole.capacity.size(); ++round)
            for (const auto& [need, supplier, cost] : used)
                for (auto k = whole.rows.first[need]; k < whole.rows.first[need + 1]; ++k) {
                    auto& other = least[whole.rows.supplier[k]];
                    other = (std::max)(other, least[supplier] + cost - whole.rows.cost[k]);
                }
        INFO("seed " << seed);
        CHECK(auction.prices() == least);
    }
}

TEST_CASE("a crowd is found where prices would rise for ever", "[supply_auction]") {
    // Feasible ones with one unit more at one need: a long war before it is lost.
    std::size_t infeasible = 0;
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        auto one = flow_test::served_problem(seed, 40, 150, 2, 0, 1000);
        one.amount[flow_test::at<school>(seed)] += 1;
        one.capacity.push_back(1000); // plenty, where nobody can go
        auto auction = auction_of(one);
        if (auction.run({}, {}) != supply_auction::ending::infeasible) continue;
        ++infeasible;
        std::vector<std::uint8_t> reached(one.capacity.size(), 0);
        std::int64_t asks = 0;
        std::int64_t has = 0;
        for (const auto j : auction.crowded()) asks += one.amount[flow_test::at<school>(j)];
        for (const auto& route : one.routes) {
            if (!std::binary_search(auction.crowded().begin(), auction.crowded().end(), route.need.index)) continue;
            if (reached[route.supplier.index] == 0) has += one.capacity[route.supplier];
            reached[route.supplier.index] = 1;
        }
        INFO("seed " << seed);
        CHECK(asks > has);
    }
    CHECK(infeasible == 30);
}

TEST_CASE("what is out of range or stopped is said so", "[supply_auction]") {
    auto one = flow_test::served_problem(1, 3, 4, 2, 10, 9);
    std::stop_source stop;
    stop.request_stop();
    CHECK(auction_of(one).run(stop.get_token(), {}) == supply_auction::ending::cancelled);
    one.routes[0].cost = std::int64_t{1} << 52;
    CHECK(auction_of(one).run({}, {}) == supply_auction::ending::out_of_range);
    CHECK(auction_of(problem{}).run({}, {}) == supply_auction::ending::optimal);
}

} // namespace supply_auction_test
