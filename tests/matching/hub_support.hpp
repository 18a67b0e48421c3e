// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_MATCHING_HUB_SUPPORT_HPP
#define COLEARN_TESTS_MATCHING_HUB_SUPPORT_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/matching/hub_and_feeders.hpp>

#include "matching/support.hpp"

namespace matching_test {

// Primary schools, and hubs at every fourth place.
[[nodiscard]] inline std::vector<school> with_hubs(std::uint64_t seed, std::size_t count, double spread = .3) {
    auto out = random_schools(seed, count, spread);
    for (std::size_t i = 0; i < count; ++i) out[i].years = i % 4 == 0 ? level::secondary : level::primary;
    return out;
}

// Two thirds of the feeders' moves are known: to three hubs at random, and to school 1, which is none.
[[nodiscard]] inline std::vector<colearn::pupil_transition> random_moves(std::uint64_t seed, std::size_t count) {
    std::vector<colearn::pupil_transition> out;
    for (std::size_t i = 0; i < count; ++i) {
        colearn::random_stream stream(seed, i);
        if (i % 4 == 0 || i == 1 || colearn::uniform(stream) < .33) continue;
        for (int k = 0; k < 3; ++k)
            out.push_back({at(i), at(4 * colearn::uniform_index(stream, (count + 3) / 4)),
                           static_cast<double>(colearn::uniform_index(stream, 30))});
        out.push_back({at(i), at(1), 5});
    }
    return out;
}

} // namespace matching_test

#endif
