// SPDX-License-Identifier: BSL-1.0
#include <lemon/matching.h>
#include <lemon/smart_graph.h>

#include "matching_lemon.hpp"

namespace bench {

double lemon_best_weight(int count, const std::vector<lemon_edge>& edges) {
    lemon::SmartGraph graph;
    graph.reserveNode(count);
    graph.reserveEdge(static_cast<int>(edges.size()));
    for (int v = 0; v < count; ++v) graph.addNode();
    lemon::SmartGraph::EdgeMap<double> weight(graph);
    for (const auto& one : edges) weight[graph.addEdge(graph.nodeFromId(one.a), graph.nodeFromId(one.b))] = one.weight;
    lemon::MaxWeightedMatching<lemon::SmartGraph, lemon::SmartGraph::EdgeMap<double>> solver(graph, weight);
    solver.run();
    return solver.matchingWeight();
}

} // namespace bench
