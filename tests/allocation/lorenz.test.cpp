// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <vector>

#include <colearn/allocation/inequality.hpp>
#include <colearn/allocation/lorenz.hpp>

#include "allocation/equity_samples.hpp"
#include "support/catch.hpp"

namespace lorenz_test {

namespace {

using namespace equity_samples;
using colearn::amount_at;
using colearn::lorenz_curve;
using colearn::palma_ratio;
using colearn::share_of_bottom;

// What the lowest `share` of the values has, one by one, the last of them in part.
double bottom_by_definition(numbers x, double share) {
    std::sort(x.begin(), x.end());
    double total = 0, amount = 0, left = share * static_cast<double>(x.size());
    for (const double one : x) total += one;
    for (const double one : x) {
        amount += one * (std::min)(1.0, (std::max)(0.0, left));
        left -= 1;
    }
    return amount / total;
}

} // namespace

TEST_CASE("two people, as in a World Bank course on the Lorenz curve", "[lorenz]") {
    // Essama-Nssah, The Lorenz Model of the Size Distribution of Income (2005), slide "Simple Example":
    // incomes of 25 and 75, cumulative frequencies 0, .5, 1 and cumulative shares 0, .25, 1
    const auto curve = lorenz_curve(numbers{75, 25});
    CHECK(curve.points == std::vector<colearn::share_point>{{0, 0}, {0.5, 0.25}, {1, 1}});
    CHECK(*amount_at(curve, 0.25).value == 0.125);
    CHECK(*amount_at(curve, 0.75).value == 0.625);
    CHECK(*amount_at(curve, 0).value == 0);
    CHECK(*amount_at(curve, 1).value == 1);
}

TEST_CASE("ten people by hand", "[lorenz]") {
    const numbers ten{1, 2, 3, 4, 5, 6, 7, 8, 9, 55};
    CHECK(*palma_ratio(ten).value == Approx(5.5));
    CHECK(*share_of_bottom(ten, 0.4).value == Approx(0.1));
    CHECK(*palma_ratio(numbers(10, 3)).value == Approx(0.25));
    CHECK(*palma_ratio(numbers{2}).value == Approx(0.25)); // one row is split
    CHECK(*share_of_bottom(ten, 0).value == 0);
    CHECK(*share_of_bottom(ten, 1).value == 1);
}

TEST_CASE("curves and shares agree with their definitions, and a weight is a repetition", "[lorenz]") {
    for (std::uint64_t item = 0; item < 150; ++item) {
        const auto s = draw(item, true);
        const auto curve = lorenz_curve(s.values, s.weights);
        double area = 0;
        for (std::size_t k = 1; k < curve.points.size(); ++k) {
            const auto &a = curve.points[k - 1], &b = curve.points[k];
            CHECK((a.population < b.population && a.amount <= b.amount && b.amount <= b.population + 1e-12));
            area += (b.population - a.population) * (a.amount + b.amount) / 2;
        }
        CHECK(1 - 2 * area == Approx(*colearn::gini(s.values, s.weights).value).margin(1e-12));
        for (const double share : {0.0, 0.1, 0.33, 0.4, 0.5, 0.9, 1.0}) {
            const double expected = bottom_by_definition(s.written_out, share);
            CHECK(*share_of_bottom(s.values, share, s.weights).value == Approx(expected).margin(1e-12));
            CHECK(*amount_at(curve, share).value == Approx(expected).margin(1e-12));
            CHECK(*share_of_bottom(times(3, s.values), share, times(0.1, s.weights)).value ==
                  Approx(expected).margin(1e-12));
        }
        const auto palma = palma_ratio(s.values, s.weights);
        const double poor = bottom_by_definition(s.written_out, 0.4);
        CHECK(palma.defined() == (poor > 0));
        if (poor > 0)
            CHECK(*palma.value == Approx((1 - bottom_by_definition(s.written_out, 0.9)) / poor).epsilon(1e-9));
    }
}

TEST_CASE("lorenz: what is undefined says why, and bad input is refused", "[lorenz]") {
    check_bounds([](const numbers& x, const numbers& w) { return palma_ratio(x, w); });
    check_bounds([](const numbers& x, const numbers& w) { return share_of_bottom(x, 0.3, w); });
    check_bounds([](const numbers& x, const numbers& w) { return amount_at(lorenz_curve(x, w), 0.3); });
    CHECK(palma_ratio(numbers{0, 0, 0, 5}).why_undefined == "the worst-off four tenths have nothing");
    CHECK(palma_ratio(numbers{1e-250, 1, 1e90}, numbers{8, 1, 1}).why_undefined ==
          "the measure is too large for a number");
    CHECK_THROWS_AS(share_of_bottom(numbers{1}, 1.1), colearn::contract_violation);
    CHECK_THROWS_AS(amount_at(lorenz_curve(numbers{1}), -0.1), colearn::contract_violation);
}

} // namespace lorenz_test
