// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <vector>

#include <colearn/allocation/detail/route_flow.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace route_flow_test {

using namespace allocation_test;
using colearn::detail::route_flow;

// Whether carried, spare and amounts agree with one another.
bool consistent(const allocation_problem& of, const route_flow& flow) {
    std::vector<std::int64_t> arrived(of.recipients.size());
    std::vector<std::int64_t> spare;
    for (const auto& one : of.providers) spare.push_back(one.capacity);
    for (std::size_t k = 0; k < of.routes.size(); ++k) {
        if (flow.carried[k] < 0) return false;
        arrived[of.routes[k].recipient.index] += flow.carried[k];
        spare[of.routes[k].provider.index] -= flow.carried[k];
    }
    return arrived == flow.amounts && spare == flow.spare &&
           std::all_of(spare.begin(), spare.end(), [](auto x) { return x >= 0; });
}

TEST_CASE("somebody is served by a chain of others who change their provider", "[route_flow]") {
    const auto of = small_routes();
    route_flow flow(of);
    CHECK(flow.serve(1, 3) == 3); // all that North has
    CHECK(flow.serve(0, 2) == 2); // B takes two from South instead
    CHECK(flow.amounts == std::vector<std::int64_t>{2, 3, 0});
    CHECK(consistent(of, flow));
    CHECK(flow.serve(2, 4) == 0);
    CHECK(flow.reached_recipients == std::vector<std::uint32_t>{0, 1, 2});
    CHECK(flow.reached_providers == std::vector<std::uint32_t>{0, 1});
}

TEST_CASE("what is served, and the best move, are those of enumeration", "[route_flow]") {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    for (std::uint64_t item = 0; item < 150; ++item) {
        random_stream draw(3, item);
        auto of = random_problem(draw, {4, 8, true, 0});
        if (of.pooled()) continue;
        const auto n = of.recipients.size();
        route_flow flow(of);
        std::vector<std::int64_t> wanted(n);
        for (std::uint32_t i = 0; i < n; ++i) {
            wanted[i] = static_cast<std::int64_t>(uniform_index(draw, 6));
            (void)flow.serve(i, wanted[i]);
        }
        REQUIRE(consistent(of, flow));
        // As much in all as can be, the first ones before the others.
        std::vector<std::int64_t> best(n);
        std::vector<std::vector<std::int64_t>> allowed;
        for (auto& one : of.recipients.values()) one.floor = 0;
        each_allowed(
            of, [&](const auto& x) { allowed.push_back(x); }, std::vector<std::int64_t>(n, 8));
        for (const auto& x : allowed) {
            bool within = true;
            for (std::size_t i = 0; i < n; ++i) within = within && x[i] <= wanted[i];
            if (within) best = (std::max)(best, x);
        }
        CHECK(flow.amounts == best);

        std::vector<double> gain(n);
        std::vector<double> loss(n);
        for (std::size_t i = 0; i < n; ++i) {
            gain[i] = uniform(draw) < .2 ? -infinite : uniform(draw);
            loss[i] =
                flow.amounts[i] == 0 || uniform(draw) < .2 ? infinite : (std::max)(gain[i], 0.0) + uniform(draw, 0, .5);
        }
        double most = 0;
        const auto possible = [&](const std::vector<std::int64_t>& x) {
            return std::find(allowed.begin(), allowed.end(), x) != allowed.end();
        };
        bool from_spare = false;
        for (std::size_t j = 0; j < n; ++j) {
            auto x = flow.amounts;
            ++x[j];
            if (gain[j] > -infinite && x[j] <= 8 && possible(x)) from_spare = true;
            for (std::size_t i = 0; i < n; ++i)
                if (i != j && x[i] > 0) {
                    --x[i];
                    if (gain[j] - loss[i] > most && possible(x)) most = gain[j] - loss[i];
                    ++x[i];
                }
        }
        const auto before = flow.amounts;
        const auto found = flow.best_move(gain, loss, 0, 1);
        CHECK(flow.amounts == before);
        CHECK((found.taker == route_flow::nobody) == (!from_spare && most == 0));
        if (from_spare)
            CHECK(found.giver == route_flow::nobody);
        else
            CHECK(found.gain == most);
        const auto count = flow.improve(gain, loss, 0, 1);
        CHECK(consistent(of, flow));
        CHECK((count == 0) == (found.taker == route_flow::nobody));
        double better = 0; // each gives or takes one part at most, and together they gain
        for (std::size_t i = 0; i < n; ++i) {
            CHECK(std::abs(flow.amounts[i] - before[i]) <= 1);
            if (flow.amounts[i] > before[i]) better += gain[i];
            if (flow.amounts[i] < before[i]) better -= loss[i];
        }
        CHECK((count == 0 || from_spare || better > 0));
    }
}

TEST_CASE("two moves do not use the same part", "[route_flow]") {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    allocation_problem of; // A may have from both, B and C from South alone
    for (const char* name : {"A", "B", "C"}) {
        allocation_recipient one;
        one.name = name;
        of.recipients.push_back(one);
    }
    of.providers.push_back({"n", "North", {}, 2});
    of.providers.push_back({"s", "South", {}, 1});
    of.routes = {{provider(1), recipient(0)},
                 {provider(0), recipient(0)},
                 {provider(1), recipient(1)},
                 {provider(1), recipient(2)}};
    route_flow flow(of);
    REQUIRE(flow.serve(0, 1) == 1); // from South
    const std::vector<double> gain{-infinite, 1, .9};
    const std::vector<double> loss(3, infinite);
    CHECK(flow.improve(gain, loss, 0, 1) == 1);
    CHECK(flow.amounts == std::vector<std::int64_t>{1, 1, 0});
    CHECK(consistent(of, flow));
    CHECK(flow.improve(gain, loss, 0, 1) == 0);
}

} // namespace route_flow_test
