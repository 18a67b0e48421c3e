// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>

#include <colearn/core/distribution.hpp>
#include <colearn/trust/facets.hpp>

#include "support/catch.hpp"

namespace facets_test {

namespace {

using colearn::combine;
using colearn::contract_violation;
using colearn::facet;
using colearn::facet_rule;
using colearn::opinion;

} // namespace

TEST_CASE("failure in one facet breaks trust", "[facets]") {
    const colearn::trust_facets facets{opinion::of({20, 1}), opinion::of({15, 2}), opinion::of({1, 9}),
                                       opinion::of({30, 0})};
    const auto trust = combine(facets);
    CHECK(trust.weakest == facet::integrity);
    CHECK(trust.trust == facets.integrity);
    CHECK(to_string(trust.weakest) == "integrity");
    // the mean hides it
    CHECK(combine(facets, {.rule = facet_rule::mean}).trust.expectation() > 0.7);
}

TEST_CASE("the mean of facets has the mean expectation", "[facets]") {
    colearn::random_stream stream(7);
    for (int round = 0; round < 300; ++round) {
        std::array<opinion, 4> each;
        std::array<double, 4> weights{};
        for (std::size_t i = 0; i < 4; ++i) {
            each[i] =
                opinion::of({colearn::gamma(stream, 1, 4), colearn::gamma(stream, 1, 4)}, colearn::uniform(stream));
            weights[i] = colearn::uniform(stream);
        }
        const colearn::trust_facets facets{each[0], each[1], each[2], each[3]};
        double sum = 0;
        double weighted = 0;
        double weight = 0;
        double least = 1;
        for (std::size_t i = 0; i < 4; ++i) {
            sum += each[i].expectation() / 4;
            weighted += weights[i] * each[i].expectation();
            weight += weights[i];
            least = std::min(least, each[i].expectation());
        }
        CHECK(combine(facets).trust.expectation() == least);
        CHECK(combine(facets, {.rule = facet_rule::mean}).trust.expectation() == Approx(sum));
        const auto mixed = combine(facets, {.rule = facet_rule::weighted_mean, .weights = weights}).trust;
        CHECK(mixed.expectation() == Approx(weighted / weight));
        CHECK(mixed.expectation() >= least - 1e-12);
    }
}

TEST_CASE("of facets that are expected alike the more uncertain one decides, then the first", "[facets]") {
    const auto thin = opinion::of({1, 1});
    const auto thick = opinion::of({10, 10});
    CHECK(combine({thick, thin, thick, thick}).weakest == facet::competence);
    CHECK(combine({thick, thick, thick, thick}).weakest == facet::respect);
}

TEST_CASE("dogmatic facets have a mean too", "[facets]") {
    const auto yes = opinion::of_masses(1, 0, 0, 0.2);
    const auto no = opinion::of_masses(0, 1, 0, 0.6);
    const auto half = combine({yes, yes, no, no}, {.rule = facet_rule::mean}).trust;
    CHECK(half.dogmatic());
    CHECK(half.expectation() == 0.5);
    CHECK(half.base_rate() == Approx(0.4));
}

TEST_CASE("weights that are negative or all 0 are refused", "[facets]") {
    const colearn::trust_facets facets{};
    CHECK_THROWS_AS(combine(facets, {.rule = facet_rule::weighted_mean, .weights = {0, 0, 0, 0}}), contract_violation);
    CHECK_THROWS_AS(combine(facets, {.rule = facet_rule::weighted_mean, .weights = {1, -1, 1, 1}}), contract_violation);
}

} // namespace facets_test
