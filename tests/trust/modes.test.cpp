// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <limits>

#include <colearn/core/distribution.hpp>
#include <colearn/trust/modes.hpp>

#include "support/catch.hpp"

namespace modes_test {

namespace {

using colearn::check_mode;
using colearn::contract_violation;
using colearn::mixed_mode;
using colearn::mode;

} // namespace

TEST_CASE("the shares of a mode must sum to 1", "[modes]") {
    CHECK_NOTHROW(check_mode({0.1, 0.8, 0.1}));
    CHECK_NOTHROW(check_mode({}));
    CHECK_THROWS_AS(check_mode({0.5, 0.5, 0.5}), contract_violation);
    CHECK_THROWS_AS(check_mode({-0.5, 1, 0.5}), contract_violation);
    CHECK_THROWS_AS(check_mode({std::numeric_limits<double>::quiet_NaN(), 0.5, 0.5}), contract_violation);
}

TEST_CASE("a collaboration over two layers is steered by both", "[modes]") {
    const std::array modes = {colearn::layers::governance.steering, colearn::layers::school_to_school.steering};
    const auto alike = mixed_mode(modes, std::array{1.0, 1.0});
    CHECK(alike.individualism == Approx(0.05));
    CHECK(alike.solidarity == Approx(0.45));
    CHECK(alike.hierarchy == Approx(0.5));
    CHECK(mixed_mode(modes, std::array{0.0, 2.0}) == modes[1]);
}

TEST_CASE("a mix of modes is a mode, whatever the unit of the weights", "[modes]") {
    colearn::random_stream stream(31);
    for (int round = 0; round < 200; ++round) {
        std::array<mode, 4> modes;
        std::array<double, 4> weights{};
        std::array<double, 4> scaled{};
        for (std::size_t i = 0; i < modes.size(); ++i) {
            const double one = colearn::uniform(stream);
            const double two = (1 - one) * colearn::uniform(stream);
            modes[i] = {one, two, 1 - one - two};
            weights[i] = 0.01 + colearn::uniform(stream);
            scaled[i] = 1000 * weights[i];
        }
        const auto mixed = mixed_mode(modes, weights);
        REQUIRE_NOTHROW(check_mode(mixed));
        REQUIRE(mixed_mode(modes, scaled).hierarchy == Approx(mixed.hierarchy));
    }
}

TEST_CASE("modes without weight are refused", "[modes]") {
    const std::array<mode, 2> modes{};
    CHECK_THROWS_AS(mixed_mode(modes, std::array{0.0, 0.0}), contract_violation);
    CHECK_THROWS_AS(mixed_mode(modes, std::array{-1.0, 2.0}), contract_violation);
    CHECK_THROWS_AS(mixed_mode(modes, std::array{1.0}), contract_violation);
    CHECK_THROWS_AS(mixed_mode({}, {}), contract_violation);
}

} // namespace modes_test
