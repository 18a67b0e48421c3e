// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/grouping_start.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_start_test {

using grouping_support::instance_of;

TEST_CASE("first groups keep the rules, and hold everyone where sizes alone rule", "[grouping_start]") {
    for (std::uint64_t seed = 1; seed <= 80; ++seed) {
        CAPTURE(seed);
        const auto of = grouping_support::random_problem(seed, 14);
        const auto blocks = colearn::detail::make_blocks(of);
        std::vector<std::uint8_t> barred(blocks.count(), 0);
        barred[0] = 1;
        const auto made = colearn::detail::grouping_start(blocks, barred)();
        std::vector<int> times(blocks.count(), 0);
        for (const auto& one : made.groups) {
            CHECK_FALSE(one.empty());
            for (const auto x : one) ++times[x];
            CHECK((one.size() == 1 || blocks.allowed(one)));
        }
        CHECK(times[0] == 0);
        for (const auto x : made.outside) ++times[x];
        for (std::size_t x = 1; x < times.size(); ++x) CHECK(times[x] == 1);
    }
    for (std::size_t n = 4; n < 40; ++n) {
        CAPTURE(n);
        instance_of of;
        of.values = matching_test::random_instance(n, n, .2, matching_test::weights::real);
        of.smallest = 4;
        of.largest = 5;
        const auto blocks = colearn::detail::make_blocks(of);
        const auto made = colearn::detail::grouping_start(blocks, std::vector<std::uint8_t>(n, 0))();
        const bool possible = (n + 4) / 5 * 4 <= n;
        CHECK(made.outside.empty() == possible);
        for (const auto& one : made.groups) CHECK(blocks.deficit(one) == 0);
    }
}

} // namespace grouping_start_test
