// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/trust/credible_interval.hpp>

#include "support/catch.hpp"

namespace credible_interval_test {

namespace {

using colearn::contract_violation;
using colearn::credible_interval;
using colearn::opinion;

// Integral of the density over [low, high], by Simpson's rule; shapes of at least 1.
double mass_between(const colearn::beta_shape& shape, double low, double high) {
    const auto density = [&](double x) {
        return std::exp((shape.alpha - 1) * std::log(x) + (shape.beta - 1) * std::log1p(-x) +
                        std::lgamma(shape.alpha + shape.beta) - std::lgamma(shape.alpha) - std::lgamma(shape.beta));
    };
    constexpr int steps = 4000;
    const double width = (high - low) / steps;
    double sum = density(low) + density(high);
    for (int i = 1; i < steps; ++i) sum += density(low + i * width) * (i % 2 == 1 ? 4 : 2);
    return sum * width / 3;
}

} // namespace

TEST_CASE("no evidence leaves every share as likely", "[credible_interval]") {
    const opinion nothing;
    CHECK(interval(nothing, 0.8).low == Approx(0.1));
    CHECK(interval(nothing, 0.8).high == Approx(0.9));
    CHECK(probability_above(nothing, 0.3) == Approx(0.7));
}

TEST_CASE("an interval holds the mass that it says, with equal tails", "[credible_interval]") {
    colearn::random_stream stream(3);
    for (int i = 0; i < 30; ++i) {
        const auto known = opinion::of({colearn::uniform(stream, 1, 30), colearn::uniform(stream, 1, 30)});
        const double mass = colearn::uniform(stream, 0.2, 0.95);
        const auto range = interval(known, mass);
        CAPTURE(known.positive(), known.negative(), mass);
        CHECK(mass_between(known.distribution(), range.low, range.high) == Approx(mass).epsilon(1e-6));
        CHECK(probability_above(known, range.high) == Approx((1 - mass) / 2).epsilon(1e-9));
        CHECK(probability_above(known, range.low) == Approx((1 + mass) / 2).epsilon(1e-9));
    }
}

TEST_CASE("more evidence of the same kind narrows the interval", "[credible_interval]") {
    double width = 1;
    for (const double years : {0.0, 1.0, 4.0, 16.0, 64.0, 1024.0}) {
        const auto range = interval(opinion::of({3 * years, years}));
        CHECK(range.high - range.low < width);
        width = range.high - range.low;
    }
}

TEST_CASE("the interval of a point is the point, and much evidence comes near to it", "[credible_interval]") {
    const auto sure = opinion::of_masses(0.7, 0.3, 0, 0.1);
    CHECK(interval(sure) == credible_interval{0.7, 0.7});
    CHECK(probability_above(sure, 0.69) == 1);
    CHECK(probability_above(sure, 0.7) == 0);
    CHECK(interval(opinion::of({3, 0}, 1)) == credible_interval{1, 1});
    CHECK(interval(opinion::of({0, 3}, 0)) == credible_interval{0, 0});
    CHECK(interval(opinion::of({7e12, 3e12}, 0.1)).low == Approx(0.7).epsilon(1e-5));
}

TEST_CASE("a mass of all and a share above all are refused", "[credible_interval]") {
    CHECK_THROWS_AS(interval(opinion{}, 1), contract_violation);
    CHECK_THROWS_AS(interval(opinion{}, 0), contract_violation);
    CHECK_THROWS_AS(probability_above(opinion{}, 2), contract_violation);
}

} // namespace credible_interval_test
