// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/network_simplex.hpp>

#include "solve/flow_support.hpp"
#include "support/catch.hpp"

namespace network_simplex_test {

using colearn::detail::cost_link;
using colearn::detail::network_simplex;

TEST_CASE("potentials prove the flow, and do not depend on the order of the links", "[network_simplex]") {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        flow_test::draw any(seed);
        const auto n = 2 + any(30);
        std::vector<cost_link> links;
        std::vector<std::int64_t> supply(n, 0);
        for (auto m = 1 + any(5 * n); m > 0; --m) {
            // As much is asked for as a random flow carries; ties are frequent.
            const auto u = static_cast<std::uint32_t>(any(n));
            const auto v = static_cast<std::uint32_t>(any(n));
            const auto capacity = any.whole(0, 9);
            const auto carried = any.whole(0, capacity);
            supply[u] += carried;
            supply[v] -= carried;
            links.push_back({u, v, capacity, any.whole(-5, 20)});
        }
        network_simplex solver(links, supply);
        REQUIRE(solver.run({}) == network_simplex::ending::optimal);
        CHECK(solver.feasible());
        const auto potential = solver.potentials();
        const auto flow = solver.flows();
        auto net = supply;
        bool proved = true;
        for (std::size_t a = 0; a < links.size(); ++a) {
            const auto x = flow[a];
            const auto reduced = links[a].cost + potential[links[a].from] - potential[links[a].to];
            proved = proved && x >= 0 && x <= links[a].capacity && (x == links[a].capacity || reduced >= 0) &&
                     (x == 0 || reduced <= 0);
            net[links[a].from] -= x;
            net[links[a].to] += x;
        }
        INFO("seed " << seed);
        CHECK(proved);
        CHECK(net == std::vector<std::int64_t>(n, 0));
        std::vector<cost_link> turned(links.rbegin(), links.rend());
        network_simplex again(turned, supply);
        REQUIRE(again.run({}) == network_simplex::ending::optimal);
        CHECK(again.potentials() == potential);
    }
}

// Two of many nodes have or need something, so that the first tree is one of shortest ways.
TEST_CASE("where most nodes only pass things on, the flow is as cheap as a plain search finds it",
          "[network_simplex]") {
    for (std::uint64_t seed = 0; seed < 80; ++seed) {
        flow_test::draw any(seed);
        const auto n = 4 + any(20);
        std::vector<cost_link> links;
        for (auto m = 2 * n + any(3 * n); m > 0; --m)
            links.push_back({static_cast<std::uint32_t>(any(n)), static_cast<std::uint32_t>(any(n)), any.whole(0, 4),
                             any.whole(seed % 4 == 0 ? -3 : 0, 9)});
        const auto amount = any.whole(1, 6);
        links.push_back({0, 1, amount, 1000}); // dear, but wide enough
        std::vector<std::int64_t> supply(n, 0);
        supply[0] = amount;
        supply[1] = -amount;
        network_simplex solver(links, supply);
        REQUIRE(solver.run({}) == network_simplex::ending::optimal);
        CHECK(solver.feasible());
        const auto flow = solver.flows();
        std::vector<std::int64_t> net(n, 0);
        bool bounds = true;
        for (std::size_t a = 0; a < links.size(); ++a) {
            bounds = bounds && flow[a] >= 0 && flow[a] <= links[a].capacity;
            net[links[a].from] += flow[a];
            net[links[a].to] -= flow[a];
        }
        INFO("seed " << seed);
        CHECK(bounds);
        CHECK(net == supply);
        // No cycle of what is left may earn: Bellman and Ford.
        std::vector<std::int64_t> length(n, 0);
        bool shorter = true;
        for (std::size_t round = 0; shorter && round <= n; ++round) {
            shorter = false;
            const auto relax = [&](std::uint32_t u, std::uint32_t v, std::int64_t cost) {
                if (length[u] + cost >= length[v]) return;
                length[v] = length[u] + cost;
                shorter = true;
            };
            for (std::size_t a = 0; a < links.size(); ++a) {
                if (flow[a] < links[a].capacity) relax(links[a].from, links[a].to, links[a].cost);
                if (flow[a] > 0) relax(links[a].to, links[a].from, -links[a].cost);
            }
        }
        CHECK_FALSE(shorter);
        CHECK(solver.potentials() == length);
    }
}

TEST_CASE("supplies that no link can move stay, and a cycle without limit that earns is named", "[network_simplex]") {
    constexpr auto no_limit = colearn::unbounded<std::int64_t>;
    network_simplex stuck(std::vector<cost_link>{{0, 1, 2, 1}}, {3, -3});
    CHECK(stuck.run({}) == network_simplex::ending::optimal);
    CHECK_FALSE(stuck.feasible());
    network_simplex earns(std::vector<cost_link>{{0, 1, no_limit, 2}, {1, 2, no_limit, -4}, {2, 0, no_limit, 1}},
                          {0, 0, 0});
    CHECK(earns.run({}) == network_simplex::ending::unbounded);
    auto cycle = earns.cycle();
    REQUIRE(cycle.size() == 3);
    CHECK((cycle[1] + 3 - cycle[0]) % 3 == 1);
    network_simplex loop(std::vector<cost_link>{{0, 0, 5, -1}, {0, 0, 5, 1}}, {0});
    CHECK(loop.run({}) == network_simplex::ending::optimal);
    CHECK(loop.flows() == std::vector<std::int64_t>{5, 0});
    // A round trip that pays, over a link without limit, is no cycle without end; nor is a dear way no way.
    network_simplex trip(std::vector<cost_link>{{0, 1, no_limit, -9}, {1, 0, 10, 8}}, {-5, 5});
    CHECK(trip.run({}) == network_simplex::ending::optimal);
    CHECK(trip.feasible());
    CHECK(trip.flows() == std::vector<std::int64_t>{5, 10});
    std::vector<cost_link> chain;
    for (std::uint32_t v = 0; v < 99; ++v) chain.push_back({v, v + 1, 7, 1000});
    std::vector<std::int64_t> ends(100, 0);
    ends[0] = 7;
    ends[99] = -7;
    network_simplex far(chain, ends);
    CHECK(far.run({}) == network_simplex::ending::optimal);
    CHECK(far.feasible());
    CHECK(far.potentials()[99] - far.potentials()[0] == 99'000);
    network_simplex nothing({}, {});
    CHECK(nothing.run({}) == network_simplex::ending::optimal);
}

} // namespace network_simplex_test
