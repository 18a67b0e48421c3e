// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/matching/twin.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"
#include "support/real_data.hpp"

namespace twin_test {

using Catch::Contains;
using colearn::left_out_reason;
using colearn::status;
using colearn::twin;
using colearn::twin_plan;
using colearn::twin_result;
using matching_test::at;
using matching_test::id;
using matching_test::level;
using matching_test::place;
using matching_test::profiled;
using matching_test::school;

namespace {

// Taking the best pair left, again and again, over the candidates listed.
colearn::id_map<school, id<school>> greedy(const twin_result& of) {
    auto order = of.certificate.candidates.pairs;
    std::sort(order.begin(), order.end(), [](const auto& x, const auto& y) {
        if (x.weight != y.weight) return x.weight > y.weight;
        return x.a != y.a ? x.a < y.a : x.b < y.b;
    });
    colearn::id_map<school, id<school>> partner(of.certificate.candidates.count);
    for (const auto& one : order) {
        if (one.weight <= 0 || partner[one.a].valid() || partner[one.b].valid()) continue;
        partner[one.a] = one.b;
        partner[one.b] = one.a;
    }
    return partner;
}

void check_whole(const std::vector<school>& schools, const twin_result& made, const colearn::twin_options& options) {
    const auto checked = verify(schools, made, options);
    INFO(checked.violated);
    CHECK(checked);
    CHECK(made.certificate.stable.partner == greedy(made));
    CHECK(2 * made.proposals.size() + made.left_out.size() == schools.size());
    CHECK(made.total_score <= made.bound * (1 + 1e-12));
    const colearn::school_table table(schools);
    const colearn::school_compatibility fit(table, nullptr, options.fit);
    for (std::size_t i = 0; i < made.proposals.size(); ++i) {
        const auto& one = made.proposals[i];
        CHECK(one.score > 0);
        CHECK(one.falls_at < one.score);
        if (i > 0) CHECK(one.score <= made.proposals[i - 1].score);
        CHECK_FALSE(one.rationale.empty());
        for (const auto* side : {&one.a, &one.b}) {
            CHECK(side->runners_up.size() == (std::min)(options.runners_up, side->choices - 1));
            CHECK((side->rank >= 1 && side->rank <= side->choices));
            if (side->rank > 1) CHECK(side->runners_up.front().score >= one.score);
            for (std::size_t k = 0; k < side->runners_up.size(); ++k) {
                const auto& next = side->runners_up[k];
                CHECK(next.score == fit.score(side->who, next.who));
                CHECK((next.who != one.a.who && next.who != one.b.who));
                if (k > 0) CHECK(next.score <= side->runners_up[k - 1].score);
            }
        }
    }
    for (const auto& one : made.left_out) {
        CHECK_FALSE(one.words.empty());
        CHECK((one.why == left_out_reason::partners_taken) == one.nearest_miss.who.valid());
    }
}

} // namespace

TEST_CASE("twins of random schools hold what they promise", "[twin]") {
    for (std::uint64_t seed = 0; seed < 24; ++seed) {
        const auto schools = matching_test::random_schools(seed, 2 + 3 * seed, seed % 2 == 0 ? .2 : .8,
                                                           {.1, seed % 3 == 0 ? .5 : 0., .1});
        colearn::twin_options options;
        options.nearest = 3 + seed;
        options.rules.same_sector = seed % 4 == 0;
        options.fit.least_benefit = seed % 5 == 0 ? .05 : 0;
        const auto made = twin(schools, options);
        INFO("seed " << seed);
        check_whole(schools, made, options);
    }
}

TEST_CASE("everyone is told why: four ways to be left out", "[twin]") {
    std::vector schools{profiled({1, 0}, {0, 1}),
                        profiled({0, 1}, {1, 0}),
                        profiled({1, .1}, {.1, .9}),
                        profiled({1, 0}, {0, 1}),
                        profiled({1, 1}, {0, 0}),
                        school{},
                        school{}};
    for (auto& one : schools) one.where = place{-37.8, 145};
    schools[3].where = place{-20, 120}; // far from all
    schools[5].where = schools[6].where = std::nullopt;
    schools[5].region = "Nowhere";
    const auto made = twin(schools, {.nearest = 4, .topics = {"reading", "numeracy"}});
    REQUIRE(made.proposals.size() == 1);
    CHECK(made.partner(at(0)) == at(1));
    CHECK(made.proposals[0].a.gain == 1);
    CHECK_THAT(made.proposals[0].rationale, Contains("school 0 gains in reading (0.00 against 1.00)"));
    CHECK(made.proposals[0].b.runners_up.at(0).who == at(2));
    CHECK(made.proposals[0].falls_at == made.proposals[0].b.rival.threshold);
    REQUIRE(made.left_out.size() == 5);
    CHECK(made.left_out[0].who == at(2));
    CHECK(made.left_out[0].why == left_out_reason::partners_taken);
    CHECK(made.left_out[0].nearest_miss.who == at(1));
    CHECK(made.left_out[1].why == left_out_reason::nobody_allowed);
    CHECK(made.left_out[2].why == left_out_reason::nobody_fits);
    CHECK_THAT(made.left_out[2].words, Contains("gain nothing"));
    CHECK(made.left_out[3].why == left_out_reason::nobody_allowed); // alone in its region
    CHECK(made.left_out[4].why == left_out_reason::data_missing);   // it could be anywhere, with nothing to compare
    CHECK(verify(schools, made, {.nearest = 4}));
    CHECK_THAT(made.notes, Catch::VectorContains(std::string("The place of 2 schools is not known.")));
}

TEST_CASE("student voice makes a proposal student-led", "[twin]") {
    const std::vector schools{profiled({1, 0}, {0, 1}), profiled({0, 1}, {1, 0})};
    const auto without = twin(schools);
    REQUIRE(without.proposals.size() == 1);
    CHECK_FALSE(without.proposals[0].student_led);
    CHECK_THAT(without.proposals[0].rationale, Contains("Not student-led"));
    CHECK_THAT(without.notes, Catch::VectorContains(std::string(
                                  "The proposals are not student-led: what pupils ask for was not given.")));
    colearn::twin_options options;
    options.fit.student_voice = colearn::id_map<school, std::vector<double>>(2, {1., 1.});
    const auto with = twin(schools, options);
    CHECK(with.proposals.at(0).student_led);
    CHECK_THAT(with.proposals[0].rationale, !Contains("Not student-led"));
}

TEST_CASE("a system's ties count, by the layers that are named", "[twin]") {
    colearn::learning_system system;
    system.topics = {"reading", "numeracy"};
    std::vector<id<school>> ids;
    for (int i = 0; i < 4; ++i) {
        auto one = i % 2 == 0 ? profiled({1, 0}, {0, 1}) : profiled({0, 1}, {1, 0});
        one.where = place{-37.8, 145 + .01 * i};
        ids.push_back(system.net.add(one));
    }
    CHECK(twin(system).partner(ids[0]) == ids[1]);
    const colearn::layer guess{"same region", false, {}};
    system.net.connect(ids[0], ids[3], colearn::layers::school_to_school, {.95, {}});
    system.net.connect(ids[0], ids[1], guess, {.05, {}});
    system.net.connect(ids[2], ids[3], guess, {.05, {}});
    colearn::twin_options options;
    options.fit.weights.shared_partners = 0;
    auto only_guesses = options;
    only_guesses.tie_layers = {"same region"};
    CHECK(twin(system, options).partner(ids[0]) == ids[3]);
    CHECK(twin(system, only_guesses).partner(ids[0]) == ids[3]); // distrust is known, and counts against 1
    const auto made = twin(system, options);
    CHECK(verify(system, made, options));
    CHECK_FALSE(verify(system, made, only_guesses));
    options.topics = system.topics;
    CHECK(twin(system.net, options).proposals.at(0).rationale == made.proposals.at(0).rationale);
    CHECK(verify(system.net, twin(system.net, options), options));

    system.net.remove(ids[3]);
    const auto after = twin(system, options);
    CHECK(after.partner(ids[1]) == ids[2]);
    CHECK(after.left_out.size() == 1); // the removed school is not left out: it is not there
    CHECK(verify(system, after, options));
}

TEST_CASE("a score of the caller's is used as it is", "[twin]") {
    const auto schools = matching_test::random_schools(1, 9, .1);
    colearn::twin_options options;
    options.rules.same_level = false;
    options.score = [](id<school> a, id<school> b) { return a.index + b.index == 8 ? 3. : -1.; };
    const auto made = twin(schools, options);
    CHECK(made.proposals.size() == 4);
    CHECK(made.total_score == 12);
    CHECK(made.outcome == status::optimal);
    CHECK(made.proposals[0].why.terms.empty());
    CHECK(made.left_out.at(0).who == at(4));
    CHECK(made.left_out[0].why == left_out_reason::nobody_fits);
    CHECK(verify(schools, made, options));
    options.score = [](id<school>, id<school>) { return std::nan(""); };
    CHECK_THROWS_WITH(twin(schools, options), Contains("twin: a score must be finite"));
    options.score = [](id<school>, id<school>) -> double { throw std::runtime_error("lost"); };
    CHECK_THROWS_WITH(twin(schools, options), "lost");
}

TEST_CASE("twins by the largest total, and what each of the two plans costs", "[twin]") {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        const auto schools = matching_test::random_schools(seed, 60, .5);
        const auto stable = twin(schools);
        const auto best = twin(schools, {.plan = twin_plan::best_total});
        INFO(seed);
        REQUIRE(verify(schools, best, {.plan = twin_plan::best_total}));
        CHECK(best.outcome == status::optimal);
        CHECK(best.total_score == Approx(best.bound));
        CHECK(stable.bound == Approx(best.bound)); // the proof of one is the bound of the other
        CHECK(best.total_score >= stable.total_score);
        CHECK(stable.trade_off.stable.blocking_pairs == 0);
        CHECK(stable.trade_off.stable == best.trade_off.stable);
        CHECK(best.trade_off.best_total.pairs == best.proposals.size());
        double sum = 0;
        for (const auto& one : best.proposals) {
            sum += one.score;
            CHECK(one.falls_at <= one.score);
            CHECK_THAT(one.rationale, Contains("then the total is larger with"));
            // Worth less than where it falls, the pair is not made; worth more, it is.
            for (const double change : {-.01, .01}) {
                auto pairs = best.certificate.candidates;
                for (auto& pair : pairs.pairs)
                    if (pair.a == one.a.who && pair.b == one.b.who) pair.weight = one.falls_at + change;
                const auto again = colearn::maximum_weight_matching(pairs);
                CHECK((again.partner[one.a.who] == one.b.who) == (change > 0));
            }
            if (sum > 3) break; // a few of each
        }
    }
}

