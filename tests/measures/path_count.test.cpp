// SPDX-License-Identifier: BSL-1.0
#include <colearn/core/distribution.hpp>
#include <colearn/measures/detail/path_count.hpp>

#include "support/catch.hpp"

namespace path_count_test {

using namespace colearn::detail;

TEST_CASE("wide counts count as doubles do, while these can", "[path_count]") {
    colearn::random_stream random(42);
    for (int trial = 0; trial < 200; ++trial) {
        double plain = 0;
        double part = 0;
        wide_count wide;
        wide_count wide_part;
        for (int i = 0; i < 30; ++i) {
            const double more = static_cast<double>(1 + colearn::uniform_index(random, 1000));
            plain += more;
            wide += wide_count(more);
            if (i == 9) {
                part = plain;
                wide_part = wide;
            }
        }
        CHECK(ratio(wide_part, wide) == ratio(part, plain));
    }
}

TEST_CASE("wide counts go on where doubles end", "[path_count]") {
    // Doubling 3,000 times, and a third kept from each of the last steps.
    wide_count count(1);
    wide_count earlier;
    wide_count much_earlier;
    for (int i = 0; i < 3000; ++i) {
        if (i == 2990) earlier = count;
        if (i == 400) much_earlier = count;
        const auto same = count;
        count += same;
    }
    CHECK(ratio(earlier, count) == 0x1p-10);
    CHECK(ratio(much_earlier, count) == 0);
    CHECK(ratio(count, count) == 1);
    auto sum = count;
    sum += much_earlier; // vanishes
    CHECK(ratio(count, sum) == 1);
    much_earlier += count;
    CHECK(ratio(count, much_earlier) == 1);
    auto one_and_a_bit = count;
    one_and_a_bit += earlier;
    CHECK(ratio(count, one_and_a_bit) == 1 / (1 + 0x1p-10));
}

TEST_CASE("a step of the exponent loses nothing", "[path_count]") {
    wide_count big(0x1p511);
    big += wide_count(0x1p511); // now kept as 1 * 2^512
    CHECK(ratio(wide_count(0x1p511), big) == .5);
    wide_count small_one(0x1p500);
    big += small_one;
    CHECK(ratio(small_one, big) == 0x1p500 / (0x1p512 + 0x1p500));
}

TEST_CASE("doubles are given up before they lose digits", "[path_count]") {
    CHECK_FALSE(too_many(1e300));
    CHECK(too_many(1e302));
    CHECK(too_many(1e308 * 10));
    CHECK_FALSE(too_many(wide_count(1)));
}

} // namespace path_count_test
