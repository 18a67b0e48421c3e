// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <vector>

#include <colearn/report/layout.hpp>

#include "support/catch.hpp"

namespace layout_test {

using namespace colearn::report;

namespace {

double apart(const layout_result& made, std::size_t a, std::size_t b) {
    return std::hypot(made.at[a].x - made.at[b].x, made.at[a].y - made.at[b].y);
}

std::vector<drawn_pair> grid(std::uint32_t side) {
    std::vector<drawn_pair> ties;
    for (std::uint32_t i = 0; i < side * side; ++i) {
        if (i % side + 1 < side) ties.push_back({i, i + 1});
        if (i / side + 1 < side) ties.push_back({i, i + side});
    }
    return ties;
}

} // namespace

TEST_CASE("a path is drawn as a straight line", "[layout]") {
    std::vector<drawn_pair> ties;
    for (std::uint32_t i = 0; i < 9; ++i) ties.push_back({i, i + 1});
    const auto made = stress_layout(10, ties);
    CHECK(made.stress < 1e-4);
    for (std::size_t i = 0; i < 10; ++i)
        for (std::size_t j = 0; j < i; ++j) CHECK(apart(made, i, j) == Approx(static_cast<double>(i - j)).epsilon(.03));
    CHECK(made.width > 8.7);
    CHECK(made.height < 1); // its long axis lies level
}

TEST_CASE("a square of ties has no tie much longer than the others", "[layout]") {
    const auto ties = grid(7);
    const auto made = stress_layout(49, ties);
    for (const auto& one : ties) {
        CHECK(apart(made, one.from, one.to) > .6);
        CHECK(apart(made, one.from, one.to) < 1.4);
    }
    CHECK(apart(made, 0, 48) > 7); // corners stay far from each other
}

TEST_CASE("pivots come close to all pairs", "[layout]") {
    const auto ties = grid(14);
    const auto exact = stress_layout(196, ties);
    const auto sparse = stress_layout(196, ties, {.exact_limit = 10, .pivots = 40});
    const auto full_stress = [&](const layout_result& made) {
        double sum = 0;
        for (std::size_t a = 0; a < 196; ++a)
            for (std::size_t b = 0; b < a; ++b) {
                const auto hops = std::abs(static_cast<double>(a % 14) - static_cast<double>(b % 14)) +
                                  std::abs(static_cast<double>(a / 14) - static_cast<double>(b / 14));
                const auto miss = apart(made, a, b) / hops - 1;
                sum += miss * miss;
            }
        return sum / (196 * 195 / 2);
    };
    CHECK(full_stress(exact) == Approx(exact.stress).epsilon(1e-9));
    CHECK(full_stress(sparse) < 1.1 * full_stress(exact));
}

TEST_CASE("parts do not overlap, and everything lies within the size that is stated", "[layout]") {
    auto ties = grid(5);                                                // 0 .. 24
    for (std::uint32_t i = 25; i < 29; ++i) ties.push_back({i, i + 1}); // 25 .. 29
    const auto made = stress_layout(40, ties);                          // 30 .. 39 alone
    for (std::size_t a = 0; a < 40; ++a) {
        CHECK(made.at[a].x >= -1e-9);
        CHECK(made.at[a].y >= -1e-9);
        CHECK(made.at[a].x <= made.width + 1e-9);
        CHECK(made.at[a].y <= made.height + 1e-9);
        for (std::size_t b = 0; b < a; ++b)
            if ((a < 25) != (b < 25) || a >= 30 || b >= 30) CHECK(apart(made, a, b) > .5);
    }
}

TEST_CASE("the same seed gives the same drawing, and loops and repeated ties change nothing", "[layout]") {
    auto ties = grid(6);
    const auto made = stress_layout(36, ties);
    ties.push_back({3, 3});
    ties.push_back({1, 0});
    const auto again = stress_layout(36, ties);
    for (std::size_t i = 0; i < 36; ++i) {
        CHECK(made.at[i].x == again.at[i].x);
        CHECK(made.at[i].y == again.at[i].y);
    }
    CHECK(stress_layout(36, ties, {.seed = 2}).at[0].x != made.at[0].x);
}

TEST_CASE("nothing to draw, and what cannot be drawn", "[layout]") {
    CHECK(stress_layout(0, {}).at.empty());
    CHECK(stress_layout(1, {}).at.size() == 1);
    CHECK_THROWS_AS(stress_layout(2, std::vector<drawn_pair>{{0, 2}}), colearn::contract_violation);
}

} // namespace layout_test
