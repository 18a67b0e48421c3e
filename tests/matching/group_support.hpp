// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_MATCHING_GROUP_SUPPORT_HPP
#define COLEARN_TESTS_MATCHING_GROUP_SUPPORT_HPP

#include <cstddef>
#include <utility>
#include <vector>

#include <colearn/matching/federate.hpp>

#include "matching/support.hpp"

namespace matching_test {

// Two clumps of schools far from each other, four topics; one school is alone on an island.
[[nodiscard]] inline std::vector<school> two_towns(std::size_t each) {
    auto out = random_schools(11, 2 * each + 1, .1);
    for (std::size_t i = each; i < 2 * each; ++i) out[i].where->longitude += 2;
    out.back().where = place{-45, 160};
    return out;
}

[[nodiscard]] inline colearn::federate_options quick_options() {
    colearn::federate_options out;
    out.groups.search.rounds = 10;
    return out;
}

} // namespace matching_test

#endif
