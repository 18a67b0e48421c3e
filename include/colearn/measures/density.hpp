// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DENSITY_HPP
#define COLEARN_MEASURES_DENSITY_HPP

/// @file
/// For a policy reader: the share of possible ties that exist.
/// For an engineer: ties over pairs of different actors.

#include <colearn/core/measured.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// Density: ties / n(n-1) on a directed view, ties / (n(n-1)/2) on an undirected one.
///
/// Source: Wasserman and Faust, *Social Network Analysis* (1994), sections 4.1.4 and 4.3.2.
/// Every tie of the view counts, self-ties and parallel ones too, while only pairs of different actors are possible:
/// the same as igraph's and tidygraph's `edge_density`. On a view that keeps them it can exceed 1; `freeze` drops and
/// merges them by default, and then it cannot.
/// Complexity: O(1). Undefined: with fewer than two actors.
[[nodiscard]] inline measured density(const view& of) {
    const auto n = static_cast<double>(of.actor_count());
    if (n < 2) return measured::undefined("there are fewer than two actors");
    const double pairs = of.directed() ? n * (n - 1) : n * (n - 1) / 2;
    return measured::as(static_cast<double>(of.tie_count()) / pairs);
}

} // namespace colearn

#endif
