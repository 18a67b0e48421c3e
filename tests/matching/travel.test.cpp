// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <colearn/matching/travel.hpp>

#include "support/catch.hpp"

namespace travel_test {

using colearn::proximity;
using colearn::road_minutes;

TEST_CASE("40 km are an hour by default, and every twenty minutes halve nearness", "[travel]") {
    CHECK(road_minutes(40) == Approx(60));
    CHECK(road_minutes(10, {.detour = 1.4, .speed_km_h = 28}) == Approx(30));
    CHECK(proximity(0) == 1);
    CHECK(proximity(40. / 3) == Approx(.5));
    CHECK(proximity(40) == Approx(.125));
    CHECK(proximity(10, {.half_life_minutes = 7}) == Approx(std::exp2(-15. / 7)));
    CHECK(proximity(1e9) == 0);
    CHECK(proximity(5) > proximity(5.001));
}

TEST_CASE("a journey that makes no sense is refused", "[travel]") {
    using colearn::contract_violation;
    CHECK_THROWS_AS(road_minutes(-1), contract_violation);
    CHECK_THROWS_AS(road_minutes(1, {.detour = .9}), contract_violation);
    CHECK_THROWS_AS(road_minutes(1, {.speed_km_h = 0}), contract_violation);
    CHECK_THROWS_AS(proximity(1, {.half_life_minutes = 0}), contract_violation);
    CHECK_THROWS_AS(proximity(std::nan("")), contract_violation);
}

} // namespace travel_test
