// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_MATCHING_TEACHER_SUPPORT_HPP
#define COLEARN_TESTS_MATCHING_TEACHER_SUPPORT_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/graph/learning_system.hpp>
#include <colearn/matching/home_groups.hpp>

#include "matching/support.hpp"

namespace matching_test {

// Schools in a row, `km_between` apart, each with `staff` teachers of random needs and strengths over three topics;
// some of one school trust each other, and the first of each school leads the second.
[[nodiscard]] inline colearn::learning_system staffed(std::uint64_t seed, std::size_t schools, std::size_t staff,
                                                      double km_between = 4) {
    colearn::learning_system out;
    out.topics = {"reading", "numeracy", "wellbeing"};
    const auto work = out.net.add(colearn::layers::employment);
    const auto line = out.net.add(colearn::layers::governance);
    const auto know = out.net.add(colearn::layers::teacher_to_teacher);
    for (std::size_t s = 0; s < schools; ++s) {
        school site;
        site.name = "School " + std::to_string(s);
        site.where = place{-37.8 + static_cast<double>(s) * km_between / 111.2, 145};
        site.disadvantaged = static_cast<double>(s) / static_cast<double>(schools);
        const auto where = out.net.add(site);
        std::vector<colearn::id<colearn::teacher>> there;
        for (std::size_t t = 0; t < staff; ++t) {
            colearn::random_stream stream(seed, s * staff + t);
            colearn::teacher one;
            one.name = "Teacher " + std::to_string(s * staff + t);
            for (int k = 0; k < 3; ++k) {
                one.need.push_back(colearn::uniform(stream));
                one.strength.push_back(colearn::uniform(stream));
            }
            there.push_back(out.net.add(one));
            out.net.connect(there.back(), where, work);
            if (t > 0 && t % 2 == 0) {
                out.net.connect(there[t - 1], there[t], know, {.5, {}});
                out.net.connect(there[t], there[t - 1], know, {.8, {}});
            }
        }
        if (staff > 1) out.net.connect(there[0], there[1], line);
    }
    return out;
}

[[nodiscard]] inline colearn::id<colearn::teacher> person(std::size_t index) {
    return colearn::id<colearn::teacher>{index};
}

} // namespace matching_test

#endif
