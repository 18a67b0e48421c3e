// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

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
    const auto bounded = [&](numbers floors, numbers caps, numbers enough) {
        auto in = good;
        in.floors = colearn::id_map<school, double>(std::move(floors));
        in.caps = colearn::id_map<school, double>(std::move(caps));
        in.enough = colearn::id_map<school, double>(std::move(enough));
        return in;
    };
    says(bounded({1, 1}, {}, {}), {}, "one floor, cap or enough for each weight");
    says(bounded({-1}, {}, {}), {}, "every floor must be 0 or from 1e-12 to 1e12; got \"recipient 0: -1");
    says(bounded({2}, {1}, {}), {}, "not below its floor");
    says(bounded({}, {std::numeric_limits<double>::quiet_NaN()}, {}), {}, "every cap must be");
    says(bounded({}, {}, {0}), {}, "every enough must be");
}

TEST_CASE("the most of utility less price is the conjugate", "[alpha_fair_problem]") {
    for (const double alpha : {.5, 1.0, 2.0}) {
        CAPTURE(alpha);
        double most = -std::numeric_limits<double>::infinity();
        for (double utility = .001; utility < 20; utility += .001)
            most = (std::max)(most, colearn::detail::alpha_utility(alpha, 1.7, utility) - .6 * utility);
        CHECK(colearn::detail::alpha_conjugate(alpha, 1.7, .6) == Approx(most).epsilon(1e-6));
        double up_to = -std::numeric_limits<double>::infinity(); // 1.2, where more would be bought
        for (double utility = .001; utility <= 1.2; utility += .001)
            up_to = (std::max)(up_to, colearn::detail::alpha_utility(alpha, 1.7, utility) - .6 * utility);
        CHECK(colearn::detail::alpha_conjugate(alpha, 1.7, .6, 1.2) == Approx(up_to).epsilon(1e-6));
        CHECK(colearn::detail::alpha_conjugate(alpha, 1.7, 0, 1.2) ==
              Approx(colearn::detail::alpha_utility(alpha, 1.7, 1.2)));
    }
}

} // namespace alpha_fair_problem_test
