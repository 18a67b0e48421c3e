// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_BOOTSTRAP_HPP
#define COLEARN_POLICY_BOOTSTRAP_HPP

/// @file
/// For a policy reader: how far a mean could have come out otherwise, had chance fallen differently.
/// For an engineer: bootstrap intervals of a mean, percentile and BCa; all resamples of a tiny sample, seeded ones of a
/// larger.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

/// How the interval is taken from the resampled means.
enum class bootstrap_method : std::uint8_t {
    percentile, ///< their quantiles
    bca,        ///< bias-corrected and accelerated: quantiles moved for bias and skewness; the better one when skewed
};

struct bootstrap_options {
    double level = .95;           ///< share of such intervals that hold the true mean, above 0, below 1
    std::size_t resamples = 2000; ///< at least 100, at most 1e7
    bootstrap_method method = bootstrap_method::bca; ///< see there
    std::uint64_t seed = 1;                          ///< of the resamples
};

/// A mean and its interval.
struct bootstrap_interval {
    measured mean{};
    measured low{};
    measured high{};
    std::size_t values = 0;    ///< in the sample
    std::size_t resamples = 0; ///< made
    bool exact = false;        ///< every possible resample was made, rather than some at random
};

namespace detail {

[[nodiscard]] inline double plain_mean(std::span<const double> values) noexcept {
    compensated_sum sum;
    for (const double one : values) sum += one;
    return sum.value() / static_cast<double>(values.size());
}

/// Phi(z) by bisection on its inverse: absolute error below 1e-15, the same on every platform.
[[nodiscard]] inline double normal_cdf(double z) noexcept {
    if (z > 0) return 1 - normal_cdf(-z);
    if (z < -37) return 0;
    double low = 0;
    double high = .5;
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2;
        (normal_quantile(middle) < z ? low : high) = middle;
    }
    return high;
}

/// n^n, or one more than `most` where it is larger.
[[nodiscard]] inline std::size_t resamples_in_all(std::size_t n, std::size_t most) noexcept {
    std::size_t out = 1;
    for (std::size_t k = 0; k < n; ++k) {
        if (out > most / n) return most + 1;
        out *= n;
    }
    return out;
}

/// The k-th smallest with k = floor((B + 1) share), at least the first: Efron and Tibshirani, page 160.
[[nodiscard]] inline double low_quantile(std::span<const double> sorted, double share) noexcept {
    const auto b = static_cast<double>(sorted.size());
    const double k = std::floor((b + 1) * share + 1e-9); // (B + 1) * .025 is what it says, not its last bit less
    return sorted[static_cast<std::size_t>((std::min)(b, (std::max)(1.0, k))) - 1];
}
/// The same from above: the (B + 1 - k)-th with k from the share above it.
[[nodiscard]] inline double high_quantile(std::span<const double> sorted, double share_above) noexcept {
    const auto b = static_cast<double>(sorted.size());
    const double k = std::floor((b + 1) * share_above + 1e-9);
    return sorted[static_cast<std::size_t>((std::min)(b, (std::max)(1.0, b + 1 - k))) - 1];
}

/// Where BCa moves the probability `at`: Phi(z0 + (z0 + z) / (1 - a (z0 + z))).
[[nodiscard]] inline double bca_share(double at, double bias, double acceleration) noexcept {
    const double moved = bias + normal_quantile(at);
    const double below = 1 - rounded(acceleration * moved);
    if (!(below > 0)) return moved < 0 ? 0 : 1; // beyond all resamples
    return normal_cdf(bias + moved / below);
}

} // namespace detail

