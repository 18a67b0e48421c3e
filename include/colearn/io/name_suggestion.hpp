// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_NAME_SUGGESTION_HPP
#define COLEARN_IO_NAME_SUGGESTION_HPP

/// @file
/// For a policy reader: a misspelt column name is answered with the one that was probably meant.
/// For an engineer: the nearest of a list of names by edit distance, ignoring case.

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/io/utf8.hpp>

namespace colearn {

namespace detail {

[[nodiscard]] constexpr char lower_case(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Whether two texts are the same but for the case of ASCII letters.
[[nodiscard]] constexpr bool same_but_for_case(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (lower_case(a[i]) != lower_case(b[i])) return false;
    return true;
}

/// Fewest insertions, deletions and replacements of a byte that turn `a` into `b`, ignoring case.
/// Source: Wagner and Fischer, The String-to-String Correction Problem, J. ACM 21 (1974). O(|a| |b|) time.
[[nodiscard]] inline std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto replaced = diagonal + (lower_case(a[i]) == lower_case(b[j]) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = (std::min)({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace detail

namespace detail {

// Whether every word of `wanted` stands in `name`, ignoring case: "ACARA ID" in "ACARA SML ID".
[[nodiscard]] inline bool has_words_of(std::string_view name, std::string_view wanted) {
    const auto lower = [](std::string_view text) {
        std::string out;
        for (const char c : text) out += lower_case(c);
        return out;
    };
    const auto all = lower(name);
    std::size_t words = 0;
    for (std::size_t at = 0; at < wanted.size();) {
        const auto end = (std::min)(wanted.find(' ', at), wanted.size());
        if (end > at) {
            if (all.find(lower(wanted.substr(at, end - at))) == std::string::npos) return false;
            ++words;
        }
        at = end + 1;
    }
    return words > 0;
}

} // namespace detail

/// The name nearest to `wanted`, else the first that holds all its words, or an empty text when none is near: more than
/// a third of its letters would change. Equally near ones by their order in the list.
[[nodiscard]] inline std::string nearest_name(std::string_view wanted, std::span<const std::string> names) {
    constexpr std::size_t longest = 200; // beyond, nobody typed it by hand
    if (wanted.size() > longest) return {};
    std::string best;
    auto best_distance = wanted.size() / 3 + 1;
    for (const auto& name : names) {
        if (name.size() > longest || name.empty()) continue;
        const auto distance = detail::edit_distance(wanted, name);
        if (distance < best_distance) {
            best = name;
            best_distance = distance;
        }
    }
    if (!best.empty()) return best;
    for (const auto& name : names)
        if (name.size() <= longest && detail::has_words_of(name, wanted)) return name;
    return {};
}

/// `"key", "name", "region"`: at most `most` of them, and how many more there are.
[[nodiscard]] inline std::string quoted_list(std::span<const std::string> names, std::size_t most = 40) {
    std::string out;
    for (std::size_t i = 0; i < names.size() && i < most; ++i)
        out += (i > 0 ? ", \"" : "\"") + shown_text(names[i]) + "\"";
    if (names.size() > most) out += " and " + std::to_string(names.size() - most) + " more";
    return out;
}

/// `; did you mean "region"?`, or nothing when no name is near.
[[nodiscard]] inline std::string did_you_mean(std::string_view wanted, std::span<const std::string> names) {
    const auto near = nearest_name(wanted, names);
    return near.empty() ? std::string{} : "; did you mean \"" + shown_text(near) + "\"?";
}

} // namespace colearn

#endif
