// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <string>

#include <colearn/solve/leximin.hpp>
#include <colearn/solve/leximin_problem.hpp>

#include "solve/leximin_support.hpp"
#include "support/catch.hpp"

namespace leximin_problem_test {

using namespace leximin_test;
using colearn::leximin_binding;

TEST_CASE("what leximin refuses is named with its place", "[leximin_problem]") {
    const auto says = [](problem in, const std::string& what) {
        try {
            (void)colearn::leximin(in);
            FAIL("accepted");
        } catch (const colearn::contract_violation& refused) {
            CAPTURE(refused.what());
            CHECK(std::string(refused.what()).find(what) != std::string::npos);
        }
    };
    const auto good = make({1}, {1}, {{0, 0}});
    auto bad = good;
    bad.supply.values()[0] = -1;
    says(bad, "provider 0: -1");
    bad = good;
    bad.weights.values()[0] = std::numeric_limits<double>::quiet_NaN();
    says(bad, "recipient 0: nan");
    bad = good;
    bad.arcs[0].recipient = id<school>{7U};
    says(bad, "the recipient of every arc");
    bad = good;
    bad.arcs[0].cap = -2;
    says(bad, "arc 0: -2");
    bad = good;
    bad.floors = colearn::id_map<school, double>(numbers{2});
    bad.caps = colearn::id_map<school, double>(numbers{1});
    says(bad, "no cap may be below its floor");
}

TEST_CASE("what decides an amount, in words", "[leximin_problem]") {
    const auto words = [](double weight, double amount, double floor, double cap) {
        return std::string(to_string(colearn::detail::what_decides(weight, amount, 2, floor, cap, {})));
    };
    CHECK(words(3, 6, 0, infinity) == "level");
    CHECK(words(3, 7, 7, infinity) == "floor");
    CHECK(words(3, 5, 0, 5) == "cap");
    CHECK(words(3, 7, 0, infinity) == "arcs");
    CHECK(words(3, 4, 4, 4) == "fixed");
    CHECK(words(0, 1, 1, 5) == "no weight");
}

} // namespace leximin_problem_test
