// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/matching/hub_words.hpp>

#include "matching/hub_support.hpp"
#include "support/catch.hpp"

namespace hub_words_test {

using Catch::Contains;
using namespace colearn;
using matching_test::at;

TEST_CASE("the sentences of a pyramid, by hand", "[hub_words]") {
    const auto schools = matching_test::with_hubs(1, 9);
    const school_table table(schools);
    const school_ties ties;
    const hub_options options{.transitions = {{at(1), at(0), 30}, {at(1), at(4), 10}, {at(1), at(2), 20}}};
    const detail::hub_scores scores(table, ties, options);
    CHECK(detail::pupil_words(1) == "1 pupil");
    CHECK(detail::pupil_words(2.5) == "2.5 pupils");
    feeder_place one;
    one.who = at(1);
    one.km = 4;
    one.pupils = scores.account(at(1), at(0));
    one.rank = 2;
    one.choices = 3;
    one.runners_up = {{at(4), .7, true}};
    one.score = .5;
    one.falls_at = .42;
    one.rival = at(8);
    CHECK(
        detail::feeder_words(scores, options, one, at(0)) ==
        "Of the 60 pupils who leave School 1, 50% (30 pupils) move on to School 0, 10 pupils to other hubs and 20 "
        "pupils elsewhere. The schools are 4.0 km apart (about 6 minutes by road). Of 3 hubs it is number 2 for School "
        "1; School 4 would suit better, but its places do more good elsewhere. It stays here unless its score of 0.50 "
        "falls to 0.42: then School 8 would be the better hub.");
    pyramid all;
    all.hub = at(0);
    all.places = 3;
    all.feeders = {one};
    all.below_fewest = true;
    all.leavers = 60;
    all.to_hub = 30;
    all.widest_km = 4;
    all.next_in_line = at(2);
    CHECK(
        detail::pyramid_words(scores, options, all) ==
        "School 0 would be the hub of School 1. Of the 60 pupils who leave them, as far as is known, 50% (30 pupils) "
        "move on to it: an account of their transition that the schools can share. The farthest is 4.0 km away. With "
        "1 feeder it stays below the 4 that a hub should have. It has 2 places left. With one more place it would take "
        "School 2.");
    one.pupils = {};
    one.rival = {};
    one.choices = 1;
    one.km.reset();
    CHECK(
        detail::feeder_words(scores, options, one, at(0)) ==
        "Where the pupils of School 1 move on to is not known. No other hub comes into question. It stays here as long "
        "as the two fit at all.");
    CHECK_THAT(detail::left_out_feeder_words(scores, options, at(1), true), Contains("went to others"));
    CHECK_THAT(detail::left_out_feeder_words(scores, options, at(1), false), Contains("there is no hub"));
    CHECK(detail::unused_hub_words(scores, options, at(0), no_feeder_reason::no_places, {}, {}) ==
          "School 0 has no place for a feeder.");
}

} // namespace hub_words_test
