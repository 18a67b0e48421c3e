// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/measures/detail/path_queue.hpp>

#include "support/catch.hpp"

namespace path_queue_test {

using namespace colearn;
using namespace colearn::detail;

namespace {

// Plays a search: what is taken is never farther than what is left by more than `width`, and each new distance is at
// least `shortest` and at most `longest` beyond the one taken.
template <class Distance, class Queue>
void play(Queue queue, Distance shortest, Distance longest, double width, std::uint64_t seed) {
    constexpr std::uint32_t vertices = 200;
    random_stream random(seed);
    std::map<std::uint32_t, Distance> waiting;
    std::vector<std::uint8_t> done(vertices, 0);
    queue.put(0, Distance{0});
    waiting[0] = Distance{0};
    std::uint32_t v = 0;
    while (queue.take(v)) {
        REQUIRE(waiting.contains(v));
        const auto here = waiting[v];
        for (const auto& [other, distance] : waiting)
            REQUIRE(static_cast<double>(here) <= static_cast<double>(distance) + width);
        waiting.erase(v);
        done[v] = 1;
        for (int i = 0; i < 4; ++i) {
            const auto w = static_cast<std::uint32_t>(uniform_index(random, vertices));
            const auto step = static_cast<Distance>(
                uniform(random, static_cast<double>(shortest), static_cast<double>(longest) * 1.0000001));
            const auto there = here + (std::max)(shortest, (std::min)(step, longest));
            if (done[w] != 0 || (waiting.contains(w) && waiting[w] <= there)) continue;
            waiting[w] = there;
            queue.put(w, there);
        }
    }
    CHECK(waiting.empty());
    CHECK_FALSE(queue.take(v));
}

} // namespace

TEST_CASE("the heap takes the closest", "[path_queue]") {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        play<double>(heap_queue<double>(200), 1e-6, 10., 0, seed);
        play<std::uint64_t>(heap_queue<std::uint64_t>(200), 1, 1000000, 0, seed);
    }
}

TEST_CASE("buckets take one that is closest within the shortest arc", "[path_queue]") {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        for (const double longest : {.5, 1., 70., 5000.}) {
            REQUIRE(bucket_queue<double>::suits(.5, longest));
            play<double>(bucket_queue<double>(200, .5, longest), .5, longest, .5, seed);
        }
        for (const std::uint64_t longest : {12U, 60U, 1000U, 160000U})
            play<std::uint64_t>(bucket_queue<std::uint64_t>(200, 12, longest), 12, longest, 8, seed);
    }
    CHECK_FALSE(bucket_queue<double>::suits(1e-6, 1));
    CHECK_FALSE(bucket_queue<double>::suits(0, 0));
}

TEST_CASE("queues can be left in the middle and cleared", "[path_queue]") {
    const auto reuse = [](auto queue) {
        std::uint32_t v = 9;
        queue.put(3, 1);
        queue.put(4, 2);
        CHECK(queue.take(v));
        CHECK(v == 3);
        queue.clear();
        CHECK_FALSE(queue.take(v));
        queue.put(4, 0);
        CHECK(queue.take(v));
        CHECK(v == 4);
        CHECK_FALSE(queue.take(v));
    };
    reuse(first_in_queue(10));
    reuse(heap_queue<double>(10));
    reuse(bucket_queue<double>(10, 1, 5));
    reuse(bucket_queue<std::uint64_t>(10, 1, 5));
}

} // namespace path_queue_test
