// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/grouping_blocks.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_blocks_test {

using grouping_support::at;

TEST_CASE("blocks agree with the items that they stand for", "[grouping_blocks]") {
    for (std::uint64_t seed = 1; seed <= 80; ++seed) {
        CAPTURE(seed);
        const auto of = grouping_support::random_problem(seed, 7);
        const auto blocks = colearn::detail::make_blocks(of);
        for (const auto& one : of.together) CHECK(blocks.block_of[one.a.index] == blocks.block_of[one.b.index]);
        // Every set of blocks: its worth, and whether it may be a group.
        for (std::size_t set = 1; set < std::size_t{1} << blocks.count(); ++set) {
            std::vector<std::uint32_t> in;
            std::vector<std::size_t> items;
            double cap = 0;
            for (std::uint32_t x = 0; x < blocks.count(); ++x)
                if ((set >> x & 1) != 0) {
                    in.push_back(x);
                    cap += blocks.cap[x];
                    items.insert(items.end(), blocks.items[x].begin(), blocks.items[x].end());
                }
            const bool may = blocks.allowed(in) && blocks.deficit(in) == 0;
            auto without_contradictions = of; // blocks take it that no two who must be together must be apart
            std::erase_if(without_contradictions.apart, [&](const auto& one) {
                return blocks.block_of[one.a.index] == blocks.block_of[one.b.index];
            });
            if (may != grouping_support::plain_allowed(without_contradictions, items)) {
                CAPTURE(set);
                CHECK(may == grouping_support::plain_allowed(without_contradictions, items));
            }
            const double plain = grouping_support::plain_value(of, items);
            if (std::fabs(blocks.value(in) - plain) > 1e-12) CHECK(blocks.value(in) == plain);
            // Coverage caps hold where the set may be a group.
            if (may && blocks.covered(in) > cap + 1e-12) CHECK(blocks.covered(in) <= cap);
        }
    }
}

} // namespace grouping_blocks_test
