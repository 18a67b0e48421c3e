// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <limits>
#include <type_traits>

#include <colearn/allocation/money.hpp>

#include "support/catch.hpp"

namespace money_test {

using colearn::money;

static_assert(!std::is_convertible_v<int, money>);
static_assert(!std::is_convertible_v<money, double>);

TEST_CASE("money is written with its cents and in groups of three digits", "[money]") {
    CHECK(to_string(money{}) == "0.00");
    CHECK(to_string(money{5}) == "0.05");
    CHECK(to_string(money{123'45}) == "123.45");
    CHECK(to_string(money::of(1'000)) == "1,000.00");
    CHECK(to_string(money::of(500'000)) == "500,000.00");
    CHECK(to_string(money{1'234'567'80}) == "1,234,567.80");
    CHECK(to_string(money{-50}) == "-0.50");
    CHECK(to_string(money::of(-123'456)) == "-123,456.00");
    CHECK(to_string(money{(std::numeric_limits<std::int64_t>::min)()}) == "-92,233,720,368,547,758.08");
}

TEST_CASE("decimal amounts round to the nearest cent", "[money]") {
    CHECK(money::nearest(0.1 + 0.2) == money{30});
    CHECK(money::nearest(41'666.666) == money{41'666'67});
    CHECK(money::nearest(-0.005) == money{-1});
    CHECK(money::nearest(19.99).units() == 19.99);
    CHECK_THROWS_AS(money::nearest(1e14), colearn::contract_violation);
    CHECK_THROWS_AS(money::nearest(std::nan("")), colearn::contract_violation);
    CHECK_THROWS_AS(money::of(100'000'000'000'000), colearn::contract_violation);
}

TEST_CASE("sums are exact", "[money]") {
    money sum;
    for (int i = 0; i < 1000; ++i) sum += money{10};
    CHECK(sum == money::of(100));
    CHECK(money::of(3) - money{1} == money{299});
    CHECK(money::of(3) + money{1} > money::of(3));
}

} // namespace money_test
