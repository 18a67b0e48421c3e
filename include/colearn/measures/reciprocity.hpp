// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_RECIPROCITY_HPP
#define COLEARN_MEASURES_RECIPROCITY_HPP

/// @file
/// For a policy reader: how often help goes both ways.
/// For an engineer: the share of arcs that are answered, and the census of dyads.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <colearn/core/measured.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// Pairs of different actors by the ties between them. Parallel ties count as one.
struct dyad_census {
    std::uint64_t mutual = 0;     ///< pairs with ties both ways
    std::uint64_t asymmetric = 0; ///< pairs with ties one way
    std::uint64_t null = 0;       ///< pairs without a tie
};

namespace detail {

// Calls `see(there, back)` for each pair v < w with a tie: how many arcs run from v to w, and from w to v.
template <class See>
void for_each_tied_pair(const view& of, See see) {
    const auto out = of.out();
    const auto in = of.in();
    for (std::uint32_t v = 0; v < of.actor_count(); ++v) {
        const auto to = out.of(v);
        const auto from = in.of(v);
        auto there = std::upper_bound(to.begin(), to.end(), v);
        auto back = std::upper_bound(from.begin(), from.end(), v);
        while (there != to.end() || back != from.end()) {
            const auto w = there == to.end() ? *back : back == from.end() ? *there : (std::min)(*there, *back);
            std::uint64_t arcs_there = 0;
            std::uint64_t arcs_back = 0;
            for (; there != to.end() && *there == w; ++there) ++arcs_there;
            for (; back != from.end() && *back == w; ++back) ++arcs_back;
            see(arcs_there, arcs_back);
        }
    }
}

} // namespace detail

/// Counts mutual, asymmetric and null dyads. On an undirected view every tie is mutual.
///
/// Source: Holland and Leinhardt, *Sociological Methodology* 7 (1976) 1.
/// Complexity: O(n + m) time, O(1) memory beside the view's incoming rows.
[[nodiscard]] inline dyad_census count_dyads(const view& of) {
    const auto n = std::uint64_t{of.actor_count()};
    dyad_census out;
    detail::for_each_tied_pair(
        of, [&](std::uint64_t there, std::uint64_t back) { ++(there > 0 && back > 0 ? out.mutual : out.asymmetric); });
    out.null = (n == 0 ? 0 : n * (n - 1) / 2) - out.mutual - out.asymmetric;
    return out;
}

/// Reciprocity: the share of ties that are answered by one the other way.
///
/// Source: Newman, Forrest and Balthrop, Physical Review E 66 (2002) 035101; for parallel ties as Squartini,
/// Picciolo, Ruzzenenti and Garlaschelli, Scientific Reports 3 (2013) 2729, with the number of ties as the weight.
/// Self-ties count neither above nor below. Of a ties one way and b the other, min(a, b) each way are answered. The
/// same as igraph's `reciprocity` in its default mode. The share of *pairs* that are mutual is another number:
/// `count_dyads`.
/// Complexity: O(n + m) time. Undefined: on an undirected view, and without a tie between different actors.
[[nodiscard]] inline measured reciprocity(const view& of) {
    if (!of.directed()) return measured::undefined("ties of an undirected view run both ways by definition");
    std::uint64_t answered = 0;
    std::uint64_t ties = 0;
    detail::for_each_tied_pair(of, [&](std::uint64_t there, std::uint64_t back) {
        answered += 2 * (std::min)(there, back);
        ties += there + back;
    });
    if (ties == 0) return measured::undefined("there is no tie between different actors");
    return measured::as(static_cast<double>(answered) / static_cast<double>(ties));
}

} // namespace colearn

#endif
