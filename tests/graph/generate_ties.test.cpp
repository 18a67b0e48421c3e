// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

#include <colearn/graph/freeze.hpp>
#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/generate_ties.hpp>

#include "support/catch.hpp"

namespace generate_ties_test {

using namespace colearn;

TEST_CASE("ties are the same on any number of threads", "[generate]") {
    auto parameters = parameters_of(system_size::state);
    parameters.schools = 100;
    parameters.regions = 4;
    parameters.places.area_km2 = 10'000;
    const auto one = generate_ties(parameters, 6, {.threads = 1});
    for (const unsigned threads : {2U, 3U, 8U}) {
        const auto same = generate_ties(parameters, 6, {.threads = threads});
        CHECK(one.complete);
        CHECK(same.sources == one.sources);
        CHECK(same.targets == one.targets);
        CHECK(same.strengths == one.strengths);
        CHECK(same.layers == one.layers);
    }
    CHECK(generate_ties(parameters, 7).targets != one.targets);
}

TEST_CASE("sizes of the named systems, the larger ones by their rate a school", "[generate]") {
    const auto district = generate_ties(parameters_of(system_size::district), 1);
    CHECK(district.people.actor_count() > 2'100);
    CHECK(district.people.actor_count() < 2'800);
    CHECK(district.sources.size() > 6'500);
    CHECK(district.sources.size() < 9'000);

    auto state = parameters_of(system_size::state);
    state.schools /= 20;
    state.regions /= 20;
    state.places.area_km2 /= 20;
    const auto part_of_state = generate_ties(state, 1);
    CHECK(static_cast<double>(part_of_state.people.actor_count()) * 20 == Approx(200'000).epsilon(0.1));
    CHECK(static_cast<double>(part_of_state.sources.size()) * 20 == Approx(2'000'000).epsilon(0.1));

    auto nation = parameters_of(system_size::nation);
    nation.schools /= 100;
    nation.regions /= 100;
    nation.places.area_km2 /= 100;
    const auto part_of_nation = generate_ties(nation, 1);
    CHECK(static_cast<double>(part_of_nation.people.actor_count()) * 100 == Approx(4'000'000).epsilon(0.1));
    CHECK(static_cast<double>(part_of_nation.sources.size()) * 100 == Approx(40'000'000).epsilon(0.1));
}

TEST_CASE("the columns freeze into a view", "[generate]") {
    const auto made = generate_ties(parameters_of(system_size::district), 3);
    const auto picture = freeze(made.columns(), made.people.actor_count());
    CHECK(picture.actor_count() == made.people.actor_count());
    CHECK(picture.record().loops_dropped == 0);
    CHECK(picture.tie_count() + picture.record().ties_merged == made.sources.size());
    for (const double trust : made.strengths) CHECK((trust >= 0.01 && trust <= 1));
}

TEST_CASE("a generator that is stopped says so and gives what it has", "[generate]") {
    std::stop_source source;
    source.request_stop();
    const auto none = generate_ties(parameters_of(system_size::district), 1, {.stop = source.get_token()});
    CHECK_FALSE(none.complete);
    CHECK(none.sources.empty());
    CHECK(none.people.school_count() == 50);

    std::stop_source later;
    auto parameters = parameters_of(system_size::state);
    parameters.schools = 200;
    parameters.regions = 8;
    const auto some = generate_ties(parameters, 1,
                                    {.progress =
                                         [&](double share) {
                                             if (share > 0.3) later.request_stop();
                                         },
                                     .stop = later.get_token()});
    CHECK_FALSE(some.complete);
    CHECK_FALSE(some.sources.empty());
    CHECK(some.sources.size() == some.targets.size());
}

} // namespace generate_ties_test
