// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/measures/degree.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace degree_test {

using namespace colearn;

TEST_CASE("degrees of the kite", "[degree]") {
    const auto result = degree(small::kite());
    const auto score = result.score.values();
    // Krackhardt (1990): Diane has the most, six.
    CHECK(std::vector<std::uint64_t>(score.begin(), score.end()) ==
          std::vector<std::uint64_t>{4, 4, 3, 6, 3, 5, 5, 3, 2, 1});
    CHECK(verify(small::kite(), result));
    CHECK_FALSE(result.measured_on.directed);
}

TEST_CASE("degree and strength in, out and both, against a table of ties", "[degree]") {
    random_stream random(11);
    for (int trial = 0; trial < 300; ++trial) {
        const auto of = small::random_columns(random, 7).frozen(small::any_options(random));
        const auto n = of.actor_count();
        // table[v][w]: number and strength of arcs from v to w
        std::vector<std::vector<std::pair<std::uint64_t, double>>> table(
            n, std::vector<std::pair<std::uint64_t, double>>(n));
        const auto out = of.out();
        for (std::uint32_t v = 0; v < n; ++v)
            for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) {
                auto& [count, strength] = table[v][out.neighbours[arc]];
                ++count;
                strength += out.strengths[arc];
            }
        for (const auto which : {direction::out, direction::in, direction::total}) {
            const auto counts = degree(of, {.which = which});
            const auto sums = actor_strength(of, {.which = which});
            CHECK(verify(of, counts));
            CHECK(verify(of, sums));
            for (std::size_t v = 0; v < n; ++v) {
                std::uint64_t count = 0;
                double sum = 0;
                for (std::size_t w = 0; w < n; ++w) {
                    if (which != direction::in || !of.directed()) {
                        count += table[v][w].first;
                        sum += table[v][w].second;
                    }
                    if (which != direction::out && of.directed()) {
                        count += table[w][v].first;
                        sum += table[w][v].second;
                    }
                }
                CHECK(counts.score.values()[v] == count);
                CHECK(sums.score.values()[v] == Approx(sum));
            }
        }
    }
}

TEST_CASE("a self-tie counts once out and once in, and once on an undirected view", "[degree]") {
    small::columns ties{{0, 0}, {0, 1}, {2, 3}, 2};
    const auto directed = ties.frozen({.directed = true, .self_ties = loops::keep});
    CHECK(degree(directed).score.values()[0] == 3);
    CHECK(degree(directed, {.which = direction::out}).score.values()[0] == 2);
    const auto undirected = ties.frozen({.directed = false, .self_ties = loops::keep});
    CHECK(degree(undirected).score.values()[0] == 2);
    CHECK(actor_strength(undirected).score.values()[0] == 5);
}

TEST_CASE("forged degrees are rejected", "[degree]") {
    const auto of = small::kite();
    auto counts = degree(of);
    ++counts.score.values()[3];
    CHECK(verify(of, counts).violated == "the degree of 3 is 6, not 7");
    auto sums = actor_strength(of);
    sums.score.values()[0] *= 1.001;
    CHECK_FALSE(verify(of, sums));
    CHECK_FALSE(verify(of, degree(small::graph(3, {{0, 1}}, false))));
}

#ifdef COLEARN_HAS_IGRAPH
TEST_CASE("degrees agree with igraph", "[degree][igraph]") {
    const auto of = small::mixed(60, 200, 3).frozen({.directed = true, .self_ties = loops::keep});
    oracle::graph peer(of);
    oracle::vector weights(peer.edge_values(of.out().strengths));
    oracle::vector theirs;
    igraph_strength(peer.get(), theirs.get(), igraph_vss_all(), IGRAPH_IN, IGRAPH_LOOPS, weights.get());
    const auto ours = actor_strength(of, {.which = direction::in});
    for (std::size_t v = 0; v < of.actor_count(); ++v) CHECK(ours.score.values()[v] == Approx(theirs.values()[v]));
}
#endif

} // namespace degree_test
