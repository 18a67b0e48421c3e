// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/kruskal_min_spanning_tree.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>

#include <colearn/graph/boost_weights.hpp>
#include <colearn/graph/lengths.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace boost_weights_test {

using colearn::arc_descriptor;
using colearn::freeze;
using colearn::undirected_view;
using colearn::view;

namespace {

template <class Value>
concept adds_up = requires(Value a, Value b) {
    a + b;
};
template <class Lengths>
concept gives_length_map = requires {
    colearn::length_map(std::declval<Lengths>());
};

} // namespace

// Strengths do not add up; the map of temporary lengths is refused, and so is anything that is no length.
static_assert(!adds_up<decltype(colearn::strength_map(std::declval<const view&>()))::value_type>);
static_assert(adds_up<decltype(std::declval<const colearn::boost_flow_network&>().capacities())::value_type>);
static_assert(gives_length_map<const colearn::lengths<double>&>);
static_assert(gives_length_map<const colearn::lengths<std::uint32_t>&>);
static_assert(!gives_length_map<colearn::lengths<double>>);
static_assert(!gives_length_map<const view&>);

TEST_CASE("Dijkstra runs on a view with lengths, and agrees with relaxing every arc", "[boost_weights]") {
    test::dice roll(3);
    for (int round = 0; round < 30; ++round) {
        const auto n = 2 + roll.below(12);
        const auto view = freeze(test::random_ties(roll, n, 3 * n).columns(), n, {.directed = round % 2 == 0});
        const auto lengths = colearn::lengths_from(view, colearn::reciprocal_strength{});
        std::vector<double> distance(n);
        std::vector<std::uint32_t> before(n);
        const auto index = get(boost::vertex_index, view);
        boost::dijkstra_shortest_paths(view, 0U,
                                       boost::weight_map(colearn::length_map(lengths))
                                           .distance_map(boost::make_iterator_property_map(distance.begin(), index))
                                           .predecessor_map(boost::make_iterator_property_map(before.begin(), index)));
        std::vector<double> expected(n, (std::numeric_limits<double>::max)());
        expected[0] = 0;
        for (std::uint32_t pass = 0; pass < n; ++pass)
            for (const auto& arc : test::arcs_of(view))
                if (expected[arc.source] < (std::numeric_limits<double>::max)())
                    expected[arc.target] = (std::min)(expected[arc.target], expected[arc.source] + 1 / arc.strength);
        for (std::uint32_t v = 0; v < n; ++v) CHECK(distance[v] == Approx(expected[v]));
    }
}

TEST_CASE("the maximum flow over a view is the smallest of all cuts", "[boost_weights]") {
    test::dice roll(5);
    for (int round = 0; round < 30; ++round) {
        const auto n = 2 + roll.below(7);
        const auto view = freeze(test::random_ties(roll, n, 3 * n).columns(), n,
                                 {.directed = round % 2 == 0, .self_ties = colearn::loops::keep});
        const colearn::boost_flow_network network(view);
        std::vector<double> residual(num_edges(network.graph()));
        const double flow =
            boost::push_relabel_max_flow(network.graph(), 0U, n - 1U,
                                         boost::capacity_map(network.capacities())
                                             .residual_capacity_map(boost::make_iterator_property_map(
                                                 residual.begin(), get(boost::edge_index, network.graph())))
                                             .reverse_edge_map(network.reverses()));
        double smallest = std::numeric_limits<double>::infinity();
        for (std::uint32_t side = 0; side < (1U << n); ++side) {
            if ((side & 1U) == 0 || (side >> (n - 1) & 1U) != 0) continue;
            double cut = 0;
            for (const auto& arc : test::arcs_of(view))
                if ((side >> arc.source & 1U) != 0 && (side >> arc.target & 1U) == 0) cut += arc.strength;
            smallest = (std::min)(smallest, cut);
        }
        CHECK(flow == smallest); // multiples of 1/8: exact
    }
    CHECK_THROWS_AS(colearn::reverse_arc_map(freeze({}, 2)), colearn::contract_violation);
}

TEST_CASE("the reverse of a parallel arc is its own tie", "[boost_weights]") {
    test::ties ties;
    ties.add(0, 1, 0.25);
    ties.add(1, 0, 0.5);
    ties.add(0, 1, 0.75);
    ties.add(1, 1, 1);
    const auto view =
        freeze(ties.columns(), 2,
               {.directed = false, .self_ties = colearn::loops::keep, .parallel = colearn::parallel_ties::keep});
    const colearn::reverse_arc_map reverse(view);
    const auto weight = colearn::strength_map(view);
    for (auto [edge, last] = edges(view); edge != last; ++edge) {
        const auto back = get(reverse, *edge);
        CHECK(back.source == edge->target);
        CHECK(back.target == edge->source);
        CHECK(get(weight, back) == get(weight, *edge));
        CHECK(get(reverse, back) == *edge);
        CHECK((back == *edge) == (edge->source == edge->target));
    }
}

TEST_CASE("the smallest spanning tree of an undirected view is as short as Prim's", "[boost_weights]") {
    test::dice roll(6);
    for (int round = 0; round < 20; ++round) {
        const auto n = 2 + roll.below(12);
        auto ties = test::random_ties(roll, n, roll.below(3 * n));
        for (std::uint32_t v = 1; v < n; ++v) ties.add(v - 1, v, 0.125); // connected
        const undirected_view graph(freeze(ties.columns(), n, {.directed = false}));
        const auto lengths = colearn::lengths_from(graph.base(), colearn::reciprocal_strength{});
        const auto length = colearn::length_map(lengths);
        std::vector<arc_descriptor> tree;
        boost::kruskal_minimum_spanning_tree(graph, std::back_inserter(tree), boost::weight_map(length));
        CHECK(tree.size() + 1 == n);
        double total = 0;
        for (const auto& edge : tree) total += get(length, edge);

        double expected = 0;
        std::vector<char> joined(n);
        joined[0] = 1;
        for (std::uint32_t step = 1; step < n; ++step) {
            double best = std::numeric_limits<double>::infinity();
            std::uint32_t next = 0;
            for (const auto& arc : test::arcs_of(graph.base()))
                if (joined[arc.source] != 0 && joined[arc.target] == 0 && 1 / arc.strength < best) {
                    best = 1 / arc.strength;
                    next = arc.target;
                }
            joined[next] = 1;
            expected += best;
        }
        CHECK(total == Approx(expected));
    }
}

} // namespace boost_weights_test
