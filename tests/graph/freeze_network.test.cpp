// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <map>
#include <string>
#include <vector>

#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/freeze_network.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace freeze_network_test {

using colearn::agency;
using colearn::freeze;
using colearn::id;
using colearn::network;
using colearn::roles;
using colearn::school;
using colearn::teacher;
using colearn::tie;

namespace {

using small_network = network<roles<school, teacher, agency>>;
const colearn::layer advice{.name = "advice"};
const colearn::layer partners{.name = "partners", .directed = false};

struct letters {
    int count = 0;
};

struct by_letters {
    static constexpr std::string_view name = "letters a week";
    colearn::strength operator()(const letters& one) const { return {static_cast<double>(one.count)}; }
};

struct fixture {
    small_network net;
    id<teacher> ann = net.add(teacher{.key = "ann", .name = "Ann"}); // before the schools, so that numbers and vertices
    id<school> north = net.add(school{.key = "n", .name = "North"}); // differ
    id<school> gone = net.add(school{.key = "g", .name = "Gone"});
    id<school> south = net.add(school{.key = "s"});
    id<agency> health = net.add(agency{.key = "h", .name = "Health"});
    id<tie> asks = net.connect(ann, north, advice, {.trust = 0.5});
    id<tie> lost = net.connect(gone, ann, advice);
    id<tie> twins = net.connect(north, south, partners, {.trust = 0.25});
    id<tie> serves = net.connect(health, south, partners, {.trust = 0.75});
    fixture() { net.remove(gone); }
};

} // namespace

// A weight gives a strength; a length is refused, and so is a tie without trust where trust is asked for.
static_assert(colearn::detail::gives_strength<colearn::by_trust, tie>);
static_assert(colearn::detail::gives_strength<colearn::by_presence, letters>);
static_assert(colearn::detail::gives_strength<by_letters, letters>);
static_assert(!colearn::detail::gives_strength<colearn::by_trust, letters>);
static_assert(!colearn::detail::gives_strength<colearn::length (*)(const tie&), tie>);
static_assert(!colearn::detail::gives_strength<std::string (*)(const tie&), tie>);

TEST_CASE("the whole network: roles in the list's order, undirected layers both ways", "[freeze_network]") {
    fixture of;
    const auto view = freeze(of.net, {.keep_ties = true});
    CHECK(view.actor_count() == 4);
    CHECK(view.directed());
    const auto& who = view.who();
    CHECK(who.at(of.north) == id<colearn::actor>{0U});
    CHECK(who.at(of.south) == id<colearn::actor>{1U});
    CHECK(who.at(of.ann) == id<colearn::actor>{2U});
    CHECK(who.at(of.health) == id<colearn::actor>{3U});
    CHECK_FALSE(who.find(of.gone).valid());
    CHECK(who.name(id<colearn::actor>{1U}) == "s"); // no name: the key
    CHECK(who.role(id<colearn::actor>{3U}) == "agency");
    using arcs = std::vector<test::plain_arc>;
    CHECK(test::arcs_of(view) == arcs{{0, 1, 0.25, of.twins.index},
                                      {1, 0, 0.25, of.twins.index},
                                      {1, 3, 0.75, of.serves.index},
                                      {2, 0, 0.5, of.asks.index},
                                      {3, 1, 0.75, of.serves.index}});
    CHECK(view.record().layers == std::vector<std::string>{"advice", "partners"});
    CHECK(view.record().weight == "trust");
    CHECK(view.record().ties_read == 5); // arcs of a directed view
}

TEST_CASE("chosen roles and layers", "[freeze_network]") {
    fixture of;
    const auto schools = freeze<school>(of.net);
    CHECK(schools.actor_count() == 2);
    CHECK(schools.tie_count() == 2);
    CHECK_FALSE(schools.who().has<teacher>());

    const auto both = freeze<agency, school>(of.net); // the network's order, not the choice's
    CHECK(both.who().at(of.north).index == 0);
    CHECK(both.who().at(of.health).index == 2);

    const auto undirected = freeze(of.net, {.layers = {of.net.find_layer("partners")}});
    CHECK_FALSE(undirected.directed()); // since the layer is
    CHECK(undirected.tie_count() == 2);
    CHECK(undirected.arc_count() == 4);
    CHECK(undirected.actor_count() == 4); // actors without a tie stay
    CHECK(undirected.record().layers == std::vector<std::string>{"partners"});
    CHECK(undirected.record().ties_read == 2);

    const auto one_way = freeze(of.net, {.layers = {of.net.find_layer("advice")}, .directed = false});
    CHECK_FALSE(one_way.directed());
    CHECK(one_way.arc_count() == 2);
    CHECK_THROWS_AS(freeze(of.net, {.layers = {id<colearn::layer>{5U}}}), colearn::contract_violation);
}

