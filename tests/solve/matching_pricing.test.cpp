// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <colearn/solve/detail/matching_pricing.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace matching_pricing_test {

using namespace colearn::detail;

TEST_CASE("solving on few pairs and pricing the rest gives the best of all", "[matching_pricing]") {
    std::size_t missing_at_first = 0;
    for (std::uint64_t seed = 0; seed < 250; ++seed) {
        const auto of = matching_test::random_instance(
            seed, 5 + seed % 8, 1, seed % 2 == 0 ? matching_test::weights::small_integers : matching_test::weights::real);
        const auto each_pair = [&](const auto& visit) {
            for (const auto& one : of.pairs)
                if (one.weight > 0) visit(one.a.index, one.b.index, 2 * static_cast<std::int64_t>(1e6 * one.weight));
        };
        auto exact = of; // in the whole numbers
        for (auto& one : exact.pairs) one.weight = static_cast<double>(2 * static_cast<std::int64_t>(1e6 * one.weight));
        auto rows = heaviest_rows(of.count, each_pair, 2);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> seen;
        for (std::uint32_t v = 0; v < of.count; ++v) {
            std::vector<std::int64_t> all;
            for (const auto& one : exact.pairs)
                if ((one.a.index == v || one.b.index == v) && one.weight > 0)
                    all.push_back(static_cast<std::int64_t>(one.weight));
            std::sort(all.rbegin(), all.rend());
            std::vector<std::int64_t> held;
            for (const auto& one : rows.of(v)) {
                held.push_back(one.weight);
                CHECK(rows.weight(one.other, v) == one.weight);
                seen.emplace_back(v, one.other);
            }
            std::sort(held.rbegin(), held.rend());
            for (std::size_t i = 0; i < 2 && i < all.size(); ++i) CHECK(held[i] == all[i]);
        }
        std::sort(seen.begin(), seen.end());
        CHECK(std::adjacent_find(seen.begin(), seen.end()) == seen.end()); // each once

        const first_duals start(rows, 1);
        for (std::uint32_t v = 0; v < of.count; ++v)
            for (const auto& one : rows.of(v)) CHECK(start.dual[v] + start.dual[one.other] >= one.weight);
        matching_core core(std::move(rows));
        CHECK(core.solve(start.dual, {}, {}));
        each_uncovered(core.forest, each_pair,
                       [&](std::uint32_t, std::uint32_t, std::int64_t, std::int64_t) { ++missing_at_first; });
        const bool lifted = seed % 5 == 0; // what a stopped run does instead
        if (lifted)
            cover_all(core, each_pair);
        else
            CHECK(price(core, each_pair, {}));
        std::size_t missing = 0;
        each_uncovered(core.forest, each_pair,
                       [&](std::uint32_t, std::uint32_t, std::int64_t, std::int64_t) { ++missing; });
        CHECK(missing == 0);
        if (lifted) continue;
        double weight = 0;
        for (const auto& one : exact.pairs)
            if (core.forest.vertex[one.a.index].mate == one.b.index) weight += one.weight;
        CHECK(weight == matching_test::best_weight(exact));
    }
    CHECK(missing_at_first > 100);
}

} // namespace matching_pricing_test
