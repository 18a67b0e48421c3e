// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <stop_token>
#include <vector>

#include <colearn/solve/minimum_cost_flow.hpp>
#include <colearn/solve/transportation.hpp>

#include "solve/flow_support.hpp"
#include "solve/lemon_flow.hpp"
#include "support/catch.hpp"

namespace transportation_test {

using Catch::Contains;
using colearn::status;
using colearn::transportation;
using colearn::transportation_problem;
using flow_test::at;
using flow_test::centre;
using flow_test::school;
using whole = std::int64_t;

namespace {

// What each of the two ways makes, whichever the shape calls for, is as good, and has the same prices.
template <class Solver, class Amount, class Cost>
void by(const transportation_problem<centre, school, Amount, Cost>& problem,
        const colearn::transportation_result<centre, school, Amount, Cost>& made) {
    colearn::transportation_result<centre, school, Amount, Cost> other;
    const auto ended = colearn::detail::transport_by<Solver>(problem, {}, other);
    CHECK((ended == colearn::detail::supply_ending::optimal) == (made.outcome == status::optimal));
    CHECK((ended == colearn::detail::supply_ending::infeasible) == (made.outcome == status::infeasible));
    other.outcome = made.outcome;
    other.certificate.need_price = colearn::id_map<school, Cost>(problem.amount.size());
    if (made.outcome == status::optimal) {
        colearn::detail::complete(problem, other);
        CHECK(static_cast<double>(other.cost) == Approx(made.cost).margin(1e-9));
        for (const auto i : problem.capacity.ids())
            CHECK(static_cast<double>(other.certificate.supplier_price[i]) ==
                  Approx(static_cast<double>(made.certificate.supplier_price[i])).margin(1e-9));
    } else {
        other.carried.assign(problem.routes.size(), 0);
        other.certificate.supplier_price = colearn::id_map<centre, Cost>(problem.capacity.size());
    }
    CHECK(verify(problem, other).violated.empty());
}
template <class Amount, class Cost>
void by_both_ways(const transportation_problem<centre, school, Amount, Cost>& problem,
                  const colearn::transportation_result<centre, school, Amount, Cost>& made) {
    by<colearn::detail::supply_auction>(problem, made);
    by<colearn::detail::supply_network>(problem, made);
}

// Small ones: all ways are tried. Others: minimum-cost flow, which was tested that way.
template <class Amount, class Cost>
void agrees_with_network(std::uint64_t seed) {
    const auto problem = flow_test::random_problem<Amount, Cost>(seed);
    const auto network = flow_test::network_of(problem);
    const auto made = transportation(problem);
    const auto checked = verify(problem, made);
    const auto other = minimum_cost_flow(network);
    INFO("seed " << seed << ": " << checked.violated);
    CHECK(checked);
    by_both_ways(problem, made);
    CHECK(made.outcome == other.outcome);
    if (made.outcome == status::optimal) CHECK(static_cast<double>(made.cost) == Approx(other.cost).margin(1e-9));
    if (network.arcs.size() > 5) return;
    const auto best = flow_test::least_cost(network);
    CHECK((made.outcome == status::optimal) == best.has_value());
    if (best) CHECK(static_cast<double>(made.cost) == Approx(*best).margin(1e-9));
}

transportation_problem<centre, school, whole, whole> powerco() {
    transportation_problem<centre, school, whole, whole> out;
    for (const whole has : {35, 50, 40}) out.capacity.push_back(has);
    for (const whole wants : {45, 20, 30, 30}) out.amount.push_back(wants);
    const whole costs[3][4] = {{8, 6, 10, 9}, {9, 12, 13, 7}, {14, 9, 16, 5}};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 4; ++j) out.routes.push_back({at<centre>(i), at<school>(j), costs[i][j]});
    return out;
}

} // namespace

