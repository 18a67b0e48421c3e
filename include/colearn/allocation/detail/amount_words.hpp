// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_DETAIL_AMOUNT_WORDS_HPP
#define COLEARN_ALLOCATION_DETAIL_AMOUNT_WORDS_HPP

/// @file
/// Amounts of a resource and lists of names as people read them.

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/money.hpp> // grouped
#include <colearn/core/contract.hpp>

namespace colearn::detail {

/// 1234.5 as "1,234.50"; whole numbers without decimals, small ones with three digits.
[[nodiscard]] inline std::string plain_number(double x) {
    if (!(x >= 0 && x < 9e13)) return number_text(x);
    const auto hundredths = static_cast<std::uint64_t>(std::llround(x * 100));
    const auto rest = hundredths % 100;
    if (x > 0 && x < .1) { // three digits
        char buffer[32];
        return {buffer, std::to_chars(buffer, buffer + sizeof buffer, x, std::chars_format::general, 3).ptr};
    }
    return grouped(hundredths / 100) + (rest == 0 ? "" : (rest < 10 ? ".0" : ".") + std::to_string(rest));
}

/// "$1,234.50", "3 tutors", "1 tutor", "2.50 hours".
[[nodiscard]] inline std::string unit_words(const resource& what, double units) {
    const bool word = !what.unit.empty() && ((what.unit.back() >= 'a' && what.unit.back() <= 'z') ||
                                             (what.unit.back() >= 'A' && what.unit.back() <= 'Z'));
    const auto number = plain_number(units);
    if (!word) return what.unit + number;
    return number + " " + what.unit + (number == "1" || what.unit.back() == 's' ? "" : "s");
}
/// The same of a number of parts, whole or not.
[[nodiscard]] inline std::string part_words(const resource& what, double parts) {
    return unit_words(what, parts / static_cast<double>(what.parts));
}
[[nodiscard]] inline std::string part_words(const resource& what, std::int64_t parts) {
    return part_words(what, static_cast<double>(parts));
}

/// "A", "A and B", "A, B, C and 7 more".
template <class Entity>
[[nodiscard]] std::string name_words(const id_map<Entity, Entity>& of, std::span<const std::uint32_t> which) {
    constexpr std::size_t most = 4;
    std::string out;
    const auto shown = which.size() <= most ? which.size() : most - 1;
    for (std::size_t k = 0; k < shown; ++k) {
        if (k > 0) out += k + 1 == which.size() ? " and " : ", ";
        out += of.values()[which[k]].name;
    }
    if (shown < which.size()) out += " and " + std::to_string(which.size() - shown) + " more";
    return out;
}

} // namespace colearn::detail

#endif
