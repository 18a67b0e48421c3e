// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_KATZ_HPP
#define COLEARN_MEASURES_KATZ_HPP

/// @file
/// For a policy reader: how many hear of an actor, directly and through others, where each step further counts less.
/// For an engineer: the sum over all walks that end at an actor, damped by their length, with a bound on its error.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
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
#include <colearn/graph/detail/iterate_mixture.hpp>
#include <colearn/graph/detail/vector_blocks.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/eigenvector.hpp>

namespace colearn {

struct katz_options {
    /// (0, 1): the factor a step, as a share of the largest that does not diverge, which is 1 / spectral radius.
    double share_of_limit = 0.85;
    /// > 0, a unit of strength: the factor itself, in place of the share. Refused when walks would not die out.
    std::optional<double> attenuation{};
    double tolerance = 1e-10;         ///< (0, 1): largest relative error of any score
    std::size_t max_products = 10000; ///< passes over the ties, without those for the spectral radius
    unsigned threads = 1;             ///< workers; 0: all cores
    progress_callback progress{};     ///< called with the share of the digits that are settled
    std::stop_token stop{};           ///< stops after the pass that is under way
};

struct katz_certificate {
    double attenuation = 0;   ///< the factor a step, a unit of strength
    double residual = 0;      ///< largest |1 + attenuation * (matrix * scores) - scores| of any actor
    double error_bound = 1;   ///< no score is further from the true one than this share of the true one; below 1
    std::size_t products = 0; ///< passes over the ties
};

struct katz_result {
    actor_map<double> score{}; ///< at least 1: the walk of no steps counts 1
    std::string note{};        ///< what a reader must know: how the attenuation was chosen where there is no circle
    view_record measured_on{}; ///< layers, direction and what was left out
    katz_certificate certificate{};
    status outcome = status::converged; ///< converged, not_converged (limit reached) or cancelled
};

namespace detail {

[[nodiscard]] inline double largest_row(const rows& side) {
    double largest = 0;
    for (std::uint32_t v = 0; v < side.size(); ++v) {
        double sum = 0;
        for (const double one : side.strengths_of(v)) sum += one;
        largest = (std::max)(largest, sum);
    }
    return largest;
}

// |1 + factor * product - score| at its largest.
[[nodiscard]] inline double katz_residual(std::span<const double> score, std::span<const double> product,
                                          double factor) {
    double residual = 0;
    for (std::size_t v = 0; v < score.size(); ++v)
        residual = (std::max)(residual, std::fabs(1 + factor * product[v] - score[v]));
    return residual;
}

inline void choose_attenuation(const view& of, const katz_options& options, katz_result& result) {
    auto& certificate = result.certificate;
    const auto largest = eigenvector(
        of,
        {.tolerance = 1e-4, .max_products = options.max_products, .threads = options.threads, .stop = options.stop});
    result.outcome = largest.outcome;
    certificate.products = largest.certificate.products;
    const double radius = largest.certificate.eigenvalue;
    if (options.attenuation) {
        certificate.attenuation = *options.attenuation;
        if (!(certificate.attenuation * radius * (1 - 1e-3) < 1))
            throw contract_violation(
                "katz", "the attenuation must be below 1 / the spectral radius, about " + number_text(1 / radius),
                number_text(certificate.attenuation));
    } else if (radius > 0) {
        // The radius may come out a little low: at a share of nearly 1 walks must die out all the same.
        certificate.attenuation = options.share_of_limit / (radius * (1 + 1e-3 * options.share_of_limit));
    } else {
        const double most = largest_row(of.in(options.threads));
        certificate.attenuation = options.share_of_limit / (most > 0 ? most : 1);
        result.note = "no tie is part of a circle, so no attenuation diverges: it is taken as a share of 1 / the "
                      "largest sum of strengths that an actor receives";
    }
}

inline void katz_passes(const view& of, const katz_options& options, katz_result& result) {
    constexpr std::size_t stage = 1U << 16;
    const auto n = of.actor_count();
    const auto in = of.in(options.threads);
    const double factor = result.certificate.attenuation;
    auto& certificate = result.certificate;
    iterate_mixture history(n);
    std::fill(std::begin(history.total), std::end(history.total), 1.0);
    std::fill(history[0].begin(), history[0].end(), 1.0);
    std::vector<double> latest = history[0];
    std::vector<double> changes(vector_blocks(n));
    // From `from` to `to`, hearing the new scores of the stages before; the largest relative change.
    const auto pass = [&](const std::vector<double>& from, std::vector<double>& to, std::size_t by) {
        double change = 0;
        for (std::size_t first = 0; first < n; first += by) {
            const auto last = (std::min)(n, first + by);
            const auto blocks = vector_blocks(last - first);
            parallel_for(blocks, {.threads = options.threads}, [&](std::size_t block) {
                double mine = 0;
                const auto begin = first + block * vector_block;
                for (auto v = begin; v < (std::min)(last, begin + vector_block); ++v) {
                    double heard = 0;
                    for (auto k = in.offsets[v]; k < in.offsets[v + 1]; ++k)
                        heard += in.strengths[k] * latest[in.neighbours[k]];
                    to[v] = 1 + factor * heard;
                    mine = (std::max)(mine, std::fabs(to[v] - from[v]) / to[v]);
                }
                changes[block] = mine;
            });
            for (std::size_t block = 0; block < blocks; ++block) change = (std::max)(change, changes[block]);
            std::copy(to.begin() + static_cast<std::ptrdiff_t>(first), to.begin() + static_cast<std::ptrdiff_t>(last),
                      latest.begin() + static_cast<std::ptrdiff_t>(first));
        }
        ++certificate.products;
        return change;
    };
    const auto score = result.score.values();
    const auto settle_for = [&](const std::vector<double>& found) { // measures the true residual of these
        latest = found;
        std::copy(found.begin(), found.end(), score.begin());
        std::vector<double> step(n);
        pass(found, step, (std::max)(n, std::size_t{1}));
        certificate.residual = 0;
        for (std::size_t v = 0; v < n; ++v)
            certificate.residual = (std::max)(certificate.residual, std::fabs(step[v] - score[v]));
        certificate.error_bound = (std::min)(certificate.residual, 1.0);
        latest = found;
    };
    std::size_t at = 0;
    double enough = .5 * options.tolerance;
    double told = 0;
    double before = 0;
    bool mixed = false;
    for (std::size_t passes = 0;; ++passes) {
        if (passes >= options.max_products || options.stop.stop_requested()) {
            settle_for(history[at]);
            if (certificate.error_bound <= options.tolerance) break;
            result.outcome = options.stop.stop_requested() ? status::cancelled : status::not_converged;
            break;
        }
        if (at == mixture_cycle) {
            mixed = history.mix(options.threads);
            if (!mixed) history[0].swap(history[mixture_cycle]);
            latest = history[0];
            at = 0;
        }
        const double change = pass(history[at], history[at + 1], stage);
        if (++at == 1 && mixed && change > before) { // the mixture was no better: back to the scores before it
            history[0].swap(history[mixture_cycle]);
            latest = history[0];
            at = 0;
            mixed = false;
        } else {
            before = change;
        }
        if (options.progress && change > 0) {
            told = (std::max)(told, (std::clamp)(std::log(change) / std::log(enough), 0.0, 0.99));
            options.progress(told);
        }
        if (at > 0 && change <= enough) {
            settle_for(history[at]);
            if (certificate.error_bound <= options.tolerance) break;
            if (change <= 1e-16) { // rounding allows no better
                result.outcome = status::not_converged;
                break;
            }
            enough *= .1;
        }
    }
    if (options.progress && result.outcome == status::converged) options.progress(1);
}

} // namespace detail

/// Katz centrality: x_v = 1 + attenuation * sum over ties u -> v of strength * x_u, weighted by strength.
///
/// By default the attenuation is .85 of the largest that does not diverge. Where no tie is part of a circle every
/// attenuation will do; there it is the share of 1 / the largest sum of strengths that an actor receives, and `note`
/// says so.
/// Source: Katz, Psychometrika 18 (1953) 39. Passes go in stages, with `detail::iterate_mixture` after each cycle.
/// The bound: with scores x > 0 and a residual r below 1 in size, (I - attenuation * A) x = 1 - r > 0, so that the
/// matrix is an M-matrix: walks die out, its inverse has no negative entry, and |x - true| <= max |r| * true (Berman
/// and Plemmons, *Nonnegative Matrices in the Mathematical Sciences* (1994), theorem 6.2.3).
/// Complexity: O(n + m) time a product; by default about 40 of them after those of `eigenvector` for the spectral
/// radius. Memory: 17 doubles an actor and the view's incoming rows.
/// Result: `converged` when the error bound is at most the tolerance; else `not_converged` or `cancelled`; then the
/// scores are as good as their bound says (1: nothing is known).
/// Throws: `contract_violation`, also for an attenuation at which walks do not die out; what `progress` throws.
/// Determinism: the same on any number of threads.
[[nodiscard]] inline katz_result katz(const view& of, const katz_options& options = {}) {
    expects(options.share_of_limit > 0 && options.share_of_limit < 1, "the share of the limit must be between 0 and 1",
            options.share_of_limit);
    expects(!options.attenuation || (*options.attenuation > 0 && std::isfinite(*options.attenuation)),
            "the attenuation must be positive and finite", options.attenuation.value_or(0));
    expects(options.tolerance > 0 && options.tolerance < 1, "the tolerance must be between 0 and 1", options.tolerance);
    katz_result result{actor_map<double>(of.shared_roster(), 1), {}, of.record(), {}, status::converged};
    detail::choose_attenuation(of, options, result);
    if (result.outcome == status::converged) detail::katz_passes(of, options, result);
    return result;
}

/// Multiplies once more, along outgoing ties.
///
/// Proves: walks die out at this attenuation, and no score is further from the true one than the error bound, a share
/// of the true one (plus rounding). Complexity: O(n + m) time, O(n) memory.
[[nodiscard]] inline verification verify(const view& of, const katz_result& result, const katz_options& options = {}) {
    const auto n = of.actor_count();
    const auto score = result.score.values();
    if (score.size() != n) return verification::reject("there must be one score for each actor");
    const auto& certificate = result.certificate;
    double largest = 1;
    for (std::uint32_t v = 0; v < n; ++v) {
        if (!(score[v] > 0 && std::isfinite(score[v])))
            return verification::reject("the score of " + of.who().name(id<actor>{v}) +
                                        " must be positive and finite, not " + detail::number_text(score[v]));
        largest = (std::max)(largest, score[v]);
    }
    if (certificate.error_bound >= 1) // nothing is claimed
        return result.outcome == status::converged
                   ? verification::reject("a converged result must have a bound below 1")
                   : verification::accept();
    if (!(certificate.attenuation > 0)) return verification::reject("the attenuation must be positive");
    std::vector<double> product(n);
    detail::multiply_along_ties(of.out(), score, product);
    const double residual = detail::katz_residual(score, product, certificate.attenuation);
    const double rounding = 1e-13 * largest;
    if (!(residual <= certificate.residual + rounding))
        return verification::reject("the residual is " + detail::number_text(residual) + ", not " +
                                    detail::number_text(certificate.residual));
    if (!(certificate.residual <= certificate.error_bound))
        return verification::reject("the error bound must be the residual at least");
    if (result.outcome == status::converged && !(certificate.error_bound <= options.tolerance))
        return verification::reject("a converged result must have an error of at most the tolerance");
    return verification::accept();
}

} // namespace colearn

#endif
