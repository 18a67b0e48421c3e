// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_BENCHMARKS_PLANS_LEMON_HPP
#define COLEARN_BENCHMARKS_PLANS_LEMON_HPP

#include <vector>

namespace bench {

struct lemon_cell {
    int left;
    int right;
    long long weight;
};

/// The best weight of any assignment, as a circulation of least cost, by LEMON's NetworkSimplex and by its CostScaling,
/// each with its set-up.
long long lemon_assignment_by_simplex(int left, int right, const std::vector<lemon_cell>& cells);
long long lemon_assignment_by_scaling(int left, int right, const std::vector<lemon_cell>& cells);

} // namespace bench

#endif
