// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/matching/group_words.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace group_words_test {

using namespace colearn;
using matching_test::at;

struct question {
    std::string name(id<school> who) const { return "S" + std::to_string(who.index); }
    std::vector<std::string> topics{"reading", "numeracy"};
    group_names names{"school", "federation"};
};

TEST_CASE("the reasons of a group of three, word for word", "[group_words]") {
    std::vector<group_proposal<school>> all(2);
    auto& one = all[0];
    one.members = {
        {at(1), 1.2, .5, {{0, .2, .9, .4}, {1, .5, .6, .1}}, 1, .9, .3}, {at(2), 1, .1, {}, {}, 0, 1}, {at(3)}};
    one.mean_score = .62;
    one.terms = {{"nearness", .8, .6, 3}, {"trust", .5, .5, 1}, {"student voice", {}, 0, 0}};
    one.widest_km = 4;
    all[1].members = {{at(7)}};
    CHECK(detail::group_rationale(question{}, one, all) ==
          "S1, S2 and S3 would be a federation of 3. On average its 3 pairs fit at 0.62 of 1. No two are further apart "
          "than "
          "4.0 km. S1 learns most in reading (0.20 against 0.90) and numeracy (0.50 against 0.60); S2 learns nothing "
          "that "
          "is on record (own strength against the best in the group). What 1 school would learn is not known. Over its "
          "pairs, of 1: nearness 0.80 and trust 0.50 (known of 1). S1 is held least: if the pairs here lost 0.30 in "
          "sum, "
          "the federation of S7 would be the better place. Not known, and left out of the score: student voice. Not "
          "student-led: "
          "pupils of all of them have not been asked.");
    one.members[0].stays_by = -.1;
    CHECK_THAT(detail::group_rationale(question{}, one, all),
               Catch::Contains("S1 would fit as well into the federation of S7"));
    one.members[0].runner_up.reset();
    CHECK_THAT(detail::group_rationale(question{}, one, all),
               Catch::Contains("No other federation has a place for any of them."));
}

TEST_CASE("of a large group so many are named, and the rest counted", "[group_words]") {
    std::vector<proposal_member<school>> members;
    for (std::size_t i = 0; i < 10; ++i) members.push_back({at(i)});
    CHECK(detail::member_names(question{}, members) == "S0, S1, S2, S3, S4, S5, S6, S7 and 2 more");
}

TEST_CASE("why somebody has no group", "[group_words]") {
    const group_names names{"school", "federation"};
    const auto words = [&](group_left_out_reason why) { return detail::group_left_out_words("Oak", why, names, 4); };
    CHECK(words(group_left_out_reason::too_few) == "Of those who come into question for Oak there are too few for a "
                                                   "federation that keeps the rules (at least 4).");
    CHECK(words(group_left_out_reason::better_without) == "Oak fits no federation well enough to add to it.");
    CHECK(words(group_left_out_reason::not_placed) ==
          "No place was found for Oak. It is not proved that there is none.");
    CHECK(words(group_left_out_reason::nobody_allowed) == "The rules leave nobody for Oak.");
}

} // namespace group_words_test
