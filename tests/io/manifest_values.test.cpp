// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/io/detail/manifest_values.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace manifest_values_test {

using namespace colearn;

namespace {

// A JSON value to read, and the faults of reading it.
struct value {
    fault_log log{100, on_fault::report};
    nlohmann::ordered_json json;
    json_node node;

    explicit value(const std::string& text)
        : json(nlohmann::ordered_json::parse(text)), node(json, "/x", "m.json", log) {}
    std::vector<std::string> faults() const { return io_test::lines_of(log.faults()); }
};
using texts = std::vector<std::string>;

} // namespace

TEST_CASE("numbers of a manifest keep to their bounds", "[io][manifest_values]") {
    value v("5");
    CHECK(detail::number_from(v.node, 0, 5) == 5.0);
    CHECK_FALSE(detail::number_from(v.node, 0, 4));
    CHECK(detail::positive(v.node) == 5.0);
    CHECK(detail::divisor_of(v.node) == 5);
    CHECK_FALSE(detail::positive(value("0").node));
    CHECK(v.faults() == texts{"0:0 5 | at /x must be from 0 to 4"});
    value zero("0");
    CHECK(detail::divisor_of(zero.node) == 1);
    CHECK(zero.faults() == texts{"0:0 0 | at /x must not be 0"});
}

TEST_CASE("roles by their name or their table's", "[io][manifest_values]") {
    CHECK(detail::role_of(value("\"school\"").node) == 0);
    CHECK(detail::role_of(value("\"student_groups\"").node) == 2);
    CHECK(detail::role_of(value("\"Community group\"").node) == 7);
    value bad("\"pilot\"");
    (void)detail::role_of(bad.node);
    CHECK(bad.faults().size() == 1);
}

TEST_CASE("trust: a number, experiences, a column of ratings", "[io][manifest_values]") {
    CHECK(detail::trust_of(value("0.25").node).constant == 0.25);
    CHECK(detail::trust_of(value(R"({"experiences": 3})").node).constant == Approx(0.8));
    CHECK(detail::trust_of(value(R"({"experiences": 3})").node).experiences == 3);
    const auto rated = detail::trust_of(value(R"({"column": "w", "scale": [1, 5], "if_missing": 0.5})").node);
    CHECK(rated.column->sum.at(0).column == "w");
    CHECK(rated.scale->high == 5);
    CHECK(rated.constant == 0.5);
    for (const auto* const text :
         {"0", "1.5", "\"x\"", R"({"experiences": -1})", R"({"column": "w", "scale": [1]})", "{}"}) {
        value bad(text);
        (void)detail::trust_of(bad.node);
        CAPTURE(text);
        CHECK(bad.log.count() >= 1);
    }
}

TEST_CASE("parameters are filled in", "[io][manifest_values]") {
    value root(R"({"parameters": {"a": "1", "b": "2"}})");
    const detail::manifest_parameters parameters(root.node, {{"b", "3"}});
    CHECK(root.log.count() == 0);
    CHECK(parameters.filled(value(R"("{a}-{b}-{a}")").node) == "1-3-1");
    CHECK(parameters.filled(value(R"("open {a")").node) == "open {a");
    value bad(R"("{c}")");
    (void)parameters.filled(bad.node);
    CHECK(bad.faults() == texts{"0:0 {c} | at /x names a parameter \"c\" that \"parameters\" does not have"});
}

TEST_CASE("a filter on any value takes every row", "[io][manifest_values]") {
    value root(R"({"parameters": {"s": "*"}})");
    const detail::manifest_parameters parameters(root.node, {});
    value entry(R"({"where": [{"column": "a", "is": "{s}"}, {"column": "b", "is_not": ["x", "*"]}]})");
    const auto filters = detail::filters_of(entry.node, parameters);
    REQUIRE(filters.size() == 1);
    CHECK(filters[0].column == "b");
    CHECK(filters[0].exclude);
}

TEST_CASE("a rule's numbers in JSON are those of the rule", "[io][manifest_values]") {
    const auto rule =
        detail::rule_of("need:a", value(R"({"column": "d", "times": -1, "plus": 10, "divided_by": 9})").node, {"NA"});
    CHECK(rule.words() == "\"need:a\" is (\"d\" x -1 + 10) / 9");
    CHECK(rule.missing == texts{"NA"});
    CHECK(detail::rule_of("s", value(R"({"column": "d", "values": {"a": 1.5, "b": "c"}, "otherwise": 2})").node, {})
              .words() ==
          "\"s\" is \"d\", where \"a\" is read as \"1.5\", \"b\" is read as \"c\", any other text as \"2\"");
}

TEST_CASE("time formats by name", "[io][manifest_values]") {
    CHECK(detail::format_of(value("\"day/month/year\"").node) == time_format::day_month_year);
    value bad("\"unix\"");
    (void)detail::format_of(bad.node);
    CHECK(bad.log.count() == 1);
}

} // namespace manifest_values_test
