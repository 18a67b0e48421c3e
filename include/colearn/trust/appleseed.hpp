// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_APPLESEED_HPP
#define COLEARN_TRUST_APPLESEED_HPP

/// @file
/// For a policy reader: ranks everybody around one person by how much of that person's trust reaches them.
/// For an engineer: the local group trust metric Appleseed: spreading activation with back edges to the source, whose
/// energy is accounted for to the last unit.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// How an actor divides what it hands on.
enum class energy_division : std::uint8_t {
    linear, ///< in proportion to the strength of ties
    square, ///< in proportion to its square: strong ties get most (the paper's nonlinear normalisation)
};

struct appleseed_options {
    double energy = 200;            ///< injected at the source, > 0
    double spreading_factor = 0.85; ///< [0, 1): share that is handed on; the rest is kept as trust
    double threshold = 0.01;        ///< >= 0, unit of energy: stops when nobody's trust grows by more
    double back_edge = 1;           ///< > 0: strength of everybody's tie back to the source
    energy_division division = energy_division::linear;
    std::size_t max_iterations = 10000; ///< passes
    progress_callback progress{};       ///< called with the share of the energy that has come to rest
    std::stop_token stop{};             ///< stops after the pass that is under way
};

struct appleseed_certificate {
    double kept = 0;            ///< sum of all trust
    double in_motion = 0;       ///< energy that was still under way; with `kept` it is what was injected
    double largest_growth = 0;  ///< of anybody's trust in either of the last two passes
    std::size_t iterations = 0; ///< passes
};

struct appleseed_result {
    actor_map<double> trust{}; ///< unit of energy; 0 for the source, and for those whom no way leads to
    view_record measured_on{};
    appleseed_certificate certificate{};
    status outcome = status::converged; ///< converged, not_converged (limit reached) or cancelled
};

namespace detail {

[[nodiscard]] inline double appleseed_weight(double strength, energy_division division) noexcept {
    return division == energy_division::linear ? strength : strength * strength;
}

inline void check_appleseed(const view& of, id<actor> source, const appleseed_options& options, const char* caller) {
    expects(source.index < of.actor_count(), {"the source must be an actor of the view", caller}, source);
    expects(options.energy > 0 && options.energy <= 1e100, {"the energy must be positive", caller}, options.energy);
    expects(options.spreading_factor >= 0 && options.spreading_factor < 1,
            {"the spreading factor must be at least 0 and below 1", caller}, options.spreading_factor);
    expects(options.threshold >= 0, {"the threshold must not be negative", caller}, options.threshold);
    expects(options.back_edge > 0 && options.back_edge <= 1e100, {"the back edge must have a strength", caller},
            options.back_edge);
}

} // namespace detail

/// Appleseed: spreads energy from the source along ties. Whoever gets some keeps a share as trust and hands the rest
/// on in proportion to the strength of their ties; a tie back to the source, which keeps nothing, is added for
/// everybody (in place of one that is there), so that nobody is a dead end and the near are favoured.
///
/// Source: Ziegler and Lausen, "Propagation models for trust and distrust in social networks", Information Systems
/// Frontiers 7 (2005) 337, algorithm 3. Their limit: trust sums to the injected energy as the threshold goes to 0.
/// Complexity: O(actors and ties that are reached) time a pass; the energy in motion shrinks by the spreading factor
/// at least every second pass. Memory: 4 doubles an actor.
/// Preconditions: see `appleseed_options`. Distrust is no tie: leave it out of the view.
/// Result: `converged`, `not_converged` after `max_iterations`, `cancelled`; in all of them kept and moving energy are
/// accounted for. A source without ties keeps all energy in motion. Throws: `contract_violation`.
/// Determinism: the same on every platform. Example: `top(appleseed(view, ann).trust, 5)`
[[nodiscard]] inline appleseed_result appleseed(const view& of, id<actor> source,
                                                const appleseed_options& options = {}) {
    detail::check_appleseed(of, source, options, "appleseed");
    const auto n = of.actor_count();
    const auto out = of.out();
    appleseed_result made{actor_map<double>(of.shared_roster()), of.record(), {}, status::converged};
    const auto trust = made.trust.values();
    std::vector<double> energy(n, 0.0);
    std::vector<double> next(n, 0.0);
    std::vector<double> total(n, 0.0); // weight of an actor's ties; 0: not reached yet
    std::vector<std::uint32_t> reached{source.index};
    const auto weight = [&](std::uint32_t arc) {
        return detail::appleseed_weight(out.strengths[arc], options.division);
    };
    const double back = detail::appleseed_weight(options.back_edge, options.division);
    const auto reach = [&](std::uint32_t who) {
        double sum = who == source.index ? 0 : back;
        for (auto arc = out.offsets[who]; arc < out.offsets[who + 1]; ++arc)
            if (out.neighbours[arc] != source.index && out.neighbours[arc] != who) sum += weight(arc);
        total[who] = sum;
    };
    reach(source.index);
    energy[source.index] = options.energy;
    auto& proof = made.certificate;
    proof.in_motion = options.energy;
    if (total[source.index] == 0) return made; // nobody to give to

    double last_growth = options.energy; // the first pass only empties the source
    for (;;) {
        if (proof.iterations == options.max_iterations) {
            made.outcome = status::not_converged;
            break;
        }
        if (options.stop.stop_requested()) {
            made.outcome = status::cancelled;
            break;
        }
        double growth = 0;
        const auto known = reached.size();
        for (std::size_t k = 0; k < known; ++k) {
            const auto here = reached[k];
            const double got = energy[here];
            if (got == 0) continue;
            energy[here] = 0;
            double given = got;
            if (here != source.index) {
                given *= options.spreading_factor;
                trust[here] += got - given;
                growth = (std::max)(growth, got - given);
                next[source.index] += given * back / total[here];
            }
            const double unit = given / total[here];
            for (auto arc = out.offsets[here]; arc < out.offsets[here + 1]; ++arc) {
                const auto there = out.neighbours[arc];
                if (there == source.index || there == here) continue;
                if (total[there] == 0) {
                    reach(there);
                    reached.push_back(there);
                }
                next[there] += unit * weight(arc);
            }
        }
        energy.swap(next);
        ++proof.iterations;
        // Where all energy has come back to the source, nobody keeps any for one pass: two passes tell.
        proof.largest_growth = (std::max)(growth, last_growth);
        last_growth = growth;
        compensated_sum kept;
        compensated_sum moving;
        for (const auto who : reached) {
            kept += trust[who];
            moving += energy[who];
        }
        proof.kept = kept.value();
        proof.in_motion = moving.value();
        if (options.progress) options.progress(std::clamp(proof.kept / options.energy, 0.0, 1.0));
        if (proof.in_motion == 0 || proof.largest_growth <= options.threshold) break;
    }
    return made;
}

