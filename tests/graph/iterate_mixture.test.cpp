// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <iterator>
#include <vector>

#include <colearn/graph/detail/iterate_mixture.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace iterate_mixture_test {

using namespace colearn;

namespace {

// Runs a cycle of x_i -> factor_i * x_i + 1 - factor_i, whose solution is 1 everywhere.
bool run(detail::iterate_mixture& history, const std::vector<double>& factors, std::vector<double> start) {
    std::fill(std::begin(history.total), std::end(history.total), 1.0);
    history[0] = std::move(start);
    for (std::size_t pass = 0; pass < detail::mixture_cycle; ++pass)
        for (std::size_t i = 0; i < factors.size(); ++i)
            history[pass + 1][i] = factors[i] * history[pass][i] + 1 - factors[i];
    return history.mix(1);
}

} // namespace

TEST_CASE("a cycle solves what changes in four ways at once", "[iterate_mixture]") {
    std::vector<double> factors;
    for (int i = 0; i < 40; ++i)
        factors.push_back(std::vector<double>{.9, .5, -.3, .1}[static_cast<std::size_t>(i % 4)]);
    detail::iterate_mixture history(factors.size());
    std::vector<double> start(factors.size());
    for (std::size_t i = 0; i < start.size(); ++i) start[i] = static_cast<double>(i % 7);
    REQUIRE(run(history, factors, start));
    for (const double one : history[0]) CHECK(one == Approx(1).margin(1e-6));
}

TEST_CASE("a mixture does not depend on factors of the whole", "[iterate_mixture]") {
    const std::vector<double> factors{.9, .8, .7, .6, .5, .4};
    detail::iterate_mixture plain(6);
    detail::iterate_mixture scaled(6);
    REQUIRE(run(plain, factors, {3, 0, 2, 5, 1, 4}));
    const auto expected = plain[0];
    static_cast<void>(run(scaled, factors, {3, 0, 2, 5, 1, 4}));
    scaled[0] = {3, 0, 2, 5, 1, 4};
    for (std::size_t pass = 0; pass <= detail::mixture_cycle; ++pass) {
        scaled.total[pass] = static_cast<double>(pass + 2);
        for (auto& one : scaled[pass]) one *= scaled.total[pass];
    }
    REQUIRE(scaled.mix(2));
    for (std::size_t i = 0; i < 6; ++i) CHECK(scaled[0][i] == Approx(expected[i]));
}

TEST_CASE("what does not change any more is not mixed, and nothing becomes negative", "[iterate_mixture]") {
    detail::iterate_mixture still(3);
    CHECK_FALSE(run(still, {.5, .5, .5}, {1, 1, 1}));
    detail::iterate_mixture history(2);
    static_cast<void>(run(history, {.5, .9}, {100, 0}));
    for (const double one : history[0]) CHECK(one >= 0);
}

} // namespace iterate_mixture_test
