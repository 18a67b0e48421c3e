// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_PROJECTION_HPP
#define COLEARN_REPORT_PROJECTION_HPP

/// @file
/// For a policy reader: puts schools where they are, north up, with a bar that says how far a kilometre is.
/// For an engineer: an equirectangular map true to scale along the middle parallel, cut at the widest empty stretch of
/// longitude so that a country across the date line stays in one piece; and the choice of what a map shows: where few
/// actors lie far out they are named rather than drawn, and the densest area gets an enlargement.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/report/layout.hpp>
#include <colearn/report/words.hpp>

namespace colearn::report {

/// Mean Earth radius in kilometres (IUGG).
inline constexpr double earth_radius_km = 6371.0088;

/// Places on a plane in kilometres: x to the east, y to the south.
/// True to scale along the middle parallel; at d degrees from it, east-west distances are off by cos ratio alone.
[[nodiscard]] inline std::vector<point> on_plane(std::span<const place> places) {
    std::vector<double> longitudes;
    double south = 90;
    double north = -90;
    for (const auto& one : places) {
        expects(std::abs(one.latitude) <= 90 && std::abs(one.longitude) <= 180, "a place must be on the globe",
                one.latitude);
        longitudes.push_back(one.longitude);
        south = (std::min)(south, one.latitude);
        north = (std::max)(north, one.latitude);
    }
    // The map begins after the widest gap between neighbouring longitudes.
    std::sort(longitudes.begin(), longitudes.end());
    double west = 0;
    double widest = -1;
    for (std::size_t i = 0; i < longitudes.size(); ++i) {
        const bool last = i + 1 == longitudes.size();
        const auto next = last ? longitudes[0] : longitudes[i + 1];
        const auto gap = next - longitudes[i] + (last ? 360 : 0);
        if (gap > widest) {
            widest = gap;
            west = next;
        }
    }
    const double km_per_degree = earth_radius_km * std::numbers::pi / 180;
    const double shrink = std::cos((south + north) / 2 * std::numbers::pi / 180);
    std::vector<point> out;
    for (const auto& one : places) {
        const auto east = one.longitude - west + (one.longitude < west ? 360 : 0);
        out.push_back({east * km_per_degree * shrink, (north - one.latitude) * km_per_degree});
    }
    return out;
}

/// A part of the plane, in kilometres.
struct extent {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;

