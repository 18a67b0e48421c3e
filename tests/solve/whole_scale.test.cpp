// SPDX-License-Identifier: BSL-1.0
#include <cstdint>

#include <colearn/solve/detail/whole_scale.hpp>

#include "support/catch.hpp"

namespace whole_scale_test {

TEST_CASE("whole numbers stay, reals become multiples of a power of two", "[whole_scale]") {
    const colearn::detail::whole_scale<std::int64_t> same(1e9, 20);
    CHECK(same.near(-7) == -7);
    CHECK(same.back(same.down(12345)) == 12345);
    const colearn::detail::whole_scale<double> scale(1000, 58); // the largest is below 2^10
    CHECK(scale.near(1) == std::int64_t{1} << 48);
    CHECK(scale.near(1000) < std::int64_t{1} << 58);
    for (const double x : {.1, -3.7, 999.0, 1e-9}) CHECK(scale.back(scale.near(x)) == Approx(x).epsilon(1e-5));
    CHECK(scale.back(scale.near(.375)) == .375); // halves of halves are exact
    CHECK(scale.near(-.3) == -scale.near(.3));
    const colearn::detail::whole_scale<double> coarse(4, 4); // unit 1/2
    CHECK(coarse.down(1.3) == 2);
    CHECK(coarse.near(1.3) == 3);
    CHECK(colearn::detail::whole_scale<double>(0, 50).near(0) == 0);
}

} // namespace whole_scale_test
