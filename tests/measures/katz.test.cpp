// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <Eigen/Dense>

#include <colearn/measures/katz.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace katz_test {

using namespace colearn;

namespace {

// (I - attenuation * A^T) x = 1, solved.
Eigen::VectorXd solved(const view& of, double attenuation) {
    const auto n = static_cast<Eigen::Index>(of.actor_count());
    Eigen::MatrixXd system = Eigen::MatrixXd::Identity(n, n);
    const auto out = of.out();
    for (std::uint32_t v = 0; v < of.actor_count(); ++v)
        for (auto k = out.offsets[v]; k < out.offsets[v + 1]; ++k)
            system(out.neighbours[k], v) -= attenuation * out.strengths[k];
    return system.partialPivLu().solve(Eigen::VectorXd::Ones(n));
}

} // namespace

TEST_CASE("Katz centrality of a path counts its walks", "[katz]") {
    const auto of = small::graph(3, {{0, 1}, {1, 2}}, true); // walks to 2: none, from 1, from 0
    const auto result = katz(of, {.attenuation = .5});
    CHECK(result.score.values()[0] == Approx(1));
    CHECK(result.score.values()[1] == Approx(1.5));
    CHECK(result.score.values()[2] == Approx(1.75));
    CHECK(result.certificate.attenuation == .5);
    CHECK(verify(of, result));
    const auto pair = katz(small::graph(2, {{0, 1}}, false)); // 1 / (1 - share)
    CHECK(pair.score.values()[0] == Approx(1 / .15).epsilon(.01));
    CHECK(pair.note.empty());
    const auto by_share = katz(of);
    CHECK(by_share.certificate.attenuation == Approx(.85));
    CHECK(by_share.note == "no tie is part of a circle, so no attenuation diverges: it is taken as a share of 1 / the "
                           "largest sum of strengths that an actor receives");
}

TEST_CASE("Katz centrality solves its system on networks of every kind", "[katz]") {
    random_stream random(21);
    for (int round = 0; round < 400; ++round) {
        const auto of = small::random_columns(random, 14).frozen(small::any_options(random));
        const katz_options options{.share_of_limit = uniform(random, .05, .97)};
        const auto result = katz(of, options);
        REQUIRE(result.outcome == status::converged);
        CHECK(result.certificate.error_bound <= 1e-10);
        CHECK(verify(of, result, options));
        const auto exact = solved(of, result.certificate.attenuation);
        for (std::size_t v = 0; v < of.actor_count(); ++v)
            CHECK(result.score.values()[v] == Approx(exact(static_cast<Eigen::Index>(v))).epsilon(1e-9));
    }
}

TEST_CASE("Katz centrality refuses what diverges, and never does itself", "[katz]") {
    const auto ring = small::graph(3, {{0, 1}, {1, 2}, {2, 0}}, true);
    CHECK_THROWS_AS(katz(ring, {.attenuation = 1.1}), contract_violation);
    CHECK_THROWS_AS(katz(ring, {.attenuation = 0}), contract_violation);
    CHECK_THROWS_AS(katz(ring, {.share_of_limit = 1}), contract_violation);
    CHECK_THROWS_AS(katz(ring, {.share_of_limit = 0}), contract_violation);
    CHECK_THROWS_AS(katz(ring, {.tolerance = 1}), contract_violation);
    CHECK(katz(ring, {.attenuation = .9}).score.values()[1] == Approx(10));
    const auto close = small::mixed(300, 2'000, 4).frozen({.directed = false});
    const auto result = katz(close, {.share_of_limit = .999, .tolerance = 1e-8});
    CHECK(result.outcome == status::converged);
    CHECK(verify(close, result, {.tolerance = 1e-8}));
    for (const auto& of : {view(), small::graph(1, {}, true), small::graph(3, {}, false)}) {
        const auto alone = katz(of);
        CHECK(alone.outcome == status::converged);
        for (const double one : alone.score.values()) CHECK(one == 1);
        CHECK(verify(of, alone));
    }
}

TEST_CASE("Katz centrality is the same on any number of threads, and can be stopped", "[katz]") {
    const auto of = small::mixed(9'000, 40'000, 5).frozen({});
    const auto one = katz(of);
    CHECK(verify(of, one));
    const auto two = katz(of, {.threads = 2});
    CHECK(std::vector<double>(one.score.values().begin(), one.score.values().end()) ==
          std::vector<double>(two.score.values().begin(), two.score.values().end()));
    const auto few = katz(of, {.max_products = 30});
    const auto fewer = katz(of, {.attenuation = one.certificate.attenuation, .max_products = 1});
    CHECK(fewer.outcome == status::not_converged);
    CHECK(verify(of, few));
    CHECK(verify(of, fewer));
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = katz(of, {.stop = stop.get_token()});
    CHECK(stopped.outcome == status::cancelled);
    CHECK(verify(of, stopped));
}

TEST_CASE("a forged Katz score is found out", "[katz]") {
    const auto of = small::kite();
    const auto result = katz(of);
    REQUIRE(verify(of, result));
    auto moved = result;
    moved.score.values()[3] *= 1 + 1e-9;
    CHECK_FALSE(verify(of, moved));
    auto sure = result;
    sure.certificate.error_bound = 0;
    CHECK_FALSE(verify(of, sure));
    auto negative = result;
    for (auto& one : negative.score.values()) one = -one; // as a diverging attenuation has it
    CHECK_FALSE(verify(of, negative));
    auto nothing = result;
    nothing.certificate.error_bound = 1;
    CHECK_FALSE(verify(of, nothing));
}

} // namespace katz_test
