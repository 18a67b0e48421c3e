// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_BENCHMARKS_ALLOCATION_FLOW_LEMON_HPP
#define COLEARN_BENCHMARKS_ALLOCATION_FLOW_LEMON_HPP

#include <memory>
#include <vector>

namespace bench {

struct lemon_arc {
    int from;
    int to;
    long long capacity;
    long long cost;
    long long lower = 0;
};

/// A network as LEMON holds it, made once: what is timed is the solver with its own set-up.
class lemon_flows {
public:
    lemon_flows(const std::vector<long long>& supply, const std::vector<lemon_arc>& arcs);
    ~lemon_flows();

    [[nodiscard]] long long cost_scaling() const; ///< least cost; -1 when it does not say optimal
    [[nodiscard]] long long network_simplex() const;
    [[nodiscard]] long long preflow(int source, int sink) const; ///< value of a maximum flow

private:
    struct network;
    std::unique_ptr<network> network_;
};

} // namespace bench

#endif
