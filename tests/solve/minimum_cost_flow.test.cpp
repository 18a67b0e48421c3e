// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <stop_token>
#include <vector>

#include <colearn/solve/minimum_cost_flow.hpp>

#include "solve/flow_support.hpp"
#include "solve/lemon_flow.hpp"
#include "support/catch.hpp"

#ifdef COLEARN_HAS_GLPK
#include <glpk.h>
#endif

namespace minimum_cost_flow_test {

using Catch::Contains;
using colearn::at_most;
using colearn::exactly;
using colearn::flow_network;
using colearn::minimum_cost_flow;
using colearn::status;
using flow_test::at;
using flow_test::place;
using whole = std::int64_t;

namespace {

template <class Amount, class Cost>
void agrees_with_all_flows(std::uint64_t seed) {
    const auto network = flow_test::random_network<Amount, Cost>(seed);
    const auto made = minimum_cost_flow(network);
    const auto checked = verify(network, made);
    const auto best = flow_test::least_cost(network);
    INFO("seed " << seed << ": " << checked.violated);
    CHECK(checked);
    CHECK((made.outcome == status::infeasible) == !best.has_value());
    if (made.outcome == status::optimal) CHECK(static_cast<double>(made.cost) == Approx(*best).margin(1e-9));
}

// A network whose supplies are what a random flow carries.
template <class Amount, class Cost>
flow_network<place, Amount, Cost> carried_network(std::uint64_t seed, std::size_t nodes, std::size_t arcs, Amount unit,
                                                  Cost price) {
    flow_test::draw any(seed);
    flow_network<place, Amount, Cost> out;
    std::vector<Amount> supply(nodes, 0);
    for (; arcs > 0; --arcs) {
        const auto u = any(nodes);
        const auto v = any(nodes);
        const auto lower = any(5) == 0 ? any.whole(0, 5) : 0;
        const auto carried = any.whole(lower, 20);
        supply[u] += static_cast<Amount>(carried) * unit;
        supply[v] -= static_cast<Amount>(carried) * unit;
        out.arcs.push_back({at(u), at(v), static_cast<Amount>(any.whole(carried, 30)) * unit,
                            static_cast<Cost>(any.whole(-20, 1000)) * price, static_cast<Amount>(lower) * unit});
    }
    for (const auto one : supply) out.supply.push_back(exactly<Amount>(one));
    return out;
}

flow_network<place> tutorial() {
    flow_network<place> net;
    for (const whole s : {20, 0, 0, -5, -15}) net.supply.push_back(exactly<whole>(s));
    net.arcs = {{at(0), at(1), 15, 4}, {at(0), at(2), 8, 4},  {at(1), at(2), 20, 2},
                {at(1), at(3), 4, 2},  {at(1), at(4), 10, 6}, {at(2), at(3), 15, 1},
                {at(2), at(4), 4, 3},  {at(3), at(4), 20, 2}, {at(4), at(2), 5, 3}};
    return net;
}

} // namespace

// The network of the OR-Tools guide to minimum cost flows, which gives 150.
TEST_CASE("a published network costs 150, and forged answers are rejected", "[minimum_cost_flow]") {
    const auto net = tutorial();
    const auto made = minimum_cost_flow(net);
    CHECK(made.cost == 150);
    CHECK(made.flow == std::vector<whole>{12, 8, 8, 4, 0, 12, 4, 11, 0});
    REQUIRE(verify(net, made));
    const auto rejected = [&](auto forge) {
        auto forged = made;
        forge(forged);
        return verify(net, forged).violated;
    };
    CHECK_THAT(rejected([](auto& r) { r.flow.pop_back(); }), Contains("a flow for each arc"));
    CHECK_THAT(rejected([](auto& r) { r.flow[1] = 9; }), Contains("arc 1 must be between its bounds; it is 9"));
    CHECK_THAT(rejected([](auto& r) { r.flow[2] = 7; }), Contains("node 1 sends out -1"));
    CHECK_THAT(rejected([](auto& r) { r.cost = 149; }), Contains("costs 150, not 149"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.potential[at(2)] += 1; }), Contains("not proved cheapest"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.potential[at(4)] -= 1; }), Contains("could carry"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.potential[at(4)] = whole{1} << 62; }), Contains("out of range"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::infeasible; }), Contains("missing"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::infeasible, r.certificate.surplus = {at(0)}; }),
               Contains("must move 20, and the arcs around them can move 23: it proves nothing"));
    CHECK_THAT(rejected([](auto& r) {
                   r.outcome = status::infeasible, r.certificate.shortage = {at(4), at(4)};
               }),
               Contains("different nodes"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::unbounded; }), Contains("missing"));
    CHECK_THAT(rejected([](auto& r) {
                   r.outcome = status::unbounded, r.certificate.cycle = {6, 2};
               }),
               Contains("follow one another"));
    CHECK_THAT(rejected([](auto& r) {
                   r.outcome = status::unbounded, r.certificate.cycle = {6, 8};
               }),
               Contains("no limit"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::guaranteed; }), Contains("status"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::cancelled; }), Contains("nothing must flow"));
    // Another flow that keeps all bounds, 10 dearer.
    CHECK_THAT(rejected([](auto& r) { r.flow[3] = 0, r.flow[2] = 12, r.flow[5] = 16, r.cost = 154; }),
               Contains("between its bounds"));
    CHECK_THAT(rejected([](auto& r) { r.flow[4] = 1, r.flow[2] = 7, r.flow[5] = 11, r.flow[7] = 10, r.cost = 151; }),
               Contains("not proved cheapest"));
}

