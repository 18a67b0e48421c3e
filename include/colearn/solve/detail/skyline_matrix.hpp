// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_SKYLINE_MATRIX_HPP
#define COLEARN_SOLVE_DETAIL_SKYLINE_MATRIX_HPP

/// @file
/// For a policy reader: solves the equations behind a sharing, in which those who share a recipient meet.
/// For an engineer: Cholesky factors of a symmetric positive definite matrix that is kept by rows, each from its first
/// entry on; nothing fills in before that. The order of rows is that of Cuthill and McKee (1969), reversed (George
/// 1971), which keeps neighbours near each other.
/// Source: George and Liu, *Computer Solution of Large Sparse Positive Definite Systems* (1981), chapter 4.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace colearn::detail {

/// Sum of products, in eight sums at once: one after the other would wait for each addition.
[[nodiscard]] inline double dot(const double* a, const double* b, std::size_t n) noexcept {
    constexpr std::size_t lanes = 8;
    double sum[lanes] = {};
    std::size_t k = 0;
    for (; k + lanes <= n; k += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane) sum[lane] += a[k + lane] * b[k + lane];
    double rest = 0;
    for (; k < n; ++k) rest += a[k] * b[k];
    return ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7])) + rest;
}

class skyline_matrix {
public:
    skyline_matrix() = default;
    /// Room for entries between any two that stand in one group: `members` in [offsets[g], offsets[g + 1]).
    skyline_matrix(std::size_t size, std::span<const std::uint32_t> offsets, std::span<const std::uint32_t> members)
        : place_(size), diagonal_(size), work_(size) {
        lay_out(offsets, members);
        start_.assign(1, 0);
        for (std::size_t r = 0; r < size; ++r) start_.push_back(start_.back() + (r - first_[r]) + 1);
        entries_.assign(start_.back(), 0.0);
    }
    /// How many products it would take to factor such a matrix.
    [[nodiscard]] static double products(std::size_t size, std::span<const std::uint32_t> offsets,
                                         std::span<const std::uint32_t> members) {
        skyline_matrix shape;
        shape.place_.resize(size);
        shape.lay_out(offsets, members);
        double out = 0;
        for (std::size_t r = 0; r < size; ++r) {
            const auto width = static_cast<double>(r - shape.first_[r]);
            out += .5 * width * width;
        }
        return out;
    }

    void clear() { std::fill(entries_.begin(), entries_.end(), 0.0); }
    /// Where a row stands, for `row`.
    [[nodiscard]] std::uint32_t place(std::size_t i) const noexcept { return place_[i]; }
    /// Entry c of the row at place r is `row(r)[c]`, for c from its first one to r.
    [[nodiscard]] double* row(std::size_t r) noexcept { return entries_.data() + start_[r] - first_[r]; }

