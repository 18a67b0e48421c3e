// SPDX-License-Identifier: BSL-1.0
#include <span>
#include <vector>

#include <colearn/measures/detail/eigenvalue_bound.hpp>

#include "support/catch.hpp"

namespace eigenvalue_bound_test {

using colearn::detail::no_eigenvalue_above;

namespace {

// Two rings: 0 <-> 1 with strengths 2 and 2 (eigenvalue 2), and 2 <-> 3 with 1 and 4 (eigenvalue 2 as well).
void multiply(std::span<const double> x, std::span<double> y) {
    y[0] = 2 * x[1];
    y[1] = 2 * x[0];
    y[2] = 4 * x[3];
    y[3] = x[2];
}

} // namespace

TEST_CASE("a bound is proved where it holds, and never where it does not", "[eigenvalue_bound]") {
    const std::vector<double> first{1, 1, 0, 0};
    CHECK(no_eigenvalue_above(2.001, first, 1000, multiply));
    CHECK_FALSE(no_eigenvalue_above(1.999, first, 1000, multiply));
    CHECK_FALSE(no_eigenvalue_above(2.001, first, 1, multiply)); // rows sum to 4 and 1: one step does not show it
    const std::vector<double> all{1, 1, 1, 1};
    CHECK(no_eigenvalue_above(0, all, 1, multiply)); // nobody is left
    const std::vector<double> none{0, 0, 0, 0};
    CHECK(no_eigenvalue_above(4, none, 1, multiply));
    CHECK_FALSE(no_eigenvalue_above(1.5, none, 1000, multiply));
}

} // namespace eigenvalue_bound_test
