// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/sift_heap.hpp>

#include "solve/flow_support.hpp"
#include "support/catch.hpp"

namespace sift_heap_test {

TEST_CASE("what is taken from the top comes in order, though entries grow meanwhile", "[sift_heap]") {
    const auto less = [](int a, int b) { return a < b; };
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        flow_test::draw any(seed);
        std::vector<int> heap;
        std::vector<int> all;
        for (int step = 0; step < 300; ++step) {
            if (heap.empty() || any(3) > 0) {
                heap.push_back(static_cast<int>(any(50)));
                all.push_back(heap.back());
                colearn::detail::sift_up(heap, less);
            } else if (any(2) == 0) {
                const auto at = any(heap.size());
                *std::find(all.begin(), all.end(), heap[at]) += 7;
                heap[at] += 7;
                colearn::detail::sift_down(heap, at, less);
            } else {
                const auto least = std::min_element(all.begin(), all.end());
                REQUIRE(heap.front() == *least);
                all.erase(least);
                heap.front() = heap.back();
                heap.pop_back();
                if (!heap.empty()) colearn::detail::sift_down(heap, 0, less);
            }
            if (!heap.empty()) CHECK(heap.front() == *std::min_element(all.begin(), all.end()));
        }
    }
}

} // namespace sift_heap_test
