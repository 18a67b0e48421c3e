// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <colearn/solve/alpha_fair.hpp>
#include <colearn/solve/alpha_fair_problem.hpp>

#include "solve/alpha_fair_support.hpp"
#include "support/catch.hpp"

namespace alpha_fair_problem_test {

using namespace alpha_fair_test;

TEST_CASE("what alpha_fair refuses is named with its place", "[alpha_fair_problem]") {
    const auto says = [](const problem& in, const colearn::alpha_fair_options& how, const std::string& what) {
        try {
            (void)alpha_fair(in, how);
            FAIL("accepted");
        } catch (const colearn::contract_violation& refused) {
            CAPTURE(refused.what());
            CHECK(std::string(refused.what()).find(what) != std::string::npos);
        }
    };
    const auto good = make({1}, {1}, {{0, 0, 1}});
    says(good, {.alpha = -1}, "alpha must be");
    says(good, {.alpha = std::numeric_limits<double>::quiet_NaN()}, "alpha must be");
    says(make({-1}, {1}, {}), {}, "provider 0: -1");
    says(make({1}, {std::numeric_limits<double>::infinity()}, {}), {}, "recipient 0: inf");
    says(make({1}, {1}, {{0, 0, -3}}), {}, "arc 0: -3");
    says(make({1}, {1}, {{0, 4, 1}}), {}, "the recipient of every arc");
}

TEST_CASE("the most of utility less price is the conjugate", "[alpha_fair_problem]") {
    for (const double alpha : {.5, 1.0, 2.0}) {
        CAPTURE(alpha);
        double most = -std::numeric_limits<double>::infinity();
        for (double utility = .001; utility < 20; utility += .001)
            most = (std::max)(most, colearn::detail::alpha_utility(alpha, 1.7, utility) - .6 * utility);
        CHECK(colearn::detail::alpha_conjugate(alpha, 1.7, .6) == Approx(most).epsilon(1e-6));
    }
}

} // namespace alpha_fair_problem_test
