// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <tuple>
#include <vector>

#include <boost/graph/connected_components.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/strong_components.hpp>

#include <colearn/graph/boost.hpp>
#include <colearn/graph/boost_weights.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace boost_test {

using colearn::arc_descriptor;
using colearn::freeze;
using colearn::undirected_view;
using colearn::view;

namespace {

template <class Graph>
void check_concepts() {
    BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Graph>));
    BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<Graph>));
    BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Graph>));
    BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<Graph>));
    BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<Graph>));
    BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, std::uint32_t, boost::vertex_index_t>));
    BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, arc_descriptor, boost::edge_index_t>));
}

template <class Graph>
concept gives_edge_weight = requires(const Graph& graph) {
    get(boost::edge_weight, graph);
};

} // namespace

static_assert(!gives_edge_weight<view>); // a weight is named, never found by default
static_assert(!gives_edge_weight<undirected_view>);

TEST_CASE("a view and an undirected view model Boost's graph concepts", "[boost]") {
    check_concepts<view>();
    check_concepts<undirected_view>();
    CHECK(boost::is_directed(view{}));
    CHECK(boost::is_undirected(undirected_view(freeze({}, 1, {.directed = false}))));
    CHECK_THROWS_AS(undirected_view(freeze({}, 1)), colearn::contract_violation);
}

TEST_CASE("Boost sees the arcs that the view has, from both ends", "[boost]") {
    test::dice roll(1);
    for (int round = 0; round < 40; ++round) {
        const auto n = 1 + roll.below(10);
        const auto ties = test::random_ties(roll, n, roll.below(40));
        const bool directed = round % 2 == 0;
        const auto view =
            freeze(ties.columns(), n,
                   {.directed = directed,
                    .self_ties = colearn::loops::keep,
                    .parallel = round % 4 < 2 ? colearn::parallel_ties::keep : colearn::parallel_ties::strongest});
        const auto expected = test::arcs_of(view);
        REQUIRE(num_vertices(view) == n);
        REQUIRE(num_edges(view) == expected.size());
        const auto weight = colearn::strength_map(view);

        std::vector<test::plain_arc> listed;
        for (auto [edge, last] = edges(view); edge != last; ++edge)
            listed.push_back({source(*edge, view), target(*edge, view), get(weight, *edge).value, 0});
        CHECK(listed == expected);

        std::vector<test::plain_arc> leaving;
        std::vector<std::uint32_t> arriving; // arcs
        for (auto [v, end] = vertices(view); v != end; ++v) {
            CHECK(out_degree(*v, view) == std::distance(out_edges(*v, view).first, out_edges(*v, view).second));
            auto alter = adjacent_vertices(*v, view).first;
            for (auto [edge, last] = out_edges(*v, view); edge != last; ++edge) {
                CHECK(*alter++ == target(*edge, view));
                leaving.push_back({source(*edge, view), target(*edge, view), get(weight, *edge).value, 0});
            }
            CHECK(alter == adjacent_vertices(*v, view).second);
            CHECK(in_degree(*v, view) == std::distance(in_edges(*v, view).first, in_edges(*v, view).second));
            CHECK(degree(*v, view) == in_degree(*v, view) + out_degree(*v, view));
            for (auto [edge, last] = in_edges(*v, view); edge != last; ++edge) {
                const auto arc = get(boost::edge_index, view, *edge);
                arriving.push_back(arc);
                CHECK(target(*edge, view) == *v);
                REQUIRE(arc < expected.size());
                CHECK(expected[arc] == test::plain_arc{source(*edge, view), *v, get(weight, *edge).value, 0});
            }
        }
        CHECK(leaving == expected);
        std::sort(arriving.begin(), arriving.end());
        for (std::uint32_t arc = 0; arc < arriving.size(); ++arc) CHECK(arriving[arc] == arc); // each arc once
    }
}

