// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_BENCHMARKS_SUPPORT_SCHOOLS_HPP
#define COLEARN_BENCHMARKS_SUPPORT_SCHOOLS_HPP

/// @file
/// What the benchmarks of pairs and of groups share: made-up schools.

#include <cstddef>
#include <string>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/graph/roles.hpp>

namespace bench {

// Schools in towns of about 200, on a country of the size of Australia's south-east, or on such a share of its sides.
inline std::vector<colearn::school> schools_of(std::size_t count, double country = 1) {
    std::vector<colearn::school> out(count);
    for (std::size_t i = 0; i < count; ++i) {
        colearn::random_stream town(1, i / 200);
        colearn::random_stream own(2, i);
        auto& one = out[i];
        one.name = "School " + std::to_string(i);
        one.where = colearn::place{colearn::uniform(town, -38, -38 + 10 * country) + colearn::normal(own, 0, .15),
                                   colearn::uniform(town, 138, 138 + 14 * country) + colearn::normal(own, 0, .15)};
        one.years = colearn::uniform(own) < .65 ? colearn::level::primary : colearn::level::secondary;
        one.enrolment = 50 + colearn::gamma(own, 2, 200);
        one.disadvantaged = colearn::beta(own, 2, 5);
        for (int topic = 0; topic < 6; ++topic) {
            one.need.push_back(colearn::beta(own, 2, 2));
            one.strength.push_back(colearn::beta(own, 2, 2));
        }
    }
    return out;
}

} // namespace bench

#endif
