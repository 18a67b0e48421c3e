// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <map>
#include <vector>

#include <colearn/measures/detail/leiden_level.hpp>
#include <colearn/measures/detail/partners.hpp>

#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace leiden_level_test {

using namespace colearn;

TEST_CASE("sets become nodes: their strengths and masses, against a table", "[leiden_level]") {
    random_stream random(145);
    for (int trial = 0; trial < 200; ++trial) {
        const auto of = small::random_columns(random, 9).frozen(small::any_options(random));
        const auto n = of.actor_count();
        if (n == 0) continue;
        const auto w = small::pairs_of(of);
        const detail::partner_rows rows(of);
        detail::leiden_level level{rows.offsets(), rows.partners(), rows.strengths(), {}, {}};
        const bool two = trial % 2 == 0;
        for (std::size_t v = 0; v < n; ++v) {
            level.mass.push_back(static_cast<double>(v + 1));
            if (two) level.other_mass.push_back(static_cast<double>(10 * v));
        }
        const auto count = static_cast<std::uint32_t>(1 + uniform_index(random, n));
        std::vector<std::uint32_t> refined(n);
        for (auto& one : refined) one = static_cast<std::uint32_t>(uniform_index(random, count));
        const auto above = detail::aggregate(level, refined, count);
        REQUIRE(above.size() == count);
        for (std::uint32_t a = 0; a < count; ++a) {
            double mass = 0, other = 0;
            std::map<std::uint32_t, double> to;
            for (std::size_t v = 0; v < n; ++v) {
                if (refined[v] != a) continue;
                mass += level.mass[v];
                if (two) other += level.other_mass[v];
                for (std::size_t u = 0; u < n; ++u)
                    if (w[v][u] > 0 && refined[u] != a) to[refined[u]] += w[v][u];
            }
            CHECK(above.mass[a] == mass);
            CHECK(above.other_mass.size() == (two ? count : 0));
            if (two) CHECK(above.other_mass[a] == other);
            std::map<std::uint32_t, double> given;
            for (auto at = above.offsets[a]; at < above.offsets[a + 1]; ++at)
                given[above.neighbours[at]] += above.strengths[at];
            CHECK(given == to);
            CHECK(above.offsets[a + 1] - above.offsets[a] == to.size());
        }
    }
}

} // namespace leiden_level_test
