// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/report/trust_between_twins.hpp>

#include "support/catch.hpp"

namespace trust_between_twins_test {

using namespace colearn;

namespace {

// Schools A, B and C, and an agency.
struct four {
    system_network net;
    id<school> a = net.add(school{.key = "a", .name = "A"});
    id<school> b = net.add(school{.key = "b", .name = "B"});
    id<school> c = net.add(school{.key = "c", .name = "C"});
    id<agency> helper = net.add(agency{.key = "h", .name = "Helper"});

    [[nodiscard]] twin_trust_result between(id<school> one, id<school> other, const propagation_options& options = {}) {
        twin_proposal pair;
        pair.a.who = one;
        pair.b.who = other;
        return trust_between_twins(net, std::vector{pair}, options);
    }
};

} // namespace

TEST_CASE("the experiences of several ties of two schools add up", "[trust_between_twins]") {
    four is;
    is.net.connect(is.a, is.b, layers::school_to_school, {.trust = .75, .evidence = 10});
    is.net.connect(is.a, is.b, layers::data_sharing, {.trust = .5, .evidence = 2});
    const auto made = is.between(is.a, is.b);
    REQUIRE(made.pairs.size() == 1);
    const auto& there = made.pairs[0].a_in_b;
    CHECK(there.known_by == trust_basis::tie);
    CHECK(there.trust.expectation() == Approx((8 + 1 + 1) / (12. + 2))); // W = 2, base rate 1/2
    CHECK(there.trust.uncertainty() == Approx(2 / 14.));
    CHECK(there.layers == std::vector<std::string>{"school to school", "data sharing"});
    // Data sharing has a direction: only the first tie speaks for the other way.
    CHECK(made.pairs[0].b_in_a.trust.expectation() == Approx((8 + 1) / 12.));
    CHECK_FALSE(made.pairs[0].mutual());
    CHECK(made.tied == 1);
    CHECK(made.derived + made.unknown == 0);
}

TEST_CASE("without a tie trust comes along a chain, discounted by those in between", "[trust_between_twins]") {
    four is;
    is.net.connect(is.a, is.helper, layers::school_to_agency, {.trust = .82, .evidence = 8});
    is.net.connect(is.b, is.helper, layers::school_to_agency, {.trust = 4 / 6., .evidence = 4});
    const auto made = is.between(is.a, is.b);
    const auto& there = made.pairs[0].a_in_b;
    REQUIRE(there.known_by == trust_basis::chain);
    REQUIRE(there.chains.size() == 1);
    REQUIRE(there.chains[0].steps.size() == 2);
    CHECK(there.chains[0].steps[0].from == "A");
    CHECK(there.chains[0].steps[0].to == "Helper");
    CHECK(there.chains[0].steps[0].role == "agency");
    CHECK(there.chains[0].steps[0].layer == "school to agency");
    CHECK(there.chains[0].steps[1].to == "B");
    const double referral = (7.2 + 1) / 10; // A in Helper
    CHECK(there.chains[0].steps[0].trust == Approx(referral));
    CHECK(there.chains[0].steps[1].trust == Approx((3 + 1) / 6.));
    // Josang (2016), equation 14.16 with the projected probability of the referral.
    CHECK(there.trust.belief() == Approx(referral * 3 / 6));
    CHECK(there.trust.disbelief() == Approx(referral * 1 / 6));
    CHECK(made.checked.accepted());
    CHECK(made.derived == 1);
    CHECK(made.pairs[0].b_in_a.known_by == trust_basis::chain);
    CHECK(made.pairs[0].b_in_a.chains[0].steps[0].from == "B");
}

TEST_CASE("where no chain leads, trust is not known", "[trust_between_twins]") {
    four is;
    CHECK_FALSE(is.between(is.a, is.b).any_ties);
    // A, agency, C, B: three steps; not two.
    is.net.connect(is.a, is.helper, layers::school_to_agency, {.trust = .9, .evidence = 8});
    is.net.connect(is.c, is.helper, layers::school_to_agency, {.trust = .9, .evidence = 8});
    is.net.connect(is.c, is.b, layers::school_to_school, {.trust = .9, .evidence = 8});
    CHECK(is.between(is.a, is.b).derived == 1);
    const auto made = is.between(is.a, is.b, {.horizon = 2});
    CHECK(made.any_ties);
    CHECK(made.unknown == 1);
    CHECK(made.horizon == 2);
    CHECK(made.pairs[0].a_in_b.known_by == trust_basis::none);
    CHECK(made.pairs[0].a_in_b.trust.vacuous());
    CHECK(made.pairs[0].mutual());
}

TEST_CASE("a chain goes through nobody who is not trusted, and through no person", "[trust_between_twins]") {
    four is;
    const auto ann = is.net.add(teacher{.key = "t", .name = "Ann"});
    is.net.connect(is.a, ann, layers::employment, {.trust = .9, .evidence = 50});
    is.net.connect(ann, is.b, layers::employment, {.trust = .9, .evidence = 50});
    is.net.connect(is.a, is.helper, layers::school_to_agency, {.trust = .2, .evidence = 50});
    is.net.connect(is.b, is.helper, layers::school_to_agency, {.trust = .9, .evidence = 50});
    const auto made = is.between(is.a, is.b);
    CHECK(made.pairs[0].a_in_b.known_by == trust_basis::none);
    CHECK(made.pairs[0].b_in_a.known_by == trust_basis::chain); // what Helper says of A
    CHECK(made.pairs[0].b_in_a.trust.expectation() < .5);
    CHECK(made.derived == 1);
}

TEST_CASE("every step that is told is a tie of the network", "[trust_between_twins]") {
    for (std::uint64_t trial = 0; trial < 60; ++trial) {
        random_stream random(5, trial);
        system_network net;
        const auto count = static_cast<std::size_t>(4 + uniform_index(random, 8));
        for (std::size_t i = 0; i < count; ++i)
            net.add(school{.key = std::to_string(i), .name = "School " + std::to_string(i)});
        for (std::size_t i = 0; i < 2 * count; ++i) {
            const id<school> from{static_cast<std::size_t>(uniform_index(random, count))};
            const id<school> to{static_cast<std::size_t>(uniform_index(random, count))};
            const auto& kind = uniform(random) < .5 ? layers::data_sharing : layers::school_to_school;
            if (from != to)
                net.connect(from, to, kind, {.trust = uniform(random, .05, 1), .evidence = uniform(random, .5, 20)});
        }
        std::vector<twin_proposal> pairs;
        for (std::size_t i = 0; i + 1 < count; i += 2) {
            twin_proposal one;
            one.a.who = id<school>{i};
            one.b.who = id<school>{i + 1};
            pairs.push_back(one);
        }
        const auto made = trust_between_twins(net, pairs);
        CHECK(made.checked.accepted());
        CHECK(made.tied + made.derived + made.unknown == pairs.size());
        for (std::size_t i = 0; i < pairs.size(); ++i)
            for (const auto& [from, to, what] : {std::tuple(pairs[i].a.who, pairs[i].b.who, &made.pairs[i].a_in_b),
                                                 std::tuple(pairs[i].b.who, pairs[i].a.who, &made.pairs[i].b_in_a)}) {
                bool tied = false;
                const auto is_tie = [&](const std::string& source, const std::string& target, const trust_step* step) {
                    bool found = false;
                    net.for_each_tie([&](id<tie>, tie_end x, tie_end y, id<layer> kind, const tie& value) {
                        const auto one = net[id<school>{x.index}].name;
                        const auto other = net[id<school>{y.index}].name;
                        const bool joins = (one == source && other == target) ||
                                           (!net[kind].directed && one == target && other == source);
                        found |= joins && (step == nullptr || (net[kind].name == step->layer &&
                                                               opinion_of(value).expectation() == Approx(step->trust)));
                    });
                    return found;
                };
                tied = is_tie(net[from].name, net[to].name, nullptr);
                CHECK((what->known_by == trust_basis::tie) == tied);
                for (const auto& chain : what->chains) {
                    REQUIRE(!chain.steps.empty());
                    CHECK(chain.steps.size() <= 3);
                    CHECK(chain.steps.front().from == net[from].name);
                    CHECK(chain.steps.back().to == net[to].name);
                    for (std::size_t k = 0; k < chain.steps.size(); ++k) {
                        CHECK(is_tie(chain.steps[k].from, chain.steps[k].to, &chain.steps[k]));
                        if (k > 0) CHECK(chain.steps[k].from == chain.steps[k - 1].to);
                        if (k + 1 < chain.steps.size()) CHECK(chain.steps[k].trust > .5);
                    }
                }
            }
    }
}

} // namespace trust_between_twins_test
