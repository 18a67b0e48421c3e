// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <vector>

#include <colearn/graph/detail/vector_blocks.hpp>

#include "support/catch.hpp"

namespace vector_blocks_test {

using namespace colearn;

TEST_CASE("sums over blocks are the same on any number of threads", "[vector_blocks]") {
    const auto term = [](std::size_t i) { return 1 / static_cast<double>(i + 1); };
    const double one = detail::block_sum(10'000, 1, term);
    CHECK(one == detail::block_sum(10'000, 3, term));
    CHECK(one == Approx(9.787606036));
    CHECK(detail::block_sum(0, 2, term) == 0);
}

TEST_CASE("blocks cover every number once, with several threads too", "[vector_blocks]") {
    CHECK(detail::vector_blocks(0) == 0);
    CHECK(detail::vector_blocks(4096) == 1);
    CHECK(detail::vector_blocks(4097) == 2);
    for (const std::size_t n : {0UL, 1UL, 4096UL, 9000UL}) {
        std::vector<int> seen(n, 0);
        detail::for_each_block(n, 2, [&](std::size_t first, std::size_t last) {
            for (auto i = first; i < last; ++i) ++seen[i];
        });
        CHECK(seen == std::vector<int>(n, 1));
    }
}

} // namespace vector_blocks_test
