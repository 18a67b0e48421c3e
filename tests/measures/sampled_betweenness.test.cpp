// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <stop_token>
#include <vector>

#include <colearn/measures/betweenness.hpp>
#include <colearn/measures/sampled_betweenness.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace sampled_betweenness_test {

using namespace colearn;

namespace {

// How far the worst estimate is off, and how many exact scores are outside their bounds.
std::pair<double, int> errors(const view& of, const sampled_betweenness_result& result) {
    const auto exact = betweenness(of, {.normalised = true});
    double worst = 0;
    int outside = 0;
    for (const auto who : of.actors()) {
        worst = (std::max)(worst, std::fabs(exact.score[who] - result.score[who]));
        outside += exact.score[who] < result.low[who] - 1e-12 || exact.score[who] > result.high[who] + 1e-12;
    }
    return {worst, outside};
}

} // namespace

TEST_CASE("Chernoff's bounds contain what is not ruled out, and are tight", "[sampled_betweenness]") {
    CHECK(detail::divergence(.5, .5) == Approx(0).margin(1e-15));
    CHECK(detail::divergence(.5, .25) == Approx(.5 * std::log(2.) + .5 * std::log(2. / 3)));
    CHECK(detail::divergence(0, .3) == Approx(-std::log(.7)));
    CHECK(detail::upper_bound(0, 100, 3) == Approx(1 - std::exp(-.03)));
    CHECK(detail::lower_bound(1, 100, 3) == Approx(std::exp(-.03)));
    CHECK(detail::upper_bound(.5, 0, 3) == 1);
    const double high = detail::upper_bound(.2, 1000, 5);
    CHECK(1000 * detail::divergence(.2, high) == Approx(5).epsilon(1e-6));
    CHECK(detail::lower_bound(.8, 1000, 5) == Approx(1 - high));
    // Exact tails of a binomial: the chance of a share as far off is below exp(-exponent).
    for (const double p : {.02, .3}) {
        const int samples = 60;
        for (int hits = 0; hits <= samples; ++hits) {
            const double share = static_cast<double>(hits) / samples;
            double tail = 0;
            for (int k = 0; k <= samples; ++k)
                if (share >= p ? k >= hits : k <= hits)
                    tail += std::exp(std::lgamma(samples + 1.) - std::lgamma(k + 1.) - std::lgamma(samples - k + 1.) +
                                     k * std::log(p) + (samples - k) * std::log(1 - p));
            CHECK(tail <= std::exp(-samples * detail::divergence(share, p)) * (1 + 1e-9));
        }
    }
}

TEST_CASE("each shortest path is drawn equally often", "[sampled_betweenness]") {
    // A ladder of two squares with a parallel tie: from 0 to 5 there are 2 + 1 ways over 1 and 2, and on over 3 and 4.
    const small::columns ties{{0, 0, 0, 1, 2, 1, 3, 4}, {1, 1, 2, 3, 3, 4, 5, 5}, {1, 1, 1, 1, 1, 1, 1, 1}, 6};
    for (const bool directed : {false, true}) {
        const auto of = ties.frozen({.directed = directed, .parallel = parallel_ties::keep});
        const auto count = [&](auto sampler) {
            std::map<std::vector<std::uint32_t>, int> seen;
            for (std::uint64_t i = 0; i < 5000; ++i) {
                random_stream random(9, i);
                std::vector<std::uint32_t> way;
                REQUIRE(sampler.draw(0, 5, random, [&](std::uint32_t v) { way.push_back(v); }));
                std::sort(way.begin(), way.end());
                ++seen[way];
            }
            CHECK(seen.size() == 3);
            CHECK(std::abs(seen[{1, 3}] - 2000) < 150); // twice as likely as the one over 2
            CHECK(std::abs(seen[{1, 4}] - 2000) < 150);
            CHECK(std::abs(seen[{2, 3}] - 1000) < 120);
        };
        count(detail::path_sampler<double>(of.out(), of.in()));
        count(detail::path_sampler<detail::wide_count>(of.out(), of.in()));
    }
}

