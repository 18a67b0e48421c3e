// SPDX-License-Identifier: BSL-1.0
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>
#include <string>

#include <colearn/io/number_text.hpp>

#include "support/catch.hpp"

namespace number_text_test {

using colearn::read_number;

TEST_CASE("decimal numbers are read to the nearest double", "[io][number_text]") {
    CHECK(read_number("0").value == 0);
    CHECK(read_number("-12.5").value == -12.5);
    CHECK(read_number("1e3").value == 1000);
    CHECK(read_number(".5").value == 0.5);
    CHECK(read_number("5.").value == 5);
    CHECK(read_number("0.1").value == 0.1);
    CHECK(read_number("1.7976931348623157e308").value == (std::numeric_limits<double>::max)());
    CHECK(read_number("5e-324").value == std::numeric_limits<double>::denorm_min());
    CHECK(read_number("007").value == 7); // a leading zero is not octal
    CHECK(std::signbit(read_number("-0").value));
}

TEST_CASE("every double comes back from its shortest text", "[io][number_text]") {
    std::mt19937_64 random(3);
    for (int i = 0; i < 20000; ++i) {
        const auto bits = random();
        double value = 0;
        std::memcpy(&value, &bits, sizeof value);
        if (!std::isfinite(value)) continue;
        char text[64];
        const auto end = std::to_chars(text, text + sizeof text, value).ptr;
        const auto back = read_number({text, static_cast<std::size_t>(end - text)});
        REQUIRE(back.good());
        CHECK(std::memcmp(&back.value, &value, sizeof value) == 0);
    }
}

TEST_CASE("what is no number is refused, and it is said why", "[io][number_text]") {
    const auto problem = [](const char* text) { return read_number(text).problem; };
    CHECK(problem("1,000") == "is not a number: leave out thousands separators and write the decimal point as \".\"");
    CHECK(problem("3,5") == problem("1,000"));
    CHECK(problem("1.000.000") == problem("1,000"));
    CHECK(problem(" 12 ") == "has spaces around the number");
    CHECK(problem("12 ") == problem(" 12 "));
    CHECK(problem("1e400") == "is beyond the range of a number");
    CHECK(problem("-1e400") == problem("1e400"));
    CHECK(problem("1e-400") == problem("1e400"));
    CHECK(problem("0x10") == "is not a decimal number");
    CHECK(problem("nan") == "is not a finite number");
    CHECK(problem("NaN") == problem("nan"));
    CHECK(problem("inf") == problem("nan"));
    CHECK(problem("-Infinity") == problem("nan"));
    CHECK(problem("+5") == "is not a number: leave out the leading +");
    CHECK(problem("12%") == "is not a number: leave out the percent sign");
    CHECK(problem("") == "is empty where a number was expected");
    for (const auto* const text : {"abc", "1e", "1e+", "--1", "-", ".", "1 2", "1_000", "1f", "١"}) {
        CAPTURE(text);
        CHECK(problem(text) == "is not a number");
    }
}

TEST_CASE("the grammar is what strtod takes, without its extras", "[io][number_text]") {
    // strtod in the C locale is the oracle for the value; hexadecimal, signs of plus, spaces and words are its extras.
    std::mt19937 random(11);
    const std::string letters = "0123456789.eE-+";
    int read = 0;
    for (int i = 0; i < 50000; ++i) {
        std::string text;
        const auto length = 1 + random() % 7;
        for (unsigned k = 0; k < length; ++k) text += letters[random() % letters.size()];
        char* end = nullptr;
        const double value = std::strtod(text.c_str(), &end);
        const bool whole = *end == '\0' && text[0] != '+' && std::isfinite(value) &&
                           (value != 0 || text.find_first_of("123456789") == std::string::npos ||
                            text.find_first_of("123456789") > text.find_first_of("eE"));
        const auto ours = read_number(text);
        CAPTURE(text);
        CHECK(ours.good() == whole);
        if (whole) CHECK(ours.value == value);
        read += whole ? 1 : 0;
    }
    CHECK(read > 1000);
}

} // namespace number_text_test
