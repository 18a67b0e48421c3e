// SPDX-License-Identifier: BSL-1.0
#include <limits>

#include <colearn/core/distribution.hpp>
#include <colearn/trust/scales.hpp>

#include "support/catch.hpp"

namespace scales_test {

using colearn::contract_violation;
using colearn::evidence;
using colearn::rated;

TEST_CASE("the ends of a scale are all good and all bad, the middle is half and half", "[scales]") {
    CHECK(rated(4, colearn::scales::survey_tie) == evidence{1, 0});
    CHECK(rated(0, colearn::scales::survey_tie) == evidence{0, 1});
    CHECK(rated(3, colearn::scales::survey_tie) == evidence{0.75, 0.25});
    CHECK(rated(4, colearn::scales::likert_7) == evidence{0.5, 0.5});
    CHECK(rated(7, colearn::scales::likert_7) == evidence{1, 0});
    CHECK(rated(-10, colearn::scales::signed_10) == evidence{0, 1});
    CHECK(rated(0, colearn::scales::signed_10) == evidence{0.5, 0.5});
    CHECK(rated(5, colearn::scales::signed_10) == evidence{0.75, 0.25});
}

TEST_CASE("weighted feedback is split as in the Beta reputation system", "[scales]") {
    // Josang and Ismail (2002): r = w (1 + v) / 2, s = w (1 - v) / 2
    colearn::random_stream stream(5);
    for (int i = 0; i < 200; ++i) {
        const double v = colearn::uniform(stream, -1, 1);
        const double w = colearn::uniform(stream, 0.1, 20);
        const auto seen = rated(v, {-1, 1, w});
        CHECK(seen.positive == Approx(w * (1 + v) / 2).margin(1e-12));
        CHECK(seen.negative == Approx(w * (1 - v) / 2).margin(1e-12));
    }
}

TEST_CASE("a rating reversed on its scale swaps good and bad", "[scales]") {
    for (int x = 1; x <= 7; ++x) {
        const auto one = rated(x, colearn::scales::likert_7);
        const auto other = rated(8 - x, colearn::scales::likert_7);
        CHECK(one.positive == Approx(other.negative).margin(1e-15));
    }
}

TEST_CASE("a share leads back to its rating", "[scales]") {
    for (int x = -10; x <= 10; ++x)
        CHECK(colearn::scales::signed_10.rating(colearn::scales::signed_10.share(x)) == Approx(x).margin(1e-14));
}

TEST_CASE("ratings beside their scale and scales without length are refused", "[scales]") {
    CHECK_THROWS_AS(rated(5, colearn::scales::survey_tie), contract_violation);
    CHECK_THROWS_AS(rated(-1, colearn::scales::survey_tie), contract_violation);
    CHECK_THROWS_AS(rated(std::numeric_limits<double>::quiet_NaN(), colearn::scales::survey_tie), contract_violation);
    CHECK_THROWS_AS(rated(1, {1, 1, 1}), contract_violation);
    CHECK_THROWS_AS(rated(1, {0, 4, 0}), contract_violation);
    CHECK_THROWS_AS(colearn::scales::likert_6.rating(1.5), contract_violation);
}

} // namespace scales_test