TEST_CASE("hundreds of small networks against all flows", "[minimum_cost_flow]") {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        agrees_with_all_flows<whole, whole>(seed);
        agrees_with_all_flows<double, double>(seed);
        agrees_with_all_flows<whole, double>(seed);
    }
}

TEST_CASE("larger networks: LEMON's cost, turned, renumbered, scaled", "[minimum_cost_flow]") {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const std::size_t n = 60;
        const auto net = carried_network<whole, whole>(seed, n, 400, 1, 1);
        const auto made = minimum_cost_flow(net);
        const auto checked = verify(net, made);
        INFO("seed " << seed << ": " << checked.violated);
        CHECK(checked);
#ifdef COLEARN_HAS_LEMON
        std::vector<flow_test::lemon_arc> arcs;
        std::vector<long long> supply;
        for (const auto& one : net.arcs)
            arcs.push_back(
                {static_cast<int>(one.from.index), static_cast<int>(one.to.index), one.lower, one.capacity, one.cost});
        for (const auto& one : net.supply) supply.push_back(one.least);
        CHECK(made.cost == flow_test::lemon_least_cost(supply, arcs));
#endif
        auto turned = net; // all arcs and supplies the other way, the other order, five times the cost
        for (std::size_t v = 0; v < n; ++v) {
            const auto range = net.supply[at(v)];
            turned.supply[at(n - 1 - v)] = {-range.most, -range.least};
        }
        for (auto& one : turned.arcs)
            one = {at(n - 1 - one.to.index), at(n - 1 - one.from.index), one.capacity, one.cost * 5, one.lower};
        std::reverse(turned.arcs.begin(), turned.arcs.end());
        CHECK(minimum_cost_flow(turned).cost == 5 * made.cost);
    }
}

#ifdef COLEARN_HAS_GLPK
TEST_CASE("real amounts and costs: GLPK's optimum", "[minimum_cost_flow]") {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const auto net = carried_network<double, double>(seed, 20, 90, .1 / 3, 1e3 / 7);
        const auto made = minimum_cost_flow(net);
        const auto checked = verify(net, made);
        INFO("seed " << seed << ": " << checked.violated);
        CHECK(checked);
        glp_prob* lp = glp_create_prob();
        glp_add_rows(lp, static_cast<int>(net.supply.size()));
        glp_add_cols(lp, static_cast<int>(net.arcs.size()));
        for (int v = 0; v < static_cast<int>(net.supply.size()); ++v) {
            const double supply = net.supply[at(static_cast<std::size_t>(v))].least;
            glp_set_row_bnds(lp, v + 1, GLP_DB, supply - 1e-9, supply + 1e-9);
        }
        for (int a = 0; a < static_cast<int>(net.arcs.size()); ++a) {
            const auto& one = net.arcs[static_cast<std::size_t>(a)];
            glp_set_col_bnds(lp, a + 1, one.capacity > one.lower ? GLP_DB : GLP_FX, one.lower, one.capacity);
            glp_set_obj_coef(lp, a + 1, one.cost);
            const int rows[] = {0, static_cast<int>(one.from.index) + 1, static_cast<int>(one.to.index) + 1};
            const double both[] = {0, 1, -1};
            if (one.from != one.to) glp_set_mat_col(lp, a + 1, 2, rows, both);
        }
        glp_smcp options;
        glp_init_smcp(&options);
        options.msg_lev = GLP_MSG_OFF;
        REQUIRE(glp_simplex(lp, &options) == 0);
        CHECK(glp_get_status(lp) == GLP_OPT);
        CHECK(made.cost == Approx(glp_get_obj_val(lp)).epsilon(1e-6));
        glp_delete_prob(lp);
    }
}
#endif

