// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <vector>

#include <colearn/measures/dyad_matrix.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace dyad_matrix_test {

using namespace colearn;

TEST_CASE("a view as a matrix of pairs", "[dyad_matrix]") {
    const small::columns columns{{0, 0, 0, 2, 1}, {1, 1, 2, 0, 1}, {2, 3, 1, 4, 9}, 3};
    const auto of = columns.frozen({.self_ties = loops::keep, .parallel = parallel_ties::keep});
    const auto presence = dyads_of(of, "advice");
    CHECK(presence.name() == "advice");
    CHECK(presence(0, 1) == 1);
    CHECK(presence(1, 0) == 0);
    CHECK(presence(1, 1) == 0); // the self-tie is left out
    const auto strength = dyads_of(of, "advice", dyad_value::strength);
    CHECK(strength(0, 1) == 5);
    CHECK(strength(2, 0) == 4);
    CHECK(dyads_of(small::kite(), "kite")(9, 8) == 1);
    CHECK(dyads_of(view(), "none").size() == 0);
}

TEST_CASE("attributes as matrices of pairs", "[dyad_matrix]") {
    const std::vector<int> sector{1, 2, 1};
    CHECK(dyads_same(sector, "sector")(0, 2) == 1);
    CHECK(dyads_same(sector, "sector")(0, 1) == 0);
    CHECK(dyads_same(sector, "sector")(1, 1) == 0);
    const std::vector<double> years{3, 10, 4.5};
    CHECK(dyads_difference(years, "years")(1, 2) == 5.5);
    const auto any = dyad_matrix::from(2, "any", [](std::size_t i, std::size_t j) { return i + 10 * j; });
    CHECK(any(0, 1) == 10);
    CHECK(any.row(1)[0] == 1);
    CHECK_THROWS_AS(
        dyad_matrix::from(2, "bad", [](std::size_t, std::size_t) { return std::numeric_limits<double>::infinity(); }),
        contract_violation);
    CHECK_THROWS_AS(dyad_matrix::from(20'001, "large", [](std::size_t, std::size_t) { return 0; }), contract_violation);
}

} // namespace dyad_matrix_test
