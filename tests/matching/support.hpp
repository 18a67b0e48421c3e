// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_MATCHING_SUPPORT_HPP
#define COLEARN_TESTS_MATCHING_SUPPORT_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/roles.hpp>

namespace matching_test {

using colearn::id;
using colearn::level;
using colearn::place;
using colearn::school;
using colearn::sector;

[[nodiscard]] inline id<school> at(std::size_t index) {
    return id<school>{index};
}

// A school that is known by its needs and strengths alone.
[[nodiscard]] inline school profiled(std::vector<double> need, std::vector<double> strength) {
    school one;
    one.need = std::move(need);
    one.strength = std::move(strength);
    return one;
}

// What is left out of random schools, to try what is not known.
struct gaps {
    double place = 0;
    double profile = 0;
    double numbers = 0;
};

// Schools around Melbourne, within `spread` degrees, over four topics.
[[nodiscard]] inline std::vector<school> random_schools(std::uint64_t seed, std::size_t count, double spread = .3,
                                                        const gaps& missing = {}) {
    std::vector<school> out(count);
    for (std::size_t i = 0; i < count; ++i) {
        colearn::random_stream stream(seed, i);
        const auto draw = [&] { return colearn::uniform(stream); };
        auto& one = out[i];
        one.name = "School " + std::to_string(i);
        one.region = "Region " + std::to_string(colearn::uniform_index(stream, 3));
        one.where = place{-37.8 + spread * (draw() - .5), 145 + spread * (draw() - .5)};
        one.years = draw() < .6 ? level::primary : draw() < .7 ? level::secondary : level::combined;
        one.governance = draw() < .7 ? sector::government : draw() < .5 ? sector::catholic : sector::independent;
        one.enrolment = 50 + 1000 * draw() * draw();
        one.disadvantaged = draw();
        one.advantage = 1200 - 400 * *one.disadvantaged;
        for (int k = 0; k < 4; ++k) {
            one.need.push_back(draw());
            one.strength.push_back(draw());
        }
        if (draw() < missing.place) one.where.reset();
        if (draw() < missing.profile) one.strength.clear();
        if (draw() < missing.numbers) {
            one.enrolment.reset();
            one.disadvantaged.reset();
            one.years = level::unknown;
            one.governance = sector::unknown;
        }
    }
    return out;
}

} // namespace matching_test

#endif
