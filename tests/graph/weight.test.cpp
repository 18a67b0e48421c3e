// SPDX-License-Identifier: BSL-1.0
#include <type_traits>

#include <colearn/graph/weight.hpp>

#include "support/catch.hpp"

namespace weight_test {

using colearn::length;
using colearn::strength;

// Neither is the other, and neither is a bare number.
static_assert(!std::is_convertible_v<strength, length>);
static_assert(!std::is_convertible_v<length, strength>);
static_assert(!std::is_constructible_v<length, strength>);
static_assert(!std::is_constructible_v<strength, length>);
static_assert(!std::is_convertible_v<double, strength>);
static_assert(!std::is_convertible_v<strength, double>);
static_assert(!std::is_convertible_v<length, double>);

TEST_CASE("weights of one kind compare by value", "[weight]") {
    CHECK(strength{0.5} < strength{0.75});
    CHECK(length{2} > length{1});
    CHECK(strength{}.value == 1);
    CHECK(length{}.value == 1);
}

} // namespace weight_test
