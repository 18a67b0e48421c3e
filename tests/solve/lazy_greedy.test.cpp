// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/solve/detail/lazy_greedy.hpp>

#include "support/catch.hpp"

namespace lazy_greedy_test {

// Gains 6, 5, 4, .. that halve with each item chosen: only the top one is ever looked at again.
TEST_CASE("only what could be the largest is looked at again", "[lazy_greedy]") {
    for (const double above : {0.0, -1.0}) {
        std::vector<double> gains{6, 5, 4, 3, 0};
        double scale = 1;
        const std::vector<double> first = gains;
        colearn::detail::lazy_greedy_run run;
        colearn::detail::lazy_greedy(
            gains, {}, 5, above, [&](std::uint32_t i) { return first[i] * scale; }, [&](std::uint32_t) { scale /= 2; },
            {}, {}, run);
        CHECK(run.chosen.size() == (above < 0 ? 5 : 4)); // the last one is worth nothing
        CHECK(run.value == 6 + 5. / 2 + 4. / 4 + 3. / 8);
        CHECK(run.value_after.front() == 6);
        CHECK(run.largest_rise <= 0);
    }
    std::vector<double> gains{1, 10, 6};
    const std::vector<double> costs{1, 5, 4};
    const std::vector<std::uint8_t> excluded{0, 0, 1};
    colearn::detail::lazy_greedy_run run;
    run.cost = 2; // spent before
    colearn::detail::lazy_greedy(
        gains, costs, 6, 0, [](std::uint32_t) { return 1.0; }, [](std::uint32_t) {}, {}, excluded, run);
    CHECK(run.chosen == std::vector<std::uint32_t>{0}); // the second does not fit, the third is excluded
}

} // namespace lazy_greedy_test
