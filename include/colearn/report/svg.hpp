// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_SVG_HPP
#define COLEARN_REPORT_SVG_HPP

/// @file
/// For a policy reader: every picture has a title and a description that a screen reader speaks.
/// For an engineer: a small builder of inline SVG. Colours and type come from the page's style sheet by class, so that
/// one picture serves the light, the dark and the printed page. Coordinates have two decimals at most and are finite.

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <string>
#include <string_view>
#include <utility>

#include <colearn/core/contract.hpp>
#include <colearn/report/markup.hpp>

namespace colearn::report {

/// A coordinate as SVG text: at most two decimals, no trailing zeros, never "-0". It must be finite.
[[nodiscard]] inline std::string coordinate(double value) {
    expects(std::isfinite(value) && std::abs(value) < 1e9, "a coordinate must be finite", value);
    char buffer[32];
    auto scaled = static_cast<long long>(std::llround(value * 100));
    const bool negative = scaled < 0;
    if (negative) scaled = -scaled;
    std::string text(buffer, std::to_chars(buffer, buffer + sizeof buffer, scaled / 100).ptr);
    const auto rest = scaled % 100;
    if (rest != 0) {
        text += '.';
        text += static_cast<char>('0' + rest / 10);
        if (rest % 10 != 0) text += static_cast<char>('0' + rest % 10);
    }
    return negative ? "-" + text : text;
}

/// How wide a text will be at most, in the unit of `size` (the type size): browsers choose different fonts, so this is
/// an upper estimate, from the widths of a wide sans-serif face. Characters beyond ASCII count as one em.
[[nodiscard]] inline double text_width(std::string_view text, double size) noexcept {
    double em = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) == 0x80U) continue; // a continuation byte
        if (byte >= 0x80)
            em += 1;
        else if (std::string_view("il.,:;|!'Ijtf()[] ").find(c) != std::string_view::npos)
            em += .36;
        else if (std::string_view("mwMW%@").find(c) != std::string_view::npos)
            em += .95;
        else if (c >= 'A' && c <= 'Z')
            em += .7;
        else
            em += .6;
    }
    return em * size;
}

/// The text cut at the end to fit `width`, with an ellipsis; whole characters only.
[[nodiscard]] inline std::string shortened(std::string_view text, double width, double size) {
    if (text_width(text, size) <= width) return std::string(text);
    std::string out;
    const auto room = width - text_width("...", size);
    for (std::size_t i = 0; i < text.size();) {
        auto next = i + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) ++next;
        if (text_width(text.substr(0, next), size) > room) break;
        out = text.substr(0, next);
        i = next;
    }
    while (out.ends_with(' ')) out.pop_back();
    return out + "\xE2\x80\xA6";
}

/// Marks that can be told apart without colour.
enum class shape : std::uint8_t { circle, square, triangle, diamond, pentagon, hexagon, star, plus };

namespace detail {

// A star of 2n corners, or a polygon of n when both radii are equal, first corner at the top.
[[nodiscard]] inline std::string corners(double x, double y, int count, double outer, double inner, double turn = 0) {
    std::string path;
    const int steps = inner == outer ? count : 2 * count;
    for (int i = 0; i < steps; ++i) {
        const auto angle = turn + 2 * std::numbers::pi * i / steps;
        const auto radius = i % 2 == 0 ? outer : inner;
        path += (i == 0 ? "M" : "L") + coordinate(x + radius * std::sin(angle)) + " " +
                coordinate(y - radius * std::cos(angle));
    }
    return path + "Z";
}

} // namespace detail

/// Outline of a mark around (x, y), as path data. All shapes of one radius cover about the same area.
[[nodiscard]] inline std::string outline(shape what, double x, double y, double radius) {
    const auto at = [](double a, double b) { return coordinate(a) + " " + coordinate(b); };
    switch (what) {
    case shape::square:
        return detail::corners(x, y, 4, radius * 1.25, radius * 1.25, std::numbers::pi / 4);
    case shape::triangle:
        return detail::corners(x, y + radius * .2, 3, radius * 1.5, radius * 1.5);
    case shape::diamond:
        return detail::corners(x, y, 4, radius * 1.3, radius * 1.3);
    case shape::pentagon:
        return detail::corners(x, y, 5, radius * 1.17, radius * 1.17);
    case shape::hexagon:
        return detail::corners(x, y, 6, radius * 1.1, radius * 1.1);
    case shape::star:
        return detail::corners(x, y, 5, radius * 1.55, radius * .72);
    case shape::plus: {
        const auto a = radius * 1.2;
        const auto b = radius * .42;
        return "M" + at(x - b, y - a) + "L" + at(x + b, y - a) + "L" + at(x + b, y - b) + "L" + at(x + a, y - b) + "L" +
               at(x + a, y + b) + "L" + at(x + b, y + b) + "L" + at(x + b, y + a) + "L" + at(x - b, y + a) + "L" +
               at(x - b, y + b) + "L" + at(x - a, y + b) + "L" + at(x - a, y - b) + "L" + at(x - b, y - b) + "Z";
    }
    default: {
        const auto r = coordinate(radius);
        return "M" + at(x - radius, y) + "a" + r + " " + r + " 0 1 0 " + coordinate(2 * radius) + " 0a" + r + " " + r +
               " 0 1 0 " + coordinate(-2 * radius) + " 0Z";
    }
    }
}

