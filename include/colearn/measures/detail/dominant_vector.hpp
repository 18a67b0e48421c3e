// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_DOMINANT_VECTOR_HPP
#define COLEARN_MEASURES_DETAIL_DOMINANT_VECTOR_HPP

/// @file
/// For a policy reader: the scores that reproduce themselves when everybody's score is made from those of its partners.
/// For an engineer: the Perron vector of a matrix that is given by its product with a vector, by Arnoldi's method with
/// restarts (Lanczos' where the matrix is symmetric). The stopping test is the true residual.
/// Source: Saad, *Numerical Methods for Large Eigenvalue Problems* (2nd edition, 2011), sections 6.2 to 6.4.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/graph/detail/row_product.hpp>
#include <colearn/graph/detail/vector_blocks.hpp>
#include <colearn/graph/rows.hpp>

namespace colearn::detail {

/// The matrix of strengths along some rows, cut down to some vertices: entry (v, w) is the strength of the arc that row
/// v has of w. Compact vectors have an entry for each of these vertices.
class strength_matrix {
public:
    /// `vertices` ascend; empty: all. `whole` has a 0 for every vertex of the rows, and again when this is gone.
    strength_matrix(const rows& side, std::span<const std::uint32_t> vertices, std::vector<double>& whole,
                    unsigned threads)
        : side_(side), vertices_(vertices), whole_(whole), threads_(threads) {}
    strength_matrix(const strength_matrix&) = delete;
    strength_matrix& operator=(const strength_matrix&) = delete;
    ~strength_matrix() {
        for (const auto v : vertices_) whole_[v] = 0;
    }

    [[nodiscard]] std::size_t size() const noexcept { return vertices_.empty() ? side_.size() : vertices_.size(); }

