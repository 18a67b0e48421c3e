// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_PAGERANK_HPP
#define COLEARN_MEASURES_PAGERANK_HPP

/// @file
/// For a policy reader: an actor counts for as much as those who turn to it count, and so on around the network.
/// For an engineer: the stationary distribution of a random walk along ties with restarts, with its residual.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// Where the walk goes from an actor without outgoing ties.
enum class dangling : std::uint8_t {
    personalisation, ///< to where restarts go
    uniform,         ///< to any actor, all alike
};

struct pagerank_options {
    double damping = 0.85;              ///< [0, 1): probability to follow a tie rather than to restart
    double tolerance = 1e-10;           ///< > 0: largest residual, an L1 norm; the scores sum to 1 whatever the size
    std::size_t max_iterations = 1000;  ///< passes over the ties
    actor_map<double> personalisation{}; ///< where restarts go, in proportion; on the view's roster; empty: all alike
    dangling without_ties = dangling::personalisation; ///< where the walk goes from an actor without outgoing ties
    unsigned threads = 1;                              ///< workers; 0: all cores
    progress_callback progress{};                      ///< called with the share of the digits that are settled
    std::stop_token stop{};                            ///< stops after the pass that is under way
};

struct pagerank_certificate {
    double residual = 0;        ///< L1 norm of what one step of the walk would still change
    double error_bound = 0;     ///< L1 distance from the true scores is at most this: residual / (1 - damping)
    std::size_t iterations = 0; ///< passes over the ties
};

struct pagerank_result {
    actor_map<double> score{}; ///< probability to be at each actor; sums to 1 (no actors: empty)
    view_record measured_on{}; ///< layers, direction and what was left out
    pagerank_certificate certificate{};
    status outcome = status::converged; ///< converged, not_converged (limit reached) or cancelled
};

namespace detail {

inline void check_pagerank(const view& of, const pagerank_options& options) {
    expects(options.damping >= 0 && options.damping < 1, "the damping must be at least 0 and below 1", options.damping);
    expects(options.tolerance > 0, "the tolerance must be positive", options.tolerance);
    const auto& wish = options.personalisation;
    if (wish.size() == 0) return;
    expects(wish.shared_roster() == of.shared_roster(), "the personalisation must be on the view's roster");
    double sum = 0;
    for (const auto who : wish.ids()) {
        const double value = wish[who];
        if (!(value >= 0) || !std::isfinite(value))
            throw contract_violation("pagerank",
                                     "the personalisation must be finite and not negative (" + of.who().name(who) + ")",
                                     number_text(value));
        sum += value;
    }
    expects(sum > 0 && std::isfinite(sum), "the personalisation must have a positive, finite sum", sum);
}

// The walk: where restarts go, and what share of an actor's score each unit of tie strength hands on.
struct walk {
    std::vector<double> restart;    // by actor; sums to 1
    std::vector<double> after_none; // where the walk goes from an actor without ties; empty: as restarts
    std::vector<double> per_unit;   // 1 / outgoing strength; 0 for an actor without ties
};

[[nodiscard]] inline walk walk_on(const view& of, const pagerank_options& options) {
    const auto n = of.actor_count();
    const auto wish = options.personalisation.values();
    const double alike = 1 / static_cast<double>(n);
    walk made{std::vector<double>(n, alike), {}, std::vector<double>(n, 0.0)};
    if (!wish.empty()) {
        // Divided by the largest first, so that the sum cannot overflow.
        double sum = 0;
        for (const auto value : wish) sum += value;
        for (std::size_t v = 0; v < n; ++v) made.restart[v] = wish[v] / sum;
        if (options.without_ties == dangling::uniform) made.after_none.assign(n, alike);
    }
    const auto out = of.out();
    for (std::uint32_t v = 0; v < n; ++v) {
        double sum = 0;
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) sum += out.strengths[arc];
        made.per_unit[v] = sum > 0 ? 1 / sum : 0;
    }
    return made;
}

} // namespace detail

