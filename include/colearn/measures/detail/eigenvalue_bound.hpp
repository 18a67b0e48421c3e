// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_EIGENVALUE_BOUND_HPP
#define COLEARN_MEASURES_DETAIL_EIGENVALUE_BOUND_HPP

/// @file
/// For a policy reader: checks that no other part of a network would have come out above the one that did.
/// For an engineer: a bound on the eigenvalues of a part of a matrix without negative entries, from a vector that is
/// grown for it. Source: Collatz, Mathematische Zeitschrift 48 (1942) 221; Wielandt, ibid. 52 (1950) 642: for any
/// positive vector x, no eigenvalue is larger than the largest (matrix * x)_v / x_v.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace colearn::detail {

/// Whether the entries where `score` is 0 have no eigenvalue above `limit` among themselves; false also when `steps`
/// products do not prove it. `multiply(from, to)` is the product of the whole matrix.
template <class Multiply>
[[nodiscard]] bool no_eigenvalue_above(double limit, std::span<const double> score, std::size_t steps,
                                       Multiply multiply) {
    const auto n = score.size();
    std::vector<double> grown(n);
    std::vector<double> product(n);
    for (std::size_t v = 0; v < n; ++v) grown[v] = score[v] > 0 ? 0 : 1;
    for (std::size_t step = 0; step < steps; ++step) {
        multiply(std::span<const double>(grown), std::span<double>(product));
        double bound = 0;
        double size = 0;
        for (std::size_t v = 0; v < n; ++v) {
            if (score[v] > 0) continue;
            bound = (std::max)(bound, product[v] / grown[v]);
            size = (std::max)(size, product[v] + limit * grown[v]);
        }
        if (bound <= limit) return true;
        // With a part of itself a vector stays positive, and grows towards the one that attains the bound.
        for (std::size_t v = 0; v < n; ++v) grown[v] = score[v] > 0 ? 0 : (product[v] + limit * grown[v]) / size;
    }
    return false;
}

} // namespace colearn::detail

#endif
