// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

#include <colearn/solve/detail/grouping_columns.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_columns_test {

using namespace colearn::detail;

TEST_CASE("no set exceeds the potentials, by looking at all of them, and the bound is sharper", "[grouping_columns]") {
    std::size_t sharper = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        auto of = grouping_support::random_problem(seed, 10);
        of.together.clear();
        const auto blocks = make_blocks(of);
        const auto rows = allowed_rows(blocks);
        const auto split = split_bound(blocks, rows, 40, {});
        const unsigned threads = 1 + static_cast<unsigned>(seed % 2);
        // A limit that the search meets must leave a bound that holds.
        column_generation columns(blocks, rows, split,
                                  {.rounds = 4, .proof_limit = seed % 4 == 0 ? 3U : 30'000U, .threads = threads});
        const auto bound = columns(0);
        CHECK(bound.complete);
        CHECK(bound.sum <= split.sum + 1e-12);
        sharper += bound.sum < split.sum * .999 ? 1 : 0;
        for (std::size_t set = 1; set < std::size_t{1} << blocks.count(); ++set) {
            std::vector<std::uint32_t> in;
            double excess = 0;
            for (std::uint32_t x = 0; x < blocks.count(); ++x)
                if ((set >> x & 1) != 0) {
                    for (const auto other : in) excess += blocks.between(other, x);
                    excess -= bound.potential[x];
                    in.push_back(x);
                }
            if (excess > 1e-9 && blocks.allowed(in)) CHECK(excess <= 0);
        }
        std::stop_source source;
        source.request_stop();
        column_generation stopped(blocks, rows, split, {.stop = source.get_token()});
        const auto early = stopped(0);
        CHECK((early.complete ? early.sum <= split.sum : early.sum == split.sum));
    }
    CHECK(sharper > 4);
}

} // namespace grouping_columns_test