TEST_CASE("drawn paths are shortest paths, and found where there is one", "[sampled_betweenness]") {
    random_stream random(81);
    for (int trial = 0; trial < 60; ++trial) {
        const auto of = small::random_columns(random, 30).frozen(small::any_options(random));
        const auto n = of.actor_count();
        if (n < 3) continue;
        detail::path_sampler<double> sampler(of.out(), of.in());
        for (int again = 0; again < 30; ++again) {
            const auto [source, target] = detail::draw_pair(n, random);
            std::vector<std::size_t> away(n, n);
            std::vector<std::uint32_t> queue{source};
            away[source] = 0;
            for (std::size_t i = 0; i < queue.size(); ++i)
                for (const auto w : of.out().of(queue[i]))
                    if (away[w] == n) {
                        away[w] = away[queue[i]] + 1;
                        queue.push_back(w);
                    }
            std::vector<std::uint32_t> way;
            REQUIRE(sampler.draw(source, target, random, [&](std::uint32_t v) { way.push_back(v); }));
            if (away[target] == n) {
                CHECK(way.empty());
                continue;
            }
            std::sort(way.begin(), way.end(), [&](auto a, auto b) { return away[a] < away[b]; });
            REQUIRE(way.size() + 1 == away[target]);
            way.push_back(target);
            auto at = source;
            for (const auto next : way) {
                const auto row = of.out().of(at);
                CHECK(std::binary_search(row.begin(), row.end(), next));
                at = next;
            }
        }
    }
}

TEST_CASE("estimates are within epsilon, and scores within their bounds", "[sampled_betweenness]") {
    for (const bool directed : {false, true}) {
        const auto of = small::mixed(200, 600, 82).frozen({.directed = directed});
        int failures = 0;
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const auto result = sampled_betweenness(of, {.epsilon = .03, .delta = .1, .seed = seed});
            CHECK(result.outcome == status::converged);
            CHECK(result.epsilon <= .03 + 1e-9);
            const auto [worst, outside] = errors(of, result);
            failures += worst > .03 || outside > 0;
            if (seed == 1) CHECK(verify(of, result).violated == "");
        }
        CHECK(failures <= 2); // one in ten is allowed for each
    }
}

TEST_CASE("draws depend on the seed alone", "[sampled_betweenness]") {
    const auto of = small::mixed(200, 600, 83).frozen({.directed = true});
    const auto one = sampled_betweenness(of, {.epsilon = .03, .seed = 7});
    const auto three = sampled_betweenness(of, {.epsilon = .03, .seed = 7, .threads = 3});
    const auto other = sampled_betweenness(of, {.epsilon = .03, .seed = 8});
    CHECK(one.certificate.hits == three.certificate.hits);
    CHECK(one.certificate.samples == three.certificate.samples);
    CHECK(one.certificate.hits != other.certificate.hits);
    for (const auto who : of.actors()) CHECK(one.high[who] == three.high[who]);
}

