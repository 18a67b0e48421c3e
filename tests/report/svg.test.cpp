// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <limits>
#include <string>

#include <colearn/report/svg.hpp>

#include "report/page_check.hpp"
#include "support/catch.hpp"

namespace svg_test {

using namespace colearn::report;

TEST_CASE("coordinates are short and exact to two decimals", "[svg]") {
    CHECK(coordinate(0) == "0");
    CHECK(coordinate(-0.001) == "0");
    CHECK(coordinate(12.5) == "12.5");
    CHECK(coordinate(12.345678) == "12.35");
    CHECK(coordinate(12.05) == "12.05");
    CHECK(coordinate(-3.999) == "-4");
    CHECK_THROWS_AS(coordinate(std::numeric_limits<double>::quiet_NaN()), colearn::contract_violation);
}

TEST_CASE("a picture has a title, a description and only well-formed marks", "[svg]") {
    svg out({.width = 100, .height = 50, .id = "p", .title = "A <title>", .description = "d & d"});
    out.open("g").line(0, 0, 1, 1, "axis").rect(0, 0, -5, 2, "bar").text(1, 2, "</text>", "label", anchor::end);
    for (const auto what : {shape::circle, shape::square, shape::triangle, shape::diamond, shape::pentagon,
                            shape::hexagon, shape::star, shape::plus})
        out.mark(what, 10, 10, 4, "mark");
    const auto text = out.close().finish().text;
    CHECK(fragment_faults(text).empty());
    CHECK(text.find("role=\"img\"") != std::string::npos);
    CHECK(text.find("aria-labelledby=\"p-title p-desc\"") != std::string::npos);
    CHECK(text.find("A &lt;title&gt;") != std::string::npos);
    CHECK(text.find("width=\"0\"") != std::string::npos); // a negative width is none
}

TEST_CASE("a picture without a title is refused", "[svg]") {
    CHECK_THROWS_WITH(svg({.id = "p"}), "svg: a picture must have a title");
    CHECK_THROWS_AS(svg({.title = "t"}), colearn::contract_violation);
}

TEST_CASE("roles differ in shape as well as in style", "[svg]") {
    const char* roles[] = {"school", "teacher",  "student group", "family",
                           "agency", "employer", "university",    "community group"};
    for (const auto* a : roles)
        for (const auto* b : roles) {
            if (a == b) continue;
            CHECK(mark_of(a).what != mark_of(b).what);
            CHECK(mark_of(a).style != mark_of(b).style);
        }
    CHECK(mark_of("robot").style == "role-other");
}

TEST_CASE("texts are cut at whole characters", "[svg]") {
    CHECK(shortened("short", 100, 12) == "short");
    const auto cut = shortened("\xC3\x89\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", 50, 12);
    CHECK(text_width(cut, 12) <= 62);
    CHECK(escaped(cut) == cut); // still UTF-8
    CHECK(cut.ends_with("\xE2\x80\xA6"));
}

} // namespace svg_test
