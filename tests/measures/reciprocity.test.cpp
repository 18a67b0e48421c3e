// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <vector>

#include <colearn/measures/reciprocity.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace reciprocity_test {

using namespace colearn;

TEST_CASE("half of four ties are answered", "[reciprocity]") {
    const auto of = small::graph(4, {{0, 1}, {1, 0}, {1, 2}, {2, 3}}, true);
    CHECK(reciprocity(of).value == Approx(.5));
    const auto pairs = count_dyads(of);
    CHECK(pairs.mutual == 1);
    CHECK(pairs.asymmetric == 2);
    CHECK(pairs.null == 3);
}

TEST_CASE("reciprocity and dyads, against a table of ties", "[reciprocity]") {
    random_stream random(12);
    for (int trial = 0; trial < 400; ++trial) {
        const auto of = small::random_columns(random, 7).frozen(small::any_options(random));
        const auto n = of.actor_count();
        std::vector<std::vector<std::uint64_t>> table(n, std::vector<std::uint64_t>(n));
        for (std::uint32_t v = 0; v < n; ++v)
            for (const auto w : of.out().of(v)) ++table[v][w];
        std::uint64_t answered = 0, ties = 0;
        dyad_census expected;
        for (std::size_t v = 0; v < n; ++v) {
            for (std::size_t w = 0; w < n; ++w) {
                if (v == w) continue;
                ties += table[v][w];
                answered += (std::min)(table[v][w], table[w][v]);
                if (v > w) continue;
                const bool there = table[v][w] > 0, back = table[w][v] > 0;
                ++(there && back ? expected.mutual : there || back ? expected.asymmetric : expected.null);
            }
        }
        const auto pairs = count_dyads(of);
        CHECK(pairs.mutual == expected.mutual);
        CHECK(pairs.asymmetric == expected.asymmetric);
        CHECK(pairs.null == expected.null);
        const auto share = reciprocity(of);
        if (!of.directed() || ties == 0)
            CHECK_FALSE(share.defined());
        else
            CHECK(share.value == Approx(static_cast<double>(answered) / static_cast<double>(ties)));
#ifdef COLEARN_HAS_IGRAPH
        if (share.defined()) {
            oracle::graph peer(of);
            igraph_real_t theirs = 0;
            igraph_reciprocity(peer.get(), &theirs, true, IGRAPH_RECIPROCITY_DEFAULT);
            CHECK(*share.value == Approx(theirs));
        }
#endif
    }
}

TEST_CASE("reciprocity is undefined where the question makes no sense", "[reciprocity]") {
    CHECK(reciprocity(small::kite()).why_undefined == "ties of an undirected view run both ways by definition");
    CHECK(reciprocity(view()).why_undefined == "there is no tie between different actors");
    const small::columns loop{{0}, {0}, {1}, 1};
    CHECK_FALSE(reciprocity(loop.frozen({.self_ties = loops::keep})).defined());
}

TEST_CASE("weighted reciprocity, against a table of strengths", "[reciprocity]") {
    // 3 there and 1 back: 2 of 4 are answered; 2 that nobody answers.
    CHECK(*weighted_reciprocity(small::columns{{0, 1, 1}, {1, 0, 2}, {3, 1, 2}, 3}.frozen({})).value == 2. / 6);
    random_stream random(14);
    for (int trial = 0; trial < 300; ++trial) {
        const auto columns = small::random_columns(random, 7);
        const auto of = columns.frozen(small::any_options(random));
        const auto n = of.actor_count();
        std::vector<std::vector<double>> table(n, std::vector<double>(n));
        for (std::uint32_t v = 0; v < n; ++v)
            for (std::size_t i = 0; i < of.out().of(v).size(); ++i)
                table[v][of.out().of(v)[i]] += of.out().strengths_of(v)[i];
        double answered = 0, strength = 0;
        for (std::size_t v = 0; v < n; ++v)
            for (std::size_t w = 0; w < n; ++w) {
                if (v == w) continue;
                strength += table[v][w];
                answered += (std::min)(table[v][w], table[w][v]);
            }
        const auto share = weighted_reciprocity(of);
        REQUIRE(share.defined() == (of.directed() && strength > 0));
        if (share.defined()) CHECK(*share.value == Approx(answered / strength));
        auto equal = columns;
        for (double& one : equal.strengths) one = .25;
        const auto plain = equal.frozen({.parallel = parallel_ties::keep});
        CHECK(weighted_reciprocity(plain) == reciprocity(plain));
    }
}

} // namespace reciprocity_test
