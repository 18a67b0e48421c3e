// SPDX-License-Identifier: BSL-1.0
// Who is in the network, and who does a teacher turn to? A small system built in code: add, connect, change, freeze
// and read results by the ids that were given out.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/measures/degree.hpp>

namespace {

using namespace colearn;

template <class Role>
void print_role(const view& of, const degree_result& out, const degree_result& in) {
    for (const auto who : of.who().actors<Role>())
        fmt::print("  {:<16} {:<16} turns to {}, is turned to by {}\n", std::string(of.who().role(who)),
                   of.who().name(who), out.score[who], in.score[who]);
}

// The alters that one actor names, with the trust that the ties carry, strongest first.
void print_alters(const view& of, id<actor> who) {
    struct alter {
        id<actor> whom;
        double trust;
    };
    const auto rows = of.out();
    std::vector<alter> alters;
    for (std::size_t i = 0; i < rows.degree(who.index); ++i)
        alters.push_back({id<actor>{rows.of(who.index)[i]}, rows.strengths_of(who.index)[i]});
    std::stable_sort(alters.begin(), alters.end(), [](const auto& a, const auto& b) { return a.trust > b.trust; });
    for (const auto& [whom, trust] : alters)
        fmt::print("  {} ({}), trust {:.2f}\n", of.who().name(whom), std::string(of.who().role(whom)), trust);
}

} // namespace

int main() {
    learning_system lakes{.name = "Lakes district"};
    auto& net = lakes.net;

    // 1. Actors. An id belongs to its role: a school's never fits where a teacher's is asked for.
    const auto north = net.add(school{.key = "101", .name = "North Primary", .where = place{-37.70, 144.90}});
    const auto hill = net.add(school{.key = "102", .name = "Hill College", .where = place{-37.75, 145.05}});
    const auto ann = net.add(teacher{.key = "t1", .name = "Ann", .position = "class teacher", .tenure = 2});
    const auto bo = net.add(teacher{.key = "t2", .name = "Bo", .position = "coach", .tenure = 11});
    const auto cem = net.add(teacher{.key = "t3", .name = "Cem", .position = "principal", .tenure = 20});
    const auto dee = net.add(teacher{.key = "t4", .name = "Dee", .position = "class teacher"});
    const auto health = net.add(agency{.key = "a1", .name = "Health House", .service = "child health"});
    const auto library = net.add(community_group{.key = "c1", .name = "Library"});

    // 2. Ties, each in a layer. `layers` has those of the literature; "advice" is our own.
    const layer advice{.name = "advice"};
    const auto asks = [&](auto from, auto to, double trust) { return net.connect(from, to, advice, {.trust = trust}); };
    asks(ann, bo, 0.9);
    asks(ann, cem, 0.5);
    asks(ann, dee, 0.7);
    asks(ann, health, 0.8);
    asks(bo, cem, 0.6);
    const auto old = asks(cem, bo, 0.3);
    asks(dee, bo, 0.8);
    net.connect(north, ann, layers::employment);
    net.connect(north, bo, layers::employment);
    net.connect(hill, cem, layers::employment);
    net.connect(hill, dee, layers::employment);
    net.connect(north, hill, layers::school_to_school, {.trust = 0.6});
    net.connect(north, library, layers::school_to_community, {.trust = 0.7});

    // 3. It may change: trust grows, a teacher leaves and takes her ties along.
    net[old].trust = 0.65;
    net.change(bo, [](teacher& one) { one.tenure = 12; });
    net.remove(dee);

    fmt::print("{}: {} actors ({} schools, {} teachers), {} ties in {} layers\n", lakes.name, net.actor_count(),
               net.count<school>(), net.count<teacher>(), net.tie_count(), net.layer_ids().size());
    fmt::print("{} and {} are {:.1f} km apart\n", net[north].name, net[hill].name,
               distance_km(*net[north].where, *net[hill].where));

    // 4. Everyone, over all layers.
    const auto everyone = freeze(net);
    const auto out = degree(everyone, {.which = direction::out});
    const auto in = degree(everyone, {.which = direction::in});
    fmt::print("\nWho is in the network\n");
    print_role<school>(everyone, out, in);
    print_role<teacher>(everyone, out, in);
    print_role<agency>(everyone, out, in);
    print_role<community_group>(everyone, out, in);

    // 5. One question: advice alone. Results are read by the network's own id, or by the view's `id<actor>`.
    const auto of = freeze(net, {.layers = {net.find_layer("advice")}});
    fmt::print("\nWho Ann turns to for advice ({} of {} actors give or take any)\n",
               std::count_if(of.actors().begin(), of.actors().end(),
                             [&, all = degree(of)](id<actor> who) { return all.score[who] > 0; }),
               of.actor_count());
    print_alters(of, of.who().at(ann));
    const auto asked = degree(of, {.which = direction::in});
    fmt::print("Bo is asked by {}, Cem by {}\n", asked.score[bo], asked.score[cem]);
}
