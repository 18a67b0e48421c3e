// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/graph/freeze_network.hpp>
#include <colearn/measures/actor_profile.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace actor_profile_test {

using namespace colearn;

TEST_CASE("the profile of Heather in Krackhardt's kite", "[actor_profile]") {
    const auto one = profile(small::kite(), id<actor>{7U}); // tied to Fernando and Garth, and to Ike
    CHECK(one.partners == 3);
    CHECK(one.strength == 3);
    CHECK(one.pairs_of_partners == 3);
    CHECK(*one.clustering.value == Approx(1.0 / 3)); // Fernando and Garth are tied
    CHECK(*one.effective_size.value == Approx(3 - 2.0 / 3));
    CHECK(*one.betweenness.value == Approx(14.0 / 36)); // Krackhardt (1990)
    CHECK(one.rank == 1);
    CHECK(one.ranked == 10);
    CHECK(one.cut_off == 2);  // Ike and Jane
    CHECK(one.connects == 2); // Ike with either
    CHECK(one.core == 2);
    CHECK(one.innermost_core == 3);
    CHECK(one.sentences ==
          std::vector<std::string>{
              "7 has 3 partners; the ties together have a strength of 3 (strength).",
              "Of the 3 pairs of these partners, 1 has a tie of their own (clustering 0.33).",
              "So far as they are tied to each other, the partners count as 2.33 separate ones (effective size); the "
              "constraint on 7 is " +
                  detail::profile_number(*one.constraint.value) +
                  ", where 1 is that of somebody with one partner alone.",
              "7 connects 2 pairs of others who have no tie.",
              "Without 7, 2 others would be cut off from the largest part that is left.",
              "7 is in a group in which everybody has 2 partners or more within the group; for the innermost such "
              "group of the network it is 3.",
              "7 stands between 38.89% of the pairs of others, by the fewest steps: rank 1 of 10."});
}

TEST_CASE("a profile tells roles apart", "[actor_profile]") {
    network<roles<teacher, school, agency>> net;
    const auto ann = net.add(teacher{.key = "ann", .name = "Ann"});
    const auto ben = net.add(teacher{.key = "ben", .name = "Ben"});
    const auto north = net.add(school{.key = "n", .name = "North"});
    const auto help = net.add(agency{.key = "h", .name = "Help"});
    const auto alone = net.add(agency{.key = "a", .name = "Alone"});
    const layer advice{"advice"};
    net.connect(ben, ann, advice, tie{.trust = .5});
    net.connect(ann, north, advice, tie{.trust = .75});
    net.connect(ann, help, advice, tie{.trust = .25});
    const auto of = freeze(net);
    const actor_profiles all(of);
    const auto one = all.of(of.who().at(ann));
    CHECK(one.role == "teacher");
    REQUIRE(one.by_role.size() == 3);
    CHECK(one.by_role[0].role == "teacher");
    CHECK(one.names == 2);
    CHECK(one.named_by == 1);
    CHECK(one.connects == 2);       // Ben to North and to Help
    CHECK(one.connects_roles == 2); // a teacher with a school and with an agency
    CHECK(one.ranked == 2);
    CHECK(one.sentences[0] ==
          "Ann has 3 partners (teacher 1, school 1, agency 1); the ties together have a strength of "
          "1.5 (trust).");
    CHECK(one.sentences[1] == "Of these ties 2 are named by Ann and 1 by the partners.");
    CHECK(one.sentences[4] == "Ann connects 2 pairs of others who have no tie that way, 2 of them of different roles.");
    CHECK(one.measured_on.layers == std::vector<std::string>{"advice"});
    const auto none = all.of(of.who().at(alone));
    CHECK(none.sentences == std::vector<std::string>{"Alone has no partner on these ties."});
    CHECK_FALSE(none.clustering.defined());
    CHECK_FALSE(none.constraint.defined());
    CHECK(all.of(of.who().at(help)).sentences[1] == "Of these ties 0 are named by Help and 1 by the partners.");
    CHECK(all.of(of.who().at(north)).sentences[3] == "Without North nobody would be cut off from the rest.");
}

TEST_CASE("a profile says what it could not compute", "[actor_profile]") {
    const auto of = small::kite();
    const auto large = profile(of, id<actor>{0U}, {.betweenness_work = 1});
    CHECK(large.betweenness == measured::undefined("the network is too large for all paths"));
    CHECK(large.sentences.back() ==
          "How often 0 stands between others is undefined: the network is too large for all paths.");
    CHECK(large.rank == 0);
    std::stop_source stop;
    stop.request_stop();
    CHECK(profile(of, id<actor>{0U}, {.stop = stop.get_token()}).betweenness ==
          measured::undefined("the calculation was stopped"));
    const auto quiet = profile(of, id<actor>{0U}, {.with_betweenness = false});
    CHECK(quiet.betweenness == measured::undefined("it was not asked for"));
    CHECK(quiet.sentences.size() + 1 == large.sentences.size());
    const auto pair = profile(small::graph(2, {{0, 1}}, false), id<actor>{0U});
    CHECK(pair.betweenness == measured::undefined("with fewer than three actors there is no pair to stand between"));
    CHECK_THROWS_AS(profile(of, id<actor>{10U}), contract_violation);
}

TEST_CASE("profiles agree with the measures they are made of", "[actor_profile]") {
    random_stream random(71);
    for (int round = 0; round < 60; ++round) {
        const auto of = small::random_columns(random, 12).frozen(small::any_options(random));
        const actor_profiles all(of, {.threads = 2});
        const auto cuts = cut_actors(of);
        const detail::partner_rows partners(of);
        for (const auto who : of.actors()) {
            const auto one = all.of(who);
            CHECK(one.partners == partners.of(static_cast<std::uint32_t>(who.index)).size());
            CHECK(one.cut_off == cuts.score[who]);
            CHECK(one.core <= one.innermost_core);
            CHECK((one.rank == 0) == !one.betweenness.defined());
            CHECK(one.connects >= one.connects_roles);
            CHECK_FALSE(one.sentences.empty());
        }
    }
}

} // namespace actor_profile_test
