// SPDX-License-Identifier: BSL-1.0
#include <cstdint>

#include <colearn/core/distribution.hpp>
#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/trust/credible_interval.hpp>
#include <colearn/trust/tie_opinion.hpp>

#include "support/catch.hpp"

namespace tie_opinion_test {

namespace {

using colearn::contract_violation;
using colearn::evidence_from_ties;
using colearn::experiences_of;
using colearn::forgetting;
using colearn::id;
using colearn::moment;
using colearn::opinion;
using colearn::opinion_of;
using colearn::parallel_ties;
using colearn::school;
using colearn::tie;

constexpr std::int64_t day = 86400;

} // namespace

TEST_CASE("a tie is the opinion of its experiences", "[tie_opinion]") {
    // Eight good of nine: (8 + 1) / (9 + 2).
    const auto seen = experiences_of(tie{.trust = 9.0 / 11, .evidence = 9}).amount;
    CHECK(seen.positive == Approx(8));
    CHECK(seen.negative == Approx(1));
    CHECK(opinion_of(tie{.trust = 9.0 / 11, .evidence = 9}).expectation() == Approx(9.0 / 11));
    CHECK(opinion_of(tie{.trust = 0.75, .evidence = 6}) == opinion::of({5, 1}));
    CHECK(opinion_of(tie{.trust = 0.75, .evidence = 6}, 0.2) == opinion::of({5, 1}, 0.2));
    CHECK(opinion_of(tie{.trust = 0.9, .evidence = 0}).vacuous());
    CHECK(opinion_of(tie{}).uncertainty() == Approx(1.0 / 3)); // a third of what is to be known stays open
}

TEST_CASE("what is expected of experiences leads back to them", "[tie_opinion]") {
    colearn::random_stream stream(43);
    for (int round = 0; round < 200; ++round) {
        const colearn::evidence seen{10 * colearn::uniform(stream), 10 * colearn::uniform(stream)};
        const auto again =
            experiences_of(tie{.trust = opinion::of(seen).expectation(), .evidence = seen.positive + seen.negative});
        REQUIRE(again.amount.positive == Approx(seen.positive).margin(1e-12));
        REQUIRE(again.amount.negative == Approx(seen.negative).margin(1e-12));
    }
}

TEST_CASE("few experiences carry only so much trust", "[tie_opinion]") {
    CHECK(opinion_of(tie{.trust = 1, .evidence = 1}) == opinion::of({1, 0}));
    CHECK(opinion_of(tie{.trust = 0.01, .evidence = 1}) == opinion::of({0, 1}));
}

TEST_CASE("a thin tie looks thin", "[tie_opinion]") {
    colearn::random_stream stream(41);
    for (int round = 0; round < 100; ++round) {
        const double trust = colearn::uniform(stream);
        const double few = 5 * colearn::uniform(stream);
        const auto thin = opinion_of(tie{.trust = trust, .evidence = few});
        const auto thick = opinion_of(tie{.trust = trust, .evidence = 20 + 10 * few});
        REQUIRE(thin.uncertainty() > thick.uncertainty());
        REQUIRE(interval(thin).high - interval(thin).low > interval(thick).high - interval(thick).low);
        // both stand on the same side of the base rate
        REQUIRE((thin.expectation() - 0.5) * (trust - 0.5) >= 0);
    }
}

TEST_CASE("a tie fades from the day on which it was last seen", "[tie_opinion]") {
    const tie one{.trust = 0.75, .last_seen = {100 * day}, .evidence = 14};
    CHECK(opinion_of(one, moment{100 * day}, forgetting::days(30)) == opinion::of({11, 3}));
    CHECK(opinion_of(one, moment{160 * day}, forgetting::days(30)) == opinion::of({2.75, 0.75}));
    CHECK(opinion_of(one, moment{160 * day}, {}) == opinion::of({11, 3}));
    auto undated = one;
    undated.last_seen = {};
    CHECK(opinion_of(undated, moment{160 * day}, forgetting::days(30)) == opinion::of({11, 3}));
    CHECK_THROWS_AS(opinion_of(one, moment{99 * day}, forgetting::days(30)), contract_violation);
    CHECK_THROWS_AS(opinion_of(one, moment{}, forgetting::days(30)), contract_violation);
}

TEST_CASE("the ties of a view bring their evidence along", "[tie_opinion]") {
    colearn::system_network net;
    const auto a = net.add(school{.key = "a"});
    const auto b = net.add(school{.key = "b"});
    const auto c = net.add(school{.key = "c"});
    const auto gone = net.add(school{.key = "gone"});
    net.connect(a, gone, colearn::layers::knowledge_network, tie{.evidence = 99});
    net.connect(b, c, colearn::layers::knowledge_network, tie{.trust = 0.5, .last_seen = {0}, .evidence = 8});
    net.connect(a, b, colearn::layers::knowledge_network, tie{.trust = 0.75, .last_seen = {30 * day}, .evidence = 6});
    net.connect(a, b, colearn::layers::data_sharing, tie{.trust = 1, .evidence = 1});
    net.remove(gone);
    const auto view = freeze(net, {.parallel = parallel_ties::keep, .keep_ties = true});
    const auto known = evidence_from_ties(view, net, moment{30 * day}, forgetting::days(30), 0.4);
    REQUIRE(known.of_arc.size() == 3);
    CHECK(known.base_rate == 0.4);
    // a's two ties first
    CHECK(known.of_arc[0] == colearn::evidence{5, 1});
    CHECK(known.of_arc[1] == colearn::evidence{1, 0});
    CHECK(known.of_arc[2] == colearn::evidence{2, 2});
    CHECK(evidence_from_ties(view, net).of_arc[2] == colearn::evidence{4, 4});
    CHECK_THROWS_AS(evidence_from_ties(freeze(net), net), contract_violation);
    CHECK_THROWS_AS(evidence_from_ties(freeze(net, {.keep_ties = true}), net), contract_violation);
    CHECK_THROWS_AS(evidence_from_ties(view, net, {}, {}, 1.5), contract_violation);
}

TEST_CASE("a tie out of range is refused", "[tie_opinion]") {
    CHECK_THROWS_AS(opinion_of(tie{.trust = 1.5}), contract_violation);
    CHECK_THROWS_AS(opinion_of(tie{.trust = -0.5}), contract_violation);
    CHECK_THROWS_AS(opinion_of(tie{.evidence = -1}), contract_violation);
    CHECK_THROWS_AS(opinion_of(tie{.evidence = 1e300 * 1e300}), contract_violation);
}

} // namespace tie_opinion_test
