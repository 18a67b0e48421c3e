// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/report/map_frame.hpp>

#include "report/page_check.hpp"
#include "support/catch.hpp"

namespace map_frame_test {

using namespace colearn::report;

namespace {

const detail::map_frame frame{{0, 0, 10, 10}, 500, 500, 20, 0};

} // namespace

TEST_CASE("a frame keeps its margin and its proportions", "[map_frame]") {
    CHECK(frame({0, 0}).x == Approx(20));
    CHECK(frame({10, 10}).y == Approx(480));
    const detail::map_frame wide{{0, 0, 10, 2}, 500, 500, 20, 0};
    CHECK(wide({10, 0}).x - wide({0, 0}).x == Approx(460));
    CHECK(wide({0, 2}).y - wide({0, 0}).y == Approx(92));
}

TEST_CASE("the scale bar is as long as it says", "[map_frame]") {
    svg out({.width = 500, .height = 500, .id = "m", .title = "Map"});
    box taken{};
    detail::draw_scale_bar(out, frame, taken);
    const auto text = out.finish().text;
    // 46 units a kilometre: a quarter of the width is 2.7 km, so the bar stands for 2 km.
    CHECK(text.find(">2 km, north is up<") != std::string::npos);
    CHECK(text.find("H102") != std::string::npos); // from 10 on, 92 long
    CHECK(taken.right >= 102);
}

TEST_CASE("the ornament is a decoration that no screen reader meets", "[map_frame]") {
    const auto text = detail::draw_ornament({{0, 1, .5}, {1, 2, .5}}, {{1, 1}, {9, 9}, {50, 50}}, {0, 0, 10, 10}).text;
    CHECK(fragment_faults(text).empty());
    CHECK(text.find("aria-hidden=\"true\"") != std::string::npos);
    // The third one lies outside: one line is left.
    std::size_t lines = 0;
    for (auto at = text.find('L'); at != std::string::npos; at = text.find('L', at + 1)) ++lines;
    CHECK(lines == 1);
}

} // namespace map_frame_test