// Winston, *Operations Research: Applications and Algorithms*, chapter on transportation: the Powerco example.
TEST_CASE("a textbook's plants and cities cost 1020, and forged answers are rejected", "[transportation]") {
    const auto problem = powerco();
    const auto made = transportation(problem);
    CHECK(made.cost == 1020);
    CHECK(made.carried == std::vector<whole>{0, 10, 25, 0, 45, 0, 5, 0, 0, 10, 0, 30});
    CHECK(made.certificate.bound == 1020);
    CHECK(made.certificate.supplier_price == colearn::id_map<centre, whole>(std::vector<whole>{3, 0, 0}));
    REQUIRE(verify(problem, made));
    const auto rejected = [&](auto forge) {
        auto forged = made;
        forge(forged);
        return verify(problem, forged).violated;
    };
    CHECK_THAT(rejected([](auto& r) { r.carried.pop_back(); }), Contains("an amount for each route"));
    CHECK_THAT(rejected([](auto& r) { r.carried[1] = -1; }), Contains("route 1 must carry from 0"));
    CHECK_THAT(rejected([](auto& r) { r.carried[1] = 9; }), Contains("need 1 gets 19, not its 20"));
    CHECK_THAT(rejected([](auto& r) { r.carried[0] = 1, r.carried[4] = 44; }), Contains("supplier 0 gives 36"));
    CHECK_THAT(rejected([](auto& r) { r.cost = 1019; }), Contains("costs 1020, not 1019"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.supplier_price[at<centre>(1)] = -1; }), Contains("at least 0"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.need_price[at<school>(2)] += 1; }), Contains("route 2 costs"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.need_price[at<school>(2)] -= 1; }),
               Contains("not proved cheapest"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.need_price[at<school>(2)] = whole{1} << 62; }), Contains("range"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.bound = 1021; }), Contains("not to the bound 1021"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::infeasible; }), Contains("missing"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::infeasible, r.certificate.crowded = {at<school>(0)}; }),
               Contains("proves nothing"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::infeasible, r.certificate.crowded = {at<school>(9)}; }),
               Contains("different needs"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::converged; }), Contains("status"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::cancelled; }), Contains("nothing must be carried"));
    // As good as the bounds allow, but 2 dearer.
    CHECK_THAT(rejected([](auto& r) {
                   r.carried[1] = 11, r.carried[9] = 9, r.carried[2] = 24, r.carried[10] = 1, r.cost = 1023;
               }),
               Contains("not proved cheapest"));
    // One unit more where it is dear saves its price; where nothing is left, prices are as they were.
    auto more = problem;
    more.capacity[at<centre>(0)] += 1;
    CHECK(transportation(more).cost == 1020 - 3);
    more.capacity[at<centre>(1)] += 1000;
    const auto easy = transportation(more);
    CHECK(easy.certificate.supplier_price[at<centre>(1)] == 0);
    CHECK_THAT(
        [&] {
            auto forged = easy;
            forged.certificate.supplier_price[at<centre>(1)] = 1;
            return verify(more, forged).violated;
        }(),
        Contains("has something left"));
}

TEST_CASE("hundreds of small problems against all ways and against general flow", "[transportation]") {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        agrees_with_network<whole, whole>(seed);
        agrees_with_network<double, double>(seed);
        agrees_with_network<whole, double>(seed);
    }
}

TEST_CASE("one more unit at a supplier saves just its price", "[transportation]") {
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        const auto problem = flow_test::random_problem<whole, whole>(seed);
        const auto made = transportation(problem);
        if (made.outcome != status::optimal) continue;
        for (const auto i : problem.capacity.ids()) {
            if (!colearn::detail::finite_number(problem.capacity[i])) continue;
            auto more = problem;
            more.capacity[i] += 1;
            INFO("seed " << seed << ", supplier " << i.index);
            CHECK(made.cost - transportation(more).cost == made.certificate.supplier_price[i]);
        }
    }
}

