// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <numeric>
#include <vector>

#include <colearn/allocation/greedy_approval.hpp>

#include "allocation/ballot_support.hpp"
#include "support/catch.hpp"

namespace greedy_approval_test {

using ballot_test::indices;
using colearn::approval_score;
using colearn::greedy_approval;

TEST_CASE("greedy takes the most wanted that fits", "[greedy_approval]") {
    const auto in = ballot_test::make(100, {50, 30, 40, 35}, {{6, {0, 1}}, {4, {2, 3}}, {1, {2}}});
    CHECK(indices(greedy_approval(in).chosen) == std::vector<unsigned>{1, 0});
    CHECK(greedy_approval(in).certificate.spent == 80);
    const colearn::greedy_approval_options by_cost{approval_score::points_per_cost};
    const auto cheap = greedy_approval(in, by_cost); // 6/50, 6/30, 5/40, 4/35
    CHECK(indices(cheap.chosen) == std::vector<unsigned>{1, 2});
    CHECK(verify(in, cheap, by_cost));

    colearn::random_stream stream(1);
    for (int round = 0; round < 200; ++round) {
        const auto ballot = ballot_test::any_ballot(stream, 9, 9);
        const colearn::greedy_approval_options how{static_cast<approval_score>(round % 3)};
        const auto got = greedy_approval(ballot, how);
        const auto checked = verify(ballot, got, how);
        CAPTURE(checked.violated);
        CHECK(checked);
        // The next of those that fit has no larger score than any before it.
        double last = 1e300;
        double spent = 0;
        for (const auto p : got.chosen) {
            CHECK(got.certificate.score[p] <= last);
            last = got.certificate.score[p];
            spent += ballot.projects[p].cost;
        }
        CHECK(spent <= ballot.budget);
    }
}

TEST_CASE("a forged choice is rejected", "[greedy_approval]") {
    const auto in = ballot_test::make(100, {50, 30, 40, 35, 1}, {{6, {0, 1}}, {4, {2, 3}}});
    const auto right = greedy_approval(in);
    REQUIRE(verify(in, right));
    const auto refused = [&](auto forge) {
        auto forged = right;
        forge(forged);
        CHECK(!verify(in, forged));
    };
    refused([](auto& of) { of.chosen.pop_back(); });
    refused([](auto& of) { std::swap(of.chosen[0], of.chosen[1]); });
    refused([](auto& of) { of.chosen[1] = colearn::id<colearn::budget_project>{2U}; });
    refused([](auto& of) { of.chosen.emplace_back(4U); }); // nobody voted for it
    refused([](auto& of) { of.chosen.push_back(of.chosen[0]); });
    refused([](auto& of) { of.certificate.score.values()[3] = 9; });
    refused([](auto& of) { of.certificate.spent = 0; });
    auto bad = in;
    bad.budget = -5;
    CHECK_THROWS_AS(greedy_approval(bad), colearn::contract_violation);
}

} // namespace greedy_approval_test
