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

TEST_CASE("a row hears the newer values of those between a block's first and itself", "[row_product]") {
    test::dice roll(2);
    for (int round = 0; round < 60; ++round) {
        const auto n = 1 + roll.below(40);
        const auto of = freeze(test::random_ties(roll, n, roll.below(6 * n)).columns(), n, {.self_ties = loops::keep});
        const auto side = of.in();
        std::vector<double> value(n);
        for (auto& one : value) one = roll.between(-1, 1);
        for (std::size_t v = 0; v < n; ++v) {
            const auto first = roll.below(v + 1);
            auto mixed = value;
            std::vector<double> newer;
            for (auto u = first; u < v; ++u) newer.push_back(mixed[u] = roll.between(-1, 1));
            for (const auto near : {detail::near_length, std::size_t{0}}) {
                const detail::row_product old(side, value.data(), near);
                const detail::row_product both(side, mixed.data(), near);
                CHECK(old.sum<true>(v, newer.data(), first) == both.sum<true>(v));
                CHECK(old.sum<false>(v, newer.data(), first) == both.sum<false>(v));
            }
        }
    }
}

} // namespace row_product_test
