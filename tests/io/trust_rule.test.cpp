// SPDX-License-Identifier: BSL-1.0
#include <limits>

#include <colearn/io/trust_rule.hpp>

#include "support/catch.hpp"

namespace trust_rule_test {

using namespace colearn;

TEST_CASE("the mean of the Beta distribution that evidence makes", "[io][trust_rule]") {
    // Jøsang, Subjective Logic (2016), section 3.3: no evidence is 1/2; 7 good and 1 bad is Beta(8, 2), whose mean is
    // 0.8.
    CHECK(trust_of_experiences(0, 0) == 0.5);
    CHECK(trust_of_experiences(7, 1) == 0.8);
    CHECK(trust_of_experiences(1) == Approx(2.0 / 3));
    CHECK_THROWS_AS(trust_of_experiences(-1), contract_violation);
    CHECK_THROWS_AS(trust_of_experiences(std::numeric_limits<double>::quiet_NaN()), contract_violation);
}

TEST_CASE("ratings become trust inside (0, 1), in order and symmetric", "[io][trust_rule]") {
    const rating_scale survey{0, 4};
    CHECK(trust_of_rating(4, survey) == Approx(5.0 / 6));
    CHECK(trust_of_rating(3, survey) == Approx(4.0 / 6));
    CHECK(trust_of_rating(0, survey) == Approx(1.0 / 6));
    CHECK(experiences_of_rating(survey) == 4);
    const rating_scale signed_scale{-10, 10};
    double last = 0;
    for (int value = -10; value <= 10; ++value) {
        const auto trust = trust_of_rating(value, signed_scale);
        CHECK(trust > last);
        CHECK(trust + trust_of_rating(-value, signed_scale) == Approx(1));
        last = trust;
    }
    CHECK(last < 1);
    CHECK_THROWS_AS(trust_of_rating(5, survey), contract_violation);
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const auto& no_scale : {rating_scale{2, 2}, rating_scale{2, 1}, rating_scale{-1e61, 10},
                                 rating_scale{-infinity, 0}, rating_scale{0, infinity}}) {
        CHECK_THROWS_AS(trust_of_rating(1, no_scale), contract_violation);
        CHECK_THROWS_AS(experiences_of_rating(no_scale), contract_violation);
    }
    CHECK(experiences_of_rating({0, 1e15}) == 1e15);
}

TEST_CASE("a trust rule says itself in words", "[io][trust_rule]") {
    CHECK(trust_rule{.constant = 0.5}.words() == "trust is 0.5 for every tie");
    CHECK(trust_rule{.column = field_rule::of("trust", "T")}.words() == "trust is column \"T\"");
    CHECK(trust_rule{.column = field_rule::of("trust", "R"), .scale = rating_scale{-10, 10}}.words() ==
          "trust is (\"R\" + 10 + 1) / 22, the posterior mean with the rating as evidence");
}

} // namespace trust_rule_test
