// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <string>
#include <vector>

#include <colearn/report/words.hpp>

#include "support/catch.hpp"

namespace words_test {

using namespace colearn::report;

TEST_CASE("numbers are grouped in thousands and never show a negative zero", "[words]") {
    CHECK(decimal(1234.5, 2) == "1,234.50");
    CHECK(decimal(-1234567, 0) == "-1,234,567");
    CHECK(decimal(-0.001, 2) == "0.00");
    CHECK(decimal(999, 0) == "999");
    CHECK(whole(std::size_t{1234567}) == "1,234,567");
    CHECK(whole(std::size_t{0}) == "0");
}

TEST_CASE("rounding keeps the digits that say something", "[words]") {
    CHECK(rounded(0.0127999) == "0.0128");
    CHECK(rounded(12.345) == "12.3");
    CHECK(rounded(4567) == "4,567");
    CHECK(rounded(2.0) == "2");
    CHECK(rounded(0) == "0");
    CHECK(rounded(-0.5) == "-0.5");
    CHECK(rounded(1e-30) == "0");
}

TEST_CASE("a share says when it is not quite none or all", "[words]") {
    CHECK(percent(.256) == "26%");
    CHECK(percent(0) == "0%");
    CHECK(percent(1) == "100%");
    CHECK(percent(.001) == "under 1%");
    CHECK(percent(.999) == "over 99%");
    CHECK(percent(.0001, 1) == "under 0.1%");
    CHECK(percent(.1234, 1) == "12.3%");
}

TEST_CASE("money and distance", "[words]") {
    CHECK(money(500000) == "$500,000");
    CHECK(money(12.5) == "$12.50");
    CHECK(money(-3) == "-$3");
    CHECK(money(-0.001) == "$0.00");
    CHECK(money(1e6, "NZ$") == "NZ$1,000,000");
    CHECK(distance(0.4) == "400 m");
    CHECK(distance(3.44) == "3.4 km");
    CHECK(distance(123.4) == "123 km");
}

TEST_CASE("nouns, lists and ordinals", "[words]") {
    CHECK(plural(1, "school") == "1 school");
    CHECK(plural(2, "school") == "2 schools");
    CHECK(plural(0, "family", "families") == "0 families");
    CHECK(noun(2, "family") == "families");
    CHECK(noun(2, "agency") == "agencies");
    CHECK(noun(1, "agency") == "agency");
    CHECK(noun(2, "day") == "days");
    CHECK(noun(2, "class") == "classes");
    const std::vector<std::string> names{"a", "b", "c", "d"};
    CHECK(list(names) == "a, b, c and d");
    CHECK(list(names, 2) == "a, b and 2 more");
    CHECK(list(std::vector<std::string>{"a"}) == "a");
    CHECK(list(std::vector<std::string>{"a", "b"}) == "a and b");
    CHECK(list({}).empty());
    CHECK(ordinal(1) == "1st");
    CHECK(ordinal(12) == "12th");
    CHECK(ordinal(22) == "22nd");
    CHECK(ordinal(113) == "113th");
    CHECK(number_word(3) == "three");
    CHECK(number_word(13) == "13");
    CHECK(capital("the") == "The");
}

TEST_CASE("text is broken at spaces", "[words]") {
    CHECK(wrapped("one two three", 7) == "one two\nthree");
    CHECK(wrapped("one two three", 9, 2) == "  one two\n  three");
    CHECK(wrapped("averyveryverylongword b", 5) == "averyveryverylongword\nb");
    CHECK(wrapped("", 5).empty());
    const std::string text = "Who holds the network together, who should work with whom, and where the budget goes";
    for (std::size_t width = 12; width < 60; width += 7) {
        std::size_t column = 0;
        for (const char c : wrapped(text, width)) {
            column = c == '\n' ? 0 : column + 1;
            CHECK(column <= width);
        }
    }
}

TEST_CASE("what is not a number is refused by name", "[words]") {
    CHECK_THROWS_WITH(decimal(std::numeric_limits<double>::quiet_NaN(), 1),
                      "decimal: a number in a report must be finite; got nan");
    CHECK_THROWS_AS(rounded(std::numeric_limits<double>::infinity()), colearn::contract_violation);
    CHECK_THROWS_AS(distance(-1), colearn::contract_violation);
}

} // namespace words_test
