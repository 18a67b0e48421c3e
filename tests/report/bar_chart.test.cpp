// SPDX-License-Identifier: BSL-1.0
#include <limits>

#include <colearn/report/bar_chart.hpp>

#include "report/page_check.hpp"
#include "support/catch.hpp"

namespace bar_chart_test {

using namespace colearn::report;

TEST_CASE("bars are drawn in two widths with their numbers", "[bar_chart]") {
    const auto made =
        bar_chart({{.label = "Hill <School> with a name that is much too long for its place in a narrow chart",
                    .value = 12.5,
                    .role = "school",
                    .low = 10.0,
                    .high = 14.0},
                   {.label = "Dale", .value = 0}},
                  {.id = "b", .title = "Brokers", .description = "Hill leads."},
                  {.value = {.heading = "Share", .kind = column_kind::number, .digits = 1}});
    CHECK(fragment_faults(made.wide.text + made.narrow.text + html(made.data).text).empty());
    CHECK(made.data.columns.size() == 4); // with the interval
    CHECK(made.data.rows.size() == 2);
    CHECK(made.wide.text.find("12.5") != std::string::npos);
    CHECK(made.wide.text.find("whisker") != std::string::npos);
}

TEST_CASE("the longest bar reaches the end of its scale, a half bar its middle", "[bar_chart]") {
    const auto widths = [](const std::string& text) {
        std::vector<double> out;
        pugi::xml_document document;
        document.load_string(text.c_str());
        for (const auto& node : document.child("svg").children("rect"))
            out.push_back(node.attribute("width").as_double());
        return out;
    };
    const auto made = bar_chart({{.label = "a", .value = 8}, {.label = "b", .value = 4}}, {.id = "b", .title = "t"},
                                {.value = {.heading = "v", .kind = column_kind::whole}});
    const auto wide = widths(made.wide.text);
    REQUIRE(wide.size() == 2);
    CHECK(wide[1] == Approx(wide[0] / 2).margin(.02));
}

TEST_CASE("a bar that is not a number is refused", "[bar_chart]") {
    const bar_chart_options options{.value = {.heading = "v", .kind = column_kind::whole}};
    CHECK_THROWS_AS(bar_chart({{.label = "a", .value = -1}}, {.id = "b", .title = "t"}, options),
                    colearn::contract_violation);
    CHECK_THROWS_AS(bar_chart({}, {.id = "b", .title = "t"}, options), colearn::contract_violation);
}

} // namespace bar_chart_test
