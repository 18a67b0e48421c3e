// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <vector>

#include <colearn/allocation/range_ratios.hpp>

#include "allocation/equity_samples.hpp"
#include "support/catch.hpp"

namespace range_ratios_test {

namespace {

using namespace equity_samples;
using colearn::federal_range_ratio;
using colearn::percentile_ratio;
using colearn::restricted_range;

} // namespace

TEST_CASE("districts by hand", "[range_ratios]") {
    // 100 pupils in each of 10 districts: the 5th pupil of 100 is in the lowest, the 95th in the highest
    const numbers money{8000, 9000, 9200, 9400, 9500, 9600, 9800, 10000, 11000, 14000};
    const numbers pupils(10, 100);
    CHECK(*restricted_range(money, pupils).value == 6000);
    CHECK(*federal_range_ratio(money, pupils).value == 0.75);
    CHECK(*percentile_ratio(money, 90, 10, pupils).value == Approx(12500.0 / 8500)); // both between two districts
    // a tiny district at either end is left out
    CHECK(*federal_range_ratio(numbers{1, 10, 12, 900}, numbers{4, 50, 50, 4}).value == Approx(0.2));
    CHECK(*restricted_range(numbers(4, 3)).value == 0);
    CHECK(*percentile_ratio(numbers{0, 0, 5}, 90, 80).value == 1);
}

TEST_CASE("scale, replication and order do not matter", "[range_ratios]") {
    for (std::uint64_t item = 0; item < 100; ++item) {
        const auto s = draw(item, false);
        auto turned = s.written_out;
        std::reverse(turned.begin(), turned.end());
        const double ratio = *federal_range_ratio(s.values, s.weights).value;
        CHECK(*federal_range_ratio(turned).value == Approx(ratio).margin(1e-12));
        CHECK(*federal_range_ratio(times(1000, s.values), times(0.7, s.weights)).value == Approx(ratio).margin(1e-12));
        CHECK(*percentile_ratio(s.values, 95, 5, s.weights).value == Approx(ratio + 1));
        CHECK(*restricted_range(times(10, turned)).value ==
              Approx(10 * *restricted_range(s.values, s.weights).value).margin(1e-9));
        CHECK(ratio >= 0);
    }
}

TEST_CASE("range ratios: what is undefined says why, and bad input is refused", "[range_ratios]") {
    check_bounds([](const numbers& x, const numbers& w) { return restricted_range(x, w); }, false);
    check_bounds([](const numbers& x, const numbers& w) { return federal_range_ratio(x, w); }, false);
    check_bounds([](const numbers& x, const numbers& w) { return percentile_ratio(x, 90, 10, w); }, false);
    CHECK(federal_range_ratio(numbers{0, 4}).why_undefined == "the 5th percentile is 0");
    CHECK(percentile_ratio(numbers{0, 4}, 90, 10).why_undefined == "the value at the lower percentile is 0");
    CHECK_THROWS_AS(percentile_ratio(numbers{1}, 10, 90), colearn::contract_violation);
    CHECK_THROWS_AS(percentile_ratio(numbers{1}, 101, 90), colearn::contract_violation);
}

} // namespace range_ratios_test
