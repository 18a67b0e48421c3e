// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_WATER_CHART_HPP
#define COLEARN_REPORT_WATER_CHART_HPP

/// @file
/// For a policy reader: a budget poured over a hilly ground: it fills the lowest places first, up to one level.
/// For an engineer: one block for each recipient, as wide as its weight and as high as what it has for each unit of
/// weight, with what it is given on top: areas are amounts. The dashed line is the level that max-min fairness reaches.

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

/// One recipient.
struct water_block {
    std::string label{};
    double weight = 1; ///< > 0: its width
    double before = 0; ///< >= 0: what it has, in money (the height is this over the weight)
    double given = 0;  ///< >= 0: what it is given, in money
};

struct water_chart_options {
    double level = 0;               ///< money for each unit of weight that recipients are lifted to; 0: not drawn
    std::string level_label{};      ///< such as "everyone is lifted to $212"
    std::string weight = "Weight";  ///< heading of the weights, with their unit
    std::string before = "Has now"; ///< heading of what recipients have
    std::string given = "Is given"; ///< heading of what they are given
    std::string money = "$";
    std::size_t listed = 200; ///< rows of the data table at most, largest amounts first
};

namespace detail {

[[nodiscard]] inline fragment draw_water(const std::vector<water_block>& blocks, const chart_text& text,
                                         const water_chart_options& options, double width, const std::string& id) {
    const bool narrow = width < 500;
    const double height = narrow ? 280 : 340;
    const plot_area area{narrow ? 52.0 : 60.0, 36, width - 6, height - 44};
    double total = 0;
    double highest = options.level;
    for (const auto& one : blocks) {
        total += one.weight;
        highest = (std::max)(highest, (one.before + one.given) / one.weight);
    }
    const auto y_at = ticks(0, highest > 0 ? highest : 1, 4);
    const linear_scale x{0, total, area.left, area.right};
    const linear_scale y{0, y_at.back(), area.bottom, area.top};
    svg out({.width = width,
             .height = height,
             .id = id,
             .title = text.title,
             .description = text.description,
             .style = "chart"});
    draw_y_axis(out, area, y_at, y, text.y_label, options.money);
    // Neighbouring blocks of a large system join into one outline of each kind: no block may be thinner than a line.
    double at = 0;
    const double hair = blocks.size() > 120 ? 0 : .6;
    std::string ground;
    std::string water;
    const auto add = [&](std::string& path, double left, double right, double low, double high) {
        path += "M" + coordinate(x(left)) + " " + coordinate(y(low)) + "V" + coordinate(y(high)) + "H" +
                coordinate((std::max)(x(right) - hair, x(left) + .2)) + "V" + coordinate(y(low)) + "Z";
    };
    for (const auto& one : blocks) {
        const auto before = one.before / one.weight;
        add(ground, at, at + one.weight, 0, before);
        if (one.given > 0) add(water, at, at + one.weight, before, before + one.given / one.weight);
        at += one.weight;
    }
    out.path(ground, "before").path(water, "given");
    if (options.level > 0) {
        out.line(area.left, y(options.level), area.right, y(options.level), "level");
        const auto label = shortened(options.level_label, area.right - area.left, chart_type);
        out.text(area.right, y(options.level) - 7, label, "level-label", anchor::end);
    }
    out.line(area.left, area.bottom, area.right, area.bottom, "axis");
    out.text(area.right, height - 22, text.x_label, "axis-label", anchor::end);
    out.rect(area.left, height - 14, 11, 11, "before").text(area.left + 16, height - 4, options.before, "tick");
    const auto second = area.left + 34 + text_width(options.before, small_chart_type);
    out.rect(second, height - 14, 11, 11, "given").text(second + 16, height - 4, options.given, "tick");
    return out.finish();
}

} // namespace detail

/// Draws blocks in the order given: lowest `before / weight` first shows the water best.
[[nodiscard]] inline chart water_chart(const std::vector<water_block>& blocks, const chart_text& text,
                                       const water_chart_options& options) {
    expects(!blocks.empty(), "a water chart must have a block");
    for (const auto& one : blocks) {
        expects(one.weight > 0 && std::isfinite(one.weight), "a weight must be positive and finite", one.weight);
        expects(one.before >= 0 && one.given >= 0, "amounts must not be negative", (std::min)(one.before, one.given));
    }
    chart out;
    out.wide = detail::draw_water(blocks, text, options, wide_chart, text.id + "-wide");
    out.narrow = detail::draw_water(blocks, text, options, narrow_chart, text.id + "-narrow");
    out.data.id = text.id + "-data";
    out.data.caption = text.title;
    out.data.money = options.money;
    out.data.columns = {{.heading = "Name", .heads = true},
                        {.heading = options.weight, .kind = column_kind::number, .digits = 1},
                        {.heading = options.before, .kind = column_kind::money},
                        {.heading = options.given, .kind = column_kind::money}};
    std::vector<std::size_t> order(blocks.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    if (order.size() > options.listed) {
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return blocks[a].given > blocks[b].given; });
        out.data.note = "The " + whole(options.listed) + " largest amounts of " + whole(order.size()) +
                        ". All are in the files beside this page.";
        order.resize(options.listed);
    }
    for (const auto i : order)
        out.data.add({.cells = {blocks[i].label, blocks[i].weight, blocks[i].before, blocks[i].given}});
    return out;
}

} // namespace colearn::report

#endif
