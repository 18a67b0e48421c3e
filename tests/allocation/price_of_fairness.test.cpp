// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <vector>

#include <colearn/allocation/additive_valuations.hpp>
#include <colearn/allocation/price_of_fairness.hpp>

#include "support/catch.hpp"

namespace price_of_fairness_test {

TEST_CASE("the price by hand", "[price_of_fairness]") {
    const auto of = colearn::price_of(10, 8);
    CHECK(*of.ratio.value == 1.25);
    CHECK(*of.loss.value == Approx(0.2));
    CHECK(*colearn::price_of(10, 10).ratio.value == 1);
    CHECK(*colearn::price_of(3, 3 * (1 + 1e-12)).loss.value == 0);
}

TEST_CASE("the family of instances behind the bound of proportional division", "[price_of_fairness]") {
    // Caragiannis et al. (2012), theorem on the price of proportionality, divisible goods: r agents want one item each,
    // the n - r others like all of r items alike. The optimum is r; with r = sqrt(n), proportionality costs about
    // sqrt(n) / 2: every other agent must get 1/n of its total, which takes r / n of an item.
    const double n = 2500, r = 50;
    std::vector<double> values(static_cast<std::size_t>(n * r));
    std::vector<double> shares(values.size());
    for (std::size_t i = 0; i < 2500; ++i)
        for (std::size_t k = 0; k < 50; ++k) {
            const auto at = i * 50 + k;
            if (i < 50) {
                values[at] = i == k ? 1 : 0;
                shares[at] = i == k ? 1 - (n - r) / n : 0; // what the others leave
            } else {
                values[at] = 1 / r;
                shares[at] = 1 / n; // all its items together: r / n of an item, worth 1 / n to it
            }
        }
    const colearn::additive_valuations of{values, 2500, 50};
    CHECK(colearn::utilitarian_optimum(of) == Approx(r));
    const double achieved = colearn::welfare_of_shares(of, shares);
    CHECK(achieved == Approx(r * (r / n) + (n - r) / n));
    CHECK(*colearn::price_of(r, achieved).ratio.value == Approx(std::sqrt(n) / 2).epsilon(0.03));
}

TEST_CASE("price of fairness: what is undefined says why, and bad input is refused", "[price_of_fairness]") {
    CHECK(colearn::price_of(0, 0).loss.why_undefined == "nothing can be achieved");
    CHECK(colearn::price_of(5, 0).ratio.why_undefined == "nothing is achieved");
    CHECK(*colearn::price_of(5, 0).loss.value == 1);
    CHECK_THROWS_AS(colearn::price_of(5, 6), colearn::contract_violation);
    CHECK_THROWS_AS(colearn::price_of(5, -1), colearn::contract_violation);
    CHECK_THROWS_AS(colearn::price_of(5, std::nan("")), colearn::contract_violation);
    CHECK_THROWS_AS(colearn::price_of(std::nan(""), 0), colearn::contract_violation);
}

} // namespace price_of_fairness_test
