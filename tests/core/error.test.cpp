// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/core/error.hpp>

#include "support/catch.hpp"

namespace error_test {

using colearn::fault;

TEST_CASE("a fault is written as file, line, column, text and message", "[error]") {
    CHECK(to_string(fault{"roster.csv", 12, 7, "abc", "is not a number (column \"enrolment\")"}) ==
          "roster.csv:12:7: \"abc\" is not a number (column \"enrolment\")");
    CHECK(to_string(fault{"roster.csv", 12, 0, "", "has 3 fields where the header has 4"}) ==
          "roster.csv:12: has 3 fields where the header has 4");
    CHECK(to_string(fault{"roster.csv", 0, 0, "", "is empty"}) == "roster.csv: is empty");
}

TEST_CASE("a parse error carries every fault and shows the first five", "[error]") {
    std::vector<fault> faults;
    for (std::size_t line = 1; line <= 7; ++line) faults.push_back({"ties.csv", line, 1, "x", "is not a school"});
    const colearn::parse_error error(faults);
    CHECK(error.faults() == faults);
    const std::string text = error.what();
    CHECK(text.find("ties.csv:5:1: \"x\" is not a school\n(and 2 more)") != std::string::npos);
    CHECK(text.find("ties.csv:6") == std::string::npos);
}

TEST_CASE("a single fault is the whole message", "[error]") {
    CHECK_THROWS_WITH(throw colearn::parse_error({{"a.csv", 1, 0, "", "is cut off"}}), "a.csv:1: is cut off");
}

} // namespace error_test
