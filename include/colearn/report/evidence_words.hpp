// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_EVIDENCE_WORDS_HPP
#define COLEARN_REPORT_EVIDENCE_WORDS_HPP

/// @file
/// For a policy reader: how much experience stands behind a trust, in a word.
/// For an engineer: the four steps of evidence in which texts tell it and maps draw it.

#include <cstdint>
#include <string>
#include <string_view>

#include <colearn/report/words.hpp>

namespace colearn::report {

/// How much experience stands behind a trust, in four steps: fewer than 2 experiences, 2 to 10, 10 to 30, 30 or more.
enum class evidence_step : std::uint8_t { scarce, some, much, ample };

[[nodiscard]] constexpr evidence_step step_of(double experiences) noexcept {
    return experiences < 2    ? evidence_step::scarce
           : experiences < 10 ? evidence_step::some
           : experiences < 30 ? evidence_step::much
                              : evidence_step::ample;
}

[[nodiscard]] constexpr std::string_view to_string(evidence_step step) noexcept {
    switch (step) {
    case evidence_step::scarce:
        return "hardly any";
    case evidence_step::some:
        return "a few";
    case evidence_step::much:
        return "many";
    default:
        return "very many";
    }
}

/// "a few (4.5)"; "none".
[[nodiscard]] inline std::string evidence_words(double experiences) {
    if (experiences == 0) return "none";
    return std::string(to_string(step_of(experiences))) + " (" + rounded(experiences, 2) + ")";
}

} // namespace colearn::report

#endif