TEST_CASE("who stands in the way is named, and so is what earns without end", "[minimum_cost_flow]") {
    // A depot of 9 over one road of 5; a school that needs 4 and is given 3 at most; the two parts do not meet.
    flow_network<place> net;
    for (const auto range : {exactly<whole>(9), exactly<whole>(-9), at_most<whole>(3), exactly<whole>(-4)})
        net.supply.push_back(range);
    net.arcs = {{at(0), at(1), 5, 1}, {at(2), at(3)}};
    auto made = minimum_cost_flow(net);
    CHECK(made.outcome == status::infeasible);
    CHECK(verify(net, made));
    net.supply[at(3)] = at_most<whole>(-4);
    made = minimum_cost_flow(net);
    CHECK(made.outcome == status::infeasible);
    CHECK(made.certificate.surplus.size() + made.certificate.shortage.size() == 1);
    CHECK(verify(net, made));
    net.arcs.push_back({at(0), at(1), 4, 7});
    net.arcs[1].cost = -2; // worth doing
    made = minimum_cost_flow(net);
    CHECK(made.cost == 5 * 1 + 4 * 7 - 3 * 2);
    CHECK(made.certificate.potential[at(2)] == made.certificate.potential[at(3)] + 2);
    CHECK(verify(net, made));

    // Supplies that do not balance: all nodes are the witness.
    flow_network<place> unbalanced;
    for (const whole s : {3, -2}) unbalanced.supply.push_back(exactly<whole>(s));
    unbalanced.arcs = {{at(0), at(1)}};
    made = minimum_cost_flow(unbalanced);
    CHECK(made.outcome == status::infeasible);
    CHECK(made.certificate.surplus == std::vector{at(0), at(1)});
    CHECK(verify(unbalanced, made));

    // A cycle that earns: without limit no best flow, unless there is no flow at all; with a limit it is just used.
    flow_network<place> earns{colearn::id_map<place, colearn::supply_range<>>(3), {}};
    earns.arcs = {{at(0), at(1), colearn::unbounded<whole>, 2},
                  {at(1), at(2), colearn::unbounded<whole>, -4},
                  {at(2), at(0), colearn::unbounded<whole>, 1}};
    made = minimum_cost_flow(earns);
    CHECK(made.outcome == status::unbounded);
    CHECK(made.certificate.cycle.size() == 3);
    CHECK(verify(earns, made));
    auto forged = made;
    forged.certificate.cycle.push_back(forged.certificate.cycle[0]);
    CHECK_THAT(verify(earns, forged).violated, Contains("at most once"));
    auto dearer = earns;
    dearer.arcs[0].cost = 3;
    CHECK_THAT(verify(dearer, made).violated, Contains("negative cost; it is 0"));
    earns.arcs[0].capacity = 6;
    CHECK(minimum_cost_flow(earns).cost == -6);
    earns.arcs[0].capacity = colearn::unbounded<whole>;
    earns.supply[at(0)] = exactly<whole>(1);
    CHECK(minimum_cost_flow(earns).outcome == status::infeasible);

    // Lower bounds: what must be carried costs; what cannot is named.
    flow_network<place> loop{colearn::id_map<place, colearn::supply_range<>>(2), {{at(0), at(1), 5, 3, 2}}};
    CHECK(minimum_cost_flow(loop).outcome == status::infeasible);
    CHECK(verify(loop, minimum_cost_flow(loop)));
    loop.arcs.push_back({at(1), at(0), 5, 4});
    CHECK(minimum_cost_flow(loop).cost == 2 * 7);
}

TEST_CASE("reals that only rounding keeps apart fit, and whole ones are exact to the last digit",
          "[minimum_cost_flow]") {
    flow_network<place, double> tenths;
    for (int i = 0; i < 10; ++i) {
        tenths.supply.push_back(exactly<double>(.1));
        tenths.arcs.push_back({at(static_cast<std::size_t>(i)), at(10), .1, 1.0 / 3});
    }
    tenths.supply.push_back(exactly<double>(-1));
    auto made = minimum_cost_flow(tenths);
    CHECK(made.outcome == status::optimal);
    CHECK(made.cost == Approx(1.0 / 3));
    CHECK(verify(tenths, made));
    tenths.supply[at(10)] = exactly<double>(-1.000001);
    made = minimum_cost_flow(tenths);
    CHECK(made.outcome == status::infeasible);
    CHECK(verify(tenths, made));
    // An answer that is off by more than rounding is not let through.
    tenths.supply[at(10)] = at_most<double>(-1);
    for (auto& one : tenths.supply.values()) one = {0, (std::max)(0.0, one.most)};
    tenths.supply[at(10)] = exactly<double>(-.5);
    made = minimum_cost_flow(tenths);
    REQUIRE(verify(tenths, made));
    auto forged = made;
    forged.flow[0] = made.flow[0] > 0 ? 0 : .001;
    CHECK_THAT(verify(tenths, forged).violated, Contains("sends out"));

    const whole huge = whole{1} << 28;
    flow_network<place> exact;
    for (const whole s : {huge + 1, -huge - 1}) exact.supply.push_back(exactly<whole>(s));
    exact.arcs = {{at(0), at(1), huge, huge - 1}, {at(0), at(1), 7, huge}};
    CHECK(minimum_cost_flow(exact).cost == huge * huge);
    exact.arcs[0].cost = whole{1} << 40;
    CHECK_THROWS_WITH(minimum_cost_flow(exact), Contains("overflow: the total cost must be below 2^62"));
    exact.arcs[0].capacity = -3;
    CHECK_THROWS_WITH(minimum_cost_flow(exact),
                      Contains("minimum_cost_flow: no capacity may be negative (arc 0); got -3"));

    std::stop_source stop;
    stop.request_stop();
    const auto stopped = minimum_cost_flow(tutorial(), {.stop = stop.get_token()});
    CHECK(stopped.outcome == status::cancelled);
    CHECK(verify(tutorial(), stopped));
    CHECK(minimum_cost_flow(flow_network<place>{}).outcome == status::optimal);
}

} // namespace minimum_cost_flow_test
