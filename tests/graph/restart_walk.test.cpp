// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <Eigen/Dense>

#include <colearn/graph/detail/restart_walk.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace restart_walk_test {

using namespace colearn;

namespace {

struct instance {
    view of;
    std::vector<double> restart;
    std::vector<double> after_none;
    double damping = 0.85;

    [[nodiscard]] detail::restart_walk walk() const { return {restart, after_none, damping}; }
};

std::vector<double> random_shares(test::dice& roll, std::size_t count) {
    std::vector<double> made(count);
    double sum = 0;
    for (auto& one : made) sum += one = 1 + roll.below(8);
    for (auto& one : made) one /= sum;
    return made;
}

instance random_instance(test::dice& roll, bool directed) {
    const auto n = 1 + roll.below(40);
    const auto ties = test::random_ties(roll, n, roll.below(3 * n));
    return {freeze(ties.columns(), n, {.directed = directed, .self_ties = loops::keep}), random_shares(roll, n),
            random_shares(roll, n), roll.between(0, 0.97)};
}

// The equations, written down and solved.
Eigen::VectorXd solved(const instance& one) {
    const auto n = static_cast<Eigen::Index>(one.of.actor_count());
    const Eigen::VectorXd restart = Eigen::Map<const Eigen::VectorXd>(one.restart.data(), n);
    const Eigen::VectorXd after_none = Eigen::Map<const Eigen::VectorXd>(one.after_none.data(), n);
    Eigen::MatrixXd step = Eigen::MatrixXd::Zero(n, n);
    for (std::uint32_t v = 0; v < one.of.actor_count(); ++v) {
        const auto out = one.of.out();
        double sum = 0;
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) sum += out.strengths[arc];
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc)
            step(out.neighbours[arc], v) += out.strengths[arc] / sum;
        if (sum == 0) step.col(v) = after_none;
    }
    return (Eigen::MatrixXd::Identity(n, n) - one.damping * step).partialPivLu().solve((1 - one.damping) * restart);
}

} // namespace

TEST_CASE("a walk with restarts settles where its equations say", "[restart_walk]") {
    test::dice roll(1);
    for (int k = 0; k < 400; ++k) {
        const bool directed = k % 2 == 0;
        const auto one = random_instance(roll, directed);
        const auto exact = solved(one);
        for (const std::size_t stage : {1U, 2U + roll.below(8), 64U}) {
            auto score = one.restart;
            const auto made = detail::settle(one.of, one.walk(), {.tolerance = 1e-12, .stage = stage}, score);
            CHECK(made.outcome == status::converged);
            CHECK(made.residual <= 1e-12);
            double apart = 0;
            for (std::size_t v = 0; v < score.size(); ++v)
                apart += std::fabs(score[v] - exact(static_cast<Eigen::Index>(v)));
            CHECK(apart <= made.residual / (1 - one.damping) + 1e-13);
        }
    }
}

TEST_CASE("a walk that is stopped early says how far it may be off", "[restart_walk]") {
    test::dice roll(2);
    for (int k = 0; k < 200; ++k) {
        const bool directed = k % 2 == 0;
        const auto one = random_instance(roll, directed);
        const auto exact = solved(one);
        for (std::size_t passes = 0; passes < 14; ++passes) {
            auto score = one.restart;
            const auto made =
                detail::settle(one.of, one.walk(), {.max_iterations = passes, .stage = 1U + roll.below(12)}, score);
            CHECK(made.iterations <= passes);
            double apart = 0;
            double sum = 0;
            for (std::size_t v = 0; v < score.size(); ++v) {
                CHECK(score[v] >= 0);
                apart += std::fabs(score[v] - exact(static_cast<Eigen::Index>(v)));
                sum += score[v];
            }
            CHECK(sum == Approx(1));
            CHECK(apart <= made.residual / (1 - one.damping) + 1e-13);
        }
    }
}

TEST_CASE("a pass hears new scores at once, and without restarts it is a plain step", "[restart_walk]") {
    test::ties ties; // 0 hands on to 1 and 2, 1 to 2; 2 hands on to nobody
    ties.add(0, 1);
    ties.add(0, 2);
    ties.add(1, 2);
    const auto of = freeze(ties.columns(), 3);
    const std::vector<double> begin{1, 0, 0};
    const std::vector<double> anywhere{0.5, 0.25, 0.25};
    const double a = 0.2 + 0.8 * 0.25 * 0.5;
    const double b = 0.8 * (a / 2 + 0.25 * 0.25);
    const double c = 0.8 * (a / 2 + b + 0.25 * 0.25);
    auto score = anywhere;
    const auto made = detail::settle(of, {begin, anywhere, 0.8}, {.max_iterations = 1}, score);
    CHECK(made.outcome == status::not_converged);
    CHECK(score[0] == Approx(a / (a + b + c)));
    CHECK(score[1] == Approx(b / (a + b + c)));
    CHECK(score[2] == Approx(c / (a + b + c)));

    score = anywhere;
    static_cast<void>(detail::settle(of, {begin, anywhere, 1}, {.max_iterations = 1}, score));
    CHECK(score[0] == Approx(0.25 * 0.5));
    CHECK(score[1] == Approx(0.25 + 0.25 * 0.25));
    CHECK(score[2] == Approx(0.25 + 0.25 + 0.25 * 0.25));
}

TEST_CASE("a walk is the same on any number of threads", "[restart_walk]") {
    test::dice roll(3);
    const std::size_t n = 20'000;
    const auto ties = test::random_ties(roll, n, 60'000);
    for (const bool directed : {true, false}) {
        const auto of = freeze(ties.columns(), n, {.directed = directed});
        const auto begin = random_shares(roll, n);
        std::vector<double> first = begin;
        static_cast<void>(detail::settle(of, {begin, begin, 0.85}, {.threads = 1, .stage = 9'000}, first));
        std::vector<double> again = begin;
        static_cast<void>(detail::settle(of, {begin, begin, 0.85}, {.threads = 3, .stage = 9'000}, again));
        CHECK(first == again);
    }
}

TEST_CASE("without restarts a pass is a plain step from where one starts", "[restart_walk]") {
    test::ties ties; // two rings of two: what begins in one stays there
    ties.add(0, 1);
    ties.add(1, 0);
    ties.add(2, 3);
    ties.add(3, 2);
    ties.add(3, 3);
    const auto of = freeze(ties.columns(), 4, {.self_ties = loops::keep});
    std::vector<double> score{0.25, 0.25, 0.3, 0.2};
    const auto made = detail::settle(of, {score, score, 1}, {.stage = 1}, score);
    CHECK(made.outcome == status::converged);
    CHECK(score[0] == Approx(0.25));
    CHECK(score[2] == Approx(0.5 / 3).epsilon(1e-6));
    std::vector<double> round{1, 0, 0, 0};
    CHECK(detail::settle(of, {round, round, 1}, {.max_iterations = 40}, round).outcome == status::not_converged);
}

TEST_CASE("stages and mixtures save passes", "[restart_walk]") {
    test::dice roll(4);
    const std::size_t n = 3'000;
    const auto of = freeze(test::random_ties(roll, n, 12'000).columns(), n);
    const auto begin = random_shares(roll, n);
    std::vector<double> score = begin;
    const auto made = detail::settle(of, {begin, begin, 0.98}, {.stage = 500}, score);
    CHECK(made.outcome == status::converged);
    CHECK(static_cast<double>(made.iterations) < 0.1 * std::log(1e-10) / std::log(0.98));
}

} // namespace restart_walk_test