TEST_CASE("the order in which schools are listed does not matter", "[twin]") {
    const auto schools = matching_test::random_schools(11, 60, .5);
    const std::vector<school> turned(schools.rbegin(), schools.rend());
    const auto made = twin(schools);
    const auto other = twin(turned);
    for (std::size_t i = 0; i < 60; ++i) {
        const auto mate = made.partner(at(i));
        CHECK(other.partner(at(59 - i)) == (mate.valid() ? at(59 - mate.index) : mate));
    }
}

TEST_CASE("twins on several threads are the same, and a stopped run proposes nothing", "[twin]") {
    const auto schools = matching_test::random_schools(2, 400, 1, {.1, .1, .1});
    const auto one = twin(schools);
    const auto three = twin(schools, {.threads = 3});
    CHECK(one.certificate.stable.partner == three.certificate.stable.partner);
    CHECK(one.bound == three.bound);
    REQUIRE(one.proposals.size() == three.proposals.size());
    for (std::size_t i = 0; i < one.proposals.size(); ++i)
        CHECK(one.proposals[i].rationale == three.proposals[i].rationale);

    for (const double when : {0., .3, .5, .65, .8, .95}) {
        std::stop_source source;
        std::vector<double> shares;
        colearn::twin_options options;
        options.stop = source.get_token();
        options.progress = [&](double share) {
            shares.push_back(share);
            if (share >= when) source.request_stop();
        };
        const auto stopped = twin(schools, options);
        CHECK(std::is_sorted(shares.begin(), shares.end()));
        if (stopped.outcome == status::cancelled) {
            CHECK(stopped.proposals.empty());
            CHECK_FALSE(stopped.partner(at(0)).valid());
        }
        CHECK((stopped.outcome == status::cancelled || when > .6)); // stopped while the bound is lowered, pairs stand
        CHECK(verify(schools, stopped, options));
    }
}

