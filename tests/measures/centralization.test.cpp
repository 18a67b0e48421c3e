// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/measures/betweenness.hpp>
#include <colearn/measures/centralization.hpp>
#include <colearn/measures/distances.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace centralization_test {

using namespace colearn;

namespace {

using table = std::vector<std::vector<double>>;

// Steps between all pairs of a network of up to 6 actors, 0 where there is no way.
table steps(std::size_t n, const table& tied) {
    table away = tied;
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                if (i != j && away[i][k] > 0 && away[k][j] > 0 &&
                    (away[i][j] == 0 || away[i][k] + away[k][j] < away[i][j]))
                    away[i][j] = away[i][k] + away[k][j];
    return away;
}

double apart(const std::vector<double>& scores) {
    double highest = 0, sum = 0;
    for (const double one : scores) highest = (std::max)(highest, one);
    for (const double one : scores) sum += highest - one;
    return sum;
}

} // namespace

TEST_CASE("the maximum is that of all small networks", "[centralization]") {
    for (std::size_t n = 3; n <= 5; ++n) {
        double closeness = 0, harmonic = 0, degree = 0;
        for (std::uint32_t ties = 0; ties < 1U << (n * (n - 1) / 2); ++ties) {
            table tied(n, std::vector<double>(n));
            std::uint32_t bit = 0;
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = i + 1; j < n; ++j, ++bit) tied[i][j] = tied[j][i] = ties >> bit & 1U;
            const auto away = steps(n, tied);
            std::vector<double> near(n), inverse(n), count(n);
            bool connected = true;
            for (std::size_t i = 0; i < n; ++i) {
                for (std::size_t j = 0; j < n; ++j) {
                    if (i == j) continue;
                    connected &= away[i][j] > 0;
                    near[i] += away[i][j];
                    inverse[i] += away[i][j] > 0 ? 1 / away[i][j] / static_cast<double>(n - 1) : 0;
                    count[i] += tied[i][j];
                }
                near[i] = static_cast<double>(n - 1) / near[i];
            }
            if (connected) closeness = (std::max)(closeness, apart(near));
            harmonic = (std::max)(harmonic, apart(inverse));
            degree = (std::max)(degree, apart(count));
        }
        CHECK(closeness == Approx(*freeman_maximum(freeman_measure::closeness, n, false).value));
        CHECK(harmonic == Approx(*freeman_maximum(freeman_measure::harmonic, n, false).value));
        CHECK(degree == Approx(*freeman_maximum(freeman_measure::degree, n, false).value));
    }
    for (std::size_t n = 3; n <= 4; ++n) {
        double total = 0, out = 0, in = 0;
        for (std::uint32_t ties = 0; ties < 1U << (n * (n - 1)); ++ties) {
            std::vector<double> from(n), to(n), both(n);
            std::uint32_t bit = 0;
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j < n; ++j) {
                    if (i == j || (ties >> bit++ & 1U) == 0) continue;
                    ++from[i], ++to[j], ++both[i], ++both[j];
                }
            total = (std::max)(total, apart(both));
            out = (std::max)(out, apart(from));
            in = (std::max)(in, apart(to));
        }
        CHECK(total == *freeman_maximum(freeman_measure::degree, n, true).value);
        CHECK(out == *freeman_maximum(freeman_measure::one_way_degree, n, true).value);
        CHECK(in == *freeman_maximum(freeman_measure::one_way_degree, n, true).value);
    }
}

TEST_CASE("centralization of published networks", "[centralization]") {
    // Wasserman and Faust (1994), sections 5.2 and 5.5: the families' marriages, with the Pucci for degree
    const auto families = small::florentine_marriages();
    CHECK(*degree_centralization(families).value == Approx(.267).margin(.0005));
    const auto between = betweenness(families);
    CHECK(*centralization(between.score, freeman_measure::betweenness, false).value == Approx(.383).margin(.0005));
    CHECK(*degree_centralization(small::kite()).value == Approx(1. / 3));
}

TEST_CASE("a star is 1, equals are 0, and few are undefined", "[centralization]") {
    for (const bool directed : {false, true}) {
        const auto star = directed ? small::graph(4, {{0, 1}, {0, 2}, {0, 3}, {1, 0}, {2, 0}, {3, 0}}, true)
                                   : small::graph(4, {{0, 1}, {0, 2}, {0, 3}}, false);
        CHECK(*degree_centralization(star).value == 1);
        CHECK(*centralization(betweenness(star).score, freeman_measure::betweenness, directed).value == 1);
    }
    const auto names = small::graph(4, {{0, 1}, {0, 2}, {0, 3}}, true);
    CHECK(*degree_centralization(names, {.which = direction::out}).value == 1);
    CHECK(*degree_centralization(small::graph(4, {{0, 1}, {1, 2}, {2, 3}, {3, 0}}, false)).value == 0);
    CHECK(*degree_centralization(small::graph(4, {}, true)).value == 0);
    CHECK(degree_centralization(small::graph(2, {{0, 1}}, true)).why_undefined == "there are fewer than three actors");
    CHECK_FALSE(degree_centralization(view()).defined());
    CHECK_FALSE(freeman_maximum(freeman_measure::closeness, 9, true).defined());
    CHECK_FALSE(freeman_maximum(freeman_measure::one_way_degree, 9, false).defined());
}

TEST_CASE("self-ties and parallel ties never take it above 1", "[centralization]") {
    random_stream random(23);
    for (int trial = 0; trial < 300; ++trial) {
        const auto columns = small::random_columns(random, 6);
        auto options = small::any_options(random);
        options.self_ties = loops::keep;
        options.parallel = parallel_ties::keep;
        const auto of = columns.frozen(options);
        const auto simple = columns.frozen({.directed = of.directed()});
        for (const auto which : {direction::out, direction::in, direction::total}) {
            const auto share = degree_centralization(of, {.which = which});
            CHECK(share == degree_centralization(simple, {.which = which}));
            if (share.defined()) CHECK((*share.value >= 0 && *share.value <= 1));
        }
    }
}

TEST_CASE("scores of another measure are refused", "[centralization]") {
    const std::vector<double> tallied{9, 1, 1, 1};
    CHECK_THROWS_AS(centralization(tallied, freeman_maximum(freeman_measure::degree, 4, false)), contract_violation);
    CHECK_THROWS_AS(centralization(tallied, measured::as(0)), contract_violation);
    measured_map partial(roster::anonymous(4), "it has no partner");
    partial.set(id<actor>{0U}, 1);
    CHECK(centralization(partial, freeman_measure::closeness, false).why_undefined ==
          "not every actor has a score: it has no partner");
}

#ifdef COLEARN_HAS_IGRAPH
TEST_CASE("degree centralization agrees with igraph on simple networks", "[centralization][igraph]") {
    for (const bool directed : {false, true}) {
        const auto of = small::mixed(40, 150, 5).frozen({.directed = directed});
        oracle::graph peer(of);
        igraph_real_t theirs = 0;
        for (const auto which : {direction::out, direction::in, direction::total}) {
            igraph_centralization_degree(peer.get(), nullptr,
                                         which == direction::out  ? IGRAPH_OUT
                                         : which == direction::in ? IGRAPH_IN
                                                                  : IGRAPH_ALL,
                                         false, &theirs, nullptr, true);
            CHECK(*degree_centralization(of, {.which = which}).value == Approx(theirs));
        }
    }
}
#endif

} // namespace centralization_test
