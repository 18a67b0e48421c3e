// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_BAR_CHART_HPP
#define COLEARN_REPORT_BAR_CHART_HPP

/// @file
/// For a policy reader: who has most of something, one bar each, longest first as given.
/// For an engineer: horizontal bars on a scale that starts at 0, each with its value, and a whisker where an interval
/// is known. On a narrow screen the label stands above its bar.

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/report/chart.hpp>
#include <colearn/report/svg.hpp>
#include <colearn/report/table.hpp>

namespace colearn::report {

/// One bar.
struct bar {
    std::string label{};
    double value = 0;            ///< >= 0, in the chart's unit
    std::string role{};          ///< whose mark stands before the label; empty: none
    std::string style{};         ///< class of the style sheet beside `bar`; empty: the role's
    std::optional<double> low{}; ///< lower end of the interval that the value is sure to within
    std::optional<double> high{};
};

struct bar_chart_options {
    column value{};             ///< heading, kind and meaning of the values
    std::string label = "Name"; ///< heading of the labels' column
    double scale_to = 0;        ///< value at the scale's right end; 0: the largest there is
    std::string money = "$";    ///< sign in front of amounts
};

namespace detail {

[[nodiscard]] inline fragment draw_bars(const std::vector<bar>& bars, const chart_text& text,
                                        const bar_chart_options& options, double width, const std::string& id) {
    const bool narrow = width < 500;
    const double row_height = narrow ? 42 : 27;
    double label_width = 0;
    double value_width = 30;
    double largest = options.scale_to;
    bool marked = false;
    for (const auto& one : bars) {
        expects(std::isfinite(one.value) && one.value >= 0, "a bar must be finite and not negative", one.value);
        label_width = (std::max)(label_width, text_width(one.label, chart_type));
        value_width = (std::max)(value_width, text_width(shown(options.value, one.value, options.money), chart_type));
        largest = (std::max)({largest, one.value, one.high.value_or(0)});
        marked |= !one.role.empty();
    }
    const double indent = marked ? 20 : 0;
    label_width = narrow ? 0 : (std::min)(label_width + indent + 14, width * .46);
    const linear_scale x{0, largest > 0 ? largest : 1, label_width, width - value_width - 10};
    svg out({.width = width,
             .height = row_height * static_cast<double>(bars.size()) + 6,
             .id = id,
             .title = text.title,
             .description = text.description,
             .style = "chart"});
    double top = 2;
    for (const auto& one : bars) {
        const auto base = top + 17;
        const auto bar_top = narrow ? top + 22 : top + 5;
        const auto mark = mark_of(one.role);
        const auto room = (narrow ? width : label_width - 14) - indent;
        if (!one.role.empty()) out.mark(mark.what, 7, base - 4.5, 5, "mark " + std::string(mark.style));
        out.text(indent, base, shortened(one.label, room, chart_type), "label");
        const auto style = !one.style.empty() ? one.style : one.role.empty() ? "plain" : std::string(mark.style);
        out.rect(x(0), bar_top, (std::max)(x(one.value) - x(0), one.value > 0 ? 1.0 : 0.0), 16, "bar " + style, 2);
        if (one.low && one.high) {
            const auto middle = bar_top + 8;
            out.line(x(*one.low), middle, x(*one.high), middle, "whisker");
            out.line(x(*one.low), middle - 4, x(*one.low), middle + 4, "whisker");
            out.line(x(*one.high), middle - 4, x(*one.high), middle + 4, "whisker");
        }
        out.text(x((std::max)(one.value, one.high.value_or(0))) + 7, bar_top + 12.5,
                 shown(options.value, one.value, options.money), "value");
        top += row_height;
    }
    if (!narrow) out.line(x(0), 2, x(0), top + 2, "axis");
    return out.finish();
}

} // namespace detail

/// Draws bars in the order given.
[[nodiscard]] inline chart bar_chart(const std::vector<bar>& bars, const chart_text& text,
                                     const bar_chart_options& options) {
    expects(!bars.empty(), "a bar chart must have a bar");
    chart out;
    out.wide = detail::draw_bars(bars, text, options, wide_chart, text.id + "-wide");
    out.narrow = detail::draw_bars(bars, text, options, narrow_chart, text.id + "-narrow");
    out.data.id = text.id + "-data";
    out.data.caption = text.title;
    out.data.money = options.money;
    out.data.columns.push_back({.heading = options.label, .heads = true});
    out.data.columns.push_back(options.value);
    bool whiskers = false;
    for (const auto& one : bars) whiskers |= one.low.has_value() && one.high.has_value();
    if (whiskers) {
        auto end = options.value;
        end.bar = false;
        end.meaning.clear();
        end.heading = "From";
        out.data.columns.push_back(end);
        end.heading = "To";
        out.data.columns.push_back(end);
    }
    for (const auto& one : bars) {
        cell label(one.label);
        label.mark = one.role;
        std::vector<cell> cells{label, one.value};
        if (whiskers) {
            cells.push_back(one.low ? cell(*one.low) : cell::unknown());
            cells.push_back(one.high ? cell(*one.high) : cell::unknown());
        }
        out.data.add({.cells = std::move(cells)});
    }
    return out;
}

} // namespace colearn::report

#endif
