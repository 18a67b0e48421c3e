// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <numeric>
#include <stop_token>
#include <vector>

#include <colearn/measures/detail/betweenness_lanes.hpp>
#include <colearn/measures/detail/betweenness_paths.hpp>
#include <colearn/measures/detail/path_queue.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace betweenness_lanes_test {

using namespace colearn;

TEST_CASE("sixteen lanes find what one source after the other finds", "[betweenness_lanes]") {
    random_stream random(44);
    const detail::core_steps steps;
    for (int trial = 0; trial < 60; ++trial) {
        const auto n = 16 + uniform_index(random, 60);
        const auto of = small::mixed(n, uniform_index(random, 5 * n), uniform_index(random, 1000))
                            .frozen({.directed = trial % 2 == 0, .parallel = parallel_ties::keep});
        const auto core = detail::make_core(of, std::vector<std::uint8_t>(n, 1));
        detail::lane_searches<detail::scored::actors> together(core);
        detail::path_searches<detail::core_steps, detail::first_in_queue, double> alone(
            core, steps, detail::first_in_queue(core.size()));
        for (const std::size_t count : {std::size_t{1}, std::size_t{5}, std::size_t{16}}) {
            std::vector<std::uint32_t> sources((std::min)(count, core.size()));
            std::iota(sources.begin(), sources.end(), 0U);
            std::vector<double> score(core.size()), expected(core.size()), totals(16), expected_totals(16);
            REQUIRE(together.run(sources, score, totals, {}));
            REQUIRE(alone.run(sources, expected, expected_totals, {}));
            for (std::size_t v = 0; v < core.size(); ++v) CHECK(score[v] == Approx(expected[v]).margin(1e-12));
            for (std::size_t k = 0; k < sources.size(); ++k)
                CHECK(totals[k] == Approx(expected_totals[k]).margin(1e-12));
        }
    }
}

TEST_CASE("lanes stop when asked to, and start afresh", "[betweenness_lanes]") {
    const auto of = small::mixed(60, 300, 45).frozen({.directed = true});
    const auto core = detail::make_core(of, std::vector<std::uint8_t>(60, 1));
    detail::lane_searches<detail::scored::actors> searches(core);
    const std::vector<std::uint32_t> sources{0, 1, 2};
    std::vector<double> score(core.size()), again(core.size()), totals(3);
    std::stop_source stop;
    REQUIRE(searches.run(sources, score, totals, stop.get_token()));
    stop.request_stop();
    std::vector<double> spoilt(core.size());
    CHECK_FALSE(searches.run(sources, spoilt, totals, stop.get_token()));
    REQUIRE(searches.run(sources, again, totals, {}));
    CHECK(again == score);
}

} // namespace betweenness_lanes_test
