// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

#include <colearn/solve/detail/matching_core.hpp>
#include <colearn/solve/detail/whole_duals.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace matching_core_test {

using namespace colearn::detail;

// In whole numbers throughout: the sums must agree to the last bit.
TEST_CASE("searches keep the matching and its duals optimal for each other", "[matching_core]") {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const auto of = matching_test::random_instance(seed, 3 + seed % 10, seed % 2 == 0 ? .9 : .4,
                                                       matching_test::weights::small_integers);
        matching_core core(matching_rows(of.count, [&](const auto& visit) {
            for (const auto& one : of.pairs)
                if (one.weight > 0) visit(one.a.index, one.b.index, 2 * static_cast<std::int64_t>(one.weight));
        }));
        CHECK(core.solve(half_of_best(core.rows), {}, {}));
        const auto best = 2 * static_cast<std::int64_t>(matching_test::best_weight(of));
        colearn::random_stream stream(seed, 5);
        for (int round = 0; round < 4; ++round) {
            const auto duals = duals_of(core.forest);
            const auto sums = duals.sums();
            std::int64_t bound = 0;
            std::int64_t weight = 0;
            for (std::uint32_t v = 0; v < of.count; ++v) {
                CHECK(duals.dual[v] >= 0);
                bound += duals.dual[v];
                const auto mate = core.forest.vertex[v].mate;
                if (mate == no_node) CHECK(duals.dual[v] == 0);
                if (mate != no_node && v < mate) weight += core.rows.weight(v, mate);
                for (const auto& arc : core.rows.of(v))
                    CHECK(duals.dual[v] + duals.dual[arc.other] +
                              sums.shared(duals.inside[v], duals.inside[arc.other]) >=
                          arc.weight);
            }
            for (std::size_t i = 0; i < duals.parent.size(); ++i) {
                CHECK(duals.set_dual[i] > 0);
                CHECK(duals.set_dual[i] % 2 == 0);
                CHECK(duals.set_size[i] % 2 == 1);
                bound += duals.set_dual[i] * (duals.set_size[i] / 2);
            }
            INFO("seed " << seed << " round " << round);
            CHECK(weight == best);
            CHECK(bound == best);
            // Whoever is taken out and put back leaves the best weight as it was.
            const auto v = static_cast<std::uint32_t>(colearn::uniform_index(stream, of.count));
            const auto mate = core.release(v);
            CHECK(core.forest.settled_top(v) == v);
            core.cover(v);
            if (mate != no_node) CHECK(core.place(mate, {}));
            CHECK(core.place(v, {}));
        }
    }
}

} // namespace matching_core_test
