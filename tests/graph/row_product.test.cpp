// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/graph/detail/row_product.hpp>
#include <colearn/graph/freeze.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace row_product_test {

using namespace colearn;

TEST_CASE("a row times a vector is the sum of its arcs, near and far", "[row_product]") {
    test::dice roll(1);
    for (int round = 0; round < 60; ++round) {
        const auto n = 1 + roll.below(40);
        const std::size_t most = round % 10 == 9 ? 2'000 : 3 * n; // more arcs than are asked for ahead, too
        const auto ties = test::random_ties(roll, n, roll.below(most));
        const auto of = freeze(ties.columns(), n,
                               {.directed = round % 2 == 0, .self_ties = loops::keep, .parallel = parallel_ties::keep});
        const auto side = of.in();
        std::vector<double> value(n);
        for (auto& one : value) one = roll.between(-1, 1);
        std::vector<double> weighted(n, 0.0); // along outgoing arcs
        std::vector<double> plain(n, 0.0);
        const auto out = of.out();
        for (std::uint32_t v = 0; v < n; ++v)
            for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) {
                weighted[out.neighbours[arc]] += out.strengths[arc] * value[v];
                plain[out.neighbours[arc]] += value[v];
            }
        for (const auto near : {detail::near_length, std::size_t{0}}) {
            const detail::row_product row(side, value.data(), near);
            for (std::size_t v = 0; v < n; ++v) {
                CHECK(row.sum<true>(v) == Approx(weighted[v]).margin(1e-12));
                CHECK(row.sum<false>(v) == Approx(plain[v]).margin(1e-12));
            }
        }
    }
}

} // namespace row_product_test
