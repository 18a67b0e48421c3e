// SPDX-License-Identifier: BSL-1.0
#include <limits>

#include <colearn/core/tolerance.hpp>

#include "support/catch.hpp"

namespace tolerance_test {

using colearn::tolerance;

TEST_CASE("numbers are compared relative to their size", "[tolerance]") {
    constexpr tolerance near{};
    CHECK(near.equal(0.1 + 0.2, 0.15 + 0.15));
    CHECK(near.equal(1e12, 1e12 + 100));
    CHECK_FALSE(near.equal(1e12, 1e12 + 10'000));
    CHECK_FALSE(near.equal(1e-12, 2e-12)); // small numbers are not all alike
    CHECK(near.equal(-3, -3));
    CHECK_FALSE(near.equal(-3, 3));
}

TEST_CASE("an absolute tolerance is for numbers near 0", "[tolerance]") {
    constexpr tolerance cents{.relative = 0, .absolute = 0.005};
    CHECK(cents.equal(0, 0.004));
    CHECK_FALSE(cents.equal(0, 0.006));
    CHECK_FALSE(tolerance{}.equal(0, 1e-300));
}

TEST_CASE("at most allows a little over", "[tolerance]") {
    constexpr tolerance near{};
    CHECK(near.at_most(1, 2));
    CHECK(near.at_most(1 + 1e-10, 1));
    CHECK_FALSE(near.at_most(1 + 1e-8, 1));
}

TEST_CASE("without tolerance only the same number is equal", "[tolerance]") {
    constexpr tolerance exact{.relative = 0, .absolute = 0};
    CHECK(exact.equal(0.1, 0.1));
    CHECK_FALSE(exact.equal(0.1 + 0.2, 0.3));
    CHECK(exact.equal(0.0, -0.0));
}

TEST_CASE("infinities equal only themselves and NaN nothing", "[tolerance]") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr tolerance near{};
    CHECK(near.equal(infinity, infinity));
    CHECK_FALSE(near.equal(infinity, -infinity));
    CHECK_FALSE(near.equal(infinity, 1e308));
    CHECK_FALSE(near.equal(1e308, -1e308)); // whose difference is infinite
    CHECK_FALSE(near.equal(nan, nan));
    CHECK_FALSE(near.at_most(nan, infinity));
    CHECK(near.at_most(1, infinity));
}

} // namespace tolerance_test
