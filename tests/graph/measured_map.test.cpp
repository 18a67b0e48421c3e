// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/measured_map.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace measured_map_test {

using colearn::actor;
using colearn::id;
using colearn::measured;
using colearn::measured_map;
using colearn::school;
using colearn::teacher;
using colearn::top;

TEST_CASE("what is undefined says so and never ranks", "[measured_map]") {
    colearn::network<colearn::roles<school, teacher>> net;
    const auto north = net.add(school{.key = "n"});
    const auto south = net.add(school{.key = "s"});
    const auto west = net.add(school{.key = "w"});
    const auto ann = net.add(teacher{.key = "ann"});
    const auto view = colearn::freeze(net);
    measured_map score(view.shared_roster(), "it has no partner");
    CHECK(score.defined_count() == 0);
    CHECK(top(score, 4).empty());
    score.set(id<actor>{1U}, -2);
    score.set(id<actor>{2U}, 0);
    score.set(id<actor>{3U}, 5);
    CHECK(score.defined_count() == 3);
    CHECK(score.size() == 4);
    CHECK(score[north] == measured::undefined("it has no partner"));
    CHECK(score[south] == measured::as(-2));
    CHECK(score[west] == measured::as(0));
    CHECK(score[ann] == measured::as(5));
    CHECK_FALSE(score.defined(id<actor>{0U}));
    CHECK(top<school>(score, 9) == std::vector{id<actor>{2U}, id<actor>{1U}});
    CHECK(top<school>(score, 1) == std::vector{id<actor>{2U}});
    CHECK(top(score, 2) == std::vector{id<actor>{3U}, id<actor>{2U}});
    CHECK(top<colearn::teacher>(score, 2) == std::vector{id<actor>{3U}});
}

TEST_CASE("equal values rank by id, and foreign actors are refused", "[measured_map]") {
    measured_map score(colearn::roster::anonymous(3), "nobody asked");
    for (const auto who : score.ids()) score.set(who, 1);
    CHECK(top(score, 2) == std::vector{id<actor>{0U}, id<actor>{1U}});
    CHECK_THROWS_AS(score.set(id<actor>{3U}, 1), colearn::contract_violation);
    CHECK_THROWS_AS(score.defined(id<actor>{3U}), colearn::contract_violation);
    CHECK_THROWS_AS(score[id<actor>{}], colearn::contract_violation);
    CHECK(measured_map().size() == 0);
}

} // namespace measured_map_test
