// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_EIGENTRUST_HPP
#define COLEARN_TRUST_EIGENTRUST_HPP

/// @file
/// For a policy reader: one reputation for everybody: an actor is trusted as far as trusted actors trust it, beginning
/// with some who are trusted from the start.
/// For an engineer: EigenTrust, the stationary distribution of normalised local trust mixed with pre-trust, with its
/// residual; and its form in which trusted actors' distrust is taken off, one step deep.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/detail/restart_walk.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

struct eigentrust_options {
    actor_map<double> pre_trust{};     ///< trust from the start, in proportion; on the view's roster; empty: all alike
    double pre_trust_weight = 0.15;    ///< [0, 1]: how much of every score comes from pre-trust, the paper's a
    actor_map<double> start{};         ///< first scores, in proportion; empty: the pre-trust. It changes only the way
    double tolerance = 1e-10;          ///< > 0: largest residual, an L1 norm; the scores sum to 1 whatever the size
    std::size_t max_iterations = 1000; ///< passes over the ties, >= 1
    unsigned threads = 1;              ///< workers; 0: all cores
    progress_callback progress{};      ///< called with the share of the digits that are settled
    std::stop_token stop{};            ///< stops after the pass that is under way
};

struct eigentrust_certificate {
    double residual = 2;                 ///< L1 norm of what one more pass would change at most
    std::optional<double> error_bound{}; ///< L1 distance from the true scores is at most this; unset without pre-trust
    std::size_t iterations = 0;          ///< passes over the ties
};

struct eigentrust_result {
    actor_map<double> score{}; ///< reputation; sums to 1 (no actors: empty)
    view_record measured_on{};
    eigentrust_certificate certificate{};
    status outcome = status::converged; ///< converged, not_converged (limit reached) or cancelled
};

namespace detail {

// Proportions as shares that sum to 1; all alike where none are given.
[[nodiscard]] inline std::vector<double> eigentrust_shares(const view& of, const actor_map<double>& given,
                                                           const char* what, const char* caller) {
    const auto n = of.actor_count();
    if (given.size() == 0) return std::vector<double>(n, 1 / static_cast<double>(n));
    expects(given.shared_roster() == of.shared_roster(), {what, caller});
    compensated_sum sum;
    for (const auto who : given.ids()) {
        if (!(given[who] >= 0 && given[who] <= 1e100))
            throw contract_violation(caller,
                                     std::string(what) + ", finite and not negative (" + of.who().name(who) + ")",
                                     number_text(given[who]));
        sum += given[who];
    }
    expects(sum.value() > 0, {what, caller}, sum.value());
    std::vector<double> shares(given.values().begin(), given.values().end());
    for (double& one : shares) one /= sum.value();
    return shares;
}

inline void check_eigentrust(const view& of, const eigentrust_options& options, const char* caller) {
    expects(options.pre_trust_weight >= 0 && options.pre_trust_weight <= 1,
            {"the weight of pre-trust must be from 0 to 1", caller}, options.pre_trust_weight);
    expects(options.tolerance > 0, {"the tolerance must be positive", caller}, options.tolerance);
    expects(options.max_iterations >= 1, {"there must be a pass at least", caller}, options.max_iterations);
    expects(of.record().loop_arcs == 0, {"trust in oneself does not count: leave self-ties out of the view", caller},
            of.record().loop_arcs);
}

inline constexpr const char* pre_trust_rule = "pre-trust must be on the view's roster, with a positive sum";
inline constexpr const char* start_rule = "first scores must be on the view's roster, with a positive sum";

} // namespace detail

/// EigenTrust: the walk along trust with restarts. Local trust is the strength of ties, normalised for each actor to
/// sum to 1; who trusts nobody stands by the pre-trusted. Distrust is no tie: see `distrust_discounted`.
///
/// Source: Kamvar, Schlosser and Garcia-Molina, "The EigenTrust algorithm for reputation management in P2P networks",
/// WWW (2003) 640, algorithm 2; the passes: `detail::settle`. Complexity: O(n + m) time a pass; at most about
/// log(tolerance / 2) / log(1 - weight) passes with pre-trust, 142 by default, and often a fifth of that. Memory: 9
/// doubles an actor and the view's incoming rows. Preconditions: no self-ties; see `eigentrust_options`. Result:
/// `converged` when the residual is at most the tolerance; `not_converged` after `max_iterations` (without pre-trust it
/// may go round for ever); `cancelled` when stopped. In all cases the scores sum to 1, and the certificate says how far
/// they can be from the true ones. Throws: `contract_violation`; what `progress` throws. Determinism: the same on any
/// number of threads. Example: `const auto reputation = eigentrust(freeze(net)); top<school>(reputation.score, 10);`
[[nodiscard]] inline eigentrust_result eigentrust(const view& of, const eigentrust_options& options = {}) {
    detail::check_eigentrust(of, options, "eigentrust");
    const auto n = of.actor_count();
    eigentrust_result made{actor_map<double>(of.shared_roster()), of.record(), {}, status::converged};
    auto& proof = made.certificate;
    if (n == 0) {
        proof = {0, 0.0, 0};
        return made;
    }
    const auto pre_trust = detail::eigentrust_shares(of, options.pre_trust, detail::pre_trust_rule, "eigentrust");
    auto score = options.start.size() == 0
                     ? pre_trust
                     : detail::eigentrust_shares(of, options.start, detail::start_rule, "eigentrust");
    const auto settled = detail::settle(
        of, {.restart = pre_trust, .after_none = pre_trust, .damping = 1 - options.pre_trust_weight},
        {options.tolerance, options.max_iterations, options.threads, options.progress, options.stop}, score);
    std::copy(score.begin(), score.end(), made.score.values().begin());
    proof.residual = settled.residual;
    proof.iterations = settled.iterations;
    made.outcome = settled.outcome;
    if (options.pre_trust_weight > 0) proof.error_bound = proof.residual / options.pre_trust_weight;
    return made;
}

