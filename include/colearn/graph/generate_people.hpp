// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_GENERATE_PEOPLE_HPP
#define COLEARN_GRAPH_GENERATE_PEOPLE_HPP

/// @file
/// For a policy reader: fills made-up schools with staff, student groups and families, and puts agencies, employers,
/// universities and community groups around them. No child is an actor, and no family has a name.
/// For an engineer: counts, places and popularity as columns, without a string; vertices stand in the order of
/// `system_roles`, as they do in a view of the system.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/detail/generate_check.hpp>
#include <colearn/graph/detail/generate_places.hpp>
#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/generate_schools.hpp>
#include <colearn/graph/roles.hpp>

namespace colearn {

/// Who is in a generated system, without names.
struct generated_people {
    generated_schools sites{};
    /// Teachers of school s are first_teacher[s] .. first_teacher[s + 1] - 1, its head first; the same for the others.
    std::vector<std::uint32_t> first_teacher{};
    std::vector<std::uint32_t> first_group{};
    std::vector<std::uint32_t> first_family{};
    std::vector<float> tenure{};   ///< of each teacher: years in the profession
    std::vector<place> agencies{}; ///< first the education office of each region
    std::vector<std::uint32_t> agency_region{};
    std::vector<place> employers{};
    std::vector<place> universities{};
    std::vector<place> community_groups{};
    /// First vertex of each role in the order of `system_roles`, and last the number of all actors.
    std::array<std::uint32_t, 9> first_vertex{};
    /// Sums of popularity over the teachers, and over the families, before each: one longer than the people.
    std::vector<double> teacher_popularity{};
    std::vector<double> family_popularity{};

