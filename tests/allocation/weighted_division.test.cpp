// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <vector>

#include <colearn/allocation/detail/weighted_division.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace weighted_division_test {

using namespace allocation_test;

TEST_CASE("whole parts lie at neighbours of the best real ones and leave nothing that could be given",
          "[weighted_division]") {
    for (std::uint64_t item = 0; item < 200; ++item) {
        random_stream draw(5, item);
        const auto of = random_problem(draw, {4, 9, item % 2 == 1, .3});
        const auto n = of.recipients.size();
        std::vector<double> weights(n);
        for (auto& one : weights) one = uniform(draw) < .2 ? 0 : uniform(draw, .1, 5);
        const detail::allocation_bounds within(of);
        const auto found = detail::divide_by_weights(of, weights, within);
        if (!found.conflict.empty()) continue;
        REQUIRE(found.checked.violated == "");
        const auto answer = detail::allocation_of(of, "division", found.amounts, found.carried);
        REQUIRE(verify(of, answer).violated == "");
        // Nobody with weight could have one more without another losing one.
        auto limits = of;
        for (std::size_t i = 0; i < n; ++i) limits.recipients.values()[i].floor = found.amounts[i];
        auto caps = within.caps;
        for (std::size_t i = 0; i < n; ++i)
            if (weights[i] == 0) caps[i] = found.amounts[i];
        int larger = 0;
        each_allowed(
            limits, [&](const auto& x) { larger += x != found.amounts ? 1 : 0; }, caps);
        CHECK(larger == 0);
        // No move of a part would still leave the taker a whole part behind, for its weight, when the giver has lost
        // it.
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n && of.pooled(); ++j)
                if (weights[i] > 0 && weights[j] > 0 && found.amounts[i] > within.floors[i] &&
                    found.amounts[j] < within.caps[j])
                    CHECK(static_cast<double>(found.amounts[i] - 1) / weights[i] <
                          static_cast<double>(found.amounts[j] + 1) / weights[j] + 1e-9);
    }
}

TEST_CASE("why an amount is what it is, and what would change it", "[weighted_division]") {
    auto of = small_pool();
    of.recipients[recipient(0)].floor = 3'000;
    of.recipients[recipient(2)].cap = 1'000;
    of.recipients[recipient(1)].cap = 7'000;
    const std::vector<double> pupils{100, 300, 600};
    const auto words = [&] {
        return detail::weighted_allocation(of, {}, "rule", pupils, detail::allocation_bounds(of), {}).why;
    };
    CHECK(
        words()[recipient(0)] ==
        "A School gets $30: its floor; 100 pupils at $0.20 each would be $20. It would get more once the level passes "
        "$0.30 each, or with a higher floor.");
    CHECK(words()[recipient(1)] == "B School gets $60: 300 pupils at $0.20 each, in whole parts. Another $100 in all "
                                   "would bring it about $100.");
    CHECK(words()[recipient(2)] ==
          "C School gets $10: its cap; 600 pupils at $0.20 each would be $120. Only a higher cap would bring it more.");
    of.recipients[recipient(0)].floor = of.recipients[recipient(0)].cap = 500;
    CHECK(words()[recipient(0)] == "A School gets $5: the least and the most it may get are the same.");
    const auto left = detail::weighted_allocation(of, {}, "rule", pupils, detail::allocation_bounds(of), {});
    CHECK(left.unspent == 1'500);
    CHECK(left.notes.front() == "Unspent: $15, since nobody whom it could reach may take more.");
}

} // namespace weighted_division_test
