// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_OPINION_HPP
#define COLEARN_TRUST_OPINION_HPP

/// @file
/// For a policy reader: how much someone trusts someone, and how sure that is: a year of good experiences and one good
/// afternoon are not the same trust.
/// For an engineer: binomial opinions of subjective logic, kept as evidence, with the Beta distribution that they
/// stand for.

#include <cmath>
#include <limits>

#include <colearn/core/contract.hpp>

namespace colearn {

/// Weight of the prior in units of evidence, W. With 2 and a base rate of 1/2 no evidence is the uniform distribution.
/// A constant and not an option, since opinions of different W cannot be fused.
/// Source: Josang, *Subjective Logic* (Springer 2016), section 3.4.2.
inline constexpr double prior_weight = 2;

/// What has been experienced: how much of it good, how much bad. Counts need not be whole: old ones fade.
struct evidence {
    double positive = 0; ///< r, >= 0: good experiences
    double negative = 0; ///< s, >= 0: bad experiences

    friend constexpr bool operator==(const evidence&, const evidence&) = default;
};

/// The distribution of the share of good experiences: Beta(alpha, beta).
struct beta_shape {
    double alpha = 1;
    double beta = 1;

    friend constexpr bool operator==(const beta_shape&, const beta_shape&) = default;
};

/// A binomial opinion: belief, disbelief and uncertainty, which sum to 1, and the base rate that stands in for what is
/// not known.
///
/// It is kept as three amounts `positive : negative : ignorance` of which only the proportions count. An opinion made
/// from evidence has the ignorance W, so that the evidence comes back to the bit; one made from masses keeps these; and
/// one without ignorance (dogmatic: no evidence changes it) is not an exception.
/// Source: Josang (2016), definition 3.1; the mapping to evidence is definition 3.3, equation 3.11.
/// Determinism: additions, products and divisions alone.
class opinion {
public:
    /// No evidence at all: only the base rate is left.
    constexpr opinion() noexcept = default;

    /// From evidence. Amounts are finite and not negative; the base rate is from 0 to 1.
    [[nodiscard]] static opinion of(const evidence& seen, double base_rate = 0.5) {
        expects(allowed(seen.positive), "the positive evidence must be finite and not negative", seen.positive);
        expects(allowed(seen.negative), "the negative evidence must be finite and not negative", seen.negative);
        expects(base_rate >= 0 && base_rate <= 1, "the base rate must be from 0 to 1", base_rate);
        return {seen.positive, seen.negative, prior_weight, base_rate};
    }
    /// From belief, disbelief and uncertainty, which must sum to 1 within 1e-9 (equation 3.1).
    [[nodiscard]] static opinion of_masses(double belief, double disbelief, double uncertainty,
                                           double base_rate = 0.5) {
        expects(belief >= 0 && disbelief >= 0 && uncertainty >= 0, "no mass may be negative");
        expects(std::fabs(belief + disbelief + uncertainty - 1) <= 1e-9, "the masses must sum to 1",
                belief + disbelief + uncertainty);
        expects(base_rate >= 0 && base_rate <= 1, "the base rate must be from 0 to 1", base_rate);
        return {belief, disbelief, uncertainty, base_rate};
    }
    /// From amounts in any unit, of which the proportions count: finite, not negative, not all 0.
    [[nodiscard]] static opinion of_proportions(double positive, double negative, double ignorance,
                                                double base_rate = 0.5) {
        expects(allowed(positive) && allowed(negative) && allowed(ignorance),
                "the amounts must be finite and not negative");
        expects(positive + negative + ignorance > 0, "the amounts must not all be 0");
        expects(base_rate >= 0 && base_rate <= 1, "the base rate must be from 0 to 1", base_rate);
        return {positive, negative, ignorance, base_rate};
    }

    [[nodiscard]] constexpr double belief() const noexcept { return positive_ / total(); }
    [[nodiscard]] constexpr double disbelief() const noexcept { return negative_ / total(); }
    [[nodiscard]] constexpr double uncertainty() const noexcept { return ignorance_ / total(); }
    [[nodiscard]] constexpr double base_rate() const noexcept { return base_rate_; }

    /// The amounts that are kept; only their proportions have a meaning.
    [[nodiscard]] constexpr double positive() const noexcept { return positive_; }
    [[nodiscard]] constexpr double negative() const noexcept { return negative_; }
    [[nodiscard]] constexpr double ignorance() const noexcept { return ignorance_; }

    /// No uncertainty: no evidence changes it.
    [[nodiscard]] constexpr bool dogmatic() const noexcept { return ignorance_ == 0; }
    /// Nothing but uncertainty.
    [[nodiscard]] constexpr bool vacuous() const noexcept { return positive_ == 0 && negative_ == 0; }

    /// Expected share of good experiences, the projected probability P = b + a u (equation 3.2).
    [[nodiscard]] constexpr double expectation() const noexcept {
        return (positive_ + base_rate_ * ignorance_) / total();
    }
    /// Variance of that share, P (1 - P) u / (W + u) (equation 3.10). 0 when dogmatic.
    [[nodiscard]] constexpr double variance() const noexcept {
        const double p = expectation();
        return p * (1 - p) * ignorance_ / (prior_weight * total() + ignorance_);
    }

    /// The evidence that it stands for: r = W b / u, s = W d / u (equation 3.11). Not for a dogmatic opinion, which
    /// stands for evidence without end.
    [[nodiscard]] evidence seen() const {
        expects(!dogmatic(), "a dogmatic opinion stands for evidence without end");
        const double unit = prior_weight / ignorance_; // exactly 1 for what was made from evidence
        return {positive_ * unit, negative_ * unit};
    }
    /// The distribution of the share of good experiences: alpha = r + a W, beta = s + (1 - a) W (equation 3.6).
    /// Not for a dogmatic opinion, whose distribution is a single point.
    [[nodiscard]] beta_shape distribution() const {
        const auto known = seen();
        return {known.positive + base_rate_ * prior_weight, known.negative + (1 - base_rate_) * prior_weight};
    }
    /// Back from a distribution with the base rate that it was made with: alpha >= a W and beta >= (1 - a) W.
    [[nodiscard]] static opinion from(const beta_shape& shape, double base_rate = 0.5) {
        return of({shape.alpha - base_rate * prior_weight, shape.beta - (1 - base_rate) * prior_weight}, base_rate);
    }

    /// Whether the distribution is a single point: for a dogmatic opinion, and where the base rate is 0 or 1 and
    /// nothing speaks against it.
    [[nodiscard]] bool is_point() const {
        if (dogmatic()) return true;
        const auto shape = distribution();
        return !(shape.alpha > 0) || !(shape.beta > 0);
    }

    /// Compares the amounts that are kept, not their proportions.
    friend constexpr bool operator==(const opinion&, const opinion&) = default;

private:
    constexpr opinion(double positive, double negative, double ignorance, double base_rate) noexcept
        : positive_(positive), negative_(negative), ignorance_(ignorance), base_rate_(base_rate) {}

    // Below this the sum of the amounts is finite.
    static constexpr bool allowed(double amount) noexcept {
        return amount >= 0 && amount <= (std::numeric_limits<double>::max)() / 4;
    }
    [[nodiscard]] constexpr double total() const noexcept { return positive_ + negative_ + ignorance_; }

    double positive_ = 0;
    double negative_ = 0;
    double ignorance_ = prior_weight;
    double base_rate_ = 0.5;
};

} // namespace colearn

#endif