    [[nodiscard]] std::size_t school_count() const noexcept { return sites.schools.size(); }
    [[nodiscard]] std::size_t region_count() const noexcept { return sites.region.back() + std::size_t{1}; }
    [[nodiscard]] std::size_t actor_count() const noexcept { return first_vertex.back(); }
    [[nodiscard]] std::uint32_t teachers(std::size_t s) const noexcept {
        return first_teacher[s + 1] - first_teacher[s];
    }
    [[nodiscard]] std::uint32_t groups(std::size_t s) const noexcept { return first_group[s + 1] - first_group[s]; }
    [[nodiscard]] std::uint32_t families(std::size_t s) const noexcept { return first_family[s + 1] - first_family[s]; }
};

/// Career stages, within which homophily works: up to 5 years, up to 15, and more.
[[nodiscard]] constexpr int career_stage(double tenure) noexcept {
    return tenure < 5 ? 0 : tenure < 15 ? 1 : 2;
}

namespace detail {

/// A place about a kilometre or two from a school.
[[nodiscard]] inline place beside(random_stream& stream, const place& school) {
    const double north = normal(stream, 0, 0.01);
    const double east = normal(stream, 0, 0.01);
    return {to_decimals(std::clamp(school.latitude + north, -90.0, 90.0), 1e5),
            to_decimals(std::remainder(school.longitude + east, 360.0), 1e5)};
}

/// The most central of `tries` schools drawn at random.
[[nodiscard]] inline std::size_t central_school(random_stream& stream, const generated_schools& sites, int tries) {
    auto best = static_cast<std::size_t>(uniform_index(stream, sites.schools.size()));
    for (int i = 1; i < tries; ++i) {
        const auto other = static_cast<std::size_t>(uniform_index(stream, sites.schools.size()));
        if (sites.crowding[other] > sites.crowding[best]) best = other;
    }
    return best;
}

inline void place_organisations(generated_people& made, const organisation_parameters& parameters, std::uint64_t seed) {
    random_stream stream(seed_of(seed, draw::organisations));
    const auto& sites = made.sites;
    const double hundreds = static_cast<double>(sites.schools.size()) / 100;
    const auto count = [&](double per_hundred) {
        return (std::max)(std::size_t{1}, static_cast<std::size_t>(per_hundred * hundreds + 0.5));
    };
    const auto fill = [&](std::vector<place>& places, double per_hundred, int tries) {
        for (auto left = count(per_hundred); left > 0; --left)
            places.push_back(beside(stream, *sites.schools[central_school(stream, sites, tries)].where));
    };
    // The education office of a region stands by its most central school.
    for (std::size_t first = 0, last = 0; first < sites.schools.size(); first = last) {
        auto best = first;
        for (last = first; last < sites.schools.size() && sites.region[last] == sites.region[first]; ++last)
            if (sites.crowding[last] > sites.crowding[best]) best = last;
        made.agencies.push_back(beside(stream, *sites.schools[best].where));
        made.agency_region.push_back(sites.region[first]);
    }
    for (auto left = count(parameters.agencies); left > 0; --left) {
        const auto by = central_school(stream, sites, 2);
        made.agencies.push_back(beside(stream, *sites.schools[by].where));
        made.agency_region.push_back(sites.region[by]);
    }
    fill(made.employers, parameters.employers, 3);
    fill(made.universities, parameters.universities, 6);
    fill(made.community_groups, parameters.community_groups, 1);
}

} // namespace detail

/// Makes the people and organisations of a system.
///
/// Complexity: O(actors) time; 8 bytes a family, 16 a teacher.
/// Throws: `contract_violation` that names a bad parameter.
/// Determinism: by parameters and seed alone.
[[nodiscard]] inline generated_people generate_people(const system_parameters& parameters, std::uint64_t seed) {
    detail::check(parameters, "generate_people");
    using detail::draw;
    generated_people made;
    made.sites = generate_schools(parameters, seed);
    const auto& people = parameters.people;
    const auto& sites = made.sites;
    const double spread = parameters.ties.popularity_spread;

    made.first_teacher.push_back(0);
    made.first_group.push_back(0);
    made.first_family.push_back(0);
    made.teacher_popularity.push_back(0);
    made.family_popularity.push_back(0);
    for (std::size_t s = 0; s < sites.schools.size(); ++s) {
        const auto& one = sites.schools[s];
        random_stream stream(detail::seed_of(seed, draw::people), s);
        const double heads = *one.staff * detail::profile_of(parameters.levels, one.years).heads_per_staff;
        const auto teachers = (std::max)(std::uint32_t{1}, static_cast<std::uint32_t>(heads + 0.5));
        const double mean_tenure =
            people.tenure_mean * detail::reproducible_exp(-people.tenure_by_advantage * sites.need_for_help[s]);
        for (std::uint32_t t = 0; t < teachers; ++t) {
            // Nobody works for more than 45 years, and heads are seldom novices.
            double years = gamma(stream, people.tenure_shape, mean_tenure / people.tenure_shape);
            if (t == 0) years += 10;
            made.tenure.push_back(static_cast<float>(detail::to_decimals((std::min)(years, 45.0), 10)));
            double popularity = detail::reproducible_exp(normal(stream, 0, spread));
            if (t == 0) popularity *= 2; // everyone knows the head
            made.teacher_popularity.push_back(made.teacher_popularity.back() + popularity);
        }
        const double groups = *one.enrolment / people.pupils_per_group;
        const double families = *one.enrolment / people.pupils_per_family * people.family_share;
        const auto family_count = static_cast<std::uint32_t>(detail::round_at_random(stream, families));
        for (std::uint32_t f = 0; f < family_count; ++f)
            made.family_popularity.push_back(made.family_popularity.back() +
                                             detail::reproducible_exp(normal(stream, 0, spread)));
        made.first_teacher.push_back(made.first_teacher.back() + teachers);
        made.first_group.push_back(made.first_group.back() +
                                   (std::max)(std::uint32_t{1}, static_cast<std::uint32_t>(std::ceil(groups))));
        made.first_family.push_back(made.first_family.back() + family_count);
    }
    detail::place_organisations(made, parameters.organisations, seed);

    const std::array<std::size_t, 8> counts{
        sites.schools.size(), made.first_teacher.back(), made.first_group.back(),  made.first_family.back(),
        made.agencies.size(), made.employers.size(),     made.universities.size(), made.community_groups.size()};
    for (std::size_t r = 0; r < counts.size(); ++r)
        made.first_vertex[r + 1] = made.first_vertex[r] + static_cast<std::uint32_t>(counts[r]);
    return made;
}

} // namespace colearn

#endif
