// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <colearn/solve/flow_network.hpp>

#include "solve/flow_support.hpp"
#include "support/catch.hpp"

namespace flow_network_test {

using Catch::Contains;
using colearn::unbounded;
using flow_test::at;
using flow_test::place;

TEST_CASE("supplies are all of an amount or any part of it", "[flow_network]") {
    using range = colearn::supply_range<std::int64_t>;
    CHECK(colearn::exactly<std::int64_t>(-3) == range{-3, -3});
    CHECK(colearn::at_most<std::int64_t>(5) == range{0, 5});
    CHECK(colearn::at_most<std::int64_t>(-5) == range{-5, 0});
    CHECK(unbounded<double> == std::numeric_limits<double>::infinity());
    CHECK_FALSE(colearn::detail::finite_number(unbounded<std::int64_t>));
    std::int64_t sum = 5;
    CHECK(colearn::detail::add_cost<std::int64_t, std::int64_t>(sum, 3, -4));
    CHECK(sum == -7);
    CHECK_FALSE(colearn::detail::add_cost<std::int64_t, std::int64_t>(sum, std::int64_t{1} << 40, 1 << 30));
}

template <class Number>
std::string refused(const colearn::flow_network<place, Number>& network) {
    try {
        colearn::detail::check_network(network, "test");
    } catch (const colearn::contract_violation& what) {
        return what.what();
    }
    return "";
}

TEST_CASE("bad networks are refused by name", "[flow_network]") {
    const auto whole = [](auto change) {
        colearn::flow_network<place> net{colearn::id_map<place, colearn::supply_range<>>(3), {{at(0), at(1), 5, 2}}};
        change(net);
        return refused(net);
    };
    const auto real = [](auto change) {
        colearn::flow_network<place, double> net{colearn::id_map<place, colearn::supply_range<double>>(3),
                                                 {{at(0), at(1), 5, 2}}};
        change(net);
        return refused(net);
    };
    const double nan = std::nan("");
    CHECK(whole([](auto&) {}).empty());
    CHECK(real([](auto&) {}).empty());
    CHECK_THAT(whole([](auto& n) { n.arcs[0].capacity = -1; }),
               Contains("no capacity may be negative (arc 0); got -1"));
    CHECK_THAT(real([&](auto& n) { n.arcs[0].capacity = nan; }),
               Contains("no capacity may be negative (arc 0); got nan"));
    CHECK_THAT(whole([](auto& n) { n.arcs[0].lower = 6; }), Contains("no lower bound may be above the capacity"));
    CHECK_THAT(whole([](auto& n) { n.arcs[0].lower = -1; }), Contains("lower bound must be finite and at least 0"));
    CHECK_THAT(real([&](auto& n) { n.arcs[0].lower = nan; }), Contains("lower bound must be finite"));
    CHECK_THAT(whole([](auto& n) { n.arcs[0].to = at(3); }), Contains("both ends of every arc"));
    CHECK_THAT(real([&](auto& n) { n.arcs[0].cost = nan; }), Contains("every cost must be finite (arc 0); got nan"));
    CHECK_THAT(real([](auto& n) { n.arcs[0].cost = unbounded<double>; }), Contains("every cost must be finite"));
    CHECK_THAT(whole([](auto& n) { n.supply[at(1)] = {2, 1}; }), Contains("below its least (node 1)"));
    CHECK_THAT(real([&](auto& n) { n.supply[at(1)] = {nan, 1}; }), Contains("every supply must be finite (node 1)"));
    CHECK_THAT(whole([](auto& n) { n.arcs[0].capacity = std::int64_t{1} << 60; }), Contains("overflow: supplies"));
    CHECK_THAT(whole([](auto& n) { n.arcs[0].cost = std::int64_t{1} << 59; }), Contains("overflow: the largest cost"));
    CHECK_THAT(real([](auto& n) { n.arcs.push_back(n.arcs[0]), n.arcs[0].capacity = n.arcs[1].capacity = 1.7e308; }),
               Contains("overflow"));
}

} // namespace flow_network_test
