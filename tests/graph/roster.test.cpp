// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/roster.hpp>

#include "support/catch.hpp"

namespace roster_test {

using colearn::actor;
using colearn::id;
using colearn::roster;
using colearn::school;
using colearn::teacher;

namespace {

// Schools 0, 2 and 5 of the network, and all of its two teachers.
roster with_holes() {
    return roster({{&colearn::detail::role_key<school>, "school", 0, 3, {0, 2, 5}},
                   {&colearn::detail::role_key<teacher>, "teacher", 3, 2, {}}},
                  "AshElmYewAnnBo", {3, 6, 9, 12, 14});
}

} // namespace

TEST_CASE("a roster with holes leads from ids to vertices and back", "[roster]") {
    const auto who = with_holes();
    CHECK(who.size() == 5);
    for (const auto one : who.actors()) {
        const auto as_school = who.as<school>(one);
        const auto as_teacher = who.as<teacher>(one);
        CHECK(as_school.valid() != as_teacher.valid());
        CHECK((as_school.valid() ? who.at(as_school) : who.at(as_teacher)) == one);
        CHECK(who.role(one) == (as_school.valid() ? "school" : "teacher"));
    }
    CHECK(who.at(id<school>{5U}) == id<actor>{2U});
    CHECK_FALSE(who.find(id<school>{1U}).valid());
    CHECK_FALSE(who.find(id<school>{6U}).valid());
    CHECK_FALSE(who.find(id<school>{}).valid());
    CHECK_FALSE(who.find(id<teacher>{2U}).valid());
    CHECK_FALSE(who.find(id<teacher>{}).valid());
    CHECK_FALSE(who.as<school>(id<actor>{}).valid());
    CHECK_THROWS_AS(who.at(id<school>{1U}), colearn::contract_violation);
    CHECK(who.has<teacher>());
    CHECK_FALSE(who.has<colearn::agency>());
    CHECK(who.actors<teacher>().size() == 2);
    CHECK((*who.actors<teacher>().begin()).index == 3);
    CHECK(who.actors<colearn::agency>().empty());
    CHECK_FALSE(who.find(id<colearn::agency>{0U}).valid());
}

TEST_CASE("names are told apart where they end", "[roster]") {
    const auto who = with_holes();
    std::vector<std::string> names;
    for (const auto one : who.actors()) names.push_back(who.name(one));
    CHECK(names == std::vector<std::string>{"Ash", "Elm", "Yew", "Ann", "Bo"});
    CHECK_THROWS_AS(who.name(id<actor>{5U}), colearn::contract_violation);
    CHECK_THROWS_AS(who.role(id<actor>{}), colearn::contract_violation);
}

TEST_CASE("actors without roles are named by their number", "[roster]") {
    const auto who = roster::anonymous(3);
    CHECK(who->size() == 3);
    CHECK(who->name(id<actor>{2U}) == "2");
    CHECK(who->role(id<actor>{2U}) == "actor");
    CHECK_FALSE(who->has<school>());
    CHECK(roster::anonymous(0)->size() == 0);
    CHECK_THROWS_AS(who->name(id<actor>{3U}), colearn::contract_violation);
}

TEST_CASE("roles without an actor in between do no harm", "[roster]") {
    colearn::network<colearn::roles<colearn::agency, school, colearn::family, teacher>> net;
    const auto one = net.add(school{.key = "a"});
    const auto ann = net.add(teacher{.key = "ann"});
    const auto view = colearn::freeze(net);
    const auto& who = view.who();
    CHECK(who.size() == 2);
    CHECK(who.role(who.at(one)) == "school");
    CHECK(who.role(who.at(ann)) == "teacher");
    CHECK(who.actors<colearn::family>().empty());
    CHECK(who.has<colearn::family>());
}

} // namespace roster_test
