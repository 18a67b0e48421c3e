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

// Rows are worked on in blocks of a fixed size, and sums run over the blocks in order: the same on any number of
// threads.
inline constexpr std::size_t pagerank_block = 4096;

struct pagerank_sums {
    double change = 0;   // L1 norm of what a step of the walk changes
    double dangling = 0; // next score of the actors without ties
    double total = 0;    // of all next scores
};

// The scores of three passes: the last, the current and, in place of the last, the next.
struct pagerank_scores {
    const double* current;
    double* last_then_next;
    const double* handed; // each actor's current score per unit of tie strength
    double* handed_next;
};

// One pass for the rows of one block: a step of the walk, and `stride` times as far from the last scores.
template <bool Weighted>
[[nodiscard]] pagerank_sums pagerank_rows(const rows& in, const walk& path, double damping, double dangling_score,
                                          double stride, std::size_t first, std::size_t last,
                                          const pagerank_scores& at) {
    const double* const after_none = (path.after_none.empty() ? path.restart : path.after_none).data();
    const double* const handed = at.handed;
    pagerank_sums sums;
    for (auto v = first; v < last; ++v) {
        double sum = 0;
        for (auto k = in.offsets[v]; k < in.offsets[v + 1]; ++k) {
            if constexpr (Weighted)
                sum += in.strengths[k] * handed[in.neighbours[k]];
            else
                sum += handed[in.neighbours[k]];
        }
        const double step = (1 - damping) * path.restart[v] + damping * (sum + dangling_score * after_none[v]);
        sums.change += std::fabs(step - at.current[v]);
        const double before = at.last_then_next[v];
        // No true score is negative: what reaches beyond 0 comes back to it, and is closer there.
        const double next = (std::max)(0.0, before + stride * (step - before));
        at.last_then_next[v] = next;
        at.handed_next[v] = next * path.per_unit[v];
        sums.total += next;
        if (path.per_unit[v] == 0) sums.dangling += next;
    }
    return sums;
}

[[nodiscard]] inline bool equal_strengths(const rows& side) {
    return std::adjacent_find(side.strengths.begin(), side.strengths.end(), std::not_equal_to<>{}) ==
           side.strengths.end();
}

} // namespace detail

/// PageRank by power iteration, on undirected views with Chebyshev's acceleration; weighted by the strength of ties.
///
/// Source: Brin and Page, Computer Networks 30 (1998) 107; dangling actors and personalisation: Langville and Meyer,
/// *Google's PageRank and Beyond* (2006), chapters 4 and 5; the acceleration: Golub and Varga, Numerische Mathematik 3
/// (1961) 147.
/// Complexity: O(n + m) time an iteration. On directed views O(log(tolerance) / log(damping)) iterations: about 140 by
/// default where damping alone settles the scores, and often half as many. On undirected views the damping is
/// replaced by damping / (1 + sqrt(1 - damping^2)), .56 by default: about 40. Memory: 7 doubles an actor and the view's
/// incoming rows.
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
    auto path = detail::walk_on(of, options);
    const auto in = of.in();
    const bool weighted = !detail::equal_strengths(in);
    // With equal strengths their value drops out, and the rows' strengths need not be read.
    if (!weighted)
        for (std::uint32_t v = 0; v < n; ++v)
            path.per_unit[v] = of.out().degree(v) == 0 ? 0 : 1 / static_cast<double>(of.out().degree(v));

    std::vector<double> score = path.restart;
    std::vector<double> other = path.restart;
    std::vector<double> handed(n);
    std::vector<double> handed_next(n);
    double dangling_score = 0;
    for (std::size_t v = 0; v < n; ++v) {
        handed[v] = score[v] * path.per_unit[v];
        if (path.per_unit[v] == 0) dangling_score += score[v];
    }

    const auto blocks = (n + detail::pagerank_block - 1) / detail::pagerank_block;
    std::vector<detail::pagerank_sums> sums(blocks);
    auto& certificate = result.certificate;
    certificate.residual = 2; // no two distributions are further apart
    double total = 1;
    double next_total = 1;
    double stride = 1;
    const auto ended = [&] {
        if (certificate.residual <= options.tolerance) return true;
        if (certificate.iterations == options.max_iterations)
            result.outcome = status::not_converged;
        else if (options.stop.stop_requested())
            result.outcome = status::cancelled;
        return result.outcome != status::converged;
    };
    while (!ended()) {
        if (certificate.iterations > 0) { // on to the scores that the last pass found
            score.swap(other);
            handed.swap(handed_next);
            total = next_total;
        }
        const detail::pagerank_scores at{score.data(), other.data(), handed.data(), handed_next.data()};
        parallel_for(blocks, {.threads = options.threads}, [&](std::size_t block) {
            const auto first = block * detail::pagerank_block;
            const auto last = (std::min)(n, first + detail::pagerank_block);
            const auto pass = weighted ? detail::pagerank_rows<true> : detail::pagerank_rows<false>;
            sums[block] = pass(in, path, options.damping, dangling_score, stride, first, last, at);
        });
        detail::pagerank_sums all;
        for (const auto& one : sums) {
            all.change += one.change;
            all.dangling += one.dangling;
            all.total += one.total;
        }
        dangling_score = all.dangling;
        next_total = all.total;
        // Where ties run both ways the walk's matrix has real eigenvalues, and those of its errors are within the
        // damping. Chebyshev's polynomials do best against these: a step is stretched from the last scores but one.
        if (!of.directed())
            stride = 1 / (1 - options.damping * options.damping * (certificate.iterations == 0 ? 2 : stride) / 4);
        // Scores of another sum than 1 are scaled in the end, which leaves the restarts as they are.
        certificate.residual = (all.change + (1 - options.damping) * std::fabs(total - 1)) / total;
        ++certificate.iterations;
        if (options.progress)
            options.progress(
                std::clamp(std::log(certificate.residual / 2) / std::log(options.tolerance / 2), 0.0, 1.0));
    }
    std::transform(score.begin(), score.end(), result.score.values().begin(),
                   [total](double one) { return one / total; });
    certificate.error_bound = certificate.residual / (1 - options.damping);
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
