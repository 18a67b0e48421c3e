// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <Eigen/Dense>

#include <colearn/measures/mrqap.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace mrqap_test {

using namespace colearn;

namespace {

dyad_matrix random_matrix(random_stream& random, std::size_t n, const std::string& name) {
    return dyad_matrix::from(n, name, [&](std::size_t, std::size_t) { return normal(random); });
}

struct plain_fit {
    Eigen::VectorXd coefficients; // the intercept first
    Eigen::VectorXd t;
    double r_squared = 0;
};

// Least squares by the normal equations, with its standard errors.
plain_fit fit(const Eigen::VectorXd& y, const std::vector<Eigen::VectorXd>& columns) {
    Eigen::MatrixXd x(y.size(), static_cast<Eigen::Index>(columns.size()) + 1);
    x.col(0).setOnes();
    for (std::size_t k = 0; k < columns.size(); ++k) x.col(static_cast<Eigen::Index>(k) + 1) = columns[k];
    const Eigen::MatrixXd inverse = (x.transpose() * x).inverse();
    plain_fit made;
    made.coefficients = inverse * x.transpose() * y;
    const Eigen::VectorXd rest = y - x * made.coefficients;
    const double variance = rest.squaredNorm() / static_cast<double>(y.size() - x.cols());
    made.t = made.coefficients.cwiseQuotient((variance * inverse.diagonal()).cwiseSqrt());
    made.r_squared = 1 - rest.squaredNorm() / (y.array() - y.mean()).matrix().squaredNorm();
    return made;
}

Eigen::VectorXd pairs_of(const dyad_matrix& of) {
    std::vector<double> made;
    for (std::size_t i = 0; i < of.size(); ++i)
        for (std::size_t j = 0; j < of.size(); ++j)
            if (i != j) made.push_back(of(i, j));
    return Eigen::Map<Eigen::VectorXd>(made.data(), static_cast<Eigen::Index>(made.size()));
}

} // namespace

TEST_CASE("the regression is that of least squares, and each permutation too", "[mrqap]") {
    random_stream random(61);
    for (int round = 0; round < 20; ++round) {
        const std::size_t n = 6 + static_cast<std::size_t>(round % 4);
        const auto a = random_matrix(random, n, "a");
        const auto b = random_matrix(random, n, "b");
        const auto c =
            dyad_matrix::from(n, "c", [&](std::size_t i, std::size_t j) { return a(i, j) + normal(random); });
        const auto y = dyad_matrix::from(
            n, "y", [&](std::size_t i, std::size_t j) { return 2 + a(i, j) - .5 * c(i, j) + normal(random); });
        const auto result = mrqap(y, {a, b, c}, {.permutations = 1, .seed = 9});
        const std::vector<Eigen::VectorXd> columns{pairs_of(a), pairs_of(b), pairs_of(c)};
        const auto plain = fit(pairs_of(y), columns);
        CHECK(result.intercept == Approx(plain.coefficients(0)));
        CHECK(result.r_squared == Approx(plain.r_squared));
        CHECK(result.pairs == n * (n - 1));
        // What the first permutation gives: the residual of each predictor, permuted, in place of it.
        std::vector<std::uint32_t> order(n);
        detail::permute(order, 9, 0);
        for (std::size_t k = 0; k < 3; ++k) {
            CHECK(result.terms[k].coefficient == Approx(plain.coefficients(static_cast<Eigen::Index>(k) + 1)));
            CHECK(result.terms[k].t == Approx(plain.t(static_cast<Eigen::Index>(k) + 1)));
            std::vector<Eigen::VectorXd> others;
            for (std::size_t i = 0; i < 3; ++i)
                if (i != k) others.push_back(columns[i]);
            const auto own = fit(columns[k], others);
            Eigen::VectorXd rest = columns[k] - Eigen::VectorXd::Constant(columns[k].size(), own.coefficients(0));
            for (std::size_t i = 0; i < 2; ++i) rest -= own.coefficients(static_cast<Eigen::Index>(i) + 1) * others[i];
            Eigen::Index at = 0;
            const auto matrix = dyad_matrix::from(n, "rest", [&](std::size_t, std::size_t) { return rest(at++); });
            const auto permuted = dyad_matrix::from(
                n, "permuted", [&](std::size_t i, std::size_t j) { return matrix(order[i], order[j]); });
            auto with = others;
            with.push_back(pairs_of(permuted));
            CHECK(result.terms[k].test.mean == Approx(fit(pairs_of(y), with).t(3)));
        }
    }
}

