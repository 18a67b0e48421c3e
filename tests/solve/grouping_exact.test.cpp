// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/grouping_exact.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_exact_test {

TEST_CASE("the best of all groupings, and none where there is none", "[grouping_exact]") {
    std::size_t none = 0;
    for (std::uint64_t seed = 400; seed <= 560; ++seed) {
        CAPTURE(seed);
        const auto of = grouping_support::random_problem(seed, 7);
        const auto blocks = colearn::detail::make_blocks(of);
        bool contradiction = false;
        for (const auto& one : of.apart)
            contradiction = contradiction || blocks.block_of[one.a.index] == blocks.block_of[one.b.index];
        if (contradiction) continue;
        bool found = false;
        const auto made = colearn::detail::best_grouping(blocks, std::vector<std::uint8_t>(blocks.count(), 0), found);
        const auto best = grouping_support::brute_force(of, std::vector<bool>(of.values.count, !of.everyone));
        CHECK(found == best.exists);
        none += found ? 0 : 1;
        if (!found) continue;
        double sum = 0;
        for (const auto& one : made.groups) sum += blocks.value(one);
        CHECK(sum == Approx(best.value).margin(1e-12));
    }
    CHECK(none > 10);
}

} // namespace grouping_exact_test
