// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_WORDS_HPP
#define COLEARN_REPORT_WORDS_HPP

/// @file
/// For a policy reader: writes numbers, money, shares and lists the way a report in plain English does.
/// For an engineer: formatting that depends on no locale, so that a page is the same bytes on every machine. A value
/// that is not finite is refused: a measure that is undefined is written by its reason, never as "nan".

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <colearn/core/contract.hpp>

namespace colearn::report {

namespace detail {

// "1234567.5" -> "1,234,567.5"
[[nodiscard]] inline std::string grouped(std::string digits) {
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    auto at = (std::min)(digits.find('.'), digits.size());
    while (at > first + 3) digits.insert(at -= 3, ",");
    return digits;
}

} // namespace detail

/// A fixed number of decimals, thousands grouped: `decimal(1234.5, 2)` is "1,234.50". Never "-0".
[[nodiscard]] inline std::string decimal(double value, int digits) {
    expects(std::isfinite(value), "a number in a report must be finite", value);
    expects(digits >= 0 && digits <= 17, "decimals must be from 0 to 17", digits);
    char buffer[400];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, digits).ptr;
    std::string text(buffer, end);
    if (text.starts_with('-') && text.find_first_of("123456789") == std::string::npos) text.erase(0, 1);
    return detail::grouped(std::move(text));
}

/// A whole number, thousands grouped: "12,345".
[[nodiscard]] inline std::string whole(double value) {
    return decimal(value, 0);
}
[[nodiscard]] inline std::string whole(std::size_t value) {
    return detail::grouped(std::to_string(value));
}

/// About `significant` digits, as few characters as that takes: 0.0128, 12.3, 4,570. Whole numbers stay whole.
[[nodiscard]] inline std::string rounded(double value, int significant = 3) {
    expects(std::isfinite(value), "a number in a report must be finite", value);
    expects(significant >= 1 && significant <= 15, "significant digits must be from 1 to 15", significant);
    if (value == 0) return "0";
    const auto exponent = static_cast<int>(std::floor(std::log10(std::abs(value))));
    const auto digits = (std::clamp)(significant - 1 - exponent, 0, 17);
    auto text = decimal(value, digits);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
    }
    return text;
}

/// A share as a percentage: `percent(0.256)` is "26%". What would round to 0 or to 100 without being so says it.
[[nodiscard]] inline std::string percent(double share, int digits = 0) {
    const auto text = decimal(share * 100, digits);
    const auto least = decimal(std::pow(10.0, -digits), digits);
    if (share > 0 && text == decimal(0, digits)) return "under " + least + "%";
    if (share < 1 && text == decimal(100, digits))
        return "over " + decimal(100 - std::pow(10.0, -digits), digits) + "%";
    return text + "%";
}

/// An amount of money: whole units from 100 on, cents below. `sign` stands in front.
[[nodiscard]] inline std::string money(double amount, std::string_view sign = "$") {
    const bool small = std::abs(amount) < 100 && amount != std::round(amount);
    auto text = decimal(std::abs(amount), small ? 2 : 0);
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    return (amount < 0 && !zero ? "-" : "") + std::string(sign) + text;
}

/// A distance: metres below one kilometre, one decimal below 20 km, whole kilometres above.
[[nodiscard]] inline std::string distance(double km) {
    expects(km >= 0, "a distance must not be negative", km);
    if (km < 0.9995) return whole(std::round(km * 100) * 10) + " m";
    return decimal(km, km < 19.95 ? 1 : 0) + " km";
}

/// "1 school", "12 schools"; `many` is for nouns that do not take an s.
[[nodiscard]] inline std::string plural(std::size_t count, std::string_view one, std::string_view many = {}) {
    auto text = whole(count) + " ";
    if (count == 1) return text.append(one);
    return many.empty() ? text.append(one).append("s") : text.append(many);
}

/// The noun alone, as `count` of them are called: "family" or "families".
[[nodiscard]] inline std::string noun(std::size_t count, std::string_view one) {
    if (count == 1) return std::string(one);
    if (one.ends_with("y") && !one.ends_with("ay") && !one.ends_with("ey") && !one.ends_with("oy"))
        return std::string(one.substr(0, one.size() - 1)) + "ies";
    return std::string(one) + (one.ends_with("s") || one.ends_with("ch") ? "es" : "s");
}

/// "a", "a and b", "a, b and c"; past `limit` items "a, b and 7 more" (0: no limit).
[[nodiscard]] inline std::string list(std::span<const std::string> items, std::size_t limit = 0) {
    const auto shown = limit == 0 || items.size() <= limit ? items.size() : limit;
    const auto more = items.size() - shown;
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) text += i + 1 == shown && more == 0 ? " and " : ", ";
        text += items[i];
    }
    if (more > 0) text += " and " + whole(more) + " more";
    return text;
}

/// Sentences one after another.
[[nodiscard]] inline std::string joined(std::span<const std::string> sentences) {
    std::string text;
    for (const auto& one : sentences) text += (text.empty() ? "" : " ") + one;
    return text;
}

/// "1st", "2nd", "3rd", "11th", ...
[[nodiscard]] inline std::string ordinal(std::size_t number) {
    const auto tens = number % 100;
    const auto ones = number % 10;
    const bool teen = tens >= 11 && tens <= 13;
    return whole(number) + (teen || ones == 0 || ones > 3 ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : "rd");
}

/// The first letter as a capital (ASCII); the rest as it is.
[[nodiscard]] inline std::string capital(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

/// "zero" to "twelve" in words, digits from 13 on.
[[nodiscard]] inline std::string number_word(std::size_t number) {
    constexpr std::string_view words[] = {"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                          "seven", "eight", "nine", "ten",   "eleven", "twelve"};
    return number < std::size(words) ? std::string(words[number]) : whole(number);
}

/// The plain text broken into lines of at most `width` bytes at spaces, each after `indent` spaces.
/// A word longer than a line stands alone on one.
[[nodiscard]] inline std::string wrapped(std::string_view text, std::size_t width = 80, std::size_t indent = 0) {
    std::string out;
    std::size_t column = 0; // 0: the line has no word yet
    while (!text.empty()) {
        const auto end = (std::min)(text.find(' '), text.size());
        const auto word = text.substr(0, end);
        text.remove_prefix((std::min)(end + 1, text.size()));
        if (word.empty()) continue;
        if (column > 0 && column + 1 + word.size() > width) {
            out += '\n';
            column = 0;
        }
        if (column == 0) {
            out.append(indent, ' ');
            column = indent;
        } else {
            out += ' ';
            ++column;
        }
        out += word;
        column += word.size();
    }
    return out;
}

} // namespace colearn::report

#endif
