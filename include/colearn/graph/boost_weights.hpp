// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_BOOST_WEIGHTS_HPP
#define COLEARN_GRAPH_BOOST_WEIGHTS_HPP

/// @file
/// For a policy reader: whoever borrows a method says whether a tie's number is a closeness, a distance or a capacity.
/// For an engineer: the weights of a view as Boost property maps, each by its name, and the graph that Boost's maximum
/// flows ask for.
///
///     const auto lengths = colearn::lengths_from(view); // graph/lengths.hpp: by a named rule
///     boost::dijkstra_shortest_paths(view, v, boost::weight_map(colearn::length_map(lengths)).distance_map(...));
///
///     const colearn::boost_flow_network flow(view);
///     boost::push_relabel_max_flow(flow.graph(), s, t, boost::capacity_map(flow.capacities())
///                                                          .reverse_edge_map(flow.reverses())...);
///
/// `strength_map` gives values of type `strength`, which cannot be added: Dijkstra does not compile with it.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/graph/boost.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/graph/lengths.hpp>
#include <colearn/graph/rows.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/graph/weight.hpp>

namespace colearn {

/// A value for each arc of a view, as a Boost property map; made by `strength_map`, `length_map` and
/// `boost_flow_network`.
/// It must not outlive the view (or the lengths) that it was made from.
template <class Value, class Number = double>
struct arc_value_map {
    using key_type = arc_descriptor;
    using value_type = Value;
    using reference = Value;
    using category = boost::readable_property_map_tag;

    std::span<const Number> values{};

    friend Value get(const arc_value_map& map, const arc_descriptor& edge) { return Value{map.values[edge.arc]}; }
    Value operator[](const arc_descriptor& edge) const { return Value{values[edge.arc]}; }
};

/// Strengths as `strength`: to be compared, never added up as if they were lengths.
template <detail::boost_view Graph>
[[nodiscard]] arc_value_map<strength> strength_map(const Graph& graph) {
    return {detail::base_of(graph).out().strengths};
}
/// Lengths as plain numbers, for shortest paths; made from the view by `lengths_from`, by a named rule.
template <length_number Number>
[[nodiscard]] arc_value_map<Number, Number> length_map(const lengths<Number>& of) {
    return {of.values()};
}
template <length_number Number>
void length_map(const lengths<Number>&&) = delete; // the map would outlive them

/// The edge that runs the other way, in an undirected view. O(log degree) for each look-up.
class reverse_arc_map {
public:
    using key_type = arc_descriptor;
    using value_type = arc_descriptor;
    using reference = arc_descriptor;
    using category = boost::readable_property_map_tag;

    explicit reverse_arc_map(const view& of) : rows_(of.out()) {
        expects(!of.directed(), "edges have reverse edges in an undirected view: freeze with {.directed = false}");
    }
    friend arc_descriptor get(const reverse_arc_map& map, const arc_descriptor& edge) {
        const auto mate = detail::mate_of(map.rows_, edge.source, edge.arc);
        return {edge.target, edge.source, mate, mate};
    }
    arc_descriptor operator[](const arc_descriptor& edge) const { return get(*this, edge); }

private:
    rows rows_;
};

/// What Boost's maximum flows ask for: a graph in which each arc of a view, whose strength is its capacity, has an arc
/// of its own the other way without capacity. Self-ties carry no flow and are left out. O(n + m) time, 32 bytes an arc.
/// The maps must not outlive it.
class boost_flow_network {
public:
    explicit boost_flow_network(const view& of) {
        const auto from = of.out();
        std::vector<std::uint32_t> sources(of.arc_count());
        for (std::uint32_t v = 0; v < from.size(); ++v)
            for (auto arc = from.offsets[v]; arc < from.offsets[v + 1]; ++arc) sources[arc] = v;
        graph_ = freeze({sources, from.neighbours, from.strengths}, of.shared_roster(),
                        {.directed = false, .parallel = parallel_ties::keep, .keep_ties = true});
        const auto both = graph_.out();
        capacities_.resize(graph_.arc_count());
        for (std::uint32_t v = 0; v < both.size(); ++v)
            for (auto arc = both.offsets[v]; arc < both.offsets[v + 1]; ++arc)
                capacities_[arc] = sources[graph_.ties()[arc]] == v ? both.strengths[arc] : 0;
    }

    [[nodiscard]] const view& graph() const noexcept { return graph_; }
    [[nodiscard]] arc_value_map<double> capacities() const noexcept { return {capacities_}; }
    [[nodiscard]] reverse_arc_map reverses() const { return reverse_arc_map(graph_); }

private:
    view graph_;
    std::vector<double> capacities_;
};

} // namespace colearn

#endif