TEST_CASE("ties there and back are parallel in an undirected view", "[freeze_network]") {
    small_network net;
    const auto a = net.add(school{.key = "a"});
    const auto b = net.add(school{.key = "b"});
    net.connect(a, b, advice, {.trust = 0.5});
    net.connect(b, a, advice, {.trust = 0.25});
    const auto view = freeze(net, {.directed = false, .parallel = colearn::parallel_ties::sum});
    CHECK(view.tie_count() == 1);
    CHECK(view.out().strengths[0] == 0.75);
    CHECK(view.record().ties_merged == 1);
}

TEST_CASE("a weight of one's own", "[freeze_network]") {
    network<roles<school>, letters> net;
    const auto a = net.add(school{.key = "a", .name = "Ash"});
    const auto b = net.add(school{.key = "b", .name = "Beech"});
    net.connect(a, b, advice, {3});
    const auto view = freeze(net, {}, by_letters{});
    CHECK(view.out().strengths[0] == 3);
    CHECK(view.record().weight == "letters a week");
    CHECK(freeze(net, {}, colearn::by_presence{}).record().weight == "number of ties");
    CHECK(freeze(net, {}, [](const letters& one) { return one.count * 2.0; }).out().strengths[0] == 6);
    net.connect(b, a, advice, {0});
    try {
        (void)freeze(net, {}, by_letters{});
        FAIL("a strength of 0 was taken");
    } catch (const colearn::contract_violation& refused) {
        CHECK(std::string(refused.what()).find("from Beech to Ash") != std::string::npos);
    }
    CHECK_THROWS_AS(freeze(net, {}, [](const letters&) { return std::numeric_limits<double>::quiet_NaN(); }),
                    colearn::contract_violation);
}

TEST_CASE("an empty network freezes", "[freeze_network]") {
    small_network net;
    CHECK(freeze(net).actor_count() == 0);
    net.remove(net.add(school{.key = "a"}));
    CHECK(freeze(net).actor_count() == 0);
    CHECK(freeze(net).directed());
    net.add(advice);
    net.add(agency{.key = "h"});
    CHECK(freeze(net).arc_count() == 0);
}

TEST_CASE("random networks freeze to what their list of ties says", "[freeze_network]") {
    test::dice roll(1);
    for (int round = 0; round < 60; ++round) {
        small_network net;
        const auto one_way = net.add(advice);
        const auto both_ways = net.add(partners);
        std::vector<colearn::tie_end> actors;
        for (int i = 0; i < 12; ++i)
            actors.push_back(roll.below(2) == 0   ? net.end_of(net.add(school{}))
                             : roll.below(2) == 0 ? net.end_of(net.add(teacher{}))
                                                  : net.end_of(net.add(agency{})));
        for (int i = 0; i < 60; ++i)
            net.connect(actors[roll.below(12)], actors[roll.below(12)], roll.below(2) == 0 ? one_way : both_ways,
                        {.trust = (1 + roll.below(8)) / 8.0});
        for (int i = 0; i < 5; ++i)
            if (const id<tie> which{roll.below(60)}; net.contains(which)) net.remove(which);
        if (round % 2 == 0)
            for (const auto who : {actors[0], actors[1]})
                net.visit(who, [&](auto gone, const auto&) { net.remove(gone); });

        const bool directed = roll.below(2) == 0;
        const auto self_ties = roll.below(2) == 0 ? colearn::loops::drop : colearn::loops::keep;
        const auto rule = static_cast<colearn::parallel_ties>(roll.below(4));
        const colearn::layer_options options{.layers = round % 3 == 0 ? std::vector{both_ways}
                                                                      : std::vector<id<colearn::layer>>{},
                                             .directed = directed,
                                             .self_ties = self_ties,
                                             .parallel = rule,
                                             .keep_ties = true,
                                             .threads = 1 + roll.below(3)};
        // Schools and agencies alone, numbered by hand.
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> vertex;
        std::uint32_t next = 0;
        net.for_each<school>([&](id<school> who, const school&) { vertex[{0, who.index}] = next++; });
        net.for_each<agency>([&](id<agency> who, const agency&) { vertex[{2, who.index}] = next++; });
        test::ties ties;
        std::vector<std::uint32_t> numbers;
        net.for_each_tie(
            [&](id<tie> which, colearn::tie_end from, colearn::tie_end to, id<colearn::layer> kind, const tie& value) {
                if (round % 3 == 0 && kind != both_ways) return;
                const auto source = vertex.find({from.role, from.index});
                const auto target = vertex.find({to.role, to.index});
                if (source == vertex.end() || target == vertex.end()) return;
                ties.add(source->second, target->second, value.trust);
                numbers.push_back(which.index);
                if (directed && kind == both_ways && source != target) {
                    ties.add(target->second, source->second, value.trust);
                    numbers.push_back(which.index);
                }
            });
        auto expected = test::plain_freeze(ties, directed, self_ties, rule);
        for (auto& arc : expected) arc.tie = numbers[arc.tie];
        const auto view = freeze<school, agency>(net, options);
        CHECK(view.actor_count() == vertex.size());
        CHECK(test::arcs_of(view) == expected);
        CHECK(view.record().ties_read == ties.size());
    }
}

} // namespace freeze_network_test