    /// Factors what was entered. A row of which less than 1e-14 is left depends on others: its part of a solution is 0.
    void factor() {
        constexpr double least_pivot = 1e-14;
        for (std::size_t r = 0; r < diagonal_.size(); ++r) {
            double* const here = row(r);
            const double entered = here[r];
            for (std::size_t c = first_[r]; c < r; ++c) {
                const std::size_t from = (std::max)(first_[r], first_[c]);
                here[c] = (here[c] - dot(here + from, row(c) + from, c - from)) * diagonal_[c];
            }
            const double pivot = entered - dot(here + first_[r], here + first_[r], r - first_[r]);
            // What rounding has left of a row that depends on those before it.
            const bool dependent = !(pivot > least_pivot * entered);
            here[r] = dependent ? 1 : std::sqrt(pivot);
            diagonal_[r] = dependent ? 0 : 1 / here[r];
        }
    }
    /// x = M^-1 x.
    void solve(std::span<double> x) {
        const auto n = diagonal_.size();
        for (std::size_t i = 0; i < n; ++i) work_[place_[i]] = x[i];
        for (std::size_t r = 0; r < n; ++r)
            work_[r] = (work_[r] - dot(row(r) + first_[r], work_.data() + first_[r], r - first_[r])) * diagonal_[r];
        for (std::size_t r = n; r-- > 0;) {
            work_[r] *= diagonal_[r];
            const double* const here = row(r);
            for (std::size_t c = first_[r]; c < r; ++c) work_[c] -= here[c] * work_[r];
        }
        for (std::size_t i = 0; i < n; ++i) x[i] = work_[place_[i]];
    }

private:
    void lay_out(std::span<const std::uint32_t> offsets, std::span<const std::uint32_t> members) {
        order(offsets, members);
        first_.resize(place_.size());
        std::iota(first_.begin(), first_.end(), 0U);
        for (std::size_t g = 0; g + 1 < offsets.size(); ++g) {
            auto least = static_cast<std::uint32_t>(place_.size());
            for (auto k = offsets[g]; k < offsets[g + 1]; ++k) least = (std::min)(least, place_[members[k]]);
            for (auto k = offsets[g]; k < offsets[g + 1]; ++k)
                first_[place_[members[k]]] = (std::min)(first_[place_[members[k]]], least);
        }
    }
    // Breadth first from somebody with few neighbours, twice, so that the second search starts at an end; reversed.
    void order(std::span<const std::uint32_t> offsets, std::span<const std::uint32_t> members) {
        const auto n = place_.size();
        const auto groups = offsets.empty() ? 0 : offsets.size() - 1;
        std::vector<std::uint32_t> starts(n + 1);
        std::vector<std::uint32_t> in(members.size()); // groups of each
        for (const auto j : members) ++starts[j + std::size_t{1}];
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
        auto next = starts;
        for (std::uint32_t g = 0; g < groups; ++g)
            for (auto k = offsets[g]; k < offsets[g + 1]; ++k) in[next[members[k]]++] = g;
        const auto degree = [&](std::uint32_t j) { return starts[j + std::size_t{1}] - starts[j]; };
        std::vector<std::uint32_t> by_degree(n);
        std::iota(by_degree.begin(), by_degree.end(), 0U);
        std::stable_sort(by_degree.begin(), by_degree.end(), [&](auto a, auto b) { return degree(a) < degree(b); });
        std::vector<std::uint32_t> seen(n);
        std::vector<std::uint32_t> met(groups);
        std::uint32_t search = 0;
        std::vector<std::uint32_t> queue;
        const auto spread = [&](std::uint32_t from) {
            ++search;
            queue.assign(1, from);
            seen[from] = search;
            for (std::size_t q = 0; q < queue.size(); ++q) {
                const auto before = queue.size();
                for (auto k = starts[queue[q]]; k < starts[queue[q] + std::size_t{1}]; ++k) {
                    if (met[in[k]] == search) continue;
                    met[in[k]] = search;
                    for (auto m = offsets[in[k]]; m < offsets[in[k] + std::size_t{1}]; ++m) {
                        if (seen[members[m]] == search) continue;
                        seen[members[m]] = search;
                        queue.push_back(members[m]);
                    }
                }
                std::stable_sort(queue.begin() + static_cast<std::ptrdiff_t>(before), queue.end(),
                                 [&](auto a, auto b) { return degree(a) < degree(b); });
            }
        };
        std::vector<std::uint8_t> placed(n);
        auto at = static_cast<std::uint32_t>(n);
        for (const auto root : by_degree) {
            if (placed[root] != 0) continue;
            spread(root);
            spread(queue.back());
            for (const auto j : queue) {
                placed[j] = 1;
                place_[j] = --at;
            }
        }
    }

    std::vector<std::uint32_t> place_; // by row as the caller names it
    std::vector<std::uint32_t> first_; // by place: its first column
    std::vector<std::size_t> start_;   // by place: where its entries start
    std::vector<double> entries_;
    std::vector<double> diagonal_; // 1 / that of the factor
    std::vector<double> work_;
};

} // namespace colearn::detail

#endif
