// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_SAMPLED_BETWEENNESS_HPP
#define COLEARN_MEASURES_SAMPLED_BETWEENNESS_HPP

/// @file
/// For a policy reader: who holds a large network together, from a sample of connections that is as large as it must
/// be, with the margin of error of each actor.
/// For an engineer: betweenness without lengths, estimated within epsilon with probability 1 - delta by an adaptive
/// number of random shortest paths.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/binomial_bounds.hpp>
#include <colearn/measures/detail/path_draws.hpp>
#include <colearn/measures/detail/sampling_bounds.hpp>

namespace colearn {

struct sampled_betweenness_options {
    double epsilon = .01;         ///< (0, 1): how far off a normalised score may be
    double delta = .1;            ///< (0, 1): probability that any may be further off
    std::size_t top = 0;          ///< above 0: also done once it is sure who the first so many are
    std::uint64_t seed = 1;       ///< of the draws
    unsigned threads = 1;         ///< workers; 0: all cores
    progress_callback progress{}; ///< called with the share of the samples that the worst network would need
    std::stop_token stop{};       ///< stops within a few samples of each worker
};

struct sampled_betweenness_result {
    actor_map<double> score{}; ///< share of the pairs of others that the actor stands between, estimated
    actor_map<double> low{};   ///< not less than this
    actor_map<double> high{};  ///< not more than this: for all actors at once, with probability 1 - delta
    double epsilon = 0;        ///< the largest distance of a score from its bounds
    bool separated = false;    ///< whether it is as sure who the first `top` are
    std::string note{};        ///< what a reader must know
    view_record measured_on{}; ///< layers, direction and what was left out
    sampled_betweenness_certificate certificate{};
    status outcome = status::converged; ///< converged: as sure as asked for; cancelled: bounds as wide as they must be
};

/// Normalised betweenness from random shortest paths: with probability at least 1 - delta every score is within epsilon
/// of the exact one, and within its own bounds, which are mostly far closer.
///
/// A draw takes two actors and one of the shortest paths between them; an actor's hits are binomial, with its
/// betweenness as the chance. A pilot tells how many samples are likely to be needed and shares out the probability of
/// error, most of it to those who are often hit, whose bounds are the wide ones. Then it samples until Chernoff's
/// bounds, looked at after each tenth more, are close enough for all; or, with `top`, until the first so many are
/// surely that.
///
/// Source: draws, pilot and adaptive stopping as in Borassi and Natale, KADABRA, ACM Journal of Experimental
/// Algorithmics 24 (2019) 1.2. The bounds are not theirs: they take a martingale's bound that holds at any time and
/// pays for the most samples there could ever be; here each look has its share of the probability, and the exact
/// exponent.
/// Complexity: at most O(log(n / delta) / epsilon^2) draws, of about O(sqrt(m)) time each in a small world, O(m) at
/// worst. Memory: 32 bytes an actor for each thread.
/// Preconditions: epsilon and delta in (0, 1).
/// Result: `converged`; `cancelled`: the scores of the samples drawn, with their bounds, and `epsilon` as it is then.
/// Throws: `contract_violation`; what `progress` throws. Determinism: by the seed alone on any number of threads.
/// Example: `sampled_betweenness(of, {.epsilon = .005, .top = 20})`
[[nodiscard]] inline sampled_betweenness_result sampled_betweenness(const view& of,
                                                                    const sampled_betweenness_options& options = {}) {
    expects(options.epsilon > 0 && options.epsilon < 1, "epsilon must be above 0 and below 1", options.epsilon);
    expects(options.delta > 0 && options.delta < 1, "delta must be above 0 and below 1", options.delta);
    const auto n = of.actor_count();
    sampled_betweenness_result result;
    result.measured_on = of.record();
    result.score = result.low = result.high = actor_map<double>(of.shared_roster());
    auto& certificate = result.certificate;
    certificate.epsilon = options.epsilon;
    certificate.delta = options.delta;
    certificate.seed = options.seed;
    certificate.hits.assign(n, 0);
    certificate.pilot_hits.assign(n, 0);
    if (n < 3 || of.arc_count() == 0) {
        result.separated = options.top >= n && n > 0;
        result.note = n < 3 ? "with fewer than three actors there is no pair to stand between" : "there are no ties";
        return result;
    }

    const double even = detail::reproducible_log(8 * static_cast<double>(n) / options.delta);
    const double worst = even / (2 * options.epsilon * options.epsilon);
    detail::path_draws draws(of, options.seed, options.threads);
    const auto tell = [&](double drawn) {
        if (options.progress) options.progress((std::min)(.999, drawn / worst));
    };
    const auto draw_until = [&](double samples, std::vector<std::uint64_t>& hits) {
        return draws.draw(certificate.pilot_samples + static_cast<std::uint64_t>(std::ceil(samples)), hits,
                          options.stop, tell);
    };
    bool done = false;
    bool going = draw_until(even / options.epsilon / 2, certificate.pilot_hits);
    certificate.pilot_samples = draws.drawn();
    // The first so many may be sure long before all are close.
    double next = !going            ? 0
                  : options.top > 0 ? static_cast<double>(certificate.pilot_samples)
                                    : detail::sampling_bounds(certificate).first_look();
    while (going && !done) {
        going = draw_until(next, certificate.hits);
        certificate.samples = draws.drawn() - certificate.pilot_samples;
        ++certificate.looks;
        const detail::sampling_bounds bounds(certificate);
        result.separated = detail::top_separated(bounds, certificate.hits, options.top);
        done = result.separated || detail::all_within(bounds, n, options.epsilon);
        next *= options.top > 0 ? 1.3 : 1.1;
    }
    if (options.progress && done) options.progress(1);

    certificate.looks = (std::max)(certificate.looks, 1U);
    const detail::sampling_bounds bounds(certificate);
    for (std::uint32_t v = 0; v < n; ++v) {
        const id<actor> who{v};
        result.score[who] = bounds.score(v);
        result.low[who] = bounds.low(v);
        result.high[who] = bounds.high(v);
        result.epsilon =
            (std::max)({result.epsilon, result.high[who] - result.score[who], result.score[who] - result.low[who]});
    }
    result.outcome = done ? status::converged : status::cancelled;
    if (!done)
        result.note = "stopped after " + std::to_string(certificate.samples) +
                      " samples: the bounds hold, but are wider than was asked for";
    return result;
}

struct sampled_betweenness_check {
    std::uint64_t samples = 2000; ///< how many paths are drawn anew
    std::uint64_t seed = 20'261;  ///< of these draws; not that of the result
    double doubt = 1e-9;          ///< probability that a right result is rejected
};

/// Checks a result: scores and bounds follow from the hits; and paths that are drawn anew, by plain searches from one
/// end, hit no actor so much more or less often that chance cannot explain it.
///
/// Proves: that score, bounds and epsilon are those of the certificate; of the hits themselves, only that they are
/// within what `how.samples` can tell. A wrong hit count passes when it is within chance.
/// Complexity: O(samples (n + m)) time, O(n + m) memory.
[[nodiscard]] inline verification verify(const view& of, const sampled_betweenness_result& result,
                                         const sampled_betweenness_check& how = {}) {
    const auto n = of.actor_count();
    const auto& certificate = result.certificate;
    if (result.score.size() != n || result.low.size() != n || result.high.size() != n || certificate.hits.size() != n ||
        certificate.pilot_hits.size() != n)
        return verification::reject("there must be a score, two bounds and two numbers of hits for each actor");
    if (n < 3 || of.arc_count() == 0) {
        for (const auto who : of.actors())
            if (result.score[who] != 0 || result.high[who] != 0 || certificate.hits[who.index] != 0)
                return verification::reject("where no actor can stand between others, every score must be 0");
        return verification::accept();
    }
    const detail::sampling_bounds bounds(certificate);
    double widest = 0;
    for (std::uint32_t v = 0; v < n; ++v) {
        const id<actor> who{v};
        if (certificate.hits[v] > certificate.samples || certificate.pilot_hits[v] > certificate.pilot_samples)
            return verification::reject("an actor cannot be hit by more paths than were drawn: " + of.who().name(who));
        if (result.score[who] != bounds.score(v) || result.low[who] != bounds.low(v) ||
            result.high[who] != bounds.high(v))
            return verification::reject("the score of " + of.who().name(who) + " and its bounds must follow from " +
                                        std::to_string(certificate.hits[v]) + " hits");
        widest = (std::max)({widest, bounds.high(v) - bounds.score(v), bounds.score(v) - bounds.low(v)});
    }
    if (result.epsilon != widest) return verification::reject("epsilon must be the largest distance from a bound");

    const auto again = detail::plain_path_hits(of, how.seed, how.samples);
    const double exponent = detail::reproducible_log(4 * static_cast<double>(n) / how.doubt);
    const auto many = static_cast<double>(how.samples);
    for (std::uint32_t v = 0; v < n; ++v) {
        const double share = static_cast<double>(again[v]) / many;
        const double low = detail::lower_bound(share, many, exponent);
        const double high = detail::upper_bound(share, many, exponent);
        if (detail::upper_bound(bounds.share(v), bounds.samples(), exponent) < low ||
            detail::lower_bound(bounds.share(v), bounds.samples(), exponent) > high)
            return verification::reject(of.who().name(id<actor>{v}) + " was hit by " + std::to_string(again[v]) +
                                        " of " + std::to_string(how.samples) + " new paths, which does not fit " +
                                        std::to_string(certificate.hits[v]) + " of " +
                                        std::to_string(certificate.samples));
    }
    return verification::accept();
}

} // namespace colearn

#endif
