// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_DETAIL_VECTOR_BLOCKS_HPP
#define COLEARN_GRAPH_DETAIL_VECTOR_BLOCKS_HPP

/// @file
/// For a policy reader: numbers of many actors are added up in one order, so that every computer finds the same sum.
/// For an engineer: loops and sums over blocks of a fixed size; the sums of the blocks are added in order, so that the
/// result is the same on any number of threads.

#include <algorithm>
#include <cstddef>
#include <vector>

#include <colearn/core/parallel.hpp>

namespace colearn::detail {

inline constexpr std::size_t vector_block = 4096;

[[nodiscard]] inline std::size_t vector_blocks(std::size_t n) noexcept {
    return (n + vector_block - 1) / vector_block;
}

/// `body(first, last)` for each block of the numbers 0 to n - 1.
template <class Body>
void for_each_block(std::size_t n, unsigned threads, Body body) {
    parallel_for(vector_blocks(n), {.threads = threads}, [&](std::size_t block) {
        body(block * vector_block, (std::min)(n, (block + 1) * vector_block));
    });
}

/// Sum of `term(i)` over i = 0 to n - 1.
template <class Term>
[[nodiscard]] double block_sum(std::size_t n, unsigned threads, Term term) {
    std::vector<double> sums(vector_blocks(n), 0.0);
    for_each_block(n, threads, [&](std::size_t first, std::size_t last) {
        double sum = 0;
        for (auto i = first; i < last; ++i) sum += term(i);
        sums[first / vector_block] = sum;
    });
    double all = 0;
    for (const double one : sums) all += one;
    return all;
}

} // namespace colearn::detail

#endif
