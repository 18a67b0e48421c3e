// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/detail/skyline_matrix.hpp>

#include "support/catch.hpp"

namespace skyline_matrix_test {

using colearn::random_stream;
using colearn::detail::skyline_matrix;

TEST_CASE("a solution satisfies the equations that were entered", "[skyline_matrix]") {
    random_stream stream(1);
    for (int round = 0; round < 60; ++round) {
        CAPTURE(round);
        const std::uint32_t n = 1 + static_cast<std::uint32_t>(colearn::uniform_index(stream, 30));
        std::vector<std::uint32_t> offsets{0};
        std::vector<std::uint32_t> members;
        for (int g = 0; g < 25; ++g) {
            const auto start = colearn::uniform_index(stream, n);
            for (std::uint64_t k = 0; k < 1 + colearn::uniform_index(stream, 4); ++k)
                members.push_back(static_cast<std::uint32_t>((start + k * k) % n));
            offsets.push_back(static_cast<std::uint32_t>(members.size()));
        }
        skyline_matrix matrix(n, offsets, members);
        matrix.clear();
        std::vector<double> dense(n * n);
        const auto add = [&](std::uint32_t i, std::uint32_t j, double x) {
            dense[i * n + j] += x;
            if (i != j) dense[j * n + i] += x;
            const auto r = matrix.place(i);
            const auto c = matrix.place(j);
            matrix.row((std::max)(r, c))[(std::min)(r, c)] += x;
        };
        for (std::uint32_t i = 0; i < n; ++i) add(i, i, .1 + colearn::uniform(stream));
        for (std::size_t g = 0; g + 1 < offsets.size(); ++g) // d (e_i - e_j)(e_i - e_j)^T keeps it positive
            for (auto k = offsets[g]; k < offsets[g + 1]; ++k)
                for (auto l = offsets[g]; l < k; ++l) {
                    if (members[k] == members[l]) continue;
                    const double d = 10 * colearn::uniform(stream);
                    add(members[k], members[k], d);
                    add(members[l], members[l], d);
                    add(members[k], members[l], -d);
                }
        std::vector<double> right(n);
        for (auto& x : right) x = colearn::uniform(stream) - .5;
        auto x = right;
        matrix.factor();
        matrix.solve(x);
        for (std::uint32_t i = 0; i < n; ++i) {
            double sum = 0;
            for (std::uint32_t j = 0; j < n; ++j) sum += dense[i * n + j] * x[j];
            CHECK(sum == Approx(right[i]).margin(1e-11));
        }
    }
}

TEST_CASE("neighbours in a chain stay near each other", "[skyline_matrix]") {
    // However a chain is numbered, each row has one entry before its own.
    constexpr std::uint32_t n = 40;
    std::vector<std::uint32_t> offsets{0};
    std::vector<std::uint32_t> members;
    for (std::uint32_t k = 0; k + 1 < n; ++k) {
        members.push_back(k * 7 % n);
        members.push_back((k + 1) * 7 % n);
        offsets.push_back(static_cast<std::uint32_t>(members.size()));
    }
    const skyline_matrix matrix(n, offsets, members);
    for (std::uint32_t k = 0; k + 1 < n; ++k) {
        const auto a = matrix.place(k * 7 % n);
        const auto b = matrix.place((k + 1) * 7 % n);
        CHECK((a > b ? a - b : b - a) == 1);
    }
}

TEST_CASE("a row that depends on others has no part in the solution", "[skyline_matrix]") {
    const std::vector<std::uint32_t> offsets{0, 2};
    const std::vector<std::uint32_t> members{0, 1};
    skyline_matrix matrix(2, offsets, members);
    matrix.clear();
    matrix.row(0)[0] = 2;
    matrix.row(1)[1] = 2;
    matrix.row(1)[0] = -2;
    matrix.factor();
    std::vector<double> x{1, -1}; // 2 (x0 - x1) = 1
    matrix.solve(x);
    CHECK(x[0] - x[1] == Approx(.5));
}

} // namespace skyline_matrix_test
