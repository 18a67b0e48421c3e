// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_SOLVE_LEMON_MATCHING_HPP
#define COLEARN_TESTS_SOLVE_LEMON_MATCHING_HPP

#include <vector>

namespace matching_test {

struct lemon_edge {
    int a;
    int b;
    double weight;
};

// The best weight of any matching, by LEMON's MaxWeightedMatching.
double lemon_best_weight(int count, const std::vector<lemon_edge>& edges);

} // namespace matching_test

#endif
