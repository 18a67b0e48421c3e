// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <colearn/graph/network.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace network_test {

using colearn::id;
using colearn::network;
using colearn::roles;
using colearn::school;
using colearn::teacher;
using colearn::tie;
using colearn::tie_end;

namespace {

// A role and a tie of one's own.
struct choir {
    static constexpr std::string_view role = "choir";
    std::string key{};
    std::string name{};
    int voices = 4;
};
struct letters {
    std::string last{};
    int count = 0;
};

using small_network = network<roles<school, teacher>>;
const colearn::layer advice{.name = "advice"};
const colearn::layer employs{.name = "employs"};

school named(std::string key, std::string name = {}) {
    return {.key = std::move(key), .name = std::move(name)};
}

} // namespace

TEST_CASE("actors are found by id, key and name", "[network]") {
    small_network net;
    const auto north = net.add(named("n", "High School"));
    const auto south = net.add(named("s", "High School"));
    const auto ann = net.add(teacher{.key = "n", .name = "Ann"}); // a key counts within its role
    CHECK(net[north].key == "n");
    CHECK(net[ann].name == "Ann");
    CHECK(net.find<school>("s") == south);
    CHECK(net.find<teacher>("n") == ann);
    CHECK_FALSE(net.find<teacher>("s").valid());
    CHECK_FALSE(net.find<school>("").valid());
    CHECK(net.find_by_name<school>("High School") == std::vector{north, south});
    CHECK(net.find_by_name<teacher>("High School").empty());
    CHECK(net.count<school>() == 2);
    CHECK(net.actor_count() == 3);
    CHECK(net.find(1, "n") == std::optional(tie_end{1, 0}));
    CHECK(net.find(0, "x") == std::nullopt);
    CHECK_THROWS_AS(net.find(2, "n"), colearn::contract_violation);
}

TEST_CASE("a key is given once, but actors without a key are as many as one likes", "[network]") {
    small_network net;
    net.add(named("a"));
    CHECK_THROWS_AS(net.add(named("a")), colearn::contract_violation);
    CHECK(net.count<school>() == 1);
    net.add(named(""));
    net.add(named(""));
    CHECK(net.count<school>() == 3);
}

TEST_CASE("a removed actor takes its ties along, and its key is free again", "[network]") {
    small_network net;
    const auto first = net.add(named("a", "first"));
    const auto other = net.add(named("b"));
    const auto there = net.connect(first, other, advice);
    const auto back = net.connect(other, first, advice);
    const auto self = net.connect(other, other, advice);
    net.remove(first);
    CHECK_FALSE(net.contains(first));
    CHECK_FALSE(net.contains(there));
    CHECK_FALSE(net.contains(back));
    CHECK(net.contains(self));
    CHECK(net.tie_count() == 1);
    CHECK_FALSE(net.find<school>("a").valid());
    CHECK(net.find_by_name<school>("first").empty());
    CHECK(net.ids<school>() == std::vector{other});
    CHECK(net.id_bound<school>() == 2);
    CHECK_THROWS_AS(net[first], colearn::contract_violation);
    CHECK_THROWS_AS(net.remove(first), colearn::contract_violation);
    CHECK_THROWS_AS(net.connect(first, other, advice), colearn::contract_violation);
    CHECK_THROWS_AS(net[there], colearn::contract_violation);

    const auto again = net.add(named("a", "again"));
    CHECK(again != first); // an id is never given twice
    CHECK(net.find<school>("a") == again);
    net.remove(again);
    CHECK_FALSE(net.find<school>("a").valid());
    CHECK(net.find<school>("b") == other);
    CHECK_THROWS_AS(net.add(named("b")), colearn::contract_violation);
}

