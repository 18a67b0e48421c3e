// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <utility>

#include <Eigen/Dense>

#include <colearn/graph/eigen.hpp>
#include <colearn/graph/freeze.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace eigen_test {

using colearn::freeze;

namespace {

template <class View>
concept gives_adjacency = requires {
    colearn::adjacency(std::declval<View>());
};

Eigen::MatrixXd dense(const colearn::view& view) {
    const auto n = static_cast<Eigen::Index>(view.actor_count());
    Eigen::MatrixXd out = Eigen::MatrixXd::Zero(n, n);
    for (const auto& arc : test::arcs_of(view)) out(arc.source, arc.target) = arc.strength;
    return out;
}

} // namespace

static_assert(gives_adjacency<const colearn::view&>);
static_assert(!gives_adjacency<colearn::view>); // the map would outlive it

TEST_CASE("the adjacency matrix reads the view's own memory", "[eigen]") {
    test::dice roll(1);
    for (int round = 0; round < 20; ++round) {
        const auto n = 1 + roll.below(12);
        const auto view = freeze(test::random_ties(roll, n, 3 * n).columns(), n,
                                 {.directed = round % 2 == 0, .self_ties = colearn::loops::keep});
        const auto matrix = colearn::adjacency(view);
        const auto transposed = colearn::transposed_adjacency(view);
        CHECK(matrix.valuePtr() == view.out().strengths.data());
        CHECK(static_cast<std::size_t>(matrix.nonZeros()) == view.arc_count());
        CHECK(matrix.isCompressed());
        const auto expected = dense(view);
        CHECK(Eigen::MatrixXd(matrix) == expected);
        CHECK(Eigen::MatrixXd(transposed) == expected.transpose());
        const Eigen::VectorXd x = Eigen::VectorXd::LinSpaced(n, 1, n);
        CHECK((matrix * x - expected * x).norm() == 0); // multiples of 1/8: exact
        CHECK((transposed * x - expected.transpose() * x).norm() == 0);
        const Eigen::SparseMatrix<double, Eigen::RowMajor, int> square = matrix * matrix;
        CHECK(Eigen::MatrixXd(square) == expected * expected);
    }
}

TEST_CASE("an empty view is an empty matrix, and parallel arcs are refused", "[eigen]") {
    const colearn::view nothing;
    CHECK(colearn::adjacency(nothing).rows() == 0);
    const auto lonely = freeze({}, 3);
    CHECK(colearn::adjacency(lonely).nonZeros() == 0);
    CHECK(Eigen::MatrixXd(colearn::transposed_adjacency(lonely)).isZero());
    test::ties ties;
    ties.add(0, 1);
    ties.add(0, 1);
    const auto view = freeze(ties.columns(), 2, {.parallel = colearn::parallel_ties::keep});
    CHECK_THROWS_AS(colearn::adjacency(view), colearn::contract_violation);
    CHECK_THROWS_AS(colearn::transposed_adjacency(view), colearn::contract_violation);
}

} // namespace eigen_test
