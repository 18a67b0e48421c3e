// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_MAP_FRAME_HPP
#define COLEARN_REPORT_MAP_FRAME_HPP

/// @file
/// For a policy reader: what part of the land a map shows, how large, and the bar that gives its scale.
/// For an engineer: from the plane to a drawing; one tie to draw; the quiet picture of a network on a cover.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/report/chart.hpp>
#include <colearn/report/evidence_words.hpp>
#include <colearn/report/labels.hpp>
#include <colearn/report/markup.hpp>
#include <colearn/report/projection.hpp>
#include <colearn/report/svg.hpp>
#include <colearn/report/words.hpp>

namespace colearn::report {

/// One tie to draw; both ways are one line.
struct map_tie {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    double trust = 1;                                ///< from 0 to 1: the stronger, the clearer
    evidence_step experience = evidence_step::ample; ///< behind that trust: the more, the wider
};

namespace detail {

/// A part of the plane on a drawing.
struct map_frame {
    extent shown{};      ///< of the plane
    double width = 1000; ///< of the drawing
    double height = 600; ///< of the drawing
    double margin = 26;
    double foot = 0; ///< kept free at the bottom, for the scale bar
    [[nodiscard]] double scale() const {
        const auto across = (width - 2 * margin) / (std::max)(shown.width(), 1e-9);
        const auto down = (height - foot - 2 * margin) / (std::max)(shown.height(), 1e-9);
        return (std::min)(across, down);
    }
    [[nodiscard]] point operator()(const point& at) const {
        const auto s = scale();
        return {width / 2 + (at.x - (shown.left + shown.right) / 2) * s,
                (height - foot) / 2 + (at.y - (shown.top + shown.bottom) / 2) * s};
    }
};

// Height that suits the extent, within what looks well.
[[nodiscard]] inline double fitting_height(const extent& shown, double width, double least, double most) {
    const auto ratio = shown.width() > 0 ? shown.height() / shown.width() : 1;
    return (std::clamp)(width * ratio, width * least, width * most);
}

inline void draw_scale_bar(svg& out, const map_frame& frame, box& taken) {
    const auto km = scale_bar_km(frame.width * .25 / frame.scale());
    const auto length = km * frame.scale();
    const auto y = frame.height - 12;
    out.path("M10 " + coordinate(y - 5) + "V" + coordinate(y) + "H" + coordinate(10 + length) + "V" + coordinate(y - 5),
             "scale-bar");
    const auto text = (km >= 1 ? whole(km) + " km" : whole(km * 1000) + " m") + ", north is up";
    out.text(10, y - 10, text, "tick");
    taken = {0, y - 26, 20 + (std::max)(length, text_width(text, small_chart_type)), frame.height};
}

// A quiet picture of the network, for decoration: hidden from screen readers.
[[nodiscard]] inline fragment draw_ornament(const std::vector<map_tie>& ties, const std::vector<point>& at,
                                            const extent& shown) {
    constexpr double width = 400;
    constexpr double height = 260;
    constexpr std::size_t most = 600;
    const map_frame frame{shown, width, height, 10};
    std::string lines;
    std::size_t drawn = 0;
    for (auto one = ties.rbegin(); one != ties.rend() && drawn < most; ++one) { // the strongest
        if (!shown.holds(at[one->from]) || !shown.holds(at[one->to])) continue;
        const auto a = frame(at[one->from]);
        const auto b = frame(at[one->to]);
        lines += "M" + coordinate(std::round(a.x)) + " " + coordinate(std::round(a.y)) + "L" +
                 coordinate(std::round(b.x)) + " " + coordinate(std::round(b.y));
        ++drawn;
    }
    std::string dots;
    drawn = 0;
    for (const auto& one : at) {
        if (!shown.holds(one) || ++drawn > most) continue;
        const auto p = frame(one);
        dots += outline(shape::circle, std::round(p.x), std::round(p.y), drawn % 7 == 0 ? 3.2 : 1.8);
    }
    markup out;
    out.open("svg", {{"class", "ornament"}, {"viewBox", "0 0 400 260"}, {"aria-hidden", "true"}});
    out.element("title", {}, "Decoration");
    out.leaf("path", {{"d", lines}}).leaf("path", {{"class", "dots"}, {"d", dots}});
    out.close();
    return out.finish();
}

} // namespace detail

} // namespace colearn::report

#endif
