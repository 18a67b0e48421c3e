// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/graph/learning_system.hpp>
#include <colearn/matching/match_mentors.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace match_mentors_test {

using Catch::Contains;
using colearn::match_mentors;
using colearn::mentor_options;
using colearn::mentor_plan;
using colearn::no_mentor_reason;
using colearn::status;
using colearn::teacher;
using matching_test::at;
using matching_test::school;

namespace {

constexpr std::array plans{mentor_plan::stable_for_mentees, mentor_plan::stable_for_mentors, mentor_plan::best_total,
                           mentor_plan::most_served};

teacher person(std::string name, std::vector<double> need, std::vector<double> strength) {
    teacher one;
    one.key = one.name = std::move(name);
    one.need = std::move(need);
    one.strength = std::move(strength);
    return one;
}

// Two schools 11 km apart. Ann and Ben mentor; Ann leads Cy; Eve is far better than both; Flo's needs are not known.
struct staffroom {
    colearn::system_network net{};
    colearn::id<school> east{}, west{};
    colearn::id<teacher> ann{}, ben{}, cy{}, di{}, eve{}, flo{};

    staffroom() {
        school one;
        one.name = "East", one.where = matching_test::place{-37.8, 145};
        east = net.add(one);
        one.name = "West", one.where = matching_test::place{-37.8, 144.875};
        west = net.add(one);
        ann = net.add(person("Ann", {.1, .1}, {.9, .5}));
        ben = net.add(person("Ben", {.1, .1}, {.6, .6}));
        cy = net.add(person("Cy", {.8, 0}, {.1, .4}));
        di = net.add(person("Di", {.4, .4}, {.2, .2}));
        eve = net.add(person("Eve", {.5, .5}, {1, 1}));
        flo = net.add(person("Flo", {}, {}));
        const auto work = net.add(colearn::layers::employment);
        for (const auto who : {ann, cy, eve}) net.connect(who, east, work);
        for (const auto who : {ben, di, flo}) net.connect(who, west, work);
        net.connect(ann, cy, net.add(colearn::layers::governance));
    }
};

} // namespace

TEST_CASE("teachers: the rules, the reasons, and who is left out", "[match_mentors]") {
    const staffroom at_work;
    mentor_options<teacher> options{.mentors = {{at_work.ann, 1}, {at_work.ben, 2}}, .topics = {"reading", "number"}};
    const auto made = match_mentors(at_work.net, options);
    const auto checked = verify(at_work.net, made, options);
    INFO(checked.violated);
    CHECK(checked);
    // Cy reports to Ann, so Ben it is; Di would rather have Ann, though she is further away.
    CHECK(made.mentor_of[at_work.cy] == at_work.ben);
    REQUIRE(made.proposals.size() == 2);
    CHECK(made.proposals[0].gain.value() == Approx(.5));
    CHECK(made.proposals[0].score == Approx(.5 * std::exp2(-made.proposals[0].km.value() * 1.5 / 20)));
    CHECK(made.proposals[0].mentor_score == Approx(made.proposals[0].score * .4));
    CHECK_THAT(made.proposals[0].rationale, Contains("Ben for Cy: stronger in reading (0.60 against 0.10), which meets "
                                                     "50% of the need. They are 11 km apart") &&
                                                Contains("No other mentor fits."));
    CHECK(made.mentor_of[at_work.di] == at_work.ben); // at her own school
    CHECK_THAT(made.proposals[1].rationale, Contains("the same school") && Contains("the best of 2 that fit"));
    CHECK(made.proposals[1].runners_up.size() == 1);
    CHECK_FALSE(made.proposals[1].runners_up[0].full);
    CHECK(made.free_places == 1);
    REQUIRE(made.left_out.size() == 2);
    CHECK(made.left_out[0].why == no_mentor_reason::nobody_fits);
    CHECK_THAT(made.left_out[0].words, Contains("None of the 2 mentors that the rules allow would bring Eve enough"));
    CHECK(made.left_out[1].why == no_mentor_reason::profile_missing);
    CHECK(made.fairness.neediest.mentees == 1); // Eve, whose need is 1; Cy and Di tie at .8
    CHECK(made.fairness.unknown == 1);
    CHECK_THAT(made.fairness.words, Contains("0 of 1 have a mentor; of the others, 2 of 2"));

    options.rules.schools = colearn::workplace::other;
    CHECK(match_mentors(at_work.net, options).mentor_of[at_work.di] == at_work.ann);
    options.rules.schools = colearn::workplace::same;
    const auto same = match_mentors(at_work.net, options);
    CHECK(same.left_out[0].why == no_mentor_reason::nobody_allowed);
    CHECK_THAT(same.left_out[0].words, Contains("no mentor for Cy: of 1 it is true that"));
    options.rules = {.line_managers = true};
    CHECK(match_mentors(at_work.net, options).mentor_of[at_work.cy] == at_work.ann);
    options.rules.apart = {{at_work.ann, at_work.cy}};
    CHECK(match_mentors(at_work.net, options).mentor_of[at_work.cy] == at_work.ben);
    options.rules.max_distance_km = 5;
    CHECK_FALSE(match_mentors(at_work.net, options).mentor_of[at_work.cy].valid());

    // By the caller's own scores: everyone with Ann, who takes one.
    options = {.mentors = {{at_work.ann, 1}},
               .mentees = {at_work.eve, at_work.flo},
               .mentee_score = [](auto, auto) { return 1.; },
               .mentor_score = [&](auto mentee, auto) { return mentee == at_work.flo ? 2. : 1.; }};
    const auto own = match_mentors(at_work.net, options);
    CHECK(own.mentor_of[at_work.flo] == at_work.ann);
    CHECK(own.left_out[0].why == no_mentor_reason::mentors_full);
    CHECK(verify(at_work.net, own, options));
}

