// SPDX-License-Identifier: BSL-1.0
#include <colearn/report/bar_chart.hpp>
#include <colearn/report/page.hpp>

#include "report/page_check.hpp"
#include "support/catch.hpp"

namespace page_test {

using namespace colearn::report;

namespace {

const std::string hostile = "<script>alert(1)</script> \"'& \x01\xFF";

page example() {
    page out;
    out.title = hostile;
    out.eyebrow = "Review";
    out.standfirst = hostile;
    const explanation how{.what = hostile, .computed = "c", .measured = "m", .sure = "s", .source = "o"};
    const auto bars = bar_chart({{.label = hostile, .value = 1, .role = "school"}},
                                {.id = "bars", .title = hostile, .description = hostile},
                                {.value = {.heading = hostile, .kind = column_kind::whole}});
    std::vector<map_actor> actors(
        3, {.name = hostile, .role = "school", .importance = 1, .about = hostile, .link = "#one"});
    actors[2].role = "agency";
    const auto map = network_map(actors, {{0, 1, 1}, {1, 2, .1}}, {.title = hostile, .description = hostile});
    out.sections.push_back({"one", hostile, "",
                            html(std::vector<key_figure>{{"1", hostile, hostile}}) + paragraph(hostile) +
                                bullets({hostile, "b"}) + figure(bars, hostile, hostile, hostile, how)});
    out.sections.push_back({"two", "Two", "2",
                            figure(map,
                                   {.id = "fmap",
                                    .heading = hostile,
                                    .says = hostile,
                                    .roles = {{"school", "2"}, {"agency", "1"}},
                                    .pairs = "pairs",
                                    .sizes = hostile},
                                   how)});
    out.footer = paragraph(hostile);
    return out;
}

} // namespace

TEST_CASE("a page is well-formed, accessible and closed to the network, whatever the names are", "[page]") {
    const auto text = html(example());
    CHECK(page_faults(text) == std::vector<std::string>{});
    CHECK(text.starts_with("<!DOCTYPE html>\n<html"));
    CHECK(text.find("<script>alert") == std::string::npos);
    CHECK(text.find("default-src &#39;none&#39;") != std::string::npos);
    CHECK(text == html(example()));
}

TEST_CASE("the check of pages finds what it looks for", "[page]") {
    const auto good = html(example());
    const auto with = [&](const std::string& from, const std::string& to) {
        auto text = good;
        text.replace(text.find(from), from.size(), to);
        return page_faults(text).size();
    };
    CHECK(with("<main id=\"main\"", "<div id=\"main\"") > 0);
    CHECK(with("<h3>", "<h4>") > 0);
    CHECK(with("id=\"two\"", "id=\"one\"") > 0);
    CHECK(with("<label for=\"fmap-role-0\"", "<label for=\"fmap-role-1\"") > 0);
    CHECK(with("href=\"#main\"", "href=\"#gone\"") > 0);
    CHECK(with("href=\"#main\"", "href=\"https://a.example\"") > 0);
}

TEST_CASE("a page without a title, or a section without an id, is refused", "[page]") {
    CHECK_THROWS_AS(html(page{}), colearn::contract_violation);
    auto bad = example();
    bad.sections[0].id.clear();
    CHECK_THROWS_AS(html(bad), colearn::contract_violation);
}

} // namespace page_test
