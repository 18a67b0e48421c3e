// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_TIME_TEXT_HPP
#define COLEARN_IO_TIME_TEXT_HPP

/// @file
/// For a policy reader: dates as spreadsheets write them; whether 4/5 is April or May is said, never guessed.
/// For an engineer: text to `moment` and back in four stated formats, without locale or time zone data.

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <colearn/core/contract.hpp>
#include <colearn/graph/tie.hpp>
#include <colearn/io/number_text.hpp>

namespace colearn {

/// How a column writes time. All are read as UTC where they do not say otherwise; fractions of a second are dropped.
enum class time_format : unsigned char {
    iso,            ///< `2013-04-04`, `2013-04-04 16:32`, `2013-04-04T16:32:05Z`, `...+10:00`
    month_day_year, ///< `4/4/13 16:32`, `04/04/2013`; two-digit years 69-99 are 19xx, 00-68 are 20xx
    day_month_year, ///< the same with the day first
    epoch_seconds,  ///< `1365093120`, seconds since 1970-01-01 00:00 UTC
};

/// A point in time, or why the text is none.
struct moment_reading {
    moment value{};        ///< unknown when there is a problem
    std::string problem{}; ///< empty when `value` is good, else a phrase such as "is not a date"

    [[nodiscard]] bool good() const noexcept { return problem.empty(); }
};

namespace detail {

// Takes characters off the front of a text.
struct text_cursor {
    std::string_view left;

