// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

#include <colearn/measures/detail/path_sampler.hpp>

#include "measures/plain_distances.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace path_sampler_test {

using namespace colearn;

namespace {

using path = std::vector<std::uint32_t>; // who is between its ends, ascending: no two shortest paths have the same

// All shortest paths, one by one; parallel ties make some of them count more than once.
void paths_to(const rows& out, const std::vector<double>& away, std::uint32_t at, std::uint32_t target, path& now,
              std::map<path, double>& all) {
    for (const auto w : out.of(at)) {
        if (away[w] != away[at] + 1 || away[w] > away[target]) continue;
        if (w == target) {
            auto made = now;
            std::sort(made.begin(), made.end());
            ++all[made];
            continue;
        }
        now.push_back(w);
        paths_to(out, away, w, target, now, all);
        now.pop_back();
    }
}

template <class Sampler>
path draw(Sampler& sampler, std::uint32_t source, std::uint32_t target, random_stream& random) {
    path made;
    CHECK(sampler.draw(source, target, random, [&](std::uint32_t v) { made.push_back(v); }));
    std::sort(made.begin(), made.end());
    return made;
}

// Draws often, and compares with how often each path is due.
void check_even(const view& of, std::uint32_t source, std::uint32_t target, int draws, random_stream& random) {
    const auto away = small::plain_distances(of.out(), source, [](std::uint32_t) { return 1; });
    path now;
    std::map<path, double> all;
    if (away[target] != small::out_of_reach) paths_to(of.out(), away, source, target, now, all);
    double count = 0;
    for (const auto& [which, times] : all) count += times;
    detail::path_sampler<double> sampler(of.out(), of.in());
    detail::path_sampler<detail::wide_count> wide(of.out(), of.in());
    std::map<path, double> drawn;
    for (int i = 0; i < draws; ++i) {
        auto same = random;
        const auto made = draw(sampler, source, target, random);
        CHECK(draw(wide, source, target, same) == made);
        if (all.empty()) CHECK(made.empty());
        if (!all.empty()) REQUIRE(all.count(made) == 1);
        ++drawn[made];
    }
    for (const auto& [which, times] : all) {
        const double due = draws * times / count;
        CHECK(std::abs(drawn[which] - due) <= 4.5 * std::sqrt(due));
    }
}

} // namespace

TEST_CASE("each of the shortest paths is drawn equally often", "[path_sampler]") {
    random_stream random(6);
    // Four ways from 0 to 6, three of them by 1, and twice as many on to 9. And a longer way, by 10 to 12.
    for (const bool directed : {true, false}) {
        const auto of = small::graph(14,
                                     {{0, 1},
                                      {0, 2},
                                      {1, 3},
                                      {1, 4},
                                      {1, 5},
                                      {2, 5},
                                      {3, 6},
                                      {4, 6},
                                      {5, 6},
                                      {6, 7},
                                      {6, 8},
                                      {7, 9},
                                      {8, 9},
                                      {0, 10},
                                      {10, 11},
                                      {11, 12},
                                      {12, 6}},
                                     directed);
        check_even(of, 0, 6, 4000, random);
        check_even(of, 0, 9, 4000, random);
        check_even(of, 5, 9, 1000, random);
        check_even(of, 0, 1, 10, random);  // next to each other: nobody is between
        check_even(of, 0, 13, 10, random); // no way there
    }
}

TEST_CASE("paths in any graph are drawn equally often", "[path_sampler]") {
    random_stream random(7);
    for (int trial = 0; trial < 40; ++trial) {
        const auto of = small::random_columns(random, 12).frozen(small::any_options(random));
        const auto n = of.actor_count();
        if (n < 2) continue;
        const auto source = static_cast<std::uint32_t>(uniform_index(random, n));
        const auto target = static_cast<std::uint32_t>((source + 1 + uniform_index(random, n - 1)) % n);
        check_even(of, source, target, 300, random);
    }
}

TEST_CASE("too many paths for a double are said to be, and are counted widely", "[path_sampler]") {
    constexpr std::uint32_t squares = 1002; // 2^1002 paths
    small::columns chain;
    chain.actors = 3 * squares + 1;
    for (std::uint32_t i = 0; i < squares; ++i)
        for (const std::uint32_t way : {1U, 2U})
            for (const std::uint32_t half : {0U, 1U}) {
                chain.sources.push_back(3 * i + (half == 0 ? 0 : way));
                chain.targets.push_back(3 * i + (half == 0 ? way : 3));
                chain.strengths.push_back(1);
            }
    const auto of = chain.frozen({.directed = false});
    random_stream random(1);
    detail::path_sampler<double> sampler(of.out(), of.in());
    CHECK_FALSE(sampler.draw(0, 3 * squares, random, [](std::uint32_t) { FAIL(); }));
    CHECK(draw(sampler, 0, 3 * (squares - 5), random).size() == 2 * (squares - 5) - 1);
    detail::path_sampler<detail::wide_count> wide(of.out(), of.in());
    const auto made = draw(wide, 0, 3 * squares, random);
    REQUIRE(made.size() == 2 * squares - 1);
    double first = 0;
    for (std::uint32_t i = 0; i < squares; ++i) first += made[2 * i] % 3 == 1 ? 1 : 0;
    CHECK(std::abs(first - squares / 2.) <= 4.5 * std::sqrt(squares / 4.));
}

} // namespace path_sampler_test
