// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/matching/home_groups.hpp>

#include "matching/teacher_support.hpp"
#include "support/catch.hpp"

namespace home_groups_test {

using Catch::Contains;
using namespace colearn;
using matching_test::at;
using matching_test::person;
using matching_test::staffed;

// The best total of all groupings of few teachers into groups of `smallest` to `largest`, everyone in one.
double best_total(const learning_system& system, const home_group_options<teacher>& options) {
    const detail::teacher_body body(system.net, system.topics, options);
    const teacher_compatibility fit(body.teachers, &body.ties, options.fit);
    const auto n = body.teachers.id_bound();
    std::vector<double> worth(std::size_t{1} << n, -1);
    for (std::size_t set = 0; set < worth.size(); ++set) {
        const auto size = static_cast<std::size_t>(__builtin_popcountll(set));
        bool allowed = size >= options.groups.smallest && size <= options.groups.largest;
        double sum = 0;
        for (std::size_t a = 0; allowed && a < n; ++a)
            for (std::size_t b = a + 1; allowed && b < n; ++b)
                if ((set >> a & 1) != 0 && (set >> b & 1) != 0) {
                    allowed = broken_rule(body.teachers, person(a), person(b), options.rules) == teacher_rule::none;
                    sum += fit.score(person(a), person(b));
                }
        if (allowed) worth[set] = sum;
    }
    std::vector<double> best(worth.size(), -1e9);
    best[0] = 0;
    for (std::size_t set = 1; set < best.size(); ++set)
        for (std::size_t group = set; group > 0; group = (group - 1) & set)
            if ((group & (set & (~set + 1))) != 0 && worth[group] >= 0)
                best[set] = (std::max)(best[set], worth[group] + best[set ^ group]);
    return best.back();
}

TEST_CASE("few teachers get the best home groups that there are", "[home_groups]") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const auto system = staffed(seed, 3, 3);
        home_group_options<teacher> options;
        options.groups.smallest = 2;
        options.groups.largest = 4;
        if (seed % 2 == 0) options.rules.line_managers = true;
        const auto got = home_groups<teacher>(system, options);
        INFO(seed);
        CHECK(got.outcome == status::optimal);
        CHECK(got.total_value == Approx(best_total(system, options)));
        CHECK(verify(system, got, options));
    }
}

TEST_CASE("every teacher has a home group, in teachers' words", "[home_groups]") {
    const auto system = staffed(5, 6, 8);
    home_group_options<teacher> options;
    options.groups.search.rounds = 3;
    options.groups.search.looks = 50;
    const auto got = home_groups<teacher>(system, options);
    const auto checked = verify(system, got, options);
    INFO(checked.violated);
    REQUIRE(checked);
    CHECK(got.left_out.empty());
    CHECK(got.bound >= got.total_value);
    std::size_t members = 0;
    for (const auto& one : got.proposals) {
        CHECK((one.members.size() >= 4 && one.members.size() <= 8));
        members += one.members.size();
        CHECK_THAT(one.rationale, Contains("would be a home group of") && !Contains("school 0") &&
                                      !Contains("student-led") && Contains("Teacher"));
        CHECK(one.terms.size() == 5);
    }
    CHECK(members == 48);
    CHECK(got.fairness.disadvantaged.count == 12);
    CHECK_THAT(got.fairness.words, Contains("12 teachers by share of disadvantaged pupils at their school"));
    // None with the one who leads it.
    for (std::size_t s = 0; s < 6; ++s) CHECK(got.proposal_of(person(8 * s)) != got.proposal_of(person(8 * s + 1)));
    options.threads = 3;
    CHECK(home_groups<teacher>(system.net, options).proposals.size() > 0);
    CHECK(home_groups<teacher>(system, options).total_value == got.total_value);
    options.threads = 1;

    // Across schools, within one, and at most two of each.
    const auto schools_in = [&](const group_proposal<teacher>& one) {
        std::multiset<std::size_t> out;
        for (const auto& member : one.members) out.insert(member.who.index / 8);
        return out;
    };
    options.groups.largest = 6;
    options.rules.schools = workplace::other;
    const auto across = home_groups<teacher>(system, options);
    REQUIRE(verify(system, across, options));
    for (const auto& one : across.proposals) {
        const auto in = schools_in(one);
        CHECK(std::set<std::size_t>(in.begin(), in.end()).size() == in.size());
    }
    options.rules.schools = workplace::same;
    const auto within = home_groups<teacher>(system, options);
    REQUIRE(verify(system, within, options));
    for (const auto& one : within.proposals)
        CHECK(schools_in(one).count(*schools_in(one).begin()) == one.members.size());
    options.rules.schools = workplace::any;
    options.most_from_one_school = 2;
    const auto mixed = home_groups<teacher>(system, options);
    REQUIRE(verify(system, mixed, options));
    for (const auto& one : mixed.proposals)
        for (std::size_t s = 0; s < 6; ++s) CHECK(schools_in(one).count(s) <= 2);
    // The looser result is refused under the tighter limit, and one whose quotas were loosened.
    CHECK_FALSE(verify(system, got, options));
    auto loose = mixed;
    loose.certificate.problem.quotas.front().most = 3;
    CHECK_THAT(verify(system, loose, options).violated, Contains("the quota of"));
    loose = mixed;
    loose.certificate.problem.quotas.front().members.pop_back();
    CHECK_THAT(verify(system, loose, options).violated, Contains("the quota of"));
}

