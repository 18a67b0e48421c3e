// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/half_integral_matching.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace half_integral_matching_test {

using namespace colearn::detail;

// The linear program's duality proves the half-integral matching on every graph: the duals cover every pair and sum to
// twice what the matching weighs, half pairs by half.
TEST_CASE("a half-integral matching and its duals prove each other", "[half_integral_matching]") {
    std::size_t cycles = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const auto kind = seed % 2 == 0 ? matching_test::weights::small_integers : matching_test::weights::real;
        const auto of = matching_test::random_instance(seed, 3 + seed % 40, seed % 3 == 0 ? .9 : .2, kind);
        const auto whole = [&](double weight) { return 2 * static_cast<std::int64_t>(1000 * weight); };
        const matching_rows rows(of.count, [&](const auto& visit) {
            for (const auto& one : of.pairs)
                if (whole(one.weight) > 0) visit(one.a.index, one.b.index, whole(one.weight));
        });
        auto dual = half_of_best(rows);
        for (std::uint64_t i = 0; i < seed % 5; ++i) sweep_duals(rows, dual, i % 2 == 1, i + 1 == seed % 5 ? 0 : 32);
        std::vector<matching_vertex> vertex(of.count);
        for (std::uint32_t v = 0; v < of.count; ++v) {
            vertex[v].dual = dual[v];
            vertex[v].set = v;
            for (const auto& one : rows.of(v)) REQUIRE(dual[v] + dual[one.other] >= one.weight);
        }
        half_integral_search half(rows, vertex);
        half.greedy();
        for (std::int64_t reach = 10;; reach *= 3) { // in vain first, then further
            bool all = true;
            for (std::uint32_t v = 0; v < of.count; ++v)
                if (vertex[v].mate == no_node && vertex[v].dual > 0 && !half.on_cycle(v)) all &= half.search(v, reach);
            if (all) break;
        }
        std::int64_t bound = 0;
        std::int64_t twice = 0; // the weight
        for (std::uint32_t v = 0; v < of.count; ++v) {
            const auto& one = vertex[v];
            CHECK(one.dual >= 0);
            bound += 2 * one.dual;
            const auto next = half.on_cycle(v) ? one.set : one.mate;
            if (next == no_node) CHECK(one.dual == 0);
            if (!half.on_cycle(v) && next != no_node) CHECK(vertex[next].mate == v);
            for (const auto& arc : rows.of(v)) {
                CHECK(one.dual + vertex[arc.other].dual >= arc.weight);
                if (arc.other == next) twice += arc.weight;
            }
        }
        CHECK(bound == twice);
        for (std::uint32_t v = 0; v < of.count; ++v) {
            if (!half.on_cycle(v)) continue;
            ++cycles;
            std::size_t length = 1;
            for (auto at = vertex[v].set; at != v; at = vertex[at].set) ++length;
            CHECK(length % 2 == 1);
            half.open_cycle(v);
            CHECK(vertex[v].mate == no_node);
        }
        for (std::uint32_t v = 0; v < of.count; ++v)
            if (vertex[v].mate != no_node) CHECK(vertex[vertex[v].mate].mate == v);
    }
    CHECK(cycles > 100);
}

} // namespace half_integral_matching_test
