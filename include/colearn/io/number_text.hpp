// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_NUMBER_TEXT_HPP
#define COLEARN_IO_NUMBER_TEXT_HPP

/// @file
/// For a policy reader: a cell either is a number, or you are told why it is not; "1,000" is never read as 1.
/// For an engineer: decimal text to `double`, correctly rounded, in every locale alike.

#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

// libc++ has no std::from_chars for double before version 20.
#if !defined(__cpp_lib_to_chars)
#include <locale>
#include <sstream>
#endif

namespace colearn {

/// A number, or why the text is none.
struct number_reading {
    double value = 0;      ///< the number; 0 when there is a problem
    std::string problem{}; ///< empty when `value` is good, else a phrase such as "is not a number"

    [[nodiscard]] bool good() const noexcept { return problem.empty(); }
};

namespace detail {

[[nodiscard]] constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

// Length of `-?digits[.digits][(e|E)[+-]digits]` at the start of the text, with digits on at least one side of the
// point; 0 when there is none. The same grammar everywhere, whatever a standard library would take besides.
[[nodiscard]] constexpr std::size_t decimal_length(std::string_view text) noexcept {
    std::size_t at = 0;
    const auto digits = [&] {
        const auto first = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        return at - first;
    };
    if (at < text.size() && text[at] == '-') ++at;
    auto count = digits();
    if (at < text.size() && text[at] == '.') {
        ++at;
        count += digits();
    }
    if (count == 0) return 0;
    const auto mantissa_end = at;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        if (digits() == 0) return mantissa_end;
    }
    return at;
}

// Empty when the double cannot hold it.
[[nodiscard]] inline std::optional<double> decimal_value(std::string_view text) {
    double value = 0;
#if defined(__cpp_lib_to_chars)
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
#else
    std::istringstream in{std::string(text)};
    in.imbue(std::locale::classic());
    if (!(in >> value)) return std::nullopt;
#endif
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

// Why a text is no number, for someone who looks at a spreadsheet. Out of line: it is rarely asked.
[[nodiscard, gnu::noinline, gnu::cold]] inline std::string number_problem(std::string_view text) {
    const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
    if (text.empty()) return "is empty where a number was expected";
    if (is_space(text.front()) || is_space(text.back())) return "has spaces around the number";
    if (text.front() == '+') return "is not a number: leave out the leading +";
    if (decimal_length(text) == text.size()) return "is beyond the range of a number";
    std::string lower;
    for (const char c : text.substr(text.front() == '-' ? 1 : 0))
        lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lower.empty()) return "is not a number";
    if (lower == "nan" || lower == "inf" || lower == "infinity") return "is not a finite number";
    if (lower.size() > 1 && lower[0] == '0' && lower[1] == 'x') return "is not a decimal number";
    if (lower.back() == '%') return "is not a number: leave out the percent sign";
    if (is_digit(lower.front()) && lower.find_first_not_of("0123456789,.") == std::string::npos)
        return "is not a number: leave out thousands separators and write the decimal point as \".\"";
    return "is not a number";
}

} // namespace detail

/// Reads the whole of `text` as a finite decimal number: `12`, `-0.5`, `1e3`. Spaces, a leading +, thousands
/// separators, hexadecimal, NaN and infinity are refused by name, and so is what a double cannot hold ("1e400").
[[nodiscard]] inline number_reading read_number(std::string_view text) {
    if (!text.empty() && detail::decimal_length(text) == text.size())
        if (const auto value = detail::decimal_value(text)) return {*value, {}};
    return {0, detail::number_problem(text)};
}

} // namespace colearn

#endif
