// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <vector>

#include <colearn/measures/detail/triangles.hpp>

#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace triangles_test {

using namespace colearn;

TEST_CASE("each triangle once, with the places of its pairs, against all triples", "[triangles]") {
    random_stream random(143);
    for (int trial = 0; trial < 200; ++trial) {
        const auto of = small::random_columns(random, 10).frozen(small::any_options(random));
        const auto w = small::pairs_of(of);
        const detail::partner_rows partners(of);
        std::vector<double> strengths(partners.partners().size() / 2 + 1);
        const detail::ahead_rows rows(
            partners, [&](std::uint32_t place, std::uint32_t at) { strengths[place] = partners.strengths()[at]; });
        REQUIRE(rows.ahead.size() == partners.partners().size() / 2);
        const auto start_of = [&](std::uint32_t place) {
            return std::upper_bound(rows.offsets.begin(), rows.offsets.end(), place) - rows.offsets.begin() - 1;
        };
        std::set<std::array<std::uint32_t, 3>> seen;
        std::vector<std::uint64_t> count(partners.size());
        detail::for_each_triangle(rows, [&](std::uint32_t v, std::uint32_t vw, std::uint32_t vx, std::uint32_t wx) {
            std::array<std::uint32_t, 3> who{v, rows.ahead[vw], rows.ahead[vx]};
            CHECK(start_of(vw) == v);
            CHECK(start_of(vx) == v);
            CHECK(start_of(wx) == who[1]);
            CHECK(rows.ahead[wx] == who[2]);
            CHECK(strengths[wx] == w[who[1]][who[2]]);
            CHECK(strengths[vw] == w[v][who[1]]);
            for (const auto one : who) ++count[one];
            std::sort(who.begin(), who.end());
            CHECK(seen.insert(who).second);
        });
        std::size_t known = 0;
        for (std::size_t a = 0; a < w.size(); ++a)
            for (std::size_t b = a + 1; b < w.size(); ++b)
                for (std::size_t c = b + 1; c < w.size(); ++c) known += w[a][b] > 0 && w[a][c] > 0 && w[b][c] > 0;
        CHECK(seen.size() == known);
        CHECK(detail::count_closed_pairs(rows) == count);
        CHECK(detail::count_closed_pairs_by<std::uint64_t>(rows) == count); // as for very many partners
    }
}

TEST_CASE("pairs stand in the row of the end with fewer partners", "[triangles]") {
    const detail::partner_rows star(small::graph(5, {{0, 1}, {0, 2}, {0, 3}, {0, 4}}, false));
    const detail::ahead_rows rows(star);
    CHECK(rows.offsets == std::vector<std::uint32_t>{0, 0, 1, 2, 3, 4});
    CHECK(rows.ahead == std::vector<std::uint32_t>{0, 0, 0, 0});
    CHECK(rows.longest == 4);
}

} // namespace triangles_test
