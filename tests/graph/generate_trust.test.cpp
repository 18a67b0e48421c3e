// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <colearn/core/random.hpp>
#include <colearn/graph/detail/generate_trust.hpp>

#include "support/catch.hpp"

namespace generate_trust_test {

using namespace colearn;

TEST_CASE("trust has the mean and the variance of a beta number, in whole percents", "[generate]") {
    for (const double concentration : {4.0, 9.0, 200.0}) {
        const detail::trust_tables tables({.concentration = concentration});
        for (const double mean : {0.2, 0.5, 0.72}) {
            random_stream stream(3);
            double sum = 0;
            double squares = 0;
            constexpr int draws = 20'000;
            for (int i = 0; i < draws; ++i) {
                const int percent = tables.percent(stream, mean);
                REQUIRE(percent >= 1);
                REQUIRE(percent <= 100);
                const double x = (percent - 0.5) / 100;
                sum += x;
                squares += x * x;
            }
            const double found = sum / draws;
            const double variance = squares / draws - found * found;
            CHECK(found == Approx(mean).margin(0.01));
            CHECK(variance == Approx(mean * (1 - mean) / (concentration + 1)).epsilon(0.06));
        }
    }
}

TEST_CASE("a mean of 0 or 1 is drawn from the nearest table", "[generate]") {
    const detail::trust_tables tables({.concentration = 9});
    random_stream stream(3);
    for (int i = 0; i < 1000; ++i) {
        CHECK(tables.percent(stream, 0) >= 1);
        CHECK(tables.percent(stream, 1.4) <= 100);
    }
}

TEST_CASE("a very large concentration puts all trust at its mean", "[generate]") {
    const detail::trust_tables tables({.concentration = 1e6});
    random_stream stream(3);
    for (int i = 0; i < 100; ++i) CHECK(std::abs(tables.percent(stream, 0.5) - 50.5) <= 0.5);
}

} // namespace generate_trust_test
