// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/graph/network.hpp>
#include <colearn/graph/tie.hpp>
#include <colearn/matching/profile_table.hpp>

#include "support/catch.hpp"

namespace profile_table_test {

using Catch::Contains;
using colearn::profile_table;
using colearn::school;
using colearn::teacher;

TEST_CASE("where teachers work, how far apart, and who reports to whom", "[profile_table]") {
    colearn::network<colearn::roles<school, teacher>, colearn::tie> net;
    school site;
    site.where = colearn::place{-37.8, 145};
    const auto east = net.add(site);
    site.where.reset();
    const auto west = net.add(site);
    const auto who = [&](std::string name) {
        teacher one;
        one.name = name;
        return net.add(one);
    };
    const auto a = who("Ann");
    const auto b = who("");
    const auto c = who("Cy");
    const auto gone = who("Gone");
    const auto work = net.add(colearn::layers::employment);
    const auto line = net.add(colearn::layers::governance);
    const auto other = net.add({"visits"});
    net.connect(a, east, work);
    net.connect(a, west, work); // the first counts
    net.connect(east, b, work);
    net.connect(c, west, other);
    net.connect(b, a, line);
    net.connect(a, c, other);
    net.remove(gone);
    const profile_table<teacher> table(net, {"reading"});
    CHECK(table.ids() == std::vector{a, b, c});
    CHECK(table.name(b) == "teacher 1");
    CHECK(table.home(a) == east);
    CHECK(table.home(b) == east);
    CHECK_FALSE(table.home(c).valid());
    CHECK(table.distance(a, b) == 0.);
    CHECK_FALSE(table.distance(a, c).has_value());
    CHECK(table.in_line(a, b));
    CHECK(table.in_line(b, a));
    CHECK_FALSE(table.in_line(a, c));
    CHECK_THROWS_AS(table.home(gone), colearn::contract_violation);
    const std::vector<std::string> visits{"visits"};
    const profile_table<teacher> named(net, {}, visits, visits);
    CHECK(named.home(c) == west);
    CHECK_FALSE(named.home(a).valid());
    CHECK(named.in_line(a, c));
    const profile_table<school> schools(net);
    CHECK(schools.home(east) == east);
    CHECK_FALSE(schools.distance(east, west).has_value());
}

TEST_CASE("profiles are checked by name", "[profile_table]") {
    std::vector<teacher> two(2);
    two[0].need = {.5, .5};
    two[1].key = "t1", two[1].strength = {.5};
    CHECK(profile_table<teacher>(std::span<const teacher>(two).first(1)).topics() ==
          std::vector<std::string>{"topic 1", "topic 2"});
    CHECK_THROWS_WITH(profile_table<teacher>(two), Contains("of t1, need and strength must have an entry for each"));
    two[1].strength = {.5, 2};
    CHECK_THROWS_WITH(profile_table<teacher>(two), Contains("of t1, need and strength must be within 0 to 1"));
    std::vector<school> far(1);
    far[0].where = colearn::place{91, 0};
    CHECK_THROWS_WITH(profile_table<school>(far), Contains("on Earth"));
}

} // namespace profile_table_test
