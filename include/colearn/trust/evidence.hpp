// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_EVIDENCE_HPP
#define COLEARN_TRUST_EVIDENCE_HPP

/// @file
/// For a policy reader: trust that is not renewed fades: what happened long ago counts for less than last week.
/// For an engineer: evidence with a time stamp, exponential forgetting, and evidence as columns along a view's arcs.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/graph/tie.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn {

/// How fast evidence fades: after `half_life` seconds it counts half.
struct forgetting {
    double half_life = std::numeric_limits<double>::infinity(); ///< seconds, > 0; infinite: nothing is forgotten

    [[nodiscard]] static constexpr forgetting days(double count) noexcept { return {count * 86400}; }

    /// What is left after so many seconds, in [0, 1]: the longevity factor of one period.
    [[nodiscard]] double kept(double seconds) const {
        expects(half_life > 0, "the half-life must be positive", half_life);
        expects(seconds >= 0, "time must not run backwards", seconds);
        return std::exp2(-seconds / half_life);
    }
};

/// Evidence as it stood at a time. A time that is not known stands still: nothing fades until it is.
struct timed_evidence {
    evidence amount{};
    moment at{};

    friend constexpr bool operator==(const timed_evidence&, const timed_evidence&) = default;
};

/// The evidence as it stands at a later time: both counts fade alike, so that the expectation goes back to the base
/// rate and the uncertainty to 1.
///
/// Source: Josang, *Subjective Logic* (2016), equation 16.5, with the longevity factor 2^(-time / half-life), so that
/// unequal periods are treated alike. Preconditions: `now` is known and not before the evidence's own time, and the
/// half-life is positive. Throws: `contract_violation`.
[[nodiscard]] inline timed_evidence faded(const timed_evidence& known, moment now, const forgetting& fade = {}) {
    expects(now.known(), "the time must be known");
    if (!known.at.known()) return {known.amount, now};
    expects(now.seconds >= known.at.seconds, "evidence must not be taken back in time", now.seconds);
    const double kept = fade.kept(static_cast<double>(now.seconds) - static_cast<double>(known.at.seconds));
    return {{known.amount.positive * kept, known.amount.negative * kept}, now};
}

/// Adds new evidence at its time: what was known fades first (equation 16.5). Evidence that arrives late fades to the
/// time of what is known, so the order in which it arrives does not matter.
[[nodiscard]] inline timed_evidence observe(const timed_evidence& known, const evidence& seen, moment when,
                                            const forgetting& fade = {}) {
    expects(seen.positive >= 0 && seen.negative >= 0, "evidence must not be negative");
    expects(when.known(), "the time must be known");
    const bool late = known.at.known() && when.seconds < known.at.seconds;
    const auto now = late ? known.at : when;
    const auto before = faded(known, now, fade).amount;
    const auto added = faded({seen, when}, now, fade).amount;
    return {{before.positive + added.positive, before.negative + added.negative}, now};
}

/// One base rate for all, and for each outgoing arc of a view the evidence that its source has about its target.
struct tie_evidence {
    std::vector<evidence> of_arc{}; ///< one for each arc of `view::out()`
    double base_rate = 0.5;         ///< [0, 1]: what is expected of a stranger

    [[nodiscard]] opinion on(std::uint32_t arc) const { return opinion::of(of_arc[arc], base_rate); }
};

namespace detail {

/// What all that work on evidence along a view ask of it.
inline void check_evidence(const view& of, const tie_evidence& known, const char* caller) {
    expects(known.of_arc.size() == of.arc_count(), {"there must be evidence on each arc of the view", caller},
            known.of_arc.size());
    expects(known.base_rate >= 0 && known.base_rate <= 1, {"the base rate must be from 0 to 1", caller},
            known.base_rate);
}

} // namespace detail

/// Evidence where only strengths are known: each tie stands for `experiences` of which its strength is the good share.
/// How many that are is an assumption of the caller: a survey answer is worth perhaps 5, a year's work together 50.
///
/// Preconditions: every strength is at most 1; `experiences` is positive. Throws: `contract_violation`, which names the
/// tie.
[[nodiscard]] inline tie_evidence evidence_from_strengths(const view& of, double experiences, double base_rate = 0.5) {
    expects(experiences > 0 && experiences <= 1e100, "a tie must stand for a positive number of experiences",
            experiences);
    expects(base_rate >= 0 && base_rate <= 1, "the base rate must be from 0 to 1", base_rate);
    const auto out = of.out();
    tie_evidence made{std::vector<evidence>(of.arc_count()), base_rate};
    for (std::uint32_t v = 0; v < of.actor_count(); ++v)
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) {
            const double share = out.strengths[arc];
            if (!(share <= 1))
                throw contract_violation("evidence_from_strengths",
                                         "a strength that is a share of good experiences must be at most 1 (from " +
                                             of.who().name(id<actor>{v}) + " to " +
                                             of.who().name(id<actor>{out.neighbours[arc]}) + ")",
                                         detail::number_text(share));
            made.of_arc[arc] = {experiences * share, experiences * (1 - share)};
        }
    return made;
}

} // namespace colearn

#endif
