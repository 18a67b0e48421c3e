// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <colearn/trust/reputation.hpp>

#include "support/catch.hpp"
#include "trust/support.hpp"

namespace reputation_test {

namespace {

using colearn::actor;
using colearn::contract_violation;
using colearn::evidence;
using colearn::id;
using colearn::opinion;
using colearn::reputation;
using colearn::tie_evidence;
using colearn::verify;
using test::known_tie;
using test::known_view;
using test::make_known;
using test::who;

} // namespace

TEST_CASE("without discounting a reputation is the Beta of all evidence", "[reputation]") {
    // Josang, Subjective Logic (2016), equation 16.1: (r + W a) / (r + s + W)
    const auto net = make_known(4, {{0, 3, {4, 0}}, {1, 3, {3, 1}}, {2, 3, {1, 0}}}, 0.25);
    const auto result = reputation(net.view, net.known, {.discount_sources = false});
    CHECK(result.reputation[who(3)].seen() == evidence{8, 1});
    CHECK(result.reputation[who(3)].expectation() == Approx((8 + 2 * 0.25) / 11));
    CHECK(result.reputation[who(0)].vacuous());
    CHECK(verify(net.view, net.known, result, {.discount_sources = false}).accepted());
}

TEST_CASE("the word of those with a bad name counts for little", "[reputation]") {
    // 0 to 2 vouch for each other and warn of 3 and 4, who vouch for each other and run 0 down
    std::vector<known_tie> ties;
    for (std::uint32_t v = 0; v < 3; ++v)
        for (std::uint32_t w = 0; w < 5; ++w)
            if (v != w) ties.push_back({v, w, w < 3 ? evidence{10, 0} : evidence{0, 10}});
    ties.push_back({3, 4, {10, 0}});
    ties.push_back({4, 3, {10, 0}});
    ties.push_back({3, 0, {0, 10}});
    ties.push_back({4, 0, {0, 10}});
    const auto net = make_known(5, ties);
    const auto result = reputation(net.view, net.known);
    const auto plain = reputation(net.view, net.known, {.discount_sources = false});
    CHECK(result.outcome == colearn::status::converged);
    CHECK(result.reputation[who(0)].expectation() > 0.85);
    CHECK(plain.reputation[who(0)].expectation() < 0.55);
    CHECK(result.reputation[who(3)].expectation() < 0.15);
    CHECK(verify(net.view, net.known, result).accepted());
}

TEST_CASE("a reputation is a fixed point of a plain pass", "[reputation]") {
    colearn::random_stream stream(26);
    for (int round = 0; round < 60; ++round) {
        const auto actors = static_cast<std::uint32_t>(2 + colearn::uniform_index(stream, 25));
        std::vector<known_tie> ties;
        for (const auto& one : test::random_ties(stream, actors, 0.3))
            ties.push_back({one.from, one.to, {colearn::gamma(stream, 1, 2), colearn::gamma(stream, 0.4, 2)}});
        const double base_rate = colearn::uniform(stream);
        const auto net = make_known(actors, ties, base_rate);
        const auto result = reputation(net.view, net.known);
        REQUIRE(result.outcome == colearn::status::converged);
        for (std::uint32_t v = 0; v < actors; ++v) {
            evidence sum;
            for (const auto& one : ties) {
                if (one.to != v) continue;
                const double counts = result.reputation[who(one.from)].expectation();
                sum.positive += counts * one.seen.positive;
                sum.negative += counts * one.seen.negative;
            }
            REQUIRE(result.reputation[who(v)].expectation() ==
                    Approx((sum.positive + 2 * base_rate) / (sum.positive + sum.negative + 2)).margin(1e-7));
        }
        REQUIRE(verify(net.view, net.known, result).accepted());
        // threads and names change nothing
        const auto four = reputation(net.view, net.known, {.threads = 4});
        const auto names = test::random_names(stream, actors);
        auto other_ties = ties;
        for (auto& one : other_ties) one = {names[one.from], names[one.to], one.seen};
        const auto renamed = make_known(actors, other_ties, base_rate);
        const auto other = reputation(renamed.view, renamed.known);
        for (std::uint32_t v = 0; v < actors; ++v) {
            REQUIRE(four.reputation[who(v)] == result.reputation[who(v)]);
            REQUIRE(other.reputation[who(names[v])].expectation() ==
                    Approx(result.reputation[who(v)].expectation()).margin(1e-7));
        }
    }
}

TEST_CASE("the base rate of a community is its share of good experiences", "[reputation]") {
    CHECK(colearn::community_base_rate({{{3, 1}, {0, 2}, {0, 0}}, 0.9}) == Approx(0.5));
    CHECK(colearn::community_base_rate({{{3, 1}}, 0.9}) == Approx(0.75));
    CHECK(colearn::community_base_rate({}) == 0.5);
}

TEST_CASE("a forged reputation is rejected by a pass", "[reputation]") {
    const auto net = make_known(3, {{0, 1, {5, 1}}, {1, 2, {1, 5}}, {2, 0, {3, 3}}});
    const auto good = reputation(net.view, net.known);
    REQUIRE(verify(net.view, net.known, good).accepted());
    const auto rejected = [&](const std::function<void(colearn::reputation_result&)>& forge, const char* because) {
        auto bad = good;
        forge(bad);
        const auto checked = verify(net.view, net.known, bad);
        CAPTURE(checked.violated);
        CHECK_FALSE(checked.accepted());
        CHECK(checked.violated.find(because) != std::string::npos);
    };
    rejected([](auto& it) { it.reputation[who(2)] = opinion::of({9, 0}); }, "what is said of");
    rejected([](auto& it) { it.reputation[who(1)] = opinion::of({500, 100}); }, "what is said of 1");
    rejected([](auto& it) { it.certificate.residual = 1; }, "tolerance");
    rejected([](auto& it) { it.reputation = {}; }, "one reputation");
}

TEST_CASE("reputation stops when asked, and refuses what makes no sense", "[reputation]") {
    const auto net = make_known(3, {{0, 1, {5, 1}}, {1, 2, {1, 5}}, {2, 0, {3, 3}}});
    std::stop_source stop;
    stop.request_stop();
    CHECK(reputation(net.view, net.known, {.stop = stop.get_token()}).outcome == colearn::status::cancelled);
    CHECK(reputation(net.view, net.known, {.max_iterations = 1}).outcome == colearn::status::not_converged);
    CHECK_THROWS_AS(reputation(net.view, {}), contract_violation);
    CHECK_THROWS_AS(reputation(net.view, net.known, {.tolerance = 0}), contract_violation);
    CHECK_THROWS_AS(reputation(net.view, net.known, {.max_iterations = 0}), contract_violation);
    auto bad = net.known;
    bad.of_arc[1].negative = -3;
    CHECK_THROWS_AS(reputation(net.view, bad), contract_violation);
    const auto undirected = test::make_view(2, {{0, 1, 1}}, false);
    CHECK_THROWS_AS(reputation(undirected, evidence_from_strengths(undirected, 4)), contract_violation);
    CHECK(reputation(test::make_view(0, {}), {}).reputation.size() == 0);
}

} // namespace reputation_test
