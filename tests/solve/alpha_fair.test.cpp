// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/alpha_fair.hpp>
#include <colearn/solve/alpha_fair_verify.hpp>
#include <colearn/solve/leximin.hpp>

#include "solve/alpha_fair_support.hpp"
#include "support/catch.hpp"

namespace alpha_fair_test {

namespace {

using colearn::alpha_fair;
using colearn::random_stream;
using colearn::status;

// Proportional response, for a long time.
numbers by_proportional_response(const problem& in, int rounds) {
    const auto m = in.arcs.size();
    numbers flow(m);
    numbers asked(in.supply.size());
    for (const auto& one : in.arcs) asked[one.provider.index] += 1;
    for (std::size_t k = 0; k < m; ++k) flow[k] = in.supply[in.arcs[k].provider] / asked[in.arcs[k].provider.index];
    numbers utility;
    for (int round = 0; round < rounds; ++round) {
        utility.assign(in.weights.size(), 0);
        for (std::size_t k = 0; k < m; ++k) utility[in.arcs[k].recipient.index] += flow[k] * in.arcs[k].value;
        numbers bid(m);
        asked.assign(in.supply.size(), 0);
        for (std::size_t k = 0; k < m; ++k) {
            const auto i = in.arcs[k].recipient;
            bid[k] = in.weights[i] * flow[k] * in.arcs[k].value / utility[i.index];
            asked[in.arcs[k].provider.index] += bid[k];
        }
        for (std::size_t k = 0; k < m; ++k)
            flow[k] = in.supply[in.arcs[k].provider] * bid[k] / asked[in.arcs[k].provider.index];
    }
    return utility;
}

} // namespace

TEST_CASE("one provider: the closed form for every alpha", "[alpha_fair]") {
    // x is in proportion to (w v^(1 - alpha))^(1 / alpha); for alpha = 1 to the weights.
    const auto in = make({6}, {1, 2, 3}, {{0, 0, 5}, {0, 1, 1}, {0, 2, .5}});
    for (const double alpha : {.1, .5, .9, 1.0, 1.1, 2.0, 5.0, 20.0}) {
        CAPTURE(alpha);
        const auto got = alpha_fair(in, {.alpha = alpha});
        CHECK(got.outcome == status::converged);
        const auto checked = verify(in, got, {.alpha = alpha});
        CAPTURE(checked.violated);
        CHECK(checked);
        double all = 0;
        numbers part;
        for (const auto& one : in.arcs)
            all += part.emplace_back(std::pow(in.weights[one.recipient] * std::pow(one.value, 1 - alpha), 1 / alpha));
        for (std::size_t k = 0; k < 3; ++k) CHECK(got.flows[k] == Approx(6 * part[k] / all).epsilon(1e-5).margin(1e-6));
    }
    const auto largest = alpha_fair(in, {.alpha = 0});
    CHECK(largest.outcome == status::optimal);
    CHECK(largest.flows == numbers{6, 0, 0});
    CHECK(largest.objective == 30);
    CHECK(verify(in, largest, {.alpha = 0}));
}

TEST_CASE("a Fisher market by hand", "[alpha_fair]") {
    // Two buyers with 1 of money each, two goods; the first likes the first good three times as much, the second likes
    // both alike: prices 1 and 1, each buys one good (utilities 3 and 1).
    const auto in = make({1, 1}, {1, 1}, {{0, 0, 3}, {1, 0, 1}, {0, 1, 1}, {1, 1, 1}});
    const auto got = alpha_fair(in);
    // A gap of 1e-8 leaves amounts about the root of it, 1e-4, from the best ones.
    CHECK(got.utilities.values()[0] == Approx(3).epsilon(1e-3));
    CHECK(got.utilities.values()[1] == Approx(1).epsilon(1e-3));
    CHECK(got.certificate.prices.values()[0] == Approx(1).epsilon(1e-3));
    CHECK(got.objective == Approx(std::log(3)));
    CHECK(verify(in, got));
    // With 3 of money the first buyer also takes some of the second good: it pays 3 for 3 + 1 units of worth in all.
    const auto rich = make({1, 1}, {3, 1}, {{0, 0, 2}, {1, 0, 1}, {0, 1, 1}, {1, 1, 1}});
    const auto bought = alpha_fair(rich); // prices 8/3 and 4/3: the other buyer has 3/4 of the second good
    CHECK(bought.certificate.prices.values()[0] == Approx(8.0 / 3).epsilon(1e-5));
    CHECK(bought.certificate.prices.values()[1] == Approx(4.0 / 3).epsilon(1e-5));
    CHECK(bought.utilities.values()[1] == Approx(.75).epsilon(1e-5));
}

TEST_CASE("the gap proves the sharing for every alpha, and it is that of other ways", "[alpha_fair]") {
    random_stream stream(1);
    const double alphas[] = {1, .1, .5, 2, 8, 20, 0};
    for (int round = 0; round < 84; ++round) {
        CAPTURE(round);
        const auto kind = static_cast<values>(round % 3);
        const auto in =
            any_problem(stream, 1 + colearn::uniform_index(stream, 5), 1 + colearn::uniform_index(stream, 9), kind);
        const colearn::alpha_fair_options how{.alpha = alphas[round % 7]};
        CAPTURE(how.alpha);
        const auto got = alpha_fair(in, how);
        CHECK(got.outcome == (how.alpha == 0 ? status::optimal : status::converged));
        const auto checked = verify(in, got, how);
        CAPTURE(checked.violated);
        CHECK(checked);
        if (how.alpha == 1) {
            const auto other = by_proportional_response(in, 3000);
            for (std::size_t i = 0; i < other.size(); ++i)
                CHECK(got.utilities.values()[i] == Approx(other[i]).epsilon(2e-3));
        }
        if (how.alpha == 20 && kind == values::ones) { // near the leximin sharing of the same supply
            colearn::leximin_problem<agency, school> same{in.supply, {}, {}, {}, {}};
            same.weights = colearn::id_map<school, double>(in.weights.size(), 1.0);
            for (const auto& one : in.arcs) same.arcs.push_back({one.provider, one.recipient});
            const auto best = colearn::leximin(same);
            for (std::size_t i = 0; i < in.weights.size(); ++i)
                CHECK(got.utilities.values()[i] == Approx(best.amounts.values()[i]).epsilon(.15));
        }
    }
}

TEST_CASE("other units change prices and nothing else", "[alpha_fair]") {
    random_stream stream(2);
    const auto in = any_problem(stream, 20, 60, values::real);
    for (const double alpha : {.5, 1.0, 3.0}) {
        const auto plain = alpha_fair(in, {.alpha = alpha, .relative_gap = 1e-9});
        auto other = in;
        for (auto& x : other.supply.values()) x *= 1e6;
        for (auto& x : other.weights.values()) x *= 1e-5;
        for (auto& one : other.arcs) one.value *= 1e4;
        std::reverse(other.arcs.begin(), other.arcs.end());
        const auto scaled = alpha_fair(other, {.alpha = alpha, .relative_gap = 1e-9});
        CHECK(verify(other, scaled, {.alpha = alpha}));
        for (std::size_t i = 0; i < 60; ++i)
            CHECK(scaled.utilities.values()[i] * 1e-10 == Approx(plain.utilities.values()[i]).epsilon(1e-3));
        // Prices are the gain from one more unit.
        auto more = in;
        more.supply.values()[0] *= 1.001;
        const double gained = alpha_fair(more, {.alpha = alpha, .relative_gap = 1e-9}).objective - plain.objective;
        CHECK(gained == Approx(plain.certificate.prices.values()[0] * in.supply.values()[0] * .001).epsilon(.02));
    }
}

TEST_CASE("what alpha_fair takes in its stride", "[alpha_fair]") {
    // Whom nobody can serve: infinitely bad from alpha = 1 on, and named; for less than that they get 0.
    const auto alone = make({1, 0, 5}, {1, 2, 0}, {{0, 0, 1}, {1, 1, 1}, {2, 2, 7}, {2, 0, 0}});
    auto refused = alpha_fair(alone);
    CHECK(refused.outcome == status::infeasible);
    CHECK(refused.certificate.unserved == std::vector{id<school>{1U}});
    CHECK(verify(alone, refused));
    refused.certificate.unserved = {id<school>{0U}};
    CHECK(!verify(alone, refused));
    const auto half = alpha_fair(alone, {.alpha = .5});
    CHECK(verify(alone, half, {.alpha = .5}));
    CHECK(half.utilities.values()[0] == Approx(1));
    CHECK(half.utilities.values()[1] == 0);
    CHECK(half.certificate.prices.values()[2] == 0); // nobody with weight values it
    CHECK(verify(problem{}, alpha_fair(problem{})));

    // More providers than recipients: some are wanted by one only.
    const auto plenty = make({1, 2, 3, 4}, {1}, {{0, 0, 1}, {1, 0, 1e-6}, {2, 0, 50}, {3, 0, 1e6}});
    for (const double alpha : {.2, 1.0, 6.0})
        CHECK(verify(plenty, alpha_fair(plenty, {.alpha = alpha}), {.alpha = alpha}));
    std::stop_source source;
    source.request_stop();
    CHECK(alpha_fair(plenty, {.stop = source.get_token()}).outcome == status::cancelled);
}

} // namespace alpha_fair_test
