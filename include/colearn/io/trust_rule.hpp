// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_TRUST_RULE_HPP
#define COLEARN_IO_TRUST_RULE_HPP

/// @file
/// For a policy reader: how a rating in a survey becomes trust: as evidence, so that a top mark is strong trust and
/// never certainty. For an engineer: the posterior mean of a Beta prior, and the rule that a reader applies to each
/// tie.

#include <cmath>
#include <optional>
#include <string>

#include <colearn/core/contract.hpp>
#include <colearn/graph/tie.hpp>
#include <colearn/io/field_rule.hpp>
#include <colearn/trust/opinion.hpp>
#include <colearn/trust/scales.hpp>

namespace colearn {

/// Trust after `good` good and `bad` bad experiences: (good + 1) / (good + bad + 2), always inside (0, 1).
/// The expectation of the opinion that they make, see trust/opinion.hpp. Preconditions: both are finite and at least 0.
[[nodiscard]] inline double trust_of_experiences(double good, double bad = 0) {
    expects(good >= 0 && std::isfinite(good), "good experiences must be a finite number of at least 0", good);
    expects(bad >= 0 && std::isfinite(bad), "bad experiences must be a finite number of at least 0", bad);
    return opinion::of({good, bad}).expectation();
}

/// Most experiences that a file may claim for a tie.
inline constexpr double most_experiences = 1e15;

/// Whether ratings on this scale can be read as experiences: its ends are finite, the low one below the high one, and
/// no further apart than a tie can have experiences.
[[nodiscard]] constexpr bool counts_experiences(const rating_scale& scale) noexcept {
    return scale.low < scale.high && scale.high - scale.low <= most_experiences;
}

/// Trust that a rating stands for: its distance from the low end counts as good experiences, from the high end as bad
/// ones. On 0 to 4: 0 -> 1/6, 2 -> 1/2, 3 -> 2/3, 4 -> 5/6. Preconditions: `value` lies on the scale.
[[nodiscard]] inline double trust_of_rating(double value, const rating_scale& scale) {
    expects(counts_experiences(scale),
            "a rating scale must have a finite low end below its finite high end, at most 1e15 apart",
            scale.high - scale.low);
    expects(value >= scale.low && value <= scale.high, "the rating must lie on its scale", value);
    return trust_of_experiences(value - scale.low, scale.high - value);
}

/// Experiences that a rating stands for: each step of its scale counts as one. See `tie::evidence`.
/// Preconditions: `counts_experiences(scale)`.
[[nodiscard]] inline double experiences_of_rating(const rating_scale& scale) {
    expects(counts_experiences(scale), "a rating scale must have a low end at most 1e15 below its high end",
            scale.high - scale.low);
    return scale.high - scale.low;
}

/// Where a tie's trust comes from, and how much experience it rests on.
struct trust_rule {
    double constant = 1;                  ///< (0, 1]: of every tie, and of those whose cell is empty
    std::optional<field_rule> column{};   ///< unset: `constant` for all
    std::optional<rating_scale> scale{};  ///< the column holds ratings on this scale; unset: it holds trust itself
    double experiences = tie{}.evidence;  ///< >= 0: where neither a column nor a rating says how many
    std::optional<field_rule> evidence{}; ///< column of experiences; unset: by the scale or as above

    /// In words, for the record.
    [[nodiscard]] std::string words() const {
        const auto text = [](double value) { return detail::number_text(value); };
        if (!column) return "trust is " + text(constant) + " for every tie";
        const auto name = column->sum.empty() ? column->pattern : column->sum[0].column;
        if (!scale) return "trust is column \"" + name + "\"";
        return "trust is (\"" + name + "\" " +
               (scale->low == 0 ? "" : (scale->low < 0 ? "+ " : "- ") + text(std::abs(scale->low)) + " ") + "+ 1) / " +
               text(scale->high - scale->low + 2) + ", the posterior mean with the rating as evidence";
    }
};

} // namespace colearn

#endif
