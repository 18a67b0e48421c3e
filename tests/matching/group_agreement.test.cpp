// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/graph/network.hpp>
#include <colearn/graph/tie.hpp>
#include <colearn/matching/group_agreement.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace group_agreement_test {

using namespace colearn;
using matching_test::at;

TEST_CASE("pairs that are together in both, by hand", "[group_agreement]") {
    std::vector<school> schools(5);
    for (std::size_t i = 0; i < 5; ++i) schools[i].where = place{0, static_cast<double>(i * i)}; // 0 1 4 9 16
    const school_table table(schools);
    group_result<school> result;
    result.proposals.resize(2);
    for (const auto i : {0U, 2U, 3U}) result.proposals[0].members.push_back({at(i)});
    for (const auto i : {1U, 4U}) result.proposals[1].members.push_back({at(i)});
    constexpr auto none = id<school>::none;
    const auto got =
        agreement_with(table, result, id_map<school, std::uint32_t>(std::vector<std::uint32_t>{7, 7, 7, 2, none}));
    CHECK(got.proposed_pairs == 4);
    CHECK(got.given_pairs == 3);  // 01 02 12
    CHECK(got.shared_pairs == 1); // 02
    CHECK(*got.precision == .25);
    CHECK(*got.recall == Approx(1. / 3));
    CHECK(*got.precision_of_nearest == .75); // 01, 12, 02 and 23
    CHECK(*got.precision_of_chance == .3);
}

TEST_CASE("groups that ties of a layer join", "[group_agreement]") {
    network<roles<school, teacher>, tie> net;
    std::vector<id<school>> who;
    for (int i = 0; i < 6; ++i) who.push_back(net.add(school{}));
    const auto person = net.add(teacher{});
    const auto joined = net.add({"joined"});
    const auto other = net.add({"other"});
    net.connect(who[4], who[2], joined);
    net.connect(who[2], who[1], joined);
    net.connect(who[0], who[5], other);
    net.connect(who[3], person, joined);
    constexpr auto none = id<school>::none;
    CHECK(groups_of_layer(net, "joined") ==
          id_map<school, std::uint32_t>(std::vector<std::uint32_t>{none, 1, 1, none, 1, none}));
    CHECK_THROWS_AS(groups_of_layer(net, "no such layer"), contract_violation);
}

TEST_CASE("what cannot be compared is empty", "[group_agreement]") {
    std::vector<school> schools(2);
    const school_table table(schools);
    group_result<school> result;
    const auto nothing = agreement_with(table, result, id_map<school, std::uint32_t>(2, id<school>::none));
    CHECK_FALSE(nothing.precision);
    CHECK_FALSE(nothing.recall);
    CHECK(*nothing.precision_of_chance == 0);
    result.proposals.resize(1);
    result.proposals[0].members = {{at(0)}, {at(1)}};
    CHECK_FALSE(agreement_with(table, result, id_map<school, std::uint32_t>(2, 1U)).precision_of_nearest);
    CHECK_THROWS_AS(agreement_with(table, result, id_map<school, std::uint32_t>(3, 1U)), contract_violation);
}

} // namespace group_agreement_test
