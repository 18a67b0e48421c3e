// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/allocation/need_proportional.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace need_proportional_test {

using namespace allocation_test;

TEST_CASE("amounts follow need, and urgency when asked to", "[need_proportional]") {
    auto of = small_pool(); // needs of 50, 30 and 120 out of 100
    auto answer = need_proportional{}.allocate(of);
    CHECK(answer.amounts == id_map<allocation_recipient, std::int64_t>(std::vector<std::int64_t>{2500, 1500, 6000}));
    CHECK(answer.why[recipient(1)] == "B School gets $15: 30 units of need at $0.50 each, in whole parts. Another $100 "
                                      "in all would bring it about $15.");
    of.recipients[recipient(1)].need.front().urgency = 2; // 50, 60, 120 of 230
    CHECK(need_proportional{}.allocate(of).amounts == answer.amounts);
    answer = need_proportional{.by_urgency = true}.allocate(of);
    CHECK(answer.amounts[recipient(1)] == 2609);
    CHECK(need_proportional{.by_urgency = true}.name() != need_proportional{}.name());
    of.providers[provider(0)].capacity = 40'000; // twice all need: all is given out
    CHECK(need_proportional{}.allocate(of).amounts[recipient(0)] == 10'000);
}

TEST_CASE("scaling all needs alike changes nothing", "[need_proportional]") {
    for (std::uint64_t item = 0; item < 60; ++item) {
        random_stream draw(2, item);
        auto of = random_problem(draw, {6, 60, item % 2 == 1, .2});
        const auto before = need_proportional{}.allocate(of);
        for (auto& one : of.recipients.values())
            for (auto& need : one.need) need.amount *= 4; // exact
        CHECK(need_proportional{}.allocate(of).amounts == before.amounts);
    }
}

} // namespace need_proportional_test
