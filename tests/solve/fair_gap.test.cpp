// SPDX-License-Identifier: BSL-1.0
#include <limits>

#include <colearn/solve/detail/fair_gap.hpp>

#include "support/catch.hpp"

namespace fair_gap_test {

using colearn::detail::alpha_conjugate;
using colearn::detail::alpha_shortfall;
using colearn::detail::alpha_utility;

TEST_CASE("the shortfall is the difference of two values, without their cancellation", "[fair_gap]") {
    for (const double alpha : {0.0, .5, 1.0, 3.0})
        for (const double enough : {.7, 4.0, std::numeric_limits<double>::infinity()})
            for (const double u : {.1, .5, .7})
                for (const double price : {.2, 1.0, 2.5}) {
                    if (alpha == 0 && price < 1.7 && enough > 1e300) continue; // would buy without end
                    CAPTURE(alpha, enough, u, price);
                    const double plain =
                        alpha_conjugate(alpha, 1.7, price, enough) - (alpha_utility(alpha, 1.7, u) - price * u);
                    CHECK(alpha_shortfall(alpha, 1.7, u, price, enough) == Approx(plain).epsilon(1e-9).margin(1e-12));
                    CHECK(alpha_shortfall(alpha, 1.7, u, price, enough) >= 0);
                }
    // At what it would buy but for one part in 1e9 the plain difference is all rounding.
    CHECK(alpha_shortfall(1, 1, 1 + 1e-9, 1, 10) == Approx(.5e-18).epsilon(.01));
}

} // namespace fair_gap_test
