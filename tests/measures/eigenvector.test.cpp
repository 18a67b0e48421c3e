// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <Eigen/Dense>

#include <colearn/measures/eigenvector.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace eigenvector_test {

using namespace colearn;

namespace {

Eigen::MatrixXd matrix_of(const view& of) { // entry (v, w): strength of the tie w -> v
    const auto n = static_cast<Eigen::Index>(of.actor_count());
    Eigen::MatrixXd made = Eigen::MatrixXd::Zero(n, n);
    const auto out = of.out();
    for (std::uint32_t v = 0; v < of.actor_count(); ++v)
        for (auto k = out.offsets[v]; k < out.offsets[v + 1]; ++k) made(out.neighbours[k], v) += out.strengths[k];
    return made;
}

double radius_of(const view& of) {
    if (of.actor_count() == 0) return 0;
    const Eigen::EigenSolver<Eigen::MatrixXd> solver(matrix_of(of), false);
    return solver.eigenvalues().cwiseAbs().maxCoeff();
}

std::vector<double> scores(const eigenvector_result& result) {
    return {result.score.values().begin(), result.score.values().end()};
}

} // namespace

TEST_CASE("eigenvector centrality of small networks has closed forms", "[eigenvector]") {
    const auto star = eigenvector(small::graph(5, {{0, 1}, {0, 2}, {0, 3}, {0, 4}}, false));
    CHECK(star.outcome == status::converged);
    CHECK(star.certificate.eigenvalue == Approx(2));
    CHECK(star.score.values()[0] == Approx(1));
    CHECK(star.score.values()[3] == Approx(0.5));
    CHECK(star.note.empty());
    const auto path = eigenvector(small::graph(3, {{0, 1}, {1, 2}}, false)); // odd and even steps alternate
    CHECK(path.certificate.eigenvalue == Approx(std::sqrt(2)));
    CHECK(path.score.values()[0] == Approx(std::sqrt(.5)));
    // A circle that hands on to 3, who hands on to 4: scores fall by the eigenvalue.
    small::columns columns{{0, 1, 2, 2, 3}, {1, 2, 0, 3, 4}, {2, 2, 2, 1, 1}, 5};
    const auto tail = eigenvector(columns.frozen({}));
    CHECK(tail.certificate.eigenvalue == Approx(2));
    CHECK(tail.score.values()[1] == Approx(1));
    CHECK(tail.score.values()[3] == Approx(.5));
    CHECK(tail.score.values()[4] == Approx(.25));
}

TEST_CASE("eigenvector centrality is proved on networks of every kind", "[eigenvector]") {
    random_stream random(11);
    int with = 0;
    int without = 0;
    for (int round = 0; round < 500; ++round) {
        const auto of = small::random_columns(random, 12).frozen(small::any_options(random));
        const auto result = eigenvector(of);
        const double radius = radius_of(of);
        CAPTURE(round, of.actor_count(), of.directed());
        REQUIRE(result.outcome == status::converged);
        if (result.score.defined_count() == 0) {
            CHECK(radius < 1e-2); // a nilpotent matrix has no other eigenvalue than 0, up to rounding
            ++without;
        } else {
            CHECK(result.certificate.eigenvalue == Approx(radius).epsilon(1e-6));
            ++with;
        }
        const auto verdict = verify(of, result);
        CAPTURE(verdict.violated);
        CHECK(verdict);
    }
    CHECK(with > 100);
    CHECK(without > 20);
}

TEST_CASE("parts of equal rank are named", "[eigenvector]") {
    const auto pairs = eigenvector(small::graph(6, {{0, 1}, {2, 3}}, false));
    CHECK(pairs.certificate.leading == 2);
    CHECK(scores(pairs) == std::vector<double>{1, 1, 1, 1, 0, 0});
    CHECK(pairs.note == "2 parts of the network share the largest eigenvalue: scores compare only within a part; 2 "
                        "actors have the score 0: no path of ties joins them to the leading part");
    // Of two equal circles one hands on to the other: only the second has a vector of its own.
    const auto chain = eigenvector(small::graph(5, {{0, 1}, {1, 0}, {1, 2}, {2, 3}, {3, 2}}, true));
    CHECK(chain.certificate.leading == 1);
    CHECK(chain.score.values()[0] == 0);
    CHECK(chain.score.values()[2] == Approx(1));
    CHECK(chain.note == "3 actors have the score 0: no path of ties leads there from the leading part");
}

TEST_CASE("where no tie leads back there is no score, and that is said", "[eigenvector]") {
    for (const auto& of : {view(), small::graph(1, {}, false), small::graph(4, {}, true),
                           small::graph(4, {{0, 1}, {1, 2}, {0, 3}}, true)}) {
        const auto result = eigenvector(of);
        CHECK(result.outcome == status::converged);
        CHECK(result.score.defined_count() == 0);
        CHECK(result.certificate.eigenvalue == 0);
        CHECK(verify(of, result));
    }
    const auto directed = eigenvector(small::graph(2, {{0, 1}}, true));
    CHECK(directed.score[id<actor>{0U}] == measured::undefined("no tie of the network is part of a circle of ties"));
    const auto undirected = eigenvector(small::graph(2, {}, false));
    CHECK(undirected.score[id<actor>{0U}] == measured::undefined("the network has no tie"));
}

