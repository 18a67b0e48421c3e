// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/measures/detail/side_by_side_search.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace side_by_side_search_test {

using namespace colearn;

namespace {

std::vector<std::size_t> by_queue(const rows& out, std::uint32_t source) {
    std::vector<std::size_t> away(out.size(), 1000);
    std::vector<std::uint32_t> queue{source};
    away[source] = 0;
    for (std::size_t i = 0; i < queue.size(); ++i) {
        for (const auto w : out.of(queue[i])) {
            if (away[w] < 1000) continue;
            away[w] = away[queue[i]] + 1;
            queue.push_back(w);
        }
    }
    return away;
}

} // namespace

TEST_CASE("searches side by side find what each finds alone", "[search]") {
    random_stream random(41);
    for (int trial = 0; trial < 100; ++trial) {
        const auto n = 20 + uniform_index(random, 60);
        const auto of = small::mixed(n, uniform_index(random, 4 * n), uniform_index(random, 1000))
                            .frozen({.directed = trial % 2 == 0, .self_ties = loops::keep});
        detail::side_by_side_search<std::uint16_t> search(of.out(), of.in());
        for (int again = 0; again < 2; ++again) { // the second run finds the workspace clean
            std::vector<std::uint32_t> sources;
            for (int k = 0; k < 16 - again; ++k)
                sources.push_back(static_cast<std::uint32_t>(uniform_index(random, n)));
            std::vector<std::vector<std::size_t>> away(sources.size(), std::vector<std::size_t>(n, 1000));
            search.start(sources);
            std::size_t level = 0;
            do {
                std::uint32_t least = 0;
                for (const auto& one : search.level()) {
                    CHECK(one.vertex >= least); // ascending
                    least = one.vertex + 1;
                    CHECK(one.by != 0);
                    for (std::size_t k = 0; k < sources.size(); ++k)
                        if ((one.by >> k & 1U) != 0) {
                            CHECK(away[k][one.vertex] == 1000); // once only
                            away[k][one.vertex] = level;
                        }
                }
                ++level;
            } while (search.advance());
            for (std::size_t k = 0; k < sources.size(); ++k) CHECK(away[k] == by_queue(of.out(), sources[k]));
        }
    }
}

TEST_CASE("a search without sources ends at once", "[search]") {
    const auto of = small::kite();
    detail::side_by_side_search<std::uint64_t> search(of.out(), of.in());
    search.start({});
    CHECK(search.level().empty());
    CHECK_FALSE(search.advance());
}

} // namespace side_by_side_search_test
