// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_SCATTER_HPP
#define COLEARN_REPORT_SCATTER_HPP

/// @file
/// For a policy reader: whether two things go together, and who stands out from the rest.
/// For an engineer: points with bands of quantiles of y in equally filled slices of x, no curve fitted and nothing
/// extrapolated; the points that matter most carry their names.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/report/chart.hpp>
#include <colearn/report/labels.hpp>
#include <colearn/report/svg.hpp>
#include <colearn/report/table.hpp>

namespace colearn::report {

/// One point.
struct scatter_point {
    std::string label{};
    double x = 0;
    double y = 0;
    std::string role{};      ///< whose mark is drawn
    double importance = 0;   ///< larger is named first; 0: never named
    bool stands_out = false; ///< drawn in the accent colour
};

/// The middle half of the points in one slice of x.
struct quantile_band {
    double x_low = 0;
    double x_high = 0;
    std::size_t count = 0;
    double lower = 0;  ///< a quarter of the points lie at or below
    double median = 0; ///< half
    double upper = 0;  ///< three quarters
};

struct scatter_options {
    column x{};                 ///< heading, kind and meaning of the horizontal values
    column y{};                 ///< the same for the vertical ones
    std::string label = "Name"; ///< heading of the labels' column
    std::size_t names = 10;     ///< points to name at most
    std::size_t listed = 100;   ///< rows of the data table at most, most important first
    bool bands = true;          ///< draw quantile bands (only with 20 points or more)
};

/// The q-quantile of ascending values by linear interpolation (Hyndman and Fan, 1996, type 7).
[[nodiscard]] inline double quantile(std::span<const double> ascending, double q) {
    expects(!ascending.empty(), "a quantile needs at least one value");
    expects(q >= 0 && q <= 1, "a quantile's share must be from 0 to 1", q);
    const auto at = q * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const auto above = (std::min)(below + 1, ascending.size() - 1);
    return ascending[below] + (at - static_cast<double>(below)) * (ascending[above] - ascending[below]);
}

/// Bands over slices of x with about the same number of points each; equal x stay in one slice.
[[nodiscard]] inline std::vector<quantile_band> quantile_bands(std::span<const scatter_point> points) {
    std::vector<std::pair<double, double>> sorted;
    for (const auto& one : points) sorted.emplace_back(one.x, one.y);
    std::sort(sorted.begin(), sorted.end());
    const auto slices = std::clamp<std::size_t>(sorted.size() / 10, 1, 10);
    std::vector<quantile_band> bands;
    std::size_t first = 0;
    for (std::size_t k = 1; k <= slices && first < sorted.size(); ++k) {
        auto last = (std::max)(first + 1, sorted.size() * k / slices);
        while (last < sorted.size() && sorted[last].first == sorted[last - 1].first) ++last;
        if (k == slices) last = sorted.size();
        std::vector<double> y;
        for (auto i = first; i < last; ++i) y.push_back(sorted[i].second);
        std::sort(y.begin(), y.end());
        bands.push_back({sorted[first].first, sorted[last - 1].first, y.size(), quantile(y, .25), quantile(y, .5),
                         quantile(y, .75)});
        first = last;
    }
    return bands;
}

namespace detail {

[[nodiscard]] inline fragment draw_scatter(const std::vector<scatter_point>& points,
                                           const std::vector<quantile_band>& bands, const chart_text& text,
                                           const scatter_options& options, double width, const std::string& id) {
    const bool narrow = width < 500;
    const double height = narrow ? 340 : 400;
    const plot_area area{54, 34, width - 10, height - 54};
    std::vector<double> xs;
    std::vector<double> ys;
    for (const auto& one : points) {
        expects(std::isfinite(one.x) && std::isfinite(one.y), "a point must be finite", one.x + one.y);
        xs.push_back(one.x);
        ys.push_back(one.y);
    }
    const auto [x_low, x_high] = std::minmax_element(xs.begin(), xs.end());
    const auto [y_low, y_high] = std::minmax_element(ys.begin(), ys.end());
    const auto x_at =
        ticks((std::min)(*x_low, *x_low >= 0 && *x_low < *x_high / 2 ? 0.0 : *x_low), *x_high, narrow ? 4 : 6);
    const auto y_at = ticks((std::min)(*y_low, *y_low >= 0 && *y_low < *y_high / 2 ? 0.0 : *y_low), *y_high, 5);
    const linear_scale x{x_at.front(), x_at.back(), area.left, area.right};
    const linear_scale y{y_at.front(), y_at.back(), area.bottom, area.top};
    svg out({.width = width,
             .height = height,
             .id = id,
             .title = text.title,
             .description = text.description,
             .style = "chart"});
    draw_y_axis(out, area, y_at, y, text.y_label, "", options.y.kind == column_kind::percent);
    draw_x_axis(out, area, x_at, x, text.x_label, options.x.kind == column_kind::percent);
    for (const auto& one : bands) {
        const auto left = x(one.x_low);
        const auto right = (std::max)(x(one.x_high), left + 3);
        out.rect(left, y(one.upper), right - left, y(one.lower) - y(one.upper), "band");
        out.line(left, y(one.median), right, y(one.median), "median");
    }
    const double radius = points.size() > 400 ? 2.5 : points.size() > 120 ? 3.5 : 4.5;
    std::vector<label_request> requests;
    const bool bulk = points.size() > 300; // then one path for all that look alike
    std::map<std::string, std::string> stacks;
    for (const bool accent : {false, true}) { // what stands out is drawn last, on top
        for (const auto& one : points) {
            if (one.stands_out != accent) continue;
            const auto mark = mark_of(one.role);
            const auto style = accent ? "point accent" : "point " + std::string(mark.style);
            const auto left = std::round(x(one.x) * 10) / 10;
            const auto top = std::round(y(one.y) * 10) / 10;
            if (!bulk || accent)
                out.mark(mark.what, left, top, accent ? radius + 1 : radius, style);
            else if (mark.what == shape::circle) // a line of no length with round ends
                stacks["dots"] += "M" + coordinate(left) + " " + coordinate(top) + "h0";
            else
                stacks[style] += outline(mark.what, left, top, radius);
        }
        for (auto& [style, path] : stacks)
            out.raw().leaf("path", {{"class", style},
                                    {"stroke-width", style == "dots" ? coordinate(2 * radius) : std::string{}},
                                    {"d", std::move(path)}});
        stacks.clear();
    }
    for (const auto& one : points)
        requests.push_back(
            {x(one.x), y(one.y), radius + 1, one.importance > 0 ? one.label : std::string{}, one.importance});
    const auto placed =
        place_labels(requests, {.within = {area.left, area.top - 10, area.right + 8, area.bottom},
                                .type_size = small_chart_type,
                                .longest = narrow ? 120.0 : 190.0,
                                .most = narrow ? (std::min<std::size_t>)(options.names, 5) : options.names});
    for (const auto& one : placed) out.text(one.x, one.y, one.text, "point-label", one.where);
    return out.finish();
}

} // namespace detail

/// Draws points. Rows of the data table are sorted by importance, then in the order given.
[[nodiscard]] inline chart scatter(const std::vector<scatter_point>& points, const chart_text& text,
                                   const scatter_options& options) {
    expects(!points.empty(), "a scatter plot must have a point");
    const auto bands = options.bands && points.size() >= 20 ? quantile_bands(points) : std::vector<quantile_band>{};
    chart out;
    out.wide = detail::draw_scatter(points, bands, text, options, wide_chart, text.id + "-wide");
    out.narrow = detail::draw_scatter(points, bands, text, options, narrow_chart, text.id + "-narrow");
    out.data.id = text.id + "-data";
    out.data.caption = text.title;
    out.data.columns = {{.heading = options.label, .heads = true}, options.x, options.y};
    std::vector<std::size_t> order(points.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return points[a].importance > points[b].importance; });
    if (order.size() > options.listed) {
        out.data.note = "The " + whole(options.listed) + " rows that stand out most, of " + whole(order.size()) + ".";
        order.resize(options.listed);
    }
    for (const auto at : order) {
        cell label(points[at].label);
        label.mark = points[at].role;
        out.data.add({.cells = {label, points[at].x, points[at].y}});
    }
    return out;
}

} // namespace colearn::report

#endif
