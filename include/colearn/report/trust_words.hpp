// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_TRUST_WORDS_HPP
#define COLEARN_REPORT_TRUST_WORDS_HPP

/// @file
/// For a policy reader: a trust is told with how sure it is: the range in which it probably lies, and how much
/// experience stands behind it. For an engineer: an `opinion` in words.

#include <string>
#include <string_view>

#include <colearn/report/evidence_words.hpp>
#include <colearn/report/words.hpp>
#include <colearn/trust/credible_interval.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn::report {

/// Experiences, good and bad.
[[nodiscard]] inline double experiences_behind(const opinion& of) {
    const auto seen = of.seen();
    return seen.positive + seen.negative;
}

/// "0.45 to 0.92": holds the trust with a probability of 80%.
[[nodiscard]] inline std::string interval_words(const opinion& of) {
    const auto range = interval(of, .8);
    return decimal(range.low, 2) + " to " + decimal(range.high, 2);
}

/// "0.72 (80%: 0.45 to 0.92; experiences: a few (4))"; "not known" where there is no experience at all.
[[nodiscard]] inline std::string trust_words(const opinion& of) {
    if (of.vacuous()) return "not known";
    return decimal(of.expectation(), 2) + " (80%: " + interval_words(of) +
           "; experiences: " + evidence_words(experiences_behind(of)) + ")";
}

/// What a reader must know of these figures.
inline constexpr std::string_view trust_explained =
    "Trust is the expected share of good experiences, 0 to 1. The range holds it with a probability of 80%: it is that "
    "of the Beta distribution for the experiences behind it, with a share of 1/2 for somebody of whom nothing is known "
    "(Josang 2016). Experiences: hardly any are fewer than 2, a few 2 to 10, many 10 to 30, very many 30 or more; a "
    "tie of which nobody has counted them stands for 4.";

} // namespace colearn::report

#endif
