// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <Eigen/Dense>

#include <colearn/measures/communicability.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace communicability_test {

using namespace colearn;

namespace {

// exp of a symmetric matrix by its eigenvectors.
Eigen::MatrixXd exponential(const view& of, double scale) {
    const auto n = static_cast<Eigen::Index>(of.actor_count());
    Eigen::MatrixXd made = Eigen::MatrixXd::Zero(n, n);
    const auto out = of.out();
    for (std::uint32_t v = 0; v < of.actor_count(); ++v)
        for (auto k = out.offsets[v]; k < out.offsets[v + 1]; ++k)
            made(v, out.neighbours[k]) += scale * out.strengths[k];
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(made);
    return solver.eigenvectors() * solver.eigenvalues().array().exp().matrix().asDiagonal() *
           solver.eigenvectors().transpose();
}

} // namespace

TEST_CASE("communicability of small networks has closed forms", "[communicability]") {
    const auto pair = small::graph(2, {{0, 1}}, false);
    const auto result = communicability(pair);
    CHECK(result.subgraph.values()[0] == Approx(std::cosh(1)));
    CHECK(result.total.values()[0] == Approx(std::exp(1)));
    CHECK(communicability_of(pair, id<actor>{0U}).values()[1] == Approx(std::sinh(1)));
    // Estrada and Rodriguez-Velazquez (2005): in a complete network of n, (e^(n-1) + (n-1) / e) / n.
    const auto four = communicability(small::graph(4, {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}}, false));
    CHECK(four.subgraph.values()[2] == Approx((std::exp(3) + 3 * std::exp(-1)) / 4));
    const auto path = communicability(small::graph(3, {{0, 1}, {1, 2}}, true)); // no walk comes back
    CHECK(path.subgraph.values()[0] == 1);
    CHECK(path.total.values()[0] == Approx(2.5));
    CHECK(communicability(view()).outcome == status::optimal);
    CHECK(communicability(small::graph(1, {}, false)).total.values()[0] == 1);
}

TEST_CASE("communicability is the exponential of the strengths", "[communicability]") {
    random_stream random(41);
    for (int round = 0; round < 150; ++round) {
        auto how = small::any_options(random);
        how.directed = false;
        const auto of = small::random_columns(random, 14).frozen(how);
        const communicability_options options{.scale = uniform(random, .1, 1)};
        const auto result = communicability(of, options);
        if (of.actor_count() == 0) continue;
        const auto exact = exponential(of, options.scale);
        for (std::uint32_t v = 0; v < of.actor_count(); ++v) {
            CHECK(result.subgraph.values()[v] == Approx(exact(v, v)));
            CHECK(result.total.values()[v] == Approx(exact.row(v).sum()));
        }
        CHECK(verify(of, result, options, 1));
    }
    for (int round = 0; round < 150; ++round) {
        const auto of = small::random_columns(random, 20).frozen(small::any_options(random));
        CHECK(verify(of, communicability(of, {.scale = .3}), {.scale = .3}, 1));
    }
}

TEST_CASE("communicability is the same on any number of threads, and can be stopped", "[communicability]") {
    const auto of = small::mixed(300, 900, 9).frozen({});
    const auto one = communicability(of);
    const auto two = communicability(of, {.threads = 3});
    CHECK(std::vector<double>(one.total.values().begin(), one.total.values().end()) ==
          std::vector<double>(two.total.values().begin(), two.total.values().end()));
    std::stop_source stop;
    const auto part = communicability(of, {.progress = [&](double) { stop.request_stop(); }, .stop = stop.get_token()});
    CHECK(part.outcome == status::cancelled);
    CHECK(part.total.defined_count() < 300);
    CHECK(part.total.defined_count() > 0);
    CHECK(verify(of, part));
    CHECK(part.total[id<actor>{299U}] == measured::undefined("the calculation was stopped before it"));
}

TEST_CASE("what communicability cannot be is refused, and a forged one found out", "[communicability]") {
    const auto of = small::kite();
    CHECK_THROWS_AS(communicability(of, {.scale = 0}), contract_violation);
    CHECK_THROWS_AS(communicability(of, {.scale = 1e3}), contract_violation);
    CHECK_THROWS_AS(communicability(of, {.tolerance = 0}), contract_violation);
    CHECK_THROWS_AS(communicability_of(of, id<actor>{10U}), contract_violation);
    const auto result = communicability(of);
    REQUIRE(verify(of, result, {}, 1));
    auto forged = result;
    forged.subgraph.set(id<actor>{3U}, 1.001 * result.subgraph.values()[3]);
    CHECK_FALSE(verify(of, forged, {}, 1));
    auto missing = result;
    missing.total = measured_map(of.shared_roster(), "lost");
    CHECK_FALSE(verify(of, missing));
    auto loose = result;
    loose.certificate.error_bound = 1;
    CHECK_FALSE(verify(of, loose));
}

} // namespace communicability_test
