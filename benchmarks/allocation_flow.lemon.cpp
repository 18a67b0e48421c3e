// SPDX-License-Identifier: BSL-1.0
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/preflow.h>
#include <lemon/smart_graph.h>

#include "allocation_flow_lemon.hpp"

namespace bench {

struct lemon_flows::network {
    using graph = lemon::SmartDigraph;
    graph g;
    graph::NodeMap<long long> supply{g};
    graph::ArcMap<long long> capacity{g};
    graph::ArcMap<long long> cost{g};
    graph::ArcMap<long long> lower{g};
    bool has_lower = false;

    template <class Solver>
    long long least_cost() const {
        Solver solver(g);
        solver.supplyMap(supply).upperMap(capacity).costMap(cost);
        if (has_lower) solver.lowerMap(lower);
        return solver.run() == Solver::OPTIMAL ? solver.template totalCost<long long>() : -1;
    }
};

lemon_flows::lemon_flows(const std::vector<long long>& supply, const std::vector<lemon_arc>& arcs)
    : network_(std::make_unique<network>()) {
    auto& net = *network_;
    net.g.reserveNode(static_cast<int>(supply.size()));
    net.g.reserveArc(static_cast<int>(arcs.size()));
    for (const auto one : supply) net.supply[net.g.addNode()] = one;
    for (const auto& one : arcs) {
        const auto a = net.g.addArc(net.g.nodeFromId(one.from), net.g.nodeFromId(one.to));
        net.capacity[a] = one.capacity;
        net.cost[a] = one.cost;
        net.lower[a] = one.lower;
        net.has_lower = net.has_lower || one.lower > 0;
    }
}

lemon_flows::~lemon_flows() = default;

long long lemon_flows::cost_scaling() const {
    return network_->least_cost<lemon::CostScaling<network::graph, long long, long long>>();
}

long long lemon_flows::network_simplex() const {
    return network_->least_cost<lemon::NetworkSimplex<network::graph, long long, long long>>();
}

long long lemon_flows::preflow(int source, int sink) const {
    const auto& g = network_->g;
    lemon::Preflow<network::graph, network::graph::ArcMap<long long>> solver(g, network_->capacity,
                                                                             g.nodeFromId(source), g.nodeFromId(sink));
    solver.run();
    return solver.flowValue();
}

} // namespace bench
