// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/matching/federate.hpp>
#include <colearn/matching/school_groups.hpp>

#include "matching/group_support.hpp"
#include "support/catch.hpp"

namespace school_groups_test {

using namespace colearn;
using matching_test::at;
using matching_test::quick_options;
using matching_test::two_towns;

TEST_CASE("a question of schools keeps to their rules and names what is not known", "[school_groups]") {
    auto schools = two_towns(4);
    schools[0].where.reset();
    schools[0].strength.clear();
    schools[0].region = "elsewhere";
    const school_table table(schools);
    const school_compatibility fit(table);
    const school_group_options options;
    const auto asked = detail::school_group_question(table, school_ties(), fit, options, "home group");
    REQUIRE(asked);
    CHECK(asked->members.size() == 9);
    CHECK_FALSE(asked->allowed(at(1), at(5))); // the other town
    CHECK(asked->alone(at(0)) ==
          "Neither the place nor the needs and strengths of School 0 are known, so nobody could be "
          "proposed.");
    CHECK_THAT(asked->alone(at(8)), Catch::Contains("Within 40 km of School 8"));
    CHECK_THAT(asked->notes.front(), Catch::Contains("The place of 1 school is not known"));
    CHECK_FALSE(asked->km(at(0), at(1)));
    CHECK_FALSE(asked->asked(at(1)));
    CHECK(asked->names.group == "home group");
}

TEST_CASE("a result is checked against the options that it was made with", "[school_groups]") {
    const auto schools = two_towns(8);
    const auto options = quick_options();
    const auto got = federate(schools, options);
    CHECK(verify(schools, got, options));
    auto other = options;
    other.fit.weights.proximity = 9;
    CHECK_FALSE(verify(schools, got, other));
    other = options;
    other.max_distance_km = 2;
    CHECK_FALSE(verify(schools, got, other));
}

} // namespace school_groups_test