TEST_CASE("a removed tie is gone, and ties are numbered in the order they came", "[network]") {
    small_network net;
    const auto a = net.add(named("a"));
    const auto b = net.add(named("b"));
    const auto ann = net.add(teacher{.key = "ann"});
    const auto first = net.connect(a, ann, employs, {.trust = 0.5});
    const auto second = net.connect(ann, ann, advice);
    const auto third = net.connect(a, b, advice, {.trust = 0.25});
    CHECK(net.tie_count() == 3);
    net.remove(second);
    CHECK(net.tie_count() == 2);
    CHECK(net.tie_bound() == 3);
    CHECK_THROWS_AS(net.remove(second), colearn::contract_violation);
    CHECK(net[third].trust == 0.25);
    net[third].trust = 0.75;
    CHECK(net[third].trust == 0.75);
    CHECK(net[net.layer_of(first)].name == "employs");
    CHECK(net.from(first) == small_network::end_of(a));
    CHECK(net.to(first) == small_network::end_of(ann));
    std::vector<std::tuple<std::uint32_t, tie_end, tie_end, std::uint32_t, double>> seen;
    net.for_each_tie([&](id<tie> which, tie_end from, tie_end to, id<colearn::layer> kind, const tie& value) {
        seen.emplace_back(which.index, from, to, kind.index, value.trust);
    });
    CHECK(seen == decltype(seen){{0, {0, 0}, {1, 0}, 0, 0.5}, {2, {0, 0}, {0, 1}, 1, 0.75}});
}

TEST_CASE("the end of a tie leads back to the actor", "[network]") {
    small_network net;
    const auto a = net.add(named("a", "A school"));
    const auto ann = net.add(teacher{.key = "ann", .name = "Ann"});
    const auto end = net.end_of(ann);
    CHECK(net.as<teacher>(end) == ann);
    CHECK_FALSE(net.as<school>(end).valid());
    CHECK(net.contains(end));
    CHECK_FALSE(net.contains(tie_end{1, 7}));
    CHECK_FALSE(net.contains(tie_end{7, 0}));
    std::string name;
    net.visit(end, [&](auto, const auto& actor) { name = actor.name; });
    CHECK(name == "Ann");
    const auto made = net.connect(net.end_of(a), end, net.add(employs));
    CHECK(net.to(made) == end);
    CHECK_THROWS_AS(net.connect(tie_end{1, 7}, end, net.add(employs)), colearn::contract_violation);
    CHECK_THROWS_AS(net.visit(tie_end{0, 9}, [](auto, const auto&) {}), colearn::contract_violation);
    CHECK_THROWS_AS(net.connect(end, end, id<colearn::layer>{9U}), colearn::contract_violation);
}

TEST_CASE("an edit keeps the key, and a failed edit changes nothing", "[network]") {
    small_network net;
    const auto a = net.add(named("a", "old"));
    net.change(a, [](school& one) { one.name = "new"; });
    CHECK(net[a].name == "new");
    CHECK_THROWS_AS(net.change(a, [](school& one) { one.key = "b"; }), colearn::contract_violation);
    CHECK_THROWS_AS(net.change(a,
                               [](school& one) {
                                   one.name = "half";
                                   throw std::runtime_error("interrupted");
                               }),
                    std::runtime_error);
    CHECK(net[a].name == "new");
    CHECK(net.find<school>("a") == a);
}

TEST_CASE("a layer is one by its name, and must then be the same", "[network]") {
    small_network net;
    const auto first = net.add(advice);
    CHECK(net.add(advice) == first);
    CHECK(net.find_layer("advice") == first);
    CHECK_FALSE(net.find_layer("none").valid());
    CHECK_THROWS_AS(net.add(colearn::layer{.name = "advice", .directed = false}), colearn::contract_violation);
    CHECK_THROWS_AS(net[id<colearn::layer>{4U}], colearn::contract_violation);
    CHECK(net.layer_ids().size() == 1);
}

TEST_CASE("a network may have one role, many, and its own", "[network]") {
    network<roles<choir>, letters> choirs;
    const auto a = choirs.add(choir{.key = "a", .voices = 8});
    const auto b = choirs.add(choir{.key = "b"});
    const auto mail = choirs.connect(a, b, advice, {"Monday", 3});
    CHECK(choirs[mail].count == 3);
    CHECK(choirs[a].voices == 8);
    static_assert(std::is_same_v<decltype(mail), const id<letters>>);

    using many = network<roles<school, teacher, colearn::student_group, colearn::family, colearn::agency,
                               colearn::employer, colearn::university, colearn::community_group, choir>>;
    many net;
    const auto singers = net.add(choir{.key = "c"});
    const auto group = net.add(colearn::student_group{.key = "c"});
    const auto uni = net.add(colearn::university{.key = "c"});
    const auto made = net.connect(singers, uni, advice);
    net.connect(group, singers, advice);
    static_assert(many::role_index<school> == 0);
    static_assert(many::role_index<choir> == 8);
    CHECK(net.from(made) == tie_end{8, 0});
    CHECK(net.to(made).role == many::role_index<colearn::university>);
    CHECK(net.actor_count() == 3);
    CHECK(net.count<colearn::family>() == 0);
    CHECK(net.ids<colearn::family>().empty());
}