TEST_CASE("what makes ties is told from what goes with it", "[mrqap]") {
    random_stream random(62);
    const std::size_t n = 25;
    const auto cause = random_matrix(random, n, "cause");
    const auto shadow =
        dyad_matrix::from(n, "shadow", [&](std::size_t i, std::size_t j) { return cause(i, j) + normal(random); });
    const auto y =
        dyad_matrix::from(n, "y", [&](std::size_t i, std::size_t j) { return cause(i, j) + normal(random); });
    const auto result = mrqap(y, {cause, shadow}, {.permutations = 999, .threads = 2});
    CHECK(qap_correlation(y, shadow).test.as_far < .01); // alone it seems to matter
    CHECK(result.terms[0].test.as_far == Approx(.001));
    CHECK(result.terms[0].coefficient == Approx(1).margin(.15));
    CHECK(result.terms[1].test.as_far > .05);
    CHECK(result.r_squared_test.at_least == Approx(.001));
    CHECK(result.adjusted_r_squared < result.r_squared);
    const auto again = mrqap(y, {cause, shadow}, {.permutations = 999});
    CHECK(again.terms[1].test.as_far == result.terms[1].test.as_far);
    CHECK(again.r_squared_test.mean == result.r_squared_test.mean);
}

TEST_CASE("where nothing matters, one test in twenty says that something does", "[mrqap]") {
    // Row effects, which make least squares' own standard errors too small.
    random_stream random(63);
    int wrong = 0;
    for (int round = 0; round < 200; ++round) {
        const std::size_t n = 9;
        std::vector<double> in_y(n);
        std::vector<double> in_x(n);
        for (std::size_t i = 0; i < n; ++i) {
            in_y[i] = normal(random);
            in_x[i] = normal(random);
        }
        const auto x = dyad_matrix::from(n, "x", [&](std::size_t i, std::size_t) { return in_x[i] + normal(random); });
        const auto z = random_matrix(random, n, "z");
        const auto y = dyad_matrix::from(n, "y", [&](std::size_t i, std::size_t) { return in_y[i] + normal(random); });
        wrong +=
            mrqap(y, {x, z}, {.permutations = 99, .seed = static_cast<std::uint64_t>(round)}).terms[0].test.as_far <=
            .05;
    }
    CHECK(wrong <= 24); // 10 are expected, with a deviation of 3.1
}

TEST_CASE("predictors that cannot be told apart are named", "[mrqap]") {
    random_stream random(64);
    const auto a = random_matrix(random, 6, "a");
    const auto b = random_matrix(random, 6, "b");
    const auto mixture =
        dyad_matrix::from(6, "mixture", [&](std::size_t i, std::size_t j) { return 2 * a(i, j) - b(i, j) + 7; });
    const auto flat = dyad_matrix::from(6, "flat", [](std::size_t, std::size_t) { return 1; });
    const auto y = random_matrix(random, 6, "y");
    const auto mixed = mrqap(y, {a, b, mixture});
    CHECK(mixed.outcome == status::infeasible);
    CHECK(mixed.why_infeasible ==
          "\"a\" cannot be told from the other predictors: it, or one of them, is a mixture of the rest");
    CHECK(mrqap(y, {a, a, b}).outcome == status::infeasible);
    CHECK(mrqap(y, {b, a, a}).outcome == status::infeasible);
    CHECK(mrqap(y, {a, flat}).why_infeasible == "all pairs have the same value of \"flat\"");
    CHECK(mrqap(flat, {a}).why_infeasible == "all pairs have the same value of \"flat\"");
    CHECK_THROWS_AS(mrqap(y, {}), contract_violation);
    CHECK_THROWS_AS(mrqap(y, {dyad_matrix()}), contract_violation);
    CHECK_THROWS_AS(mrqap(y, {a}, {.permutations = 0}), contract_violation);
    const auto two = random_matrix(random, 2, "two");
    CHECK_THROWS_AS(mrqap(two, {two}), contract_violation);
    std::stop_source stop;
    const auto part = mrqap(y, {a, b}, {.progress = [&](double) { stop.request_stop(); }, .stop = stop.get_token()});
    CHECK(part.outcome == status::cancelled);
    CHECK(part.terms[0].test.permutations < 5000);
}

} // namespace mrqap_test
