// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/matching/mentor_words.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace mentor_words_test {

using Catch::Contains;
using matching_test::at;
using matching_test::school;

TEST_CASE("the words of a plan", "[mentor_words]") {
    auto schools = std::vector{matching_test::profiled({.8, .2}, {.1, .1}), matching_test::profiled({.1, .1}, {.6, .9}),
                               matching_test::profiled({}, {}), matching_test::profiled({.1, .1}, {.7, .9})};
    const colearn::profile_table<school> table(schools, {"reading", "number"});
    colearn::mentor_options<school> options{.mentors = {{at(1), 1}, {at(2), 1}}};
    CHECK_THAT(colearn::detail::mentor_notes(table, options).at(0), Contains("strengths of 1 mentor are not known"));
    CHECK_THAT(colearn::detail::mentor_notes(table, options).back(), Contains("that mentees like best"));
    options.plan = colearn::mentor_plan::most_served;
    CHECK_THAT(colearn::detail::mentor_notes(table, options).back(), Contains("as many as can be served"));

    colearn::mentor_proposal<school> one{at(0), at(1)};
    one.gain = .56, one.topics = {{0, .8, .1, .6, .4}, {1, .2, .1, .9, .16}}, one.rank = 2, one.choices = 3;
    CHECK(colearn::detail::mentor_rationale(table, one, options, at(3)) ==
          "school 1 for school 0: stronger in reading (0.60 against 0.10) and number (0.90 against 0.10), which meets "
          "56% of the need. It is number 2 of 3 that fit; school 3 would fit best, but its places do more good "
          "elsewhere. The pair stands as long as it fits at all.");
    one.score = .5, one.falls_at = .2, one.rival = at(3), one.next_in_line = at(2);
    CHECK_THAT(colearn::detail::mentor_rationale(table, one, options, at(3)),
               Contains("unless its score falls to 0.20 (by 0.30): then school 3 would be the better choice. With one "
                        "more place, school 1 would take school 2."));
    options.plan = colearn::mentor_plan::stable_for_mentors;
    CHECK_THAT(colearn::detail::mentor_rationale(table, one, options, at(3)), Contains("who rank as high or higher"));
    one.rank = 1, one.topics.clear();
    CHECK_THAT(colearn::detail::mentor_rationale(table, one, options, at(1)),
               Contains("by the caller's own score. It is the best of 3"));

    const auto why = [&](auto who, std::vector<colearn::mentor_candidate<school>> row) {
        return colearn::detail::left_out_of(table, options, who, row);
    };
    CHECK(why(at(0), {{at(0), at(1), .5, .5}}).words ==
          "All places of the 1 mentor that would fit school 0 went to others; school 1 would fit best.");
    CHECK(why(at(2), {}).why == colearn::no_mentor_reason::profile_missing);
    CHECK(why(at(3), {}).why == colearn::no_mentor_reason::nobody_fits);
    options.rules.apart = {{at(3), at(1)}, {at(2), at(3)}};
    CHECK(why(at(3), {}).words ==
          "The rules leave no mentor for school 3: of 2 it is true that they are to be kept apart.");

    colearn::id_map<school, colearn::id<school>> mentor_of(4);
    mentor_of[at(0)] = at(1);
    const std::vector mentees{at(0), at(2), at(3)};
    const auto fair = colearn::detail::mentor_fairness_of<school>(table, mentees, mentor_of);
    CHECK(fair.neediest == colearn::mentor_service{1, 1, .8 * .5 + .2 * .8});
    CHECK(fair.others == colearn::mentor_service{1, 0, {}});
    CHECK(fair.unknown == 1);
    CHECK(fair.words == "Of the quarter with the greatest need, 1 of 1 have a mentor, who meets 56% of their need on "
                        "average; of the others, 0 of 1 have a mentor.");
}

} // namespace mentor_words_test