TEST_CASE("many random edits agree with a plain list", "[network]") {
    struct plain_tie {
        tie_end from;
        tie_end to;
        double trust;
    };
    test::dice roll(1);
    for (int round = 0; round < 20; ++round) {
        small_network net;
        std::map<std::string, tie_end> actors; // by role and key
        std::map<std::uint32_t, plain_tie> ties;
        for (int step = 0; step < 300; ++step) {
            const auto role = roll.below(2);
            const auto key = std::to_string(roll.below(12));
            const auto label = std::to_string(role) + key;
            const auto pick = [&] { return std::next(actors.begin(), roll.below(actors.size()))->second; };
            switch (roll.below(4)) {
            case 0:
                if (actors.count(label) == 0)
                    actors[label] =
                        role == 0 ? net.end_of(net.add(named(key))) : net.end_of(net.add(teacher{.key = key}));
                break;
            case 1:
                if (actors.count(label) == 1 && roll.below(3) == 0) {
                    const auto who = actors[label];
                    net.visit(who, [&](auto gone, const auto&) { net.remove(gone); });
                    actors.erase(label);
                    std::erase_if(ties,
                                  [&](const auto& one) { return one.second.from == who || one.second.to == who; });
                }
                break;
            case 2:
                if (!ties.empty() && roll.below(3) == 0) {
                    const auto one = std::next(ties.begin(), roll.below(ties.size()));
                    net.remove(id<tie>{one->first});
                    ties.erase(one);
                }
                break;
            default:
                if (!actors.empty()) {
                    const auto from = pick();
                    const auto to = pick();
                    const double trust = (1 + roll.below(8)) / 8.0;
                    const auto made = net.connect(from, to, net.add(advice), {.trust = trust});
                    ties[made.index] = {from, to, trust};
                }
            }
            REQUIRE(net.actor_count() == actors.size());
            REQUIRE(net.tie_count() == ties.size());
            const auto found = net.find(role, key);
            REQUIRE(found.has_value() == (actors.count(label) == 1));
            if (found) REQUIRE(*found == actors[label]);
        }
        auto expected = ties.begin();
        net.for_each_tie([&](id<tie> which, tie_end from, tie_end to, id<colearn::layer>, const tie& value) {
            REQUIRE(expected != ties.end());
            CHECK(which.index == expected->first);
            CHECK(from == expected->second.from);
            CHECK(to == expected->second.to);
            CHECK(value.trust == expected->second.trust);
            ++expected;
        });
        CHECK(expected == ties.end());
    }
}

TEST_CASE("the table of ties has an entry for each tie ever made", "[network]") {
    small_network net;
    const auto ann = net.add(teacher{.key = "ann"});
    const auto a = net.add(named("a"));
    const auto b = net.add(named("b"));
    net.connect(a, ann, employs, {.trust = 0.5});
    net.remove(net.connect(b, a, advice));
    const auto table = net.table();
    CHECK(net.table_bound() == 3);
    CHECK(net.table_number(ann) == 0);
    CHECK(net.table_number(b) == 2);
    REQUIRE(table.from.size() == 2);
    CHECK(table.from[0] == net.table_number(a));
    CHECK(table.to[0] == net.table_number(ann));
    CHECK(table.values[0].trust == 0.5);
    CHECK(table.layers[0] == 0);
    CHECK(table.layers[1] == decltype(table)::no_layer);
    net.remove(b);
    CHECK_THROWS_AS(net.table_number(b), colearn::contract_violation);
}

} // namespace network_test