TEST_CASE("schools: one level, mutual benefit and shared purpose lead", "[home_groups]") {
    const auto schools = matching_test::random_schools(5, 30, .3);
    home_group_options<school> options;
    options.groups.search.rounds = 3;
    options.groups.search.looks = 100;
    const auto got = home_groups<school>(schools, options);
    REQUIRE(verify(schools, got, options));
    for (const auto& one : got.proposals) {
        CHECK((one.members.size() >= 4 && one.members.size() <= 8));
        bool primary = false;
        bool secondary = false;
        for (const auto& member : one.members) {
            primary = primary || schools[member.who.index].years == level::primary;
            secondary = secondary || schools[member.who.index].years == level::secondary;
        }
        CHECK_FALSE((primary && secondary));
        CHECK_THAT(one.rationale, Contains("would be a home group of"));
        CHECK_THAT(one.terms.front().name, Catch::Equals("mutual benefit"));
    }
    for (const auto& one : got.left_out) CHECK_FALSE(one.words.empty());
    learning_system system;
    for (const auto& one : schools) system.net.add(one);
    CHECK(home_groups<school>(system, options).total_value == got.total_value);
    CHECK(home_groups<school>(system.net, options).total_value == got.total_value);
}

TEST_CASE("forged home groups of teachers are refused, nobody, and stopping", "[home_groups]") {
    const auto system = staffed(7, 4, 6);
    home_group_options<teacher> options;
    options.groups.search.rounds = 3;
    const auto good = home_groups<teacher>(system, options);
    REQUIRE(verify(system, good, options));
    const auto refused = [&](auto change) {
        auto bad = good;
        change(bad);
        return verify(system, bad, options).violated;
    };
    using result = group_result<teacher>;
    CHECK_THAT(refused([](result& r) { r.total_value += 1; }), Contains("total"));
    CHECK_THAT(refused([](result& r) { r.proposals.front().members.front().worth += .1; }), Contains("worth"));
    CHECK_THAT(refused([](result& r) { r.proposals.pop_back(); }), Contains("proposed once"));
    CHECK_FALSE(
        refused([](result& r) { std::swap(r.proposals[0].members[0].who, r.proposals[1].members[0].who); }).empty());
    CHECK_THAT(refused([](result& r) { ++r.fairness.others.served; }), Contains("disadvantaged"));
    CHECK_THAT(refused([](result& r) { r.certificate.problem.values.pairs.front().weight += .5; }), Contains("score"));
    CHECK_THAT(refused([](result& r) { r.certificate.problem.smallest = 3; }), Contains("settings"));
    CHECK_THAT(refused([](result& r) { r.left_out.push_back({person(0), {}, {}}); }), Contains("be left out, once"));

    CHECK(home_groups<teacher>(learning_system{}).proposals.empty());
    auto alone = staffed(1, 1, 3);
    CHECK(home_groups<teacher>(alone).left_out.size() == 3);
    std::stop_source stop;
    stop.request_stop();
    home_group_options<teacher> stopped;
    stopped.stop = stop.get_token();
    const auto nothing = home_groups<teacher>(system, stopped);
    CHECK(nothing.outcome == status::cancelled);
    CHECK(verify(system, nothing, stopped));
    stopped.stop = {};
    stopped.score = [](id<teacher>, id<teacher>) { return .5; };
    const auto own = home_groups<teacher>(system, stopped);
    CHECK(own.proposals.front().terms.empty());
    CHECK(verify(system, own, stopped));
}

} // namespace home_groups_test
