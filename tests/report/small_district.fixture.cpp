// SPDX-License-Identifier: BSL-1.0
#include "report/small_district.hpp"

#include <cstddef>
#include <utility>

#include <colearn/report/district_review.hpp>

using namespace colearn;

learning_system small_district(const std::string& flourish) {
    learning_system out;
    out.name = "Small district" + flourish;
    out.topics = {"reading", "number"};
    out.notes = {"Made up for a test" + flourish + "."};
    auto& net = out.net;
    constexpr std::size_t count = 10;
    for (std::size_t i = 0; i < count; ++i) {
        const bool odd = i % 2 == 1;
        school one;
        one.key = "s" + std::to_string(i);
        one.name = "School " + std::to_string(i) + flourish;
        one.region = i < 5 ? "West" : "East";
        one.where = place{-34.0, 138.0 + .0325 * static_cast<double>(i)};
        one.years = level::primary;
        one.enrolment = 100.0 + 20.0 * static_cast<double>(i);
        one.disadvantaged = odd ? .5 : .1;
        one.need = odd ? std::vector{.8, .2} : std::vector{.2, .8};
        one.strength = odd ? std::vector{.2, .9} : std::vector{.9, .2};
        net.add(std::move(one));
        for (const char* who : {"a", "b"})
            net.add(
                teacher{.key = "t" + std::to_string(i) + who, .name = "Teacher " + std::to_string(i) + who + flourish});
    }
    const auto welfare = net.add(agency{.key = "a", .name = "Welfare" + flourish, .where = place{-34.05, 138.1}});
    const auto library =
        net.add(community_group{.key = "c", .name = "Library" + flourish, .where = place{-34.06, 138.1}});
    net.add(community_group{.key = "d", .name = "Youth club" + flourish});
    net.add(family{.key = "f"});
    for (std::size_t i = 0; i < count; ++i) {
        const id<school> here{i};
        const id<teacher> first{2 * i};
        const id<teacher> second{2 * i + 1};
        net.connect(here, first, layers::employment, {.trust = .9});
        net.connect(here, second, layers::employment, {.trust = .9});
        net.connect(first, second, layers::teacher_to_teacher, {.trust = .8});
        net.connect(second, first, layers::teacher_to_teacher, {.trust = .6});
        if (i + 1 == count) continue;
        net.connect(here, id<school>{i + 1}, layers::school_to_school, {.trust = .7});
        net.connect(first, id<teacher>{2 * i + 2}, layers::teacher_to_teacher, {.trust = .5});
        net.connect(id<teacher>{2 * i + 2}, first, layers::teacher_to_teacher, {.trust = .5});
    }
    net.connect(id<school>{std::size_t{2}}, welfare, layers::school_to_agency, {.trust = .6});
    net.connect(id<school>{std::size_t{6}}, welfare, layers::school_to_agency, {.trust = .6});
    net.connect(welfare, library, layers::school_to_community, {.trust = 1});
    return out;
}

review reviewed(const learning_system& system, const review_options& options) {
    return review_district(system, options);
}
