// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/matching/pairing_rules.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using colearn::broken_rule;
using colearn::school_table;
using matching_test::at;
using matching_test::level;
using matching_test::place;
using matching_test::school;
using matching_test::sector;

TEST_CASE("each rule is named when it is broken", "[pairing_rules]") {
    std::vector<school> schools(6);
    for (auto& one : schools) one.where = place{-37.8, 145};
    schools[0].years = level::primary;
    schools[1].years = level::secondary;
    schools[2].years = level::combined;
    schools[3].where = place{-38.8, 145}; // 111 km south
    schools[4].governance = sector::catholic;
    schools[5].governance = sector::government;
    const school_table table(schools);
    CHECK_THAT(broken_rule(table, at(0), at(1)), Contains("different levels"));
    CHECK(broken_rule(table, at(0), at(1), {.same_level = false}).empty());
    CHECK(broken_rule(table, at(0), at(1), {.level_pairs = {{level::secondary, level::primary}}}).empty());
    CHECK(broken_rule(table, at(2), at(1)).empty());
    CHECK(broken_rule(table, at(0), at(2)).empty());
    CHECK_THAT(broken_rule(table, at(0), at(2), {.level_pairs = {}}), Contains("different levels"));
    CHECK(broken_rule(table, at(0), at(4)).empty()); // a level that is not known does not bind
    CHECK_THAT(broken_rule(table, at(0), at(3)), Contains("111 km apart, more than 40 km"));
    CHECK(broken_rule(table, at(0), at(3), {}, 112).empty());
    CHECK(broken_rule(table, at(4), at(5)).empty());
    CHECK_THAT(broken_rule(table, at(4), at(5), {.same_sector = true}), Contains("different sectors"));
    CHECK_THAT(broken_rule(table, at(4), at(5), {.apart = {{at(5), at(4)}}}), Contains("kept apart"));
    CHECK_THAT(broken_rule(table, at(4), at(4)), Contains("same school"));
    CHECK_THROWS_AS(broken_rule(table, at(0), at(1), {}, -1), colearn::contract_violation);
}

TEST_CASE("without a distance the region decides, where both are known", "[pairing_rules]") {
    std::vector<school> schools(3);
    schools[0].region = "North";
    schools[1].region = "South";
    schools[1].where = place{-37.8, 145};
    const school_table table(schools);
    CHECK_FALSE(distance_km(table, at(0), at(1)));
    CHECK_THAT(broken_rule(table, at(0), at(1)), Contains("different regions"));
    CHECK(broken_rule(table, at(0), at(2)).empty());
}
