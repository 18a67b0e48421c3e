// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_FREEZE_BOOST_HPP
#define COLEARN_GRAPH_FREEZE_BOOST_HPP

/// @file
/// For a policy reader: a network that another program holds can be looked at as well.
/// For an engineer: any Boost graph that lists its edges -> `view`.

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <colearn/graph/boost.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/graph/weight.hpp>

namespace colearn {

namespace detail {

// The functions are asked for first: graph_traits of what is no graph at all does not compile.
template <class Graph>
concept boost_edge_list = requires(const Graph& graph) {
    num_vertices(graph);
    edges(graph).first;
}
&&requires(const Graph& graph) {
    typename boost::graph_traits<Graph>::directed_category;
    source(*edges(graph).first, graph);
};

template <class Value>
[[nodiscard]] constexpr double strength_value(const Value& value) {
    static_assert(!std::is_same_v<Value, length>, "a view holds strengths: turn lengths into strengths first");
    if constexpr (std::is_same_v<Value, strength>)
        return value.value;
    else
        return static_cast<double>(value);
}

} // namespace detail

/// Freezes any Boost graph that lists its edges.
///
/// `strengths` is a readable property map from edge to a number or a `strength`; `index` one from vertex to 0 .. n-1.
/// An undirected graph makes an undirected view; a directed one may be made undirected by the options.
/// Complexity: O(n + m) time, 16 bytes an edge beside the view. Throws: what `freeze` of columns throws.
template <detail::boost_edge_list Graph, class StrengthMap, class IndexMap>
[[nodiscard]] view freeze(const Graph& graph, StrengthMap strengths, IndexMap index, const freeze_options& options) {
    using boost::get; // a property map may be a plain pointer
    std::vector<std::uint32_t> sources;
    std::vector<std::uint32_t> targets;
    std::vector<double> values;
    const auto [first, last] = edges(graph);
    for (auto edge = first; edge != last; ++edge) {
        sources.push_back(static_cast<std::uint32_t>(get(index, source(*edge, graph))));
        targets.push_back(static_cast<std::uint32_t>(get(index, target(*edge, graph))));
        values.push_back(detail::strength_value(get(strengths, *edge)));
    }
    auto made = options;
    using directed = typename boost::graph_traits<Graph>::directed_category;
    if (!std::is_convertible_v<directed, boost::directed_tag>) made.directed = false;
    return freeze({sources, targets, values}, static_cast<std::size_t>(num_vertices(graph)), made);
}
/// The same for a graph with a vertex index of its own.
template <detail::boost_edge_list Graph, class StrengthMap>
[[nodiscard]] view freeze(const Graph& graph, StrengthMap strengths, const freeze_options& options = {}) {
    return freeze(graph, strengths, get(boost::vertex_index, graph), options);
}

} // namespace colearn

#endif
