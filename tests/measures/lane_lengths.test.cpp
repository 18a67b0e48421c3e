// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include <colearn/measures/detail/lane_lengths.hpp>

#include "support/catch.hpp"

namespace lane_lengths_test {

using namespace colearn;

namespace {

template <class Number>
auto lanes(const std::vector<Number>& in) {
    return detail::in_lanes(std::span<const Number>(in));
}

} // namespace

TEST_CASE("whole lengths are put into lanes in units of their greatest common divisor", "[lane_lengths]") {
    const auto made = lanes<std::uint32_t>({60'000, 12'000, 30'000, 12'000});
    static_assert(std::is_same_v<decltype(made.longest), std::int16_t>);
    CHECK(made.in == std::vector<std::int16_t>{10, 2, 5, 2});
    CHECK(made.unit == 6000);
    CHECK(made.shortest == 2);
    CHECK(made.longest == 10);
    const auto alone = lanes<std::uint64_t>({std::uint64_t{1} << 40, std::uint64_t{3} << 40});
    CHECK(alone.in == std::vector<std::int16_t>{1, 3});
    CHECK(alone.unit == 0x1p40);
}

TEST_CASE("whole lengths that do not fit are left out, and real ones are as they are", "[lane_lengths]") {
    CHECK(lanes<std::uint32_t>({1, 0x0fff}).in.size() == 2);
    CHECK(lanes<std::uint32_t>({1, 0x1000}).in.empty());
    CHECK(lanes<std::uint32_t>({}).in.empty());
    CHECK(lanes<double>({}).in.empty());
    const auto real = lanes<double>({.5, 1e9, .25});
    CHECK(real.in == std::vector<double>{.5, 1e9, .25});
    CHECK(real.shortest == .25);
    CHECK(real.longest == 1e9);
    CHECK(real.unit == 1);
}

} // namespace lane_lengths_test
