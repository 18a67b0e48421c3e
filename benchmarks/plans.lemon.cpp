// SPDX-License-Identifier: BSL-1.0
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include "plans_lemon.hpp"

namespace bench {
namespace {

template <class Solver>
long long best(int left, int right, const std::vector<lemon_cell>& cells) {
    lemon::SmartDigraph graph;
    graph.reserveNode(left + right + 2);
    graph.reserveArc(static_cast<int>(cells.size()) + left + right + 1);
    for (int v = 0; v < left + right + 2; ++v) graph.addNode();
    const auto from = graph.nodeFromId(left + right);
    const auto to = graph.nodeFromId(left + right + 1);
    for (int v = 0; v < left; ++v) graph.addArc(from, graph.nodeFromId(v));
    for (int v = 0; v < right; ++v) graph.addArc(graph.nodeFromId(left + v), to);
    const auto back = graph.addArc(to, from);
    for (const auto& one : cells) graph.addArc(graph.nodeFromId(one.left), graph.nodeFromId(left + one.right));
    lemon::SmartDigraph::ArcMap<long long> cost(graph, 0);
    lemon::SmartDigraph::ArcMap<long long> most(graph, 1);
    most[back] = left < right ? left : right;
    for (std::size_t i = 0; i < cells.size(); ++i)
        cost[graph.arcFromId(left + right + 1 + static_cast<int>(i))] = -cells[i].weight;
    Solver solver(graph);
    solver.upperMap(most).costMap(cost).run();
    return -static_cast<long long>(solver.totalCost());
}

} // namespace

long long lemon_assignment_by_simplex(int left, int right, const std::vector<lemon_cell>& cells) {
    return best<lemon::NetworkSimplex<lemon::SmartDigraph, long long, long long>>(left, right, cells);
}
long long lemon_assignment_by_scaling(int left, int right, const std::vector<lemon_cell>& cells) {
    return best<lemon::CostScaling<lemon::SmartDigraph, long long, long long>>(left, right, cells);
}

} // namespace bench
