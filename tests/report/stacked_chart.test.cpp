// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/report/stacked_chart.hpp>

#include "report/page_check.hpp"
#include "support/catch.hpp"

namespace stacked_chart_test {

using namespace colearn::report;

TEST_CASE("parts are drawn in proportion, in the order of the series", "[stacked_chart]") {
    const stacked_chart_options options{.series = {"one", "two <b>"},
                                        .value = {.heading = "Sum", .kind = column_kind::money}};
    const auto made = stacked_chart(
        {{.label = "Hill & Dale", .parts = {300, 100}, .role = "school"}, {.label = "Lake", .parts = {0, 200}}},
        {.id = "s", .title = "Budget", .description = "d"}, options);
    CHECK(fragment_faults(made.wide.text + made.narrow.text + html(made.data).text).empty());
    pugi::xml_document document;
    document.load_string(made.wide.text.c_str());
    std::vector<double> widths;
    for (const auto& node : document.child("svg").children("rect"))
        if (node.attribute("height").as_double() == 16) widths.push_back(node.attribute("width").as_double() + 1);
    REQUIRE(widths.size() == 3); // a part of nothing is not drawn
    CHECK(widths[0] == Approx(3 * widths[1]).margin(.05));
    CHECK(widths[2] == Approx(2 * widths[1]).margin(.05));
    REQUIRE(made.data.columns.size() == 4);
    CHECK(made.data.rows[0].cells[3].number == 400);
    CHECK(made.data.columns[1].heading == "One");
}

TEST_CASE("a stack that does not fit its series is refused", "[stacked_chart]") {
    const stacked_chart_options options{.series = {"one", "two"}, .value = {.heading = "Sum"}};
    CHECK_THROWS_AS(stacked_chart({{.label = "a", .parts = {1}}}, {.id = "s", .title = "t"}, options),
                    colearn::contract_violation);
    CHECK_THROWS_AS(stacked_chart({{.label = "a", .parts = {1, -1}}}, {.id = "s", .title = "t"}, options),
                    colearn::contract_violation);
    CHECK_THROWS_AS(stacked_chart({}, {.id = "s", .title = "t"}, options), colearn::contract_violation);
}

} // namespace stacked_chart_test
