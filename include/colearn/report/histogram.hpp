// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_HISTOGRAM_HPP
#define COLEARN_REPORT_HISTOGRAM_HPP

/// @file
/// For a policy reader: how many have little, how many have much.
/// For an engineer: counts per bin as upright bars; bins of equal width at round numbers, or bins that double (0, 1,
/// 2-3, 4-7, ...) for counts with a long tail, such as the number of ties.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/report/chart.hpp>
#include <colearn/report/svg.hpp>
#include <colearn/report/table.hpp>

namespace colearn::report {

/// One bin: values from `low` up to but without `high` (the last bin of equal width takes its upper end too).
struct bin {
    double low = 0;
    double high = 0;
    std::string label{};
    std::size_t count = 0;
};

/// Bins that double: 0, 1, 2-3, 4-7, ... For whole numbers >= 0.
[[nodiscard]] inline std::vector<bin> doubling_bins(std::span<const double> values) {
    double largest = 0;
    for (const auto one : values) {
        expects(one >= 0 && one == std::floor(one), "doubling bins are for whole numbers from 0 up", one);
        largest = (std::max)(largest, one);
    }
    std::vector<bin> bins{{0, 1, "0", 0}, {1, 2, "1", 0}};
    for (double low = 2; low <= largest; low *= 2)
        bins.push_back({low, 2 * low, whole(low) + "\xE2\x80\x93" + whole(2 * low - 1), 0});
    for (const auto one : values)
        for (auto& each : bins) each.count += one >= each.low && one < each.high ? 1 : 0;
    return bins;
}

/// Bins of equal width at round numbers, about `count` of them.
[[nodiscard]] inline std::vector<bin> even_bins(std::span<const double> values, int count = 10) {
    expects(!values.empty(), "bins need at least one value");
    double low = values[0];
    double high = values[0];
    for (const auto one : values) {
        expects(std::isfinite(one), "a value must be finite", one);
        low = (std::min)(low, one);
        high = (std::max)(high, one);
    }
    const auto edges = ticks(low, high, count);
    const auto step = edges[1] - edges[0];
    std::vector<bin> bins;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i)
        bins.push_back(
            {edges[i], edges[i + 1], tick_text(edges[i], step) + "\xE2\x80\x93" + tick_text(edges[i + 1], step), 0});
    for (const auto one : values) {
        auto at = static_cast<std::size_t>((std::max)(0.0, std::floor((one - edges[0]) / step)));
        at = (std::min)(at, bins.size() - 1);
        if (at > 0 && one < bins[at].low) --at; // the division rounded up
        if (at + 1 < bins.size() && one >= bins[at].high) ++at;
        ++bins[at].count;
    }
    return bins;
}

namespace detail {

[[nodiscard]] inline fragment draw_histogram(const std::vector<bin>& bins, const chart_text& text, double width,
                                             const std::string& id) {
    std::size_t most = 1;
    double widest = 0;
    for (const auto& one : bins) {
        most = (std::max)(most, one.count);
        widest = (std::max)(widest, text_width(one.label, small_chart_type));
    }
    const double height = width < 500 ? 230 : 260;
    const plot_area area{46, 34, width - 4, height - 48};
    auto marks = ticks(0, static_cast<double>(most), 4);
    std::erase_if(marks, [](double at) { return at != std::floor(at); });
    const linear_scale y{0, marks.back(), area.bottom, area.top};
    const auto each = (area.right - area.left) / static_cast<double>(bins.size());
    const auto every = static_cast<std::size_t>(std::ceil((widest + 6) / each)); // labels that fit
    svg out({.width = width,
             .height = height,
             .id = id,
             .title = text.title,
             .description = text.description,
             .style = "chart"});
    draw_y_axis(out, area, marks, y, text.y_label);
    for (std::size_t i = 0; i < bins.size(); ++i) {
        const auto& one = bins[i];
        const auto left = area.left + each * static_cast<double>(i);
        const auto top = y(static_cast<double>(one.count));
        out.rect(left + each * .08, top, each * .84, area.bottom - top, "bar plain", 2);
        if (one.count > 0 && each > text_width(whole(one.count), small_chart_type))
            out.text(left + each / 2, top - 5, whole(one.count), "tick strong", anchor::middle);
        if (i % every == 0) out.text(left + each / 2, area.bottom + 18, one.label, "tick", anchor::middle);
    }
    out.text(area.right, height - 6, text.x_label, "axis-label", anchor::end);
    return out.finish();
}

} // namespace detail

/// Draws bins in the order given. `what` heads the bins' column.
[[nodiscard]] inline chart histogram(const std::vector<bin>& bins, const chart_text& text, const std::string& what,
                                     const std::string& counted) {
    expects(!bins.empty(), "a histogram must have a bin");
    chart out;
    out.wide = detail::draw_histogram(bins, text, wide_chart, text.id + "-wide");
    out.narrow = detail::draw_histogram(bins, text, narrow_chart, text.id + "-narrow");
    out.data.id = text.id + "-data";
    out.data.caption = text.title;
    out.data.sortable = false;
    out.data.columns = {{.heading = what, .heads = true}, {.heading = counted, .kind = column_kind::whole}};
    for (const auto& one : bins) out.data.add({.cells = {one.label, one.count}});
    return out;
}

} // namespace colearn::report

#endif