/// Takes one pass anew, along outgoing ties, and measures what it changes.
///
/// Proves: the scores are a distribution, and with pre-trust no further from the true ones than `error_bound` (plus
/// rounding); a converged result meets its tolerance. O(n + m) time, O(n) memory.
[[nodiscard]] inline verification verify(const view& of, const eigentrust_result& result,
                                         const eigentrust_options& options = {}) {
    detail::check_eigentrust(of, options, "verify");
    constexpr double rounding = 1e-13;
    const auto n = of.actor_count();
    const auto score = result.score.values();
    if (score.size() != n) return verification::reject("there must be one score for each actor");
    if (n == 0) return verification::accept();
    const double slack = rounding * std::sqrt(static_cast<double>(n));
    const auto pre_trust = detail::eigentrust_shares(of, options.pre_trust, detail::pre_trust_rule, "verify");
    const auto out = of.out();
    compensated_sum sum;
    compensated_sum idle;
    for (std::uint32_t v = 0; v < n; ++v) {
        if (!(score[v] >= 0 && score[v] <= 1 + rounding))
            return verification::reject("the score of " + of.who().name(id<actor>{v}) + " must be from 0 to 1, not " +
                                        detail::number_text(score[v]));
        sum += score[v];
        if (out.degree(v) == 0) idle += score[v];
    }
    if (!(std::fabs(sum.value() - 1) <= slack * static_cast<double>(1 + result.certificate.iterations)))
        return verification::reject("the scores must sum to 1, not " + detail::number_text(sum.value()));
    const double weight = options.pre_trust_weight;
    std::vector<double> next(n);
    for (std::size_t v = 0; v < n; ++v) next[v] = (weight + (1 - weight) * idle.value()) * pre_trust[v];
    for (std::uint32_t v = 0; v < n; ++v) {
        double strength = 0;
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) strength += out.strengths[arc];
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc)
            next[out.neighbours[arc]] += (1 - weight) * score[v] * out.strengths[arc] / strength;
    }
    double residual = 0;
    for (std::size_t v = 0; v < n; ++v) residual += std::fabs(next[v] - score[v]);
    const auto& proof = result.certificate;
    if (!(residual <= proof.residual + slack))
        return verification::reject("one more pass changes the scores by " + detail::number_text(residual) +
                                    ", more than the residual " + detail::number_text(proof.residual));
    if (proof.error_bound.has_value() != (weight > 0))
        return verification::reject("there is an error bound with pre-trust, and only then");
    if (proof.error_bound && !(proof.residual <= *proof.error_bound * weight * (1 + rounding)))
        return verification::reject("the error bound must be the residual over the weight of pre-trust");
    if (result.outcome == status::converged && !(proof.residual <= options.tolerance))
        return verification::reject("a converged result must have a residual of at most the tolerance");
    return verification::accept();
}

/// Reputation less the distrust of those who have it: each actor's distrust, normalised to sum to 1, is taken off
/// whom it is about, weighted by the actor's own score. It is not handed on: the enemy of an enemy gains nothing. A
/// score below 0 says that more is held against an actor than for it.
///
/// Source: "one-step distrust" of Guha, Kumar, Raghavan and Tomkins, "Propagation of trust and distrust", WWW (2004)
/// 403, section 3.2, applied to EigenTrust scores as in Karma3 Labs' go-eigentrust (`DiscountTrustVector`).
/// Complexity: O(n + m) time for m ties of distrust. Preconditions: `distrust` is on the roster of the scores,
/// directed, with strengths that say how much distrust there is. Throws: `contract_violation`. Determinism: by order of
/// ties. Example: `distrust_discounted(eigentrust(trust).score, distrust)`
[[nodiscard]] inline actor_map<double> distrust_discounted(const actor_map<double>& score, const view& distrust) {
    expects(score.shared_roster() == distrust.shared_roster(), "scores and distrust must be on one roster");
    expects(distrust.directed(), "distrust has a direction, so the view must be directed");
    auto made = score;
    const auto out = distrust.out();
    for (std::uint32_t v = 0; v < distrust.actor_count(); ++v) {
        double sum = 0;
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) sum += out.strengths[arc];
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc)
            made.values()[out.neighbours[arc]] -= score.values()[v] * (out.strengths[arc] / sum);
    }
    return made;
}

} // namespace colearn

#endif
