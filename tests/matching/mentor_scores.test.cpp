// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/matching/mentor_scores.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace mentor_scores_test {

using colearn::broken_mentor_rule;
using colearn::mentor_plan;
using colearn::mentor_rule;
using matching_test::at;
using matching_test::school;

TEST_CASE("rules in their order, scores of both", "[mentor_scores]") {
    auto schools = std::vector{matching_test::profiled({.8, .2}, {.1, .9}), matching_test::profiled({0, 0}, {.6, .9}),
                               matching_test::profiled({}, {})};
    schools[0].where = matching_test::place{0, 0};
    schools[1].where = matching_test::place{0, .25};
    const colearn::profile_table<school> table(schools);
    const double km = table.distance(at(0), at(1)).value();
    CHECK(broken_mentor_rule(table, at(0), at(0)) == mentor_rule::same_one);
    CHECK(broken_mentor_rule(table, at(0), at(1)) == mentor_rule::none);
    CHECK(broken_mentor_rule(table, at(0), at(1), {.max_distance_km = km - 1}) == mentor_rule::distance);
    CHECK(broken_mentor_rule(table, at(0), at(1), {.apart = {{at(1), at(0)}}}) == mentor_rule::apart);
    CHECK(broken_mentor_rule(table, at(0), at(1), {.schools = colearn::workplace::same}) ==
          mentor_rule::other_school);
    CHECK(to_string(mentor_rule::line) == "one reports to the other");

    colearn::mentor_options<school> options{.mentors = {{at(1), 2}}};
    const auto one = colearn::detail::candidate_of(table, options, at(0), at(1)).value();
    CHECK(colearn::detail::gain_of(table, at(0), at(1)).value() == Approx(.8 * .5));
    CHECK(one.score == Approx(.4 * std::exp2(-km * 1.5 / 20)));
    CHECK(one.mentor_score == Approx(one.score * .5));
    CHECK(colearn::detail::topic_gains_of(table, at(0), at(1)).size() == 1);
    CHECK_FALSE(colearn::detail::candidate_of(table, options, at(2), at(1)).has_value());
    CHECK_FALSE(colearn::detail::candidate_of(table, options, at(1), at(0)).has_value());
    options.least_gain = .41;
    CHECK_FALSE(colearn::detail::candidate_of(table, options, at(0), at(1)).has_value());
    CHECK(colearn::detail::mentees_of(table, options) == std::vector{at(0), at(2)});
}

TEST_CASE("the instances that the solvers take", "[mentor_scores]") {
    const std::vector<colearn::mentor_candidate<school>> candidates{
        {at(0), at(2), .5, .1}, {at(0), at(3), .4, .9}, {at(1), at(2), .3, .2}};
    colearn::mentor_options<school> options{.mentors = {{at(3), 5}, {at(2), 1}}, .plan = mentor_plan::best_total};
    const auto problem = colearn::detail::stable_problem(4, candidates, options);
    CHECK(problem.residents.of(at(0))[0] == at(2));
    CHECK(problem.hospitals.of(at(2))[0] == at(1));
    CHECK(problem.quota.values()[3] == 5);
    CHECK(problem.quota.values()[0] == 0);
    const auto seats = colearn::detail::seats_of(4, candidates, options);
    CHECK(seats.mentor == std::vector{at(3), at(2)}); // one mentee wants 3: one seat is enough
    CHECK(seats.pairs.pairs.size() == 3);
    CHECK(seats.pairs.pairs[0].weight == .5);
    options.plan = mentor_plan::most_served;
    CHECK(colearn::detail::seats_of(4, candidates, options).pairs.pairs[2].weight == Approx(.3 + 3 * .5));
}

} // namespace mentor_scores_test
