// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <stop_token>
#include <vector>

#include <colearn/measures/distances.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace distances_test {

using namespace colearn;

TEST_CASE("distances in the kite", "[distances]") {
    const auto of = small::kite();
    const auto result = distances(of);
    CHECK(result.diameter.value == 4.);
    CHECK(result.mean.value == Approx(1.977778).epsilon(1e-6)); // 89 steps over 45 pairs
    CHECK(result.connected_pairs == 90);
    CHECK(result.disconnected_pairs == 0);
    CHECK(result.pairs_at == std::vector<std::uint64_t>{0, 36, 30, 14, 10});
    CHECK(verify(of, result, 1));
}

TEST_CASE("distances, against Floyd and Warshall", "[distances]") {
    random_stream random(14);
    for (int trial = 0; trial < 300; ++trial) {
        const auto of = small::random_columns(random, 12).frozen(small::any_options(random));
        const auto n = of.actor_count();
        const std::size_t far = 1000;
        std::vector<std::vector<std::size_t>> away(n, std::vector<std::size_t>(n, far));
        for (std::uint32_t v = 0; v < n; ++v) {
            for (const auto w : of.out().of(v)) away[v][w] = 1;
            away[v][v] = 0;
        }
        for (std::size_t k = 0; k < n; ++k)
            for (std::size_t v = 0; v < n; ++v)
                for (std::size_t w = 0; w < n; ++w) away[v][w] = (std::min)(away[v][w], away[v][k] + away[k][w]);
        std::size_t most = 0, pairs = 0, steps = 0;
        for (std::size_t v = 0; v < n; ++v)
            for (std::size_t w = 0; w < n; ++w) {
                if (v == w || away[v][w] >= far) continue;
                most = (std::max)(most, away[v][w]);
                steps += away[v][w];
                ++pairs;
            }
        const auto result = distances(of);
        CHECK(verify(of, result, 1));
        CHECK(result.connected_pairs == pairs);
        CHECK(result.connected_pairs + result.disconnected_pairs == (n == 0 ? 0 : n * (n - 1)));
        CHECK(result.mean.defined() == (pairs > 0));
        if (pairs == 0) continue;
        CHECK(result.diameter.value == static_cast<double>(most));
        CHECK(*result.mean.value == Approx(static_cast<double>(steps) / static_cast<double>(pairs)));
    }
}

TEST_CASE("distances over more actors than fit in a word, on any number of threads", "[distances]") {
    const auto of = small::mixed(1'200, 2'600, 5).frozen({.directed = true});
    const auto one = distances(of);
    const auto three = distances(of, {.threads = 3});
    CHECK(one.pairs_at == three.pairs_at);
    CHECK(one.disconnected_pairs == three.disconnected_pairs);
    CHECK(verify(of, one, 1));
#ifdef COLEARN_HAS_IGRAPH
    oracle::graph peer(of);
    igraph_real_t mean = 0, disconnected = 0, diameter = 0;
    igraph_average_path_length(peer.get(), &mean, &disconnected, true, true);
    igraph_diameter(peer.get(), &diameter, nullptr, nullptr, nullptr, nullptr, true, true);
    CHECK(*one.mean.value == Approx(mean));
    CHECK(*one.diameter.value == diameter);
    CHECK(static_cast<double>(one.disconnected_pairs) == disconnected);
#endif
}

TEST_CASE("a long path is no trouble", "[distances]") {
    small::columns ties;
    ties.actors = 500;
    for (std::uint32_t v = 0; v + 1 < 500; ++v) {
        ties.sources.push_back(v);
        ties.targets.push_back(v + 1);
        ties.strengths.push_back(1);
    }
    const auto result = distances(ties.frozen({.directed = false}));
    CHECK(result.diameter.value == 499.);
    CHECK(*result.mean.value == Approx(501. / 3));
}

TEST_CASE("distances that do not exist are undefined", "[distances]") {
    CHECK(distances(view()).mean.why_undefined == "no actor can reach another");
    CHECK_FALSE(distances(small::graph(5, {}, false)).diameter.defined());
    CHECK(distances(small::graph(5, {}, false)).disconnected_pairs == 20);
}

TEST_CASE("stopped distances are of the sources done", "[distances]") {
    const auto of = small::mixed(1'200, 2'600, 5).frozen({.directed = true});
    std::stop_source stop;
    const auto result = distances(of, {.progress = [&](double) { stop.request_stop(); }, .stop = stop.get_token()});
    CHECK(result.outcome == status::cancelled);
    CHECK(result.sources_done > 0);
    CHECK(result.sources_done < 1'200);
    CHECK(result.connected_pairs + result.disconnected_pairs == result.sources_done * 1'199);
    CHECK(verify(of, result));
}

TEST_CASE("forged distances are rejected", "[distances]") {
    const auto of = small::kite();
    const auto honest = distances(of);
    auto forged = honest;
    forged.mean = measured::as(1.9);
    CHECK_FALSE(verify(of, forged));
    forged = honest;
    forged.sources_done = 9;
    CHECK_FALSE(verify(of, forged));
    forged = honest;
    forged.connected_pairs -= 2;
    forged.disconnected_pairs += 2;
    CHECK_FALSE(verify(of, forged));
    forged = honest; // consistent in itself, but one pair is moved
    forged.pairs_at = {0, 36, 28, 16, 10};
    forged.connected_pairs = 0;
    detail::conclude(forged);
    CHECK_FALSE(verify(of, forged, 1));
}

} // namespace distances_test
