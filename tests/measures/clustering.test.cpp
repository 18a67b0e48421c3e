// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <colearn/measures/clustering.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace clustering_test {

using namespace colearn;

namespace {

constexpr clustering_rule rules[] = {clustering_rule::watts_strogatz, clustering_rule::barrat, clustering_rule::onnela,
                                     clustering_rule::zhang_horvath};

// By the definitions, over all pairs of others.
double by_definition(const small::pair_table& w, std::size_t i, clustering_rule rule) {
    double largest = 0, above = 0, below = 0;
    for (const auto& row : w)
        for (const double one : row) largest = (std::max)(largest, one);
    for (std::size_t j = 0; j < w.size(); ++j) {
        for (std::size_t h = 0; h < w.size(); ++h) {
            if (h == j || w[i][j] == 0 || w[i][h] == 0) continue;
            const double a = w[i][j] / largest, b = w[i][h] / largest, c = w[j][h] / largest;
            switch (rule) {
            case clustering_rule::watts_strogatz:
                above += c > 0 ? 1 : 0, below += 1;
                break;
            case clustering_rule::barrat:
                above += c > 0 ? (a + b) / 2 : 0, below += (a + b) / 2;
                break;
            case clustering_rule::onnela:
                above += std::cbrt(a * b * c), below += 1;
                break;
            case clustering_rule::zhang_horvath:
                above += a * b * c, below += a * b;
                break;
            }
        }
    }
    return above / below;
}

} // namespace

TEST_CASE("clustering of published networks", "[clustering]") {
    // The kite, by hand: Heather's three partners have one tie of three, Ike's two have none, Jane has one partner.
    const auto kite = clustering(small::kite());
    CHECK(*kite.score[id<actor>{7U}].value == Approx(1. / 3));
    CHECK(*kite.score[id<actor>{8U}].value == 0);
    CHECK(kite.score[id<actor>{9U}].why_undefined == "it has fewer than two partners");
    CHECK(*kite.score[id<actor>{3U}].value == Approx(8. / 15)); // Diane
    CHECK(verify(small::kite(), kite));
    // Saramaki et al. (2007), figure 1: a triangle at i, whose one tie is as weak as may be
    const double faint = 1e-6;
    small::columns ties{{0, 0, 1}, {1, 2, 2}, {1, 1, faint}, 3};
    const auto of = ties.frozen({.directed = false});
    CHECK(*clustering(of, {clustering_rule::barrat}).score[id<actor>{0U}].value == Approx(1));
    CHECK(*clustering(of, {clustering_rule::onnela}).score[id<actor>{0U}].value == Approx(.01));
    CHECK(*clustering(of, {clustering_rule::zhang_horvath}).score[id<actor>{0U}].value == Approx(1e-6));
}

TEST_CASE("clustering, against all pairs of partners", "[clustering]") {
    random_stream random(31);
    for (int trial = 0; trial < 300; ++trial) {
        const auto of = small::random_columns(random, 9).frozen(small::any_options(random));
        const auto w = small::pairs_of(of);
        for (const auto rule : rules) {
            const auto result = clustering(of, {rule});
            CHECK(verify(of, result));
            CHECK(result.rule == rule);
            double sum = 0, count = 0;
            for (std::size_t v = 0; v < of.actor_count(); ++v) {
                const auto value = result.score[id<actor>{v}];
                REQUIRE(value.defined() == (small::partner_count(w, v) >= 2));
                if (!value.defined()) continue;
                CHECK(*value.value == Approx(by_definition(w, v, rule)).margin(1e-12));
                sum += *value.value;
                ++count;
            }
            REQUIRE(result.mean.defined() == (count > 0));
            if (count > 0) CHECK(*result.mean.value == Approx(sum / count).margin(1e-12));
        }
    }
}

TEST_CASE("clustering without strengths is the same for all four, and for actors numbered otherwise", "[clustering]") {
    random_stream random(32);
    auto columns = small::mixed(50, 250, 8);
    for (double& one : columns.strengths) one = .7;
    const auto of = columns.frozen({.directed = false});
    const auto plain = clustering(of);
    for (const auto rule : rules)
        for (const auto who : of.actors())
            if (plain.score.defined(who))
                CHECK(*clustering(of, {rule}).score[who].value == Approx(*plain.score[who].value).margin(1e-12));
    const auto numbers = small::random_numbers(random, 50);
    const auto other = clustering(small::renumbered(columns, numbers).frozen({.directed = false}));
    for (const auto who : of.actors()) CHECK(other.score[id<actor>{numbers[who.index]}] == plain.score[who]);
}

TEST_CASE("clustering of nothing", "[clustering]") {
    CHECK(clustering(view()).mean.why_undefined == "no actor has two partners");
    CHECK(clustering(small::graph(1, {}, true)).score.defined_count() == 0);
    CHECK_FALSE(clustering(small::graph(2, {{0, 1}}, false), {clustering_rule::onnela}).mean.defined());
}

TEST_CASE("a forged clustering is rejected", "[clustering]") {
    const auto of = small::kite();
    auto result = clustering(of);
    result.score.set(id<actor>{7U}, .4);
    CHECK(verify(of, result).violated == "the clustering of 7 is 0.3333333333333333, not 0.4");
    result = clustering(of);
    result.score.set(id<actor>{9U}, 0);
    CHECK_FALSE(verify(of, result));
    result = clustering(of);
    CHECK_FALSE(verify(small::graph(3, {}, false), result));
}

#ifdef COLEARN_HAS_IGRAPH
TEST_CASE("clustering agrees with igraph", "[clustering][igraph]") {
    const auto of = small::mixed(80, 400, 9).frozen({.directed = false});
    oracle::graph peer(of);
    oracle::vector weights(peer.edge_values(of.out().strengths));
    oracle::vector plain, barrat;
    igraph_transitivity_local_undirected(peer.get(), plain.get(), igraph_vss_all(), IGRAPH_TRANSITIVITY_NAN);
    igraph_transitivity_barrat(peer.get(), barrat.get(), igraph_vss_all(), weights.get(), IGRAPH_TRANSITIVITY_NAN);
    const auto ours = clustering(of);
    const auto ours_barrat = clustering(of, {clustering_rule::barrat});
    igraph_real_t mean = 0;
    igraph_transitivity_avglocal_undirected(peer.get(), &mean, IGRAPH_TRANSITIVITY_NAN);
    CHECK(*ours.mean.value == Approx(mean));
    for (const auto who : of.actors()) {
        if (!ours.score.defined(who)) continue;
        CHECK(*ours.score[who].value == Approx(plain.values()[who.index]));
        CHECK(*ours_barrat.score[who].value == Approx(barrat.values()[who.index]));
    }
}
#endif

} // namespace clustering_test
