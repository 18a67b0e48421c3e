// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/io/json_reader.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace json_reader_test {

using namespace colearn;

namespace {
std::vector<std::string> syntax(std::string_view text) {
    fault_log log(100, on_fault::report);
    (void)parse_json(text, "m.json", log);
    return io_test::lines_of(log.faults());
}
} // namespace

TEST_CASE("a syntax error has its line and column", "[io][json_reader]") {
    CHECK(syntax("{\"a\": 1}").empty());
    CHECK(syntax("{\n  \"a\": 1,\n  \"b\" 2\n}") ==
          std::vector<std::string>{"3:7   \"b\" 2 | is not JSON from here on"});
    CHECK(syntax("").size() == 1);
    CHECK(syntax("{\"a\": [1, 2").size() == 1);
    CHECK(syntax("1e400") == std::vector<std::string>{"0:0  | holds a number that is beyond the range of a double"});
    CHECK(syntax("{\"a\": \"\xE9\"}") == std::vector<std::string>{"0:0  | is not UTF-8 at byte 7 (counted from 0)"});
    CHECK(syntax(std::string(100'000, '[')).size() == 1); // deep nesting is no crash
    CHECK(syntax(std::string(100'000, '[') + std::string(100'000, ']')).empty());
}

TEST_CASE("a key that stands twice is a fault, which the library alone would pass over", "[io][json_reader]") {
    CHECK(syntax("{\"a\": 1, \"b\": {\"a\": 2}, \"a\": 3}") ==
          std::vector<std::string>{"0:0 a | is a key that stands twice in one object"});
}

TEST_CASE("values of the wrong kind are faults by path", "[io][json_reader]") {
    fault_log log(100, on_fault::report);
    const auto json =
        parse_json(R"({"text": "x", "number": 1.5, "flag": true, "list": [1, "two"], "a/b": null})", "m.json", log);
    REQUIRE(json);
    const json_node root(*json, "", "m.json", log);
    CHECK(root.find("text")->text() == "x");
    CHECK(root.find("number")->number() == 1.5);
    CHECK(root.find("flag")->flag() == true);
    CHECK(root.find("list")->list().size() == 2);
    CHECK(root.find("text")->texts() == std::vector<std::string>{"x"});
    CHECK(root.members().size() == 5);
    CHECK(log.count() == 0);
    CHECK_FALSE(root.find("none"));
    CHECK_FALSE(root.find("number")->text());
    CHECK_FALSE(root.find("text")->number());
    CHECK_FALSE(root.find("text")->flag());
    CHECK(root.find("text")->members().empty());
    CHECK(root.find("list")->texts() == std::vector<std::string>{"two"});
    (void)root.find("a/b")->text();
    (void)root.require("missing", "what is needed");
    CHECK(root.only({"text", "number", "flags", "list", "a/b"}));
    CHECK_FALSE(root.find("number")->only({"x"}));
    CHECK(io_test::lines_of(log.faults()) ==
          std::vector<std::string>{"0:0 1.5 | at /number is not a text", "0:0 x | at /text is not a number",
                                   "0:0 x | at /text is not true or false", "0:0 x | at /text is not an object {...}",
                                   "0:0 1 | at /list/0 is not a text", "0:0 null | at /a~1b is not a text",
                                   "0:0  | at / lacks the key \"missing\": what is needed",
                                   "0:0 true | at /flag is not a key of this object, which may have \"text\", "
                                   "\"number\", \"flags\", \"list\", "
                                   "\"a/b\"; did you mean \"flags\"?",
                                   "0:0 1.5 | at /number is not an object {...} with \"x\""});
}

} // namespace json_reader_test
