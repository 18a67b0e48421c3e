// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_SAMPLING_BOUNDS_HPP
#define COLEARN_MEASURES_DETAIL_SAMPLING_BOUNDS_HPP

/// @file
/// For a policy reader: the margins of error of everyone's score in a sample, which hold for all of them at once.
/// For an engineer: bounds of sampled betweenness from the hits, and the tests that stop the sampling.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/core/reproducible_math.hpp>
#include <colearn/measures/detail/binomial_bounds.hpp>

namespace colearn {

/// Evidence: what was counted. Scores and bounds follow from it.
struct sampled_betweenness_certificate {
    double epsilon = 0;                      ///< what was asked for
    double delta = 0;                        ///< probability that any bound is wrong
    std::uint64_t seed = 0;                  ///< of the draws
    std::uint64_t pilot_samples = 0;         ///< drawn first, to know where to look closely; not in the scores
    std::uint64_t samples = 0;               ///< pairs of actors drawn, each with a path between them
    std::uint32_t looks = 0;                 ///< how often the bounds were looked at
    std::vector<std::uint64_t> pilot_hits{}; ///< by actor: paths of the pilot through it
    std::vector<std::uint64_t> hits{};       ///< by actor: paths through it
};

namespace detail {

// How each actor's share of the probability of error, and so its bounds, follow from a certificate. A score is in
// terms of pairs of others, (n - 1)(n - 2); draws are of all n (n - 1) pairs.
//
// To say of an actor that its score is within epsilon takes exp(-samples * rate) of the probability, with the rate by
// how often it is hit: so nearly all of it goes to the few who are hit often. What each is hit is taken from the pilot,
// and a tenth is shared out evenly, in case the pilot was wrong.
class sampling_bounds {
public:
    explicit sampling_bounds(const sampled_betweenness_certificate& from)
        : from_(from), n_(static_cast<double>(from.hits.size())), scale_(n_ / (n_ - 2)) {
        std::vector<double> actors; // by hits of the pilot
        for (const auto hits : from.pilot_hits) {
            if (actors.size() <= hits) actors.resize(hits + 1);
            actors[hits] += 1;
        }
        const double apart = from.epsilon / scale_;
        std::vector<double> rates;
        for (std::size_t hits = 0; hits < actors.size(); ++hits) {
            const double share = (static_cast<double>(hits) + .5) / (static_cast<double>(from.pilot_samples) + 1);
            const double above = share + apart < 1 ? divergence(share, share + apart) : 1;
            const double below = share > apart ? divergence(share, share - apart) : above;
            rates.push_back((std::min)(above, below));
        }
        const auto left = [&](double samples) {
            double sum = 0;
            for (std::size_t hits = 0; hits < actors.size(); ++hits)
                sum += actors[hits] * reproducible_exp(-samples * rates[hits]);
            return sum;
        };
        // The number of samples at which what is left is what the first look may take: a half on either side, a half
        // of all for the first look.
        double low = 0;
        expected_samples_ = 1;
        while (left(expected_samples_) > .9 * from.delta / 4) expected_samples_ *= 2;
        for (int i = 0; i < 30; ++i) {
            const double middle = (low + expected_samples_) / 2;
            (left(middle) > .9 * from.delta / 4 ? low : expected_samples_) = middle;
        }
        const double all = left(.8 * expected_samples_);
        for (const double rate : rates)
            share_by_pilot_.push_back(.9 * reproducible_exp(-.8 * expected_samples_ * rate) / all + .1 / n_);
    }

    // When to look first: half as many again as the pilot says, since each look in vain makes the next ones dearer.
    [[nodiscard]] double first_look() const noexcept { return 1.5 * expected_samples_; }

    // Look number k gets 1 / (k (k + 1)) of the actor's share, and either side a half of that: exp(-exponent) is what
    // is left for one bound.
    [[nodiscard]] double exponent(std::size_t v) const noexcept {
        const double look = from_.looks;
        return reproducible_log(2 * look * (look + 1) / (from_.delta * share_by_pilot_[from_.pilot_hits[v]]));
    }
    [[nodiscard]] double share(std::size_t v) const noexcept {
        return from_.samples == 0 ? 0 : static_cast<double>(from_.hits[v]) / samples();
    }
    [[nodiscard]] double samples() const noexcept { return static_cast<double>(from_.samples); }
    [[nodiscard]] double score(std::size_t v) const noexcept { return (std::min)(scale_ * share(v), 1.); }
    [[nodiscard]] double low(std::size_t v) const noexcept {
        return (std::clamp)(scale_ * lower_bound(share(v), samples(), exponent(v)), 0., 1.);
    }
    [[nodiscard]] double high(std::size_t v) const noexcept {
        return (std::min)(scale_ * upper_bound(share(v), samples(), exponent(v)), 1.);
    }
    // Whether the bounds are no further away than this; no bound is computed.
    [[nodiscard]] bool within(std::size_t v, double epsilon) const noexcept {
        const double apart = epsilon / scale_;
        return ruled_out(share(v), share(v) + apart, samples(), exponent(v)) &&
               (share(v) <= apart || ruled_out(share(v), share(v) - apart, samples(), exponent(v)));
    }
    // Whether the score is surely not above this.
    [[nodiscard]] bool below(std::size_t v, double limit) const noexcept {
        return share(v) < limit / scale_ && ruled_out(share(v), limit / scale_, samples(), exponent(v));
    }

private:
    const sampled_betweenness_certificate& from_;
    double n_;
    double scale_;
    double expected_samples_ = 1;
    std::vector<double> share_by_pilot_;
};

[[nodiscard]] inline bool all_within(const sampling_bounds& bounds, std::size_t n, double epsilon) {
    for (std::size_t v = 0; v < n; ++v)
        if (!bounds.within(v, epsilon)) return false;
    return true;
}

// Whether each of the first `top` is surely not below any of the others.
[[nodiscard]] inline bool top_separated(const sampling_bounds& bounds, std::span<const std::uint64_t> hits,
                                        std::size_t top) {
    if (top == 0 || top >= hits.size()) return top > 0;
    std::vector<std::uint32_t> order(hits.size());
    for (std::uint32_t v = 0; v < order.size(); ++v) order[v] = v;
    std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(top), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return hits[a] != hits[b] ? hits[a] > hits[b] : a < b; });
    double least = 1;
    for (std::size_t i = 0; i < top; ++i) least = (std::min)(least, bounds.low(order[i]));
    for (auto i = top; i < order.size(); ++i)
        if (!bounds.below(order[i], least)) return false;
    return true;
}

} // namespace detail

} // namespace colearn

#endif