TEST_CASE("an undirected view lists each tie once, and knows it from both ends", "[boost]") {
    test::dice roll(2);
    for (int round = 0; round < 40; ++round) {
        const auto n = 1 + roll.below(10);
        const auto ties = test::random_ties(roll, n, roll.below(40));
        const undirected_view graph(
            freeze(ties.columns(), n,
                   {.directed = false, .self_ties = colearn::loops::keep, .parallel = colearn::parallel_ties::keep}));
        CHECK(num_edges(graph) == ties.size());
        // Every tie as it was given, lower end first; multiples of 1/8 tell most parallel ones apart.
        std::multiset<std::tuple<std::uint32_t, std::uint32_t, double>> expected;
        for (std::size_t i = 0; i < ties.size(); ++i)
            expected.insert({(std::min)(ties.sources[i], ties.targets[i]), (std::max)(ties.sources[i], ties.targets[i]),
                             ties.strengths[i]});
        std::multiset<std::tuple<std::uint32_t, std::uint32_t, double>> listed;
        std::vector<std::tuple<std::uint32_t, std::uint32_t, double>> by_index(num_edges(graph));
        const auto weight = colearn::strength_map(graph);
        std::uint32_t next = 0;
        for (auto [edge, last] = edges(graph); edge != last; ++edge) {
            CHECK(get(boost::edge_index, graph, *edge) == next);
            by_index[next++] = {source(*edge, graph), target(*edge, graph), get(weight, *edge).value};
            listed.insert(by_index[next - 1]);
        }
        CHECK(listed == expected);
        std::vector<int> met(num_edges(graph));
        for (std::uint32_t v = 0; v < n; ++v) {
            for (auto [edge, last] = out_edges(v, graph); edge != last; ++edge) {
                const auto w = target(*edge, graph);
                CHECK(source(*edge, graph) == v);
                CHECK(by_index[edge->index] ==
                      std::tuple((std::min)(v, w), (std::max)(v, w), get(weight, *edge).value));
                met[edge->index] += v == w ? 2 : 1;
            }
            for (auto [edge, last] = in_edges(v, graph); edge != last; ++edge)
                CHECK((target(*edge, graph) == v && get(weight, *edge).value == std::get<2>(by_index[edge->index])));
            CHECK(degree(v, graph) == out_degree(v, graph));
        }
        CHECK(std::all_of(met.begin(), met.end(), [](int times) { return times == 2; }));
    }
}

TEST_CASE("strong components of a view are those of mutual reachability", "[boost]") {
    test::dice roll(4);
    for (int round = 0; round < 40; ++round) {
        const auto n = 1 + roll.below(12);
        const auto view = freeze(test::random_ties(roll, n, roll.below(2 * n)).columns(), n);
        std::vector<std::uint32_t> component(n);
        boost::strong_components(view,
                                 boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, view)));
        std::vector<std::vector<int>> reach(n, std::vector<int>(n));
        for (std::uint32_t v = 0; v < n; ++v) reach[v][v] = 1;
        for (const auto& arc : test::arcs_of(view)) reach[arc.source][arc.target] = 1;
        for (std::uint32_t k = 0; k < n; ++k)
            for (std::uint32_t v = 0; v < n; ++v)
                for (std::uint32_t w = 0; w < n; ++w) reach[v][w] |= reach[v][k] & reach[k][w];
        for (std::uint32_t v = 0; v < n; ++v)
            for (std::uint32_t w = 0; w < n; ++w)
                CHECK((component[v] == component[w]) == (reach[v][w] != 0 && reach[w][v] != 0));
    }
}

TEST_CASE("algorithms for undirected graphs run on an undirected view", "[boost]") {
    test::dice roll(6);
    for (int round = 0; round < 20; ++round) {
        const auto n = 1 + roll.below(12);
        const undirected_view graph(
            freeze(test::random_ties(roll, n, roll.below(2 * n)).columns(), n, {.directed = false}));
        std::vector<std::uint32_t> component(n);
        boost::connected_components(
            graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
        std::vector<std::uint32_t> label(n);
        for (std::uint32_t v = 0; v < n; ++v) label[v] = v;
        for (std::uint32_t pass = 0; pass < n; ++pass)
            for (const auto& arc : test::arcs_of(graph.base()))
                label[arc.source] = (std::min)(label[arc.source], label[arc.target]);
        for (std::uint32_t v = 0; v < n; ++v)
            for (std::uint32_t w = 0; w < n; ++w) CHECK((component[v] == component[w]) == (label[v] == label[w]));
    }
}

} // namespace boost_test
