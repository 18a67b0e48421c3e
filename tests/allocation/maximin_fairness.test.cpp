// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/allocation/maximin_fairness.hpp>
#include <colearn/core/distribution.hpp>

#include "support/catch.hpp"

namespace maximin_fairness_test {

namespace {

using namespace colearn;
using numbers = std::vector<double>;
using owners = std::vector<std::uint32_t>;

} // namespace

TEST_CASE("how a division stands to the shares", "[maximin_fairness]") {
    const numbers values{1, 3, 5, 6, 9, 1, 3, 5, 6, 9, 0, 0, 0, 0, 4};
    const auto of = maximin_fairness_of({values, 3, 5}, owners{0, 0, 1, 0, 2});
    REQUIRE(of.agents.size() == 3);
    CHECK(*of.agents[0].fraction_at_least.value == Approx(10.0 / 7));
    CHECK(*of.agents[1].fraction_at_most.value == Approx(5.0 / 7));
    CHECK(of.agents[2].fraction_at_least.why_undefined == "the maximin share is 0"); // it wants one item of five
    CHECK(of.below == 1);
    CHECK(of.undecided == 0);
    CHECK(of.worst == 1U);
    CHECK(*of.least_fraction.value == Approx(5.0 / 7));
    // who has a proportional part has its maximin share
    for (std::uint64_t item = 0; item < 100; ++item) {
        random_stream stream(16, item);
        numbers table(18);
        for (double& one : table) one = static_cast<double>(uniform_index(stream, 9));
        owners owner(6);
        for (auto& one : owner) one = static_cast<std::uint32_t>(uniform_index(stream, 3));
        const auto standing = maximin_fairness_of({table, 3, 6}, owner);
        for (std::size_t i = 0; i < 3; ++i) {
            double all = 0;
            for (std::size_t k = 0; k < 6; ++k) all += table[i * 6 + k];
            if (standing.agents[i].own >= all / 3) CHECK(standing.agents[i].own >= standing.agents[i].at_most);
        }
    }
}

TEST_CASE("bounds alone leave some undecided", "[maximin_fairness]") {
    // the greedy rule makes sure of 5 and proves 6; who has 5 may or may not have its share, which is 6
    const numbers values{3, 3, 2, 2, 2, 3, 3, 2, 2, 2};
    const owners owner{0, 1, 0, 1, 1};
    const auto bounds = maximin_fairness_of({values, 2, 5}, owner, {.exact_items = 0});
    CHECK(bounds.undecided == 1);
    CHECK(bounds.below == 0);
    CHECK(*bounds.least_fraction.value == Approx(5.0 / 6));
    CHECK(*bounds.agents[0].fraction_at_most.value == 1);
    const auto exact = maximin_fairness_of({values, 2, 5}, owner);
    CHECK(exact.undecided == 0);
    CHECK(exact.below == 1);
}

TEST_CASE("maximin fairness of nobody and nothing, and bad input", "[maximin_fairness]") {
    CHECK(maximin_fairness_of({}, {}).least_fraction.why_undefined == "there are no agents");
    CHECK(maximin_fairness_of({numbers{1, 1}, 2, 1}, owners{0}).least_fraction.why_undefined ==
          "every maximin share is 0");
    const numbers five{1, 3, 5, 6, 9};
    CHECK_THROWS_AS(maximin_fairness_of({five, 1, 5}, owners{0}), contract_violation);
}

} // namespace maximin_fairness_test
