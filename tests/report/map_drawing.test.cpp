// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/report/map_drawing.hpp>
#include <colearn/report/style.hpp>

#include "report/page_check.hpp"
#include "support/catch.hpp"

namespace map_drawing_test {

using namespace colearn::report;

namespace {

const detail::map_frame frame{{0, 0, 10, 10}, 500, 500, 20, 0};

std::string drawn(const std::vector<map_actor>& actors, const std::vector<map_tie>& ties, const std::vector<point>& at,
                  const network_map_options& options) {
    return detail::map_drawing(actors, ties, at, options, false).draw(frame, "m", "Map").text;
}

} // namespace

TEST_CASE("few marks can be pointed at, many are drawn in bulk", "[map_drawing]") {
    std::vector<map_actor> actors(50);
    std::vector<point> at;
    for (std::size_t i = 0; i < actors.size(); ++i) {
        actors[i] = {.name = "School " + std::to_string(i), .role = i % 5 == 0 ? "agency" : "school"};
        at.push_back({static_cast<double>(i % 10), static_cast<double>(i / 10)});
    }
    actors[3].importance = 1;
    actors[3].link = "#main";
    const std::vector<map_tie> ties{{0, 1, .1}, {1, 2, .9}};
    network_map_options options;
    const auto single = drawn(actors, ties, at, options);
    CHECK(fragment_faults("<p id=\"main\">x</p>" + single).empty());
    CHECK(single.find("data-near=\"0 2\"") != std::string::npos);
    CHECK(single.find("<title>School 7</title>") != std::string::npos);
    CHECK(single.find("tie-1") != std::string::npos);
    CHECK(single.find("tie-4") != std::string::npos);

    options.most_single = 10;
    const auto bulk = drawn(actors, ties, at, options);
    CHECK(fragment_faults("<p id=\"main\">x</p>" + bulk).empty());
    CHECK(bulk.find("<title>School 7</title>") == std::string::npos);
    CHECK(bulk.find("<title>School 3</title>") != std::string::npos); // it has a name on the map
    CHECK(bulk.size() * 2 < single.size());
    std::size_t dots = 0;
    for (std::size_t i = bulk.find("h0"); i != std::string::npos; i = bulk.find("h0", i + 2)) ++dots;
    CHECK(dots == 39); // 40 schools but for the named one; agencies keep their shape
}

TEST_CASE("the strongest ties are drawn where there are too many", "[map_drawing]") {
    std::vector<map_actor> actors(4, {.name = "a", .role = "school"});
    network_map_options options;
    options.most_ties = 1;
    const auto text = drawn(actors, {{0, 1, .1}, {2, 3, .9}}, {{1, 1}, {2, 2}, {3, 3}, {4, 4}}, options);
    CHECK(text.find("tie-1") == std::string::npos);
    CHECK(text.find("tie-4") != std::string::npos);
}

TEST_CASE("a proposed pair is drawn where it reaches into the picture", "[map_drawing]") {
    const std::vector<map_actor> actors(3, {.name = "a", .role = "school"});
    const std::vector<point> at{{5, 5}, {-3, 5}, {5, -3}};
    network_map_options options;
    options.pairs = {{1, 2}}; // both outside
    CHECK(drawn(actors, {}, at, options).find("class=\"pair\"") == std::string::npos);
    options.pairs = {{0, 1}};
    CHECK(drawn(actors, {}, at, options).find("class=\"pair\"") != std::string::npos);
}

TEST_CASE("a thin tie looks thin, whatever its trust", "[map_drawing]") {
    const std::vector<map_actor> actors(4, {.name = "a", .role = "school"});
    const std::vector<point> at{{1, 1}, {2, 2}, {3, 3}, {4, 4}};
    const auto text = drawn(actors, {{0, 1, .9, evidence_step::scarce}, {2, 3, .1, evidence_step::ample}}, at, {});
    CHECK(text.find("class=\"tie tie-4 sure-1\"") != std::string::npos);
    CHECK(text.find("class=\"tie tie-1 sure-4\"") != std::string::npos);
    CHECK(text.find("sure-2") == std::string::npos);
    // The style sheet draws more evidence wider.
    double last = 0;
    for (const char* step : {".sure-1 { stroke-width: ", ".sure-2 { stroke-width: ", ".sure-3 { stroke-width: ",
                             ".sure-4 { stroke-width: "}) {
        const auto found = style_sheet.find(step);
        REQUIRE(found != std::string_view::npos);
        const auto width = std::stod(std::string(style_sheet.substr(found + std::string_view(step).size(), 4)));
        CHECK(width > last);
        last = width;
    }
}

} // namespace map_drawing_test
