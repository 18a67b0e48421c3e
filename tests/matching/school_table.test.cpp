// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <vector>

#include <colearn/matching/school_table.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace school_table_test {

using Catch::Contains;
using colearn::school_table;
using matching_test::at;
using matching_test::profiled;
using matching_test::school;

TEST_CASE("schools of a span and of a network are found by id", "[school_table]") {
    std::vector<school> schools(3);
    schools[0].name = "Oak Hill";
    schools[1].key = "S-2";
    const school_table table(schools);
    CHECK(table.id_bound() == 3);
    CHECK(table.name(at(0)) == "Oak Hill");
    CHECK(table.name(at(1)) == "S-2");
    CHECK(table.name(at(2)) == "school 2");
    CHECK(table.topics().empty());
    CHECK_FALSE(table.has_profile(at(0)));
    CHECK_THROWS_AS(table[at(3)], colearn::contract_violation);

    colearn::learning_system system;
    system.topics = {"reading"};
    const auto first = system.net.add(schools[0]);
    const auto second = system.net.add(schools[1]);
    system.net.remove(first);
    const school_table rest(system);
    CHECK(rest.id_bound() == 2);
    CHECK_FALSE(rest.contains(first));
    CHECK(rest.ids() == std::vector{second});
    CHECK(rest.topics() == system.topics);
}

TEST_CASE("topics without names are numbered", "[school_table]") {
    const std::vector schools{profiled({}, {}), profiled({.1, .2}, {})};
    const school_table table(schools);
    CHECK(table.topics() == std::vector<std::string>{"topic 1", "topic 2"});
    CHECK_FALSE(table.has_profile(at(1)));
}

TEST_CASE("a number out of its range is refused with the school's name", "[school_table]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto refused = [](auto spoil, const char* what) {
        std::vector<school> schools(2);
        schools[1].name = "Elm Park";
        schools[1].need = schools[1].strength = {.5, .5};
        spoil(schools[1]);
        CHECK_THROWS_WITH(school_table(schools, {"a", "b"}), Contains("Elm Park") && Contains(what));
    };
    refused([](school& one) { one.enrolment = -1; }, "enrolment");
    refused([&](school& one) { one.enrolment = nan; }, "enrolment");
    refused([](school& one) { one.disadvantaged = 1.5; }, "disadvantaged");
    refused([&](school& one) { one.advantage = nan; }, "advantage");
    refused([](school& one) { one.where = matching_test::place{91, 0}; }, "on Earth; got 91");
    refused([](school& one) { one.need = {.5}; }, "entry for each topic, or none; got 1");
    refused([](school& one) { one.strength = {.5, 1.1}; }, "within 0 to 1; got 1.1");
    refused([&](school& one) { one.need = {nan, 0}; }, "within 0 to 1; got nan");
}

} // namespace school_table_test
