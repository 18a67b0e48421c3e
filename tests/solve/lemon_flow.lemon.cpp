// SPDX-License-Identifier: BSL-1.0
#include "solve/lemon_flow.hpp"

#include <lemon/network_simplex.h>
#include <lemon/preflow.h>
#include <lemon/smart_graph.h>

namespace flow_test {

using graph = lemon::SmartDigraph;

long long lemon_least_cost(const std::vector<long long>& supply, const std::vector<lemon_arc>& arcs) {
    graph g;
    graph::NodeMap<long long> supplies(g);
    for (const auto one : supply) supplies[g.addNode()] = one;
    graph::ArcMap<long long> lower(g), upper(g), cost(g);
    for (const auto& one : arcs) {
        const auto a = g.addArc(g.nodeFromId(one.from), g.nodeFromId(one.to));
        lower[a] = one.lower;
        upper[a] = one.capacity;
        cost[a] = one.cost;
    }
    lemon::NetworkSimplex<graph, long long, long long> solver(g);
    solver.supplyMap(supplies).lowerMap(lower).upperMap(upper).costMap(cost);
    return solver.run() == solver.OPTIMAL ? solver.totalCost<long long>() : -1;
}

long long lemon_maximum_flow(int count, const std::vector<lemon_arc>& arcs, int source, int sink) {
    graph g;
    for (int v = 0; v < count; ++v) g.addNode();
    graph::ArcMap<long long> capacity(g);
    for (const auto& one : arcs) capacity[g.addArc(g.nodeFromId(one.from), g.nodeFromId(one.to))] = one.capacity;
    lemon::Preflow<graph, graph::ArcMap<long long>> solver(g, capacity, g.nodeFromId(source), g.nodeFromId(sink));
    solver.run();
    return solver.flowValue();
}

} // namespace flow_test
