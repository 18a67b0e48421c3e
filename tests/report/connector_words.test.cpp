// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/report/connector_words.hpp>

#include "support/catch.hpp"

namespace connector_words_test {

using namespace colearn;

namespace {

review_connectors some() {
    review_connectors made;
    made.members = {
        {.name = "Ann", .role = "teacher", .place = "North", .pairs = 12, .rank = 1, .best_rank = 1, .worst_rank = 3},
        {.name = "Clinic", .role = "agency", .pairs = 5, .rank = 2, .cut_off = 4},
        {.name = "Ben", .role = "teacher", .pairs = 1, .rank = 3, .cut_off = 1}};
    return made;
}

} // namespace

TEST_CASE("connectors in words", "[connector_words]") {
    CHECK(detail::words_about(some()) ==
          std::vector<std::string>{
              "Ann (North) connects 12 pairs of different kinds who have no tie of their own, more than anybody else; "
              "counting each tie only as often as its trust lets it hold, its place is 1 to 3.",
              "2 single points of failure: Clinic (4 others) and Ben (1 other). Without them those others would lose "
              "every connection to the rest."});
    auto sure = some();
    sure.members[0].worst_rank = 1;
    CHECK(detail::range_of_ranks(sure.members[0]) == "1");
    for (auto& one : sure.members) one.cut_off = 0;
    CHECK(detail::words_about(sure)[1] == "Nobody's leaving would cut anybody off.");
    for (auto& one : sure.members) one.pairs = 0;
    CHECK(detail::words_about(sure)[0] ==
          "Nobody stands between two partners of different kinds who have no tie of their own.");
    review_connectors none;
    none.none_because = "all actors are of one kind";
    CHECK(detail::words_about(none) == std::vector<std::string>{"Who connects schools, families and services cannot be "
                                                                "said: all actors are of one kind."});
    auto many = some();
    for (int i = 0; i < 3; ++i) many.members.push_back({.name = "More", .cut_off = 2});
    CHECK(detail::words_about(many)[1].find("5 single points of failure: the largest are Clinic (4 others), ") == 0);
    CHECK(detail::single_points(some(), 1).front()->name == "Clinic");
}

} // namespace connector_words_test
