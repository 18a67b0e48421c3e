// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/detail/augmenting_paths.hpp>

#include "support/catch.hpp"

namespace augmenting_paths_test {

// After the bids, and after every single path: prices cover all, are tight where a row has its column, and are 0 for
// columns that nobody has.
TEST_CASE("prices hold after every step", "[augmenting_paths]") {
    for (std::uint64_t seed = 0; seed < 240; ++seed) {
        colearn::random_stream stream(seed);
        const bool may_skip = seed % 2 == 0;
        colearn::detail::dense_rows rows{9, 11, {}};
        for (int i = 0; i < 99; ++i)
            rows.weights.push_back(static_cast<std::int64_t>(colearn::uniform_index(stream, seed % 3 == 0 ? 4 : 900)) -
                                   (seed % 3 == 0   ? 2
                                    : seed % 5 == 0 ? 600
                                                    : 0));
        colearn::detail::augmenting_paths paths(rows, may_skip);
        std::vector<std::uint8_t> known(9, 1);
        const auto holds = [&] {
            bool good = true;
            for (std::size_t i = 0; i < 9; ++i) {
                if (known[i] == 0) continue;
                if (may_skip) good = good && paths.row_price(i) >= 0;
                rows.each(i, [&](std::uint32_t j, std::int64_t w) {
                    const auto price = paths.row_price(i) + paths.column_price(j);
                    good = good && price >= w && (paths.column_of(i) != j || price == w);
                });
            }
            for (std::size_t j = 0; j < 11; ++j)
                good = good && (paths.row_of(j) != paths.none || paths.column_price(j) == 0);
            return good;
        };
        std::vector<std::uint32_t> waiting(9);
        std::iota(waiting.begin(), waiting.end(), 0U);
        if (seed % 4 < 2) waiting = paths.bid(); // without bids, everything is left to the searches
        for (const auto row : waiting) known[row] = 0;
        CHECK(holds());
        for (const auto row : waiting) {
            CHECK(paths.augment(row));
            known[row] = 1;
            CHECK(holds());
        }
    }
}

TEST_CASE("the crowd of a search that fails", "[augmenting_paths]") {
    const colearn::detail::sparse_rows rows{{0, 1, 2, 3}, {0, 0, 1}, {5, 6, 7}, 3};
    colearn::detail::augmenting_paths paths(rows, false);
    const auto waiting = paths.bid();
    REQUIRE(waiting.size() == 1);
    CHECK_FALSE(paths.augment(waiting[0]));
    auto crowd = paths.crowd();
    std::sort(crowd.begin(), crowd.end());
    CHECK(crowd == std::vector<std::uint32_t>{0, 1});
}

} // namespace augmenting_paths_test
