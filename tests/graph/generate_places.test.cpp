// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include <colearn/graph/detail/generate_places.hpp>
#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/geography.hpp>

#include "support/catch.hpp"

namespace generate_places_test {

using namespace colearn;

namespace {

detail::settlement settled(const place_parameters& parameters, std::size_t schools, std::size_t regions,
                           std::uint64_t seed, double breadth = 2.4) {
    return detail::settler(parameters, breadth, schools, regions, seed).take();
}

double median_of_fifth_nearest(const std::vector<place>& where) {
    const place_index index(where);
    std::vector<double> km;
    for (const auto& one : where) km.push_back(index.nearest(one, 6).back().km);
    std::nth_element(km.begin(), km.begin() + static_cast<std::ptrdiff_t>(km.size() / 2), km.end());
    return km[km.size() / 2];
}

} // namespace

TEST_CASE("as many schools are placed as asked for, in as many regions, each region in one piece", "[generate]") {
    for (const std::size_t schools : {1U, 2U, 3U, 7U, 50U, 333U}) {
        for (const std::size_t regions : {1U, 2U, 3U, 7U, 50U}) {
            if (regions > schools) continue;
            for (std::uint64_t seed = 0; seed < 20; ++seed) {
                const auto made = settled({}, schools, regions, seed);
                REQUIRE(made.where.size() == schools);
                REQUIRE(made.effect.size() == schools);
                REQUIRE(made.region.front() == 0);
                REQUIRE(made.region.back() == regions - 1);
                REQUIRE(std::is_sorted(made.region.begin(), made.region.end()));
                REQUIRE(std::set(made.region.begin(), made.region.end()).size() == regions);
            }
        }
    }
}

TEST_CASE("schools lie in the land that was given, but for pairs at its edge", "[generate]") {
    const place_parameters land{.centre = {10, 179.9}, .area_km2 = 10'000}; // 100 km by 100 km across the date line
    const auto made = settled(land, 500, 10, 3);
    for (const auto& one : made.where) {
        CHECK(on_earth(one));
        CHECK(distance_km(one, land.centre) < 50 * 1.4143 + 5);
    }
}

TEST_CASE("the advantage of places has variance 1, and that of near places is shared", "[generate]") {
    double square = 0;
    double neighbours = 0;
    double strangers = 0;
    constexpr int runs = 1'000;
    for (int seed = 0; seed < runs; ++seed) {
        const auto made = settled({}, 64, 1, static_cast<std::uint64_t>(seed));
        square += made.effect[10] * made.effect[10];
        neighbours += made.effect[10] * made.effect[11];
        strangers += made.effect[0] * made.effect[63];
    }
    CHECK(square / runs == Approx(1).margin(0.15));
    CHECK(neighbours / runs > 0.5);
    CHECK(std::fabs(strangers / runs) < 0.15);
}

TEST_CASE("the same places when all is the land but its size: distances grow with its side", "[generate]") {
    // City density is a school a km2 at most; without it the cascade has no scale.
    place_parameters small{.area_km2 = 1'000, .city_density = 1e9, .pair_share = 0};
    auto large = small;
    large.area_km2 = 100'000;
    const double ratio = median_of_fifth_nearest(settled(large, 400, 5, 7).where) /
                         median_of_fifth_nearest(settled(small, 400, 5, 7).where);
    CHECK(ratio == Approx(10).epsilon(0.05));
}

TEST_CASE("an even country has no towns, an uneven one crowds its schools", "[generate]") {
    const place_parameters even{.area_km2 = 100'000, .country_evenness = 1000, .pair_share = 0};
    const place_parameters uneven{.area_km2 = 100'000, .country_evenness = 0.4, .pair_share = 0};
    const double spread = median_of_fifth_nearest(settled(even, 1000, 5, 1).where);
    // 1000 schools on 100,000 km2: the fifth nearest of an even scatter is about sqrt(5 * 100 / pi) km away.
    CHECK(spread == Approx(12.6).epsilon(0.15));
    CHECK(median_of_fifth_nearest(settled(uneven, 1000, 5, 1).where) < spread / 3);
}

} // namespace generate_places_test
