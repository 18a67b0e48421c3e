// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_SOLVE_LEXIMIN_SUPPORT_HPP
#define COLEARN_TESTS_SOLVE_LEXIMIN_SUPPORT_HPP

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include <colearn/solve/leximin_problem.hpp>

#include "support/catch.hpp"

namespace leximin_test {

using colearn::id;
struct agency;
struct school;
using problem = colearn::leximin_problem<agency, school>;
using numbers = std::vector<double>;

inline constexpr double infinity = std::numeric_limits<double>::infinity();

inline problem make(numbers supply, numbers weights, std::vector<std::pair<unsigned, unsigned>> arcs) {
    problem out;
    out.supply = colearn::id_map<agency, double>(std::move(supply));
    out.weights = colearn::id_map<school, double>(std::move(weights));
    for (const auto& [j, i] : arcs) out.arcs.push_back({id<agency>{j}, id<school>{i}});
    return out;
}

inline numbers amounts(const colearn::leximin_result<agency, school>& of) {
    return {of.amounts.begin(), of.amounts.end()};
}

inline void check_near(const numbers& got, const numbers& want) {
    REQUIRE(got.size() == want.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        CAPTURE(i);
        CHECK(got[i] == Approx(want[i]).epsilon(1e-8).margin(1e-9));
    }
}

} // namespace leximin_test

#endif
