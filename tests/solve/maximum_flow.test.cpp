// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <stop_token>
#include <vector>

#include <colearn/solve/maximum_flow.hpp>

#include "solve/flow_support.hpp"
#include "solve/lemon_flow.hpp"
#include "support/catch.hpp"

namespace maximum_flow_test {

using Catch::Contains;
using colearn::capacity_network;
using colearn::maximum_flow;
using colearn::status;
using flow_test::at;
using flow_test::place;

namespace {

template <class Amount>
capacity_network<place, Amount> random_network(std::uint64_t seed) {
    flow_test::draw any(seed);
    const auto n = 2 + any(6);
    capacity_network<place, Amount> out{n, at(0), at(n - 1), {}};
    for (auto m = any(16); m > 0; --m)
        out.arcs.push_back({at(any(n)), at(any(n)),
                            any(9) == 0 ? colearn::unbounded<Amount> : static_cast<Amount>(any.whole(0, 6)) / 2});
    return out;
}

// Ford and Fulkerson: the least capacity of all cuts.
template <class Amount>
double least_cut(const capacity_network<place, Amount>& of) {
    double best = 1e300;
    for (unsigned inside = 1; inside < 1U << (of.count - 1); inside += 2) {
        double cut = 0;
        for (const auto& one : of.arcs)
            if ((inside >> one.from.index & 1U) != 0 && (inside >> one.to.index & 1U) == 0)
                cut += colearn::detail::finite_number(one.capacity) ? static_cast<double>(one.capacity) : 1e100;
        best = (std::min)(best, cut);
    }
    return best;
}

template <class Amount>
void agrees_with_all_cuts(std::uint64_t seed) {
    const auto network = random_network<Amount>(seed);
    const auto made = maximum_flow(network);
    const auto checked = verify(network, made);
    const auto best = least_cut(network);
    INFO("seed " << seed << ": " << checked.violated);
    CHECK(checked);
    CHECK((made.outcome == status::unbounded) == (best >= 1e100));
    if (made.outcome == status::optimal) CHECK(static_cast<double>(made.value) == Approx(best).margin(1e-12));
}

} // namespace

// Cormen, Leiserson, Rivest and Stein, *Introduction to Algorithms*, the chapter's running example.
TEST_CASE("the textbook's trucks: 23 crates a day, held up by three roads", "[maximum_flow]") {
    const capacity_network<place> trucks{6,
                                         at(0),
                                         at(5),
                                         {{at(0), at(1), 16},
                                          {at(0), at(2), 13},
                                          {at(1), at(3), 12},
                                          {at(2), at(1), 4},
                                          {at(2), at(4), 14},
                                          {at(3), at(2), 9},
                                          {at(3), at(5), 20},
                                          {at(4), at(3), 7},
                                          {at(4), at(5), 4}}};
    const auto made = maximum_flow(trucks);
    CHECK(made.value == 23);
    CHECK(made.certificate.source_side == std::vector{at(0), at(1), at(2), at(4)});
    CHECK(made.certificate.cut_capacity == 23);
    REQUIRE(verify(trucks, made));
    const auto rejected = [&](auto forge) {
        auto forged = made;
        forge(forged);
        return verify(trucks, forged).violated;
    };
    CHECK_THAT(rejected([](auto& r) { r.flow.pop_back(); }), Contains("a flow for each arc"));
    CHECK_THAT(rejected([](auto& r) { r.flow[2] = 13; }), Contains("arc 2 must be from 0"));
    CHECK_THAT(rejected([](auto& r) { r.flow[8] -= 1; }), Contains("node 4 must go out; 1 stays"));
    CHECK_THAT(rejected([](auto& r) { r.value = 22; }), Contains("23 reaches the sink, not 22"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.source_side = {at(1)}; }), Contains("hold the source"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.source_side = {at(0), at(9)}; }), Contains("different nodes"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.cut_capacity = 24; }), Contains("the cut can carry 23"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.source_side = {at(0)}, r.certificate.cut_capacity = 29; }),
               Contains("does not fill the cut"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::feasible; }), Contains("status"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::unbounded; }), Contains("lead to the sink"));
    CHECK_THAT(rejected([](auto& r) {
                   r.outcome = status::unbounded, r.certificate.unlimited_way = {0, 2, 6};
               }),
               Contains("arcs without limit"));
    // What is not best is not proved: nothing flows.
    colearn::maximum_flow_result<place, std::int64_t> nothing{std::vector<std::int64_t>(9, 0), 0, made.certificate};
    CHECK_THAT(verify(trucks, nothing).violated, Contains("does not fill"));
    // Scaled and renumbered.
    auto turned = trucks;
    for (auto& one : turned.arcs) one = {at(5 - one.from.index), at(5 - one.to.index), one.capacity * 1000};
    std::reverse(turned.arcs.begin(), turned.arcs.end());
    turned.source = at(5);
    turned.sink = at(0);
    CHECK(maximum_flow(turned).value == 23000);
}

