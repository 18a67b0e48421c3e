// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <stop_token>
#include <vector>

#include <colearn/graph/lengths.hpp>
#include <colearn/measures/detail/length_search.hpp>
#include <colearn/measures/detail/path_queue.hpp>

#include "measures/plain_distances.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace length_search_test {

using namespace colearn;

namespace {

// From every actor in turn with one searcher: it finds its workspace clean each time.
template <class Number, class Queue>
void compare(const view& of, const lengths<Number>& by, Queue queue, double width) {
    const auto side = of.out();
    detail::length_search<Number, Queue> search(side, by.values(), queue);
    for (std::uint32_t source = 0; source < of.actor_count(); ++source) {
        std::vector<double> found(of.actor_count(), small::out_of_reach);
        std::vector<double> order;
        CHECK(search.run(source, {}, [&](std::uint32_t v, auto away) {
            CHECK(found[v] == small::out_of_reach); // once each
            found[v] = static_cast<double>(away);
            if (order.empty()) CHECK(v == source);
            if (!order.empty()) CHECK(found[v] >= *std::max_element(order.begin(), order.end()) - width);
            order.push_back(found[v]);
        }));
        CHECK(found == small::plain_distances(side, source, [&](std::uint32_t k) { return by.values()[k]; }));
    }
}

} // namespace

TEST_CASE("a search by lengths finds the distances, near ones first", "[length_search]") {
    random_stream random(12);
    for (int trial = 0; trial < 60; ++trial) {
        const auto of = small::random_columns(random, 20, 30).frozen(small::any_options(random));
        const auto n = of.actor_count();
        if (of.arc_count() == 0) continue;
        const auto real = lengths_from(of, [](strength how) { return .1 + how.value / 7; });
        const auto whole = lengths_from(of, [](strength how) { return static_cast<std::uint32_t>(how.value); });
        compare(of, real, detail::heap_queue<double>(n), 0);
        compare(of, real, detail::bucket_queue<double>(n, real.shortest(), real.longest()), real.shortest());
        compare(of, whole, detail::heap_queue<std::uint64_t>(n), 0);
        compare(of, whole, detail::bucket_queue<std::uint64_t>(n, whole.shortest(), whole.longest()),
                static_cast<double>(whole.shortest()));
    }
}

TEST_CASE("whole lengths add up beyond their own range", "[length_search]") {
    const auto of = small::graph(4, {{0, 1}, {1, 2}, {2, 3}}, true);
    const std::vector<std::uint32_t> far(3, 4000000000U);
    detail::length_search<std::uint32_t, detail::heap_queue<std::uint64_t>> search(
        of.out(), far, detail::heap_queue<std::uint64_t>(4));
    std::uint64_t last = 0;
    CHECK(search.run(0, {}, [&](std::uint32_t, std::uint64_t away) { last = away; }));
    CHECK(last == 12000000000U);
}

TEST_CASE("a search by lengths stops when asked to, and begins anew", "[length_search]") {
    constexpr std::uint32_t n = 3000;
    small::columns line;
    line.actors = n;
    for (std::uint32_t v = 0; v + 1 < n; ++v) {
        line.sources.push_back(v);
        line.targets.push_back(v + 1);
        line.strengths.push_back(1);
    }
    const auto of = line.frozen({.directed = false});
    const auto by = lengths_from(of, hop_count{});
    detail::length_search<std::uint32_t, detail::heap_queue<std::uint64_t>> search(
        of.out(), by.values(), detail::heap_queue<std::uint64_t>(n));
    std::stop_source stop;
    std::size_t settled = 0;
    const auto count = [&](std::uint32_t, std::uint64_t) { ++settled; };
    stop.request_stop();
    CHECK_FALSE(search.run(0, stop.get_token(), count));
    CHECK(settled < n);
    settled = 0;
    CHECK(search.run(n / 2, {}, count));
    CHECK(settled == n);
}

} // namespace length_search_test
