// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <string>
#include <vector>

#include <colearn/graph/participatory_budget.hpp>

#include "support/catch.hpp"

namespace participatory_budget_test {

using colearn::budget_project;
using colearn::budget_vote;
using colearn::budget_voter;
using colearn::id;
using colearn::participatory_budget;

TEST_CASE("a ballot keeps who voted for what, from either side", "[participatory_budget]") {
    participatory_budget ballot;
    ballot.budget = 10;
    const auto park = ballot.add_project({"p", "Park", 6});
    const auto bench = ballot.add_project({"b", "Bench", 5});
    const std::vector<budget_vote> both{{bench, 2}, {park, 1}};
    const auto first = ballot.add_ballot(both);
    const auto second = ballot.add_ballot({});
    const auto third = ballot.add_ballot(std::span(both).first(1));
    CHECK(ballot.voter_count() == 3);
    CHECK(ballot.ballot(first).size() == 2);
    CHECK(ballot.ballot(second).empty());
    CHECK(ballot.ballot(third)[0] == budget_vote{bench, 2});
    CHECK_THROWS_AS(ballot.ballot(id<budget_voter>{3U}), colearn::contract_violation);
    CHECK_NOTHROW(check_participatory_budget(ballot, "test"));
    const colearn::detail::budget_supporters supporters(ballot);
    CHECK(std::vector<std::uint32_t>(supporters.of(1).begin(), supporters.of(1).end()) ==
          std::vector<std::uint32_t>{0, 2});
    CHECK(supporters.points_of(0).size() == 1);
    CHECK(supporters.points_of(0)[0] == 1);
}

TEST_CASE("a ballot that makes no sense is refused by name", "[participatory_budget]") {
    participatory_budget good;
    good.budget = 10;
    (void)good.add_project({"p", "", 6});
    const std::vector<budget_vote> one{{id<budget_project>{0U}, 1}};
    (void)good.add_ballot(one);
    const auto says = [&](auto spoil, const std::string& what) {
        auto bad = good;
        spoil(bad);
        try {
            check_participatory_budget(bad, "rule");
            FAIL("accepted");
        } catch (const colearn::contract_violation& refused) {
            CAPTURE(refused.what());
            CHECK(std::string(refused.what()).find(what) != std::string::npos);
            CHECK(refused.function() == "rule");
        }
    };
    says([](auto& of) { of.budget = -1; }, "the budget must be finite and not negative; got -1");
    says([](auto& of) { of.budget = std::numeric_limits<double>::infinity(); }, "the budget");
    says([](auto& of) { of.projects.values()[0].cost = 0; }, "project p: 0");
    says([](auto& of) { of.votes[0].project = id<budget_project>{4U}; }, "one of the projects");
    says([](auto& of) { of.votes[0].points = 0; }, "voter 0: 0");
    says([](auto& of) { of.votes.push_back(of.votes[0]); }, "cover all votes");
    says([](auto& of) { of.votes.push_back(of.votes[0]), ++of.ballot_offsets[1]; }, "twice");
}

} // namespace participatory_budget_test
