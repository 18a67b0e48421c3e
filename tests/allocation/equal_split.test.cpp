// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/allocation/equal_split.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace equal_split_test {

using namespace allocation_test;

std::vector<std::int64_t> amounts(const any_policy& policy, const allocation_problem& of) {
    const auto answer = policy.allocate(of, {1, false});
    const auto values = answer.amounts.values();
    return {values.begin(), values.end()};
}

TEST_CASE("the same for every school, or for every pupil", "[equal_split]") {
    auto of = small_pool();
    CHECK(amounts(equal_per_school{}, of) == std::vector<std::int64_t>{3334, 3333, 3333});
    CHECK(amounts(equal_per_pupil{}, of) == std::vector<std::int64_t>{1000, 3000, 6000});
    for (auto& one : of.recipients.values()) one.need.front().amount *= 7; // need does not matter
    CHECK(amounts(equal_per_school{}, of) == std::vector<std::int64_t>{3334, 3333, 3333});
    of.recipients[recipient(2)].cap = 1'000;
    CHECK(amounts(equal_per_pupil{}, of) == std::vector<std::int64_t>{2250, 6750, 1000});
    of.recipients[recipient(0)].pupils = 0;
    CHECK(amounts(equal_per_pupil{}, of) == std::vector<std::int64_t>{0, 9000, 1000});
    CHECK(equal_per_pupil{}.allocate(of).why[recipient(0)] ==
          "A School gets $0: its floor, since no pupils are on record for it.");
    CHECK(amounts(equal_per_school{}, small_routes()) == std::vector<std::int64_t>{2, 2, 1});
}

TEST_CASE("out of a pool without bounds no two differ by more than a part", "[equal_split]") {
    for (std::uint64_t item = 0; item < 60; ++item) {
        random_stream draw(1, item);
        auto of = random_problem(draw, {6, 90, false, 0});
        for (auto& one : of.recipients.values()) one.cap = no_cap;
        if (of.recipients.empty()) continue;
        const auto got = amounts(equal_per_school{}, of);
        CHECK(got.front() - got.back() >= 0);
        CHECK(got.front() - got.back() <= 1);
    }
}

} // namespace equal_split_test
