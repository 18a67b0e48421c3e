// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_DETAIL_GENERATE_CHECK_HPP
#define COLEARN_GRAPH_DETAIL_GENERATE_CHECK_HPP

/// @file
/// For a policy reader: a parameter that makes no sense is refused by its name.
/// For an engineer: the preconditions of every generator, in the order of `system_parameters`.

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <colearn/core/contract.hpp>
#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/geography.hpp>

namespace colearn::detail {

class parameter_check {
public:
    explicit parameter_check(const char* function) : function_(function) {}

    /// NaN fails every comparison, so it is refused too.
    void within(std::string_view name, double value, double least, double most) const {
        if (value >= least && value <= most) return;
        refuse(name, "must be from " + number_text(least) + " to " + number_text(most), number_text(value));
    }
    void positive(std::string_view name, double value) const {
        if (!positive_value(value)) refuse(name, "must be positive and finite", number_text(value));
    }
    void ascending(std::string_view name, std::span<const double> values, double least) const {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!(values[i] >= (i == 0 ? least : values[i - 1])) || values[i] > 1e9)
                refuse(name, "must ascend, from at least " + number_text(least), number_text(values[i]));
        }
    }
    void holds(bool condition, std::string_view name, std::string_view what, std::string value) const {
        if (!condition) refuse(name, what, std::move(value));
    }

private:
    [[nodiscard]] static bool positive_value(double value) { return value > 0 && value <= 1e18; }
    [[noreturn]] void refuse(std::string_view name, std::string_view what, std::string value) const {
        throw contract_violation(function_, std::string(name) + " " + std::string(what), std::move(value));
    }
    const char* function_;
};

inline void check(const level_profile& one, const std::string& name, const parameter_check& need) {
    for (const double share : one.share) need.within(name + ".share", share, 0, 1);
    need.ascending(name + ".enrolment", one.enrolment, 1);
    need.positive(name + ".staff_at_100", one.staff_at_100);
    need.within(name + ".staff_exponent", one.staff_exponent, 0, 2);
    need.within(name + ".staff_spread", one.staff_spread, 0, 2);
    need.within(name + ".heads_per_staff", one.heads_per_staff, 1, 10);
    need.within(name + ".by_nearness", one.by_nearness, -1, 1);
}

/// Share of the variance of advantage that is left to chance, once the means by sector are known.
[[nodiscard]] inline double unexplained(const advantage_parameters& advantage, const school_parameters& levels) {
    double shares = 0;
    double sum = 0;
    double squares = 0;
    for (const auto* const one : {&levels.primary, &levels.secondary, &levels.combined, &levels.special}) {
        for (std::size_t s = 0; s < one->share.size(); ++s) {
            const double shift = advantage.by_sector[s];
            shares += one->share[s];
            sum += one->share[s] * shift;
            squares += one->share[s] * shift * shift;
        }
    }
    const double between_sectors = squares / shares - sum / shares * (sum / shares);
    return 1 - advantage.by_place - advantage.by_nearness * advantage.by_nearness - between_sectors;
}

