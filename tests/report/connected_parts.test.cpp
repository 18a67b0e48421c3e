// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/report/connected_parts.hpp>

#include "support/catch.hpp"

using namespace colearn;

namespace {

using pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

view undirected(std::size_t count, const pairs& ties) {
    std::vector<std::uint32_t> from;
    std::vector<std::uint32_t> to;
    for (const auto& [a, b] : ties) {
        from.push_back(a);
        to.push_back(b);
    }
    return freeze({from, to, {}}, count, {.directed = false});
}

// Sizes by union of sets, `without` left out.
std::vector<std::size_t> joined_sizes(std::size_t count, const pairs& ties, std::size_t without) {
    std::vector<std::size_t> set(count);
    std::iota(set.begin(), set.end(), std::size_t{0});
    for (const auto& [a, b] : ties)
        if (a != without && b != without)
            std::replace(set.begin(), set.end(), std::size_t{set[a]}, std::size_t{set[b]});
    std::vector<std::size_t> sizes(count, 0);
    for (std::size_t v = 0; v < count; ++v)
        if (v != without) ++sizes[set[v]];
    std::sort(sizes.rbegin(), sizes.rend());
    sizes.erase(std::find(sizes.begin(), sizes.end(), std::size_t{0}), sizes.end());
    return sizes;
}

} // namespace

TEST_CASE("a line falls in two where somebody in its middle leaves", "[connected_parts]") {
    const auto line = undirected(6, {{0, 1}, {1, 2}, {2, 3}, {3, 4}});
    CHECK(detail::part_sizes(line) == std::vector<std::size_t>{5, 1});
    CHECK(detail::cut_off_without(line, id<actor>{0U}) == 0);
    CHECK(detail::cut_off_without(line, id<actor>{1U}) == 1);
    CHECK(detail::cut_off_without(line, id<actor>{2U}) == 2);
    CHECK(detail::cut_off_without(line, id<actor>{5U}) == 0); // alone
    const auto ring = undirected(4, {{0, 1}, {1, 2}, {2, 3}, {3, 0}});
    for (std::uint32_t v = 0; v < 4; ++v) CHECK(detail::cut_off_without(ring, id<actor>{v}) == 0);
    CHECK(detail::part_sizes(undirected(0, {})).empty());
}

TEST_CASE("parts are what joining sets finds", "[connected_parts]") {
    for (std::uint64_t trial = 0; trial < 200; ++trial) {
        random_stream random(3, trial);
        const auto count = static_cast<std::size_t>(1 + uniform_index(random, 12));
        pairs ties;
        for (auto left = uniform_index(random, 14); left > 0; --left)
            ties.emplace_back(uniform_index(random, count), uniform_index(random, count));
        const auto of = undirected(count, ties);
        const auto all = joined_sizes(count, ties, count);
        CHECK(detail::part_sizes(of) == all);
        for (std::uint32_t v = 0; v < count; ++v) {
            // Whatever changes between the sizes with the actor and those without it is its part, and its pieces.
            auto pieces = joined_sizes(count, ties, v);
            auto whole = all;
            for (auto one = whole.begin(); one != whole.end();)
                if (const auto same = std::find(pieces.begin(), pieces.end(), *one); same != pieces.end()) {
                    pieces.erase(same);
                    one = whole.erase(one);
                } else {
                    ++one;
                }
            const auto rest = std::accumulate(pieces.begin(), pieces.end(), std::size_t{0});
            CHECK(detail::cut_off_without(of, id<actor>{v}) == (pieces.empty() ? 0 : rest - pieces.front()));
        }
    }
}
