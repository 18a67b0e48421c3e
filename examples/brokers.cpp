// SPDX-License-Identifier: BSL-1.0
// Who holds this network together? Krackhardt's kite (1990), dressed as a district: schools that meet as a group,
// an agency and a family that hang on by one teacher's contacts.
#include <string>

#include <fmt/core.h>

#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/measures/betweenness.hpp>
#include <colearn/measures/degree.hpp>
#include <colearn/measures/distances.hpp>

namespace {

template <class Role>
colearn::id<Role> add(colearn::system_network& net, std::string name) {
    Role one;
    one.key = name;
    one.name = std::move(name);
    return net.add(one);
}

template <class Role>
void print_top(const colearn::betweenness_result& brokers, const colearn::degree_result& partners, std::size_t count) {
    fmt::print("\nTop {}:\n", std::string(Role::role));
    for (const auto who : colearn::top<Role>(brokers.score, count))
        fmt::print("  {:<12} stands between {:>5.2f} of 36 pairs of others, with {} partner{}\n",
                   brokers.score.who().name(who), brokers.score[who], partners.score[who],
                   partners.score[who] == 1 ? "" : "s");
}

} // namespace

int main() {
    using namespace colearn;
    system_network net;
    const auto andre = add<teacher>(net, "Andre");
    const auto beverley = add<teacher>(net, "Beverley");
    const auto carol = add<teacher>(net, "Carol");
    const auto diane = add<teacher>(net, "Diane");
    const auto ed = add<teacher>(net, "Ed");
    const auto fernando = add<school>(net, "Fernando St");
    const auto garth = add<school>(net, "Garth Park");
    const auto heather = add<teacher>(net, "Heather");
    const auto ike = add<agency>(net, "Ike House");
    const auto jane = add<family>(net, "Jane's");

    const layer partnership{"partnership", false};
    const auto tie_to = [&](auto from, auto to, double trust) {
        net.connect(from, to, partnership, tie{.trust = trust});
    };
    tie_to(andre, beverley, .9);
    tie_to(andre, carol, .9);
    tie_to(andre, diane, .9);
    tie_to(andre, fernando, .6);
    tie_to(beverley, diane, .9);
    tie_to(beverley, ed, .6);
    tie_to(beverley, garth, .9);
    tie_to(carol, diane, .9);
    tie_to(carol, fernando, .6);
    tie_to(diane, ed, .6);
    tie_to(diane, fernando, .6);
    tie_to(diane, garth, .9);
    tie_to(ed, garth, .6);
    tie_to(fernando, garth, .6);
    tie_to(fernando, heather, .6);
    tie_to(garth, heather, .9);
    tie_to(heather, ike, .9);
    tie_to(ike, jane, .6);

    // 1. Every tie a step.
    const auto of = freeze(net);
    const auto brokers = betweenness(of);
    const auto partners = degree(of);
    if (const auto checked = verify(of, brokers); !checked) {
        fmt::print("not certain: {}\n", checked.violated);
        return 1;
    }
    fmt::print("{} actors, {} ties. News passes in {:.2f} steps on average.\n", of.actor_count(), of.tie_count(),
               *distances(of).mean.value);
    print_top<teacher>(brokers, partners, 3);
    print_top<school>(brokers, partners, 2);
    print_top<agency>(brokers, partners, 1);
    print_top<family>(brokers, partners, 1);

    // 2. The same, along the ways that are trusted most.
    const auto by = lengths_from(of, negative_log_trust{});
    const auto trusted = betweenness(of, by);
    fmt::print("\nAlong the most trusted ways (length of a tie: {}):\n", trusted.lengths_by);
    for (const auto who : top(trusted.score, 4)) {
        const double change = trusted.score[who] - brokers.score[who];
        fmt::print("  {:<12} ({}) {:>5.2f} pairs, {:+.2f} against counting steps\n", of.who().name(who),
                   of.who().role(who), trusted.score[who], change);
    }
}
