// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <colearn/graph/geography.hpp>

#include "support/catch.hpp"

namespace geography_test {

using colearn::distance_km;
using colearn::neighbour;
using colearn::place;
using colearn::place_index;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double half_turn = 3.14159265358979323846;

// The oracle: measure all, sort, cut off.
std::vector<neighbour> all_pairs(const std::vector<place>& places, const place& from, std::size_t count,
                                 double max_km) {
    std::vector<neighbour> out;
    for (std::uint32_t i = 0; i < places.size(); ++i) {
        const auto km = distance_km(from, places[i]);
        if (km <= max_km) out.push_back({i, km});
    }
    std::sort(out.begin(), out.end(),
              [](const neighbour& a, const neighbour& b) { return a.km != b.km ? a.km < b.km : a.index < b.index; });
    out.resize((std::min)(count, out.size()));
    return out;
}

class dice {
public:
    explicit dice(unsigned seed) : source_(seed) {}
    double between(double low, double high) {
        return low + (high - low) * (static_cast<double>(source_()) / 4294967296.0);
    }

private:
    std::mt19937 source_;
};

void agree_with_all_pairs(const std::vector<place>& places, const std::vector<place>& from) {
    const place_index index(places);
    for (const auto& centre : from) {
        for (const auto max_km : {0.0, 1.0, 50.0, 3000.0, 20015.0, infinity}) {
            CHECK(index.within(centre, max_km) == all_pairs(places, centre, places.size(), max_km));
            for (const std::size_t count : {0U, 1U, 2U, 7U, 1000U})
                CHECK(index.nearest(centre, count, max_km) == all_pairs(places, centre, count, max_km));
        }
    }
}

} // namespace

TEST_CASE("distances that are known", "[geography]") {
    // A degree of a great circle is pi R / 180 = 111.195 km.
    CHECK(distance_km({0, 0}, {0, 1}) == Approx(half_turn * colearn::earth_radius_km / 180));
    CHECK(distance_km({0, 0}, {1, 0}) == Approx(half_turn * colearn::earth_radius_km / 180));
    CHECK(distance_km({90, 0}, {-90, 0}) == Approx(half_turn * colearn::earth_radius_km));
    CHECK(distance_km({10, 20}, {-10, -160}) == Approx(half_turn * colearn::earth_radius_km));
    // Sinnott's formula on the airports of Nashville and Los Angeles (Rosetta Code, "Haversine formula"):
    // 2887.2599506 km with R = 6372.8.
    CHECK(distance_km({36.12, -86.67}, {33.94, -118.40}) ==
          Approx(2887.2599506 * colearn::earth_radius_km / 6372.8).epsilon(1e-9));
    CHECK(distance_km({-37.8136, 144.9631}, {-37.8136, 144.9631}) == 0);
}

TEST_CASE("distance is symmetric, and keeps its digits for near places and over the date line", "[geography]") {
    dice roll(1);
    for (int i = 0; i < 1000; ++i) {
        const place a{roll.between(-90, 90), roll.between(-180, 180)};
        const place b{roll.between(-90, 90), roll.between(-180, 180)};
        CHECK(distance_km(a, b) == distance_km(b, a));
        CHECK(distance_km(a, b) <= half_turn * colearn::earth_radius_km);
    }
    const double step = half_turn * colearn::earth_radius_km / 180 * std::ldexp(1.0, -20); // 2^-20 degrees: 10 cm
    const double nudge = std::ldexp(1.0, -20);
    CHECK(distance_km({0, 10}, {0, 10 + nudge}) == Approx(step).epsilon(1e-12));
    CHECK(distance_km({0, -180 + nudge / 2}, {0, 180 - nudge / 2}) == Approx(step).epsilon(1e-12));
    CHECK(distance_km({12, -180}, {12, 180}) == 0);
    CHECK(distance_km({90, 12}, {90, -100}) == Approx(0).margin(1e-9));
}

TEST_CASE("the index agrees with measuring all pairs, around the world", "[geography]") {
    dice roll(2);
    for (int round = 0; round < 4; ++round) {
        std::vector<place> places;
        for (int i = 0; i < 300; ++i)
            places.push_back({std::asin(roll.between(-1, 1)) * 180 / half_turn, roll.between(-180, 180)});
        std::vector<place> from(places.begin(), places.begin() + 5);
        for (int i = 0; i < 5; ++i) from.push_back({roll.between(-90, 90), roll.between(-180, 180)});
        agree_with_all_pairs(places, from);
    }
}

