// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_WORDS_HPP
#define COLEARN_MATCHING_WORDS_HPP

/// @file
/// For a policy reader: how numbers and names are written in the reasons of this folder.
/// For an engineer: number and list formatting without a locale, the same on every platform.

#include <charconv>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <colearn/core/counted.hpp>

namespace colearn::detail {

/// `0.25`: a number with a fixed count of decimals.
[[nodiscard]] inline std::string decimal(double value, int digits) {
    char buffer[512];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, digits).ptr;
    return {buffer, end};
}

/// `1,400`: a count.
[[nodiscard]] inline std::string whole(double count) {
    auto text = decimal(count, 0);
    for (auto at = text.size(); at > 3 && text[at - 4] != '-'; at -= 3) text.insert(at - 3, ",");
    return text;
}

/// `37%`: a share of 1.
[[nodiscard]] inline std::string percent(double share) {
    return decimal(100 * share, 0) + "%";
}

/// `340 m`, `9.3 km`, `27 km`.
[[nodiscard]] inline std::string kilometres(double km) {
    if (km < 0.995) return decimal(100 * km, 0) + (km < 0.005 ? " m" : "0 m");
    return decimal(km, km < 9.95 ? 1 : 0) + " km";
}

/// `reading, numeracy and attendance`.
[[nodiscard]] inline std::string listed(std::span<const std::string> items) {
    std::string out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out += i + 1 == items.size() ? " and " : ", ";
        out += items[i];
    }
    return out;
}

} // namespace colearn::detail

#endif