/// The mark and the style class of a role: the library's eight have their own, others share one.
struct role_mark {
    shape what = shape::plus;
    std::string_view style = "role-other"; ///< class of the style sheet
};
[[nodiscard]] inline role_mark mark_of(std::string_view role) noexcept {
    struct known {
        std::string_view role;
        role_mark mark;
    };
    static constexpr std::array<known, 8> marks{{
        {"school", {shape::circle, "role-school"}},
        {"teacher", {shape::triangle, "role-teacher"}},
        {"student group", {shape::hexagon, "role-student-group"}},
        {"family", {shape::plus, "role-family"}},
        {"agency", {shape::square, "role-agency"}},
        {"employer", {shape::pentagon, "role-employer"}},
        {"university", {shape::star, "role-university"}},
        {"community group", {shape::diamond, "role-community-group"}},
    }};
    for (const auto& one : marks)
        if (one.role == role) return one.mark;
    return {};
}

/// Where a text stands relative to its point.
enum class anchor : std::uint8_t { start, middle, end };

/// What a picture is.
struct picture {
    double width = 640;        ///< user units: the picture scales to the page
    double height = 360;       ///< user units
    std::string id{};          ///< unique on the page: names the title and the description
    std::string title{};       ///< short; must not be empty
    std::string description{}; ///< what the picture shows, in a sentence or two, with the main figures
    std::string style{};       ///< class of the style sheet
    bool has_links = false;    ///< whether readers can step into the picture: its role is then a group, not an image
};

/// Builder of one inline picture.
class svg {
public:
    explicit svg(const picture& what) {
        expects(!what.title.empty(), "a picture must have a title");
        expects(!what.id.empty(), "a picture must have an id");
        expects(what.width > 0 && what.height > 0, "a picture must have a size", what.width);
        const auto names = what.id + "-title" + (what.description.empty() ? "" : " " + what.id + "-desc");
        out_.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                          {"class", what.style},
                          {"viewBox", "0 0 " + coordinate(what.width) + " " + coordinate(what.height)},
                          {"width", coordinate(what.width)},
                          {"height", coordinate(what.height)},
                          {"role", what.has_links ? "group" : "img"},
                          {"aria-labelledby", names}});
        out_.element("title", {{"id", what.id + "-title"}}, what.title);
        if (!what.description.empty()) out_.element("desc", {{"id", what.id + "-desc"}}, what.description);
    }

    /// Begins a group.
    svg& open(std::string_view style) {
        out_.open("g", {{"class", std::string(style)}});
        return *this;
    }
    svg& close() {
        out_.close();
        return *this;
    }
    svg& line(double x1, double y1, double x2, double y2, std::string_view style) {
        out_.leaf("line", {{"class", std::string(style)},
                           {"x1", coordinate(x1)},
                           {"y1", coordinate(y1)},
                           {"x2", coordinate(x2)},
                           {"y2", coordinate(y2)}});
        return *this;
    }
    svg& rect(double x, double y, double width, double height, std::string_view style, double corner = 0) {
        out_.leaf("rect", {{"class", std::string(style)},
                           {"x", coordinate(x)},
                           {"y", coordinate(y)},
                           {"width", coordinate((std::max)(width, 0.0))},
                           {"height", coordinate((std::max)(height, 0.0))},
                           {"rx", corner > 0 ? coordinate(corner) : std::string{}}});
        return *this;
    }
    svg& path(std::string data, std::string_view style) {
        out_.leaf("path", {{"class", std::string(style)}, {"d", std::move(data)}});
        return *this;
    }
    svg& mark(shape what, double x, double y, double radius, std::string_view style) {
        return path(outline(what, x, y, radius), style);
    }
    svg& text(double x, double y, std::string_view content, std::string_view style, anchor where = anchor::start) {
        out_.element("text",
                     {{"class", std::string(style)},
                      {"x", coordinate(x)},
                      {"y", coordinate(y)},
                      {"text-anchor", where == anchor::middle ? "middle"
                                      : where == anchor::end  ? "end"
                                                              : ""}},
                     content);
        return *this;
    }
    /// For what the calls above do not cover.
    [[nodiscard]] markup& raw() noexcept { return out_; }

    [[nodiscard]] fragment finish() {
        out_.close();
        return out_.finish();
    }

private:
    markup out_;
};

} // namespace colearn::report

#endif
