// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_BETWEENNESS_PLAIN_HPP
#define COLEARN_MEASURES_DETAIL_BETWEENNESS_PLAIN_HPP

/// @file
/// For a policy reader: the slow and simple way to count shortest paths, to check the fast one by.
/// For an engineer: Brandes' algorithm from one source as the paper has it, for the verifiers.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <queue>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/path_count.hpp>

namespace colearn::detail {

// The dependencies of one source as the paper has them: a heap of distances, lists of predecessors, a stack. Calls
// `add_actor(v, dependency)` and `add_arc(arc, dependency)` for all but the source.
template <class Length, class AddActor, class AddArc>
void plain_dependencies(const view& of, std::uint32_t source, Length length_of, double longer, AddActor add_actor,
                        AddArc add_arc) {
    using distance = decltype(length_of(0U) + length_of(0U));
    constexpr auto unreached = (std::numeric_limits<distance>::max)();
    const auto out = of.out();
    const auto n = out.size();
    std::vector<distance> away(n, unreached);
    using item = std::pair<distance, std::uint32_t>;
    std::priority_queue<item, std::vector<item>, std::greater<>> waiting;
    std::vector<std::uint32_t> settled;
    std::vector<std::uint8_t> is_settled(n, 0);
    away[source] = 0;
    waiting.push({0, source});
    while (!waiting.empty()) {
        const auto v = waiting.top().second;
        waiting.pop();
        if (is_settled[v] != 0) continue;
        is_settled[v] = 1;
        settled.push_back(v);
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) {
            const auto w = out.neighbours[arc];
            const distance there = away[v] + length_of(arc);
            if (there < away[w]) {
                away[w] = there;
                waiting.push({there, w});
            }
        }
    }
    std::vector<wide_count> paths(n);
    std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> predecessors(n); // and by which arc
    paths[source] = wide_count(1);
    for (const auto v : settled) {
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) {
            const auto w = out.neighbours[arc];
            distance limit = away[w];
            if constexpr (std::is_floating_point_v<distance>) limit += longer * limit;
            if (!(away[v] < away[w]) || away[v] + length_of(arc) > limit) continue;
            paths[w] += paths[v];
            predecessors[w].emplace_back(v, arc);
        }
    }
    std::vector<double> dependency(n, 0.0);
    for (auto i = settled.size(); i-- > 1;) {
        const auto w = settled[i];
        for (const auto& [v, arc] : predecessors[w]) {
            const double share = ratio(paths[v], paths[w]) * (1 + dependency[w]);
            dependency[v] += share;
            add_arc(arc, share);
        }
        add_actor(w, dependency[w]);
    }
}

} // namespace colearn::detail

#endif
