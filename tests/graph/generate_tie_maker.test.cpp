// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include <colearn/graph/detail/generate_tie_maker.hpp>
#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/generate_ties.hpp>
#include <colearn/graph/geography.hpp>

#include "support/catch.hpp"

namespace generate_tie_maker_test {

using namespace colearn;

namespace {

using arc = std::pair<std::uint32_t, std::uint32_t>;

system_parameters hundred_schools() {
    auto parameters = parameters_of(system_size::state);
    parameters.schools = 100;
    parameters.regions = 4;
    parameters.places.area_km2 = 10'000;
    parameters.ties.teacher_ties = 5; // far from using up the pairs of a school
    return parameters;
}

std::vector<arc> arcs_of(const generated_ties& made, std::uint8_t layer) {
    std::vector<arc> out;
    for (std::size_t i = 0; i < made.sources.size(); ++i)
        if (made.layers[i] == layer) out.emplace_back(made.sources[i], made.targets[i]);
    return out;
}

double reciprocity(const std::vector<arc>& arcs) {
    const std::set<arc> all(arcs.begin(), arcs.end());
    std::size_t returned = 0;
    for (const auto& [from, to] : all) returned += all.contains({to, from}) ? std::size_t{1} : 0;
    return static_cast<double>(returned) / static_cast<double>(all.size());
}

/// School of a teacher's vertex.
std::size_t school_of(const generated_people& people, std::uint32_t vertex) {
    const auto teacher = vertex - people.first_vertex[1];
    const auto after = std::upper_bound(people.first_teacher.begin(), people.first_teacher.end(), teacher);
    return static_cast<std::size_t>(after - people.first_teacher.begin()) - 1;
}

std::vector<double> in_degrees(const generated_ties& made) {
    std::vector<double> out(made.people.first_teacher.back(), 0);
    for (const auto& [from, to] : arcs_of(made, detail::advises)) ++out[to - made.people.first_vertex[1]];
    return out;
}

/// Variance over mean: 1 for Poisson numbers.
double dispersion(const std::vector<double>& degrees) {
    double sum = 0;
    double squares = 0;
    for (const double one : degrees) {
        sum += one;
        squares += one * one;
    }
    const double mean = sum / static_cast<double>(degrees.size());
    return (squares / static_cast<double>(degrees.size()) - mean * mean) / mean;
}

/// Odds of a tie between alike teachers of one school, over the odds that the schools' staff would give by chance.
double homophily_index(const generated_ties& made) {
    const auto& people = made.people;
    double alike = 0;
    double unlike = 0;
    double expected_alike = 0;
    double expected_unlike = 0;
    std::vector<double> ties_of(people.school_count(), 0);
    for (const auto& [from, to] : arcs_of(made, detail::advises)) {
        const auto s = school_of(people, from);
        if (s != school_of(people, to) || people.teachers(s) < 30) continue;
        const auto stage = [&](std::uint32_t vertex) {
            return career_stage(double{people.tenure[vertex - people.first_vertex[1]]});
        };
        (stage(from) == stage(to) ? alike : unlike) += 1;
        ++ties_of[s];
    }
    for (std::size_t s = 0; s < people.school_count(); ++s) {
        if (ties_of[s] == 0) continue;
        std::array<double, 3> weight{};
        double squares = 0;
        for (auto t = people.first_teacher[s]; t < people.first_teacher[s + 1]; ++t) {
            const double popularity = people.teacher_popularity[t + 1] - people.teacher_popularity[t];
            weight[static_cast<std::size_t>(career_stage(double{people.tenure[t]}))] += popularity;
            squares += popularity * popularity;
        }
        const double all = weight[0] + weight[1] + weight[2];
        const double same = weight[0] * weight[0] + weight[1] * weight[1] + weight[2] * weight[2] - squares;
        expected_alike += ties_of[s] * same / (all * all - squares);
        expected_unlike += ties_of[s] * (1 - same / (all * all - squares));
    }
    return alike / unlike * expected_unlike / expected_alike;
}

} // namespace

TEST_CASE("ties have the structure that their layers promise", "[generate]") {
    const auto made = generate_ties(hundred_schools(), 1);
    const auto& first = made.people.first_vertex;
    const auto role = [&](std::uint32_t vertex) {
        return static_cast<std::size_t>(std::upper_bound(first.begin(), first.end(), vertex) - first.begin()) - 1;
    };
    std::array<std::set<std::pair<std::size_t, std::size_t>>, 9> joins;
    std::set<std::pair<std::uint8_t, arc>> seen;
    for (std::size_t i = 0; i < made.sources.size(); ++i) {
        joins[made.layers[i]].insert({role(made.sources[i]), role(made.targets[i])});
        CHECK(made.sources[i] != made.targets[i]);
        // No tie is there twice, nor an undirected one both ways. Far ties are drawn from either end's school.
        if (made.layers[i] != detail::knows)
            CHECK(seen.insert({made.layers[i], {made.sources[i], made.targets[i]}}).second);
        if (!generated_layers[made.layers[i]].directed)
            CHECK_FALSE(seen.contains({made.layers[i], {made.targets[i], made.sources[i]}}));
    }
    using roles = std::set<std::pair<std::size_t, std::size_t>>;
    enum : std::size_t { school, teacher, group, family, agency, employer, university, community };
    CHECK(joins[detail::employs] == roles{{teacher, school}});
    CHECK(joins[detail::enrols] == roles{{group, school}, {family, school}, {family, group}});
    CHECK(joins[detail::advises] == roles{{teacher, teacher}});
    CHECK(joins[detail::partners] == roles{{school, school}});
    CHECK(joins[detail::serves] == roles{{school, agency}});
    CHECK(joins[detail::joins] == roles{{school, employer}, {school, community}});
    CHECK(joins[detail::knows] ==
          roles{{teacher, teacher}, {family, family}, {family, teacher}, {university, school}, {teacher, university}});
    CHECK(joins[detail::governs] == roles{{agency, school}, {family, school}});
    CHECK(joins[detail::shares] == roles{{school, agency}, {agency, agency}});

    CHECK(arcs_of(made, detail::employs).size() == made.people.first_teacher.back());
    CHECK(arcs_of(made, detail::enrols).size() == made.people.first_group.back() + 2 * made.people.first_family.back());
}

TEST_CASE("the share of ties returned is near its parameter", "[generate]") {
    for (const double wanted : {0.0, 0.2, 0.4, 0.8, 1.0}) {
        auto parameters = hundred_schools();
        parameters.ties.reciprocity = wanted;
        const auto made = generate_ties(parameters, 2);
        CHECK(reciprocity(arcs_of(made, detail::advises)) == Approx(wanted).margin(0.02));
    }
}

TEST_CASE("teachers name as many others as asked for, whatever the reciprocity", "[generate]") {
    for (const double returned : {0.0, 0.4, 1.0}) {
        auto parameters = hundred_schools();
        parameters.ties.reciprocity = returned;
        const auto made = generate_ties(parameters, 2);
        const double ties = static_cast<double>(arcs_of(made, detail::advises).size());
        CHECK(ties / made.people.first_teacher.back() == Approx(5).epsilon(0.04));
    }
}

TEST_CASE("alike teachers are tied more often than chance has it, by the factor asked for", "[generate]") {
    auto parameters = hundred_schools();
    parameters.ties.teacher_ties = 3;
    for (const double wanted : {1.0, 2.0, 4.0}) {
        parameters.ties.homophily = wanted;
        CHECK(homophily_index(generate_ties(parameters, 3)) == Approx(wanted).epsilon(0.12));
    }
}

TEST_CASE("the tail of degrees is heavier than Poisson, and as heavy as popularity makes it", "[generate]") {
    auto parameters = hundred_schools();
    const auto degrees = in_degrees(generate_ties(parameters, 4));
    CHECK(dispersion(degrees) > 2.5);
    // Of Poisson numbers with mean 5, 1 in 2,000 is above 13.
    const auto above = std::count_if(degrees.begin(), degrees.end(), [](double one) { return one > 13; });
    CHECK(static_cast<double>(above) > 0.02 * static_cast<double>(degrees.size()));

    parameters.ties.popularity_spread = 0;
    parameters.ties.homophily = 1;
    const auto even = in_degrees(generate_ties(parameters, 4));
    CHECK(dispersion(even) < 1.6); // heads are twice as popular, and pairs come both ways
    parameters.ties.popularity_spread = 1;
    CHECK(dispersion(in_degrees(generate_ties(parameters, 4))) > 2 * dispersion(degrees));
}

TEST_CASE("the share of ties with other schools is near its parameter, and they are near", "[generate]") {
    auto parameters = hundred_schools();
    parameters.ties.other_school = 0.3;
    const auto made = generate_ties(parameters, 5);
    const auto arcs = arcs_of(made, detail::advises);
    const auto& schools = made.people.sites.schools;
    double outside = 0;
    double km = 0;
    for (const auto& [from, to] : arcs) {
        const auto s = school_of(made.people, from);
        const auto t = school_of(made.people, to);
        if (s == t) continue;
        ++outside;
        km += distance_km(*schools[s].where, *schools[t].where);
    }
    CHECK(outside / static_cast<double>(arcs.size()) == Approx(0.3).margin(0.03));
    double all_km = 0;
    for (const auto& a : schools)
        for (const auto& b : schools) all_km += distance_km(*a.where, *b.where);
    all_km /= static_cast<double>(schools.size() * (schools.size() - 1));
    CHECK(km / outside < all_km / 2);
}

TEST_CASE("agencies work more with disadvantaged schools", "[generate]") {
    auto parameters = hundred_schools();
    parameters.organisations.agencies = 100;
    const auto made = generate_ties(parameters, 6);
    std::vector<double> agencies(100, 0);
    for (const auto& [from, to] : arcs_of(made, detail::serves)) ++agencies[from];
    double poor = 0;
    double rich = 0;
    for (std::size_t s = 0; s < 100; ++s) (made.people.sites.need_for_help[s] > 0 ? poor : rich) += agencies[s];
    CHECK(poor > 1.3 * rich);
}

TEST_CASE("families keep to their school, and mostly to their class", "[generate]") {
    auto parameters = hundred_schools();
    parameters.schools = 20;
    parameters.people.family_share = 1;
    const auto made = generate_ties(parameters, 7);
    const auto& people = made.people;
    std::vector<std::uint32_t> group(people.first_family.back());
    std::vector<std::uint32_t> at(people.first_family.back());
    for (const auto& [from, to] : arcs_of(made, detail::enrols)) {
        if (from < people.first_vertex[3]) continue;
        auto& where = to < people.first_vertex[1] ? at : group;
        where[from - people.first_vertex[3]] = to;
    }
    double among = 0;
    double in_class = 0;
    for (const auto& [from, to] : arcs_of(made, detail::knows)) {
        const auto a = from - people.first_vertex[3];
        const auto b = to - people.first_vertex[3];
        if (a >= group.size() || b >= group.size()) continue;
        CHECK(at[a] == at[b]);
        ++among;
        in_class += group[a] == group[b] ? 1 : 0;
    }
    // Of the 70 %, some were drawn in class already and go elsewhere.
    CHECK(among == Approx(6.0 * people.first_family.back()).epsilon(0.05));
    CHECK(in_class / among > 0.5);
    CHECK(in_class / among < 0.72);
}

TEST_CASE("two schools, or one, have ties too", "[generate]") {
    for (const std::size_t count : {1U, 2U}) {
        auto parameters = parameters_of(system_size::district);
        parameters.schools = count;
        parameters.regions = 1;
        const auto made = generate_ties(parameters, 1);
        CHECK(made.sources.size() >= count);
        for (const auto target : made.targets) CHECK(target < made.people.actor_count());
    }
}

TEST_CASE("schools have as many partners as asked for, the near and the like first", "[generate]") {
    auto parameters = hundred_schools();
    parameters.schools = 400;
    parameters.people.family_share = 0;
    for (const double wanted : {1.0, 2.5, 8.0}) {
        parameters.ties.school_partners = wanted;
        const auto made = generate_ties(parameters, 8);
        const auto ties = arcs_of(made, detail::partners);
        CHECK(2 * static_cast<double>(ties.size()) / 400 == Approx(wanted).epsilon(0.08));
    }
    parameters.ties.school_partners = 2.5;
    const auto made = generate_ties(parameters, 8);
    const auto& schools = made.people.sites.schools;
    double alike = 0;
    const auto ties = arcs_of(made, detail::partners);
    for (const auto& [from, to] : ties) alike += schools[from].years == schools[to].years ? 1 : 0;
    double chance = 0; // of two schools having one level
    for (const auto years : detail::all_levels) {
        const auto of =
            std::count_if(schools.begin(), schools.end(), [&](const auto& one) { return one.years == years; });
        chance += static_cast<double>(of) / 400 * static_cast<double>(of) / 400;
    }
    CHECK(alike / static_cast<double>(ties.size()) > 1.2 * chance);
}

} // namespace generate_tie_maker_test
