// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/assignment_rows.hpp>

#include "solve/assignment_support.hpp"
#include "support/catch.hpp"

namespace assignment_rows_test {

TEST_CASE("weights become whole numbers and come back", "[assignment_rows]") {
    using bipartite_test::m;
    using bipartite_test::p;
    using colearn::assignment_aim;
    const bipartite_test::instance<double> real{2, 3, {{m(0), p(1), .1}, {m(1), p(2), -3}, {m(0), p(0), 0}}};
    const colearn::detail::whole_weights<double> costs(real, assignment_aim::complete_cheapest, "test");
    for (const double w : {.1, -3., .5}) CHECK(costs.back(costs.whole(w)) == Approx(w).epsilon(1e-14));
    CHECK(costs.whole(1) == -costs.whole(-1));
    CHECK(costs.whole(1) < 0);
    CHECK(costs.back(costs.whole(.375)) == .375); // halves of halves are exact
    const colearn::detail::whole_weights<double> best(real, assignment_aim::heaviest, "test");
    const auto rows = colearn::detail::rows_of(real, false, best);
    CHECK(rows.offsets == std::vector<std::size_t>{0, 1, 1}); // what is worth 0 or less is left out
    CHECK(rows.columns == std::vector<std::uint32_t>{1});
    const auto turned = colearn::detail::rows_of(real, true, costs);
    CHECK(turned.offsets == std::vector<std::size_t>{0, 1, 2, 3});
    CHECK(turned.columns == std::vector<std::uint32_t>{0, 0, 1});
    const colearn::bipartite_matrix<bipartite_test::mentor, bipartite_test::pupil, std::int64_t> whole{
        2, 2, {1, 2, 3, 4}};
    const colearn::detail::whole_weights<std::int64_t> same(whole, assignment_aim::heaviest, "test");
    CHECK(colearn::detail::rows_of(whole, true, same).weights == std::vector<std::int64_t>{1, 3, 2, 4});
}

} // namespace assignment_rows_test