/// The mean of a sample and a bootstrap interval of it.
///
/// Source: Efron and Tibshirani, *An Introduction to the Bootstrap* (1993): the percentile interval, chapter 13; BCa,
/// chapter 14 (bias from the share of resampled means below the mean, those equal to it counting half; acceleration
/// from the jackknife). For n values with n^n <= `resamples` (four values of 2000) every resample is made once, so that
/// no chance is left. Complexity: O(resamples * n + resamples log resamples) time, O(resamples) space.
/// Preconditions: values within 1e150 of 0; options as they say.
/// Result: no mean of no values; no interval of a single one; the mean itself at both ends where all values are equal.
/// Throws: `contract_violation`. Determinism: the same bits for the same values in the same order and seed.
/// Example: `bootstrap_mean(differences, {.method = bootstrap_method::percentile}).low`
[[nodiscard]] inline bootstrap_interval bootstrap_mean(std::span<const double> values,
                                                       const bootstrap_options& options = {}) {
    expects(options.level > 0 && options.level < 1, "the level must be above 0 and below 1", options.level);
    expects(options.resamples >= 100 && options.resamples <= 10'000'000, "there must be from 100 to 1e7 resamples",
            options.resamples);
    for (const double one : values) expects(std::fabs(one) <= 1e150, "every value must be within 1e150 of 0", one);
    bootstrap_interval out;
    const auto n = values.size();
    out.values = n;
    if (n == 0) {
        out.mean = out.low = out.high = measured::undefined("there are no values");
        return out;
    }
    const double mean = detail::plain_mean(values);
    out.mean = measured::as(mean);
    if (n == 1) {
        out.low = out.high = measured::undefined("a single value says nothing about chance");
        return out;
    }
    if (std::all_of(values.begin(), values.end(), [&](double one) { return one == values.front(); })) {
        out.mean = out.low = out.high = measured::as(values.front()); // whatever is drawn
        out.exact = true;
        return out;
    }

    // 1. Resampled means, sorted.
    const auto all = detail::resamples_in_all(n, options.resamples);
    out.exact = all <= options.resamples;
    out.resamples = out.exact ? all : options.resamples;
    std::vector<double> means(out.resamples);
    std::vector<double> drawn(n);
    for (std::size_t b = 0; b < means.size(); ++b) {
        if (out.exact) {
            for (std::size_t i = 0, rest = b; i < n; ++i, rest /= n) drawn[i] = values[rest % n];
        } else {
            random_stream stream(options.seed, b);
            for (auto& one : drawn) one = values[static_cast<std::size_t>(uniform_index(stream, n))];
        }
        // in one order, so that resamples with the same values have the very same mean
        if (out.exact) std::sort(drawn.begin(), drawn.end());
        means[b] = detail::plain_mean(drawn);
    }
    std::sort(means.begin(), means.end());

    // 2. The interval.
    const double tail = (1 - options.level) / 2;
    double low_share = tail;
    double high_share = 1 - tail;
    if (options.method == bootstrap_method::bca) {
        const auto below = std::lower_bound(means.begin(), means.end(), mean) - means.begin();
        const auto not_above = std::upper_bound(means.begin(), means.end(), mean) - means.begin();
        const auto count = static_cast<double>(means.size());
        const double share = static_cast<double>(below + not_above) / 2 / count;
        const double bias = detail::normal_quantile((std::min)(1 - .5 / count, (std::max)(.5 / count, share)));
        compensated_sum squares;
        compensated_sum cubes;
        double widest = 0;
        for (const double one : values) widest = (std::max)(widest, std::fabs(one - mean));
        for (const double one : values) {
            const double deviation = (one - mean) / widest; // the acceleration has no scale
            squares += detail::rounded(deviation * deviation);
            cubes += detail::rounded(deviation * deviation * deviation);
        }
        const double acceleration = cubes.value() / (6 * squares.value() * std::sqrt(squares.value()));
        low_share = detail::bca_share(tail, bias, acceleration);
        high_share = detail::bca_share(1 - tail, bias, acceleration);
    }
    out.low = measured::as(detail::low_quantile(means, low_share));
    out.high = measured::as(detail::high_quantile(means, 1 - high_share));
    return out;
}

} // namespace colearn

#endif
