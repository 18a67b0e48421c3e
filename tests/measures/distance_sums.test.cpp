// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <stop_token>
#include <type_traits>
#include <vector>

#include <colearn/graph/lengths.hpp>
#include <colearn/measures/detail/distance_sums.hpp>

#include "measures/plain_distances.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace distance_sums_test {

using namespace colearn;

namespace {

template <class Length>
void check(const detail::distance_sums& sums, const rows& side, const std::vector<std::uint32_t>& sources,
           Length length_at) {
    CHECK(sums.complete);
    REQUIRE(sums.reached.size() == sources.size());
    for (std::size_t k = 0; k < sources.size(); ++k) {
        std::uint64_t reached = 0;
        double total = 0;
        double reciprocals = 0;
        for (const double away : small::plain_distances(side, sources[k], length_at)) {
            if (away == 0 || away == small::out_of_reach) continue;
            ++reached;
            total += away;
            reciprocals += 1 / away;
        }
        REQUIRE(sums.done[k] == 1);
        REQUIRE(sums.reached[k] == reached);
        REQUIRE(sums.total[k] == Approx(total).epsilon(1e-12));
        REQUIRE(sums.reciprocals[k] == Approx(reciprocals).epsilon(1e-12));
    }
}

// `back` is filled with the lengths of the incoming rows.
template <class Number>
detail::length_rows<Number> along(const view& of, const lengths<Number>& by, std::vector<Number>& back) {
    for (std::uint32_t k = 0; k < of.arc_count(); ++k) back.push_back(by.values()[of.in().arc(k)]);
    return {of.out(), of.in(), by.values(), back};
}

std::vector<std::uint32_t> some_actors(random_stream& random, std::size_t n, std::size_t count) {
    std::vector<std::uint32_t> made(count);
    for (auto& one : made) one = static_cast<std::uint32_t>(uniform_index(random, n));
    return made;
}

} // namespace

TEST_CASE("sums of distances are those of each search alone, on any number of threads", "[distance_sums]") {
    random_stream random(31);
    for (int trial = 0; trial < 40; ++trial) {
        const auto of = small::random_columns(random, 25, 30).frozen(small::any_options(random));
        if (of.arc_count() == 0) continue;
        const auto sources = some_actors(random, of.actor_count(), trial % 8 == 0 ? 600 : 7); // two batches, or one
        const auto out = of.out();
        const auto one = [](std::uint32_t) { return 1; };
        for (const unsigned threads : {1U, 3U}) {
            const parallel_options how{.threads = threads};
            check(detail::distance_sums_by_steps(out, of.in(), sources, how), out, sources, one);
            check(detail::distance_sums_by_steps(of.in(), out, sources, how), of.in(), sources, one);
            const auto whole = lengths_from(of, [](strength s) { return static_cast<std::uint32_t>(s.value); });
            const auto near = lengths_from(of, [](strength s) { return .1 + s.value / 7; });
            const auto far = lengths_from(of, [](strength s) { return s.value > 9 ? s.value * 1e6 : s.value; });
            const auto by = [&](const auto& lengths) {
                std::vector<std::remove_cvref_t<decltype(lengths.values()[0])>> back;
                check(detail::distance_sums_by_lengths(along(of, lengths, back), sources, how), out, sources,
                      [&](std::uint32_t k) { return lengths.values()[k]; });
            };
            by(whole);
            by(near); // in buckets
            by(far);  // in a heap
        }
    }
}

