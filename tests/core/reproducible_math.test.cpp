// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <limits>

#include <boost/math/distributions/normal.hpp>

#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>

#include "support/catch.hpp"

namespace reproducible_math_test {

namespace {

using namespace colearn::detail;
constexpr double infinity = std::numeric_limits<double>::infinity();

double relative_error(double got, long double want) {
    return want == 0 ? std::fabs(got) : static_cast<double>(std::fabs((static_cast<long double>(got) - want) / want));
}

// a positive double whose bits are random: any size from 5e-324 to 1.8e308
double any_positive(colearn::random_stream& stream) {
    for (;;) {
        const double x = std::bit_cast<double>(stream() >> 1);
        if (x > 0 && x < infinity) return x;
    }
}

} // namespace

TEST_CASE("the reproducible logarithm is as exact as it says", "[reproducible_math]") {
    colearn::random_stream stream(1);
    double worst = 0;
    for (int i = 0; i < 100'000; ++i) {
        const double wide = any_positive(stream);
        worst = (std::max)(worst, relative_error(reproducible_log(wide), std::log(static_cast<long double>(wide))));
        const double near_one = 0.5 + static_cast<double>(stream() >> 11) * 0x1p-52; // 0.5 to 2.5
        worst =
            (std::max)(worst, relative_error(reproducible_log(near_one), std::log(static_cast<long double>(near_one))));
    }
    CHECK(worst < 4e-16);
    CHECK(reproducible_log(1) == 0);
    CHECK(reproducible_log(0) == -infinity);
    CHECK(reproducible_log(infinity) == infinity);
    CHECK(std::isnan(reproducible_log(std::nan(""))));
    CHECK(reproducible_log(5e-324) == Approx(-744.4400719213812).epsilon(1e-15));
}

TEST_CASE("the reproducible exponential is as exact as it says", "[reproducible_math]") {
    colearn::random_stream stream(2);
    double worst = 0;
    for (int i = 0; i < 100'000; ++i) {
        const double x = (static_cast<double>(stream() >> 11) * 0x1p-53 - 0.5) * 1416; // -708 to 708
        worst = (std::max)(worst, relative_error(reproducible_exp(x), std::exp(static_cast<long double>(x))));
        worst =
            (std::max)(worst, relative_error(reproducible_exp(x / 700), std::exp(static_cast<long double>(x / 700))));
    }
    CHECK(worst < 4e-16);
    CHECK(reproducible_exp(0) == 1);
    CHECK(reproducible_exp(-infinity) == 0);
    CHECK(reproducible_exp(-746) == 0);
    CHECK(reproducible_exp(-745) == 5e-324); // the smallest double
    CHECK(reproducible_exp(710) == infinity);
    CHECK(reproducible_exp(709.78) == Approx(std::exp(709.78)).epsilon(1e-15));
    CHECK(std::isnan(reproducible_exp(std::nan(""))));
}

TEST_CASE("the normal quantile is as exact as it says", "[reproducible_math]") {
    const boost::math::normal_distribution<long double> reference;
    colearn::random_stream stream(3);
    double worst = 0;
    for (int i = 0; i < 20'000; ++i) {
        const double p = (static_cast<double>(stream() >> 12) + 0.5) * 0x1p-52;
        worst = (std::max)(worst, relative_error(normal_quantile(p), quantile(reference, static_cast<long double>(p))));
    }
    for (double p = 0.01; p > 1e-300; p /= 3)
        worst = (std::max)(worst, relative_error(normal_quantile(p), quantile(reference, static_cast<long double>(p))));
    CHECK(worst < 2e-15);
    CHECK(normal_quantile(0.5) == 0);
    // Wichura's own test values
    CHECK(normal_quantile(0.25) == Approx(-0.6744897501960817).epsilon(1e-15));
    CHECK(normal_quantile(0.001) == Approx(-3.090232306167814).epsilon(1e-15));
    CHECK(normal_quantile(1e-20) == Approx(-9.262340089798408).epsilon(1e-15));
}

} // namespace reproducible_math_test
