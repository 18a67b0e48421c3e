// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_DETAIL_ITERATE_MIXTURE_HPP
#define COLEARN_GRAPH_DETAIL_ITERATE_MIXTURE_HPP

/// @file
/// For a policy reader: scores that are found step by step are found sooner when one looks at where the steps lead to.
/// For an engineer: reduced rank extrapolation of a fixed-point iteration whose true solution is not negative.
/// Source: Eddy, in *Information Linkage Between Applied Mathematics and Industry* (1979) 387; Mesina, Computer Methods
/// in Applied Mechanics and Engineering 10 (1977) 165.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include <colearn/graph/detail/vector_blocks.hpp>

namespace colearn::detail {

// Passes of a cycle, whose changes are then put together so that they cancel out as far as they can.
inline constexpr std::size_t mixture_cycle = 5;

/// What each pass of a cycle ends with, and the best mixture of it. Known up to a factor: entries sum to `total`, or
/// to whatever the caller holds them against.
class iterate_mixture {
public:
    explicit iterate_mixture(std::size_t n) {
        for (auto& one : scores_) one.resize(n);
    }

    [[nodiscard]] std::vector<double>& operator[](std::size_t pass) noexcept { return scores_[pass]; }
    double total[mixture_cycle + 1]{}; // of each; 1 where scores are not a distribution

    /// Puts into [0] the mixture of [1] .. [mixture_cycle] whose change a pass is least (reduced rank extrapolation:
    /// the shares sum to 1 and the norm of the changes' mixture is least). False when the changes say nothing.
    [[nodiscard]] bool mix(unsigned threads) {
        std::array<double, mixture_cycle> share{};
        if (!shares(threads, share)) return false;
        const auto n = scores_[0].size();
        for_each_block(n, threads, [&](std::size_t first, std::size_t last) {
            for (auto v = first; v < last; ++v) {
                double sum = 0;
                for (std::size_t i = 0; i < mixture_cycle; ++i) sum += share[i] * scores_[i + 1][v];
                scores_[0][v] = (std::max)(0.0, sum); // no true score is negative
            }
        });
        return true;
    }

private:
    using table = std::array<std::array<double, mixture_cycle>, mixture_cycle>;

    // Products of the changes with each other.
    [[nodiscard]] table products(unsigned threads) const {
        const auto n = scores_[0].size();
        std::vector<table> of_block(vector_blocks(n));
        for_each_block(n, threads, [&](std::size_t first, std::size_t last) {
            table mine{};
            for (auto v = first; v < last; ++v) {
                std::array<double, mixture_cycle> change;
                double before = scores_[0][v] / total[0];
                for (std::size_t i = 0; i < mixture_cycle; ++i) {
                    const double after = scores_[i + 1][v] / total[i + 1];
                    change[i] = after - before;
                    before = after;
                }
                for (std::size_t i = 0; i < mixture_cycle; ++i)
                    for (std::size_t j = 0; j <= i; ++j) mine[i][j] += change[i] * change[j];
            }
            of_block[first / vector_block] = mine;
        });
        table all{};
        for (const auto& one : of_block)
            for (std::size_t i = 0; i < mixture_cycle; ++i)
                for (std::size_t j = 0; j <= i; ++j) all[i][j] += one[i][j];
        return all;
    }

    // Solves products * share = 1 up to scale by Cholesky's method, each change taken with norm 1. Where a change lies
    // in the span of the others, rounding alone would be its pivot; the floor there makes the mixture the one that
    // cancels.
    [[nodiscard]] bool shares(unsigned threads, std::array<double, mixture_cycle>& share) const {
        constexpr double floor = 1e-15;
        auto root = products(threads);
        std::array<double, mixture_cycle> norm{};
        std::array<double, mixture_cycle> found{};
        for (std::size_t i = 0; i < mixture_cycle; ++i) {
            norm[i] = std::sqrt(root[i][i]);
            if (!(norm[i] > 0)) return false;
        }
        for (std::size_t i = 0; i < mixture_cycle; ++i) {
            for (std::size_t j = 0; j <= i; ++j) {
                root[i][j] /= norm[i] * norm[j];
                for (std::size_t k = 0; k < j; ++k) root[i][j] -= root[i][k] * root[j][k];
                root[i][j] = j < i ? root[i][j] / root[j][j] : std::sqrt((std::max)(root[i][i], floor));
            }
            found[i] = 1 / norm[i];
            for (std::size_t k = 0; k < i; ++k) found[i] -= root[i][k] * found[k];
            found[i] /= root[i][i];
        }
        double sum = 0;
        for (auto i = mixture_cycle; i-- > 0;) {
            for (auto k = i + 1; k < mixture_cycle; ++k) found[i] -= root[k][i] * found[k];
            found[i] /= root[i][i];
            share[i] = found[i] / norm[i];
            sum += share[i];
        }
        if (!(std::isfinite(sum) && sum != 0)) return false;
        for (std::size_t i = 0; i < mixture_cycle; ++i) share[i] /= sum * total[i + 1];
        return true;
    }

    std::array<std::vector<double>, mixture_cycle + 1> scores_;
};

} // namespace colearn::detail

#endif
