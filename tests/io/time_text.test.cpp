// SPDX-License-Identifier: BSL-1.0
#include <ctime>
#include <random>
#include <string>

#include <colearn/io/time_text.hpp>

#include "support/catch.hpp"

namespace time_text_test {

using namespace colearn;

TEST_CASE("ISO dates and times", "[io][time_text]") {
    const auto seconds = [](const char* text) {
        const auto read = read_moment(text);
        CAPTURE(text);
        CHECK(read.good());
        return read.value.seconds;
    };
    CHECK(seconds("1970-01-01") == 0);
    CHECK(seconds("2013-04-04") == 1365033600);
    CHECK(seconds("2013-04-04T16:32:05Z") == 1365093125);
    CHECK(seconds("2013-04-04 16:32") == 1365093120);
    CHECK(seconds("2013-04-04T16:32:05.25") == 1365093125);
    CHECK(seconds("2013-04-05T02:32:05+10:00") == 1365093125);
    CHECK(seconds("2013-04-04T11:02:05-0530") == 1365093125);
    CHECK(seconds("1969-12-31T23:59:59Z") == -1);
    CHECK(seconds("2000-02-29") == 951782400);
}

TEST_CASE("dates with slashes and epoch seconds", "[io][time_text]") {
    CHECK(read_moment("4/4/13 16:32", time_format::month_day_year).value.seconds == 1365093120);
    CHECK(read_moment("12/31/1999", time_format::month_day_year).value.seconds == 946598400);
    CHECK(read_moment("31/12/99 00:00:01", time_format::day_month_year).value.seconds == 946598401);
    CHECK(read_moment("1/1/68", time_format::month_day_year).value.seconds == 3092601600); // 2068
    CHECK(read_moment("1/1/69", time_format::month_day_year).value.seconds == -31536000);  // 1969
    CHECK(read_moment("1289241911.72836", time_format::epoch_seconds).value.seconds == 1289241911);
    CHECK(read_moment("-0.5", time_format::epoch_seconds).value.seconds == -1);
}

TEST_CASE("what is no date is refused", "[io][time_text]") {
    for (const auto* const text :
         {"", "2013", "2013-4-4", "2013-02-29", "2013-13-01", "2013-04-04T", "2013-04-04T24:00", "2013-04-04T16",
          "2013-04-04T16:32x", "2013-04-04 ", "4/4/13", "2013-04-04T16:32:05+1", "2013-04-04T16:32:05Z "}) {
        CAPTURE(text);
        CHECK_FALSE(read_moment(text).good());
        CHECK_FALSE(read_moment(text).value.known());
    }
    for (const auto* const text : {"13/1/13", "4/31/13", "4/4/123", "4/4", "4-4-13", "4/4/13 16", "4/4/13T16:32"}) {
        CAPTURE(text);
        CHECK_FALSE(read_moment(text, time_format::month_day_year).good());
    }
    CHECK_FALSE(read_moment("0000-01-01T00:00+14:00").good()); // the year before 0
    CHECK_FALSE(read_moment("253402300800", time_format::epoch_seconds).good());
    CHECK(read_moment("253402300799", time_format::epoch_seconds).good());
    CHECK(read_moment("13/1/13", time_format::day_month_year).good());
    for (const auto* const text : {"x", "", "1e300", "nan"})
        CHECK_FALSE(read_moment(text, time_format::epoch_seconds).good());
}

TEST_CASE("a moment comes back from its text, and the C library agrees on it", "[io][time_text]") {
    std::mt19937_64 random(4);
    for (int i = 0; i < 5000; ++i) {
        std::int64_t seconds = -62167219200 + static_cast<std::int64_t>(random() % 315569520000ULL);
        if (i % 3 == 0) seconds -= seconds % 86400 + (seconds % 86400 < 0 ? 86400 : 0);
        const auto text = moment_text({seconds});
        const auto back = read_moment(text);
        CAPTURE(text);
        REQUIRE(back.good());
        REQUIRE(back.value.seconds == seconds);
        const std::time_t clock = seconds;
        std::tm parts{};
        REQUIRE(gmtime_r(&clock, &parts) != nullptr);
        char expected[64];
        // Years below 1000 are not padded by every C library, so the year is compared as a number.
        std::strftime(expected, sizeof expected, seconds % 86400 == 0 ? "-%m-%d" : "-%m-%dT%H:%M:%SZ", &parts);
        CHECK(text.substr(4) == expected);
        CHECK(std::stoi(text.substr(0, 4)) == parts.tm_year + 1900);
    }
    CHECK(moment_text({}).empty());
    CHECK_THROWS_AS(moment_text({253402300800}), contract_violation);
}

} // namespace time_text_test
