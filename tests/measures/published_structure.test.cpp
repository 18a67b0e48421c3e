// SPDX-License-Identifier: BSL-1.0
// Structure of real networks, beside the figures that were published for them.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <Eigen/Dense>

#include <colearn/measures/assortativity.hpp>
#include <colearn/measures/brokerage_roles.hpp>
#include <colearn/measures/centralization.hpp>
#include <colearn/measures/clustering.hpp>
#include <colearn/measures/communities.hpp>
#include <colearn/measures/cores.hpp>
#include <colearn/measures/cut_actors.hpp>
#include <colearn/measures/dyad_matrix.hpp>
#include <colearn/measures/ei_index.hpp>
#include <colearn/measures/mrqap.hpp>
#include <colearn/measures/qap.hpp>
#include <colearn/measures/structural_holes.hpp>
#include <colearn/measures/triad_census.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"
#include "support/real_data.hpp"

namespace published_structure_test {

using namespace colearn;

namespace {

small::columns ties_of(const std::filesystem::path& file, std::size_t actors) {
    std::ifstream stream(file);
    small::columns made;
    made.actors = actors;
    std::string line;
    while (std::getline(stream, line)) {
        unsigned from = 0, to = 0;
        if (std::sscanf(line.c_str(), "%u,%u", &from, &to) != 2) continue;
        made.sources.push_back(from);
        made.targets.push_back(to);
        made.strengths.push_back(1);
    }
    return made;
}

// The number in a column of each actor's row.
std::vector<std::uint32_t> labels_of(const std::filesystem::path& file, std::size_t column) {
    std::ifstream stream(file);
    std::vector<std::uint32_t> made;
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line)) {
        for (std::size_t i = 0; i < column; ++i) line = line.substr(line.find(',') + 1);
        made.push_back(static_cast<std::uint32_t>(std::stod(line)));
    }
    return made;
}

// Least squares of the first matrix on the others; the diagonals, all 0, among the cells or not. The intercept first.
struct plain_fit {
    Eigen::VectorXd coefficients;
    Eigen::VectorXd t;
    double r_squared = 0;
};
plain_fit fit(const std::vector<dyad_matrix>& of, bool with_diagonal) {
    const auto n = static_cast<Eigen::Index>(of.front().size());
    Eigen::MatrixXd cells(with_diagonal ? n * n : n * (n - 1), static_cast<Eigen::Index>(of.size()));
    for (Eigen::Index k = 0; k < cells.cols(); ++k)
        for (Eigen::Index i = 0, at = 0; i < n; ++i)
            for (Eigen::Index j = 0; j < n; ++j)
                if (i != j || with_diagonal)
                    cells(at++, k) =
                        of[static_cast<std::size_t>(k)](static_cast<std::size_t>(i), static_cast<std::size_t>(j));
    const Eigen::VectorXd y = cells.col(0);
    Eigen::MatrixXd x = cells;
    x.col(0).setOnes();
    const Eigen::MatrixXd inverse = (x.transpose() * x).inverse();
    plain_fit made;
    made.coefficients = inverse * x.transpose() * y;
    const double left = (y - x * made.coefficients).squaredNorm();
    const double variance = left / static_cast<double>(x.rows() - x.cols());
    made.t = made.coefficients.cwiseQuotient((variance * inverse.diagonal()).cwiseSqrt());
    made.r_squared = 1 - left / (y.array() - y.mean()).matrix().squaredNorm();
    return made;
}

} // namespace

TEST_CASE("the structure of Zachary's karate club, as published", "[published_structure][realdata]") {
    const auto folder = real_data_folder();
    if (!folder) return;
    const auto of = ties_of(*folder / "classic" / "karate_edges.csv", 34).frozen({.directed = false});
    REQUIRE(of.tie_count() == 78);
    // Newman, Physical Review E 67 (2003), and the documentation of NetworkX and igraph
    CHECK(*degree_assortativity(of).value == Approx(-.47561310).margin(1e-7));
    const auto near = clustering(of);
    CHECK(*near.mean.value * 33 / 34 ==
          Approx(.5706384782).margin(1e-9)); // NetworkX counts the one with one partner as 0
    CHECK(*degree_centralization(of).value == Approx(.3996212).margin(1e-7));
    const auto cores = k_cores(of);
    CHECK(cores.largest == 4);
    CHECK(std::count(cores.score.values().begin(), cores.score.values().end(), 4U) == 10);
    const auto holes = structural_holes(of);
    CHECK(*holes.constraint[id<actor>{0U}].value == Approx(.1554).margin(5e-5));
    // The instructor alone is a cut: one member knows him only, five hang on him.
    const auto cuts = cut_actors(of);
    REQUIRE(cuts.actors.size() == 1);
    CHECK(cuts.actors[0].who == id<actor>{0U});
    CHECK(cuts.actors[0].parts == std::vector<std::uint32_t>{27, 5, 1});
    // Brandes et al., IEEE Transactions on Knowledge and Data Engineering 20 (2008): no modularity is above .4198.
    const auto groups = communities(of);
    CHECK(*groups.quality.value == Approx(.4197896).margin(1e-6));
    CHECK(groups.groups.names.size() == 4);
    CHECK(verify(of, groups));
    CHECK(verify(of, holes));
    CHECK(verify(of, near));
}

