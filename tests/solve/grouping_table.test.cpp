// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/grouping_table.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_table_test {

namespace {

// Its gains in the open.
struct open_table : colearn::detail::grouping_table {
    using grouping_table::grouping_table;
    using grouping_table::move_gain;
    using grouping_table::relocate;
    using grouping_table::whole_chain_gain;
    using grouping_table::whole_swap_gain;
};

} // namespace

TEST_CASE("a step gains what the score gains by it", "[grouping_table]") {
    std::size_t checked = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        const auto of = grouping_support::random_problem(seed, 10);
        const auto blocks = colearn::detail::make_blocks(of);
        std::vector<std::vector<std::uint32_t>> groups(3);
        std::vector<std::uint32_t> outside;
        for (std::uint32_t x = 0; x < blocks.count(); ++x) {
            if (x % 4 < 3) {
                groups[x % 4].push_back(x);
                if (blocks.allowed(groups[x % 4])) continue;
                groups[x % 4].pop_back();
            }
            outside.push_back(x);
        }
        std::vector<std::uint32_t> local(blocks.count(), colearn::id<int>::none);
        open_table table(blocks, groups, outside, 50, local);
        const auto start = table.arrangement();
        const double before = table.score();
        colearn::random_stream stream(seed, 3);
        for (int step = 0; step < 60; ++step) {
            const auto pick = [&] {
                return static_cast<std::uint32_t>(colearn::uniform_index(stream, blocks.count()));
            };
            const auto x = pick();
            const auto z = pick();
            const auto u = pick();
            const std::uint32_t a = start[x];
            const std::uint32_t b = start[z];
            const std::uint32_t c = start[u];
            double gain = 0;
            if (a == b) continue;
            if (step % 3 == 0) {
                if (!table.move_gain(x, b, gain)) continue;
                table.relocate(x, b);
            } else if (step % 3 == 1) {
                if (!table.whole_swap_gain(x, z, gain)) continue;
                table.relocate(x, b);
                table.relocate(z, a);
            } else {
                if (c == a || c == b || !table.whole_chain_gain(x, z, u, gain)) continue;
                table.relocate(x, b);
                table.relocate(z, c);
                table.relocate(u, a);
            }
            CHECK(table.score() == Approx(before + gain).margin(1e-9));
            for (std::size_t g = 0; g < 3; ++g) {
                const auto members = table.blocks_of(g);
                CHECK((members.empty() || blocks.allowed(members)));
            }
            ++checked;
            table.restore(start);
        }
    }
    CHECK(checked > 500);
}

} // namespace grouping_table_test