TEST_CASE("it is soon sure who the first is, where one stands out", "[sampled_betweenness]") {
    small::columns star;
    star.actors = 60;
    for (std::uint32_t v = 1; v < 60; ++v) {
        star.sources.push_back(0);
        star.targets.push_back(v);
        star.strengths.push_back(1);
    }
    const auto of = star.frozen({.directed = false});
    const auto first = sampled_betweenness(of, {.epsilon = .001, .top = 1});
    CHECK(first.separated);
    CHECK(first.certificate.samples < 20'000);
    CHECK(top(first.score, 1)[0].index == 0);
    CHECK(first.low[id<actor>{0U}] > first.high[id<actor>{1U}]);
    CHECK(verify(of, first).violated == "");
    const auto all = sampled_betweenness(of, {.epsilon = .02});
    CHECK_FALSE(all.separated);
    CHECK(errors(of, all).second == 0);
}

TEST_CASE("a stopped sample has wider bounds that hold", "[sampled_betweenness]") {
    const auto of = small::mixed(200, 600, 84).frozen({.directed = false});
    std::stop_source stop;
    const auto result = sampled_betweenness(of, {.epsilon = .002,
                                                 .progress =
                                                     [&](double share) {
                                                         if (share > .02) stop.request_stop();
                                                     },
                                                 .stop = stop.get_token()});
    CHECK(result.outcome == status::cancelled);
    CHECK(result.epsilon > .002);
    CHECK(result.certificate.samples > 0);
    CHECK(errors(of, result).second == 0);
    CHECK(verify(of, result).violated == "");
    std::stop_source before;
    before.request_stop();
    const auto nothing = sampled_betweenness(of, {.stop = before.get_token()});
    CHECK(nothing.epsilon == 1);
    CHECK(verify(of, nothing).violated == "");
}

TEST_CASE("more shortest paths than a double can count, drawn from", "[sampled_betweenness]") {
    // 2,000 layers of three: 3^1999 paths from end to end.
    small::columns layers;
    layers.actors = 2000 * 3;
    for (std::uint32_t layer = 0; layer + 1 < 2000; ++layer)
        for (std::uint32_t a = 0; a < 3; ++a)
            for (std::uint32_t b = 0; b < 3; ++b) {
                layers.sources.push_back(3 * layer + a);
                layers.targets.push_back(3 * layer + 3 + b);
                layers.strengths.push_back(1);
            }
    const auto of = layers.frozen({.directed = true});
    random_stream random(3);
    detail::path_sampler<double> narrow(of.out(), of.in());
    CHECK_FALSE(narrow.draw(0, 5999, random, [](std::uint32_t) {}));
    detail::path_sampler<detail::wide_count> wide(of.out(), of.in());
    std::size_t passed = 0;
    CHECK(wide.draw(0, 5999, random, [&](std::uint32_t) { ++passed; }));
    CHECK(passed == 1998);
}

TEST_CASE("sampling where there is nothing to be between", "[sampled_betweenness]") {
    CHECK(sampled_betweenness(view()).score.size() == 0);
    const auto two = sampled_betweenness(small::graph(2, {{0, 1}}, false));
    CHECK(two.outcome == status::converged);
    CHECK(two.score.values()[0] == 0);
    const auto apart = small::graph(5, {}, true);
    CHECK(sampled_betweenness(apart).note == "there are no ties");
    CHECK(verify(apart, sampled_betweenness(apart)));
    const auto three = small::graph(3, {{0, 1}, {1, 2}}, false);
    const auto between = sampled_betweenness(three, {.epsilon = .1});
    CHECK(between.score.values()[1] == Approx(1).margin(.1));
    CHECK_THROWS_AS(sampled_betweenness(three, {.epsilon = 0}), contract_violation);
    CHECK_THROWS_AS(sampled_betweenness(three, {.delta = 1}), contract_violation);
}

TEST_CASE("forged samples are rejected", "[sampled_betweenness]") {
    const auto of = small::mixed(200, 600, 85).frozen({.directed = false});
    const auto honest = sampled_betweenness(of, {.epsilon = .05});
    REQUIRE(verify(of, honest).violated == "");
    auto forged = honest;
    forged.high[id<actor>{3U}] = 0;
    CHECK_FALSE(verify(of, forged));
    forged = honest;
    forged.epsilon = .001;
    CHECK_FALSE(verify(of, forged));
    forged = honest; // consistent in itself, but no such paths
    small::columns star;
    star.actors = 200;
    star.sources.assign(199, 100);
    star.strengths.assign(199, 1);
    for (std::uint32_t v = 0; v < 200; ++v)
        if (v != 100) star.targets.push_back(v);
    const auto other = star.frozen({.directed = false});
    const auto elsewhere = sampled_betweenness(other, {.epsilon = .05});
    CHECK(verify(other, elsewhere));
    CHECK_FALSE(verify(of, elsewhere));
    forged.certificate.hits[0] = forged.certificate.samples + 1;
    CHECK_FALSE(verify(of, forged));
}

} // namespace sampled_betweenness_test
