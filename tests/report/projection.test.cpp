// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/report/projection.hpp>

#include "support/catch.hpp"

namespace projection_test {

using namespace colearn::report;
using colearn::place;

TEST_CASE("distances on the plane of a district are those on the globe", "[projection]") {
    for (std::uint64_t trial = 0; trial < 200; ++trial) {
        colearn::random_stream random(31, trial);
        const auto latitude = colearn::uniform(random, -60, 60);
        const auto longitude =
            trial % 2 == 0 ? colearn::uniform(random, -180, 180) : 180.0; // every second at the date line
        std::vector<place> places;
        for (int i = 0; i < 6; ++i) {
            auto east = longitude + colearn::uniform(random, -.2, .2);
            if (east > 180) east -= 360;
            if (east < -180) east += 360;
            places.push_back({latitude + colearn::uniform(random, -.2, .2), east});
        }
        const auto at = on_plane(places);
        for (std::size_t a = 0; a < places.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                CHECK(std::hypot(at[a].x - at[b].x, at[a].y - at[b].y) ==
                      Approx(colearn::distance_km(places[a], places[b])).epsilon(.01));
    }
}

TEST_CASE("north is up and east is right", "[projection]") {
    const auto at = on_plane(std::vector<place>{{-34, 138}, {-35, 138}, {-35, 139}});
    CHECK(at[0].y < at[1].y);
    CHECK(at[1].x < at[2].x);
    CHECK_THROWS_AS(on_plane(std::vector<place>{{91, 0}}), colearn::contract_violation);
}

TEST_CASE("a few places far out do not shrink the map, an evenly filled one is kept", "[projection]") {
    std::vector<point> points;
    colearn::random_stream random(1);
    for (int i = 0; i < 300; ++i)
        points.push_back({colearn::uniform(random, 0, 100), colearn::uniform(random, 0, 100)});
    CHECK(main_extent(points).width() == around(points).width());
    points.push_back({900, 50});
    CHECK(main_extent(points).width() < 101);
    CHECK(main_extent(points).height() == around(points).height());
}

TEST_CASE("the densest part is enlarged where there is one", "[projection]") {
    std::vector<point> points;
    colearn::random_stream random(2);
    for (int i = 0; i < 100; ++i)
        points.push_back({colearn::uniform(random, 0, 600), colearn::uniform(random, 0, 600)});
    CHECK_FALSE(dense_extent(points, around(points)));
    for (int i = 0; i < 120; ++i)
        points.push_back({colearn::uniform(random, 310, 370), colearn::uniform(random, 110, 170)});
    const auto dense = dense_extent(points, around(points));
    REQUIRE(dense);
    CHECK(dense->holds({340, 140}));
    CHECK(dense->width() < 120);
}

TEST_CASE("a scale bar has a round length", "[projection]") {
    CHECK(scale_bar_km(7) == 5);
    CHECK(scale_bar_km(5) == 5);
    CHECK(scale_bar_km(4.9) == 2);
    CHECK(scale_bar_km(130) == 100);
    CHECK(scale_bar_km(.3) == Approx(.2));
    CHECK_THROWS_AS(scale_bar_km(0), colearn::contract_violation);
}

TEST_CASE("a convex hull holds every point and turns one way", "[projection]") {
    for (std::uint64_t trial = 0; trial < 200; ++trial) {
        colearn::random_stream random(41, trial);
        std::vector<point> points(1 + colearn::uniform_index(random, 30));
        for (auto& one : points)
            one = {std::floor(colearn::uniform(random, 0, 8)), std::floor(colearn::uniform(random, 0, 8))};
        const auto hull = convex_hull(points);
        REQUIRE(!hull.empty());
        if (hull.size() < 3) continue;
        for (std::size_t i = 0; i < hull.size(); ++i) {
            const auto& a = hull[i];
            const auto& b = hull[(i + 1) % hull.size()];
            for (const auto& one : points) CHECK((b.x - a.x) * (one.y - a.y) - (b.y - a.y) * (one.x - a.x) >= 0);
        }
    }
}

} // namespace projection_test
