// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/allocation/community_voice.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace community_voice_test {

using namespace allocation_test;
using table = id_map<allocation_recipient, std::int64_t>;

constexpr voting_rule rules[] = {voting_rule::equal_shares, voting_rule::sequential_phragmen,
                                 voting_rule::greedy_approval};

TEST_CASE("needs become projects, and communities vote for those that concern them", "[community_voice]") {
    auto of = small_pool();
    of.topics = {"reading", "wellbeing"};
    auto& first = of.recipients[recipient(0)];
    first.need = {{20, 2, 0}, {30, 1, 0}};
    first.floor = 2'500; // pays for reading, and for 5 of wellbeing
    of.recipients[recipient(2)].cap = 4'000;
    of.spill_over = {{recipient(1), recipient(0), .5}, {recipient(0), recipient(1), .25}};
    const auto ballot = ballot_of(of);
    REQUIRE(ballot.votes.projects.size() == 3);
    CHECK(ballot.votes.projects.values()[0].key == "s0:wellbeing");
    CHECK(ballot.votes.projects.values()[0].cost == 2'500);
    CHECK(ballot.votes.projects.values()[2].cost == 4'000);
    CHECK(ballot.votes.budget == 7'500);
    CHECK(ballot.votes.voter_count() == 12); // 3, 1.8 and 7.2 by need
    CHECK(ballot.votes.ballot(id<budget_voter>{0U}).size() == 2);
    CHECK(ballot.votes.ballot(id<budget_voter>{0U})[1].points == 15); // half of 30, the larger of both ties
    CHECK(ballot.votes.ballot(id<budget_voter>{11U}).size() == 1);
    // Of two partners the one with whom it shares more.
    of.spill_over.push_back({recipient(2), recipient(0), .4});
    CHECK(ballot_of(of).votes.ballot(id<budget_voter>{0U}).size() == 3);
    const auto one_partner = ballot_of(of, benefit_weight::need, 1);
    REQUIRE(one_partner.votes.ballot(id<budget_voter>{0U}).size() == 2);
    CHECK(one_partner.votes.ballot(id<budget_voter>{0U})[1].project == id<budget_project>{1U});
    CHECK(ballot_of(of, benefit_weight::need, 0).votes.ballot(id<budget_voter>{0U}).size() == 1);
    of.spill_over.pop_back();
    for (const auto rule : rules) {
        const auto answer = community_voice{.rule = rule}.allocate(of);
        REQUIRE(verify(of, answer).violated == "");
        CHECK(answer.checked.violated == "");
        CHECK(answer.amounts[recipient(2)] == 4'000);
    }
}

TEST_CASE("a given ballot decides", "[community_voice]") {
    auto of = small_pool();
    community_voice policy;
    auto& votes = policy.ballot.votes;
    for (const double cost : {6'000.0, 3'000.0, 5'000.0})
        policy.ballot.paid_to.emplace_back(votes.add_project({std::to_string(cost), "", cost}).index);
    const std::vector<budget_vote> likes_first{{id<budget_project>{0U}, 1}};
    const std::vector<budget_vote> likes_others{{id<budget_project>{1U}, 1}, {id<budget_project>{2U}, 1}};
    for (int k = 0; k < 3; ++k) votes.add_ballot(likes_first);
    for (int k = 0; k < 2; ++k) votes.add_ballot(likes_others);
    policy.rule = voting_rule::greedy_approval;
    CHECK(policy.allocate(of).amounts == table(std::vector<std::int64_t>{6'000, 3'000, 0}));
    policy.rule = voting_rule::equal_shares; // 3 x 2,000 for the first; 2 x 2,000 pay for the second alone
    CHECK(policy.allocate(of).amounts == table(std::vector<std::int64_t>{6'000, 3'000, 0}));
    CHECK(policy.allocate(of).why[recipient(2)] ==
          "C School gets $0: its project was not chosen and paid for. More or stronger support, or a lower cost, would "
          "bring it more.");
    of.recipients[recipient(0)].cap = 5'000; // what a cap forbids is left out
    CHECK(policy.allocate(of).amounts[recipient(0)] == 0);
    policy.ballot.paid_to.pop_back();
    CHECK_THROWS_AS(policy.allocate(of), contract_violation);
    policy.ballot.paid_to.emplace_back(7U);
    CHECK_THROWS_AS(policy.allocate(of), contract_violation);
}

TEST_CASE("groups decide on their part of the money under equal shares, not under greedy", "[community_voice]") {
    allocation_problem of; // six schools with much need, three with little; none too dear for its own
    for (int i = 0; i < 9; ++i) {
        allocation_recipient one;
        one.key = one.name = "s" + std::to_string(i);
        one.need = {{i < 6 ? 10.0 : 9.0, 1, 0}};
        of.recipients.push_back(one);
    }
    of.providers.push_back({"b", "Budget", {}, 5'900});
    const auto greedy = community_voice{.rule = voting_rule::greedy_approval}.allocate(of);
    for (std::size_t i = 6; i < 9; ++i) CHECK(greedy.amounts[recipient(i)] <= 900);
    CHECK(greedy.amounts[recipient(0)] == 1'000);
    const auto routes = small_routes();
    for (const auto rule : rules) {
        const auto answer = community_voice{.rule = rule}.allocate(routes);
        CHECK(answer.amounts == table(std::vector<std::int64_t>{3, 2, 0}));
    }
}

} // namespace community_voice_test
