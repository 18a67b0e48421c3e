// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_FILTER_TIES_HPP
#define COLEARN_GRAPH_FILTER_TIES_HPP

/// @file
/// For a policy reader: the same people and organisations with some of their ties left out: what if these ended?
/// For an engineer: a view of all actors with those arcs of another one that a rule keeps.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <colearn/graph/each_tie.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// A view of the same actors with the ties for which `keep(arc_end)` is true. The rule is asked once for each tie, in
/// the order of arcs; on an undirected view with `from <= to`, for both ways. The record stays as it was.
///
/// Complexity: O(n + m) time and memory. Throws: what `keep` throws.
/// Example: `filter_ties(of, [](const arc_end& at) { return at.how_strong.value >= .5; })`
template <class Keep>
requires std::predicate<Keep&, const arc_end&>
[[nodiscard]] view filter_ties(const view& of, Keep keep) {
    std::vector<std::uint8_t> kept(of.arc_count(), 0);
    std::size_t count = 0;
    for_each_tie(of, [&](const arc_end& at, std::uint32_t back) {
        if (!keep(at)) return;
        kept[at.arc] = kept[back] = 1;
        count += back == at.arc ? 1 : 2;
    });
    const auto from = of.out();
    const auto ties = of.ties();
    view::parts made;
    made.who = of.shared_roster();
    made.record = of.record();
    made.record.loop_arcs = 0;
    made.record.has_parallel = false;
    made.out.offsets = detail::buffer<std::uint32_t>(from.offsets.size());
    made.out.neighbours = detail::buffer<std::uint32_t>(count);
    made.out.strengths = detail::buffer<double>(count);
    if (!ties.empty()) made.ties = detail::buffer<std::uint32_t>(count);
    std::uint32_t at = 0;
    made.out.offsets[0] = 0;
    for (std::uint32_t v = 0; v < from.size(); ++v) {
        const auto first = at;
        for (auto arc = from.offsets[v]; arc < from.offsets[v + 1]; ++arc) {
            if (kept[arc] == 0) continue;
            const auto w = from.neighbours[arc];
            made.record.loop_arcs += w == v ? 1U : 0U;
            if (at > first && made.out.neighbours[at - 1] == w) made.record.has_parallel = true;
            made.out.neighbours[at] = w;
            made.out.strengths[at] = from.strengths[arc];
            if (!ties.empty()) made.ties[at] = ties[arc];
            ++at;
        }
        made.out.offsets[v + 1] = at;
    }
    return view(std::move(made));
}

} // namespace colearn

#endif
