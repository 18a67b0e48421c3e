// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <set>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/matching/teacher_candidates.hpp>

#include "matching/teacher_support.hpp"
#include "support/catch.hpp"

namespace teacher_candidates_test {

using namespace colearn;
using matching_test::person;
using matching_test::staffed;

struct asked {
    learning_system system;
    profile_table<teacher> table;
    teacher_ties ties;
    teacher_compatibility fit;
    explicit asked(learning_system from)
        : system(std::move(from)), table(system.net, system.topics),
          ties(system, std::vector<std::string>{layers::teacher_to_teacher.name}), fit(table, &ties) {}
    asked(asked&&) = delete;
};

TEST_CASE("with a pool of everyone, each has the best that the rules allow", "[teacher_candidates]") {
    for (const auto where : {workplace::any, workplace::other, workplace::same}) {
        const asked of(staffed(3, 4, 5));
        teacher_candidate_options options{{where, 9, false, {{person(2), person(6)}}}, 100, 3};
        const auto got = teacher_candidates(of.fit, of.ties, options);
        std::set<std::pair<id<teacher>, id<teacher>>> right;
        for (const auto who : of.table.ids()) {
            std::vector<std::pair<double, id<teacher>>> all;
            for (const auto other : of.table.ids())
                if (broken_rule(of.table, who, other, options.rules) == teacher_rule::none) {
                    all.emplace_back(-of.fit.score(who, other), other);
                    if (of.ties.trust(who, other) || of.ties.trust(other, who)) right.insert(std::minmax(who, other));
                }
            std::sort(all.begin(), all.end());
            for (std::size_t i = 0; i < std::min<std::size_t>(3, all.size()); ++i)
                right.insert(std::minmax(who, all[i].second));
        }
        CHECK(got.pairs == std::vector<std::pair<id<teacher>, id<teacher>>>(right.begin(), right.end()));
        options.threads = 3;
        CHECK(teacher_candidates(of.fit, of.ties, options).pairs == got.pairs);
    }
}

TEST_CASE("rules, one of each school, and places that are not known", "[teacher_candidates]") {
    const asked of(staffed(4, 6, 4, 3));
    const auto rule = [&](std::size_t a, std::size_t b, teacher_rules rules = {}) {
        return broken_rule(of.table, person(a), person(b), rules);
    };
    CHECK(rule(0, 0) == teacher_rule::same_one);
    CHECK(rule(0, 1) == teacher_rule::line);
    CHECK(rule(0, 1, {.line_managers = true}) == teacher_rule::none);
    CHECK(rule(2, 3, {.schools = workplace::other}) == teacher_rule::same_school);
    CHECK(rule(2, 5, {.schools = workplace::same}) == teacher_rule::other_school);
    CHECK(rule(2, 5, {.max_distance_km = 2}) == teacher_rule::distance);
    CHECK(rule(2, 5, {.apart = {{person(5), person(2)}}}) == teacher_rule::apart);
    CHECK(to_string(teacher_rule::line) == "one reports to the other");

    // One of each school: the pool grows to as many schools.
    const auto spread = teacher_candidates(of.fit, teacher_ties(), {{.schools = workplace::other}, 1, 5, 1});
    std::vector<std::set<std::uint32_t>> schools(of.table.id_bound());
    for (const auto& [a, b] : spread.pairs) {
        schools[a.index].insert(of.table.home(b).index);
        schools[b.index].insert(of.table.home(a).index);
    }
    for (const auto& one : schools) CHECK(one.size() == 5);

    // Without a place: the like-minded anywhere.
    std::vector<teacher> nowhere;
    for (std::size_t i = 0; i < 8; ++i) nowhere.push_back(of.system.net[person(i)]);
    nowhere[7].need.clear();
    const profile_table<teacher> table(nowhere);
    const teacher_compatibility fit(table);
    const auto got = teacher_candidates(fit, teacher_ties(), {{}, 3, 2});
    CHECK_FALSE(got.pairs.empty());
    for (const auto& [a, b] : got.pairs) CHECK(b != person(7));

    CHECK_THROWS_AS(teacher_candidates(fit, teacher_ties(), {{}, 0}), contract_violation);
    CHECK_THROWS_AS(teacher_candidates(fit, teacher_ties(), {{}, 1, 0}), contract_violation);
    CHECK_THROWS_AS(teacher_candidates(fit, teacher_ties(), {{.max_distance_km = -1}}), contract_violation);
    std::stop_source stop;
    stop.request_stop();
    teacher_candidate_options options;
    options.stop = stop.get_token();
    CHECK(teacher_candidates(of.fit, of.ties, options).outcome == status::cancelled);
}

} // namespace teacher_candidates_test
