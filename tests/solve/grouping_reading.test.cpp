// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/grouping_reading.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_reading_test {

using grouping_support::at;
using grouping_support::node;

TEST_CASE("the checker reads the same worths and bars nobody who could be in a group", "[grouping_reading]") {
    for (std::uint64_t seed = 1; seed <= 80; ++seed) {
        CAPTURE(seed);
        const auto of = grouping_support::random_problem(seed, 7);
        const auto n = of.values.count;
        const colearn::detail::grouping_reading<node> reading(of);
        std::vector<bool> possible(n, false);
        for (std::size_t set = 1; set < std::size_t{1} << n; ++set) {
            std::vector<std::size_t> items;
            std::vector<colearn::id<node>> ids;
            std::vector<std::uint32_t> group_of(n, colearn::id<node>::none);
            for (std::size_t i = 0; i < n; ++i)
                if ((set >> i & 1) != 0) {
                    items.push_back(i);
                    ids.push_back(at(i));
                    group_of[i] = 0;
                }
            const double plain = grouping_support::plain_value(of, items);
            if (std::fabs(reading.value(group_of, {ids}) - plain) > 1e-12)
                CHECK(reading.value(group_of, {ids}) == plain);
            if (!grouping_support::plain_allowed(of, items)) continue;
            if (plain > reading.scale() + 1e-12) CHECK(plain <= reading.scale());
            for (const auto i : items) possible[i] = true;
        }
        for (std::uint32_t i = 0; i < n; ++i) CHECK_FALSE((possible[i] && reading.no_group_for(i)));
        CHECK(reading.blocks() <= n);
    }
}

} // namespace grouping_reading_test
