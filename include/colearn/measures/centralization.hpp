// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_CENTRALIZATION_HPP
#define COLEARN_MEASURES_CENTRALIZATION_HPP

/// @file
/// For a policy reader: does everything hang on one actor? 1: as in a star, all ties run to one; 0: all are alike.
/// For an engineer: Freeman's centralization of a measure's scores, against the most that any network could reach.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/measured_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/degree.hpp>

namespace colearn {

/// The measures whose largest possible centralization is known.
enum class freeman_measure : std::uint8_t {
    degree,         ///< number of different partners; on a directed view, ties in and out together
    one_way_degree, ///< ties in, or ties out, of a directed view
    betweenness,    ///< pairs of others, not normalised; each unordered pair once on an undirected view
    closeness,      ///< (n - 1) / sum of the distances, on a connected undirected view
    harmonic,       ///< mean of 1 / distance, in steps, on an undirected view
};

/// The largest sum of differences from the highest score that a network of `actors` without self-ties and parallel
/// ties can have: that of a star.
///
/// Source: Freeman, *Social Networks* 1 (1979) 215, table 1 and its proofs; directed: a star whose ties run both ways
/// (`degree`, `betweenness`) or to its centre (`one_way_degree`). For `harmonic`, the star was compared with all
/// networks of up to 5 actors. Undefined for fewer than 3 actors, where no two networks differ in these scores.
[[nodiscard]] inline measured freeman_maximum(freeman_measure what, std::size_t actors, bool directed) {
    if (actors < 3) return measured::undefined("there are fewer than three actors");
    const auto n = static_cast<double>(actors);
    switch (what) {
    case freeman_measure::degree:
        return measured::as((directed ? 2 : 1) * (n - 1) * (n - 2));
    case freeman_measure::one_way_degree:
        if (!directed) return measured::undefined("ties of an undirected view have no direction");
        return measured::as((n - 1) * (n - 1));
    case freeman_measure::betweenness:
        return measured::as((n - 1) * (n - 1) * (n - 2) / (directed ? 1 : 2));
    case freeman_measure::closeness:
        if (directed) return measured::undefined("which directed network has the most central closeness is not known");
        return measured::as((n - 1) * (n - 2) / (2 * n - 3));
    case freeman_measure::harmonic:
        if (directed) return measured::undefined("which directed network has the most central closeness is not known");
        return measured::as((n - 2) / 2);
    }
    return measured::undefined("the measure is not one of those that are listed");
}

/// Centralization: the sum of differences from the highest score, over the most that this sum can be.
///
/// Complexity: O(n). Throws: `contract_violation` when the scores exceed `maximum`: then they are of another measure,
/// or were taken with self-ties or parallel ties that the maximum does not know of. So it never exceeds 1.
[[nodiscard]] inline measured centralization(std::span<const double> scores, const measured& maximum) {
    if (!maximum.defined()) return maximum;
    expects(*maximum.value > 0 && std::isfinite(*maximum.value), "the maximum must be positive and finite",
            *maximum.value);
    if (scores.empty()) return measured::undefined("there is no actor");
    const double highest = *std::max_element(scores.begin(), scores.end());
    compensated_sum apart;
    for (const double one : scores) apart += highest - one;
    const double share = apart.value() / *maximum.value;
    expects(share <= 1 + 1e-9,
            "the scores must not differ by more than the maximum: they are of another measure, or "
            "count self-ties or parallel ties",
            apart.value());
    return measured::as((std::min)(share, 1.0));
}

/// The same for a result: `centralization(betweenness(of).score, freeman_measure::betweenness, of.directed())`.
[[nodiscard]] inline measured centralization(const actor_map<double>& scores, freeman_measure what, bool directed) {
    return centralization(scores.values(), freeman_maximum(what, scores.size(), directed));
}
/// Undefined when some actor has no score: the maximum is that of networks where all have one.
[[nodiscard]] inline measured centralization(const measured_map& scores, freeman_measure what, bool directed) {
    if (scores.defined_count() < scores.size())
        return measured::undefined("not every actor has a score: " + scores.why_undefined());
    return centralization(scores.values(), freeman_maximum(what, scores.size(), directed));
}

/// Degree centralization, from 0 to 1.
///
/// Source: Freeman (1979); Wasserman and Faust, *Social Network Analysis* (1994), section 5.2.1. Self-ties are left out
/// and parallel ties count once, as Freeman's maximum asks (igraph counts them and returns 1.057 on a network with
/// parallel ties). `total` of a directed view adds ties in and ties out. Complexity: O(n + m).
/// Undefined: fewer than three actors.
[[nodiscard]] inline measured degree_centralization(const view& of, const degree_options& options = {}) {
    std::vector<double> partners(of.actor_count());
    const auto out = of.out();
    for (std::uint32_t v = 0; v < of.actor_count(); ++v) {
        auto before = v; // rows ascend, and an actor is no partner of its own
        for (const auto w : out.of(v)) {
            if (w == v || w == before) continue;
            before = w;
            if (options.which != direction::in || !of.directed()) ++partners[v];
            if (options.which != direction::out && of.directed()) ++partners[w];
        }
    }
    const bool one_way = of.directed() && options.which != direction::total;
    const auto what = one_way ? freeman_measure::one_way_degree : freeman_measure::degree;
    return centralization(partners, freeman_maximum(what, of.actor_count(), of.directed()));
}

} // namespace colearn

#endif
