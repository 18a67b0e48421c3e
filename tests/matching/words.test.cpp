// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <limits>
#include <string>

#include <colearn/matching/words.hpp>

#include "support/catch.hpp"

namespace words_test {

TEST_CASE("numbers as the reasons write them", "[words]") {
    using namespace colearn::detail;
    CHECK(decimal(.25, 2) == "0.25");
    CHECK(decimal(2.0 / 3, 2) == "0.67");
    CHECK(decimal(1234.5678, 0) == "1235");
    CHECK(whole(999) == "999");
    CHECK(whole(1400) == "1,400");
    CHECK(whole(-123456) == "-123,456");
    CHECK(whole(1234567) == "1,234,567");
    CHECK(decimal((std::numeric_limits<double>::max)(), 2).size() == 312);
    CHECK(percent(.376) == "38%");
    CHECK(kilometres(0) == "0 m");
    CHECK(kilometres(.104) == "100 m");
    CHECK(kilometres(.996) == "1.0 km");
    CHECK(kilometres(9.94) == "9.9 km");
    CHECK(kilometres(9.96) == "10 km");
    CHECK(kilometres(27.3) == "27 km");
    CHECK(counted(1, "school") == "1 school");
    CHECK(counted(0, "school") == "0 schools");
}

TEST_CASE("a list reads as a sentence does", "[words]") {
    using colearn::detail::listed;
    const std::array<std::string, 3> items{"reading", "numeracy", "wellbeing"};
    CHECK(listed({items.data(), 0}).empty());
    CHECK(listed({items.data(), 1}) == "reading");
    CHECK(listed({items.data(), 2}) == "reading and numeracy");
    CHECK(listed(items) == "reading, numeracy and wellbeing");
}

} // namespace words_test
