// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/graph/learning_system.hpp>
#include <colearn/measures/degree_by.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace degree_by_test {

using namespace colearn;

TEST_CASE("degree by layer and by role", "[degree_by]") {
    system_network net;
    const auto advice = net.add(layers::knowledge_network);
    const auto partners = net.add(layers::school_to_school);
    const auto north = net.add(school{.key = "N", .name = "North"});
    const auto south = net.add(school{.key = "S", .name = "South"});
    const auto ann = net.add(teacher{.key = "A", .name = "Ann"});
    const auto bob = net.add(teacher{.key = "B", .name = "Bob"});
    net.connect(ann, bob, advice, {.trust = .5});
    net.connect(ann, north, advice, {.trust = .25});
    net.connect(ann, south, advice, {.trust = .75});
    net.connect(north, south, partners, {.trust = .5});

    const auto by_layer = degree_by_layer(net);
    REQUIRE(by_layer.size() == 2);
    CHECK(by_layer[0].layer == "knowledge network");
    CHECK(by_layer[0].count.score[ann] == 3);
    CHECK(by_layer[0].strength.score[ann] == 1.5);
    CHECK(by_layer[1].count.score[ann] == 0);
    CHECK(by_layer[1].count.score[south] == 1);
    CHECK(by_layer[1].count.measured_on.layers == std::vector<std::string>{"school to school"});
    CHECK(degree_by_layer<school>(net, {}, {.layers = {partners}}).size() == 1);

    const auto of = freeze<school, teacher>(net, {.layers = {advice}});
    const auto by_role = degree_by_role(of, {.which = direction::out});
    CHECK(by_role.groups.names == std::vector<std::string>{"school", "teacher"});
    const auto anns = of.who().at(ann);
    CHECK(by_role.counts_of(anns)[0] == 2);
    CHECK(by_role.counts_of(anns)[1] == 1);
    CHECK(by_role.strengths_of(anns)[0] == 1.0);
    CHECK(by_role.counts_of(of.who().at(bob))[1] == 0);
    CHECK_THROWS_AS(by_role.counts_of(id<actor>{9U}), contract_violation);
}

TEST_CASE("degree by group adds up to the degree, and to a count arc by arc", "[degree_by]") {
    random_stream random(22);
    for (int trial = 0; trial < 200; ++trial) {
        const auto of = small::random_columns(random, 8).frozen(small::any_options(random));
        const auto n = of.actor_count();
        std::vector<std::uint32_t> labels(n);
        for (auto& one : labels) one = static_cast<std::uint32_t>(uniform_index(random, (n + 1) / 2));
        const auto groups = groups_from(of, "label", labels);
        for (const auto which : {direction::out, direction::in, direction::total}) {
            const auto table = degree_by_group(of, groups, {.which = which});
            const auto counts = degree(of, {.which = which});
            const auto sums = actor_strength(of, {.which = which});
            for (const auto v : of.actors()) {
                std::uint64_t count = 0;
                double sum = 0;
                for (std::size_t g = 0; g < groups.names.size(); ++g) {
                    std::uint64_t by_hand = 0;
                    for (const auto w : of.out().of(v.index))
                        by_hand += (which != direction::in || !of.directed()) && labels[w] == g ? 1U : 0U;
                    for (const auto w : of.in().of(v.index))
                        by_hand += which != direction::out && of.directed() && labels[w] == g ? 1U : 0U;
                    CHECK(table.counts_of(v)[g] == by_hand);
                    count += table.counts_of(v)[g];
                    sum += table.strengths_of(v)[g];
                }
                CHECK(count == counts.score[v]);
                CHECK(sum == Approx(sums.score[v]));
            }
        }
    }
    const auto foreign = groups_by_role(small::kite());
    CHECK_THROWS_WITH(degree_by_group(view(), foreign),
                      "degree_by_group: there must be one group for each actor of the view; got 10");
}

} // namespace degree_by_test
