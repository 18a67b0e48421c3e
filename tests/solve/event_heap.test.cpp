// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/detail/event_heap.hpp>

#include "support/catch.hpp"

namespace event_heap_test {

TEST_CASE("events come in the order of their times", "[event_heap]") {
    colearn::detail::event_heap heap;
    colearn::random_stream stream(1);
    std::vector<std::int64_t> waiting;
    for (int step = 0; step < 4000; ++step) {
        if (waiting.empty() || colearn::uniform(stream) < (step < 2000 ? .7 : .3)) {
            const auto time = static_cast<std::int64_t>(colearn::uniform_index(stream, 500)) - 250;
            heap.push({time, static_cast<std::uint32_t>(step), 7});
            waiting.push_back(time);
        } else {
            const auto first = std::min_element(waiting.begin(), waiting.end());
            CHECK(heap.top().time == *first);
            CHECK(heap.top().b == 7);
            heap.pop();
            waiting.erase(first);
        }
        CHECK(heap.empty() == waiting.empty());
    }
    heap.clear();
    CHECK(heap.empty());
}

} // namespace event_heap_test
