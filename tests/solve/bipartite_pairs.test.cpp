// SPDX-License-Identifier: BSL-1.0
#include <tuple>
#include <vector>

#include <colearn/solve/bipartite_pairs.hpp>

#include "solve/assignment_support.hpp"
#include "support/catch.hpp"

namespace bipartite_pairs_test {

TEST_CASE("a matrix is read by both ids, and both forms visit the same pairs", "[bipartite_pairs]") {
    using bipartite_test::m;
    using bipartite_test::p;
    const colearn::bipartite_matrix<bipartite_test::mentor, bipartite_test::pupil> matrix{2, 3, {1, 2, 3, 4, 5, 6}};
    CHECK(matrix(m(1), p(0)) == 4);
    CHECK_THROWS_AS(matrix(m(2), p(0)), colearn::contract_violation);
    bipartite_test::instance<double> list{2, 3, {}};
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t j = 0; j < 3; ++j) list.pairs.push_back({m(i), p(j), matrix(m(i), p(j))});
    std::vector<std::tuple<std::size_t, std::size_t, double>> seen;
    colearn::detail::each_pair(matrix, [&](auto... of) { seen.emplace_back(of...); });
    const auto first = seen;
    seen.clear();
    colearn::detail::each_pair(list, [&](auto... of) { seen.emplace_back(of...); });
    CHECK(seen == first);
    CHECK_NOTHROW(colearn::detail::check_pairs(list, "test"));
    CHECK_NOTHROW(colearn::detail::check_pairs(matrix, "test"));
}

} // namespace bipartite_pairs_test
