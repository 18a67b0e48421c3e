// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <colearn/measures/detail/binomial_bounds.hpp>

#include "support/catch.hpp"

namespace binomial_bounds_test {

using namespace colearn::detail;

namespace {

// The chance of exactly `count` of `draws`.
double chance_of(int count, int draws, double p) {
    return std::exp(std::lgamma(draws + 1.) - std::lgamma(count + 1.) - std::lgamma(draws - count + 1.) +
                    count * std::log(p) + (draws - count) * std::log(1 - p));
}

} // namespace

TEST_CASE("bounds of a chance are wrong no oftener than they say", "[binomial_bounds]") {
    for (const int draws : {1, 7, 40, 200}) {
        for (const double exponent : {.5, 2., 6.}) {
            for (const double p : {.003, .1, .37, .5, .8, .99}) {
                double above = 0; // how likely the chance is above its upper bound
                double below = 0;
                for (int count = 0; count <= draws; ++count) {
                    const double share = static_cast<double>(count) / draws;
                    if (upper_bound(share, draws, exponent) < p) above += chance_of(count, draws, p);
                    if (lower_bound(share, draws, exponent) > p) below += chance_of(count, draws, p);
                }
                CHECK(above <= std::exp(-exponent));
                CHECK(below <= std::exp(-exponent));
            }
        }
    }
}

TEST_CASE("bounds of a chance are where it is just ruled out", "[binomial_bounds]") {
    for (const double samples : {20., 1000., 1e6}) {
        for (const double share : {.05, .2, .5, .9}) {
            const double exponent = 3;
            const double high = upper_bound(share, samples, exponent);
            const double low = lower_bound(share, samples, exponent);
            CHECK(samples * divergence(share, high) == Approx(exponent).epsilon(1e-4));
            CHECK(samples * divergence(share, low) == Approx(exponent).epsilon(1e-4));
            CHECK(ruled_out(share, high, samples, exponent));
            const double hoeffding = std::sqrt(exponent / (2 * samples)); // is never closer
            CHECK(high > share);
            CHECK(high <= share + hoeffding);
            CHECK(low < share);
            CHECK(low >= share - hoeffding);
        }
        CHECK(upper_bound(0, samples, 3) == Approx(1 - std::exp(-3 / samples)));
        CHECK(lower_bound(1, samples, 3) == Approx(std::exp(-3 / samples)));
        CHECK(lower_bound(0, samples, 3) == 0);
        CHECK(upper_bound(1, samples, 3) == 1);
    }
    CHECK(upper_bound(0, 0, 3) == 1);
    CHECK(lower_bound(0, 0, 3) == 0);
}

TEST_CASE("the divergence of two coins", "[binomial_bounds]") {
    CHECK(divergence(.3, .3) == 0);
    CHECK(divergence(0, .25) == Approx(std::log(4. / 3)));
    CHECK(divergence(1, .25) == Approx(std::log(4.)));
    CHECK(divergence(.5, .25) == Approx(.5 * std::log(2.) + .5 * std::log(2. / 3)));
    CHECK(ruled_out(.1, 0, 10, 100)); // what was seen once can happen
    CHECK(ruled_out(.9, 1, 10, 100));
    CHECK_FALSE(ruled_out(0, 0, 10, .1));
    CHECK_FALSE(ruled_out(1, 1, 10, .1));
}

} // namespace binomial_bounds_test