TEST_CASE("a thousand equal parts cost no more than their ties", "[eigenvector]") {
    small::columns columns;
    columns.actors = 40'000;
    for (std::uint32_t v = 0; v < columns.actors; v += 2) {
        columns.sources.push_back(v);
        columns.targets.push_back(v + 1);
        columns.strengths.push_back(1);
    }
    const auto result = eigenvector(columns.frozen({.directed = false}));
    CHECK(result.certificate.leading == 20'000);
    CHECK(result.score.values()[39'999] == Approx(1));
}

TEST_CASE("eigenvector centrality follows who is who, and the scale of strength only in the eigenvalue",
          "[eigenvector]") {
    random_stream random(13);
    for (int round = 0; round < 60; ++round) {
        auto columns = small::random_columns(random, 15);
        const auto options = small::any_options(random);
        const auto before = eigenvector(columns.frozen(options));
        const auto numbers = small::random_numbers(random, columns.actors);
        for (auto& one : columns.strengths) one *= 8;
        const auto after = eigenvector(small::renumbered(columns, numbers).frozen(options));
        CHECK(after.certificate.eigenvalue == Approx(8 * before.certificate.eigenvalue));
        if (before.certificate.leading > 1) continue;
        for (std::size_t v = 0; v < columns.actors; ++v)
            CHECK(after.score.values()[numbers[v]] == Approx(before.score.values()[v]).margin(1e-6));
    }
}

TEST_CASE("eigenvector centrality is the same on any number of threads, and can be stopped", "[eigenvector]") {
    const auto columns = small::mixed(9'000, 40'000, 3);
    for (const bool directed : {true, false}) {
        const auto of = columns.frozen({.directed = directed});
        const auto one = eigenvector(of);
        CHECK(one.outcome == status::converged);
        CHECK(verify(of, one));
        CHECK(scores(one) == scores(eigenvector(of, {.threads = 3})));
        const auto few = eigenvector(of, {.max_products = 5});
        CHECK(few.outcome == status::not_converged);
        CHECK(few.certificate.residual > 1e-10);
        CHECK(verify(of, few));
        std::stop_source stop;
        double told = 0;
        const auto stopped = eigenvector(of, {.progress =
                                                  [&](double share) {
                                                      CHECK(share >= told);
                                                      told = share;
                                                      stop.request_stop();
                                                  },
                                              .stop = stop.get_token()});
        CHECK(stopped.outcome == status::cancelled);
        CHECK(verify(of, stopped));
    }
}

TEST_CASE("a forged eigenvector is found out", "[eigenvector]") {
    const auto of = small::graph(6, {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {4, 5}}, false);
    const auto result = eigenvector(of);
    REQUIRE(verify(of, result));
    auto moved = result;
    moved.score.set(id<actor>{0U}, .9 * result.score.values()[0]);
    CHECK_FALSE(verify(of, moved));
    auto smaller = result; // an eigenvector, but not of the largest eigenvalue
    for (const auto who : of.actors()) smaller.score.set(who, who.index >= 4 ? 1 : 0);
    smaller.certificate.eigenvalue = 1;
    smaller.certificate.residual = 0;
    CHECK_FALSE(verify(of, smaller));
    auto better = result;
    better.certificate.residual = 0;
    better.score.set(id<actor>{3U}, result.score.values()[3] + 1e-7);
    CHECK_FALSE(verify(of, better));
    auto none = result;
    none.score = measured_map(of.shared_roster(), "nothing");
    none.certificate.eigenvalue = 0;
    CHECK_FALSE(verify(of, none));
    auto negative = result;
    negative.score.set(id<actor>{4U}, -1e-12);
    CHECK_FALSE(verify(of, negative));
    CHECK_THROWS_AS(eigenvector(of, {.tolerance = 0}), contract_violation);
    CHECK_THROWS_AS(eigenvector(of, {.tolerance = std::numeric_limits<double>::quiet_NaN()}), contract_violation);
}

#ifdef COLEARN_HAS_IGRAPH
TEST_CASE("eigenvector centrality agrees with igraph", "[eigenvector]") {
    random_stream random(17);
    int compared = 0;
    auto* const before = igraph_set_warning_handler(igraph_warning_handler_ignore);
    for (int round = 0; round < 150; ++round) {
        const auto of = small::random_columns(random, 14).frozen({.directed = round % 3 == 0});
        const auto ours = eigenvector(of);
        if (ours.score.defined_count() == 0 || ours.certificate.leading > 1) continue;
        if (of.directed() && components(of, {.by = connection::strong}).sizes.size() > 1) continue; // igraph may stall
        oracle::graph theirs(of);
        oracle::vector found;
        oracle::vector weights(theirs.edge_values(of.out().strengths));
        igraph_real_t value = 0;
        igraph_arpack_options_t how;
        igraph_arpack_options_init(&how);
        igraph_eigenvector_centrality(theirs.get(), found.get(), &value, of.directed(), true, weights.get(), &how);
        CHECK(ours.certificate.eigenvalue == Approx(value));
        const auto expected = found.values();
        for (std::size_t v = 0; v < expected.size(); ++v)
            CHECK(ours.score.values()[v] == Approx(expected[v]).margin(1e-6));
        ++compared;
    }
    igraph_set_warning_handler(before);
    CHECK(compared > 50);
}
#endif

} // namespace eigenvector_test