/// Checks a result by one pass over the ties: the account of energy holds (trust sums to what was kept, and kept and
/// moving energy to what was injected), and everybody has kept the share of what others must have handed on to them,
/// but for the energy in motion. Names the first condition that fails. O(n + m) time.
[[nodiscard]] inline verification verify(const view& of, id<actor> source, const appleseed_result& result,
                                         const appleseed_options& options = {}) {
    detail::check_appleseed(of, source, options, "verify");
    const auto& proof = result.certificate;
    const double slack = 1e-9 * options.energy;
    if (result.trust.size() != of.actor_count()) return verification::reject("there must be one trust for each actor");
    compensated_sum sum;
    for (const auto who : result.trust.ids()) {
        if (!(result.trust[who] >= 0))
            return verification::reject("the trust in " + of.who().name(who) + " is negative");
        sum += result.trust[who];
    }
    if (result.trust[source] != 0) return verification::reject("the source keeps nothing for itself");
    if (!(std::fabs(sum.value() - proof.kept) <= slack))
        return verification::reject("trust sums to " + detail::number_text(sum.value()) + ", not " +
                                    detail::number_text(proof.kept));
    if (!(std::fabs(proof.kept + proof.in_motion - options.energy) <= slack))
        return verification::reject("energy is lost or gained: " + detail::number_text(proof.kept) + " kept and " +
                                    detail::number_text(proof.in_motion) + " in motion of " +
                                    detail::number_text(options.energy));
    if (result.outcome == status::converged && proof.iterations > 0 && !(proof.largest_growth <= options.threshold) &&
        proof.in_motion > 0)
        return verification::reject("trust still grew by " + detail::number_text(proof.largest_growth));
    // What went through somebody is what they kept over the share that is kept.
    const auto out = of.out();
    const double back = detail::appleseed_weight(options.back_edge, options.division);
    std::vector<double> arrived(of.actor_count(), 0.0);
    double returned = 0;
    const auto hand_on = [&](std::uint32_t who, double amount) {
        double total = who == source.index ? 0 : back;
        const auto each = [&](auto use) {
            for (auto arc = out.offsets[who]; arc < out.offsets[who + 1]; ++arc)
                if (out.neighbours[arc] != source.index && out.neighbours[arc] != who)
                    use(out.neighbours[arc], detail::appleseed_weight(out.strengths[arc], options.division));
        };
        each([&](std::uint32_t, double weight) { total += weight; });
        if (total == 0) return;
        each([&](std::uint32_t to, double weight) { arrived[to] += amount * weight / total; });
        if (who != source.index) returned += amount * back / total;
    };
    const auto through = [&](id<actor> who) { return result.trust[who] / (1 - options.spreading_factor); };
    for (const auto who : result.trust.ids())
        if (result.trust[who] > 0) hand_on(who.index, options.spreading_factor * through(who));
    if (proof.iterations > 0) hand_on(source.index, options.energy + returned);
    compensated_sum astray;
    for (const auto who : result.trust.ids())
        if (who != source) astray += std::fabs(arrived[who.index] - through(who));
    if (!(astray.value() <= proof.in_motion + slack))
        return verification::reject("energy of " + detail::number_text(astray.value()) +
                                    " rests with others than it was handed to, with only " +
                                    detail::number_text(proof.in_motion) + " in motion");
    return verification::accept();
}

} // namespace colearn

#endif
