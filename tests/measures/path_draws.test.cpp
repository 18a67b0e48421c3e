// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <stop_token>
#include <vector>

#include <colearn/measures/detail/path_draws.hpp>

#include "measures/plain_distances.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace path_draws_test {

using namespace colearn;

namespace {

using numbers = std::vector<std::uint64_t>;

numbers draw(const view& of, std::uint64_t seed, unsigned threads, const std::vector<std::uint64_t>& until) {
    detail::path_draws draws(of, seed, threads);
    numbers hits(of.actor_count(), 0);
    for (const auto one : until) {
        CHECK(draws.draw(one, hits, {}, [](double) {}));
        CHECK(draws.drawn() == one);
    }
    return hits;
}

} // namespace

TEST_CASE("every ordered pair of actors is drawn equally often", "[path_draws]") {
    random_stream random(2);
    std::vector<double> drawn(5 * 5, 0.0);
    for (int i = 0; i < 20000; ++i) {
        const auto pair = detail::draw_pair(5, random);
        REQUIRE((pair.first < 5 && pair.second < 5));
        ++drawn[5 * pair.first + pair.second];
    }
    for (std::size_t i = 0; i < 25; ++i) CHECK(std::abs(drawn[i] - (i % 6 == 0 ? 0 : 1000)) <= (i % 6 == 0 ? 0 : 140));
}

TEST_CASE("draws do not depend on threads or on pauses", "[path_draws]") {
    const auto of = small::mixed(60, 150, 4).frozen({.directed = true});
    const auto once = draw(of, 9, 1, {3000});
    CHECK(draw(of, 9, 3, {3000}) == once);
    CHECK(draw(of, 9, 1, {100, 101, 3000}) == once);
    CHECK(draw(of, 9, 3, {1000, 1000, 3000}) == once);
    CHECK(draw(of, 8, 1, {3000}) != once);
}

TEST_CASE("actors are hit as often as they are between others", "[path_draws]") {
    const auto of = small::kite(); // out of 36 pairs of others: Krackhardt 1990, table 1
    const std::vector<double> published{.023, .023, .000, .102, .000, .231, .231, .389, .222, .000};
    constexpr std::uint64_t samples = 20000;
    const auto both_ends = draw(of, 3, 3, {samples});
    const auto one_end = detail::plain_path_hits(of, 3, samples);
    for (std::size_t v = 0; v < 10; ++v) {
        const double due = samples * published[v] * 36 / 45; // of all 45 pairs
        for (const auto* hits : {&both_ends, &one_end})
            CHECK(std::abs(static_cast<double>((*hits)[v]) - due) <= 4.5 * std::sqrt(due) + samples * .0005);
    }
}

TEST_CASE("draws that are stopped are the first so many", "[path_draws]") {
    const auto of = small::mixed(60, 150, 4).frozen({.directed = false});
    for (const unsigned threads : {1U, 3U}) {
        std::stop_source stop;
        detail::path_draws draws(of, 5, threads);
        numbers hits(of.actor_count(), 0);
        CHECK_FALSE(draws.draw(100000, hits, stop.get_token(), [&](double done) {
            if (done >= 500) stop.request_stop();
        }));
        CHECK(draws.drawn() >= 500);
        CHECK(draws.drawn() < 100000);
        CHECK(hits == draw(of, 5, 1, {draws.drawn()}));
    }
}

TEST_CASE("pairs with too many paths between them are drawn all the same", "[path_draws]") {
    constexpr std::uint32_t levels = 500;
    constexpr std::uint32_t width = 8; // 8^(gap - 1) paths across a gap between levels
    small::columns ties;
    ties.actors = levels * width;
    for (std::uint32_t v = 0; v + width < ties.actors; ++v)
        for (std::uint32_t k = 0; k < width; ++k) {
            ties.sources.push_back(v);
            ties.targets.push_back((v / width + 1) * width + k);
            ties.strengths.push_back(1);
        }
    const auto of = ties.frozen({.directed = false});
    std::uint64_t expected = 0;
    bool some_far = false;
    for (std::uint64_t i = 0; i < 30; ++i) {
        random_stream random(11, i);
        const auto [source, target] = detail::draw_pair(of.actor_count(), random);
        const auto gap = std::abs(static_cast<int>(source / width) - static_cast<int>(target / width));
        expected += static_cast<std::uint64_t>(gap == 0 ? 1 : gap - 1);
        some_far = some_far || gap > 340; // above 2^1000
    }
    CHECK(some_far);
    const auto hits = draw(of, 11, 1, {30});
    CHECK(std::accumulate(hits.begin(), hits.end(), std::uint64_t{0}) == expected);
}

} // namespace path_draws_test
