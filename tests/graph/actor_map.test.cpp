// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <vector>

#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/freeze_network.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace actor_map_test {

using colearn::actor;
using colearn::actor_map;
using colearn::id;
using colearn::school;
using colearn::teacher;
using colearn::top;

TEST_CASE("a result is read by the network's ids after the view is gone", "[actor_map]") {
    colearn::network<colearn::roles<school, teacher>> net;
    const auto north = net.add(school{.key = "n"});
    const auto gone = net.add(school{.key = "g"});
    const auto south = net.add(school{.key = "s", .name = "South"});
    const auto ann = net.add(teacher{.key = "ann"});
    net.remove(gone);
    actor_map<double> score;
    {
        const auto view = colearn::freeze(net);
        score = actor_map<double>(view.shared_roster(), std::vector{0.5, 2.0, 1.0});
    }
    CHECK(score[north] == 0.5);
    CHECK(score[south] == 2);
    CHECK(score[ann] == 1);
    CHECK(score[id<actor>{1U}] == 2);
    CHECK(score.who().name(id<actor>{1U}) == "South");
    CHECK_THROWS_AS(score[gone], colearn::contract_violation);
    CHECK_THROWS_AS(score[id<colearn::agency>{0U}], colearn::contract_violation);
    CHECK_THROWS_AS(score[id<actor>{3U}], colearn::contract_violation);
    CHECK_THROWS_AS(score[id<actor>{}], colearn::contract_violation);
    score[id<actor>{0U}] = 3;
    CHECK(top<school>(score, 5) == std::vector{id<actor>{0U}, id<actor>{1U}});
    CHECK(top<teacher>(score, 5) == std::vector{id<actor>{2U}});
    CHECK(top<colearn::agency>(score, 5).empty());
    CHECK(top(score, 2) == std::vector{id<actor>{0U}, id<actor>{1U}});
}

TEST_CASE("a map has one value for each actor", "[actor_map]") {
    const auto who = colearn::roster::anonymous(3);
    CHECK(actor_map<int>(who, 7).values()[2] == 7);
    CHECK(actor_map<int>(who).size() == 3);
    CHECK_THROWS_AS(actor_map<int>(who, std::vector{1, 2}), colearn::contract_violation);
    CHECK(actor_map<int>().size() == 0);
    CHECK(actor_map<int>().ids().empty());
}

TEST_CASE("the top is that of a full sort, equal values by id", "[actor_map]") {
    test::dice roll(1);
    for (int round = 0; round < 50; ++round) {
        const auto size = 1 + roll.below(30);
        actor_map<int> map(colearn::roster::anonymous(size));
        for (auto& value : map.values()) value = static_cast<int>(roll.below(6));
        std::vector<id<actor>> order(map.ids().begin(), map.ids().end());
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return map[a] > map[b]; });
        for (const std::size_t count : {0U, 1U, 3U, 100U}) {
            auto expected = order;
            expected.resize((std::min)(count, expected.size()));
            CHECK(top(map, count) == expected);
        }
    }
}

} // namespace actor_map_test
