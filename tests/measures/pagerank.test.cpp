// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <limits>
#include <stop_token>
#include <vector>

#include <colearn/measures/pagerank.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace pagerank_test {

using namespace colearn;

namespace {

// The definition as a system of linear equations, solved by elimination.
std::vector<double> by_elimination(const view& of, double damping, std::vector<double> restart, bool uniform_after) {
    const auto n = of.actor_count();
    double sum = 0;
    for (const auto one : restart) sum += one;
    for (auto& one : restart) one /= sum;
    std::vector<std::vector<double>> rows(n, std::vector<double>(n + 1));
    const auto out = of.out();
    for (std::uint32_t v = 0; v < n; ++v) {
        rows[v][v] += 1;
        rows[v][n] = (1 - damping) * restart[v];
        double strength = 0;
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) strength += out.strengths[arc];
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc)
            rows[out.neighbours[arc]][v] -= damping * out.strengths[arc] / strength;
        if (strength == 0)
            for (std::size_t w = 0; w < n; ++w)
                rows[w][v] -= damping * (uniform_after ? 1 / static_cast<double>(n) : restart[w]);
    }
    for (std::size_t k = 0; k < n; ++k) {
        std::size_t pivot = k;
        for (std::size_t i = k; i < n; ++i)
            if (std::fabs(rows[i][k]) > std::fabs(rows[pivot][k])) pivot = i;
        std::swap(rows[k], rows[pivot]);
        for (std::size_t i = 0; i < n; ++i) {
            if (i == k) continue;
            const double factor = rows[i][k] / rows[k][k];
            for (std::size_t j = k; j <= n; ++j) rows[i][j] -= factor * rows[k][j];
        }
    }
    std::vector<double> made(n);
    for (std::size_t v = 0; v < n; ++v) made[v] = rows[v][n] / rows[v][v];
    return made;
}

double sum_of(std::span<const double> values) {
    double sum = 0;
    for (const auto one : values) sum += one;
    return sum;
}

} // namespace

TEST_CASE("PageRank of the example with eleven pages", "[pagerank]") {
    // The well-known drawing of PageRank with A to F and five pages that only link; A has no links. In per cent:
    // A 3.3, B 38.4, C 34.3, D 3.9, E 8.1, F 3.9, the others 1.6.
    const auto of = small::graph(11,
                                 {{1, 2},
                                  {2, 1},
                                  {3, 0},
                                  {3, 1},
                                  {4, 1},
                                  {4, 3},
                                  {4, 5},
                                  {5, 1},
                                  {5, 4},
                                  {6, 1},
                                  {6, 4},
                                  {7, 1},
                                  {7, 4},
                                  {8, 1},
                                  {8, 4},
                                  {9, 4},
                                  {10, 4}},
                                 true);
    const auto result = pagerank(of);
    CHECK(result.outcome == status::converged);
    const std::vector<double> published{.033, .384, .343, .039, .081, .039, .016, .016, .016, .016, .016};
    for (std::size_t v = 0; v < 11; ++v) CHECK(result.score.values()[v] == Approx(published[v]).margin(.0005));
    CHECK(verify(of, result));
}

TEST_CASE("PageRank solves its equations, with every option", "[pagerank]") {
    random_stream random(15);
    for (int trial = 0; trial < 300; ++trial) {
        const auto of = small::random_columns(random, 8).frozen(small::any_options(random));
        const auto n = of.actor_count();
        pagerank_options options{.damping = uniform(random, 0, .95)};
        std::vector<double> restart(n, 1.);
        if (n > 0 && uniform_index(random, 2) == 0) {
            for (auto& one : restart) one = static_cast<double>(uniform_index(random, 4));
            restart[uniform_index(random, n)] = 2;
            options.personalisation = actor_map<double>(of.shared_roster(), restart);
            if (uniform_index(random, 2) == 0) options.without_ties = dangling::uniform;
        }
        const auto result = pagerank(of, options);
        CHECK(result.outcome == status::converged);
        const auto checked = verify(of, result, options);
        CHECK(checked.violated == "");
        if (n == 0) continue;
        CHECK(sum_of(result.score.values()) == Approx(1).epsilon(1e-13));
        CHECK(result.certificate.residual <= options.tolerance);
        const auto expected = by_elimination(of, options.damping, restart, options.without_ties == dangling::uniform);
        double apart = 0;
        for (std::size_t v = 0; v < n; ++v) apart += std::fabs(result.score.values()[v] - expected[v]);
        CHECK(apart <= result.certificate.error_bound + 1e-14);
    }
}

