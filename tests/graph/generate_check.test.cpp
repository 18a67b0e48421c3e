// SPDX-License-Identifier: BSL-1.0
#include <functional>
#include <limits>
#include <string>

#include <colearn/core/contract.hpp>
#include <colearn/graph/detail/generate_check.hpp>
#include <colearn/graph/generate.hpp>

#include "support/catch.hpp"

namespace generate_check_test {

using namespace colearn;

namespace {

/// What `generate_system` says of parameters that `spoil` has changed.
std::string complaint(const std::function<void(system_parameters&)>& spoil) {
    system_parameters parameters;
    spoil(parameters);
    try {
        static_cast<void>(generate_system(parameters));
    } catch (const contract_violation& refused) {
        return refused.what();
    }
    return "accepted";
}

} // namespace

TEST_CASE("a bad parameter is refused by its name, with its value", "[generate]") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    using p = system_parameters;
    CHECK(complaint([](p& x) { x.schools = 0; }) == "generate_system: schools must be from 1 to 1000000; got 0");
    CHECK(complaint([](p& x) { x.regions = 0; }) ==
          "generate_system: regions must be from 1 to the number of schools; got 0");
    CHECK(complaint([](p& x) { x.regions = 51; }) ==
          "generate_system: regions must be from 1 to the number of schools; got 51");
    CHECK(complaint([](p& x) { x.ties.reciprocity = 1.5; }) ==
          "generate_system: ties.reciprocity must be from 0 to 1; got 1.5");
    CHECK(complaint([](p& x) { x.ties.homophily = 0.5; }) ==
          "generate_system: ties.homophily must be from 1 to 1e+06; got 0.5");
    CHECK(complaint([](p& x) {
              x.topics.names = {"reading", "reading"};
          }) == "generate_system: topics.names must each be new and not empty; got \"reading\"");
    CHECK(complaint([](p& x) { x.topics.names.clear(); }) ==
          "generate_system: topics.names must be from 1 to 1000 names; got 0");
    CHECK(complaint([](p& x) { x.levels.primary.enrolment[3] = 5; }) ==
          "generate_system: levels.primary.enrolment must ascend, from at least 1; got 5");
    CHECK(complaint([](p& x) {
              x.levels.primary.share = x.levels.secondary.share = x.levels.combined.share = x.levels.special.share = {};
          }) == "generate_system: levels must have a positive share; got 0");

    const auto names = [](const std::string& text, const std::string& name) {
        INFO(text);
        CHECK(text.starts_with("generate_system: " + name + " must "));
    };
    names(complaint([](p& x) { x.places.area_km2 = nan; }), "places.area_km2");
    names(complaint([](p& x) { x.places.centre.latitude = 80; }), "places.centre.latitude");
    names(complaint([](p& x) { x.places.city_density = 0; }), "places.city_density");
    names(complaint([](p& x) { x.places.country_evenness = 0; }), "places.country_evenness");
    names(complaint([](p& x) { x.places.pair_share = -0.1; }), "places.pair_share");
    names(complaint([](p& x) { x.advantage.by_place = nan; }), "advantage.by_place");
    names(complaint([](p& x) { x.advantage.by_place = 1; }), "advantage.by_place, by_nearness and by_sector");
    names(complaint([](p& x) { x.advantage.disadvantaged[4] = 1.2; }), "advantage.disadvantaged");
    names(complaint([](p& x) { x.advantage.quantiles[0] = -1; }), "advantage.quantiles");
    names(complaint([](p& x) { x.levels.special.share[1] = -1; }), "levels.special.share");
    names(complaint([](p& x) { x.levels.combined.staff_at_100 = 0; }), "levels.combined.staff_at_100");
    names(complaint([](p& x) { x.levels.secondary.heads_per_staff = 0.5; }), "levels.secondary.heads_per_staff");
    names(complaint([](p& x) { x.people.pupils_per_group = 0; }), "people.pupils_per_group");
    names(complaint([](p& x) { x.people.family_share = 1.1; }), "people.family_share");
    names(complaint([](p& x) { x.people.tenure_mean = nan; }), "people.tenure_mean");
    names(complaint([](p& x) { x.organisations.agencies = -1; }), "organisations.agencies");
    names(complaint([](p& x) { x.topics.need_by_disadvantage = 1.01; }), "topics.need_by_disadvantage");
    names(complaint([](p& x) { x.ties.candidate_schools = 0; }), "ties.candidate_schools");
    names(complaint([](p& x) { x.ties.teacher_ties = -1; }), "ties.teacher_ties");
    names(complaint([](p& x) { x.trust.colleagues = 0; }), "trust.colleagues");
    names(complaint([](p& x) { x.trust.concentration = nan; }), "trust.concentration");
}

} // namespace generate_check_test
