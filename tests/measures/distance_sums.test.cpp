// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <numeric>
#include <stop_token>
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
                check(detail::distance_sums_by_lengths(out, lengths.values(), lengths.shortest(), lengths.longest(),
                                                       sources, how),
                      out, sources, [&](std::uint32_t k) { return lengths.values()[k]; });
            };
            by(whole);
            by(near); // in buckets
            by(far);  // in a heap
        }
    }
}

TEST_CASE("sums that were stopped say which are done", "[distance_sums]") {
    const auto of = small::mixed(1500, 4000, 3).frozen({.directed = false});
    std::vector<std::uint32_t> everyone(of.actor_count());
    std::iota(everyone.begin(), everyone.end(), 0U);
    const auto hops = lengths_from(of, hop_count{});
    for (const bool by_steps : {true, false}) {
        std::stop_source stop;
        const parallel_options how{.progress = [&](double) { stop.request_stop(); }, .stop = stop.get_token()};
        const auto sums = by_steps ? detail::distance_sums_by_steps(of.out(), of.in(), everyone, how)
                                   : detail::distance_sums_by_lengths(of.out(), hops.values(), 1U, 1U, everyone, how);
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
