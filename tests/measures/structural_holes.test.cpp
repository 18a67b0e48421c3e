// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <colearn/measures/structural_holes.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace structural_holes_test {

using namespace colearn;

namespace {

// Burt's own example, as Borgatti gives it: A-B, A-E, A-F, A-G, B-D, B-G, C-G, D-G, E-G, F-G.
const small::columns holes{
    {0, 0, 0, 0, 4, 5, 1, 1, 3, 6}, {1, 5, 6, 4, 6, 6, 6, 3, 6, 2}, {2, 3, 5, 2, 8, 3, 4, 1, 3, 10}, 7};

struct definition {
    double size = 0;
    double constraint = 0;
};

definition by_definition(const small::pair_table& w, std::size_t i) {
    const auto n = w.size();
    const auto total = [&](std::size_t v) {
        double sum = 0;
        for (const double one : w[v]) sum += one;
        return sum;
    };
    const auto strongest = [&](std::size_t v) {
        double most = 0;
        for (const double one : w[v]) most = (std::max)(most, one);
        return most;
    };
    definition made;
    for (std::size_t j = 0; j < n; ++j) {
        if (w[i][j] == 0) continue;
        double around = w[i][j] / total(i), redundant = 0;
        for (std::size_t q = 0; q < n; ++q) {
            if (q == i || q == j || w[i][q] == 0) continue;
            around += w[i][q] / total(i) * w[q][j] / total(q);
            redundant += w[i][q] / total(i) * w[j][q] / strongest(j);
        }
        made.constraint += around * around;
        made.size += 1 - redundant;
    }
    return made;
}

} // namespace

TEST_CASE("the structural holes of Burt's example, as published", "[structural_holes]") {
    const id<actor> a{0U}, c{2U}, g{6U};
    auto plain = holes;
    for (double& one : plain.strengths) one = 1;
    const auto result = structural_holes(plain.frozen({.directed = false}));
    // Borgatti, Connections 20 (1997) 35, and UCINET: G .400, 4.67 and .778; A .595, 2.50 and .625; C 1.
    CHECK(*result.constraint[g].value == Approx(.400).margin(.0005));
    CHECK(*result.effective_size[g].value == Approx(4.67).margin(.005));
    CHECK(*result.efficiency[g].value == Approx(.778).margin(.0005));
    CHECK(*result.constraint[a].value == Approx(.595).margin(.0005));
    CHECK(*result.effective_size[a].value == Approx(2.5));
    CHECK(*result.constraint[c].value == Approx(1));
    CHECK(*result.effective_size[c].value == Approx(1));
    // with strengths
    const auto weighted = structural_holes(holes.frozen({.directed = false}));
    CHECK(*weighted.constraint[g].value == Approx(.299).margin(.0005));
    CHECK(*weighted.effective_size[g].value == Approx(5.47).margin(.005));
    CHECK(*weighted.constraint[a].value == Approx(.795).margin(.0005));
    CHECK(*weighted.effective_size[a].value == Approx(2.47).margin(.005));
    // directed: 0-1, 0-2, 1-0, 2-1
    const auto directed = structural_holes(small::graph(3, {{0, 1}, {0, 2}, {1, 0}, {2, 1}}, true));
    CHECK(*directed.constraint[id<actor>{0U}].value == Approx(1.003).margin(.0005));
    CHECK(*directed.constraint[id<actor>{2U}].value == Approx(1.389).margin(.0005));
    CHECK(*directed.effective_size[id<actor>{0U}].value == Approx(1.167).margin(.0005));
    CHECK(*directed.effective_size[id<actor>{2U}].value == Approx(1));
}

TEST_CASE("structural holes, against the formulas", "[structural_holes]") {
    random_stream random(51);
    for (int trial = 0; trial < 300; ++trial) {
        const auto of = small::random_columns(random, 8).frozen(small::any_options(random));
        const auto w = small::pairs_of(of);
        const auto result = structural_holes(of);
        CHECK(verify(of, result));
        for (std::size_t v = 0; v < of.actor_count(); ++v) {
            const id<actor> who{v};
            const auto k = small::partner_count(w, v);
            REQUIRE(result.constraint.defined(who) == (k > 0));
            REQUIRE(result.effective_size.defined(who) == (k > 0));
            if (k == 0) continue;
            const auto known = by_definition(w, v);
            CHECK(*result.constraint[who].value == Approx(known.constraint));
            CHECK(*result.effective_size[who].value == Approx(known.size));
            CHECK(*result.efficiency[who].value == Approx(known.size / static_cast<double>(k)));
        }
    }
}

TEST_CASE("without strengths, effective size is Borgatti's formula", "[structural_holes]") {
    // Partners less their mean number of ties to each other; the same for actors numbered otherwise.
    random_stream random(52);
    auto columns = small::mixed(60, 300, 14);
    for (double& one : columns.strengths) one = 1;
    const auto of = columns.frozen({.directed = false});
    const auto w = small::pairs_of(of);
    const auto result = structural_holes(of);
    const auto numbers = small::random_numbers(random, 60);
    const auto other = structural_holes(small::renumbered(columns, numbers).frozen({.directed = false}));
    for (std::size_t v = 0; v < 60; ++v) {
        double ties = 0;
        const auto k = static_cast<double>(small::partner_count(w, v));
        if (k == 0) continue;
        for (std::size_t a = 0; a < 60; ++a)
            for (std::size_t b = 0; b < 60; ++b) ties += w[v][a] > 0 && w[v][b] > 0 && w[a][b] > 0 ? 1 : 0;
        CHECK(result.effective_size.values()[v] == Approx(k - ties / k));
        CHECK(other.effective_size.values()[numbers[v]] == Approx(k - ties / k));
        CHECK(other.constraint.values()[numbers[v]] == Approx(result.constraint.values()[v]));
    }
}

TEST_CASE("structural holes of nothing, and forged ones", "[structural_holes]") {
    CHECK(structural_holes(view()).constraint.size() == 0);
    const auto alone = structural_holes(small::columns{{0}, {0}, {1}, 1}.frozen({.self_ties = loops::keep}));
    CHECK(alone.constraint[id<actor>{0U}].why_undefined == "it has no partner");
    const auto of = holes.frozen({.directed = false});
    auto result = structural_holes(of);
    result.constraint.set(id<actor>{2U}, .9);
    CHECK(verify(of, result).violated == "the constraint of 2 is 1, not 0.9");
    result = structural_holes(of);
    result.efficiency.set(id<actor>{6U}, .9);
    CHECK_FALSE(verify(of, result));
    result = structural_holes(of);
    result.effective_size.set(id<actor>{6U}, 6);
    CHECK_FALSE(verify(of, result));
    CHECK_FALSE(verify(small::graph(7, {}, false), structural_holes(of)));
}

#ifdef COLEARN_HAS_IGRAPH
TEST_CASE("constraint agrees with igraph", "[structural_holes][igraph]") {
    for (const bool directed : {false, true}) {
        const auto of = small::mixed(80, 300, 15).frozen({.directed = directed});
        oracle::graph peer(of);
        oracle::vector weights(peer.edge_values(of.out().strengths));
        oracle::vector theirs;
        igraph_constraint(peer.get(), theirs.get(), igraph_vss_all(), weights.get());
        const auto ours = structural_holes(of);
        for (const auto who : of.actors()) {
            if (ours.constraint.defined(who))
                CHECK(*ours.constraint[who].value == Approx(theirs.values()[who.index]));
            else
                CHECK(std::isnan(theirs.values()[who.index]));
        }
    }
}
#endif

} // namespace structural_holes_test