TEST_CASE("hundreds of small networks against all cuts", "[maximum_flow]") {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        agrees_with_all_cuts<std::int64_t>(seed);
        agrees_with_all_cuts<double>(seed);
    }
}

TEST_CASE("reals that are not halves of halves fill their cut within the tolerance", "[maximum_flow]") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        flow_test::draw any(seed);
        const auto n = 10 + any(40);
        capacity_network<place, double> net{n, at(0), at(n - 1), {}};
        for (auto m = 5 * n; m > 0; --m)
            net.arcs.push_back({at(any(n)), at(any(n)), static_cast<double>(any.whole(0, 1000)) / 3e-7});
        const auto checked = verify(net, maximum_flow(net));
        INFO("seed " << seed << ": " << checked.violated);
        CHECK(checked);
    }
}

#ifdef COLEARN_HAS_LEMON
TEST_CASE("the value of larger networks is LEMON's", "[maximum_flow]") {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        flow_test::draw any(seed);
        const std::size_t n = 300;
        capacity_network<place> net{n, at(0), at(n - 1), {}};
        std::vector<flow_test::lemon_arc> arcs;
        for (std::size_t m = 1500; m > 0; --m) {
            const auto u = any(n);
            const auto v = seed % 2 == 0 ? any(n) : (std::min)(n - 1, u + any(9));
            net.arcs.push_back({at(u), at(v), any.whole(0, 100)});
            arcs.push_back({static_cast<int>(u), static_cast<int>(v), 0, net.arcs.back().capacity, 0});
        }
        const auto made = maximum_flow(net);
        CHECK(verify(net, made));
        CHECK(made.value == flow_test::lemon_maximum_flow(static_cast<int>(n), arcs, 0, static_cast<int>(n - 1)));
    }
}
#endif

TEST_CASE("the ends of what can be asked: no arcs, no limit, stopped, bad input", "[maximum_flow]") {
    capacity_network<place> net{3, at(0), at(2), {}};
    CHECK(maximum_flow(net).value == 0);
    CHECK(verify(net, maximum_flow(net)));
    net.arcs = {{at(0), at(1)}, {at(1), at(2), 7}, {at(1), at(1)}, {at(2), at(1)}};
    CHECK(maximum_flow(net).value == 7);
    net.arcs[1].capacity = colearn::unbounded<std::int64_t>;
    const auto endless = maximum_flow(net);
    CHECK(endless.outcome == status::unbounded);
    CHECK(endless.certificate.unlimited_way == std::vector<std::size_t>{0, 1});
    CHECK(verify(net, endless));

    std::stop_source stop;
    stop.request_stop();
    capacity_network<place> band{3000, at(0), at(2999), {}};
    for (std::size_t v = 0; v + 1 < 3000; ++v)
        for (std::size_t w = v + 1; w < (std::min)(v + 4, std::size_t{3000}); ++w)
            band.arcs.push_back({at(v), at(w), static_cast<std::int64_t>((v * w) % 97)});
    const auto stopped = maximum_flow(band, {.stop = stop.get_token()});
    CHECK(stopped.outcome == status::cancelled);
    CHECK(verify(band, stopped));

    const auto refused = [&](auto change, const char* why) {
        auto bad = net;
        change(bad);
        CHECK_THROWS_WITH(maximum_flow(bad), Contains(why));
    };
    refused([](auto& n) { n.arcs[1].capacity = -1; }, "no capacity may be negative");
    refused([](auto& n) { n.arcs[1].to = at(3); }, "both ends");
    refused([](auto& n) { n.sink = n.source; }, "must be two nodes");
    refused([](auto& n) { n.source = {}; }, "source must be among");
    refused([](auto& n) { n.arcs[1].capacity = std::int64_t{1} << 60; }, "overflow");
}

} // namespace maximum_flow_test
