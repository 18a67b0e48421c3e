// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <optional>
#include <vector>

#include <colearn/matching/twin_fairness.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace twin_fairness_test {

using colearn::fairness_of;
using colearn::school_table;
using colearn::twin_proposal;
using matching_test::at;
using matching_test::school;

namespace {

twin_proposal pair(std::size_t a, std::size_t b, double score, std::optional<double> gain_a = {},
                   std::optional<double> gain_b = {}) {
    twin_proposal one;
    one.a.who = at(a);
    one.b.who = at(b);
    one.a.gain = gain_a;
    one.b.gain = gain_b;
    one.score = score;
    return one;
}

} // namespace

// Five schools of which the share is known: the quarter is two of them, 3 and 1.
TEST_CASE("the most disadvantaged quarter beside the others, by hand", "[twin_fairness]") {
    std::vector<school> schools(6);
    const double shares[] = {.1, .5, .2, .9, .3};
    for (std::size_t i = 0; i < 5; ++i) schools[i].disadvantaged = shares[i];
    const std::vector proposals{pair(0, 3, .8, .2, .4), pair(2, 5, .5, .1)};
    const auto fair = fairness_of(school_table(schools), proposals);
    CHECK(fair.measured_by == "share of disadvantaged pupils");
    CHECK(fair.unknown_count == 1);
    CHECK(fair.disadvantaged.count == 2);
    CHECK(fair.disadvantaged.served == 1);
    CHECK(fair.disadvantaged.share == .5);
    CHECK(fair.disadvantaged.mean_score == .8);
    CHECK(fair.disadvantaged.mean_gain == .4); // the own gain of school 3, not its partner's
    CHECK(fair.others.count == 3);
    CHECK(fair.others.served == 2);
    CHECK(fair.others.mean_score == Approx(.65));
    CHECK(fair.others.mean_gain == Approx(.15));
    CHECK(fair.words ==
          "Of the most disadvantaged quarter (2 schools by share of disadvantaged pupils), 50% have a twin, "
          "with a mean score of 0.80 and a mean gain of 0.40; of the others, 67% have a twin, with a mean "
          "score of 0.65 and a mean gain of 0.15.");
}

TEST_CASE("the index of advantage takes over where more schools have it", "[twin_fairness]") {
    std::vector<school> schools(4);
    for (std::size_t i = 0; i < 4; ++i) schools[i].advantage = 1100. - 100 * static_cast<double>(i);
    schools[0].disadvantaged = 1;
    const auto fair = fairness_of(school_table(schools), std::vector{pair(0, 3, .5)});
    CHECK(fair.measured_by == "index of advantage");
    CHECK(fair.disadvantaged.count == 1);
    CHECK(fair.disadvantaged.served == 1); // school 3, of the lowest advantage
    CHECK_FALSE(fair.disadvantaged.mean_gain);
    CHECK(fair.others.served == 1);
}

TEST_CASE("where disadvantage is not known, so it says", "[twin_fairness]") {
    const std::vector<school> schools(3);
    const auto fair = fairness_of(school_table(schools), {});
    CHECK(fair.measured_by.empty());
    CHECK(fair.unknown_count == 3);
    CHECK_FALSE(fair.disadvantaged.share);
    CHECK_THAT(fair.words, Catch::Contains("not known"));
    std::vector<school> one(1);
    one[0].disadvantaged = .5;
    const auto alone = fairness_of(school_table(one), {});
    CHECK(alone.disadvantaged.share == 0);
    CHECK_FALSE(alone.disadvantaged.mean_score);
    CHECK_FALSE(alone.others.share);
    CHECK_THAT(alone.words, Catch::EndsWith("0% have a twin."));
}

} // namespace twin_fairness_test
