// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_MATCHING_GROUP_PATH_HPP
#define COLEARN_TESTS_MATCHING_GROUP_PATH_HPP

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/matching/group_question.hpp>

#include "matching/support.hpp"

namespace matching_test {

using colearn::school;
using group_question = colearn::detail::group_question<school>;

// A path 0-1-2-3-4 and a pair 6-7; 5 comes into question for nobody.
inline group_question path() {
    group_question out;
    out.id_bound = 8;
    for (std::size_t i = 0; i < 8; ++i) out.members.push_back(at(i));
    out.pairs = {{at(0), at(1)}, {at(1), at(2)}, {at(2), at(3)}, {at(3), at(4)}, {at(6), at(7)}};
    static const std::vector<std::vector<double>> need{{1, 0}, {0, 1}, {1, 1}, {1, 0}, {1, 0}, {1, 0}, {}, {1, 0}};
    static const std::vector<std::vector<double>> strength{{0, 0}, {.5, 0}, {0, 1}, {1, 0},
                                                           {0, 0}, {0, 0},  {1, 1}, {.2, 0}};
    out.allowed = [](id<school> a, id<school> b) {
        return std::max(a.index, b.index) - std::min(a.index, b.index) < 4;
    };
    out.score = [](id<school>, id<school>) { return .5; };
    out.name = [](id<school> who) { return "S" + std::to_string(who.index); };
    out.km = [](id<school>, id<school>) { return std::optional<double>(); };
    out.need = [](id<school> who) -> const std::vector<double>& { return need[who.index]; };
    out.strength = [](id<school> who) -> const std::vector<double>& { return strength[who.index]; };
    out.asked = [](id<school>) { return true; };
    out.alone = [](id<school> who) { return "S" + std::to_string(who.index) + " is alone."; };
    out.topics = {"reading", "numeracy"};
    return out;
}

} // namespace matching_test

#endif
