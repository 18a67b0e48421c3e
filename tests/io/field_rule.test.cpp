// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <colearn/io/field_rule.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace field_rule_test {

using namespace colearn;

namespace {

// One row, and rules evaluated on it.
struct row_of {
    fault_log log{100, on_fault::report};
    joined_rows rows;

    explicit row_of(std::string_view text) : rows(csv_rows(text_source(text, "t.csv"), log)) { REQUIRE(rows.next()); }

    std::string text(const field_rule& rule) {
        detail::bound_rule bound(rule, rows.header(), log);
        return std::string(bound.text(rows.fields()));
    }
    std::optional<double> number(const field_rule& rule) {
        detail::bound_rule bound(rule, rows.header(), log);
        bool faulty = false;
        return bound.number(rows, faulty);
    }
};

} // namespace

TEST_CASE("a column as it stands, in other units, and a weighted sum", "[io][field_rule]") {
    row_of row("a,b,c\n57,0.1,\n");
    CHECK(row.number(field_rule::of("x", "b")) == 0.1);
    CHECK(row.number({.field = "x", .sum = {{"a", 1, 100}}}) == 0.57);
    CHECK(row.number({.field = "x", .sum = {{"a", 2, 1}, {"b", 10, 1}}, .plus = -1}) == 114.0);
    CHECK_FALSE(row.number(field_rule::of("x", "c")));
    CHECK_FALSE(row.number({.field = "x", .sum = {{"a"}, {"c"}}})); // a sum is not known unless all of it is
    CHECK(row.log.count() == 0);
}

TEST_CASE("patterns, value maps and words for not known", "[io][field_rule]") {
    row_of row("id,role,none\n7,NULL,\n");
    CHECK(row.text({.field = "name", .pattern = "Leader {id}"}) == "Leader 7");
    CHECK(row.text({.field = "name", .pattern = "{id}-{role}"}) == "7-NULL");
    CHECK(row.text({.field = "name", .pattern = "Team {none}"}).empty());
    CHECK(row.text({.field = "name", .pattern = "fixed"}) == "fixed");
    CHECK(row.text({.field = "p", .sum = {{"role"}}, .missing = {"NULL"}}).empty());
    CHECK(row.text({.field = "p", .sum = {{"id"}}, .values = {{"7", "seven"}}}) == "seven");
    CHECK(row.text({.field = "p", .sum = {{"id"}}, .values = {{"8", "eight"}}}) == "7");
    CHECK(row.text({.field = "p", .sum = {{"id"}}, .values = {{"8", "eight"}}, .otherwise = "other"}) == "other");
    CHECK(row.text({.field = "p", .sum = {{"none"}}, .otherwise = "other"}).empty());
    CHECK(row.number({.field = "p", .sum = {{"id"}}, .values = {{"7", "2.5"}}}) == 2.5);
    CHECK(row.number({.field = "p", .pattern = "3"}) == 3.0);
}

TEST_CASE("text in a number is a fault that names the field", "[io][field_rule]") {
    row_of row("id,roll\n7,12x\n");
    CHECK_FALSE(row.number(field_rule::of("enrolment", "roll")));
    CHECK_FALSE(row.number({.field = "size", .pattern = "abc"}));
    const auto faults = row.log.faults();
    REQUIRE(faults.size() == 2);
    CHECK(to_string(faults[0]) == "t.csv:2: \"abc\" is not a number (wanted for \"size\")");
    CHECK(to_string(faults[1]) == "t.csv:2:3: \"12x\" is not a number (wanted for \"enrolment\")");
}

TEST_CASE("a rule for a column that is not there is not usable", "[io][field_rule]") {
    row_of row("id\n7\n");
    const auto plain = field_rule::of("x", "nope");
    CHECK_FALSE(detail::bound_rule(plain, row.rows.header(), row.log).usable());
    const field_rule pattern{.field = "x", .pattern = "{id} {nope}"};
    CHECK_FALSE(detail::bound_rule(pattern, row.rows.header(), row.log).usable());
    CHECK(row.log.count() == 2);
}

TEST_CASE("filters take, exclude, and say when nothing passes", "[io][field_rule]") {
    fault_log log(100, on_fault::report);
    joined_rows rows(csv_rows(text_source("s,n\nVIC,1\nNSW,2\nVIC,3\n", "t.csv"), log));
    const std::vector<row_filter> filters{{"s", {"VIC", "TAS"}}, {"n", {"3"}, true}, {"s", {"WA"}}};
    detail::bound_filters both({filters[0], filters[1]}, rows.header(), log);
    detail::bound_filters none({filters[2]}, rows.header(), log);
    int taken = 0;
    while (rows.next()) {
        taken += both.take(rows.fields()) ? 1 : 0;
        CHECK_FALSE(none.take(rows.fields()));
    }
    CHECK(taken == 1);
    both.report_idle(rows);
    CHECK(log.count() == 0);
    none.report_idle(rows);
    CHECK(to_string(log.faults().at(0)) == "t.csv: \"WA\" is in no row of column \"s\", which has \"VIC\", \"NSW\"");
}

} // namespace field_rule_test