TEST_CASE("the index agrees with measuring all pairs at the poles, the date line and the antipodes", "[geography]") {
    dice roll(3);
    std::vector<place> places;
    for (int i = 0; i < 100; ++i) places.push_back({roll.between(89.9, 90), roll.between(-180, 180)});
    for (int i = 0; i < 100; ++i) places.push_back({roll.between(-90, -89.9), roll.between(-180, 180)});
    for (int i = 0; i < 50; ++i) places.push_back({roll.between(-0.1, 0.1), roll.between(179.9, 180)});
    for (int i = 0; i < 50; ++i) places.push_back({roll.between(-0.1, 0.1), roll.between(-180, -179.9)});
    for (const double longitude : {-180.0, -90.0, 0.0, 180.0}) {
        places.push_back({90, longitude});
        places.push_back({-90, longitude});
        places.push_back({0, longitude});
    }
    agree_with_all_pairs(places, {{90, 0}, {-90, 77}, {0, 180}, {0, -180}, {0, 0}, {0.05, 179.99}, {89.95, -3}});
}

TEST_CASE("equal distances come in the order of the places", "[geography]") {
    // A lattice around the origin has many equal distances; each place is there three times.
    std::vector<place> places;
    for (int copy = 0; copy < 3; ++copy)
        for (int i = -4; i <= 4; ++i)
            for (int j = -4; j <= 4; ++j) places.push_back({i * 0.25, j * 0.25});
    agree_with_all_pairs(places, {{0, 0}, {0.25, -0.5}, {0.125, 0.125}});
    const auto found = place_index(places).nearest({0, 0}, 4);
    REQUIRE(found.size() == 4);
    CHECK(found[0] == neighbour{40, 0});
    CHECK(found[1] == neighbour{40 + 81, 0});
    CHECK(found[2] == neighbour{40 + 162, 0});
    CHECK(found[3].km > 0);
}

TEST_CASE("the order of the places does not matter", "[geography]") {
    dice roll(4);
    std::vector<place> places;
    for (int i = 0; i < 200; ++i) places.push_back({roll.between(-38, -37), roll.between(144, 146)});
    auto reversed = places;
    std::reverse(reversed.begin(), reversed.end());
    const auto found = place_index(places).nearest({-37.8, 145}, 20);
    const auto mirrored = place_index(reversed).nearest({-37.8, 145}, 20);
    REQUIRE(found.size() == mirrored.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i].km == mirrored[i].km);
        CHECK(found[i].index == places.size() - 1 - mirrored[i].index);
    }
}

TEST_CASE("many places at one spot are searched at once", "[geography]") {
    const std::vector<place> places(200'000, place{-37.8, 145});
    const place_index index(places);
    for (int i = 0; i < 10'000; ++i) {
        const auto found = index.nearest({-37.8, 145}, 2);
        REQUIRE(found == std::vector<neighbour>{{0, 0}, {1, 0}});
    }
}

TEST_CASE("an empty index finds nothing", "[geography]") {
    CHECK(place_index().within({0, 0}, 10).empty());
    CHECK(place_index(std::vector<place>{}).nearest({0, 0}, 3).empty());
}

TEST_CASE("a place off the Earth and a bad distance are refused", "[geography]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<place> bad{{91, 0}};
    const std::vector<place> unknown{{0, nan}};
    CHECK_THROWS_AS(place_index(bad), colearn::contract_violation);
    CHECK_THROWS_AS(place_index(unknown), colearn::contract_violation);
    CHECK_THROWS_AS(distance_km({0, 0}, {0, 181}), colearn::contract_violation);
    CHECK_THROWS_AS(distance_km({0, 0}, {nan, 0}), colearn::contract_violation);
    const place_index index(std::vector<place>{{0, 0}});
    CHECK_THROWS_AS(index.nearest({-91, 0}, 1, 1), colearn::contract_violation);
    CHECK_THROWS_AS(index.nearest({0, 0}, 1, -1), colearn::contract_violation);
    CHECK_THROWS_AS(index.within({0, 0}, nan), colearn::contract_violation);
}

} // namespace geography_test
