// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <colearn/measures/detail/dominant_vector.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace dominant_vector_test {

using namespace colearn;

TEST_CASE("a matrix of strengths is cut down to some vertices, and leaves no trace", "[dominant_vector]") {
    const auto of = small::graph(4, {{0, 1}, {1, 2}, {2, 3}, {3, 0}, {0, 2}}, true);
    std::vector<double> whole(4, 0.0);
    const std::vector<std::uint32_t> some{0, 2};
    {
        detail::strength_matrix matrix(of.out(), some, whole, 1);
        CHECK(matrix.size() == 2);
        std::vector<double> to(2);
        matrix.multiply(std::vector<double>{3, 5}, to);
        CHECK(to == std::vector<double>{5, 0}); // 0 -> 2 alone
    }
    CHECK(whole == std::vector<double>(4, 0.0));
    detail::strength_matrix all(of.out(), {}, whole, 1);
    std::vector<double> to(4);
    all.multiply(std::vector<double>{1, 2, 3, 4}, to);
    CHECK(to == std::vector<double>{5, 3, 4, 1});
}

TEST_CASE("the dominant vector of a matrix is found to its tolerance", "[dominant_vector]") {
    // Not symmetric, with a pair of complex eigenvalues: a ring with one chord and a loop.
    const auto multiply = [](std::span<const double> x, std::span<double> y) {
        y[0] = x[3] + .1 * x[0];
        y[1] = x[0];
        y[2] = x[1] + x[0];
        y[3] = x[2];
    };
    std::vector<double> x(4, 1.0);
    const auto made = detail::dominant_vector(x, multiply, {.tolerance = 1e-12});
    CHECK(made.outcome == status::converged);
    CHECK(made.residual <= 1e-12);
    std::vector<double> y(4);
    multiply(x, y);
    double norm = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(x[i] > 0);
        CHECK(y[i] == Approx(made.value * x[i]));
        norm += x[i] * x[i];
    }
    CHECK(norm == Approx(1));
    std::vector<double> again(4, 1.0);
    const auto few = detail::dominant_vector(again, multiply, {.tolerance = 1e-12, .max_products = 2});
    CHECK(few.outcome == status::not_converged);
    CHECK(few.residual > 1e-12);
}

TEST_CASE("a vector of one entry, and one that is exact at once", "[dominant_vector]") {
    std::vector<double> x{7};
    const auto made = detail::dominant_vector(
        x, [](std::span<const double> from, std::span<double> to) { to[0] = 3 * from[0]; }, {.symmetric = true});
    CHECK(made.value == Approx(3));
    CHECK(x[0] == 1);
    CHECK(made.products == 1);
}

} // namespace dominant_vector_test
