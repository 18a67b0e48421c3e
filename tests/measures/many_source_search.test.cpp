// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <map>
#include <stop_token>
#include <vector>

#include <colearn/measures/detail/many_source_search.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace many_source_search_test {

using namespace colearn;

namespace {

using steps = std::vector<std::map<std::uint64_t, std::uint64_t>>; // by source: others at each distance

steps by_queue(const rows& out, const std::vector<std::uint32_t>& sources) {
    steps made;
    for (const auto source : sources) {
        std::vector<std::uint64_t> away(out.size(), 0);
        std::vector<std::uint32_t> queue{source};
        std::map<std::uint64_t, std::uint64_t> count;
        for (std::size_t i = 0; i < queue.size(); ++i) {
            for (const auto w : out.of(queue[i])) {
                if (w == source || away[w] > 0) continue;
                away[w] = away[queue[i]] + 1;
                ++count[away[w]];
                queue.push_back(w);
            }
        }
        made.push_back(count);
    }
    return made;
}

} // namespace

TEST_CASE("a counter of bits counts each place", "[search]") {
    random_stream random(5);
    detail::bit_counter counter;
    for (const std::size_t count : {0U, 1U, 2U, 3U, 7U, 8U, 100U, 1000U}) { // each time it begins anew
        std::vector<std::uint64_t> expected(512, 0);
        for (std::size_t i = 0; i < count; ++i) {
            detail::bit_row row{};
            std::uint64_t set = 0;
            for (std::size_t k = 0; k < 512; ++k) {
                if (uniform_index(random, 3) != 0 && k != 0) continue;
                row.set(k);
                ++expected[k];
                ++set;
            }
            CHECK(row.count() == set);
            CHECK_FALSE(row.none());
            CHECK(row.without(row).none());
            counter.add(row);
        }
        std::vector<std::uint64_t> found;
        counter.take(512, [&](std::size_t k, std::uint64_t value) {
            CHECK(k == found.size());
            found.push_back(value);
        });
        CHECK(found == expected);
    }
}

TEST_CASE("many searches side by side find what each finds alone", "[search]") {
    random_stream random(42);
    for (int trial = 0; trial < 15; ++trial) {
        const auto n = 20 + uniform_index(random, 600);
        const auto of =
            small::mixed(n, uniform_index(random, (trial % 3 == 0 ? 30 : 3) * n), uniform_index(random, 1000))
                .frozen({.directed = trial % 2 == 0, .self_ties = loops::keep});
        detail::many_source_search search(of.out(), of.in());
        for (int again = 0; again < 2; ++again) { // the second run finds the workspace clean
            std::vector<std::uint32_t> sources;
            for (std::size_t k = 0; k < (again == 0 ? 512U : 3U); ++k)
                sources.push_back(static_cast<std::uint32_t>(uniform_index(random, n)));
            steps found(sources.size());
            detail::bit_counter counter;
            const bool finished = search.run(
                sources, {}, [&](const detail::bit_row& row) { counter.add(row); },
                [&](std::uint64_t distance) {
                    counter.take(sources.size(), [&](std::size_t k, std::uint64_t count) {
                        if (count > 0) found[k][distance] = count;
                    });
                });
            CHECK(finished);
            CHECK(found == by_queue(of.out(), sources));
        }
    }
}

TEST_CASE("many searches stop when asked to, and begin anew", "[search]") {
    const auto of = small::kite();
    detail::many_source_search search(of.out(), of.in());
    std::stop_source stop;
    const std::vector<std::uint32_t> sources{0};
    const auto nothing = [](const detail::bit_row&) {};
    CHECK_FALSE(search.run(sources, stop.get_token(), nothing, [&](std::uint64_t) { stop.request_stop(); }));
    std::uint64_t last = 0;
    CHECK(search.run(sources, {}, nothing, [&](std::uint64_t distance) { last = distance; }));
    CHECK(last == 4);
    CHECK(search.run({}, {}, nothing, [&](std::uint64_t) { FAIL(); }));
}

} // namespace many_source_search_test