TEST_CASE("the structure of Krackhardt's managers, as published", "[published_structure][realdata]") {
    const auto folder = real_data_folder();
    if (!folder) return;
    const auto of = ties_of(*folder / "classic" / "ht_advice_edges.csv", 21).frozen({});
    REQUIRE(of.tie_count() == 190);
    // Wasserman and Faust (1994), chapter 14: advice among 21 managers
    const std::array<std::uint64_t, triad_count> published{74,  153, 90, 160, 86, 49, 59,  101,
                                                           190, 2,   72, 62,  78, 17, 107, 30};
    CHECK(count_triads(of).count == published);
    const auto departments = groups_from(of, "department", labels_of(*folder / "classic" / "ht_advice_nodes.csv", 4));
    const auto brokers = brokerage_roles(of, departments);
    CHECK(verify(of, brokers));
    CHECK(brokers.density == Approx(190. / 420));
    CHECK(*ei_index(of, departments).overall.value > 0);
}

TEST_CASE("Krackhardt's managers take advice from friends and along the line of report, as published",
          "[published_structure][realdata]") {
    const auto folder = real_data_folder();
    if (!folder) return;
    const auto either_way = [&](const char* name) { // a tie where either of two names the other
        return dyads_of(
            ties_of(*folder / "classic" / ("ht_" + std::string(name) + "_edges.csv"), 21).frozen({.directed = false}),
            name);
    };
    const auto advice = either_way("advice");
    const auto friends = either_way("friends");
    const auto reports = either_way("reports");
    // Lizardo, *Social Networks* (lecture notes, SOCIOL 208, "Network Regression Using Permutation"), whose figures are
    // over all 441 cells, the diagonals among them: correlation .26, coefficients .54750, .22727 and .31614 with t
    // 20.172, 5.011 and 4.175, R squared .1033; of 1,000 permutations one in a thousand reaches the correlation, 12 and
    // 13 the coefficients when the advice is permuted.
    const auto published = fit({advice, friends, reports}, true);
    CHECK(published.coefficients(0) == Approx(.54750).margin(5e-6));
    CHECK(published.coefficients(1) == Approx(.22727).margin(5e-6));
    CHECK(published.coefficients(2) == Approx(.31614).margin(5e-6));
    CHECK(published.t(1) == Approx(5.011).margin(5e-4));
    CHECK(published.t(2) == Approx(4.175).margin(5e-4));
    CHECK(published.r_squared == Approx(.1033).margin(5e-5));
    CHECK(std::sqrt(fit({advice, friends}, true).r_squared) == Approx(.26).margin(.005));

    // Ours leave the diagonals out: nobody can be their own friend, so these cells say nothing.
    const auto together = qap_correlation(advice, friends, {.permutations = 20'000});
    CHECK(*together.correlation.value == Approx(std::sqrt(fit({advice, friends}, false).r_squared)));
    CHECK(together.test.at_least < .01);
    const auto plain = fit({advice, friends, reports}, false);
    const auto ours = mrqap(advice, {friends, reports}, {.permutations = 5000});
    CHECK(ours.intercept == Approx(plain.coefficients(0)));
    for (Eigen::Index k = 0; k < 2; ++k) {
        const auto& term = ours.terms[static_cast<std::size_t>(k)];
        CHECK(term.coefficient == Approx(plain.coefficients(k + 1)));
        CHECK(term.t == Approx(plain.t(k + 1)));
        CHECK(term.test.as_far < .05);
    }
    CHECK(ours.r_squared == Approx(plain.r_squared));
}

} // namespace published_structure_test
