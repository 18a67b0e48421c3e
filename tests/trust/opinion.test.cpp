// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <limits>
#include <string>

#include <colearn/core/distribution.hpp>
#include <colearn/trust/opinion.hpp>

#include "support/catch.hpp"

namespace opinion_test {

namespace {

using colearn::contract_violation;
using colearn::opinion;

} // namespace

TEST_CASE("the book's example is (.4, .2, .4, .9), which is Beta(3.8, 1.2) with the expectation .76", "[opinion]") {
    // Josang, Subjective Logic (2016), figures 3.1 and 3.2
    const auto known = opinion::of_masses(0.4, 0.2, 0.4, 0.9);
    CHECK(known.expectation() == Approx(0.76));
    CHECK(known.distribution().alpha == Approx(3.8));
    CHECK(known.distribution().beta == Approx(1.2));
    CHECK(known.seen().positive == Approx(2));
    CHECK(known.seen().negative == Approx(1));
}

TEST_CASE("no evidence is the uniform distribution", "[opinion]") {
    const opinion nothing;
    CHECK(nothing.vacuous());
    CHECK(nothing.uncertainty() == 1);
    CHECK(nothing.expectation() == 0.5);
    CHECK(nothing.variance() == Approx(1.0 / 12));
    CHECK(nothing.distribution() == colearn::beta_shape{1, 1});
}

TEST_CASE("eight good experiences and one bad give .8182", "[opinion]") {
    const auto known = opinion::of({8, 1});
    CHECK(known.expectation() == Approx(9.0 / 11));
    CHECK(std::round(known.expectation() * 1e4) == 8182);
    CHECK(known.belief() == Approx(8.0 / 11));
    CHECK(known.disbelief() == Approx(1.0 / 11));
    CHECK(known.uncertainty() == Approx(2.0 / 11));
}

TEST_CASE("evidence and its distribution come back to the bit", "[opinion]") {
    colearn::random_stream stream(1);
    for (int i = 0; i < 2000; ++i) {
        const colearn::evidence seen{colearn::gamma(stream, 0.7, 30), colearn::gamma(stream, 0.3, 9)};
        const double base_rate = colearn::uniform(stream);
        const auto known = opinion::of(seen, base_rate);
        REQUIRE(known.seen() == seen);
        // whole counts and a base rate in eighths: the shapes are exact too
        const colearn::evidence whole{std::floor(seen.positive), std::floor(seen.negative)};
        const double eighths = std::floor(base_rate * 8) / 8;
        const auto counted = opinion::of(whole, eighths);
        REQUIRE(opinion::from(counted.distribution(), eighths) == counted);
        REQUIRE(counted.seen() == whole);
    }
}

TEST_CASE("masses, moments and the distribution agree", "[opinion]") {
    colearn::random_stream stream(2);
    for (int i = 0; i < 2000; ++i) {
        const auto known =
            opinion::of({colearn::gamma(stream, 1, 5), colearn::gamma(stream, 1, 5)}, colearn::uniform(stream));
        REQUIRE(known.belief() + known.disbelief() + known.uncertainty() == Approx(1).epsilon(1e-14));
        const auto [alpha, beta] = known.distribution();
        const double sum = alpha + beta;
        REQUIRE(known.expectation() == Approx(alpha / sum).epsilon(1e-12));
        REQUIRE(known.variance() == Approx(alpha * beta / (sum * sum * (sum + 1))).epsilon(1e-12));
        const auto again =
            opinion::of_masses(known.belief(), known.disbelief(), known.uncertainty(), known.base_rate());
        REQUIRE(again.expectation() == Approx(known.expectation()).epsilon(1e-12));
        REQUIRE(again.seen().positive == Approx(known.seen().positive).epsilon(1e-12));
    }
}

TEST_CASE("an opinion without ignorance is a point, and stands for no finite evidence", "[opinion]") {
    const auto sure = opinion::of_masses(0.7, 0.3, 0, 0.1);
    CHECK(sure.dogmatic());
    CHECK(sure.expectation() == 0.7);
    CHECK(sure.variance() == 0);
    CHECK_THROWS_AS(sure.seen(), contract_violation);
    CHECK_THROWS_AS(sure.distribution(), contract_violation);
    CHECK(sure.is_point());
    // a base rate of 1 with nothing against it is a point too
    CHECK(opinion::of({3, 0}, 1).is_point());
    CHECK_FALSE(opinion::of({3, 0}, 0.5).is_point());
}

TEST_CASE("the limit of much evidence is the dogmatic opinion", "[opinion]") {
    const auto much = opinion::of({7e12, 3e12}, 0.1);
    const auto sure = opinion::of_masses(0.7, 0.3, 0, 0.1);
    CHECK(much.expectation() == Approx(sure.expectation()).epsilon(1e-11));
}

TEST_CASE("only the proportions of an opinion count", "[opinion]") {
    const auto one = opinion::of_proportions(3, 1, 4, 0.25);
    const auto other = opinion::of_proportions(3e-9, 1e-9, 4e-9, 0.25);
    CHECK(other.expectation() == Approx(one.expectation()));
    CHECK(other.variance() == Approx(one.variance()));
    CHECK(other.seen().positive == Approx(one.seen().positive));
}

TEST_CASE("amounts that make no sense are refused", "[opinion]") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    CHECK_THROWS_AS(opinion::of({-1, 0}), contract_violation);
    CHECK_THROWS_AS(opinion::of({0, nan}), contract_violation);
    CHECK_THROWS_AS(opinion::of({infinity, 0}), contract_violation);
    CHECK_THROWS_AS(opinion::of({1, 1}, 1.5), contract_violation);
    CHECK_THROWS_AS(opinion::of_masses(0.5, 0.5, 0.5), contract_violation);
    CHECK_THROWS_AS(opinion::of_masses(1.5, -0.5, 0), contract_violation);
    CHECK_THROWS_AS(opinion::of_masses(nan, 0.5, 0.5), contract_violation);
    CHECK_THROWS_AS(opinion::of_proportions(0, 0, 0), contract_violation);
    CHECK_THROWS_AS(opinion::from({0.5, 3}), contract_violation);
    try {
        static_cast<void>(opinion::of({-1, 0}));
    } catch (const contract_violation& refused) {
        CHECK(std::string(refused.what()).find("got -1") != std::string::npos);
    }
}

} // namespace opinion_test
