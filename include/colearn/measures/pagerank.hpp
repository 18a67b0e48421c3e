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
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/detail/restart_walk.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// Where the walk goes from an actor without outgoing ties.
enum class dangling : std::uint8_t {
    personalisation, ///< to where restarts go
    uniform,         ///< to any actor, all alike
};

struct pagerank_options {
    double damping = 0.85;               ///< [0, 1): probability to follow a tie rather than to restart
    double tolerance = 1e-10;            ///< > 0: largest residual, an L1 norm; the scores sum to 1 whatever the size
    std::size_t max_iterations = 1000;   ///< passes over the ties
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

// Where restarts go; sums to 1, and is empty where they go to all alike.
[[nodiscard]] inline std::vector<double> restarts_of(const pagerank_options& options) {
    const auto wish = options.personalisation.values();
    std::vector<double> made(wish.begin(), wish.end());
    double sum = 0;
    for (const auto value : wish) sum += value;
    for (auto& one : made) one /= sum;
    return made;
}

} // namespace detail

/// PageRank by steps of the walk in stages, with extrapolation; weighted by the strength of ties.
///
/// Source: Brin and Page, Computer Networks 30 (1998) 107; dangling actors and personalisation: Langville and Meyer,
/// *Google's PageRank and Beyond* (2006), chapters 4 and 5; stages and extrapolation: `detail::settle`.
/// Complexity: O(n + m) time an iteration, O(log(tolerance) / log(damping)) iterations: at most about 140 by default,
/// and often a fifth of that. Memory: 9 doubles an actor and the view's incoming rows.
/// Preconditions: see `pagerank_options`.
/// Result: `converged` when the residual is at most the tolerance; `not_converged` after `max_iterations`; `cancelled`
/// when stopped. In all cases the scores sum to 1, and the certificate says how far they can be from the true ones.
/// Throws: `contract_violation`; what `progress` throws.
/// Determinism: the same on any number of threads.
/// Example: `const auto ranks = pagerank(freeze(net)); const auto first = top<teacher>(ranks.score, 10);`
[[nodiscard]] inline pagerank_result pagerank(const view& of, const pagerank_options& options = {}) {
    detail::check_pagerank(of, options);
    const auto n = of.actor_count();
    pagerank_result result{actor_map<double>(of.shared_roster()), of.record(), {}, status::converged};
    if (n == 0) return result;
    const auto restart = detail::restarts_of(options);
    auto score = restart.empty() ? std::vector<double>(n, 1 / static_cast<double>(n)) : restart;
    const bool uniform = options.without_ties == dangling::uniform;
    const auto settled = detail::settle(
        of,
        {.restart = restart,
         .after_none = uniform ? std::span<const double>{} : std::span<const double>(restart),
         .damping = options.damping},
        {options.tolerance, options.max_iterations, options.threads, options.progress, options.stop}, score);
    std::copy(score.begin(), score.end(), result.score.values().begin());
    result.certificate = {settled.residual, settled.residual / (1 - options.damping), settled.iterations};
    result.outcome = settled.outcome;
    return result;
}

/// Takes one step of the walk anew, along outgoing ties, and measures what it changes.
///
/// Proves: the scores are a distribution, and no further from the true ones than `error_bound` (plus rounding), since
/// a step brings any two distributions closer by the damping; a `converged` result meets its tolerance.
/// Complexity: O(n + m) time, O(n) memory.
[[nodiscard]] inline verification verify(const view& of, const pagerank_result& result,
                                         const pagerank_options& options = {}) {
    constexpr double rounding = 1e-13;
    const auto n = of.actor_count();
    const auto score = result.score.values();
    if (score.size() != n) return verification::reject("there must be one score for each actor");
    if (n == 0) return verification::accept();
    double sum = 0;
    double dangling_score = 0;
    const auto out = of.out();
    for (std::uint32_t v = 0; v < n; ++v) {
        if (!(score[v] >= 0 && score[v] <= 1 + rounding))
            return verification::reject("the score of " + of.who().name(id<actor>{v}) + " must be from 0 to 1, not " +
                                        detail::number_text(score[v]));
        sum += score[v];
        if (out.degree(v) == 0) dangling_score += score[v];
    }
    const double slack = rounding * std::sqrt(static_cast<double>(n));
    if (std::fabs(sum - 1) > slack)
        return verification::reject("the scores must sum to 1, not " + detail::number_text(sum));

    const auto wish = options.personalisation.values();
    double wishes = 0;
    for (const auto value : wish) wishes += value;
    std::vector<double> next(n);
    for (std::size_t v = 0; v < n; ++v) {
        const double alike = 1 / static_cast<double>(n);
        const double restart = wish.empty() ? alike : wish[v] / wishes;
        const double after_none = options.without_ties == dangling::uniform ? alike : restart;
        next[v] = (1 - options.damping) * restart + options.damping * dangling_score * after_none;
    }
    for (std::uint32_t v = 0; v < n; ++v) {
        double strength = 0;
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) strength += out.strengths[arc];
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc)
            next[out.neighbours[arc]] += options.damping * score[v] * out.strengths[arc] / strength;
    }
    double residual = 0;
    for (std::size_t v = 0; v < n; ++v) residual += std::fabs(next[v] - score[v]);
    const auto& certificate = result.certificate;
    if (!(residual <= certificate.residual + slack))
        return verification::reject("one more step changes the scores by " + detail::number_text(residual) +
                                    ", more than the residual " + detail::number_text(certificate.residual));
    if (!(certificate.residual <= certificate.error_bound * (1 - options.damping) * (1 + rounding)))
        return verification::reject("the error bound must be the residual / (1 - damping)");
    if (result.outcome == status::converged && !(certificate.residual <= options.tolerance))
        return verification::reject("a converged result must have a residual of at most the tolerance");
    return verification::accept();
}

} // namespace colearn

#endif