TEST_CASE("no schools, one school, and bad input", "[twin]") {
    CHECK(twin(std::vector<school>{}).proposals.empty());
    const std::vector<school> one(1);
    CHECK(twin(one).left_out.size() == 1);
    CHECK(verify(one, twin(one)));
    auto schools = matching_test::random_schools(1, 3);
    schools[1].need = {2, 0, 0, 0};
    CHECK_THROWS_AS(twin(schools), colearn::contract_violation);
    CHECK_THROWS_AS(twin(matching_test::random_schools(1, 3), {.nearest = 0}), colearn::contract_violation);
    CHECK_THROWS_AS(twin(matching_test::random_schools(1, 3), {.max_distance_km = -1}), colearn::contract_violation);
    const colearn::learning_system system;
    CHECK_THROWS_AS(twin(system, {.tie_layers = {"none"}}), colearn::contract_violation);
}

namespace {

// One record of a CSV file whose quoted fields hold no line ends: enough for these tables.
std::vector<std::string> fields(const std::string& line) {
    std::vector<std::string> out(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            out.emplace_back();
        else if (c != '\r')
            out.back() += c;
    }
    return out;
}

} // namespace

// The Australian tables: sizes, places and disadvantage are known, needs and strengths are not.
TEST_CASE("twins of all Australian schools", "[twin][realdata][volume]") {
    const auto folder = real_data_folder();
    if (!folder) return;
    std::map<std::string, place> places;
    std::ifstream locations(*folder / "acara_2022/school-location-2022.csv");
    std::string line;
    for (std::getline(locations, line); std::getline(locations, line);) {
        const auto row = fields(line);
        if (!row.at(12).empty() && !row.at(13).empty())
            places.emplace(row[1], place{std::stod(row[12]), std::stod(row[13])});
    }
    std::vector<school> schools;
    std::ifstream profiles(*folder / "acara_2022/school-profile-2022.csv");
    for (std::getline(profiles, line); std::getline(profiles, line);) {
        const auto row = fields(line);
        school one;
        one.name = row.at(4);
        if (const auto found = places.find(row[1]); found != places.end()) one.where = found->second;
        one.years = row[9] == "Primary"     ? level::primary
                    : row[9] == "Secondary" ? level::secondary
                    : row[9] == "Combined"  ? level::combined
                                            : level::special;
        if (!row.at(17).empty()) one.advantage = std::stod(row[17]);
        if (!row.at(19).empty()) one.disadvantaged = std::stod(row[19]) / 100;
        if (!row.at(27).empty()) one.enrolment = std::stod(row[27]);
        schools.push_back(one);
    }
    REQUIRE(schools.size() == 9709);
    const auto made = twin(schools);
    const auto checked = verify(schools, made);
    INFO(checked.violated);
    CHECK(checked);
    CHECK(made.total_score / made.bound > .9);
    std::size_t found = 0;
    for (const auto* name :
         {"Parafield Gardens High School", "Dandenong West Primary School", "Canley Vale High School"})
        for (const auto& one : made.proposals)
            found += schools[one.a.who.index].name == name || schools[one.b.who.index].name == name ? 1U : 0U;
    CHECK(found >= 2);
    CHECK(2 * made.proposals.size() > schools.size() * 4 / 5);
}

} // namespace twin_test
