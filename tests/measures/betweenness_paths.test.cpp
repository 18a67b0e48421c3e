// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <numeric>
#include <stop_token>
#include <vector>

#include <colearn/measures/detail/betweenness_paths.hpp>
#include <colearn/measures/detail/path_queue.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace betweenness_paths_test {

using namespace colearn;

namespace {

template <class Number, class Count, class Queue>
std::vector<double> scores(const detail::betweenness_core& core, const detail::core_lengths<Number>& along,
                           Queue queue) {
    detail::path_searches<detail::core_lengths<Number>, Queue, Count> searches(core, along, std::move(queue));
    std::vector<std::uint32_t> sources(core.size());
    std::iota(sources.begin(), sources.end(), 0U);
    std::vector<double> score(core.size()), totals(core.size());
    CHECK(searches.run(sources, score, totals, {}));
    CHECK(std::accumulate(score.begin(), score.end(), 0.) ==
          Approx(std::inner_product(totals.begin(), totals.end(), core.chosen.begin(), 0.)).margin(1e-9));
    return score;
}

} // namespace

TEST_CASE("every queue and every kind of count give the same", "[betweenness_paths]") {
    random_stream random(46);
    for (int trial = 0; trial < 100; ++trial) {
        const auto n = 2 + uniform_index(random, 40);
        auto ties = small::mixed(n, uniform_index(random, 4 * n), uniform_index(random, 1000));
        for (auto& one : ties.strengths) one = static_cast<double>(3 + uniform_index(random, 5));
        const auto of = ties.frozen({.directed = trial % 2 == 0, .parallel = parallel_ties::keep});
        const auto core = detail::make_core(of, std::vector<std::uint8_t>(n, 1));
        detail::core_lengths<std::uint32_t> whole;
        detail::core_lengths<double> real;
        real.tolerance = 1e-12;
        for (const auto arc : core.out.arcs) {
            whole.out.push_back(static_cast<std::uint32_t>(of.out().strengths[arc]));
            real.out.push_back(of.out().strengths[arc] * .1);
        }
        for (const auto arc : core.in.arcs) {
            whole.in.push_back(static_cast<std::uint32_t>(of.out().strengths[arc]));
            real.in.push_back(of.out().strengths[arc] * .1);
        }
        const auto expected =
            scores<std::uint32_t, double>(core, whole, detail::heap_queue<std::uint64_t>(core.size()));
        const auto same = [&](const std::vector<double>& found) {
            for (std::size_t v = 0; v < core.size(); ++v) CHECK(found[v] == Approx(expected[v]).margin(1e-12));
        };
        same(scores<std::uint32_t, detail::wide_count>(core, whole,
                                                       detail::bucket_queue<std::uint64_t>(core.size(), 3, 7)));
        same(scores<double, double>(core, real, detail::heap_queue<double>(core.size())));
        same(scores<double, double>(core, real, detail::bucket_queue<double>(core.size(), .3, .7)));
        same(scores<double, detail::wide_count>(core, real, detail::bucket_queue<double>(core.size(), .3, .7)));
    }
}

TEST_CASE("a search that was stopped leaves nothing behind", "[betweenness_paths]") {
    const auto of = small::mixed(3000, 12000, 47).frozen({.directed = true});
    const auto core = detail::make_core(of, std::vector<std::uint8_t>(3000, 1));
    const detail::core_steps steps;
    detail::path_searches<detail::core_steps, detail::first_in_queue, double> searches(
        core, steps, detail::first_in_queue(core.size()));
    const std::vector<std::uint32_t> sources{0};
    std::vector<double> first(core.size()), spoilt(core.size()), again(core.size()), totals(1);
    REQUIRE(searches.run(sources, first, totals, {}));
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(searches.run(sources, spoilt, totals, stop.get_token()));
    REQUIRE(searches.run(sources, again, totals, {}));
    CHECK(first == again);
}

} // namespace betweenness_paths_test
