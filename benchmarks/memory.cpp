// SPDX-License-Identifier: BSL-1.0
// The machine itself: how long it takes to read, to copy and to gather from a large buffer.
// The floors of the other areas rest on these figures.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "support/compare.hpp"

int main(int argc, char** argv) {
    bench::session session("memory", argc, argv);
    const unsigned bits = session.size() == "district" ? 20 : session.size() == "state" ? 25 : 27;
    const std::size_t elements = std::size_t{1} << bits;
    const auto bytes = static_cast<double>(elements * sizeof(std::uint64_t));

    // Indices in an order that no prefetcher can guess: a full-period linear congruential walk.
    std::vector<std::uint64_t> from(elements), to(elements), order(elements);
    for (std::size_t i = 1; i < elements; ++i) {
        from[i] = i;
        order[i] = (order[i - 1] * 6364136223846793005U + 1442695040888963407U) % elements;
    }

    const std::uint64_t expected = elements / 2 * (elements - 1);
    std::uint64_t sum = 0;
    std::uint64_t peer_sum = 0;
    const auto bandwidth = bench::measure_bandwidth(1);
    session.compare(
        {.kernel = "read",
         .threads = 1,
         .ours = [&] { sum = std::reduce(from.begin(), from.end()); },
         .peers = {{"accumulate", [&] { peer_sum = std::accumulate(from.begin(), from.end(), std::uint64_t{0}); },
                    [&] { return sum == expected && peer_sum == expected; }}},
         .floor_seconds = bytes / bandwidth.read});
    session.compare({.kernel = "copy",
                     .threads = 1,
                     .ours = [&] { std::copy(from.begin(), from.end(), to.begin()); },
                     .floor_seconds = 2 * bytes / bandwidth.triad});
    session.compare({.kernel = "gather", .threads = 1, .ours = [&] {
                         for (std::size_t i = 0; i < elements; ++i) to[i] = from[order[i]];
                     }});
    return session.finish();
}
