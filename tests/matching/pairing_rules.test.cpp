// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/matching/pairing_rules.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace pairing_rules_test {

using colearn::broken_rule;
using colearn::pairing_rule;
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
    CHECK(broken_rule(table, at(0), at(1)) == pairing_rule::levels);
    CHECK(broken_rule(table, at(0), at(1), {.same_level = false}) == pairing_rule::none);
    CHECK(broken_rule(table, at(0), at(1), {.level_pairs = {{level::secondary, level::primary}}}) ==
          pairing_rule::none);
    CHECK(broken_rule(table, at(2), at(1)) == pairing_rule::none);
    CHECK(broken_rule(table, at(0), at(2)) == pairing_rule::none);
    CHECK(broken_rule(table, at(0), at(2), {.level_pairs = {}}) == pairing_rule::levels);
    CHECK(broken_rule(table, at(0), at(4)) == pairing_rule::none); // a level that is not known does not bind
    CHECK(broken_rule(table, at(0), at(3)) == pairing_rule::distance);
    CHECK(broken_rule(table, at(0), at(3), {}, 112) == pairing_rule::none);
    CHECK(broken_rule(table, at(4), at(5)) == pairing_rule::none);
    CHECK(broken_rule(table, at(4), at(5), {.same_sector = true}) == pairing_rule::sectors);
    CHECK(broken_rule(table, at(4), at(5), {.apart = {{at(5), at(4)}}}) == pairing_rule::apart);
    CHECK(broken_rule(table, at(4), at(4)) == pairing_rule::same_school);
    CHECK_THROWS_AS(broken_rule(table, at(0), at(1), {}, -1), colearn::contract_violation);
}

TEST_CASE("without a distance the region decides, where both are known", "[pairing_rules]") {
    std::vector<school> schools(3);
    schools[0].region = "North";
    schools[1].region = "South";
    schools[1].where = place{-37.8, 145};
    const school_table table(schools);
    CHECK_FALSE(distance_km(table, at(0), at(1)));
    CHECK(broken_rule(table, at(0), at(1)) == pairing_rule::region);
    CHECK(broken_rule(table, at(0), at(2)) == pairing_rule::none);
}

TEST_CASE("every rule has its own words", "[pairing_rules]") {
    CHECK(to_string(pairing_rule::levels) == "they are schools of different levels");
    CHECK(to_string(pairing_rule::distance) == "they are too far apart");
    CHECK(to_string(pairing_rule::none) == "no rule forbids it");
}

} // namespace pairing_rules_test
