// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <colearn/allocation/equal_split.hpp>
#include <colearn/allocation/need_proportional.hpp>
#include <colearn/allocation/service_order.hpp>
#include <colearn/allocation/shadow_prices.hpp>
#include <colearn/allocation/utilitarian_benefit.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace shadow_prices_test {

using namespace allocation_test;

constexpr auto infinite = std::numeric_limits<double>::infinity();

// The total benefit when these units arrive, from its definition.
double total(const allocation_problem& of, const std::vector<double>& arrived, const shadow_price_options& options) {
    const auto reached = spill_over(of, arrived).reached;
    double out = 0;
    for (std::size_t i = 0; i < arrived.size(); ++i) {
        const auto& one = of.recipients.values()[i];
        if (one.total_need() > 0) out += weight_of(one, options.weight) * options.curve(reached[i] / one.total_need());
    }
    return out;
}

TEST_CASE("the price of one more dollar, by hand", "[shadow_prices]") {
    auto of = small_pool();
    allocation answer;
    for (const std::int64_t parts : {2'500, 1'500, 6'000}) answer.amounts.push_back(parts);
    auto found = shadow_prices(of, answer);
    // 100 pupils, need 50, b(s) = 1 - exp(-2 s): 100 * 2 / 50 * exp(-2 * 25 / 50)
    const double expected[] = {4 * std::exp(-1), 20 * std::exp(-1), 10 * std::exp(-1)};
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(found.prices[recipient(i)].one_more == Approx(expected[i]));
        CHECK(found.prices[recipient(i)].one_less == Approx(expected[i]));
        CHECK(found.prices[recipient(i)].kept == Approx(expected[i]));
    }
    CHECK(found.providers[provider(0)] == Approx(expected[1]));
    CHECK(found.outcome == status::converged);
    CHECK(explain(of, answer, found, recipient(1)) ==
          "One more $ for B School would bring a benefit of 7.36; what reaches it now meets 50% of its need. Nowhere "
          "would it bring more.");
    CHECK(explain(of, answer, found, recipient(0)) ==
          "One more $ for A School would bring a benefit of 1.47; what reaches it now meets 50% of its need. At B "
          "School it would bring 7.36.");

    // A passes half on to B: its price is its own and half of B's, both at what reaches them.
    of.spill_over = {{recipient(0), recipient(1), .5}};
    found = shadow_prices(of, answer);
    const double at_b = 20 * std::exp(-27.5 / 15);
    CHECK(found.prices[recipient(0)].one_more == Approx(4 * std::exp(-1) + at_b / 2));
    CHECK(found.prices[recipient(0)].kept == Approx(4 * std::exp(-1)));
    CHECK(explain(of, answer, found, recipient(0)) ==
          "One more $ for A School would bring a benefit of 3.07, 52% of it at those whom it passes it on to; what "
          "reaches it now meets 50% of its need. At C School it would bring 3.68.");

    // The cap of C is below what it has a use for; the budget would go to B then.
    of.recipients[recipient(2)].cap = 6'000;
    found = shadow_prices(of, answer);
    CHECK(found.providers[provider(0)] == Approx(at_b));
    CHECK(explain(of, answer, found, recipient(2)).find("% of its need, and it is at its cap. Nowhere") !=
          std::string::npos);
    of.recipients[recipient(1)].need.clear();
    CHECK(explain(of, answer, shadow_prices(of, answer), recipient(1)) ==
          "One more $ for B School would help nobody: no need is on record for it.");
}

TEST_CASE("with weights need and a straight curve, a price is the unmet need that a unit lowers", "[shadow_prices]") {
    const auto of = small_pool();
    allocation answer;
    for (const std::int64_t parts : {5'000, 1'000, 4'000}) answer.amounts.push_back(parts); // A has what it needs
    const shadow_price_options unmet{{.corners = {{1, 1}}}, benefit_weight::need};
    const auto found = shadow_prices(of, answer, unmet);
    CHECK(found.prices[recipient(0)].one_more == 0);
    CHECK(found.prices[recipient(0)].one_less == 1);
    CHECK(found.prices[recipient(1)].one_more == 1);
    CHECK(found.prices[recipient(2)].one_less == 1);
    CHECK(explain(of, answer, found, recipient(0)) ==
          "One more $ for A School would help nobody: its need is met, or its benefit counts nothing.");
}

TEST_CASE("prices are the derivatives of the total benefit", "[shadow_prices]") {
    int compared = 0;
    for (std::uint64_t item = 0; item < 200; ++item) {
        random_stream draw(57, item);
        auto of = random_problem(draw, {8, 40, item % 2 == 1, .2});
        for (auto& one : of.routes) one.effect = uniform(draw, .2, 2);
        shadow_price_options options;
        if (item % 3 == 0) options.curve.corners = {{.3, .5}, {1, .8}};
        options.weight = static_cast<benefit_weight>(item % 3);
        const auto answer = lottery_policy{}.allocate(of);
        if (answer.outcome == status::infeasible) continue;
        const auto found = shadow_prices(of, answer, options);
        REQUIRE(verify(of, answer, options, found).violated == "");
        const auto arrived = arriving_units(of, answer);
        const double now = total(of, arrived, options);
        for (std::size_t i = 0; i < arrived.size(); ++i) {
            const double step = 1e-6 / static_cast<double>(of.what.parts);
            auto more = arrived;
            more[i] += step;
            auto less = arrived;
            less[i] -= step;
            const auto& price = found.prices[recipient(i)];
            const double slack = 1e-9 * (now + 1) / step;
            CHECK(std::fabs((total(of, more, options) - now) / step - price.one_more) <=
                  1e-3 * price.one_more + 1e-3 * slack);
            if (arrived[i] > step)
                CHECK(std::fabs((now - total(of, less, options)) / step - price.one_less) <=
                      1e-3 * price.one_less + 1e-3 * slack);
            CHECK(price.one_less >= price.one_more - found.error - 1e-12 * price.one_less);
            CHECK(price.one_more >= price.kept - found.error - 1e-12 * price.kept);
            ++compared;
        }
    }
    CHECK(compared > 400);
}

TEST_CASE("where the total is largest, no unit would bring more elsewhere", "[shadow_prices]") {
    int compared = 0;
    for (std::uint64_t item = 0; item < 100; ++item) {
        random_stream draw(58, item);
        auto of = random_problem(draw, {8, 4'000, false, .3});
        of.spill_over.clear();
        const auto answer = utilitarian_benefit{}.allocate(of);
        if (answer.outcome == status::infeasible) continue;
        const auto found = shadow_prices(of, answer);
        double least_loss = infinite;
        double most_gain = 0;
        for (const auto who : of.recipients.ids()) {
            const auto& one = of.recipients[who];
            // The last part given brought more than it would bring now, the next brings less: half a part either way.
            const double part = 1 / static_cast<double>(of.what.parts);
            const double fall = one.total_need() > 0 ? std::exp(part / (one.total_need() * .5)) : 1;
            if (answer.amounts[who] > one.floor) least_loss = (std::min)(least_loss, found.prices[who].one_less * fall);
            if (answer.amounts[who] < one.cap) most_gain = (std::max)(most_gain, found.prices[who].one_more / fall);
        }
        CHECK(most_gain <= least_loss * (1 + 1e-9));
        if (most_gain > 0 && least_loss < infinite) ++compared;
        for (const auto p : of.providers.ids()) CHECK(found.providers[p] >= most_gain);
    }
    CHECK(compared > 20);
}

TEST_CASE("a provider's price is that of its best route", "[shadow_prices]") {
    auto of = small_routes();
    of.routes[1].effect = 3; // North to B
    const auto answer = equal_per_school{}.allocate(of);
    const auto found = shadow_prices(of, answer);
    CHECK(found.providers[provider(0)] ==
          Approx((std::max)(found.prices[recipient(0)].one_more, 3 * found.prices[recipient(1)].one_more)));
    CHECK(found.providers[provider(1)] ==
          Approx((std::max)(found.prices[recipient(1)].one_more, found.prices[recipient(2)].one_more)));
    for (const auto who : of.recipients.ids()) of.recipients[who].cap = answer.amounts[who];
    for (const double price : shadow_prices(of, answer).providers) CHECK(price == 0);
}

TEST_CASE("forged prices are rejected, and bad input is refused", "[shadow_prices]") {
    auto of = small_pool();
    of.spill_over = {{recipient(0), recipient(1), .5}, {recipient(1), recipient(2), .3}};
    const auto answer = need_proportional{}.allocate(of);
    const auto honest = shadow_prices(of, answer);
    REQUIRE(verify(of, answer, {}, honest));
    const auto says = [&](const auto& forge) {
        auto forged = honest;
        forge(forged);
        return verify(of, answer, {}, forged).violated;
    };
    CHECK(says([](auto& f) { f.prices[recipient(0)].one_more *= 1.001; }).find("the price at A School misses") == 0);
    CHECK(says([](auto& f) { f.prices[recipient(1)].one_less += 1e-3; }).find("the price at A School misses") == 0);
    CHECK(says([](auto& f) { f.prices[recipient(2)].kept = 0; }).find("what C School keeps") == 0);
    CHECK(says([](auto& f) { f.providers[provider(0)] += 1; }).find("the price of what The budget has") == 0);
    CHECK(says([](auto& f) { f.reached.reached[1] += 1; }).find("misses its equations") != std::string::npos);
    CHECK(says([](auto& f) { f.prices = {}; }) == "there must be a price for each recipient");
    CHECK(says([](auto& f) { f.providers = {}; }) == "there must be a price for each provider");

    auto infeasible = of;
    infeasible.recipients[recipient(0)].floor = 20'000;
    const auto none = need_proportional{}.allocate(infeasible);
    CHECK_THROWS_WITH(shadow_prices(infeasible, none), Catch::Contains("an infeasible allocation has no prices"));
    auto other = answer;
    other.amounts[recipient(0)] += 1;
    CHECK_THROWS_WITH(shadow_prices(of, other), Catch::Contains("the allocation must be one of this problem"));
    CHECK_THROWS_AS(shadow_prices(of, answer, {.curve = {.scale = 0}}), contract_violation);
    CHECK_THROWS_AS(explain(of, answer, honest, recipient(3)), contract_violation);
    CHECK(shadow_prices({}, allocation{}).prices.empty());
}

} // namespace shadow_prices_test
