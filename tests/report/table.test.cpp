// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <string>

#include <colearn/report/table.hpp>

#include "report/page_check.hpp"
#include "support/catch.hpp"

namespace table_test {

using namespace colearn::report;

namespace {

table example() {
    table out;
    out.id = "t";
    out.caption = "Schools";
    out.columns = {{.heading = "Name", .heads = true},
                   {.heading = "Pupils", .kind = column_kind::whole, .meaning = "Heads.", .bar = true},
                   {.heading = "Share", .kind = column_kind::percent, .digits = 0}};
    cell name("<b>Hill</b> \"School\"");
    name.mark = "school";
    name.link = "#t";
    out.add({.cells = {name, 400.0, .25}, .id = "row-1"});
    out.add({.cells = {"Dale", 200.0, cell::unknown("too few pupils")}, .about = "3"});
    out.add({.cells = {"Lake", cell(), 1.0}});
    return out;
}

} // namespace

TEST_CASE("a table is accessible and says what is not known", "[table]") {
    const auto text = html(example()).text;
    CHECK(fragment_faults(text).empty());
    CHECK(text.find("&lt;b&gt;Hill") != std::string::npos);
    CHECK(text.find("<th scope=\"row\"") != std::string::npos);
    CHECK(text.find("too few pupils") != std::string::npos);
    CHECK(text.find("not known") != std::string::npos);
    CHECK(text.find("class=\"sortable\"") != std::string::npos);
    CHECK(text.find("data-value=\"400\"") != std::string::npos);
    CHECK(text.find("--share:50%") != std::string::npos); // 200 of at most 400
    CHECK(text.find("<dt>Pupils</dt><dd>Heads.</dd>") != std::string::npos);
}

TEST_CASE("each kind of column has its way to write a number", "[table]") {
    CHECK(shown({.kind = column_kind::whole}, 1234) == "1,234");
    CHECK(shown({.kind = column_kind::percent, .digits = 1}, .123) == "12.3%");
    CHECK(shown({.kind = column_kind::money}, 1234) == "$1,234");
    CHECK(shown({.kind = column_kind::km}, .5) == "500 m");
    CHECK(shown({.kind = column_kind::number, .digits = 3}, .5) == "0.500");
    CHECK(shown({.kind = column_kind::number, .digits = -2}, .01234) == "0.012");
    CHECK(shown({.kind = column_kind::number, .digits = -3, .least = .0005}, .00000802) == "under 0.0005");
    CHECK(shown({.kind = column_kind::number, .digits = -3, .least = .0005}, -.00000802) == "above -0.0005");
    CHECK(shown({.kind = column_kind::number, .digits = -3, .least = .0005}, .0005) == "0.0005");
    CHECK(shown({.kind = column_kind::number, .digits = -3, .least = .0005}, 0) == "0");
}

TEST_CASE("a table that would show nonsense is refused", "[table]") {
    auto bad = example();
    CHECK_THROWS_WITH(bad.add({.cells = {"a"}}), "add: a row must have one cell for each column; got 1");
    bad.rows[0].cells[1] = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(html(bad), colearn::contract_violation);
    bad = example();
    bad.caption.clear();
    CHECK_THROWS_AS(html(bad), colearn::contract_violation);
}

} // namespace table_test
