// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_BINOMIAL_BOUNDS_HPP
#define COLEARN_MEASURES_DETAIL_BINOMIAL_BOUNDS_HPP

/// @file
/// For a policy reader: what a count in a sample says about the whole, and how far it can be off.
/// For an engineer: Chernoff's bound for a binomial count in its sharp form, and its inverse.
/// Source: Chernoff, Annals of Mathematical Statistics 23 (1952) 493; Hoeffding, JASA 58 (1963) 13, theorem 1: of
/// `samples` draws with chance p each, the share is at least (at most) q > p (q < p) with probability at most
/// exp(-samples * divergence(q, p)).

#include <cstdint>

#include <colearn/core/reproducible_math.hpp>

namespace colearn::detail {

/// Kullback and Leibler's divergence of a coin with chance p from one with chance q, in nats; q is in (0, 1).
[[nodiscard]] inline double divergence(double p, double q) noexcept {
    const double yes = p > 0 ? p * (reproducible_log(p) - reproducible_log(q)) : 0;
    const double no = p < 1 ? (1 - p) * (reproducible_log(1 - p) - reproducible_log(1 - q)) : 0;
    return yes + no;
}

/// Whether a chance of `is` would show as a share this far from it with probability below exp(-exponent).
[[nodiscard]] inline bool ruled_out(double share, double is, double samples, double exponent) noexcept {
    return is <= 0 ? share > 0 : is >= 1 ? share < 1 : samples * divergence(share, is) >= exponent;
}

/// The largest chance that is not ruled out, rounded up.
[[nodiscard]] inline double upper_bound(double share, double samples, double exponent) noexcept {
    if (samples <= 0 || share >= 1) return 1;
    if (share <= 0) return 1 - reproducible_exp(-exponent / samples);
    double low = share;
    double high = 1;
    for (int i = 0; i < 40; ++i) {
        const double middle = (low + high) / 2;
        (ruled_out(share, middle, samples, exponent) ? high : low) = middle;
    }
    return high;
}

/// The least chance that is not ruled out, rounded down.
[[nodiscard]] inline double lower_bound(double share, double samples, double exponent) noexcept {
    return 1 - upper_bound(1 - share, samples, exponent);
}

} // namespace colearn::detail

#endif
