// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstddef>
#include <cstdint>

#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/generate_people.hpp>

#include "support/catch.hpp"

namespace generate_people_test {

using namespace colearn;

TEST_CASE("a district has about 2,000 people, whatever the seed", "[generate]") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const auto made = generate_people(parameters_of(system_size::district), seed);
        CHECK(made.school_count() == 50);
        CHECK(made.region_count() == 6);
        const auto people = made.first_teacher.back() + made.first_family.back();
        CHECK(people > 1'700);
        CHECK(people < 2'400);
    }
}

TEST_CASE("a nation has 4 million actors, counted on a twentieth of it", "[generate]") {
    auto parameters = parameters_of(system_size::nation);
    parameters.schools /= 20;
    parameters.regions /= 20;
    parameters.places.area_km2 /= 20;
    const auto made = generate_people(parameters, 1);
    CHECK(made.actor_count() * 20 > 3'700'000);
    CHECK(made.actor_count() * 20 < 4'300'000);
    // ACARA 2022: 339,224 teachers for 4,085,663 pupils.
    double pupils = 0;
    for (const auto& one : made.sites.schools) pupils += *one.enrolment;
    CHECK(made.first_teacher.back() / pupils == Approx(339'224.0 / 4'085'663).epsilon(0.05));
}

TEST_CASE("every school has a teacher and a student group, every region an education office", "[generate]") {
    const auto made = generate_people(parameters_of(system_size::district), 2);
    for (std::size_t s = 0; s < made.school_count(); ++s) {
        CHECK(made.teachers(s) >= 1);
        CHECK(made.groups(s) == std::ceil(*made.sites.schools[s].enrolment / 75));
    }
    REQUIRE(made.agencies.size() == 6 + 10);
    for (std::uint32_t r = 0; r < 6; ++r) CHECK(made.agency_region[r] == r);
    CHECK(made.universities.size() == 1); // at least one, however small the district
    CHECK(made.tenure.size() == made.first_teacher.back());
    CHECK(made.teacher_popularity.size() == made.tenure.size() + 1);
    CHECK(made.family_popularity.size() == made.first_family.back() + 1);
}

TEST_CASE("vertices stand in the order of the roles", "[generate]") {
    const auto made = generate_people(parameters_of(system_size::district), 3);
    CHECK(made.first_vertex[0] == 0);
    CHECK(made.first_vertex[1] == 50);
    CHECK(made.first_vertex[2] - made.first_vertex[1] == made.first_teacher.back());
    CHECK(made.first_vertex[3] - made.first_vertex[2] == made.first_group.back());
    CHECK(made.first_vertex[4] - made.first_vertex[3] == made.first_family.back());
    CHECK(made.first_vertex[5] - made.first_vertex[4] == made.agencies.size());
    CHECK(made.first_vertex[6] - made.first_vertex[5] == made.employers.size());
    CHECK(made.first_vertex[7] - made.first_vertex[6] == made.universities.size());
    CHECK(made.first_vertex[8] - made.first_vertex[7] == made.community_groups.size());
}

TEST_CASE("tenure has the mean that was asked for, and is shorter in disadvantaged schools", "[generate]") {
    auto parameters = parameters_of(system_size::state);
    parameters.schools = 400;
    parameters.regions = 20;
    parameters.people.tenure_by_advantage = 0.3;
    const auto made = generate_people(parameters, 4);
    double sum = 0;
    double poor = 0;
    double rich = 0;
    std::size_t poor_count = 0;
    std::size_t rich_count = 0;
    for (std::size_t s = 0; s < made.school_count(); ++s) {
        for (auto t = made.first_teacher[s] + 1; t < made.first_teacher[s + 1]; ++t) { // without its head
            CHECK(made.tenure[t] >= 0);
            CHECK(made.tenure[t] <= 45);
            sum += double{made.tenure[t]};
            if (made.sites.need_for_help[s] > 1) {
                poor += double{made.tenure[t]};
                ++poor_count;
            } else if (made.sites.need_for_help[s] < -1) {
                rich += double{made.tenure[t]};
                ++rich_count;
            }
        }
    }
    // 45 years at most takes something off the gamma's mean of 14.
    const double mean = sum / (made.first_teacher.back() - 400.0);
    CHECK(mean > 12);
    CHECK(mean < 15.5);
    CHECK(rich / static_cast<double>(rich_count) > 1.3 * poor / static_cast<double>(poor_count));
    CHECK(career_stage(4.9) == 0);
    CHECK(career_stage(5) == 1);
    CHECK(career_stage(15) == 2);
}

TEST_CASE("no family share, no families", "[generate]") {
    auto parameters = parameters_of(system_size::district);
    parameters.people.family_share = 0;
    CHECK(generate_people(parameters, 1).first_family.back() == 0);
}

} // namespace generate_people_test
