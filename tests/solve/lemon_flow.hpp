// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_SOLVE_LEMON_FLOW_HPP
#define COLEARN_TESTS_SOLVE_LEMON_FLOW_HPP

#include <vector>

namespace flow_test {

struct lemon_arc {
    int from;
    int to;
    long long lower;
    long long capacity;
    long long cost;
};

// The least cost by LEMON's NetworkSimplex; -1 when infeasible.
long long lemon_least_cost(const std::vector<long long>& supply, const std::vector<lemon_arc>& arcs);
// The value of a maximum flow by LEMON's Preflow; lower bounds and costs do not count.
long long lemon_maximum_flow(int count, const std::vector<lemon_arc>& arcs, int source, int sink);

} // namespace flow_test

#endif