TEST_CASE("schools: every plan is certified and keeps its promise", "[match_mentors]") {
    std::size_t blocked = 0;
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const auto schools = matching_test::random_schools(seed, 24);
        mentor_options<school> options{.rules = {.max_distance_km = seed % 2 == 0 ? 40. : 12.}};
        for (std::size_t i = 0; i < 6; ++i)
            options.mentors.push_back({at(4 * i), static_cast<std::uint32_t>(i % 3) + 1});
        std::vector<colearn::mentor_result<school>> made;
        for (const auto plan : plans) {
            options.plan = plan;
            made.push_back(match_mentors<school>(schools, options));
            const auto checked = verify(schools, made.back(), options);
            INFO("seed " << seed << ": " << checked.violated);
            CHECK(checked);
            CHECK(made.back().proposals.size() + made.back().left_out.size() == 18);
            options.threads = 3;
            CHECK(match_mentors<school>(schools, options).mentor_of == made.back().mentor_of);
            options.threads = 1;
        }
        CHECK(made[0].blocking_pairs == 0);
        CHECK(made[1].blocking_pairs == 0);
        CHECK(made[0].proposals.size() == made[1].proposals.size()); // rural hospitals
        CHECK(made[0].total_score >= made[1].total_score);
        CHECK(made[2].total_score >= made[0].total_score - 1e-9);
        CHECK(made[2].total_score >= made[3].total_score - 1e-9);
        CHECK(made[3].proposals.size() >= made[2].proposals.size());
        blocked += made[2].blocking_pairs;
    }
    CHECK(blocked > 0);
}

TEST_CASE("a forged plan is rejected", "[match_mentors]") {
    const auto schools = matching_test::random_schools(3, 16);
    mentor_options<school> options{.mentors = {{at(0), 2}, {at(1), 2}, {at(2), 1}}};
    for (const auto plan : {mentor_plan::stable_for_mentees, mentor_plan::best_total}) {
        options.plan = plan;
        const auto good = match_mentors<school>(schools, options);
        REQUIRE(verify(schools, good, options));
        REQUIRE(good.proposals.size() > 1);
        const auto rejected = [&](auto forge) {
            auto forged = good;
            forge(forged);
            return verify(schools, forged, options).violated;
        };
        const auto one = good.proposals[0];
        CHECK_THAT(rejected([](auto& r) { r.certificate.candidates.pop_back(); }), Contains("could be paired"));
        CHECK_THAT(rejected([](auto& r) { r.certificate.candidates.push_back(r.certificate.candidates[0]); }),
                   Contains("in order"));
        CHECK_THAT(rejected([](auto& r) { r.certificate.candidates[0].score *= 2; }), Contains(" score "));
        CHECK_THAT(rejected([&](auto& r) { r.mentor_of[one.mentee] = {}; }), Contains("that is certified"));
        CHECK_THAT(rejected([&](auto& r) { r.mentees_of[one.mentor].clear(); }), Contains("whose mentor it is"));
        CHECK_THAT(rejected([](auto& r) { r.proposals.pop_back(); }), Contains("in one proposal or be left out"));
        CHECK_THAT(rejected([](auto& r) { std::swap(r.proposals[0], r.proposals[1]); }), Contains("must be proposed"));
        CHECK_THAT(rejected([](auto& r) { std::swap(r.left_out[0], r.left_out[1]); }), Contains("left out by name"));
        CHECK_THAT(rejected([](auto& r) { r.left_out[0].why = no_mentor_reason::nobody_fits; }), Contains("is not so"));
        CHECK_THAT(rejected([](auto& r) { r.proposals[0].rank += 1; }), Contains("its scores and its rank"));
        CHECK_THAT(rejected([](auto& r) { r.proposals[0].falls_at += .01; }), Contains(" falls at "));
        CHECK_THAT(rejected([](auto& r) { r.total_score += 1; }), Contains("the scores sum to"));
        CHECK_THAT(rejected([](auto& r) { r.free_places += 1; }), Contains("free places"));
        CHECK_THAT(rejected([](auto& r) { r.blocking_pairs += 1; }), Contains("rather have each other"));
        CHECK_THAT(rejected([](auto& r) { r.fairness.neediest.matched += 1; }), Contains("the neediest"));
        CHECK_THAT(rejected([](auto& r) { r.outcome = status::cancelled; }), Contains("must propose nothing"));
    }
    CHECK_THROWS_WITH(match_mentors<school>(schools, {.mentors = {{at(0), 1}, {at(0), 1}}}), Contains("named once"));
    CHECK_THROWS_WITH(match_mentors<school>(schools, {.mentors = {{at(0), 1}}, .mentees = {at(0)}}),
                      Contains("be no mentor"));
    CHECK_THROWS_WITH(match_mentors<school>(schools, {.mentors = {{at(99), 1}}}), Contains("in the table"));
    options.mentee_score = [](auto, auto) { return std::numeric_limits<double>::quiet_NaN(); };
    CHECK_THROWS_WITH(match_mentors<school>(schools, options), Contains("must be finite"));
    std::stop_source source;
    source.request_stop();
    const mentor_options<school> stopped{.mentors = {{at(0), 2}}, .stop = source.get_token()};
    const auto nothing = match_mentors<school>(schools, stopped);
    CHECK(nothing.outcome == status::cancelled);
    CHECK(verify(schools, nothing, stopped));
    CHECK(match_mentors<school>(schools, {}).proposals.empty());
}

} // namespace match_mentors_test