/// Throws `contract_violation` of `function` that names the first parameter out of range.
inline void check(const system_parameters& parameters, const char* function) {
    const parameter_check need(function);
    need.holds(parameters.schools >= 1 && parameters.schools <= 1'000'000, "schools", "must be from 1 to 1000000",
               number_text(parameters.schools));
    need.holds(parameters.regions >= 1 && parameters.regions <= parameters.schools, "regions",
               "must be from 1 to the number of schools", number_text(parameters.regions));

    const auto& places = parameters.places;
    need.within("places.centre.latitude", places.centre.latitude, -60, 60);
    need.within("places.centre.longitude", places.centre.longitude, -180, 180);
    need.within("places.area_km2", places.area_km2, 1e-3, 2e7);
    need.positive("places.city_density", places.city_density);
    need.within("places.country_evenness", places.country_evenness, 0.01, 1000);
    need.within("places.city_evenness", places.city_evenness, 0.01, 1000);
    need.within("places.pair_share", places.pair_share, 0, 1);
    need.within("places.pair_km", places.pair_km, 1e-6, 100);

    const auto& advantage = parameters.advantage;
    need.ascending("advantage.quantiles", advantage.quantiles, 0);
    need.within("advantage.by_place", advantage.by_place, 0, 1);
    need.within("advantage.breadth", advantage.breadth, 0.01, 100);
    need.within("advantage.by_nearness", advantage.by_nearness, -1, 1);
    for (const double one : advantage.by_sector) need.within("advantage.by_sector", one, -3, 3);
    for (const double one : advantage.disadvantaged) need.within("advantage.disadvantaged", one, 0, 1);
    need.within("advantage.concentration", advantage.concentration, 0.1, 1e6);

    const auto& levels = parameters.levels;
    check(levels.primary, "levels.primary", need);
    check(levels.secondary, "levels.secondary", need);
    check(levels.combined, "levels.combined", need);
    check(levels.special, "levels.special", need);
    double share = 0;
    for (const auto* const one : {&levels.primary, &levels.secondary, &levels.combined, &levels.special})
        for (const double part : one->share) share += part;
    need.holds(share > 0, "levels", "must have a positive share", number_text(share));
    const double chance = unexplained(advantage, levels);
    need.holds(chance >= 0, "advantage.by_place, by_nearness and by_sector", "must explain at most all of the variance",
               number_text(1 - chance));
    need.within("levels.enrolment_by_advantage", levels.enrolment_by_advantage, -1, 1);

    const auto& people = parameters.people;
    need.within("people.pupils_per_group", people.pupils_per_group, 1, 1e5);
    need.within("people.pupils_per_family", people.pupils_per_family, 1, 100);
    need.within("people.family_share", people.family_share, 0, 1);
    need.within("people.tenure_mean", people.tenure_mean, 0.1, 100);
    need.within("people.tenure_shape", people.tenure_shape, 0.1, 1000);
    need.within("people.tenure_by_advantage", people.tenure_by_advantage, -1, 1);

    const auto& organisations = parameters.organisations;
    need.within("organisations.agencies", organisations.agencies, 0, 1e4);
    need.within("organisations.employers", organisations.employers, 0, 1e4);
    need.within("organisations.universities", organisations.universities, 0, 1e4);
    need.within("organisations.community_groups", organisations.community_groups, 0, 1e4);

    const auto& topics = parameters.topics;
    need.holds(!topics.names.empty() && topics.names.size() <= 1000, "topics.names", "must be from 1 to 1000 names",
               number_text(topics.names.size()));
    for (std::size_t i = 0; i < topics.names.size(); ++i) {
        const auto& name = topics.names[i];
        need.holds(!name.empty() &&
                       std::find(topics.names.begin(), topics.names.begin() + static_cast<std::ptrdiff_t>(i), name) ==
                           topics.names.begin() + static_cast<std::ptrdiff_t>(i),
                   "topics.names", "must each be new and not empty", "\"" + name + "\"");
    }
    need.within("topics.need_by_disadvantage", topics.need_by_disadvantage, -1, 1);
    need.within("topics.strength_against_need", topics.strength_against_need, -10, 10);
    need.within("topics.specialities", topics.specialities, 0, 1000);
    need.within("topics.speciality_lift", topics.speciality_lift, -10, 10);

    const auto& ties = parameters.ties;
    need.within("ties.teacher_ties", ties.teacher_ties, 0, 1000);
    need.within("ties.other_school", ties.other_school, 0, 1);
    need.within("ties.far_ties", ties.far_ties, 0, 1000);
    need.within("ties.family_ties", ties.family_ties, 0, 1000);
    need.within("ties.own_class", ties.own_class, 0, 1);
    need.within("ties.family_teachers", ties.family_teachers, 0, 1000);
    need.within("ties.council_families", ties.council_families, 0, 1000);
    need.within("ties.school_partners", ties.school_partners, 0, 1000);
    need.within("ties.agency_partners", ties.agency_partners, 0, 1000);
    need.within("ties.community_partners", ties.community_partners, 0, 1000);
    need.within("ties.university_schools", ties.university_schools, 0, 1000);
    need.within("ties.reciprocity", ties.reciprocity, 0, 1);
    need.within("ties.homophily", ties.homophily, 1, 1e6);
    need.within("ties.popularity_spread", ties.popularity_spread, 0, 3);
    need.within("ties.decay_km", ties.decay_km, 1e-3, 1e6);
    need.holds(ties.candidate_schools >= 1 && ties.candidate_schools <= 10'000, "ties.candidate_schools",
               "must be from 1 to 10000", number_text(ties.candidate_schools));

    const auto& trust = parameters.trust;
    need.within("trust.colleagues", trust.colleagues, 0.01, 1);
    need.within("trust.other_school", trust.other_school, 0.01, 1);
    need.within("trust.families", trust.families, 0.01, 1);
    need.within("trust.school", trust.school, 0.01, 1);
    need.within("trust.partners", trust.partners, 0.01, 1);
    need.within("trust.offices", trust.offices, 0.01, 1);
    need.within("trust.mutual_gain", trust.mutual_gain, 0, 1);
    need.within("trust.concentration", trust.concentration, 0.1, 1e6);
    need.within("trust.memory_days", trust.memory_days, 0, 1e5);
    need.within("trust.contacts", trust.contacts, 0, 1e6);
    need.within("trust.contacts_spread", trust.contacts_spread, 0, 5);
}

} // namespace colearn::detail

#endif
