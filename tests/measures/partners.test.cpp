// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <utility>
#include <vector>

#include <colearn/measures/detail/partners.hpp>

#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace partners_test {

using namespace colearn;

TEST_CASE("rows of partners, against a table of pairs", "[partners]") {
    random_stream random(141);
    for (int trial = 0; trial < 200; ++trial) {
        const auto of = small::random_columns(random, 8).frozen(small::any_options(random));
        const auto w = small::pairs_of(of);
        auto made = detail::partner_rows(of);
        const auto rows = std::move(made); // what was merged moves along
        REQUIRE(rows.size() == of.actor_count());
        for (std::uint32_t v = 0; v < rows.size(); ++v) {
            std::vector<std::uint32_t> known;
            for (std::uint32_t u = 0; u < rows.size(); ++u)
                if (w[v][u] > 0) known.push_back(u);
            CHECK(std::vector<std::uint32_t>(rows.of(v).begin(), rows.of(v).end()) == known);
            CHECK(rows.degree(v) == known.size());
            for (std::size_t i = 0; i < known.size(); ++i) CHECK(rows.strengths_of(v)[i] == w[v][known[i]]);
        }
    }
}

TEST_CASE("a plain undirected view is not copied", "[partners]") {
    const auto of = small::kite();
    CHECK(detail::partner_rows(of).partners().data() == of.out().neighbours.data());
    CHECK(detail::partner_rows(view()).size() == 0);
}

} // namespace partners_test