    void multiply(std::span<const double> by, std::span<double> to) {
        const auto n = size();
        if (!vertices_.empty())
            for (std::size_t i = 0; i < n; ++i) whole_[vertices_[i]] = by[i];
        const double* const from = vertices_.empty() ? by.data() : whole_.data();
        const row_product row(side_, from);
        for_each_block(n, threads_, [&](std::size_t first, std::size_t last) {
            for (auto i = first; i < last; ++i) {
                const auto v = vertices_.empty() ? static_cast<std::uint32_t>(i) : vertices_[i];
                to[i] = row.sum<true>(v);
            }
        });
    }

private:
    rows side_;
    std::span<const std::uint32_t> vertices_;
    std::vector<double>& whole_; // 0 for vertices that are left out
    unsigned threads_;
};

struct dominant_limits {
    bool symmetric = false;
    double tolerance = 1e-10;         ///< > 0: largest residual, as a share of the eigenvalue
    std::size_t max_products = 10000; ///< of the matrix with a vector
    unsigned threads = 1;
    progress_callback progress{}; ///< called with the share of the digits that are settled
    std::stop_token stop{};       ///< stops after the product that is under way
};

struct dominant_pair {
    double value = 0;         ///< eigenvalue
    double residual = 1;      ///< Euclidean norm of matrix * vector - value * vector, as a share of the value
    std::size_t products = 0; ///< of the matrix with a vector
    status outcome = status::converged;
};

/// Longest Krylov sequence before a restart; each term is kept.
inline constexpr std::size_t krylov_length = 12;

// The eigenvector of the projected matrix whose eigenvalue is largest.
[[nodiscard]] inline Eigen::VectorXd largest_small_vector(const Eigen::MatrixXd& projected) {
    const Eigen::EigenSolver<Eigen::MatrixXd> solver(projected);
    Eigen::Index best = 0;
    for (Eigen::Index i = 1; i < projected.rows(); ++i)
        if (solver.eigenvalues()(i).real() > solver.eigenvalues()(best).real()) best = i;
    return solver.eigenvectors().col(best).real();
}

/// Turns `x`, which comes in not negative and not zero, into the dominant eigenvector of a matrix without negative
/// entries whose largest eigenvalue is simple; its Euclidean norm is 1. `multiply(from, to)` is the product.
/// Complexity: `krylov_length` + 2 vectors; for each product O(n) work, times `krylov_length` if not symmetric.
template <class Multiply>
[[nodiscard]] dominant_pair dominant_vector(std::vector<double>& x, Multiply multiply, const dominant_limits& limits) {
    const auto n = x.size();
    const auto threads = limits.threads;
    dominant_pair made;
    std::array<std::vector<double>, krylov_length + 1> base;
    for (auto& one : base) one.resize(n);
    const auto product = [&](const std::vector<double>& from, std::vector<double>& to) {
        multiply(std::span<const double>(from), std::span<double>(to));
        ++made.products;
    };
    const auto scale_to_1 = [&](const std::vector<double>& from, std::vector<double>& to) {
        const double norm = std::sqrt(block_sum(n, threads, [&](std::size_t i) { return from[i] * from[i]; }));
        if (norm > 0)
            for_each_block(n, threads, [&](std::size_t first, std::size_t last) {
                for (auto i = first; i < last; ++i) to[i] = from[i] / norm;
            });
        return norm;
    };
    const auto limit_reached = [&] {
        if (made.products >= limits.max_products)
            made.outcome = status::not_converged;
        else if (limits.stop.stop_requested())
            made.outcome = status::cancelled;
        return made.outcome != status::converged;
    };
    double told = 0;
    // The true residual of x, once what rounding left below 0 is gone.
    const auto measure = [&] {
        for_each_block(n, threads, [&](std::size_t first, std::size_t last) {
            for (auto i = first; i < last; ++i) x[i] = (std::max)(0.0, x[i]);
        });
        scale_to_1(x, x);
        product(x, base[0]);
        made.value = block_sum(n, threads, [&](std::size_t i) { return x[i] * base[0][i]; });
        const double square = block_sum(n, threads, [&](std::size_t i) {
            const double off = base[0][i] - made.value * x[i];
            return off * off;
        });
        made.residual = made.value > 0 ? std::sqrt(square) / made.value : 1;
        if (limits.progress) {
            const double digits = std::log(made.residual) / std::log(limits.tolerance);
            told = made.residual <= limits.tolerance ? 1 : (std::max)(told, (std::clamp)(digits, 0.0, 1.0));
            limits.progress(told);
        }
        return made.residual <= limits.tolerance;
    };
    while (!measure() && !limit_reached()) {
        // base[0] is the product already, but the sequence begins with x.
        Eigen::MatrixXd projected = Eigen::MatrixXd::Zero(krylov_length + 1, krylov_length);
        base[1].swap(base[0]);
        base[0] = x;
        Eigen::Index length = 0;
        Eigen::VectorXd small;
        for (std::size_t j = 0; j < krylov_length; ++j) {
            if (j > 0) product(base[j], base[j + 1]);
            auto& next = base[j + 1];
            const auto column = static_cast<Eigen::Index>(j);
            for (std::size_t i = limits.symmetric && j > 0 ? j - 1 : 0; i <= j; ++i) {
                const auto& other = base[i];
                const double along = block_sum(n, threads, [&](std::size_t v) { return other[v] * next[v]; });
                projected(static_cast<Eigen::Index>(i), column) = along;
                for_each_block(n, threads, [&](std::size_t first, std::size_t last) {
                    for (auto v = first; v < last; ++v) next[v] -= along * other[v];
                });
            }
            const double left = scale_to_1(next, next);
            projected(column + 1, column) = left;
            length = column + 1;
            const bool exact = !(left > 1e-14 * made.value);
            if (exact || length % 4 == 0 || length == krylov_length) {
                small = largest_small_vector(projected.topLeftCorner(length, length));
                const double estimate = left * std::fabs(small(column)) / small.norm();
                if (exact || estimate <= .3 * limits.tolerance * made.value) break;
            }
            if (limits.stop.stop_requested() || made.products >= limits.max_products) {
                small = largest_small_vector(projected.topLeftCorner(length, length));
                break;
            }
        }
        for_each_block(n, threads, [&](std::size_t first, std::size_t last) {
            for (auto v = first; v < last; ++v) {
                double mixed = 0;
                for (Eigen::Index i = 0; i < length; ++i) mixed += small(i) * base[static_cast<std::size_t>(i)][v];
                x[v] = mixed;
            }
        });
        if (block_sum(n, threads, [&](std::size_t v) { return x[v]; }) < 0)
            for (auto& one : x) one = -one;
    }
    return made;
}

} // namespace colearn::detail

#endif
