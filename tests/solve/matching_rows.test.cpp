// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/matching_rows.hpp>

#include "support/catch.hpp"

namespace matching_rows_test {

using colearn::detail::matching_rows;
using colearn::detail::weight_range;
using colearn::detail::weight_scale;

TEST_CASE("weights become whole numbers that are never smaller", "[matching_rows]") {
    for (const double largest : {1., 3., 1e-280, 1e299, 123456789.}) {
        const weight_scale scale(largest, 0);
        for (const double share : {1., .7, 1e-9, 1e-17, 1e-40, -.3}) {
            const double weight = share * largest;
            const double back = scale.value(scale.doubled(weight));
            CHECK(back >= weight);
            CHECK(back - weight <= scale.unit());
            CHECK(scale.doubled(weight) % 2 == 0);
        }
        CHECK(scale.doubled(largest) <= std::int64_t{1} << 51);
        CHECK(scale.unit() <= std::ldexp(largest, -49));
    }
    const weight_scale raised(4, 8);
    CHECK(raised.bonus() == 8);
    CHECK(raised.value(raised.doubled(-4)) == 4);

    weight_range range;
    CHECK(range.finest() == 0);
    for (const double weight : {6., -12., 0., 48.}) range.add(weight);
    CHECK(range.largest() == 48);
    CHECK(range.finest() == 2);
    range.add(.75);
    CHECK(range.finest() == .25);
    range.add(5e-324);
    CHECK(range.finest() == 5e-324);
}

TEST_CASE("rows grow, shrink and close their gaps", "[matching_rows]") {
    matching_rows rows(4, [](const auto& pair) {
        pair(0, 1, 10);
        pair(2, 1, 12);
    });
    const auto others = [&](std::uint32_t v) {
        std::vector<std::uint32_t> out;
        for (const auto& one : rows.of(v)) out.push_back(one.other);
        return out;
    };
    CHECK(others(1) == std::vector<std::uint32_t>{0, 2});
    CHECK(rows.of(3).empty());
    rows.keep([](std::uint32_t, const auto& one) { return one.weight > 10; });
    CHECK(rows.size() == 2);
    CHECK(others(0).empty());
    CHECK(others(1) == std::vector<std::uint32_t>{2});
    rows.add_vertex();
    for (std::uint32_t v = 0; v < 4; ++v) rows.add_pair(4, v, v);
    CHECK(rows.count() == 5);
    CHECK(others(4) == std::vector<std::uint32_t>{0, 1, 2, 3});
    CHECK(others(1) == std::vector<std::uint32_t>{2, 4});
    CHECK(rows.weight(4, 3) == 3);
    CHECK(rows.weight(2, 3) == 0);
    rows.remove_pair(1, 4);
    CHECK(others(1) == std::vector<std::uint32_t>{2});
    CHECK(others(4) == std::vector<std::uint32_t>{0, 2, 3});
}

} // namespace matching_rows_test
