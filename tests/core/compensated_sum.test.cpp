// SPDX-License-Identifier: BSL-1.0
#include <limits>

#include <colearn/core/compensated_sum.hpp>

#include "support/catch.hpp"

namespace compensated_sum_test {

TEST_CASE("a compensated sum keeps what a plain sum loses", "[compensated_sum]") {
    colearn::compensated_sum sum;
    double plain = 0;
    for (int i = 0; i < 10'000'000; ++i) {
        sum += 0.1;
        plain += 0.1;
    }
    CHECK(sum.value() == 1'000'000.0); // ten million times the double next to 0.1 is 1,000,000.0000000055
    CHECK(plain != 1'000'000.0);
}

TEST_CASE("large terms that cancel leave the small ones", "[compensated_sum]") {
    colearn::compensated_sum sum; // Neumaier's own example, on which Kahan's sum gives 0
    for (const double x : {1.0, 1e100, 1.0, -1e100}) sum += x;
    CHECK(sum.value() == 2);
}

TEST_CASE("an empty sum is 0 and an infinite one is infinite", "[compensated_sum]") {
    colearn::compensated_sum sum;
    CHECK(sum.value() == 0);
    constexpr double infinity = std::numeric_limits<double>::infinity();
    sum += infinity;
    sum += 1;
    CHECK(sum.value() == infinity);
    sum += -infinity;
    CHECK(sum.value() != sum.value());
}

} // namespace compensated_sum_test
