// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_RECIPROCITY_HPP
#define COLEARN_MEASURES_RECIPROCITY_HPP

/// @file
/// For a policy reader: how often help goes both ways.
/// For an engineer: the share of arcs, or of their strength, that is answered, and the census of dyads.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <colearn/core/compensated_sum.hpp>
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

// Calls `see(there, back)` for each pair v < w with a tie: how many arcs run from v to w, and from w to v; or, as
// doubles, how strong they are together.
template <class Number = std::uint64_t, class See>
void for_each_tied_pair(const view& of, See see) {
    const auto out = of.out();
    const auto in = of.in();
    const auto worth = [](const rows& side, std::uint32_t v, std::ptrdiff_t at) {
        if constexpr (std::is_floating_point_v<Number>)
            return side.strengths_of(v)[static_cast<std::size_t>(at)];
        else
            return Number{1};
    };
    for (std::uint32_t v = 0; v < of.actor_count(); ++v) {
        const auto to = out.of(v);
        const auto from = in.of(v);
        auto there = std::upper_bound(to.begin(), to.end(), v);
        auto back = std::upper_bound(from.begin(), from.end(), v);
        while (there != to.end() || back != from.end()) {
            const auto w = there == to.end() ? *back : back == from.end() ? *there : (std::min)(*there, *back);
            Number arcs_there = 0;
            Number arcs_back = 0;
            for (; there != to.end() && *there == w; ++there) arcs_there += worth(out, v, there - to.begin());
            for (; back != from.end() && *back == w; ++back) arcs_back += worth(in, v, back - from.begin());
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

/// Weighted reciprocity: the share of all strength that is answered. Of strength a there and b back, min(a, b) each
/// way.
///
/// Source: Squartini, Picciolo, Ruzzenenti and Garlaschelli, Scientific Reports 3 (2013) 2729, equation 8 (r, without
/// their correction for a random network). Strengths of parallel ties add up; self-ties are left out. Where all
/// strengths are equal it is `reciprocity`. Complexity: O(n + m) time.
/// Undefined: on an undirected view, and without a tie between different actors.
[[nodiscard]] inline measured weighted_reciprocity(const view& of) {
    if (!of.directed()) return measured::undefined("ties of an undirected view run both ways by definition");
    compensated_sum answered;
    compensated_sum strength;
    detail::for_each_tied_pair<double>(of, [&](double there, double back) {
        answered += 2 * (std::min)(there, back);
        strength += there + back;
    });
    if (strength.value() == 0) return measured::undefined("there is no tie between different actors");
    return measured::as(answered.value() / strength.value());
}

} // namespace colearn

#endif
