// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_DISTRIBUTION_HPP
#define COLEARN_CORE_DISTRIBUTION_HPP

/// @file
/// For a policy reader: draws of heights, shares, choices and orders, replayable from a seed.
/// For an engineer: our own distributions, since those of the standard differ between libraries. Every draw is the same
/// bits on every compiler, standard library and C library: bits, integers, shuffles and alias tables use integers and
/// plain IEEE operations; normal, gamma and beta take log and exp from `reproducible_math.hpp`, not from libm.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

namespace detail {

__extension__ using uint128 = unsigned __int128;

[[nodiscard]] inline bool positive_and_finite(double x) noexcept {
    return x > 0 && x <= (std::numeric_limits<double>::max)();
}

} // namespace detail

/// A multiple of 2^-53 in [0, 1), each equally likely. One number of the stream.
[[nodiscard]] inline double uniform(random_stream& stream) noexcept {
    return static_cast<double>(stream() >> 11) * 0x1p-53;
}

/// A number in [low, high); `low` when both are equal.
[[nodiscard]] inline double uniform(random_stream& stream, double low, double high) {
    const double width = high - low;
    expects(width >= 0 && width <= (std::numeric_limits<double>::max)(), "low must be at most high, and both finite",
            width);
    for (;;) {
        const double out = low + detail::rounded(width * uniform(stream));
        if (out < high || width == 0) return out; // the sum may round up to `high`
    }
}

/// An integer in [0, count), each equally likely (no bias at all). One number of the stream, hardly ever more.
/// Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019).
[[nodiscard]] inline std::uint64_t uniform_index(random_stream& stream, std::uint64_t count) {
    expects(count > 0, "count must be positive");
    auto product = detail::uint128{stream()} * count;
    if (static_cast<std::uint64_t>(product) < count) {
        const auto rest = (std::uint64_t{0} - count) % count; // 2^64 mod count
        while (static_cast<std::uint64_t>(product) < rest) product = detail::uint128{stream()} * count;
    }
    return static_cast<std::uint64_t>(product >> 64);
}

namespace detail {

// An odd multiple of 2^-53: never 0 or 1, and symmetric about 1/2.
[[nodiscard]] inline double open_uniform(random_stream& stream) noexcept {
    return (static_cast<double>(stream() >> 12) + 0.5) * 0x1p-52;
}

[[nodiscard]] inline double standard_normal(random_stream& stream) noexcept {
    return normal_quantile(open_uniform(stream));
}

// Marsaglia and Tsang's rejection for shape >= 1.
[[nodiscard]] inline double standard_gamma(random_stream& stream, double shape) noexcept {
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = standard_normal(stream);
        const double root = 1 + rounded(c * x);
        if (root <= 0) continue;
        const double v = rounded(rounded(root * root) * root);
        const double u = open_uniform(stream);
        const double squared = rounded(x * x);
        if (u < 1 - rounded(0.0331 * rounded(squared * squared))) return rounded(d * v);
        if (reproducible_log(u) < rounded(0.5 * squared) + rounded(d * ((1 - v) + reproducible_log(v))))
            return rounded(d * v);
    }
}

// Logarithm of a gamma variate of any shape: that of a small shape may be less than the smallest double.
[[nodiscard]] inline double log_gamma_variate(random_stream& stream, double shape) noexcept {
    if (shape >= 1) return reproducible_log(standard_gamma(stream, shape));
    const double boosted = reproducible_log(standard_gamma(stream, shape + 1));
    return boosted + reproducible_log(open_uniform(stream)) / shape;
}

} // namespace detail

/// A normal number by inversion: rises with the stream's number, and takes exactly one.
[[nodiscard]] inline double normal(random_stream& stream, double mean = 0, double deviation = 1) {
    expects(deviation >= 0, "the deviation must not be negative", deviation);
    return mean + detail::rounded(deviation * detail::standard_normal(stream));
}

/// A gamma number with mean shape * scale and variance shape * scale^2.
/// Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000); below shape 1 by
/// their boost u^(1/shape). A very small shape (about 0.02 and less) may give 0, where the number is below 1e-308.
[[nodiscard]] inline double gamma(random_stream& stream, double shape, double scale = 1) {
    expects(detail::positive_and_finite(shape), "the shape must be positive and finite", shape);
    expects(detail::positive_and_finite(scale), "the scale must be positive and finite", scale);
    if (shape >= 1) return detail::standard_gamma(stream, shape) * scale;
    return detail::reproducible_exp(detail::log_gamma_variate(stream, shape)) * scale;
}

