// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <Eigen/Dense>

#include <colearn/measures/hits.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace hits_test {

using namespace colearn;

namespace {

double singular_value_of(const view& of) {
    const auto n = static_cast<Eigen::Index>(of.actor_count());
    Eigen::MatrixXd made = Eigen::MatrixXd::Zero(n, n);
    const auto out = of.out();
    for (std::uint32_t v = 0; v < of.actor_count(); ++v)
        for (auto k = out.offsets[v]; k < out.offsets[v + 1]; ++k) made(v, out.neighbours[k]) += out.strengths[k];
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(made.transpose() * made, Eigen::EigenvaluesOnly);
    return std::sqrt((std::max)(0.0, solver.eigenvalues().maxCoeff()));
}

} // namespace

TEST_CASE("hubs and authorities of a small network", "[hits]") {
    // 0 and 1 both name 2, 0 also names 3: A^T A on {2, 3} is [[2, 1], [1, 1]], whose ratio is the golden one.
    const auto of = small::graph(5, {{0, 2}, {1, 2}, {0, 3}}, true);
    const auto result = hits(of);
    const double golden = (1 + std::sqrt(5)) / 2;
    CHECK(result.outcome == status::converged);
    CHECK(result.certificate.singular_value == Approx(golden));
    CHECK(result.authority.values()[2] == Approx(1));
    CHECK(result.authority.values()[3] == Approx(1 / golden));
    CHECK(result.hub.values()[0] == Approx(1));
    CHECK(result.hub.values()[1] == Approx(1 / golden));
    CHECK(result.authority[id<actor>{4U}] == measured::as(0));
    CHECK(result.note.empty());
    CHECK(verify(of, result));
}

TEST_CASE("hubs and authorities are proved on networks of every kind", "[hits]") {
    random_stream random(31);
    for (int round = 0; round < 400; ++round) {
        const auto of = small::random_columns(random, 12).frozen(small::any_options(random));
        const auto result = hits(of);
        REQUIRE(result.outcome == status::converged);
        if (of.arc_count() > 0)
            CHECK(result.certificate.singular_value == Approx(singular_value_of(of)));
        else
            CHECK(result.hub.defined_count() == 0);
        const auto verdict = verify(of, result);
        CAPTURE(round, verdict.violated);
        CHECK(verdict);
    }
}

TEST_CASE("parts of equal singular value are named", "[hits]") {
    const auto of = small::graph(5, {{0, 1}, {2, 3}}, true);
    const auto result = hits(of);
    CHECK(result.certificate.leading == 2);
    CHECK(result.note == "2 parts of the network, which share neither hubs nor authorities, have the same singular "
                         "value: scores compare only within a part");
    CHECK(result.hub.values()[2] == Approx(1));
    CHECK(result.authority.values()[3] == Approx(1));
    CHECK(verify(of, result));
    const auto nothing = hits(small::graph(3, {}, true));
    CHECK(nothing.authority[id<actor>{0U}] == measured::undefined("the network has no tie"));
    CHECK(hits(view()).outcome == status::converged);
    CHECK_THROWS_AS(hits(of, {.tolerance = -1}), contract_violation);
}

TEST_CASE("hubs and authorities are the same on any number of threads, and can be stopped", "[hits]") {
    const auto of = small::mixed(6'000, 30'000, 7).frozen({});
    const auto one = hits(of);
    CHECK(verify(of, one));
    const auto two = hits(of, {.threads = 2});
    CHECK(std::vector<double>(one.hub.values().begin(), one.hub.values().end()) ==
          std::vector<double>(two.hub.values().begin(), two.hub.values().end()));
    CHECK(hits(of, {.max_products = 3}).outcome == status::not_converged);
    std::stop_source stop;
    stop.request_stop();
    CHECK(hits(of, {.stop = stop.get_token()}).outcome == status::cancelled);
}

TEST_CASE("forged hubs and authorities are found out", "[hits]") {
    const auto of = small::graph(6, {{0, 2}, {1, 2}, {0, 3}, {4, 5}}, true);
    const auto result = hits(of);
    REQUIRE(verify(of, result));
    auto moved = result;
    moved.authority.set(id<actor>{3U}, .5);
    CHECK_FALSE(verify(of, moved));
    auto other = result;
    other.hub.set(id<actor>{1U}, .9);
    CHECK_FALSE(verify(of, other));
    auto smaller = result;
    for (const auto who : of.actors()) {
        smaller.authority.set(who, who.index == 5 ? 1 : 0);
        smaller.hub.set(who, who.index == 4 ? 1 : 0);
    }
    smaller.certificate.singular_value = 1;
    CHECK_FALSE(verify(of, smaller));
    auto negative = result;
    negative.hub.set(id<actor>{5U}, -1e-3);
    CHECK_FALSE(verify(of, negative));
    CHECK_FALSE(verify(small::graph(6, {}, true), result));
}

} // namespace hits_test