    [[nodiscard]] bool take(char c) noexcept {
        if (left.empty() || left.front() != c) return false;
        left.remove_prefix(1);
        return true;
    }
    // A number of `fewest` to `most` digits.
    [[nodiscard]] std::optional<int> digits(std::size_t fewest, std::size_t most) noexcept {
        std::size_t count = 0;
        int value = 0;
        while (count < most && count < left.size() && is_digit(left[count])) value = value * 10 + (left[count++] - '0');
        if (count < fewest) return std::nullopt;
        left.remove_prefix(count);
        return value;
    }
};

// `HH:MM[:SS[.f]]` as seconds of the day.
[[nodiscard]] inline std::optional<std::int64_t> clock_seconds(text_cursor& in) noexcept {
    const auto hour = in.digits(1, 2);
    if (!hour || *hour > 23 || !in.take(':')) return std::nullopt;
    const auto minute = in.digits(2, 2);
    if (!minute || *minute > 59) return std::nullopt;
    int second = 0;
    if (in.take(':')) {
        const auto read = in.digits(2, 2);
        if (!read || *read > 59) return std::nullopt;
        second = *read;
        if (in.take('.')) {
            if (!in.digits(1, 9)) return std::nullopt;
        }
    }
    return *hour * 3600 + *minute * 60 + second;
}

[[nodiscard]] inline std::optional<std::int64_t> date_seconds(int year, int month, int day) noexcept {
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return std::int64_t{std::chrono::sys_days(date).time_since_epoch().count()} * 86400;
}

[[nodiscard]] inline std::optional<std::int64_t> iso_seconds(std::string_view text) noexcept {
    text_cursor in{text};
    const auto year = in.digits(4, 4);
    if (!year || !in.take('-')) return std::nullopt;
    const auto month = in.digits(2, 2);
    if (!month || !in.take('-')) return std::nullopt;
    const auto day = in.digits(2, 2);
    if (!day) return std::nullopt;
    auto seconds = date_seconds(*year, *month, *day);
    if (!seconds || in.left.empty()) return seconds;
    if (!in.take('T') && !in.take(' ')) return std::nullopt;
    const auto clock = clock_seconds(in);
    if (!clock) return std::nullopt;
    *seconds += *clock;
    if (in.take('Z') || in.left.empty()) return in.left.empty() ? seconds : std::nullopt;
    const int sign = in.take('+') ? 1 : in.take('-') ? -1 : 0;
    const auto hours = in.digits(2, 2);
    (void)in.take(':');
    const auto minutes = in.digits(2, 2);
    if (sign == 0 || !hours || *hours > 14 || !minutes || *minutes > 59 || !in.left.empty()) return std::nullopt;
    return *seconds - sign * (*hours * 3600 + *minutes * 60);
}

[[nodiscard]] inline std::optional<std::int64_t> slashed_seconds(std::string_view text, bool month_first) noexcept {
    text_cursor in{text};
    const auto first = in.digits(1, 2);
    if (!first || !in.take('/')) return std::nullopt;
    const auto second = in.digits(1, 2);
    if (!second || !in.take('/')) return std::nullopt;
    const auto before = in.left.size();
    auto year = in.digits(2, 4);
    const auto width = before - in.left.size();
    if (!year || width == 3) return std::nullopt;
    if (width == 2) *year += *year < 69 ? 2000 : 1900;
    auto seconds = month_first ? date_seconds(*year, *first, *second) : date_seconds(*year, *second, *first);
    if (!seconds || in.left.empty()) return seconds;
    if (!in.take(' ')) return std::nullopt;
    const auto clock = clock_seconds(in);
    if (!clock || !in.left.empty()) return std::nullopt;
    return *seconds + *clock;
}

[[nodiscard]] constexpr bool has_four_digit_year(std::int64_t seconds) noexcept {
    return seconds >= -62167219200 && seconds < 253402300800;
}

} // namespace detail

/// Reads the whole of `text` as a point in time, within the years 0 to 9999.
[[nodiscard]] inline moment_reading read_moment(std::string_view text, time_format format = time_format::iso) {
    std::optional<std::int64_t> seconds;
    switch (format) {
    case time_format::iso:
        seconds = detail::iso_seconds(text);
        if (!seconds) return {{}, "is not a date such as 2013-04-04 or 2013-04-04T16:32:05Z"};
        break;
    case time_format::month_day_year:
        seconds = detail::slashed_seconds(text, true);
        if (!seconds) return {{}, "is not a date as month/day/year, such as 4/30/13 16:32"};
        break;
    case time_format::day_month_year:
        seconds = detail::slashed_seconds(text, false);
        if (!seconds) return {{}, "is not a date as day/month/year, such as 30/4/13 16:32"};
        break;
    case time_format::epoch_seconds: {
        const auto number = read_number(text);
        constexpr double widest = 9007199254740992.0; // 2^53: whole seconds stay exact
        if (!number.good() || std::abs(number.value) > widest)
            return {{}, "is not a number of seconds since 1970-01-01"};
        seconds = static_cast<std::int64_t>(std::floor(number.value));
        break;
    }
    }
    if (!detail::has_four_digit_year(*seconds)) return {{}, "is a time outside the years 0 to 9999"};
    return {{*seconds}, {}};
}

/// `2013-04-04` at midnight, else `2013-04-04T16:32:05Z`; empty when unknown. The year must be 0 to 9999.
/// `read_moment` reads the same moment back.
[[nodiscard]] inline std::string moment_text(moment when) {
    if (!when.known()) return {};
    expects(detail::has_four_digit_year(when.seconds), "the year must be 0 to 9999", when.seconds);
    const std::chrono::sys_seconds point{std::chrono::seconds(when.seconds)};
    const auto days = std::chrono::floor<std::chrono::days>(point);
    const std::chrono::year_month_day date{days};
    const auto clock = (point - days).count();
    std::string out;
    const auto put = [&](std::int64_t value, std::size_t width) {
        auto digits = std::to_string(value);
        out.append(width - digits.size(), '0');
        out += digits;
    };
    put(int{date.year()}, 4);
    out += '-';
    put(unsigned{date.month()}, 2);
    out += '-';
    put(unsigned{date.day()}, 2);
    if (clock == 0) return out;
    out += 'T';
    put(clock / 3600, 2);
    out += ':';
    put(clock / 60 % 60, 2);
    out += ':';
    put(clock % 60, 2);
    return out += 'Z';
}

} // namespace colearn

#endif
