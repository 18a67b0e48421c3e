// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/grouping_conflict.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_conflict_test {

// Whom counting bars is in no group that keeps the rules; whom it does not may still be in none.
TEST_CASE("nobody is barred who could be in a group, and conflicts are real", "[grouping_conflict]") {
    std::size_t barred_in_all = 0;
    std::size_t conflicts = 0;
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        CAPTURE(seed);
        const auto of = grouping_support::random_problem(seed, 8);
        const auto blocks = colearn::detail::make_blocks(of);
        const auto barred = colearn::detail::barred_blocks(blocks);
        for (std::size_t set = 1; set < std::size_t{1} << of.values.count; ++set) {
            std::vector<std::size_t> items;
            bool any_barred = false;
            for (std::size_t i = 0; i < of.values.count; ++i)
                if ((set >> i & 1) != 0) {
                    items.push_back(i);
                    any_barred = any_barred || barred[blocks.block_of[i]] != 0;
                }
            if (any_barred && grouping_support::plain_allowed(of, items)) CHECK_FALSE(any_barred);
        }
        for (const auto one : barred) barred_in_all += one;
        const auto found = colearn::detail::find_conflict(of, blocks, barred);
        CHECK((found.what == colearn::grouping_conflict::none) == found.text.empty());
        if (found.what != colearn::grouping_conflict::counts) continue;
        ++conflicts;
        std::vector<bool> may_stay_out;
        for (std::size_t i = 0; i < of.values.count; ++i) may_stay_out.push_back(barred[blocks.block_of[i]] != 0);
        CHECK_FALSE(grouping_support::brute_force(of, may_stay_out).exists);
    }
    CHECK(barred_in_all > 20);
    CHECK(conflicts > 3);
    for (int what = 0; what < 7; ++what) CHECK(to_string(static_cast<colearn::grouping_conflict>(what)) != "unknown");
}

} // namespace grouping_conflict_test