    [[nodiscard]] double width() const noexcept { return right - left; }
    [[nodiscard]] double height() const noexcept { return bottom - top; }
    [[nodiscard]] bool holds(const point& at) const noexcept {
        return at.x >= left && at.x <= right && at.y >= top && at.y <= bottom;
    }
};

/// The smallest extent that holds all points.
[[nodiscard]] inline extent around(std::span<const point> points) {
    expects(!points.empty(), "an extent must hold a point");
    extent out{points[0].x, points[0].y, points[0].x, points[0].y};
    for (const auto& one : points)
        out = {(std::min)(out.left, one.x), (std::min)(out.top, one.y), (std::max)(out.right, one.x),
               (std::max)(out.bottom, one.y)};
    return out;
}

/// What the main map shows: all points, or where the outermost 1% at each side would make the map more than twice as
/// wide or as high, the points no further than a tenth beyond the others.
[[nodiscard]] inline extent main_extent(std::span<const point> points) {
    const auto all = around(points);
    const auto cut = points.size() / 100;
    if (cut == 0) return all;
    std::vector<double> xs;
    std::vector<double> ys;
    for (const auto& one : points) {
        xs.push_back(one.x);
        ys.push_back(one.y);
    }
    std::sort(xs.begin(), xs.end());
    std::sort(ys.begin(), ys.end());
    const auto last = points.size() - 1 - cut;
    const auto width = xs[last] - xs[cut];
    const auto height = ys[last] - ys[cut];
    auto kept = all;
    if (width > 0 && width < all.width() / 2) {
        kept.left = xs[cut] - width / 10;
        kept.right = xs[last] + width / 10;
    }
    if (height > 0 && height < all.height() / 2) {
        kept.top = ys[cut] - height / 10;
        kept.bottom = ys[last] + height / 10;
    }
    std::vector<point> inside;
    for (const auto& one : points)
        if (kept.holds(one)) inside.push_back(one);
    return around(inside);
}

/// The area to enlarge: a fifth of the map's width and height, with the most points, where these are at least `share`
/// of all and at least 30; nothing otherwise. Complexity: O(n) time, by counting on a grid of a quarter of the window.
[[nodiscard]] inline std::optional<extent> dense_extent(std::span<const point> points, const extent& whole_map,
                                                        double share = .3) {
    constexpr int steps = 20; // cells along each side of the map
    constexpr int window = 4; // cells along each side of the window
    if (points.size() < 60 || whole_map.width() <= 0 || whole_map.height() <= 0) return {};
    std::vector<std::size_t> cells(static_cast<std::size_t>(steps) * steps, 0);
    for (const auto& one : points) {
        if (!whole_map.holds(one)) continue;
        const auto column =
            (std::min)(steps - 1, static_cast<int>((one.x - whole_map.left) / whole_map.width() * steps));
        const auto line = (std::min)(steps - 1, static_cast<int>((one.y - whole_map.top) / whole_map.height() * steps));
        ++cells[static_cast<std::size_t>(line) * steps + static_cast<std::size_t>(column)];
    }
    std::size_t most = 0;
    int best_column = 0;
    int best_line = 0;
    for (int line = 0; line + window <= steps; ++line)
        for (int column = 0; column + window <= steps; ++column) {
            std::size_t sum = 0;
            for (int a = line; a < line + window; ++a)
                for (int b = column; b < column + window; ++b)
                    sum += cells[static_cast<std::size_t>(a) * steps + static_cast<std::size_t>(b)];
            if (sum > most) {
                most = sum;
                best_column = column;
                best_line = line;
            }
        }
    if (most < 30 || static_cast<double>(most) < share * static_cast<double>(points.size())) return {};
    const auto cell_width = whole_map.width() / steps;
    const auto cell_height = whole_map.height() / steps;
    return extent{whole_map.left + best_column * cell_width, whole_map.top + best_line * cell_height,
                  whole_map.left + (best_column + window) * cell_width,
                  whole_map.top + (best_line + window) * cell_height};
}

/// A round length of 1, 2 or 5 times a power of ten, at most `longest`.
[[nodiscard]] inline double scale_bar_km(double longest) {
    expects(longest > 0 && std::isfinite(longest), "a scale bar must have room", longest);
    const auto power = std::pow(10.0, std::floor(std::log10(longest)));
    for (const auto step : {5.0, 2.0})
        if (step * power <= longest) return step * power;
    return power;
}

/// The corners of the convex hull, in order around it; up to two points are their own hull.
/// Source: A. M. Andrew, "Another efficient algorithm for convex hulls in two dimensions", IPL 9 (1979).
[[nodiscard]] inline std::vector<point> convex_hull(std::vector<point> points) {
    const auto before = [](const point& a, const point& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; };
    std::sort(points.begin(), points.end(), before);
    points.erase(std::unique(points.begin(), points.end(),
                             [](const point& a, const point& b) { return a.x == b.x && a.y == b.y; }),
                 points.end());
    if (points.size() < 3) return points;
    const auto turn = [](const point& a, const point& b, const point& c) {
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    };
    std::vector<point> hull;
    for (int side = 0; side < 2; ++side) {
        const auto first = hull.size();
        for (const auto& one : points) {
            while (hull.size() >= first + 2 && turn(hull[hull.size() - 2], hull.back(), one) <= 0) hull.pop_back();
            hull.push_back(one);
        }
        hull.pop_back();
        std::reverse(points.begin(), points.end());
    }
    return hull;
}

} // namespace colearn::report

#endif
