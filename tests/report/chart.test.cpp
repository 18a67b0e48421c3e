// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/report/chart.hpp>

#include "support/catch.hpp"

namespace chart_test {

using namespace colearn::report;

TEST_CASE("ticks are round and hold the whole range", "[chart]") {
    CHECK(ticks(0, 10, 5) == std::vector<double>{0, 2, 4, 6, 8, 10});
    CHECK(ticks(0, 138, 4) == std::vector<double>{0, 50, 100, 150});
    for (std::uint64_t trial = 0; trial < 2000; ++trial) {
        colearn::random_stream random(3, trial);
        const auto size = std::pow(10.0, colearn::uniform(random, -6, 9));
        const auto low = colearn::uniform(random, -1, 1) * size;
        const auto high = low + colearn::uniform(random) * size;
        const auto at = ticks(low, high, 5);
        REQUIRE(at.size() >= 2);
        REQUIRE(at.size() <= 9);
        const auto step = at[1] - at[0];
        CHECK(at.front() <= low + 1e-8 * step);
        CHECK(at.back() >= high - 1e-8 * step);
        CHECK(at.front() > low - 1.001 * step);
        CHECK(at.back() < high + 1.001 * step);
    }
    CHECK(ticks(5, 5, 4).size() >= 2);
    CHECK_THROWS_AS(ticks(2, 1), colearn::contract_violation);
}

TEST_CASE("a tick shows the digits of its step", "[chart]") {
    CHECK(tick_text(0.25, .25) == "0.25");
    CHECK(tick_text(0.5, .25) == "0.5");
    CHECK(tick_text(20, 10) == "20");
    CHECK(tick_text(20000, 5000) == "20k");
    CHECK(tick_text(2500000, 500000) == "2,500k");
    CHECK(tick_text(3e6, 1e6) == "3m");
    CHECK(tick_text(0, .2) == "0");
    CHECK(tick_text(2.5, 2.5) == "2.5");
}

TEST_CASE("a scale maps its ends to its ends", "[chart]") {
    const linear_scale scale{2, 4, 10, 110};
    CHECK(scale(2) == 10);
    CHECK(scale(3) == 60);
    CHECK(scale(4) == 110);
    CHECK(linear_scale{1, 1, 5, 9}(1) == 5);
}

} // namespace chart_test
