// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_PATHWAY_HPP
#define COLEARN_MATCHING_PATHWAY_HPP

/// @file
/// For a policy reader: whether pupils move on from one school to the other as they grow up.
/// For an engineer: adjacency of two schools' levels.

#include <optional>

#include <colearn/graph/roles.hpp>

namespace colearn {

/// How far two schools lie on one pathway by the years that they teach: 1 for a primary and a secondary school, 1/2
/// where one of the two teaches all years (some of its pupils stay), 0 for schools of one level. Empty when a level is
/// not known, or one is a special school, which stands beside the pathway.
///
/// Source: ours, after communities of learning that are formed along the pupil's pathway (New Zealand, 2014 on).
[[nodiscard]] constexpr std::optional<double> pathway(level a, level b) noexcept {
    for (const auto one : {a, b})
        if (one == level::unknown || one == level::special) return std::nullopt;
    if (a == b) return 0.0;
    return a == level::combined || b == level::combined ? 0.5 : 1.0;
}

} // namespace colearn

#endif
