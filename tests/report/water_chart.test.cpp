// SPDX-License-Identifier: BSL-1.0
#include <colearn/report/water_chart.hpp>

#include "report/page_check.hpp"
#include "support/catch.hpp"

namespace water_chart_test {

using namespace colearn::report;

TEST_CASE("water is drawn on its ground with its numbers", "[water_chart]") {
    const auto made = water_chart({{"Hill <1>", 100, 5000, 5000}, {"Dale", 50, 10000, 0}},
                                  {.id = "w", .title = "Budget", .x_label = "pupils", .y_label = "dollars a pupil"},
                                  {.level = 100, .level_label = "lifted to $100"});
    CHECK(fragment_faults(made.wide.text + made.narrow.text + html(made.data).text).empty());
    CHECK(made.data.rows.size() == 2);
    CHECK(made.wide.text.find("lifted to $100") != std::string::npos);
}

TEST_CASE("a long list is cut, and says so", "[water_chart]") {
    std::vector<water_block> blocks(500, {"s", 1, 1, 1});
    const auto made = water_chart(blocks, {.id = "w", .title = "t"}, {});
    CHECK(made.data.rows.size() == 200);
    CHECK(made.data.note.find("of 500") != std::string::npos);
}

TEST_CASE("a block without a width is refused", "[water_chart]") {
    CHECK_THROWS_AS(water_chart({{"a", 0, 1, 1}}, {.id = "w", .title = "t"}, {}), colearn::contract_violation);
    CHECK_THROWS_AS(water_chart({{"a", 1, -1, 1}}, {.id = "w", .title = "t"}, {}), colearn::contract_violation);
    CHECK_THROWS_AS(water_chart({}, {.id = "w", .title = "t"}, {}), colearn::contract_violation);
}

} // namespace water_chart_test
