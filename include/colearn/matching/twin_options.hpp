// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_TWIN_OPTIONS_HPP
#define COLEARN_MATCHING_TWIN_OPTIONS_HPP

/// @file
/// For a policy reader: what may be set: how far apart twins may be, what counts how much, who must not be paired.
/// For an engineer: the options of `twin`, which are part of the instance that its `verify` checks against.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/pairing_rules.hpp>

namespace colearn {

/// What makes a way to pair schools up good. A twinning cannot always be both; `twin_result::trade_off` shows both.
enum class twin_plan : std::uint8_t {
    stable,     ///< no two schools would both rather have each other
    best_total, ///< the largest sum of scores; some two may rather have each other
};

struct twin_options {
    twin_plan plan = twin_plan::stable;
    double max_distance_km = usual_max_distance_km; ///< great-circle distance, >= 0
    pairing_rules rules{};                          ///< who may not be paired, however well they fit
    std::size_t nearest = 32;                       ///< nearest schools that come into question for each, >= 1
    std::size_t alike = 16;      ///< the same, by need and strength, for a school whose place is not known, >= 1
    compatibility_options fit{}; ///< weights and settings of the score
    std::vector<std::string> tie_layers{}; ///< layers whose ties count as trust and partners; empty: all
    /// The caller's own score, finite and the same both ways, in place of `fit`; 0 or less: never pair them.
    std::function<double(id<school>, id<school>)> score{};
    /// What needs and strengths are about, for schools that do not come with a `learning_system`; empty: "topic 1", ...
    std::vector<std::string> topics{};
    std::size_t runners_up = 3;   ///< how many to name for each school
    unsigned bound_sweeps = 20;   ///< see `dominant_matching_options`
    unsigned threads = 1;         ///< 0: all cores. A score of the caller's must then be safe to call from several
    progress_callback progress{}; ///< from 0 to 1
    std::stop_token stop{};       ///< ask it to stop
};

namespace detail {

/// The score that `options` ask for. What it refers to must outlive it.
[[nodiscard]] inline std::function<double(id<school>, id<school>)> score_of(const twin_options& options,
                                                                            const school_compatibility& fit) {
    if (options.score) return [&options](id<school> a, id<school> b) { return options.score(a, b); };
    return [&fit](id<school> a, id<school> b) { return fit.score(a, b); };
}

} // namespace detail

} // namespace colearn

#endif
