// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_RECIPROCITY_HPP
#define COLEARN_TRUST_RECIPROCITY_HPP

/// @file
/// For a policy reader: how often trust goes both ways, and how equal it is where it does. Both are told beside trust
/// and never counted as trust: schools that lean on favours returned one to one had less of it.
/// For an engineer: shares of dyads and of arcs that are answered, and the ratio of strengths within mutual dyads.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// Shares from 0 to 1; undefined where there is nothing to take a share of.
struct trust_reciprocity {
    /// Of the pairs with trust at least one way, those with trust both ways.
    measured of_pairs{};
    /// Of the ties of trust, those that are answered: larger than `of_pairs` unless both are 0 or 1.
    measured of_ties{};
    /// Within pairs with trust both ways, the lesser strength over the greater, on average: 1 where all trust each
    /// other alike.
    measured mutuality{};
    std::uint64_t mutual = 0;    ///< pairs with trust both ways
    std::uint64_t one_sided = 0; ///< pairs with trust one way
    /// For each actor, of the ties of trust that leave it, the share that is answered; unset where none leave it.
    actor_map<std::optional<double>> of_actor{};
};

/// Measures reciprocity and mutuality of trust. A tie is one of trust where its strength is at least `threshold`;
/// others count as absent. Parallel ties count as one, the strongest.
///
/// Source: dyad and arc reciprocity: Wasserman and Faust, *Social Network Analysis* (1994), section 13.3; balance
/// within a dyad, here as the ratio e^-|ln w - ln w'| of strengths: Wang, Lizardo, Hachen and Strathman, "Weighted
/// reciprocity in human communication networks" (2011). That reciprocity is not trust: Moolenaar and Sleegers, in
/// *Trust and School Life* (2014), chapter 10: Dutch schools with more one-to-one reciprocity had lower trust.
/// Complexity: O(n + m) time. Preconditions: a threshold that is not negative. Result: undefined, with the reason, on
/// an undirected view, without a tie of trust, and (mutuality) without a mutual pair. Throws: `contract_violation`.
/// Determinism: by order of actors. Example: `measure_reciprocity(view, 0.5).of_pairs.value`
[[nodiscard]] inline trust_reciprocity measure_reciprocity(const view& of, double threshold = 0) {
    expects(threshold >= 0, "the threshold must not be negative", threshold);
    trust_reciprocity made;
    made.of_actor = actor_map<std::optional<double>>(of.shared_roster());
    if (!of.directed()) {
        made.of_pairs = made.of_ties = made.mutuality =
            measured::undefined("ties of an undirected view run both ways by definition");
        return made;
    }
    const auto out = of.out();
    const auto in = of.in();
    // Strength of the strongest of parallel ties that begin at `at`, which moves on to the next alter.
    const auto strongest = [](const rows& side, std::uint32_t& at, std::uint32_t end, std::uint32_t alter) {
        double most = 0;
        for (; at < end && side.neighbours[at] == alter; ++at) most = (std::max)(most, side.strengths[at]);
        return most;
    };
    compensated_sum balance;
    for (std::uint32_t v = 0; v < of.actor_count(); ++v) {
        auto there = out.offsets[v];
        auto back = in.offsets[v];
        std::uint64_t given = 0;
        std::uint64_t answered = 0;
        while (there < out.offsets[v + 1] || back < in.offsets[v + 1]) {
            const auto no_more = 0xFFFFFFFFU;
            const auto alter = (std::min)(there < out.offsets[v + 1] ? out.neighbours[there] : no_more,
                                          back < in.offsets[v + 1] ? in.neighbours[back] : no_more);
            const double own = strongest(out, there, out.offsets[v + 1], alter);
            const double theirs = strongest(in, back, in.offsets[v + 1], alter);
            if (alter == v) continue;
            const bool trusts = own > 0 && own >= threshold;
            const bool trusted = theirs > 0 && theirs >= threshold;
            given += trusts;
            answered += trusts && trusted;
            if (alter < v) continue; // each pair once
            if (trusts && trusted) {
                ++made.mutual;
                balance += (std::min)(own, theirs) / (std::max)(own, theirs);
            } else if (trusts || trusted) {
                ++made.one_sided;
            }
        }
        if (given > 0) made.of_actor.values()[v] = static_cast<double>(answered) / static_cast<double>(given);
    }
    const auto mutual = static_cast<double>(made.mutual);
    const auto one_sided = static_cast<double>(made.one_sided);
    if (made.mutual + made.one_sided == 0) {
        made.of_pairs = made.of_ties = measured::undefined("there is no tie of trust between different actors");
    } else {
        made.of_pairs.value = mutual / (mutual + one_sided);
        made.of_ties.value = 2 * mutual / (2 * mutual + one_sided);
    }
    if (made.mutual == 0)
        made.mutuality = measured::undefined("there is no pair with trust both ways");
    else
        made.mutuality.value = balance.value() / mutual;
    return made;
}

} // namespace colearn

#endif
