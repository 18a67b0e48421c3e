// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_CHART_HPP
#define COLEARN_REPORT_CHART_HPP

/// @file
/// For a policy reader: a chart never stands alone; the numbers behind it are in a table below it.
/// For an engineer: what all charts share: a result of two drawings (for a wide and for a narrow screen) with their
/// data table, a linear scale and its ticks.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/report/markup.hpp>
#include <colearn/report/svg.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/words.hpp>

namespace colearn::report {

/// Widths in user units, one unit a pixel where the page is that wide.
inline constexpr double wide_chart = 680;
inline constexpr double narrow_chart = 350;
/// Type sizes that the style sheet gives to a chart's texts.
inline constexpr double chart_type = 13;
inline constexpr double small_chart_type = 11.5;

/// A drawn chart: the page shows one of the two drawings, by the width of the screen.
struct chart {
    fragment wide{};
    fragment narrow{};
    table data{};
};

/// What every chart is given.
struct chart_text {
    std::string id{};          ///< unique on the page
    std::string title{};       ///< what is drawn
    std::string description{}; ///< what a reader should see in it, with the main figures; for screen readers
    std::string x_label{};     ///< what the horizontal axis is, with its unit
    std::string y_label{};     ///< what the vertical axis is, with its unit
};

/// Round numbers from at or below `low` to at or above `high`: steps of 1, 2, 2.5 or 5 times a power of ten, about
/// `count` of them. Source: P. Heckbert, "Nice numbers for graph labels", Graphics Gems (1990), with 2.5 added.
[[nodiscard]] inline std::vector<double> ticks(double low, double high, int count = 5) {
    expects(std::isfinite(low) && std::isfinite(high), "the range of an axis must be finite", high - low);
    expects(low <= high, "the range of an axis must not be upside down", high - low);
    expects(count >= 1, "an axis must have at least one step", count);
    if (low == high) high = low + (low == 0 ? 1 : std::abs(low));
    const auto raw = (high - low) / count;
    const auto power = std::pow(10.0, std::floor(std::log10(raw)));
    double step = 10 * power;
    for (const auto nice : {1.0, 2.0, 2.5, 5.0})
        if (nice * power >= raw * (1 - 1e-9)) {
            step = nice * power;
            break;
        }
    std::vector<double> out;
    const auto first = std::floor(low / step + 1e-9);
    for (auto at = first;; at += 1) {
        out.push_back(at * step);
        if (at * step >= high - step * 1e-9) break;
    }
    return out;
}

/// A linear map from values to user units.
struct linear_scale {
    double low = 0;
    double high = 1;
    double from = 0; ///< where `low` is drawn
    double to = 1;   ///< where `high` is drawn

    [[nodiscard]] double operator()(double value) const noexcept {
        return high == low ? from : from + (value - low) / (high - low) * (to - from);
    }
};

/// A tick's label: as many digits as its step asks for; large numbers in thousands (k) or millions (m).
[[nodiscard]] inline std::string tick_text(double value, double step) {
    if (step >= 1e6) return rounded(value / 1e6, 4) + "m";
    if (step >= 1e3) return rounded(value / 1e3, 4) + "k";
    int digits = 0; // as many as the step itself has
    for (auto scaled = step; digits < 9 && std::abs(scaled - std::round(scaled)) > 1e-6 * scaled; scaled *= 10)
        ++digits;
    auto text = decimal(value, digits);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
    }
    return text;
}

namespace detail {

/// Where the plot is within a chart.
struct plot_area {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
};

// "0.3", or "30%".
[[nodiscard]] inline std::string axis_text(double value, double step, bool percent) {
    return percent ? tick_text(value * 100, step * 100) + "%" : tick_text(value, step);
}

// Horizontal rules with their labels at the left, and the axis name above them.
inline void draw_y_axis(svg& out, const plot_area& area, const std::vector<double>& at, const linear_scale& y,
                        const std::string& label, const std::string& sign = "", bool percent = false) {
    const auto step = at.size() > 1 ? at[1] - at[0] : 1;
    for (const auto one : at) {
        out.line(area.left, y(one), area.right, y(one), one == 0 ? "axis" : "grid");
        out.text(area.left - 8, y(one) + 4, sign + axis_text(one, step, percent), "tick", anchor::end);
    }
    if (!label.empty()) out.text(0, 14, label, "axis-label");
}

// Labels below the plot, and the axis name under them.
inline void draw_x_axis(svg& out, const plot_area& area, const std::vector<double>& at, const linear_scale& x,
                        const std::string& label, bool percent = false) {
    const auto step = at.size() > 1 ? at[1] - at[0] : 1;
    for (const auto one : at) {
        out.line(x(one), area.bottom, x(one), area.bottom + 5, "axis");
        out.text(x(one), area.bottom + 20, axis_text(one, step, percent), "tick", anchor::middle);
    }
    if (!label.empty()) out.text(area.right, area.bottom + 40, label, "axis-label", anchor::end);
}

} // namespace detail

} // namespace colearn::report

#endif
