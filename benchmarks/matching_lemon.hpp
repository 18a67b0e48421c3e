// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_BENCHMARKS_MATCHING_LEMON_HPP
#define COLEARN_BENCHMARKS_MATCHING_LEMON_HPP

#include <vector>

namespace bench {

struct lemon_edge {
    int a;
    int b;
    double weight;
};

/// The best weight of any matching, by LEMON's MaxWeightedMatching, with its set-up.
double lemon_best_weight(int count, const std::vector<lemon_edge>& edges);

} // namespace bench

#endif
