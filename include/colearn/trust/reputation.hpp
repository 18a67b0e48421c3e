// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_REPUTATION_HPP
#define COLEARN_TRUST_REPUTATION_HPP

/// @file
/// For a policy reader: what everybody together has experienced with an actor, where the word of those with a good name
/// counts for more than that of those with a bad one; and how sure that is.
/// For an engineer: an opinion on each actor from all evidence about it, each source's discounted by the source's own
/// reputation: a fixed point, with its residual.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/trust/evidence.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn {

struct reputation_options {
    bool discount_sources = true;     ///< false: everybody's word counts alike and in full (one pass)
    double tolerance = 1e-9;          ///< > 0: largest change of anybody's expectation in one more pass
    std::size_t max_iterations = 200; ///< passes over the ties, >= 1
    unsigned threads = 1;             ///< workers; 0: all cores
    progress_callback progress{};     ///< called with the share of the digits that are settled
    std::stop_token stop{};           ///< stops after the pass that is under way
};

struct reputation_certificate {
    double residual = 0;        ///< largest change of anybody's expectation in the last pass
    std::size_t iterations = 0; ///< passes over the ties
};

struct reputation_result {
    actor_map<opinion> reputation{}; ///< vacuous for those of whom nobody has experience
    view_record measured_on{};
    reputation_certificate certificate{};
    status outcome = status::converged; ///< converged, not_converged (limit reached) or cancelled
};

/// The share of good experiences among all there are: the base rate of a community. Unset evidence counts for nothing;
/// 1/2 where there is none at all.
/// Source: Josang, *Subjective Logic* (2016), equations 16.13 and 16.14.
[[nodiscard]] inline double community_base_rate(const tie_evidence& known) {
    compensated_sum positive;
    compensated_sum all;
    for (const auto& one : known.of_arc) {
        positive += one.positive;
        all += one.positive;
        all += one.negative;
    }
    return all.value() > 0 ? (std::min)(1.0, positive.value() / all.value()) : 0.5;
}

namespace detail {

inline void check_reputation(const view& of, const tie_evidence& known, const reputation_options& options,
                             const char* caller) {
    expects(of.directed(), {"experience has a direction, so the view must be directed", caller});
    check_evidence(of, known, caller);
    expects(options.tolerance > 0, {"the tolerance must be positive", caller}, options.tolerance);
    expects(options.max_iterations >= 1, {"there must be a pass at least", caller}, options.max_iterations);
    for (const auto& one : known.of_arc)
        expects(one.positive >= 0 && one.negative >= 0 && one.positive <= 1e200 && one.negative <= 1e200,
                {"evidence must be finite and not negative", caller}, one.positive >= 0 ? one.negative : one.positive);
}

// All that is said of one actor, each source's evidence scaled by its weight. What one says of oneself does not count.
template <class Weight>
[[nodiscard]] evidence said_of(const rows& in, const tie_evidence& known, std::uint32_t actor, Weight weight) {
    evidence sum;
    for (auto position = in.offsets[actor]; position < in.offsets[actor + 1]; ++position) {
        const auto source = in.neighbours[position];
        if (source == actor) continue;
        const auto& seen = known.of_arc[in.arc(position)];
        const double counts = weight(source);
        sum.positive += counts * seen.positive;
        sum.negative += counts * seen.negative;
    }
    return sum;
}

} // namespace detail

