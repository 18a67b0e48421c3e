// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_STACKED_CHART_HPP
#define COLEARN_REPORT_STACKED_CHART_HPP

/// @file
/// For a policy reader: what a sum is made of, part by part, in the same order for everyone.
/// For an engineer: horizontal bars of stacked series, with a key in the order of the stack; the parts are told apart
/// by their place and by a gap between them, not by colour alone.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/report/chart.hpp>
#include <colearn/report/svg.hpp>
#include <colearn/report/table.hpp>

namespace colearn::report {

/// One bar, with one part for each series.
struct stacked_bar {
    std::string label{};
    std::vector<double> parts{}; ///< >= 0, in the order of the series
    std::string role{};          ///< whose mark stands before the label; empty: none
};

/// Series that have a style of their own.
inline constexpr std::size_t most_series = 6;

struct stacked_chart_options {
    std::vector<std::string> series{}; ///< names of the parts, at most `most_series`
    column value{};                    ///< kind and digits of the values; its heading heads the sum
    std::string label = "Name";        ///< heading of the labels' column
    std::string money = "$";           ///< sign in front of amounts
};

namespace detail {

[[nodiscard]] inline double sum_of(const stacked_bar& one) {
    double sum = 0;
    for (const auto part : one.parts) sum += part;
    return sum;
}

[[nodiscard]] inline fragment draw_stacks(const std::vector<stacked_bar>& bars, const chart_text& text,
                                          const stacked_chart_options& options, double width, const std::string& id) {
    double label_width = 0;
    double value_width = 30;
    double largest = 0;
    bool marked = false;
    for (const auto& one : bars) {
        expects(one.parts.size() == options.series.size(), "a bar must have one part for each series",
                one.parts.size());
        for (const auto part : one.parts)
            expects(std::isfinite(part) && part >= 0, "a part must be finite and not negative", part);
        const auto sum = sum_of(one);
        label_width = (std::max)(label_width, text_width(one.label, chart_type));
        value_width = (std::max)(value_width, text_width(shown(options.value, sum, options.money), chart_type));
        largest = (std::max)(largest, sum);
        marked |= !one.role.empty();
    }
    const double indent = marked ? 20 : 0;
    const bool narrow = width < 500 || label_width + indent > width * .46; // labels above their bars
    const double row_height = narrow ? 42 : 29;
    label_width = narrow ? 0 : (std::min)(label_width + indent + 14, width * .5);
    const linear_scale x{0, largest > 0 ? largest : 1, label_width, width - value_width - 10};

    // The key, in as many lines as it takes.
    std::vector<std::pair<double, double>> key;
    double at = 0;
    double line = 0;
    for (const auto& name : options.series) {
        const auto takes = 18 + text_width(name, small_chart_type) + 16;
        if (at > 0 && at + takes > width) {
            at = 0;
            ++line;
        }
        key.emplace_back(at, line);
        at += takes;
    }
    const double key_height = (line + 1) * 20 + 8;
    svg out({.width = width,
             .height = key_height + row_height * static_cast<double>(bars.size()) + 6,
             .id = id,
             .title = text.title,
             .description = text.description,
             .style = "chart"});
    for (std::size_t i = 0; i < options.series.size(); ++i) {
        const auto y = key[i].second * 20 + 2;
        out.rect(key[i].first, y, 12, 12, "series-" + std::to_string(i + 1), 2);
        out.text(key[i].first + 18, y + 10.5, options.series[i], "tick");
    }
    double top = key_height;
    for (const auto& one : bars) {
        const auto mark = mark_of(one.role);
        const auto bar_top = narrow ? top + 22 : top + 6;
        const auto room = (narrow ? width : label_width - 14) - indent;
        if (!one.role.empty()) out.mark(mark.what, 7, top + 13.5, 5, "mark " + std::string(mark.style));
        out.text(indent, top + 18, shortened(one.label, room, chart_type), "label");
        double from = 0;
        for (std::size_t i = 0; i < one.parts.size(); ++i) {
            if (one.parts[i] > 0) {
                const auto left = x(from);
                const auto right = x(from + one.parts[i]);
                out.rect(left, bar_top, (std::max)(right - left - 1, .5), 16, "series-" + std::to_string(i + 1), 1);
            }
            from += one.parts[i];
        }
        out.text(x(from) + 7, bar_top + 12.5, shown(options.value, from, options.money), "value");
        top += row_height;
    }
    if (!narrow) out.line(x(0), key_height, x(0), top + 2, "axis");
    return out.finish();
}

} // namespace detail

/// Draws stacked bars in the order given.
[[nodiscard]] inline chart stacked_chart(const std::vector<stacked_bar>& bars, const chart_text& text,
                                         const stacked_chart_options& options) {
    expects(!bars.empty(), "a stacked chart must have a bar");
    expects(!options.series.empty() && options.series.size() <= most_series, "a stack must have 1 to 6 series",
            options.series.size());
    chart out;
    out.wide = detail::draw_stacks(bars, text, options, wide_chart, text.id + "-wide");
    out.narrow = detail::draw_stacks(bars, text, options, narrow_chart, text.id + "-narrow");
    out.data.id = text.id + "-data";
    out.data.caption = text.title;
    out.data.money = options.money;
    out.data.columns.push_back({.heading = options.label, .heads = true});
    for (const auto& name : options.series) {
        auto part = options.value;
        part.heading = capital(name);
        part.meaning.clear();
        part.bar = false;
        out.data.columns.push_back(std::move(part));
    }
    out.data.columns.push_back(options.value);
    for (const auto& one : bars) {
        cell label(one.label);
        label.mark = one.role;
        std::vector<cell> cells{label};
        for (const auto part : one.parts) cells.emplace_back(part);
        cells.emplace_back(detail::sum_of(one));
        out.data.add({.cells = std::move(cells)});
    }
    return out;
}

} // namespace colearn::report

#endif
