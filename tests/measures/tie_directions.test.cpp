// SPDX-License-Identifier: BSL-1.0
#include <cstdint>

#include <colearn/measures/detail/tie_directions.hpp>

#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace tie_directions_test {

using namespace colearn;

TEST_CASE("who named whom, against a table of arcs", "[tie_directions]") {
    random_stream random(142);
    for (int trial = 0; trial < 200; ++trial) {
        const auto of = small::random_columns(random, 8).frozen(small::any_options(random));
        const auto arcs = small::arcs_of(of);
        const detail::partner_rows rows(of);
        const auto bits = detail::directions_of(of, rows);
        REQUIRE(bits.size() == rows.partners().size());
        for (std::uint32_t v = 0; v < rows.size(); ++v)
            for (auto at = rows.offsets()[v]; at < rows.offsets()[v + 1]; ++at) {
                const auto w = rows.partners()[at];
                CHECK(((bits[at] & detail::tie_there) != 0) == (arcs[v][w] > 0));
                CHECK(((bits[at] & detail::tie_back) != 0) == (arcs[w][v] > 0));
            }
    }
}

} // namespace tie_directions_test