TEST_CASE("batches whose distances do not fit in lanes are searched one by one", "[distance_sums]") {
    // Fifteen in a row, two units apart, and a ring of forty: a unit and 39 times 4,000 around, where lanes hold
    // 16,383.
    const bool ring_first = GENERATE(false, true);
    small::columns two;
    two.actors = 55;
    const std::uint32_t row = ring_first ? 40 : 0;
    const std::uint32_t ring = ring_first ? 0 : 15;
    for (std::uint32_t v = 0; v < 14; ++v) two.add(row + v, row + v + 1, 2);
    for (std::uint32_t v = 0; v < 40; ++v) two.add(ring + v, ring + (v + 1) % 40, v == 0 ? 1 : 4000);
    const auto of = two.frozen({.directed = GENERATE(false, true)});
    const auto by = lengths_from(of, [](strength how) { return static_cast<std::uint32_t>(how.value); });
    std::vector<std::uint32_t> everyone(55);
    std::iota(everyone.begin(), everyone.end(), 0U);
    std::vector<std::uint32_t> back;
    const auto rows = along(of, by, back);
    const auto lanes = detail::in_lanes<std::uint32_t>(back);
    detail::distance_sums kept(55);
    detail::lane_distance_sums<std::uint32_t> searches(rows, lanes);
    const auto some = std::span<const std::uint32_t>(everyone);
    CHECK(searches.run(some.subspan(row, 15), row, {}, kept));
    CHECK_FALSE(searches.run(some.subspan(ring, 16), ring, {}, kept));
    CHECK(std::count(kept.done.begin(), kept.done.end(), 1) == 15);
    for (const unsigned threads : {1U, 3U})
        check(detail::distance_sums_by_lengths(rows, some, {.threads = threads}), of.out(), everyone,
              [&](std::uint32_t k) { return by.values()[k]; });
}

TEST_CASE("whole lengths are counted in units of their common divisor", "[distance_sums]") {
    small::columns pair;
    pair.actors = 2;
    pair.add(0, 1, 6000);
    const auto of = pair.frozen({.directed = false});
    const auto by = lengths_from(of, [](strength how) { return static_cast<std::uint32_t>(how.value); });
    std::vector<std::uint32_t> back;
    const auto rows = along(of, by, back);
    const std::vector<std::uint32_t> sources{0, 1, 0, 1, 0, 1, 0};
    const auto sums = detail::distance_sums_by_lengths(rows, std::span(sources), {});
    CHECK(sums.total == std::vector<double>(7, 6000));
    CHECK(sums.reciprocals == std::vector<double>(7, 1. / 6000));
}

TEST_CASE("sums that were stopped say which are done", "[distance_sums]") {
    const auto of = small::mixed(1500, 4000, 3).frozen({.directed = false});
    std::vector<std::uint32_t> everyone(of.actor_count());
    std::iota(everyone.begin(), everyone.end(), 0U);
    const auto hops = lengths_from(of, hop_count{});
    for (const bool by_steps : {true, false}) {
        std::vector<std::uint32_t> back;
        std::stop_source stop;
        const parallel_options how{.progress = [&](double) { stop.request_stop(); }, .stop = stop.get_token()};
        const auto sums = by_steps ? detail::distance_sums_by_steps(of.out(), of.in(), everyone, how)
                                   : detail::distance_sums_by_lengths(along(of, hops, back), everyone, how);
        const auto all = detail::distance_sums_by_steps(of.out(), of.in(), everyone, {});
        CHECK_FALSE(sums.complete);
        CHECK(all.complete);
        std::size_t done = 0;
        for (std::size_t k = 0; k < everyone.size(); ++k) {
            if (sums.done[k] == 0) continue;
            ++done;
            REQUIRE(sums.reached[k] == all.reached[k]);
            REQUIRE(sums.total[k] == all.total[k]);
        }
        CHECK(done < everyone.size());
    }
}

TEST_CASE("a searcher is made for each worker who has work, when it has", "[distance_sums]") {
    int made = 0;
    const auto make = [&] { return ++made; };
    detail::searchers<int, decltype(make)> crew({.threads = 5}, 3, make);
    CHECK(crew.threads() == 3);
    CHECK(made == 0);
    CHECK(crew.of(2) == 1);
    CHECK(crew.of(2) == 1);
    CHECK(crew.of(0) == 2);
    int sum = 0;
    crew.for_each([&](int one) { sum += one; });
    CHECK(sum == 3);
    CHECK(detail::searchers<int, decltype(make)>({.threads = 5}, 0, make).threads() == 1);
}

} // namespace distance_sums_test
