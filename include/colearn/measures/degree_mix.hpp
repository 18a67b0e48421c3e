// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DEGREE_MIX_HPP
#define COLEARN_MEASURES_DEGREE_MIX_HPP

/// @file
/// For a policy reader: is an actor with ten weak ties more central than one with two strong ones? One dial sets how
/// much the number of ties counts and how much their strength.
/// For an engineer: Opsahl's weighted degree, degree^(1 - alpha) * strength^alpha.

#include <cmath>
#include <cstdint>

#include <colearn/core/contract.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/degree.hpp>

namespace colearn {

struct degree_mix_options {
    double alpha = 0.5;                 ///< 0: number of ties alone; 1: strength alone; above 1 favours few strong ties
    direction which = direction::total; ///< which ties count
};

struct degree_mix_result {
    actor_map<double> score{};          ///< 0 for an actor without a tie
    double alpha = 0.5;                 ///< the mix
    direction which = direction::total; ///< which ties were counted
    view_record measured_on{};          ///< layers, direction and what was left out
};

/// Degree and strength in one number: degree^(1 - alpha) * strength^alpha.
///
/// Source: Opsahl, Agneessens and Skvoretz, *Social Networks* 32 (2010) 245, equation 3. With alpha = 0 and alpha = 1
/// it is exactly `degree` and `actor_strength`, whose conventions it has. Not scale-free: with alpha > 0, strengths in
/// another unit change the scores by one common factor, and so no rank.
/// Complexity: O(n + m) time, O(n) memory. Precondition: alpha is finite and not negative.
[[nodiscard]] inline degree_mix_result degree_mix(const view& of, const degree_mix_options& options = {}) {
    expects(options.alpha >= 0 && std::isfinite(options.alpha), "alpha must be finite and not negative", options.alpha);
    const auto count = degree(of, {.which = options.which});
    const auto strength = actor_strength(of, {.which = options.which});
    degree_mix_result result{actor_map<double>(of.shared_roster()), options.alpha, options.which, of.record()};
    for (std::uint32_t v = 0; v < of.actor_count(); ++v) {
        const auto k = static_cast<double>(count.score.values()[v]);
        const double s = strength.score.values()[v];
        double& score = result.score.values()[v];
        if (k > 0) score = options.alpha == 0 ? k : options.alpha == 1 ? s : k * std::pow(s / k, options.alpha);
    }
    return result;
}

} // namespace colearn

#endif
