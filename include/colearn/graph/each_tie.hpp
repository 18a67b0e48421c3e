// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_EACH_TIE_HPP
#define COLEARN_GRAPH_EACH_TIE_HPP

/// @file
/// For a policy reader: goes through the ties of a network, each once, whichever way it runs.
/// For an engineer: the arcs of a view, where the two of an undirected tie come together.

#include <cstdint>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// What a caller's own rule is told of an arc.
struct arc_end {
    id<actor> from{};
    id<actor> to{};
    strength how_strong{};
    std::uint32_t arc = 0; ///< its place among the view's arcs, as `view::ties()` counts them
};

/// `visit(arc_end, back)` for each tie, in the order of arcs: on an undirected view with `from <= to`, and `back` is
/// the arc the other way; else `back` is the arc itself. The k-th parallel arc of a pair pairs with the k-th one back,
/// and rows ascend, so one cursor in each row finds it. O(n + m) time; on undirected views 4 bytes an actor.
template <class Visit>
void for_each_tie(const view& of, Visit visit) {
    const auto rows = of.out();
    const auto n = static_cast<std::uint32_t>(rows.size());
    std::vector<std::uint32_t> back;
    if (!of.directed()) back.assign(rows.offsets.begin(), rows.offsets.end() - 1);
    for (std::uint32_t from = 0; from < n; ++from) {
        for (auto arc = rows.offsets[from]; arc < rows.offsets[from + 1]; ++arc) {
            const auto to = rows.neighbours[arc];
            if (!of.directed() && to < from) continue;
            const arc_end at{id<actor>{from}, id<actor>{to}, strength{rows.strengths[arc]}, arc};
            visit(at, !of.directed() && to != from ? back[to]++ : arc);
        }
    }
}

} // namespace colearn

#endif