TEST_CASE("larger ones, tight and slack: LEMON's cost, whatever the order and the unit", "[transportation]") {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const auto spare = static_cast<whole>(seed % 3 * 20);
        const auto problem = flow_test::served_problem(seed, 20, 250, 6, spare, seed % 2 == 0 ? 1000 : 5);
        const auto made = transportation(problem);
        const auto checked = verify(problem, made);
        INFO("seed " << seed << ": " << checked.violated);
        CHECK(checked);
        by_both_ways(problem, made);
#ifdef COLEARN_HAS_LEMON
        // With one node more that gives to the suppliers what they have.
        std::vector<long long> supply(20, 0);
        std::vector<flow_test::lemon_arc> arcs;
        long long all = 0;
        for (const auto one : problem.amount) supply.push_back(-one), all += one;
        supply.push_back(all);
        for (int i = 0; i < 20; ++i)
            arcs.push_back({270, i, 0, problem.capacity[at<centre>(static_cast<std::size_t>(i))], 0});
        for (const auto& one : problem.routes)
            arcs.push_back(
                {static_cast<int>(one.supplier.index), 20 + static_cast<int>(one.need.index), 0, 20, one.cost});
        CHECK(made.cost == flow_test::lemon_least_cost(supply, arcs));
#endif
        auto turned = problem;
        std::reverse(turned.routes.begin(), turned.routes.end());
        for (auto& one : turned.routes) one.need = at<school>(249 - one.need.index);
        for (std::size_t j = 0; j < 250; ++j) turned.amount[at<school>(j)] = problem.amount[at<school>(249 - j)];
        const auto again = transportation(turned);
        CHECK(again.cost == made.cost);
        CHECK(again.certificate.supplier_price == made.certificate.supplier_price);
        // Kilometres for metres, and half posts: the same answer in reals.
        transportation_problem<centre, school, double, double> real;
        for (const auto one : problem.capacity) real.capacity.push_back(static_cast<double>(one) / 2);
        for (const auto one : problem.amount) real.amount.push_back(static_cast<double>(one) / 2);
        for (const auto& one : problem.routes)
            real.routes.push_back({one.supplier, one.need, static_cast<double>(one.cost) / 1000});
        const auto same = transportation(real);
        CHECK(same.cost == Approx(static_cast<double>(made.cost) / 2000));
        const auto real_checked = verify(real, same);
        INFO(real_checked.violated);
        CHECK(real_checked);
        by_both_ways(real, same);
        for (const auto one : same.carried) CHECK(one * 2 == static_cast<double>(static_cast<whole>(one * 2)));
        // So dear that the auction leaves it to the network.
        auto dear = problem;
        for (auto& one : dear.routes) one.cost <<= 38;
        const auto general = transportation(dear);
        CHECK(general.cost == made.cost << 38);
        CHECK(verify(dear, general));
        for (const auto i : problem.capacity.ids())
            CHECK(general.certificate.supplier_price[i] == made.certificate.supplier_price[i] << 38);
    }
}

TEST_CASE("who asks for too much is named, and rounding alone is no reason", "[transportation]") {
    auto problem = powerco();
    problem.amount[at<school>(3)] += 1;
    auto made = transportation(problem);
    CHECK(made.outcome == status::infeasible);
    CHECK(made.certificate.crowded.size() == 4);
    CHECK(verify(problem, made));
    CHECK(made.carried == std::vector<whole>(12, 0));
    problem.amount.push_back(2); // a school with no route
    made = transportation(problem);
    CHECK(made.outcome == status::infeasible);
    CHECK(verify(problem, made));
    auto forged = made;
    forged.certificate.crowded = {at<school>(1), at<school>(1)};
    CHECK_THAT(verify(problem, forged).violated, Contains("different needs"));

    transportation_problem<centre, school, double, double> tenths;
    tenths.capacity.push_back(1 - .9);
    for (int j = 0; j < 10; ++j) {
        tenths.amount.push_back(.01);
        tenths.routes.push_back({at<centre>(0), at<school>(static_cast<std::size_t>(j)), 2.0 / 3});
    }
    const auto fits = transportation(tenths);
    CHECK(fits.outcome == status::optimal);
    CHECK(fits.cost == Approx(.2 / 3));
    CHECK(verify(tenths, fits));
    tenths.amount[at<school>(3)] = .0100001;
    const auto too_much = transportation(tenths);
    CHECK(too_much.outcome == status::infeasible);
    CHECK(verify(tenths, too_much));
}

TEST_CASE("stopped, watched, empty, and bad", "[transportation]") {
    const auto problem = powerco();
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = transportation(problem, {.stop = stop.get_token()});
    CHECK(stopped.outcome == status::cancelled);
    CHECK(verify(problem, stopped));
    std::vector<double> seen;
    CHECK(transportation(problem, {.progress = [&](double share) { seen.push_back(share); }}).cost == 1020);
    CHECK(std::is_sorted(seen.begin(), seen.end()));
    CHECK(seen.back() == 1);
    const transportation_problem<centre, school> nothing;
    CHECK(verify(nothing, transportation(nothing)));
    auto bad = problem;
    bad.capacity[at<centre>(2)] = -40;
    CHECK_THROWS_WITH(transportation(bad),
                      Contains("transportation: no capacity may be negative (supplier 2); got -40"));
}

} // namespace transportation_test
