// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <stop_token>
#include <vector>

#include <colearn/solve/detail/supply_network.hpp>
#include <colearn/solve/detail/whole_transportation.hpp>

#include "solve/flow_support.hpp"
#include "support/catch.hpp"

namespace supply_network_test {

using colearn::detail::supply_auction;
using colearn::detail::supply_ending;
using colearn::detail::supply_network;
using flow_test::centre;
using flow_test::school;
using whole = std::int64_t;
using problem = colearn::transportation_problem<centre, school, whole, whole>;

namespace {

template <class Solver>
Solver solver_of(const problem& one) {
    colearn::detail::whole_transportation<centre, school, whole, whole> whole(one, 0);
    return {whole.rows, whole.capacity, whole.amount};
}

whole cost_of(const problem& one, const std::vector<whole>& carried) {
    const colearn::detail::whole_transportation<centre, school, whole, whole> whole(one, 0);
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < carried.size(); ++k) sum += carried[k] * whole.rows.cost[k];
    return sum;
}

// Some more than all their suppliers have.
void is_crowd(const problem& one, const std::vector<std::uint32_t>& crowded) {
    std::vector<std::uint8_t> inside(one.amount.size(), 0);
    std::vector<std::uint8_t> reached(one.capacity.size(), 0);
    whole asks = 0;
    whole has = 0;
    for (const auto j : crowded) {
        inside[j] = 1;
        asks += one.amount.values()[j];
    }
    for (const auto& route : one.routes) {
        if (inside[route.need.index] == 0 || reached[route.supplier.index] != 0) continue;
        reached[route.supplier.index] = 1;
        if (!colearn::detail::finite_number(one.capacity[route.supplier])) return;
        has += one.capacity[route.supplier];
    }
    CHECK(asks > has);
}

} // namespace

// The auction's prices are the least ones: against Bellman and Ford in supply_auction.test.cpp.
TEST_CASE("network and auction end alike, at the same cost and with the same least prices", "[supply_network]") {
    std::size_t infeasible = 0;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        auto one = flow_test::random_problem<whole, whole>(seed);
        if (seed % 5 == 0) one = flow_test::served_problem(seed, 12, 30, 4, static_cast<whole>(seed % 3 * 20), 30);
        if (seed % 15 == 0) one.amount[flow_test::at<school>(seed % 30)] += 1;
        auto auction = solver_of<supply_auction>(one);
        auto network = solver_of<supply_network>(one);
        const auto ended = network.run({}, {});
        INFO("seed " << seed);
        CHECK(ended == auction.run({}, {}));
        if (ended == supply_ending::optimal) {
            CHECK(network.prices() == auction.prices());
            CHECK(cost_of(one, network.carried()) == cost_of(one, auction.carried()));
        } else {
            is_crowd(one, network.crowded());
            ++infeasible;
        }
    }
    CHECK(infeasible > 50);
}

TEST_CASE("what is stopped is said so, and what is too dear for the auction is not for the network",
          "[supply_network]") {
    auto one = flow_test::served_problem(1, 3, 4, 2, 10, 9);
    std::stop_source stop;
    stop.request_stop();
    CHECK(solver_of<supply_network>(one).run(stop.get_token(), {}) == supply_ending::cancelled);
    auto cheap = solver_of<supply_network>(one);
    REQUIRE(cheap.run({}, {}) == supply_ending::optimal);
    for (auto& route : one.routes) route.cost <<= 50;
    CHECK(solver_of<supply_auction>(one).run({}, {}) == supply_ending::out_of_range);
    auto dear = solver_of<supply_network>(one);
    CHECK(dear.run({}, {}) == supply_ending::optimal);
    auto prices = cheap.prices();
    for (auto& price : prices) price <<= 50;
    CHECK(dear.prices() == prices);
    CHECK(solver_of<supply_network>(problem{}).run({}, {}) == supply_ending::optimal);
}

} // namespace supply_network_test
