// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <vector>

#include <colearn/measures/detail/depth_first.hpp>

#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace depth_first_test {

using namespace colearn;

TEST_CASE("a depth-first forest of those who are not left out", "[depth_first]") {
    random_stream random(144);
    for (int trial = 0; trial < 300; ++trial) {
        const auto of = small::random_columns(random, 9).frozen(small::any_options(random));
        const auto w = small::pairs_of(of);
        const auto n = static_cast<std::uint32_t>(of.actor_count());
        std::vector<std::uint8_t> left_out(n);
        for (auto& one : left_out) one = uniform_index(random, 4) == 0 ? 1 : 0;
        if (trial % 2 == 0) left_out.clear();
        const auto out = [&](std::uint32_t v) { return !left_out.empty() && left_out[v] != 0; };
        std::vector<id<actor>> order, parent;
        const auto forest = detail::search_depth_first(detail::partner_rows(of), left_out, order, parent);
        const auto below = [&](std::uint32_t top, std::uint32_t v) {
            return forest.place[top] <= forest.place[v] && forest.place[v] < forest.place[top] + forest.size[top];
        };
        std::size_t inside = 0;
        for (std::uint32_t v = 0; v < n; ++v) {
            if (out(v)) {
                CHECK(forest.size[v] == 0);
                continue;
            }
            ++inside;
            CHECK(order[forest.place[v]] == id<actor>{v});
            if (parent[v].valid()) CHECK((w[v][parent[v].index] > 0 && below(parent[v].index, v)));
            CHECK(parent[forest.root[v]] == id<actor>{});
            CHECK(below(forest.root[v], v));
            std::uint32_t lowest = forest.place[v];
            for (std::uint32_t u = 0; u < n; ++u) {
                if (out(u)) continue;
                if (w[v][u] > 0) CHECK((below(v, u) || below(u, v)));
                if (!below(v, u)) continue; // u is in v's subtree
                for (std::uint32_t x = 0; x < n; ++x)
                    if (!out(x) && w[u][x] > 0 && parent[u] != id<actor>{x})
                        lowest = (std::min)(lowest, forest.place[x]);
            }
            CHECK(forest.lowest[v] == lowest);
        }
        CHECK(order.size() == inside);
    }
}

} // namespace depth_first_test
