// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <string>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/trust/evidence.hpp>

#include "support/catch.hpp"

namespace evidence_test {

namespace {

using colearn::contract_violation;
using colearn::forgetting;
using colearn::moment;
using colearn::timed_evidence;

constexpr std::int64_t day = 86400;

} // namespace

TEST_CASE("after one half-life evidence counts half, after two a quarter", "[evidence]") {
    const timed_evidence known{{8, 4}, moment{0}};
    CHECK(faded(known, moment{30 * day}, forgetting::days(30)).amount == colearn::evidence{4, 2});
    CHECK(faded(known, moment{60 * day}, forgetting::days(30)).amount == colearn::evidence{2, 1});
    CHECK(faded(known, moment{60 * day}).amount == colearn::evidence{8, 4});
    CHECK(faded(known, moment{0}, forgetting::days(30)) == known);
}

TEST_CASE("forgetting makes trust thinner, and takes it back to the base rate", "[evidence]") {
    const timed_evidence known{{30, 2}, moment{0}};
    double uncertainty = 0;
    double expectation = 1;
    for (const int years : {0, 1, 2, 5, 20}) {
        const auto now =
            colearn::opinion::of(faded(known, moment{years * 365 * day}, forgetting::days(365)).amount, 0.4);
        CHECK(now.uncertainty() > uncertainty);
        CHECK(now.expectation() < expectation);
        uncertainty = now.uncertainty();
        expectation = now.expectation();
    }
    CHECK(expectation == Approx(0.4).epsilon(1e-3));
}

TEST_CASE("regular evidence settles at e / (1 - longevity)", "[evidence]") {
    // Josang, Subjective Logic (2016), equations 16.7 and 16.8
    const auto fade = forgetting::days(7);
    timed_evidence known;
    for (int week = 0; week < 200; ++week) known = observe(known, {3, 1}, moment{week * 3 * day}, fade);
    const double longevity = std::exp2(-3.0 / 7);
    CHECK(known.amount.positive == Approx(3 / (1 - longevity)).epsilon(1e-9));
    CHECK(known.amount.negative == Approx(1 / (1 - longevity)).epsilon(1e-9));
}

TEST_CASE("the order in which evidence arrives does not matter", "[evidence]") {
    colearn::random_stream stream(4);
    const auto fade = forgetting::days(11);
    for (int round = 0; round < 50; ++round) {
        std::vector<timed_evidence> reports;
        for (int i = 0; i < 8; ++i)
            reports.push_back({{colearn::uniform(stream), colearn::uniform(stream)},
                               moment{static_cast<std::int64_t>(colearn::uniform_index(stream, 90)) * day}});
        const auto add_up = [&] {
            timed_evidence sum;
            for (const auto& one : reports) sum = observe(sum, one.amount, one.at, fade);
            return faded(sum, moment{100 * day}, fade).amount;
        };
        const auto one = add_up();
        colearn::shuffle(stream, std::span(reports));
        const auto other = add_up();
        CHECK(other.positive == Approx(one.positive).epsilon(1e-12));
        CHECK(other.negative == Approx(one.negative).epsilon(1e-12));
        double plain = 0;
        for (const auto& each : reports)
            plain += each.amount.positive * std::exp2(-(100.0 - static_cast<double>(each.at.seconds / day)) / 11);
        CHECK(one.positive == Approx(plain).epsilon(1e-12));
    }
}

TEST_CASE("evidence of unknown time stands still until it has one", "[evidence]") {
    const timed_evidence known{{8, 4}, {}};
    const auto now = observe(known, {1, 0}, moment{5}, forgetting::days(1));
    CHECK(now == timed_evidence{{9, 4}, moment{5}});
}

TEST_CASE("time that runs backwards and evidence below nothing are refused", "[evidence]") {
    const timed_evidence known{{8, 4}, moment{100}};
    CHECK_THROWS_AS(faded(known, moment{99}), contract_violation);
    CHECK_THROWS_AS(faded(known, moment{}), contract_violation);
    CHECK_THROWS_AS(observe(known, {1, 0}, moment{}), contract_violation);
    CHECK_THROWS_AS(observe(known, {-1, 0}, moment{200}), contract_violation);
    CHECK_THROWS_AS(faded(known, moment{200}, forgetting{0}), contract_violation);
    CHECK_THROWS_AS(faded(known, moment{200}, forgetting{-1}), contract_violation);
}

TEST_CASE("a strength stands for as many experiences as the caller says", "[evidence]") {
    const std::vector<std::uint32_t> sources = {0, 2, 1};
    const std::vector<std::uint32_t> targets = {1, 0, 0};
    const std::vector<double> strengths = {0.75, 1, 0.25};
    const auto view = colearn::freeze({sources, targets, strengths}, 3);
    const auto known = evidence_from_strengths(view, 8, 0.3);
    REQUIRE(known.of_arc.size() == 3);
    CHECK(known.of_arc[0] == colearn::evidence{6, 2});
    CHECK(known.of_arc[1] == colearn::evidence{2, 6});
    CHECK(known.of_arc[2] == colearn::evidence{8, 0});
    CHECK(known.on(0).expectation() == Approx(6.6 / 10));
    CHECK_THROWS_AS(evidence_from_strengths(view, 0), contract_violation);
    CHECK_THROWS_AS(evidence_from_strengths(view, 1, 2), contract_violation);
    const std::vector<double> counts = {0.75, 3, 0.25};
    const auto counted = colearn::freeze({sources, targets, counts}, 3);
    try {
        static_cast<void>(evidence_from_strengths(counted, 8));
        FAIL("a strength of 3 is no share");
    } catch (const contract_violation& refused) {
        CHECK(std::string(refused.what()).find("from 2 to 0") != std::string::npos);
    }
}

} // namespace evidence_test
