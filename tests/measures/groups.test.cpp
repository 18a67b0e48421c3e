// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/measures/groups.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace groups_test {

using namespace colearn;

namespace {

view mixed_roles() {
    system_network net;
    const auto layer = net.add(layers::knowledge_network);
    const auto north = net.add(school{.key = "N", .name = "North"});
    const auto ann = net.add(teacher{.key = "A", .name = "Ann"});
    const auto bob = net.add(teacher{.key = "B", .name = "Bob"});
    net.connect(ann, bob, layer);
    net.connect(ann, north, layer);
    return freeze<school, teacher>(net);
}

} // namespace

TEST_CASE("groups by role", "[groups]") {
    const auto of = mixed_roles();
    const auto made = groups_by_role(of);
    CHECK(made.boundary == "role");
    CHECK(made.names == std::vector<std::string>{"school", "teacher"});
    CHECK(std::vector<std::uint32_t>(made.group.values().begin(), made.group.values().end()) ==
          std::vector<std::uint32_t>{0, 1, 1});
    CHECK(groups_by_role(view()).group.size() == 0);
    CHECK_NOTHROW(detail::expect_groups(of, made));
}

TEST_CASE("groups by a name", "[groups]") {
    const auto of = small::kite();
    const auto made =
        groups_by(of, "parity", [](id<actor> who) { return std::string(who.index % 2 == 0 ? "even" : "add"); });
    CHECK(made.boundary == "parity");
    CHECK(made.names == std::vector<std::string>{"add", "even"});
    CHECK(made.group[id<actor>{4U}] == 1);
    CHECK(made.group[id<actor>{5U}] == 0);
}

TEST_CASE("groups by numbers, and bad ones", "[groups]") {
    const auto of = small::graph(4, {{0, 1}}, false);
    const auto made = groups_from(of, "house", std::vector<std::uint32_t>{2, 0, 0, 2});
    CHECK(made.names == std::vector<std::string>{"0", "1", "2"}); // a group may be empty
    CHECK(made.group[id<actor>{3U}] == 2);
    CHECK_THROWS_WITH(groups_from(of, "house", std::vector<std::uint32_t>{0, 1}),
                      "groups_from: there must be one label for each actor; got 2");
    CHECK_THROWS_WITH(groups_from(of, "house", std::vector<std::uint32_t>{0, 1, 2, 4}),
                      "groups_from: a label must be smaller than the number of actors; got 4");
    CHECK_THROWS_AS(detail::expect_groups(small::kite(), made), contract_violation);
    auto nameless = made;
    nameless.names.pop_back();
    CHECK_THROWS_AS(detail::expect_groups(of, nameless), contract_violation);
}

} // namespace groups_test
