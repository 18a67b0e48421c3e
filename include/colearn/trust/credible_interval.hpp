// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_CREDIBLE_INTERVAL_HPP
#define COLEARN_TRUST_CREDIBLE_INTERVAL_HPP

/// @file
/// For a policy reader: between which values a trust lies, and how likely it is above a mark.
/// For an engineer: quantiles and tails of the Beta distribution of an opinion. Apart from `opinion`, since Boost.Math
/// is dear to compile.

#include <boost/math/distributions/beta.hpp>

#include <colearn/core/contract.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn {

/// A range that holds a share with a stated probability.
struct credible_interval {
    double low = 0;  ///< [0, 1]
    double high = 1; ///< [0, 1], at least `low`

    friend constexpr bool operator==(const credible_interval&, const credible_interval&) = default;
};

namespace detail {

[[nodiscard]] inline boost::math::beta_distribution<double> posterior(const opinion& of) {
    const auto shape = of.distribution();
    return {shape.alpha, shape.beta};
}

} // namespace detail

/// The range that holds the share of good experiences with the probability `mass` in (0, 1); equal tails.
/// A single point where the distribution is one. Throws: what Boost.Math throws when it does not converge.
/// Source: Josang, *Subjective Logic* (Springer 2016), section 3.4.2. Example: `interval(opinion::of({8, 2})).low`
[[nodiscard]] inline credible_interval interval(const opinion& of, double mass = 0.8) {
    expects(mass > 0 && mass < 1, "the mass of the interval must be between 0 and 1", mass);
    if (of.is_point()) return {of.expectation(), of.expectation()};
    const auto known = detail::posterior(of);
    const double tail = (1 - mass) / 2;
    return {boost::math::quantile(known, tail), boost::math::quantile(boost::math::complement(known, tail))};
}

/// Probability that the share of good experiences is above `share`, which is from 0 to 1.
[[nodiscard]] inline double probability_above(const opinion& of, double share) {
    expects(share >= 0 && share <= 1, "the share must be from 0 to 1", share);
    if (of.is_point()) return of.expectation() > share ? 1 : 0;
    return boost::math::cdf(boost::math::complement(detail::posterior(of), share));
}

} // namespace colearn

#endif