TEST_CASE("PageRank does not depend on numbers, units of strength or threads", "[pagerank]") {
    random_stream random(16);
    const auto ties = small::mixed(9000, 30000, 7);
    const auto of = ties.frozen({.directed = true});
    const auto one = pagerank(of, {.threads = 1});
    const auto three = pagerank(of, {.threads = 3});
    CHECK(std::equal(one.score.values().begin(), one.score.values().end(), three.score.values().begin()));
    CHECK(verify(of, one));

    const auto numbers = small::random_numbers(random, ties.actors);
    auto other = small::renumbered(ties, numbers);
    for (auto& strength : other.strengths) strength *= 1e6;
    const auto again = pagerank(other.frozen({.directed = true}));
    double apart = 0;
    for (std::size_t v = 0; v < ties.actors; ++v)
        apart += std::fabs(one.score.values()[v] - again.score.values()[numbers[v]]);
    CHECK(apart < 1e-9);
}

TEST_CASE("PageRank says when it has not converged, and how far it may be off", "[pagerank]") {
    const auto of = small::mixed(200, 600, 8).frozen({.directed = true});
    const auto exact = pagerank(of, {.tolerance = 1e-14});
    const auto few = pagerank(of, {.max_iterations = 3});
    CHECK(few.outcome == status::not_converged);
    CHECK(few.certificate.iterations == 3);
    CHECK(verify(of, few));
    double apart = 0;
    for (std::size_t v = 0; v < 200; ++v) apart += std::fabs(few.score.values()[v] - exact.score.values()[v]);
    CHECK(apart > 1e-6);
    CHECK(apart <= few.certificate.error_bound);
    CHECK(sum_of(few.score.values()) == Approx(1));
}

TEST_CASE("PageRank settles where the walk forgets its start most slowly", "[pagerank]") {
    const std::size_t n = 4000; // a long path, from one end
    std::vector<std::uint32_t> from(n - 1);
    std::vector<std::uint32_t> to(n - 1);
    for (std::uint32_t v = 0; v + 1 < n; ++v) {
        from[v] = v;
        to[v] = v + 1;
    }
    for (const double damping : {.5, .85, .99}) {
        const auto of = freeze(tie_columns{from, to, {}}, n, {.directed = false});
        actor_map<double> at_one_end(of.shared_roster(), 0);
        at_one_end.values()[0] = 1;
        const pagerank_options options{.damping = damping, .max_iterations = 3000, .personalisation = at_one_end};
        const auto result = pagerank(of, options);
        CHECK(result.outcome == status::converged);
        CHECK(verify(of, result, options));
        CHECK(static_cast<double>(result.certificate.iterations) <=
              1 + std::log(options.tolerance / 2) / std::log(damping));
    }
}

TEST_CASE("PageRank can be stopped, and tells how far it is", "[pagerank]") {
    const auto of = small::mixed(200, 600, 8).frozen({.directed = true});
    std::stop_source stop;
    std::vector<double> shares;
    const auto result = pagerank(of, {.progress =
                                          [&](double share) {
                                              shares.push_back(share);
                                              if (shares.size() == 5) stop.request_stop();
                                          },
                                      .stop = stop.get_token()});
    CHECK(result.outcome == status::cancelled);
    CHECK(result.certificate.iterations == 5);
    CHECK(verify(of, result));
    CHECK(std::is_sorted(shares.begin(), shares.end()));
    CHECK(shares.back() < 1);
}