/// A beta number in [0, 1] with mean a / (a + b), from two gamma numbers; on the log scale where a or b is below 1, so
/// that small ones do not end in 0 / 0. Small a and b do give 0 and 1 where the nearest double is 0 or 1.
[[nodiscard]] inline double beta(random_stream& stream, double a, double b) {
    expects(detail::positive_and_finite(a), "a must be positive and finite", a);
    expects(detail::positive_and_finite(b), "b must be positive and finite", b);
    if (a >= 1 && b >= 1) {
        const double x = detail::standard_gamma(stream, a);
        const double y = detail::standard_gamma(stream, b);
        return x / (x + y);
    }
    const double log_x = detail::log_gamma_variate(stream, a);
    const double log_y = detail::log_gamma_variate(stream, b);
    if (log_x == log_y) {
        if (log_x >= -(std::numeric_limits<double>::max)()) return 0.5;
        return uniform(stream) < a / (a + b) ? 1 : 0; // a, b below about 1e-306: the limit, an uneven coin
    }
    return 1 / (1 + detail::reproducible_exp(log_y - log_x));
}

/// A choice among 0 .. n-1 with given chances, in O(1) by an alias table that is made in O(n).
/// Source: Walker (1977); Vose, "A linear algorithm for generating random numbers with a given distribution", IEEE TSE
/// 17 (1991). An index of weight 0 is never drawn. A draw takes two numbers of the stream, hardly ever more.
class discrete {
public:
    /// `weights` are finite and not negative, with at least one positive; they need not sum to 1.
    explicit discrete(std::span<const double> weights) {
        expects(!weights.empty(), "there must be at least one weight");
        expects(weights.size() <= (std::numeric_limits<std::uint32_t>::max)(), "there must be fewer than 2^32 weights",
                weights.size());
        std::size_t heaviest = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            expects(weights[i] >= 0 && weights[i] <= (std::numeric_limits<double>::max)(),
                    "every weight must be finite and not negative", weights[i]);
            if (weights[i] > weights[heaviest]) heaviest = i;
        }
        expects(weights[heaviest] > 0, "at least one weight must be positive");

        // 1. Scale to mean 1; relative to the heaviest first, so that the sum cannot overflow.
        const auto n = weights.size();
        double sum = 0;
        for (const double one : weights) sum += one / weights[heaviest];
        table_.resize(n);
        std::vector<std::uint32_t> small;
        std::vector<std::uint32_t> large;
        for (std::size_t i = 0; i < n; ++i) {
            const double share = detail::rounded(weights[i] / weights[heaviest] / sum * static_cast<double>(n));
            table_[i] = {share, static_cast<std::uint32_t>(i)};
            (share < 1 ? small : large).push_back(static_cast<std::uint32_t>(i));
        }
        // 2. Fill up each small column from a large one.
        while (!small.empty() && !large.empty()) {
            const auto poor = small.back();
            const auto rich = large.back();
            small.pop_back();
            table_[poor].other = rich;
            table_[rich].own_share = (table_[rich].own_share + table_[poor].own_share) - 1;
            if (table_[rich].own_share < 1) {
                large.pop_back();
                small.push_back(rich);
            }
        }
        // 3. What rounding leaves over is full, but for weights of 0, which must stay out of reach.
        for (const auto i : large) table_[i].own_share = 1;
        for (const auto i : small)
            table_[i] = weights[i] > 0 ? column{1, i} : column{0, static_cast<std::uint32_t>(heaviest)};
    }

    [[nodiscard]] std::size_t size() const noexcept { return table_.size(); }

    [[nodiscard]] std::size_t operator()(random_stream& stream) const {
        const auto at = static_cast<std::size_t>(uniform_index(stream, table_.size()));
        return uniform(stream) < table_[at].own_share ? at : table_[at].other;
    }

private:
    struct column {
        double own_share = 1;    // chance to stay in this column
        std::uint32_t other = 0; // where else to go
    };
    std::vector<column> table_;
};

/// Puts the items into a random order, each order equally likely as far as the stream has numbers (Fisher-Yates).
template <class T>
void shuffle(random_stream& stream, std::span<T> items) {
    for (auto left = items.size(); left > 1; --left) {
        using std::swap;
        swap(items[left - 1], items[static_cast<std::size_t>(uniform_index(stream, left))]);
    }
}
template <class T>
void shuffle(random_stream& stream, std::vector<T>& items) {
    shuffle(stream, std::span<T>(items));
}

} // namespace colearn

#endif
