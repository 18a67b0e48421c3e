// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#ifdef COLEARN_HAS_IGRAPH
#include <igraph.h>
#endif

#include <colearn/trust/eigentrust.hpp>

#include "support/catch.hpp"
#include "trust/support.hpp"

namespace eigentrust_test {

namespace {

using colearn::actor;
using colearn::actor_map;
using colearn::contract_violation;
using colearn::eigentrust;
using colearn::eigentrust_options;
using colearn::id;
using colearn::status;
using colearn::verify;
using test::who;

// The five peers of the eigen-trust book (gitbook "eigen-books/eigen-trust", chapter "Algorithm").
colearn::view five_peers() {
    constexpr std::array<std::array<double, 5>, 5> opinions = {{{0.0, 0.2, 0.3, 0.5, 0.0},
                                                                {0.1, 0.0, 0.1, 0.1, 0.7},
                                                                {0.4, 0.1, 0.0, 0.2, 0.3},
                                                                {0.1, 0.1, 0.7, 0.0, 0.1},
                                                                {0.3, 0.1, 0.4, 0.2, 0.0}}};
    std::vector<test::trust_tie> ties;
    for (std::uint32_t v = 0; v < 5; ++v)
        for (std::uint32_t w = 0; w < 5; ++w)
            if (opinions[v][w] > 0) ties.push_back({v, w, opinions[v][w]});
    return test::make_view(5, ties);
}

void check_scores(const actor_map<double>& got, const std::vector<double>& want, double unit, double margin) {
    REQUIRE(got.size() == want.size());
    for (std::uint32_t v = 0; v < want.size(); ++v) {
        CAPTURE(v);
        CHECK(unit * got[who(v)] == Approx(want[v]).margin(margin));
    }
}

// Solves t = a p + (1 - a) C' t densely; who trusts nobody stands by p.
std::vector<double> by_elimination(std::uint32_t actors, const std::vector<test::trust_tie>& ties,
                                   const std::vector<double>& pre_trust, double weight) {
    std::vector<std::vector<double>> local(actors, std::vector<double>(actors, 0.0));
    for (const auto& one : ties) local[one.from][one.to] = one.strength;
    for (auto& row : local) {
        double sum = 0;
        for (const double one : row) sum += one;
        for (std::uint32_t w = 0; w < actors; ++w) row[w] = sum > 0 ? row[w] / sum : pre_trust[w];
    }
    std::vector<std::vector<double>> system(actors, std::vector<double>(actors + 1, 0.0));
    for (std::uint32_t v = 0; v < actors; ++v) {
        for (std::uint32_t w = 0; w < actors; ++w) system[v][w] = (v == w ? 1 : 0) - (1 - weight) * local[w][v];
        system[v][actors] = weight * pre_trust[v];
    }
    return test::eliminated(std::move(system));
}

} // namespace

TEST_CASE("EigenTrust gives the book's five peers, pass by pass", "[eigentrust]") {
    const auto view = five_peers();
    eigentrust_options options;
    options.pre_trust_weight = 0;
    options.start = actor_map<double>(view.shared_roster(), {1000, 2000, 500, 300, 200});
    options.max_iterations = 1;
    const auto first = eigentrust(view, options);
    CHECK(first.outcome == status::not_converged);
    check_scores(first.score, {490, 300, 790, 840, 1580}, 4000, 1e-9);
    options.max_iterations = 2;
    check_scores(eigentrust(view, options).score, {904, 419, 1397, 749, 531}, 4000, 1e-9);
    options.max_iterations = 10; // as it is printed there, in single precision
    check_scores(eigentrust(view, options).score, {817.4117, 437.8922, 1169.3523, 834.3715, 740.9730}, 4000, 1e-3);
    options.max_iterations = 1000;
    const auto limit = eigentrust(view, options);
    CHECK(limit.outcome == status::converged);
    check_scores(limit.score, {817.2773, 437.9343, 1169.4567, 834.4915, 740.8402}, 4000, 1e-4);
    CHECK_FALSE(limit.certificate.error_bound.has_value());
    CHECK(verify(view, limit, options).accepted());
}

TEST_CASE("EigenTrust gives go-eigentrust's example of three peers", "[eigentrust]") {
    // README of Karma3Labs/go-eigentrust: ek, sd, vm; pre-trust 50 and 100; a = 0.5
    const auto view = test::make_view(3, {{0, 1, 100}, {2, 1, 100}, {0, 2, 75}});
    eigentrust_options options;
    options.pre_trust = actor_map<double>(view.shared_roster(), {50, 0, 100});
    options.pre_trust_weight = 0.5;
    options.tolerance = 1e-14;
    check_scores(eigentrust(view, options).score, {0.21705427907166472, 0.3023255429103218, 0.4806201780180134}, 1,
                 1e-6);
}

TEST_CASE("EigenTrust solves its linear system", "[eigentrust]") {
    colearn::random_stream stream(22);
    for (int round = 0; round < 80; ++round) {
        const auto actors = static_cast<std::uint32_t>(1 + colearn::uniform_index(stream, 14));
        const auto ties = test::random_ties(stream, actors, 0.3 * colearn::uniform(stream));
        const auto view = test::make_view(actors, ties);
        std::vector<double> wish(actors);
        double sum = 0;
        for (double& one : wish) sum += one = colearn::uniform_index(stream, 3) == 0 ? 0 : colearn::uniform(stream);
        if (sum == 0) sum = wish[0] = 1;
        eigentrust_options options;
        options.pre_trust = actor_map<double>(view.shared_roster(), wish);
        options.pre_trust_weight = 0.05 + 0.9 * colearn::uniform(stream);
        options.tolerance = 1e-13;
        for (double& one : wish) one /= sum;
        const auto want = by_elimination(actors, ties, wish, options.pre_trust_weight);
        const auto got = eigentrust(view, options);
        REQUIRE(got.outcome == status::converged);
        double error = 0;
        for (std::uint32_t v = 0; v < actors; ++v) error += std::fabs(got.score[who(v)] - want[v]);
        REQUIRE(error <= *got.certificate.error_bound + 1e-13);
        const auto checked = verify(view, got, options);
        CAPTURE(checked.violated);
        REQUIRE(checked.accepted());
        // stopped early, the bound still holds
        options.max_iterations = 3;
        options.tolerance = 1e-300;
        const auto early = eigentrust(view, options);
        error = 0;
        for (std::uint32_t v = 0; v < actors; ++v) error += std::fabs(early.score[who(v)] - want[v]);
        REQUIRE(error <= *early.certificate.error_bound + 1e-13);
        REQUIRE(verify(view, early, options).accepted());
    }
}

TEST_CASE("scores do not depend on threads, names or the unit of trust", "[eigentrust]") {
    colearn::random_stream stream(23);
    const std::uint32_t actors = 9000; // more than one block
    std::vector<test::trust_tie> ties;
    for (std::uint32_t i = 0; i < 40000; ++i) {
        const auto v = static_cast<std::uint32_t>(colearn::uniform_index(stream, actors));
        const auto w = static_cast<std::uint32_t>(colearn::uniform_index(stream, actors));
        if (v != w) ties.push_back({v, w, 1 - colearn::uniform(stream)});
    }
    const auto view = test::make_view(actors, ties);
    const auto one = eigentrust(view);
    const auto four = eigentrust(view, {.threads = 4});
    for (std::uint32_t v = 0; v < actors; ++v) REQUIRE(one.score[who(v)] == four.score[who(v)]);
    CHECK(verify(view, one).accepted());
    const auto names = test::random_names(stream, actors);
    auto other_ties = test::renamed(ties, names);
    for (auto& tie : other_ties) tie.strength *= 1000;
    const auto other = eigentrust(test::make_view(actors, other_ties));
    for (std::uint32_t v = 0; v < actors; ++v)
        REQUIRE(other.score[who(names[v])] == Approx(one.score[who(v)]).epsilon(1e-6));
}

TEST_CASE("a clique that only vouches for itself gets no more than its pre-trust", "[eigentrust]") {
    // 0, 1, 2 are honest, 3 to 9 vouch for each other; nobody honest trusts them
    std::vector<test::trust_tie> ties = {{0, 1, 1}, {1, 2, 1}, {2, 0, 1}};
    for (std::uint32_t v = 3; v < 10; ++v)
        for (std::uint32_t w = 3; w < 10; ++w)
            if (v != w) ties.push_back({v, w, 10});
    const auto view = test::make_view(10, ties);
    eigentrust_options options;
    options.pre_trust = actor_map<double>(view.shared_roster(), {1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    const auto result = eigentrust(view, options);
    for (std::uint32_t v = 3; v < 10; ++v) CHECK(result.score[who(v)] == 0);
}

TEST_CASE("distrust is taken off one step deep", "[eigentrust]") {
    // TestDiscountTrustVector of Karma3Labs/go-eigentrust
    const auto trust = test::make_view(5, {});
    const actor_map<double> score(trust.shared_roster(), {0.25, 0, 0.5, 0.25, 0});
    const std::vector<std::uint32_t> sources = {1, 1, 2, 2, 3, 3};
    const std::vector<std::uint32_t> targets = {2, 3, 0, 4, 2, 4};
    const std::vector<double> strengths = {0.5, 0.5, 0.25, 0.75, 0.5, 0.5};
    const auto distrust = colearn::freeze({sources, targets, strengths}, trust.shared_roster());
    const auto discounted = distrust_discounted(score, distrust);
    check_scores(discounted, {0.25 - 0.25 * 0.5, 0, 0.5 - 0.5 * 0.25, 0.25, -0.75 * 0.5 - 0.5 * 0.25}, 1, 1e-15);
    CHECK_THROWS_AS(distrust_discounted(score, test::make_view(5, {})), contract_violation);
}

TEST_CASE("a forged reputation is rejected", "[eigentrust]") {
    const auto view = five_peers();
    const auto good = eigentrust(view);
    REQUIRE(verify(view, good).accepted());
    const auto rejected = [&](const std::function<void(colearn::eigentrust_result&)>& forge, const char* because) {
        auto bad = good;
        forge(bad);
        const auto checked = verify(view, bad);
        CAPTURE(checked.violated);
        CHECK_FALSE(checked.accepted());
        CHECK(checked.violated.find(because) != std::string::npos);
    };
    rejected([](auto& it) { std::swap(it.score[who(0)], it.score[who(1)]); }, "one more pass");
    rejected([](auto& it) { it.score[who(0)] += 0.1; }, "sum to 1");
    rejected([](auto& it) { it.score[who(0)] = -0.1; }, "from 0 to 1");
    rejected([](auto& it) { it.score[who(0)] = std::numeric_limits<double>::quiet_NaN(); }, "from 0 to 1");
    auto early = eigentrust(view, {.max_iterations = 3}); // what is settled to the last digit leaves nothing to forge
    REQUIRE(verify(view, early).accepted());
    early.certificate.residual = 1e-20;
    CHECK(verify(view, early).violated.find("one more pass") != std::string::npos);
    rejected([](auto& it) { *it.certificate.error_bound = 1e-20; }, "error bound");
    rejected([](auto& it) { it.certificate.error_bound.reset(); }, "error bound");
    rejected([](auto& it) { it.certificate.residual = 1, *it.certificate.error_bound = 10; }, "tolerance");
}

#ifdef COLEARN_HAS_IGRAPH
TEST_CASE("EigenTrust with pre-trust is igraph's personalized PageRank", "[eigentrust]") {
    colearn::random_stream stream(24);
    const std::uint32_t actors = 60;
    const auto ties = test::random_ties(stream, actors, 0.04);
    const auto view = test::make_view(actors, ties);
    eigentrust_options options;
    std::vector<double> wish(actors, 0.0);
    for (std::uint32_t i = 0; i < 5; ++i) wish[i * 7] = 1 + i;
    options.pre_trust = actor_map<double>(view.shared_roster(), wish);
    options.pre_trust_weight = 0.2;
    const auto ours = eigentrust(view, options);

    igraph_vector_int_t ends;
    igraph_vector_t weights;
    igraph_vector_t reset;
    igraph_vector_t scores;
    igraph_vector_int_init(&ends, static_cast<igraph_integer_t>(2 * ties.size()));
    igraph_vector_init(&weights, static_cast<igraph_integer_t>(ties.size()));
    igraph_vector_init(&reset, actors);
    igraph_vector_init(&scores, 0);
    for (std::size_t i = 0; i < ties.size(); ++i) {
        VECTOR(ends)[2 * i] = ties[i].from;
        VECTOR(ends)[2 * i + 1] = ties[i].to;
        VECTOR(weights)[i] = ties[i].strength;
    }
    for (std::uint32_t v = 0; v < actors; ++v) VECTOR(reset)[v] = wish[v];
    igraph_t graph;
    igraph_create(&graph, &ends, actors, true);
    igraph_real_t value = 0;
    REQUIRE(igraph_personalized_pagerank(&graph, IGRAPH_PAGERANK_ALGO_PRPACK, &scores, &value, igraph_vss_all(), true,
                                         1 - options.pre_trust_weight, &reset, &weights, nullptr) == IGRAPH_SUCCESS);
    for (std::uint32_t v = 0; v < actors; ++v)
        CHECK(ours.score[who(v)] == Approx(VECTOR(scores)[v]).epsilon(1e-7).margin(1e-9));
    igraph_destroy(&graph);
    igraph_vector_destroy(&scores);
    igraph_vector_destroy(&reset);
    igraph_vector_destroy(&weights);
    igraph_vector_int_destroy(&ends);
}
#endif

TEST_CASE("EigenTrust stops when asked, and says how far it is", "[eigentrust]") {
    const auto view = five_peers();
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = eigentrust(view, {.stop = stop.get_token()});
    CHECK(stopped.outcome == status::cancelled);
    CHECK(verify(view, stopped).accepted());
    double share = 0;
    static_cast<void>(eigentrust(view, {.progress = [&](double done) {
                                     CHECK(done >= share);
                                     share = done;
                                 }}));
    CHECK(share == 1);
    CHECK(eigentrust(test::make_view(0, {})).score.size() == 0);
    // nobody trusts anybody: pre-trust is all there is
    check_scores(eigentrust(test::make_view(4, {})).score, {0.25, 0.25, 0.25, 0.25}, 1, 1e-15);
}

TEST_CASE("EigenTrust refuses foreign pre-trust and trust in oneself", "[eigentrust]") {
    const auto view = five_peers();
    const auto ask = [&](const std::function<void(eigentrust_options&)>& set) {
        eigentrust_options options;
        set(options);
        return eigentrust(view, options);
    };
    CHECK_THROWS_AS(ask([](auto& it) { it.pre_trust_weight = 1.5; }), contract_violation);
    CHECK_THROWS_AS(ask([](auto& it) { it.tolerance = 0; }), contract_violation);
    CHECK_THROWS_AS(ask([](auto& it) { it.max_iterations = 0; }), contract_violation);
    CHECK_THROWS_AS(ask([](auto& it) { it.pre_trust = actor_map<double>(colearn::roster::anonymous(5), 1.0); }),
                    contract_violation);
    CHECK_THROWS_AS(ask([&](auto& it) { it.pre_trust = actor_map<double>(view.shared_roster(), 0.0); }),
                    contract_violation);
    CHECK_THROWS_AS(ask([&](auto& it) { it.start = actor_map<double>(view.shared_roster(), -1.0); }),
                    contract_violation);
    const std::vector<std::uint32_t> ends = {0};
    const auto selfish = colearn::freeze({ends, ends, {}}, 1, {.self_ties = colearn::loops::keep});
    CHECK_THROWS_AS(eigentrust(selfish), contract_violation);
}

} // namespace eigentrust_test
