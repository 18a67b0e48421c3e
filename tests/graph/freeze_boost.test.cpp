// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <map>
#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/adjacency_matrix.hpp>

#include <colearn/graph/boost_weights.hpp>
#include <colearn/graph/freeze_boost.hpp>
#include <colearn/graph/freeze_network.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace freeze_boost_test {

using colearn::freeze;
using colearn::undirected_view;

// What is no graph is left to the other functions of this name.
static_assert(!colearn::detail::boost_edge_list<colearn::tie_columns>);
static_assert(!colearn::detail::boost_edge_list<colearn::network<colearn::roles<colearn::school>>>);
static_assert(!colearn::detail::boost_edge_list<int>);

TEST_CASE("any Boost graph freezes into a view, with the strengths that one names", "[freeze_boost]") {
    using boost::adjacency_list;
    test::dice roll(7);
    const auto ties = test::random_ties(roll, 9, 40);
    using weighted = boost::property<boost::edge_weight_t, double>;
    SECTION("a directed list") {
        adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, weighted> graph(9);
        for (std::size_t i = 0; i < ties.size(); ++i)
            boost::add_edge(ties.sources[i], ties.targets[i], {ties.strengths[i]}, graph);
        const auto view = freeze(graph, get(boost::edge_weight, graph));
        CHECK(test::arcs_of(view) == test::arcs_of(freeze(ties.columns(), 9)));
        const auto both_ways = freeze(graph, get(boost::edge_weight, graph), {.directed = false});
        CHECK(test::arcs_of(both_ways) == test::arcs_of(freeze(ties.columns(), 9, {.directed = false})));
    }
    SECTION("an undirected list of nodes with an index of its own") {
        struct tie_of_friends {
            colearn::strength how_strong{};
        };
        using graph_type =
            adjacency_list<boost::listS, boost::listS, boost::undirectedS, boost::no_property, tie_of_friends>;
        graph_type graph;
        std::map<graph_type::vertex_descriptor, std::uint32_t> number;
        std::vector<graph_type::vertex_descriptor> vertex;
        for (std::uint32_t v = 0; v < 9; ++v) {
            vertex.push_back(boost::add_vertex(graph));
            number[vertex.back()] = v;
        }
        for (std::size_t i = 0; i < ties.size(); ++i)
            boost::add_edge(vertex[ties.sources[i]], vertex[ties.targets[i]], tie_of_friends{{ties.strengths[i]}},
                            graph);
        const auto view = freeze(graph, get(&tie_of_friends::how_strong, graph),
                                 boost::associative_property_map(number), {.parallel = colearn::parallel_ties::sum});
        CHECK_FALSE(view.directed());
        CHECK(test::arcs_of(view) ==
              test::arcs_of(freeze(ties.columns(), 9, {.directed = false, .parallel = colearn::parallel_ties::sum})));
    }
    SECTION("a matrix") {
        boost::adjacency_matrix<boost::directedS, boost::no_property, weighted> graph(3);
        boost::add_edge(0, 1, weighted(0.5), graph);
        boost::add_edge(2, 0, weighted(0.25), graph);
        CHECK(test::arcs_of(freeze(graph, get(boost::edge_weight, graph))) ==
              std::vector<test::plain_arc>{{0, 1, 0.5, 0}, {2, 0, 0.25, 0}});
    }
    SECTION("a view itself, and an undirected one") {
        const auto view = freeze(ties.columns(), 9);
        CHECK(test::arcs_of(freeze(view, colearn::strength_map(view))) == test::arcs_of(view));
        const undirected_view graph(freeze(ties.columns(), 9, {.directed = false}));
        const auto again = freeze(graph, colearn::strength_map(graph));
        CHECK_FALSE(again.directed());
        CHECK(test::arcs_of(again) == test::arcs_of(graph.base()));
    }
    SECTION("a bad strength is refused") {
        adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, weighted> graph(2);
        boost::add_edge(0, 1, {0.0}, graph);
        CHECK_THROWS_AS(freeze(graph, get(boost::edge_weight, graph)), colearn::contract_violation);
    }
}

} // namespace freeze_boost_test
