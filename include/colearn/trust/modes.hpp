// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_MODES_HPP
#define COLEARN_TRUST_MODES_HPP

/// @file
/// For a policy reader: how a collaboration is steered when it runs over several kinds of tie: each for himself,
/// together, or from above, in shares.
/// For an engineer: checks and mixes modes, which are points of a simplex with three corners.

#include <cmath>
#include <cstddef>
#include <span>

#include <colearn/core/contract.hpp>
#include <colearn/graph/layer.hpp>

namespace colearn {

/// Refuses shares of a mode of collaboration that are negative or do not sum to 1 within 1e-9.
inline void check_mode(const mode& steering) {
    for (const double share : {steering.individualism, steering.solidarity, steering.hierarchy})
        expects(share >= 0 && share <= 1, "each share of a mode must be from 0 to 1", share);
    const double sum = steering.individualism + steering.solidarity + steering.hierarchy;
    expects(std::fabs(sum - 1) <= 1e-9, "the shares of a mode must sum to 1", sum);
}

/// The mode of a collaboration that runs over several ties: the mean of their modes, each with its weight (its trust,
/// say, or its contacts a year).
///
/// Source: that all three ways are present in a lasting collaboration, in shares that can be measured: Thompson, Ellis
/// and Wildavsky, *Cultural Theory* (1990). Preconditions: each is a mode; one weight each, not negative, not all 0.
/// Throws: `contract_violation`. Example: `mixed_mode(modes, weights).hierarchy`
[[nodiscard]] inline mode mixed_mode(std::span<const mode> modes, std::span<const double> weights) {
    expects(modes.size() == weights.size(), "each mode must have a weight", weights.size());
    mode mixed{0, 0, 0};
    double sum = 0;
    for (std::size_t i = 0; i < modes.size(); ++i) {
        check_mode(modes[i]);
        expects(weights[i] >= 0 && weights[i] <= 1e100, "no weight of a mode may be negative", weights[i]);
        mixed.individualism += weights[i] * modes[i].individualism;
        mixed.solidarity += weights[i] * modes[i].solidarity;
        mixed.hierarchy += weights[i] * modes[i].hierarchy;
        sum += weights[i];
    }
    expects(sum > 0, "some mode must have a weight");
    return {mixed.individualism / sum, mixed.solidarity / sum, mixed.hierarchy / sum};
}

} // namespace colearn

#endif
