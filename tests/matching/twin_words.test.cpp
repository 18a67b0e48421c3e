// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/matching/twin_words.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace twin_words_test {

using Catch::Contains;
using colearn::left_out_reason;
using colearn::school_table;
using colearn::twin_left_out;
using colearn::twin_proposal;
using matching_test::at;
using matching_test::profiled;
using matching_test::school;

namespace {

std::vector<school> three_schools() {
    std::vector schools{profiled({.8, .2}, {.2, .7}), profiled({.5, .5}, {.7, .4}), profiled({1, 1}, {0, 0})};
    schools[0].name = "Oak Hill";
    schools[1].name = "Elm Park";
    schools[2].name = "Birch Road";
    return schools;
}

twin_proposal proposal(const std::vector<school>& schools) {
    twin_proposal one;
    one.a.who = at(0);
    one.b.who = at(1);
    one.score = .5;
    one.a.rank = 1;
    one.a.choices = 12;
    one.b.rank = 1;
    one.b.choices = 1;
    const auto benefit = complementarity(schools[0], schools[1]);
    one.a.gain = benefit->to_a;
    one.b.gain = benefit->to_b;
    one.a.topics = topic_gains(schools[0], schools[1]);
    one.b.topics = topic_gains(schools[1], schools[0]);
    one.why.terms = {{"mutual benefit", .2, .6, .3, "not repeated"},
                     {"nearness", .8, .2, .2, "They are near."},
                     {"trust", {}, .2, 0, "No tie."}};
    return one;
}

} // namespace

TEST_CASE("a rationale says who gains what, why else, what could change it and what is not known", "[twin_words]") {
    const auto schools = three_schools();
    const school_table table(schools, {"reading", "numeracy"});
    auto one = proposal(schools);
    one.b.rival = {at(2), .4, .4};
    one.falls_at = .4;
    CHECK(
        colearn::detail::rationale(table, one) ==
        "Oak Hill and Elm Park fit at 0.50 of 1: Elm Park is the best of 12 that fit Oak Hill, Oak Hill is the only "
        "one "
        "that fits Elm Park. Oak Hill gains in reading (0.20 against 0.70); Elm Park gains in "
        "numeracy (0.40 against 0.70) (own strength against the partner's). The exchange is uneven: Elm Park would "
        "mostly give. They are near. The pair stands unless its score falls to 0.40 (by 0.10): then Elm Park and Birch "
        "Road would rather have each other. Not known, and left out of the score: trust. Not student-led: pupils of "
        "both schools have not been asked.");
    one.student_led = true;
    one.b.rival = {};
    const auto text = colearn::detail::rationale(table, one);
    CHECK_THAT(text, Contains("the pair stands as long as it fits at all") && !Contains("student-led"));
    one.why.terms.clear();
    CHECK_THAT(colearn::detail::rationale(table, one), Contains("worth 0.50 together, by the caller's own score"));
}

TEST_CASE("places in a ranking", "[twin_words]") {
    using colearn::detail::rank_words;
    CHECK(rank_words(1) == "best");
    CHECK(rank_words(2) == "2nd best");
    CHECK(rank_words(3) == "3rd best");
    CHECK(rank_words(4) == "4th best");
    CHECK(rank_words(11) == "11th best");
    CHECK(rank_words(21) == "21st best");
    CHECK(rank_words(112) == "112th best");
    CHECK(rank_words(30) == "30th best");
}

TEST_CASE("at most three topics are named, and gaining nothing is said", "[twin_words]") {
    const std::vector schools{profiled({1, 1, 1, 1}, {0, 0, 0, 0}), profiled({1, 1, 1, 1}, {.1, .2, .3, .4})};
    const school_table table(schools);
    colearn::twin_side side;
    side.who = at(0);
    side.topics = topic_gains(schools[0], schools[1]);
    CHECK(colearn::detail::gain_words(table, side) ==
          "school 0 gains in topic 4 (0.00 against 0.40), topic 3 (0.00 against 0.30) and topic 2 (0.00 against 0.20)");
    side.topics.clear();
    CHECK(colearn::detail::gain_words(table, side) == "school 0 gains nothing that is on record");
}

TEST_CASE("a school that is left out is told why", "[twin_words]") {
    auto schools = three_schools();
    const school_table table(schools);
    const colearn::school_compatibility fit(table);
    CHECK(colearn::detail::no_fit_words(table, &fit, at(2), {at(0), at(1)}) ==
          "Birch Road has 2 candidates, but no pair with one of them scores above 0: with 2 of them, one of the two "
          "would gain nothing.");
    CHECK(colearn::detail::no_fit_words(table, nullptr, at(2), {at(0)}) ==
          "Birch Road has 1 candidate, but no pair with it scores above 0.");
    twin_left_out left{at(2), left_out_reason::partners_taken, {at(0), .3, .5}, {}};
    CHECK(colearn::detail::taken_words(table, left) ==
          "Every candidate that fits Birch Road has a partner that fits it as well or better. Oak Hill was nearest to "
          "come: their pair scores 0.30 and would need more than 0.50.");
    left.why = left_out_reason::data_missing;
    CHECK_THAT(colearn::detail::alone_words(table, left, 40), Contains("Neither the place"));
    left.why = left_out_reason::nobody_allowed;
    CHECK_THAT(colearn::detail::alone_words(table, left, 40), Contains("whose place is not known"));
    schools[2].where = matching_test::place{-37.8, 145};
    CHECK_THAT(colearn::detail::alone_words(school_table(schools), left, 40), Contains("Within 40 km of Birch Road"));
}

} // namespace twin_words_test
