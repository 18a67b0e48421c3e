// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_SCALES_HPP
#define COLEARN_TRUST_SCALES_HPP

/// @file
/// For a policy reader: turns a tick on a questionnaire into evidence, so that answers of different surveys can be
/// added up.
/// For an engineer: a rating on a bounded scale as a split of a stated amount of evidence into positive and negative.

#include <colearn/core/contract.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn {

/// A bounded rating scale: `low` means nothing but bad experiences, `high` nothing but good ones.
struct rating_scale {
    double low = 0;
    double high = 4; ///< above `low`
    /// How many experiences one answer stands for, > 0. It says how thin the tie is, not how good. 1 is the Beta
    /// reputation system's: one rating, one observation.
    double experiences = 1;

    /// Where a rating stands between the ends, in [0, 1].
    [[nodiscard]] double share(double rating) const {
        expects(high > low && high - low <= 1e100, "the scale must have its high rating above its low", high);
        expects(rating >= low && rating <= high, "the rating must be on its scale", rating);
        return (rating - low) / (high - low);
    }
    /// The rating at a share in [0, 1].
    [[nodiscard]] double rating(double share_of_good) const {
        expects(share_of_good >= 0 && share_of_good <= 1, "the share must be from 0 to 1", share_of_good);
        return low + share_of_good * (high - low);
    }
};

namespace scales {
/// Valued survey ties: 0 (never, no tie) to 4 (every day, close).
inline constexpr rating_scale survey_tie{0, 4, 1};
/// Likert items of seven points.
inline constexpr rating_scale likert_7{1, 7, 1};
/// Likert items of six points, as the Omnibus T-Scale has them.
inline constexpr rating_scale likert_6{1, 6, 1};
/// Signed trust ratings, from total distrust to total trust.
inline constexpr rating_scale signed_10{-10, 10, 1};
} // namespace scales

/// The evidence in one answer: `experiences`, split in proportion to where the rating stands on its scale. The middle
/// of the scale is evidence too, half good and half bad: it says that trust is middling, not that nothing is known.
///
/// Source: weighted feedback in Josang and Ismail, "The Beta Reputation System", Bled eConference (2002): r = w (1 + v)
/// / 2 and s = w (1 - v) / 2 for a rating v from -1 to 1. Throws: `contract_violation` for a rating
/// beside its scale. Example: `opinion::of(rated(3, scales::survey_tie))`
[[nodiscard]] inline evidence rated(double rating, const rating_scale& scale) {
    expects(scale.experiences > 0 && scale.experiences <= 1e100, "an answer must stand for some experience",
            scale.experiences);
    const double share = scale.share(rating);
    return {scale.experiences * share, scale.experiences * (1 - share)};
}

} // namespace colearn

#endif
