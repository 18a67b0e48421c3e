// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/trust/appleseed.hpp>

#include "support/catch.hpp"
#include "trust/support.hpp"

namespace appleseed_test {

namespace {

using colearn::actor;
using colearn::appleseed;
using colearn::appleseed_options;
using colearn::contract_violation;
using colearn::id;
using colearn::verify;
using test::who;

// The limit without a threshold: what goes through everybody solves x = injected + P' x, by Gaussian elimination.
std::vector<double> by_elimination(std::uint32_t actors, const std::vector<test::trust_tie>& ties, std::uint32_t source,
                                   const appleseed_options& options) {
    const auto weight = [&](double x) { return options.division == colearn::energy_division::linear ? x : x * x; };
    std::vector<std::vector<double>> hands(actors, std::vector<double>(actors, 0.0));
    for (const auto& one : ties)
        if (one.to != source) hands[one.from][one.to] += weight(one.strength);
    for (std::uint32_t v = 0; v < actors; ++v) {
        if (v != source) hands[v][source] = weight(options.back_edge);
        double sum = 0;
        for (const double one : hands[v]) sum += one;
        for (double& one : hands[v]) one *= (v == source ? 1 : options.spreading_factor) / (sum > 0 ? sum : 1);
    }
    std::vector<std::vector<double>> system(actors, std::vector<double>(actors + 1, 0.0));
    for (std::uint32_t v = 0; v < actors; ++v) {
        for (std::uint32_t w = 0; w < actors; ++w) system[v][w] = (v == w ? 1 : 0) - hands[w][v];
        system[v][actors] = v == source ? options.energy : 0;
    }
    auto trust = test::eliminated(std::move(system));
    for (double& one : trust) one *= 1 - options.spreading_factor;
    trust[source] = 0;
    return trust;
}

double sum_of(const colearn::appleseed_result& result) {
    double sum = 0;
    for (const double one : result.trust.values()) sum += one;
    return sum;
}

} // namespace

TEST_CASE("trust sums to the injected energy as the threshold goes to 0", "[appleseed]") {
    colearn::random_stream stream(20);
    const auto ties = test::random_ties(stream, 30, 0.12);
    const auto view = test::make_view(30, ties);
    double missing = 200;
    for (const double threshold : {1.0, 0.01, 1e-4, 1e-8}) {
        const auto result = appleseed(view, who(0), {.threshold = threshold});
        CHECK(result.outcome == colearn::status::converged);
        CHECK(result.certificate.kept + result.certificate.in_motion == Approx(200));
        CHECK(sum_of(result) == Approx(result.certificate.kept));
        CHECK(200 - sum_of(result) < missing);
        missing = 200 - sum_of(result);
    }
    CHECK(sum_of(appleseed(view, who(0), {.threshold = 0})) == Approx(200).epsilon(1e-12));
}

TEST_CASE("the published orderings hold", "[appleseed]") {
    // a = 0, b = 1, ...; the cases of the reference implementation's tests (appleseed-metric)
    const auto hop = appleseed(test::make_view(4, {{0, 1, 0.8}, {1, 2, 0.8}, {1, 3, 0.8}}), who(0));
    CHECK(hop.trust[who(1)] > hop.trust[who(2)]);
    CHECK(hop.trust[who(2)] == Approx(hop.trust[who(3)]));
    const auto lower = appleseed(test::make_view(4, {{0, 1, 0.8}, {1, 2, 0.8}, {1, 3, 0.4}}), who(0));
    CHECK(lower.trust[who(1)] > lower.trust[who(2)]);
    CHECK(lower.trust[who(2)] > lower.trust[who(3)]);
    const auto two =
        appleseed(test::make_view(5, {{0, 1, 0.8}, {0, 2, 0.8}, {1, 3, 0.8}, {1, 4, 0.8}, {2, 3, 0.8}}), who(0));
    CHECK(two.trust[who(3)] > two.trust[who(4)]);
    // nothing reaches those whom no way leads to, and the source keeps nothing
    const auto apart = appleseed(test::make_view(6, {{0, 1, 0.8}, {0, 2, 0.8}, {1, 3, 0.8}, {4, 5, 0.8}}), who(0));
    CHECK(apart.trust[who(3)] > 0);
    CHECK(apart.trust[who(4)] == 0);
    CHECK(apart.trust[who(5)] == 0);
    CHECK(apart.trust[who(0)] == 0);
}

TEST_CASE("squares favour the strong ties", "[appleseed]") {
    const auto view = test::make_view(3, {{0, 1, 0.9}, {0, 2, 0.3}});
    const auto linear = appleseed(view, who(0), {.threshold = 1e-9});
    const auto square = appleseed(view, who(0), {.threshold = 1e-9, .division = colearn::energy_division::square});
    CHECK(linear.trust[who(1)] / linear.trust[who(2)] == Approx(3).epsilon(1e-6));
    CHECK(square.trust[who(1)] / square.trust[who(2)] == Approx(9).epsilon(1e-6));
}

TEST_CASE("the limit is the solution of the linear system", "[appleseed]") {
    colearn::random_stream stream(21);
    for (int round = 0; round < 60; ++round) {
        const auto actors = static_cast<std::uint32_t>(3 + colearn::uniform_index(stream, 15));
        auto ties = test::random_ties(stream, actors, 0.2);
        ties.push_back({0, 1, 0.5}); // the source has a tie; parallel ones are merged by the strongest
        for (std::size_t i = 0; i + 1 < ties.size(); ++i)
            if (ties[i].from == 0 && ties[i].to == 1) ties.pop_back(), i = ties.size();
        appleseed_options options;
        options.energy = 1 + 100 * colearn::uniform(stream);
        options.spreading_factor = 0.9 * colearn::uniform(stream);
        options.back_edge = 0.2 + colearn::uniform(stream);
        options.threshold = 0;
        if (round % 2 == 1) options.division = colearn::energy_division::square;
        const auto view = test::make_view(actors, ties);
        const auto got = appleseed(view, who(0), options);
        const auto want = by_elimination(actors, ties, 0, options);
        for (std::uint32_t v = 0; v < actors; ++v)
            REQUIRE(got.trust[who(v)] == Approx(want[v]).epsilon(1e-9).margin(1e-9));
        REQUIRE(verify(view, who(0), got, options).accepted());
        // other names, same trust
        const auto names = test::random_names(stream, actors);
        const auto other = appleseed(test::make_view(actors, test::renamed(ties, names)), who(names[0]), options);
        for (std::uint32_t v = 0; v < actors; ++v)
            REQUIRE(other.trust[who(names[v])] == Approx(want[v]).epsilon(1e-9).margin(1e-9));
        // stopped early: accounted for all the same
        auto early = options;
        early.threshold = 0.01 * options.energy;
        REQUIRE(verify(view, who(0), appleseed(view, who(0), early), early).accepted());
    }
}

TEST_CASE("a forged ranking is rejected", "[appleseed]") {
    const auto view = test::make_view(5, {{0, 1, 0.9}, {0, 2, 0.4}, {1, 3, 0.8}, {2, 4, 0.8}});
    const appleseed_options options{.threshold = 1e-6};
    const auto good = appleseed(view, who(0), options);
    REQUIRE(verify(view, who(0), good, options).accepted());
    const auto rejected = [&](const std::function<void(colearn::appleseed_result&)>& forge, const char* because) {
        auto bad = good;
        forge(bad);
        const auto checked = verify(view, who(0), bad, options);
        CAPTURE(checked.violated);
        CHECK_FALSE(checked.accepted());
        CHECK(checked.violated.find(because) != std::string::npos);
    };
    rejected([](auto& it) { std::swap(it.trust[who(1)], it.trust[who(2)]); }, "rests with others");
    rejected([](auto& it) { it.trust[who(1)] += 1; }, "sums to");
    rejected([](auto& it) { it.certificate.in_motion += 1; }, "lost or gained");
    rejected([](auto& it) { it.trust[who(4)] = -1; }, "negative");
    rejected([](auto& it) { it.trust[who(0)] = 1; }, "source");
    rejected([](auto& it) { it.certificate.largest_growth = 1; }, "still grew");
}

TEST_CASE("a source without ties keeps its energy in motion, and a stopped run its account", "[appleseed]") {
    const auto alone = test::make_view(3, {{1, 2, 1}});
    const auto nobody = appleseed(alone, who(0));
    CHECK(sum_of(nobody) == 0);
    CHECK(nobody.certificate.in_motion == 200);
    CHECK(verify(alone, who(0), nobody).accepted());
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = appleseed(alone, who(1), {.stop = stop.get_token()});
    CHECK(stopped.outcome == colearn::status::cancelled);
    CHECK(verify(alone, who(1), stopped).accepted());
    const auto limited = appleseed(alone, who(1), {.threshold = 0, .max_iterations = 5});
    CHECK(limited.outcome == colearn::status::not_converged);
    CHECK(verify(alone, who(1), limited).accepted());
}

TEST_CASE("Appleseed refuses strangers, no energy and no way back", "[appleseed]") {
    const auto view = test::make_view(2, {{0, 1, 1}});
    CHECK_THROWS_AS(appleseed(view, who(2)), contract_violation);
    CHECK_THROWS_AS(appleseed(view, who(0), {.energy = 0}), contract_violation);
    CHECK_THROWS_AS(appleseed(view, who(0), {.spreading_factor = 1}), contract_violation);
    CHECK_THROWS_AS(appleseed(view, who(0), {.threshold = -1}), contract_violation);
    CHECK_THROWS_AS(appleseed(view, who(0), {.back_edge = 0}), contract_violation);
}

} // namespace appleseed_test
