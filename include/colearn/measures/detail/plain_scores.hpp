// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_PLAIN_SCORES_HPP
#define COLEARN_MEASURES_DETAIL_PLAIN_SCORES_HPP

/// @file
/// For a policy reader: the same questions about doubt are asked of any measure.
/// For an engineer: what measures return, as plain numbers by actor; and the middle part of many numbers.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/measured_map.hpp>
#include <colearn/graph/view.hpp>

namespace colearn::detail {

/// Stands for an undefined score: below all others.
inline constexpr double undefined_score = -std::numeric_limits<double>::infinity();

template <class T>
[[nodiscard]] std::vector<double> plain_scores(const actor_map<T>& map, const view& of) {
    expects(map.size() == of.actor_count(), "the measure must give a number for each actor", map.size());
    return {map.values().begin(), map.values().end()};
}
[[nodiscard]] inline std::vector<double> plain_scores(const measured_map& map, const view& of) {
    expects(map.size() == of.actor_count(), "the measure must give a number for each actor", map.size());
    std::vector<double> made(map.values().begin(), map.values().end());
    for (const auto who : map.ids())
        if (!map.defined(who)) made[who.index] = undefined_score;
    return made;
}
template <class Result>
requires requires(const Result& one) {
    one.score;
}
[[nodiscard]] std::vector<double> plain_scores(const Result& result, const view& of) {
    return plain_scores(result.score, of);
}

/// Those who were asked for, or all. Throws: `contract_violation` for one who is not of the view, or is named twice.
[[nodiscard]] inline std::vector<id<actor>> chosen_actors(const view& of, const std::vector<id<actor>>& asked) {
    if (asked.empty()) return {of.actors().begin(), of.actors().end()};
    std::vector<std::uint8_t> seen(of.actor_count(), 0);
    for (const auto who : asked) {
        expects(who.index < seen.size(), "every actor must be one of this view's", who);
        expects(seen[who.index] == 0, "no actor may be named twice", who);
        seen[who.index] = 1;
    }
    return asked;
}

/// The ends of what is left when (1 - coverage) / 2 of the values are left out below, and as many above, rounded down.
template <class T>
[[nodiscard]] std::pair<T, T> central_interval(std::vector<T> values, double coverage) {
    std::sort(values.begin(), values.end());
    const auto left_out = (1 - coverage) / 2 * static_cast<double>(values.size());
    const auto out = (std::min)(static_cast<std::size_t>(left_out + 1e-9), (values.size() - 1) / 2);
    return {values[out], values[values.size() - 1 - out]};
}

} // namespace colearn::detail

#endif
