// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_WEIGHTED_TERMS_HPP
#define COLEARN_MATCHING_WEIGHTED_TERMS_HPP

/// @file
/// For a policy reader: a score is the weighted mean of named parts; a part that is not known is left out, and is said.
/// For an engineer: Gower's mean over the known terms, and the terms with their shares and words.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>

namespace colearn {

/// One part of a score.
struct term {
    std::string name{};
    std::optional<double> value{}; ///< 0 to 1, more is better; empty: missing, and left out of the score
    double weight = 0;             ///< its share of all weights, 0 to 1
    double contribution = 0;       ///< its part of the score; the contributions sum to the score
    std::string words{};           ///< a sentence for a reader in a school; where missing, what is not known

    [[nodiscard]] bool missing() const noexcept { return !value.has_value(); }
};

/// How well two fit.
struct compatibility {
    double score = 0;        ///< 0 to 1; 0 when ruled out
    double known = 0;        ///< share of the weights whose terms could be computed, 0 to 1
    std::string ruled_out{}; ///< why the two should not be paired, in words; empty when they may
    std::vector<term> terms{};
};

namespace detail {

struct sum_of_terms {
    double score = 0;
    double known = 0; // share of the weights whose terms are known
};

/// sum_t w_t v_t / sum_t w_t over the known terms; the weights are shares of 1.
template <std::size_t Count>
[[nodiscard]] sum_of_terms mean_of_terms(const std::array<std::optional<double>, Count>& values,
                                         const std::array<double, Count>& weights) noexcept {
    sum_of_terms out;
    double sum = 0;
    for (std::size_t t = 0; t < Count; ++t) {
        if (!values[t]) continue;
        out.known += weights[t];
        sum += weights[t] * *values[t];
    }
    out.score = out.known > 0 ? (std::min)(1.0, sum / out.known) : 0;
    return out;
}

/// Whether less is known than is asked for. A hair of slack: the weights are shares, so their sums are rounded.
[[nodiscard]] inline bool too_little_known(double known, double least_known) noexcept {
    return !(known > 0) || known < least_known - 1e-12;
}

/// The weights as shares of 1. Throws: `contract_violation`.
template <std::size_t Count>
[[nodiscard]] std::array<double, Count> shares_of(std::array<double, Count> weights) {
    double sum = 0;
    for (const double one : weights) {
        expects(one >= 0 && std::isfinite(one), "a weight must be finite and not negative", one);
        sum += one;
    }
    expects(sum > 0 && std::isfinite(sum), "at least one weight must be positive", sum);
    for (double& one : weights) one /= sum;
    return weights;
}

/// The terms that have a weight: what does not count is on no one's mind. They contribute nothing to a score of 0.
template <std::size_t Count>
[[nodiscard]] std::vector<term>
terms_of(const char* const (&names)[Count], const std::array<std::optional<double>, Count>& values,
         const std::array<double, Count>& weights, const std::array<std::string, Count>& words, double score) {
    const double known = mean_of_terms(values, weights).known;
    std::vector<term> out;
    for (std::size_t t = 0; t < Count; ++t)
        if (weights[t] > 0)
            out.push_back({names[t], values[t], weights[t],
                           values[t] && score > 0 ? weights[t] * *values[t] / known : 0, words[t]});
    return out;
}

} // namespace detail

} // namespace colearn

#endif
