// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/measures/transitivity.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace transitivity_test {

using namespace colearn;

TEST_CASE("transitivity of published networks", "[transitivity]") {
    // Padgett's marriages: 3 triangles, 47 triples.
    const auto result = transitivity(small::florentine_marriages());
    CHECK(result.triangles == 3);
    CHECK(result.connected_triples == 47);
    CHECK(result.share.value == Approx(.191489).epsilon(1e-5));
}

TEST_CASE("transitivity, against all triples", "[transitivity]") {
    random_stream random(13);
    for (int trial = 0; trial < 400; ++trial) {
        const auto of = small::random_columns(random, 9).frozen(small::any_options(random));
        const auto n = of.actor_count();
        std::vector<std::vector<int>> tied(n, std::vector<int>(n));
        for (std::uint32_t v = 0; v < n; ++v)
            for (const auto w : of.out().of(v)) tied[v][w] = tied[w][v] = v == w ? 0 : 1;
        std::uint64_t closed = 0, open = 0;
        for (std::size_t middle = 0; middle < n; ++middle)
            for (std::size_t a = 0; a < n; ++a)
                for (std::size_t b = a + 1; b < n; ++b) {
                    if (tied[middle][a] == 0 || tied[middle][b] == 0) continue;
                    ++(tied[a][b] == 1 ? closed : open);
                }
        const auto result = transitivity(of);
        CHECK(result.triangles * 3 == closed);
        CHECK(result.connected_triples == closed + open);
        CHECK(result.share.defined() == (closed + open > 0));
#ifdef COLEARN_HAS_IGRAPH
        if (result.share.defined()) {
            oracle::graph peer(of);
            igraph_real_t theirs = 0;
            igraph_transitivity_undirected(peer.get(), &theirs, IGRAPH_TRANSITIVITY_NAN);
            CHECK(*result.share.value == Approx(theirs));
        }
#endif
    }
}

TEST_CASE("transitivity is undefined without a triple", "[transitivity]") {
    CHECK(transitivity(small::graph(4, {{0, 1}, {2, 3}}, false)).share.why_undefined == "no actor has two partners");
    CHECK_FALSE(transitivity(view()).share.defined());
    CHECK(transitivity(small::graph(4, {{0, 1}, {0, 2}, {0, 3}}, false)).share.value == 0.);
}

} // namespace transitivity_test