/// Works out everybody's reputation from the evidence on ties: the sum of what all have experienced with an actor,
/// where each source's evidence counts for the expectation of that source's own reputation. Nobody's word is turned
/// round: of somebody with a bad name it counts for little, whatever it says.
///
/// Source: Bayesian reputation: Josang, *Subjective Logic* (2016), chapter 16; scaling the evidence of a source by the
/// trust in it, and its fixed point in place of chains: Skoric, de Hoogh and Zannone, "Flow-based reputation with
/// uncertainty: evidence-based subjective logic", International Journal of Information Security 15 (2016) 381.
/// Complexity: O(n + m) time a pass. Memory: 2 doubles an actor, the answer, and the view's incoming rows.
/// Preconditions: a directed view; evidence on each arc (fade it first: `faded`). Result: `converged` when a pass
/// changes nobody's expectation by more than the tolerance; `not_converged` after `max_iterations`: a fixed point is
/// not proved to be reached from everywhere; `cancelled`. Throws: `contract_violation`; what `progress` throws.
/// Determinism: the same on any number of threads. Example: `interval(reputation(view, known).reputation[school])`
[[nodiscard]] inline reputation_result reputation(const view& of, const tie_evidence& known,
                                                  const reputation_options& options = {}) {
    detail::check_reputation(of, known, options, "reputation");
    const auto n = of.actor_count();
    reputation_result made{
        actor_map<opinion>(of.shared_roster(), opinion::of({}, known.base_rate)), of.record(), {}, status::converged};
    if (n == 0) return made;
    const auto in = of.in(options.threads);
    auto& proof = made.certificate;
    std::vector<double> trust(n, known.base_rate);
    std::vector<double> next(n);
    constexpr std::size_t block = 1024;
    std::vector<double> changes((n + block - 1) / block);
    do {
        if (proof.iterations == options.max_iterations || options.stop.stop_requested()) {
            made.outcome = proof.iterations == options.max_iterations ? status::not_converged : status::cancelled;
            break;
        }
        parallel_for(changes.size(), {.threads = options.threads}, [&](std::size_t k) {
            double change = 0;
            const auto last = (std::min)(n, (k + 1) * block);
            for (auto v = k * block; v < last; ++v) {
                const auto said = detail::said_of(in, known, static_cast<std::uint32_t>(v), [&](std::uint32_t source) {
                    return options.discount_sources ? trust[source] : 1.0;
                });
                const auto now = opinion::of(said, known.base_rate);
                made.reputation.values()[v] = now;
                next[v] = now.expectation();
                change = (std::max)(change, std::fabs(next[v] - trust[v]));
            }
            changes[k] = change;
        });
        trust.swap(next);
        proof.residual = *std::max_element(changes.begin(), changes.end());
        ++proof.iterations;
        if (!options.discount_sources) proof.residual = 0; // another pass would be the same
        const bool settled = proof.residual <= options.tolerance;
        if (options.progress)
            options.progress(settled ? 1
                                     : std::clamp(std::log(proof.residual) / std::log(options.tolerance), 0.0, 1.0));
        if (settled) break;
    } while (true);
    return made;
}

/// Takes one pass anew. Proves of a converged result that it is a fixed point: a pass changes nobody's expectation or
/// uncertainty by more than ten times the tolerance. Any other result states nothing to be checked but its size.
/// Names the first condition that fails. O(n + m) time.
[[nodiscard]] inline verification verify(const view& of, const tie_evidence& known, const reputation_result& result,
                                         const reputation_options& options = {}) {
    detail::check_reputation(of, known, options, "verify");
    if (result.reputation.size() != of.actor_count())
        return verification::reject("there must be one reputation for each actor");
    if (result.outcome != status::converged) return verification::accept(); // states nothing
    if (!(result.certificate.residual <= options.tolerance))
        return verification::reject("a converged result must have a residual of at most the tolerance");
    const auto in = of.in();
    for (const auto who : result.reputation.ids()) {
        const auto said = detail::said_of(in, known, who.index, [&](std::uint32_t source) {
            return options.discount_sources ? result.reputation.values()[source].expectation() : 1.0;
        });
        const auto again = opinion::of(said, known.base_rate);
        const auto& stated = result.reputation[who];
        const double slack = 10 * options.tolerance + 1e-12;
        if (!(std::fabs(again.expectation() - stated.expectation()) <= slack &&
              std::fabs(again.uncertainty() - stated.uncertainty()) <= slack))
            return verification::reject("what is said of " + of.who().name(who) + " gives an expectation of " +
                                        detail::number_text(again.expectation()) + " with an uncertainty of " +
                                        detail::number_text(again.uncertainty()) + ", not " +
                                        detail::number_text(stated.expectation()) + " and " +
                                        detail::number_text(stated.uncertainty()));
    }
    return verification::accept();
}

} // namespace colearn

#endif
