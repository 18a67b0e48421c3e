// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/measures/components.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace components_test {

using namespace colearn;

namespace {

// reach[v][w]: whether there is a path, by Warshall's closure.
std::vector<std::vector<char>> reach_of(const view& of, bool both_ways) {
    const auto n = of.actor_count();
    std::vector<std::vector<char>> reach(n, std::vector<char>(n, 0));
    for (std::uint32_t v = 0; v < n; ++v) {
        reach[v][v] = 1;
        for (const auto w : of.out().of(v)) {
            reach[v][w] = 1;
            if (both_ways) reach[w][v] = 1;
        }
    }
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t v = 0; v < n; ++v)
            for (std::size_t w = 0; w < n; ++w)
                if (reach[v][k] != 0 && reach[k][w] != 0) reach[v][w] = 1;
    return reach;
}

} // namespace

TEST_CASE("components of a small network", "[components]") {
    // 0 -> 1 -> 2 -> 0 is a circle; 3 hangs on it, 4 -> 5 stands apart, 6 is alone.
    const auto of = small::graph(7, {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {4, 5}}, true);
    const auto weak = components(of);
    CHECK(weak.sizes == std::vector<std::uint32_t>{4, 2, 1});
    CHECK(weak.component[id<actor>{3U}] == 0);
    CHECK(weak.component[id<actor>{4U}] == 1);
    CHECK(weak.component[id<actor>{6U}] == 2);
    const auto strong = components(of, {.by = connection::strong});
    CHECK(strong.sizes == std::vector<std::uint32_t>{3, 1, 1, 1, 1});
    CHECK(strong.component[id<actor>{2U}] == 0);
    CHECK(strong.component[id<actor>{3U}] == 1);
    CHECK(to_string(strong.by) == "strong");
    CHECK(verify(of, weak));
    CHECK(verify(of, strong));
}

TEST_CASE("components are the classes of who reaches whom", "[components]") {
    random_stream random(5);
    for (int round = 0; round < 400; ++round) {
        const auto of = small::random_columns(random, 14).frozen(small::any_options(random));
        for (const auto by : {connection::weak, connection::strong}) {
            const auto result = components(of, {.by = by});
            const auto reach = reach_of(of, by == connection::weak);
            for (std::uint32_t v = 0; v < of.actor_count(); ++v)
                for (std::uint32_t w = 0; w < of.actor_count(); ++w)
                    REQUIRE((result.component.values()[v] == result.component.values()[w]) ==
                            (reach[v][w] != 0 && reach[w][v] != 0));
            CHECK(verify(of, result));
        }
    }
}

TEST_CASE("long paths and rings need no deep stack", "[components]") {
    const std::uint32_t n = 200'000;
    small::columns ring;
    ring.actors = n;
    for (std::uint32_t v = 0; v < n; ++v) {
        ring.sources.push_back(v);
        ring.targets.push_back((v + 1) % n);
        ring.strengths.push_back(1);
    }
    const component_options strong{.by = connection::strong};
    CHECK(components(ring.frozen({}), strong).sizes.size() == 1);
    ring.sources.pop_back();
    ring.targets.pop_back();
    ring.strengths.pop_back();
    const auto path = ring.frozen({});
    CHECK(components(path, strong).sizes.size() == n);
    CHECK(components(path).sizes == std::vector<std::uint32_t>{n});
    CHECK(components(view()).sizes.empty());
}

TEST_CASE("a false component is found out", "[components]") {
    const auto of = small::graph(4, {{0, 1}, {1, 0}, {1, 2}, {2, 3}, {3, 2}}, true);
    const auto strong = components(of, {.by = connection::strong});
    REQUIRE(strong.sizes == std::vector<std::uint32_t>{2, 2});
    auto joined = strong;
    joined.sizes = {4};
    for (auto& one : joined.component.values()) one = 0;
    CHECK_FALSE(verify(of, joined)); // nobody comes back from 2 to 1
    auto torn = components(of);
    torn.sizes = {2, 2};
    torn.component = strong.component;
    CHECK_FALSE(verify(of, torn)); // 1 -> 2 joins them
    const auto ring = small::graph(2, {{0, 1}, {1, 0}}, true);
    auto apart = components(ring, {.by = connection::strong});
    apart.sizes = {1, 1};
    apart.component.values()[1] = 1;
    CHECK_FALSE(verify(ring, apart)); // they reach each other
    auto miscounted = strong;
    miscounted.sizes = {3, 1};
    CHECK_FALSE(verify(of, miscounted));
    auto unknown = strong;
    unknown.component.values()[0] = 7;
    CHECK_FALSE(verify(of, unknown));
    auto swapped = strong;
    for (auto& one : swapped.component.values()) one = 1 - one;
    CHECK_FALSE(verify(of, swapped));
    CHECK_FALSE(verify(small::graph(5, {}, true), strong));
}

} // namespace components_test
