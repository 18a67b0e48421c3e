// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <colearn/measures/degree_mix.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace degree_mix_test {

using namespace colearn;

TEST_CASE("the sample network of tnet", "[degree_mix]") {
    // Opsahl's own example for `degree_w`: A-B 4, A-C 2, B-C 1, B-D 4, B-E 2, E-F 1.
    small::columns ties{{0, 0, 1, 1, 1, 4}, {1, 2, 2, 3, 4, 5}, {4, 2, 1, 4, 2, 1}, 6};
    const auto of = ties.frozen({.directed = false});
    const std::vector<double> half{3.464102, 6.633250, 2.449490, 2, 2.449490, 1};
    const auto result = degree_mix(of);
    for (std::size_t v = 0; v < 6; ++v) CHECK(result.score.values()[v] == Approx(half[v]).epsilon(1e-6));
}

TEST_CASE("alpha 0 is the degree, alpha 1 the strength, and between is as the formula says", "[degree_mix]") {
    random_stream random(21);
    for (int trial = 0; trial < 200; ++trial) {
        const auto of = small::random_columns(random, 8).frozen(small::any_options(random));
        for (const auto which : {direction::out, direction::in, direction::total}) {
            const auto count = degree(of, {.which = which});
            const auto strength = actor_strength(of, {.which = which});
            const auto low = degree_mix(of, {.alpha = 0, .which = which});
            const auto high = degree_mix(of, {.alpha = 1, .which = which});
            const auto between = degree_mix(of, {.alpha = .3, .which = which});
            CHECK(between.which == which);
            for (std::size_t v = 0; v < of.actor_count(); ++v) {
                const auto k = static_cast<double>(count.score.values()[v]);
                const double s = strength.score.values()[v];
                CHECK(low.score.values()[v] == k);
                CHECK(high.score.values()[v] == s);
                CHECK(between.score.values()[v] == Approx(k == 0 ? 0 : std::pow(k, .7) * std::pow(s, .3)));
            }
        }
    }
}

TEST_CASE("a mix that is none is refused", "[degree_mix]") {
    CHECK_THROWS_AS(degree_mix(small::kite(), {.alpha = -1}), contract_violation);
    CHECK_THROWS_AS(degree_mix(small::kite(), {.alpha = std::numeric_limits<double>::quiet_NaN()}), contract_violation);
}

} // namespace degree_mix_test
