// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <colearn/matching/compatibility.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace compatibility_test {

using Catch::Contains;
using colearn::compatibility_options;
using colearn::school_compatibility;
using colearn::school_table;
using colearn::school_ties;
using matching_test::at;
using matching_test::id;
using matching_test::place;
using matching_test::profiled;
using matching_test::school;

namespace {

const colearn::term& named(const colearn::compatibility& of, const std::string& name) {
    for (const auto& one : of.terms)
        if (one.name == name) return one;
    FAIL("no term " << name);
    return of.terms.front();
}

// Gains of .4 and .15 (see complementarity.test.cpp), 13.3 km apart.
std::vector<school> two_schools() {
    std::vector schools{profiled({.8, .2}, {.2, .7}), profiled({.5, .5}, {.7, .4})};
    schools[0].name = "Oak Hill";
    schools[1].name = "Elm Park";
    schools[0].where = place{0, 145};
    schools[1].where = place{0, 145 + 40. / 3 / (colearn::earth_radius_km * 3.14159265358979323846 / 180)};
    return schools;
}

} // namespace

TEST_CASE("a score by hand", "[compatibility]") {
    const auto schools = two_schools();
    const school_table table(schools);
    const school_compatibility fit(table);
    const double benefit = 2 * .4 * .15 / .55;
    // Weights 8, 1, 2, 1, 1, 2; only the benefit (8) and nearness (2) are known.
    const double score = (8 * benefit + 2 * .5) / 10;
    CHECK(fit.score(at(0), at(1)) == Approx(score));
    const auto why = fit.explain(at(0), at(1));
    CHECK(why.score == fit.score(at(0), at(1)));
    CHECK(why.known == Approx(10. / 15));
    CHECK(why.ruled_out.empty());
    REQUIRE(why.terms.size() == 6);
    CHECK(named(why, "mutual benefit").value == Approx(benefit));
    CHECK(named(why, "mutual benefit").weight == Approx(8. / 15));
    CHECK(named(why, "mutual benefit").contribution == Approx(8 * benefit / 10));
    CHECK(named(why, "nearness").value == Approx(.5));
    CHECK(named(why, "nearness").words == "They are 13 km apart, about 20 minutes by road (estimated).");
    CHECK(
        named(why, "mutual benefit").words ==
        "On a scale of 0 to 1, on what Oak Hill needs, Elm Park is ahead by 0.40; on what Elm Park needs, Oak Hill is "
        "ahead by 0.15. The exchange is uneven: Elm Park would mostly give.");
    for (const auto* missing : {"likeness of context", "trust", "shared partners", "student voice"}) {
        CHECK(named(why, missing).missing());
        CHECK(named(why, missing).contribution == 0);
        CHECK_THAT(named(why, missing).words, Contains("known"));
    }
}

TEST_CASE("trust, partners and pupils' voice count where they are known", "[compatibility]") {
    colearn::system_network net;
    const auto schools = two_schools();
    const auto a = net.add(schools[0]);
    const auto b = net.add(schools[1]);
    const colearn::layer advice{"advice", true, {}};
    net.connect(a, b, advice, {.9, {}});
    net.connect(b, a, advice, {.4, {}});
    const auto clinic = net.add(colearn::agency{});
    const auto other = net.add(colearn::agency{});
    for (const auto who : {a, b}) net.connect(who, clinic, colearn::layers::school_to_agency);
    net.connect(a, other, colearn::layers::school_to_agency);
    const school_table table(net);
    const school_ties ties(net);
    compatibility_options options;
    options.student_voice = colearn::id_map<school, std::vector<double>>(2);
    options.student_voice[a] = {3, 1}; // a gains in the first topic alone
    options.student_voice[b] = {0, 2}; // b gains in the second
    const school_compatibility fit(table, &ties, options);
    const auto why = fit.explain(a, b);
    CHECK(named(why, "trust").value == Approx(.6));
    CHECK(named(why, "shared partners").value == Approx(.5));
    CHECK(named(why, "student voice").value == Approx(.75));
    CHECK(fit.student_led(a, b));
    CHECK(named(why, "student voice").words == "At least 75% of what pupils ask for is on topics where the partner is "
                                               "stronger.");
    double sum = 0;
    for (const auto& one : why.terms) sum += one.contribution;
    CHECK(sum == Approx(why.score));

    options.trust = [&](id<school> from, id<school>) { return from == a ? std::optional(.5) : std::nullopt; };
    const school_compatibility one_way(table, &ties, options);
    CHECK(named(one_way.explain(a, b), "trust").missing());
    CHECK(named(one_way.explain(a, b), "trust").words == "Only the trust of Oak Hill in the other is known (0.50).");
    CHECK(named(one_way.explain(b, a), "trust").words == "Only the trust of Oak Hill in the other is known (0.50).");
    options.trust = [](id<school>, id<school>) { return std::optional(2.); };
    const school_compatibility wrong(table, &ties, options);
    CHECK_THROWS_AS(wrong.score(a, b), colearn::contract_violation);
}

TEST_CASE("a pair in which one gains nothing is ruled out, however near", "[compatibility]") {
    auto schools = two_schools();
    schools[1].need = {1, 0}; // it is ahead there itself
    schools[1].where = schools[0].where;
    const school_table table(schools);
    const school_compatibility fit(table);
    CHECK(fit.score(at(0), at(1)) == 0);
    CHECK(fit.ruled_out(at(1), at(0)) == "one of the two would gain nothing");
    const auto why = fit.explain(at(0), at(1));
    CHECK(why.score == 0);
    CHECK(why.ruled_out == "one of the two would gain nothing");
    CHECK(named(why, "nearness").value == 1); // still shown
    CHECK(named(why, "nearness").contribution == 0);

    const auto both_gain = two_schools();
    const school_table other(both_gain);
    CHECK(school_compatibility(other, {}, {.least_benefit = .14}).score(at(0), at(1)) > 0);
    CHECK(school_compatibility(other, {}, {.least_benefit = .15}).ruled_out(at(0), at(1)) ==
          "one of the two would gain too little");
}

