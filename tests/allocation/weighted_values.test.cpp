// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <vector>

#include <colearn/allocation/weighted_values.hpp>

#include "allocation/equity_samples.hpp"
#include "support/catch.hpp"

namespace weighted_values_test {

namespace {

using namespace equity_samples;
using colearn::weighted_median;
using colearn::weighted_quantile;

// Hyndman and Fan (1996), definition 2, as it is written there.
double quantile_by_definition(numbers x, double p) {
    std::sort(x.begin(), x.end());
    const double n = static_cast<double>(x.size());
    const auto j = static_cast<std::size_t>(std::floor(n * p + 1e-9));
    const double g = n * p - static_cast<double>(j);
    const auto at = [&](std::size_t k) { return x[(std::min)((std::max)(k, std::size_t{1}), x.size()) - 1]; };
    if (j == 0 || j >= x.size()) return at(j == 0 ? 1 : x.size());
    return g > 1e-9 ? at(j + 1) : (at(j) + at(j + 1)) / 2;
}

} // namespace

TEST_CASE("weighted values: small cases by hand", "[weighted_values]") {
    CHECK(*weighted_median(numbers{5, 1, 3}).value == 3);
    CHECK(*weighted_median(numbers{4, 1, 3, 2}).value == 2.5);
    CHECK(*weighted_median(numbers{1, 2, 10}, numbers{1, 1, 98}).value == 10);
    CHECK(*weighted_quantile(numbers{1, 2, 3}, 0).value == 1);
    CHECK(*weighted_quantile(numbers{1, 2, 3}, 1).value == 3);
    CHECK(*weighted_median(numbers{0, 0}).value == 0); // defined: nothing is divided by it
    numbers hundred(100);
    for (std::size_t i = 0; i < 100; ++i) hundred[i] = static_cast<double>(i + 1);
    CHECK(*weighted_quantile(hundred, 0.05).value == 5.5);
    CHECK(*weighted_quantile(hundred, 0.951).value == 96);
}

TEST_CASE("quantiles agree with their definition, and a weight is a repetition", "[weighted_values]") {
    for (std::uint64_t item = 0; item < 200; ++item) {
        const auto s = draw(item, true);
        for (const double share : {0.0, 0.05, 0.1, 0.25, 1.0 / 3, 0.5, 0.6, 0.9, 0.95, 1.0}) {
            const double expected = quantile_by_definition(s.written_out, share);
            CHECK(*weighted_quantile(s.values, share, s.weights).value == Approx(expected).margin(1e-12));
            CHECK(*weighted_quantile(s.values, share, times(0.3, s.weights)).value == Approx(expected).margin(1e-12));
        }
    }
}

TEST_CASE("weighted values: what is undefined says why, and bad input is refused", "[weighted_values]") {
    check_bounds([](const numbers& x, const numbers& w) { return weighted_median(x, w); }, false);
    CHECK_THROWS_WITH(weighted_quantile(numbers{1}, 1.5), "weighted_quantile: the share must be from 0 to 1; got 1.5");
}

} // namespace weighted_values_test