TEST_CASE("PageRank of networks without ties, or without actors", "[pagerank]") {
    CHECK(pagerank(view()).score.size() == 0);
    CHECK(pagerank(view()).outcome == status::converged);
    const auto none = pagerank(small::graph(4, {}, true));
    for (const auto one : none.score.values()) CHECK(one == Approx(.25));
    const auto alone = pagerank(small::graph(1, {}, true));
    CHECK(alone.score.values()[0] == Approx(1));
}

TEST_CASE("options that make no sense are refused", "[pagerank]") {
    const auto of = small::graph(3, {{0, 1}}, true);
    CHECK_THROWS_AS(pagerank(of, {.damping = 1}), contract_violation);
    CHECK_THROWS_AS(pagerank(of, {.damping = -.1}), contract_violation);
    CHECK_THROWS_AS(pagerank(of, {.damping = std::numeric_limits<double>::quiet_NaN()}), contract_violation);
    CHECK_THROWS_AS(pagerank(of, {.tolerance = 0}), contract_violation);
    const auto wish = [&](std::vector<double> values) {
        return pagerank_options{.personalisation = actor_map<double>(of.shared_roster(), std::move(values))};
    };
    CHECK_THROWS_AS(pagerank(of, wish({0, 0, 0})), contract_violation);
    CHECK_THROWS_AS(pagerank(of, wish({1, -1, 1})), contract_violation);
    CHECK_THROWS_AS(pagerank(of, wish({1, std::numeric_limits<double>::infinity(), 1})), contract_violation);
    CHECK_THROWS_AS(pagerank(small::graph(3, {}, true), wish({1, 1, 1})), contract_violation);
}

TEST_CASE("forged PageRanks are rejected", "[pagerank]") {
    const auto of = small::mixed(50, 200, 9).frozen({.directed = true});
    const auto honest = pagerank(of);
    auto forged = honest;
    std::swap(forged.score.values()[0], forged.score.values()[1]);
    CHECK_FALSE(verify(of, forged));
    forged = honest;
    for (auto& one : forged.score.values()) one *= 1.001;
    CHECK(verify(of, forged).violated.find("sum to 1") != std::string::npos);
    forged = honest;
    forged.score.values()[3] = -forged.score.values()[3];
    CHECK_FALSE(verify(of, forged));
    forged = pagerank(of, {.max_iterations = 3});
    forged.outcome = status::converged;
    CHECK_FALSE(verify(of, forged));
    forged.certificate.residual = 1e-11;
    CHECK_FALSE(verify(of, forged));
    forged = honest;
    forged.certificate.error_bound /= 2;
    CHECK_FALSE(verify(of, forged));
    CHECK_FALSE(verify(of, honest, {.damping = .5}));
}

#ifdef COLEARN_HAS_IGRAPH
TEST_CASE("PageRank agrees with igraph", "[pagerank][igraph]") {
    for (int trial = 0; trial < 30; ++trial) {
        auto ties = small::mixed(80, 100 + 20 * static_cast<std::size_t>(trial), static_cast<std::uint64_t>(trial));
        const auto of = ties.frozen({.directed = trial % 2 == 0});
        oracle::graph peer(of);
        oracle::vector weights(peer.edge_values(of.out().strengths));
        oracle::vector theirs;
        igraph_real_t value = 0;
        igraph_pagerank(peer.get(), IGRAPH_PAGERANK_ALGO_PRPACK, theirs.get(), &value, igraph_vss_all(), of.directed(),
                        .85, weights.get(), nullptr);
        const auto ours = pagerank(of);
        for (std::size_t v = 0; v < of.actor_count(); ++v)
            CHECK(ours.score.values()[v] == Approx(theirs.values()[v]).margin(1e-9));
    }
}
#endif

} // namespace pagerank_test