TEST_CASE("where too little is known there is no score", "[compatibility]") {
    std::vector<school> schools(2);
    for (auto& one : schools) one.where = place{-37.8, 145};
    const school_table near(schools);
    CHECK(school_compatibility(near).ruled_out(at(0), at(1)) == "too little is known about the two");
    CHECK(school_compatibility(near, {}, {.least_known = 2. / 15}).score(at(0), at(1)) == 1);
    for (auto& one : schools) one.enrolment = 300; // nearness and likeness are 3 of 15, just a fifth
    const school_table alike(schools);
    CHECK(school_compatibility(alike).score(at(0), at(1)) == 1);
}

TEST_CASE("a weight of 0 takes a term out", "[compatibility]") {
    const auto schools = two_schools();
    const school_table table(schools);
    compatibility_options options;
    options.weights = {
        .mutual_benefit = 0, .likeness = 0, .proximity = 1, .trust = 0, .shared_partners = 0, .student_voice = 0};
    CHECK(school_compatibility(table, {}, options).score(at(0), at(1)) == Approx(.5));
}

TEST_CASE("shared purpose and the pathway count when they are given a weight", "[compatibility]") {
    auto schools = two_schools(); // needs .8 .2 and .5 .5: of what either needs, 1.3, both need .7
    schools[0].years = colearn::level::primary;
    schools[1].years = colearn::level::secondary;
    const school_table table(schools);
    compatibility_options options;
    options.weights = {0, 0, 0, 0, 0, 0, 3, 1};
    const school_compatibility fit(table, {}, options);
    CHECK(fit.score(at(0), at(1)) == Approx((3 * .7 / 1.3 + 1) / 4));
    const auto why = fit.explain(at(0), at(1));
    REQUIRE(why.terms.size() == 2); // what does not count is not named
    CHECK(named(why, "shared purpose").words == "Both need help with topic 1 and topic 2 most.");
    CHECK(named(why, "pathway").words == "Pupils move on from one to the other.");
}

TEST_CASE("scores are symmetric to the last bit, bounded, and do not follow names or order", "[compatibility]") {
    const auto schools = matching_test::random_schools(5, 60, .3, {.2, .2, .2});
    const school_table table(schools);
    const school_compatibility fit(table);
    auto turned = std::vector<school>(schools.rbegin(), schools.rend());
    const school_table turned_table(turned);
    const school_compatibility turned_fit(turned_table);
    std::size_t positive = 0;
    for (std::size_t i = 0; i < schools.size(); ++i) {
        for (std::size_t j = i + 1; j < schools.size(); ++j) {
            const double score = fit.score(at(i), at(j));
            CHECK(score == fit.score(at(j), at(i)));
            CHECK((score >= 0 && score <= 1));
            CHECK(score == Approx(turned_fit.score(at(59 - i), at(59 - j))).epsilon(1e-12));
            const auto why = fit.explain(at(j), at(i));
            CHECK(why.score == score);
            double sum = 0;
            for (const auto& one : why.terms) {
                sum += one.contribution;
                CHECK((one.missing() || (*one.value >= 0 && *one.value <= 1)));
                CHECK_FALSE(one.words.empty());
            }
            CHECK(sum == Approx(score).margin(1e-15));
            CHECK((score > 0) == why.ruled_out.empty());
            positive += score > 0 ? 1U : 0U;
        }
    }
    CHECK(positive > 1000);
}

TEST_CASE("options that make no sense are refused", "[compatibility]") {
    using colearn::contract_violation;
    const auto schools = two_schools();
    const school_table table(schools);
    const auto refused = [&](const compatibility_options& options) {
        CHECK_THROWS_AS(school_compatibility(table, {}, options), contract_violation);
    };
    refused({.weights = {.trust = -1}});
    refused({.weights = {.trust = std::nan("")}});
    refused({.weights = {0, 0, 0, 0, 0, 0}});
    refused({.least_benefit = 2});
    refused({.least_known = -1});
    refused({.travel = {.speed_km_h = 0}});
    refused({.context = {.size = -1}});
    compatibility_options voice;
    voice.student_voice = colearn::id_map<school, std::vector<double>>(1);
    refused(voice);
    voice.student_voice = colearn::id_map<school, std::vector<double>>(2, {1.});
    refused(voice);
    voice.student_voice = colearn::id_map<school, std::vector<double>>(2, {1., -1.});
    refused(voice);
}

TEST_CASE("short ways are told in metres, and a trust that is the same both ways once", "[compatibility]") {
    auto schools = two_schools();
    const auto metres = [](double km) {
        return place{0, 145 + km / (colearn::earth_radius_km * 3.14159265358979323846 / 180)};
    };
    const auto words = [&](double km, double back) {
        schools[1].where = metres(km);
        compatibility_options options;
        options.trust = [&](id<school> from, id<school>) { return std::optional(from.index == 0 ? .7 : back); };
        const school_table table(schools);
        const auto why = school_compatibility(table, nullptr, options).explain(at(0), at(1));
        return named(why, "nearness").words + " " + named(why, "trust").words;
    };
    CHECK(words(.2, .7) == "They are 200 m apart, less than a minute by road (estimated). They know each other: trust "
                           "is 0.70 both ways (0 to 1).");
    CHECK(words(.8, .6) == "They are 800 m apart, about 1 minute by road (estimated). They know each other: trust is "
                           "0.70 one way and 0.60 the other (0 to 1).");
}

} // namespace compatibility_test
