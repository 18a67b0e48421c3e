// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

#include <colearn/measures/detail/betweenness_sum.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace betweenness_sum_test {

using namespace colearn;

TEST_CASE("a stride visits every batch once, and is spread evenly from the start", "[betweenness_sum]") {
    for (std::size_t count = 1; count < 300; ++count) {
        const auto stride = detail::spread_stride(count);
        std::vector<std::uint8_t> seen(count, 0);
        for (std::size_t i = 0; i < count; ++i) ++seen[(i * stride) % count];
        CHECK(seen == std::vector<std::uint8_t>(count, 1));
    }
    // After 10 of 100 no gap is longer than a fifth.
    std::vector<std::uint8_t> seen(100, 0);
    for (std::size_t i = 0; i < 10; ++i) seen[(i * detail::spread_stride(100)) % 100] = 1;
    std::size_t gap = 0, longest = 0;
    for (std::size_t i = 0; i < 200; ++i) {
        gap = seen[i % 100] != 0 ? 0 : gap + 1;
        longest = (std::max)(longest, gap);
    }
    CHECK(longest < 20);
}

TEST_CASE("sums are the same to the last bit on any number of threads", "[betweenness_sum]") {
    const auto of = small::mixed(400, 2000, 48).frozen({.directed = true});
    const auto core = detail::make_core(of, std::vector<std::uint8_t>(400, 1));
    const auto one = detail::sum_by_steps<detail::scored::actors>(core, core.size(), {.threads = 1});
    const auto four = detail::sum_by_steps<detail::scored::actors>(core, core.size(), {.threads = 4});
    CHECK(one.complete);
    CHECK(one.score == four.score);
    CHECK(one.totals == four.totals);
}

TEST_CASE("lanes are used where they pay", "[betweenness_sum]") {
    const auto small_world = small::mixed(400, 3000, 49).frozen({.directed = false});
    CHECK(detail::lanes_suit(detail::make_core(small_world, std::vector<std::uint8_t>(400, 1))));
    small::columns ring;
    ring.actors = 400;
    for (std::uint32_t v = 0; v < 400; ++v) {
        ring.sources.push_back(v);
        ring.targets.push_back((v + 1) % 400);
        ring.strengths.push_back(1);
    }
    CHECK_FALSE(detail::lanes_suit(detail::make_core(ring.frozen({}), std::vector<std::uint8_t>(400, 1))));
}

TEST_CASE("a batch that cannot be counted goes to the wide searches", "[betweenness_sum]") {
    const auto of = small::mixed(100, 400, 50).frozen({.directed = true});
    const auto core = detail::make_core(of, std::vector<std::uint8_t>(100, 1));
    const auto expected = detail::sum_by_steps<detail::scored::actors>(core, core.size(), {});
    struct fails {
        bool run(std::span<const std::uint32_t>, std::span<double> score, std::span<double>, const std::stop_token&) {
            score[0] = 1e9; // spoilt
            return false;
        }
    };
    const detail::core_steps steps;
    const auto rescued = detail::sum_betweenness(
        core, core.size(), {}, [] { return fails{}; },
        [&] {
            return detail::path_searches<detail::core_steps, detail::first_in_queue, detail::wide_count>(
                core, steps, detail::first_in_queue(core.size()));
        });
    CHECK(rescued.complete);
    for (std::size_t v = 0; v < core.size(); ++v) CHECK(rescued.score[v] == Approx(expected.score[v]).margin(1e-12));
}

} // namespace betweenness_sum_test
