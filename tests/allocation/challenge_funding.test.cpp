// SPDX-License-Identifier: BSL-1.0
#include <set>
#include <string>
#include <vector>

#include <colearn/allocation/challenge_funding.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace challenge_funding_test {

using namespace allocation_test;

TEST_CASE("ranks share the mean of equal values", "[challenge_funding]") {
    CHECK(detail::ranks({5, 1, 3}) == std::vector<double>{1, 0, .5});
    CHECK(detail::ranks({2, 2, 7}) == std::vector<double>{.25, .25, 1});
    CHECK(detail::ranks({4}) == std::vector<double>{.5});
}

TEST_CASE("bids are paid in full in the order of their scores", "[challenge_funding]") {
    const auto of = small_pool();
    challenge_funding policy;
    policy.bids = {1, 0, 1, 0, 0, .5}; // all bid, merit alone
    const auto bids = policy.make_bids(of, 1);
    REQUIRE(bids.size() == 3);
    CHECK(bids[0].members.front() == recipient(0)); // most need per pupil
    CHECK(bids[0].score == 1);
    CHECK(bids[1].members.front() == recipient(2));
    const auto answer = policy.allocate(of);
    CHECK(answer.amounts == id_map<allocation_recipient, std::int64_t>(std::vector<std::int64_t>{5'000, 3'000, 0}));
    CHECK(answer.unspent == 2'000);
    CHECK(answer.notes.front() == "3 bids were made, 2 of them paid for.");
    CHECK(answer.why[recipient(2)].find("C School gets $0: its bid for $120 was number 2 of 3 with a score of 0.5") ==
          0);
    policy.order = bid_order::score_per_unit;
    CHECK(policy.make_bids(of, 1)[0].members.front() == recipient(0));
    policy.bids = {0, 0, 0, 0, 0, .5};
    CHECK(policy.allocate(of).unspent == 10'000);
    CHECK(policy.allocate(of).why[recipient(0)].find("it made no bid") != std::string::npos);
}

TEST_CASE("schools that find it easier to bid bid more often and better", "[challenge_funding]") {
    allocation_problem of;
    for (int i = 0; i < 400; ++i) {
        allocation_recipient one;
        one.key = one.name = "s" + std::to_string(i);
        one.region = "r" + std::to_string(i % 7);
        one.pupils = i < 200 ? 900 : 90;
        one.disadvantaged = i < 200 ? .1 : .6;
        one.need = {{one.pupils / 10, 1, 0}}; // the same need per pupil
        of.recipients.push_back(one);
    }
    of.providers.push_back({"b", "Budget", {}, 1'000'000});
    const auto easy = [&](const challenge_funding& policy) {
        double out = 0;
        for (const auto& bid : policy.make_bids(of, 5)) out += bid.members.front().index < 200 ? 1 : 0;
        return out;
    };
    challenge_funding biased;
    challenge_funding fair;
    fair.bids.taking_part_bias = fair.bids.quality_bias = 0;
    CHECK(easy(fair) == Approx(120).margin(25));
    CHECK(easy(biased) > 125);
    const auto bids = biased.make_bids(of, 5);
    int early = 0;
    for (std::size_t k = 0; k < 50; ++k) early += bids[k].members.front().index < 200 ? 1 : 0;
    CHECK(early > 35);
    // Joint bids: of one region each, nobody twice.
    biased.partners = 3;
    std::set<std::uint32_t> seen;
    for (const auto& bid : biased.make_bids(of, 5)) {
        REQUIRE(bid.members.size() == 3);
        for (const auto who : bid.members) {
            CHECK(seen.insert(who.index).second);
            CHECK(of.recipients[who].region == of.recipients[bid.members.front()].region);
        }
    }
    CHECK(seen.size() > 150);
    CHECK(biased.name() != fair.name());
}

TEST_CASE("a bid that is lost though it fits is noticed, and odd parameters are refused", "[challenge_funding]") {
    const auto of = small_pool();
    detail::purse money(of);
    CHECK(detail::none_still_fits(money, {{{0, 20'000}}}, "a bid"));
    CHECK(detail::none_still_fits(money, {{{0, 20'000}}, {{0, 5'000}}}, "a bid").violated ==
          "a bid that was not paid for could be");
    challenge_funding wrong;
    wrong.partners = 0;
    CHECK_THROWS_AS(wrong.allocate(of), contract_violation);
    for (const auto field : {&bidding::taking_part, &bidding::by_size, &bidding::noise}) {
        wrong = {};
        wrong.bids.*field = -1;
        CHECK_THROWS_AS(wrong.allocate(of), contract_violation);
    }
}

} // namespace challenge_funding_test
