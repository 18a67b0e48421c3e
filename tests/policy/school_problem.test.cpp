// SPDX-License-Identifier: BSL-1.0
#include <optional>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/policy/school_problem.hpp>

#include "support/catch.hpp"

namespace school_problem_test {

namespace {

using namespace colearn;

school make(const char* key, std::optional<double> enrolment, std::optional<double> disadvantaged,
            std::optional<double> staff, std::vector<double> need = {}) {
    school one;
    one.key = key;
    one.name = std::string(key) + " School";
    one.region = "North";
    one.enrolment = enrolment;
    one.disadvantaged = disadvantaged;
    one.staff = staff;
    one.need = std::move(need);
    return one;
}

// Need-weighted pupils 500, 100, 600; pupils for each of the staff 20 where known.
learning_system small_system() {
    learning_system out;
    out.topics = {"reading", "number"};
    out.net.add(make("Hill", 400, .25, 20, {.5, 1}));
    out.net.add(make("Lake", std::nullopt, .5, 9, {.5, .5}));
    out.net.add(make("Dale", 100, 0, std::nullopt, {1, 0}));
    out.net.add(make("Moor", 400, .5, 20, {.25, .25}));
    out.net.add(make("Glen", 50, .5, 2));
    return out;
}

} // namespace

TEST_CASE("schools become recipients with needs by topic and last year's amounts by staff", "[school_problem]") {
    const auto system = small_system();
    const auto made =
        make_school_problem(system, {.budget = 1000, .adequate = 2, .uncertainty = .1, .hold_harmless = .9});
    const auto& problem = made.problem;
    REQUIRE(problem.recipients.size() == 3);
    const auto of = problem.recipients.values();
    CHECK(of[0].key == "Hill");
    CHECK(of[0].name == "Hill School");
    CHECK(of[0].region == "North");
    CHECK(of[0].pupils == 400);
    CHECK(of[0].disadvantaged == .25);
    CHECK(of[0].need == std::vector<topic_need>{{500, 1, .1}, {1000, 1, .1}}); // 2 * 500 * .5, 2 * 500 * 1
    CHECK(of[1].need == std::vector<topic_need>{{200, 1, .1}, {0, 1, .1}});
    CHECK(of[2].need == std::vector<topic_need>{{300, 1, .1}, {300, 1, .1}});
    CHECK(problem.topics == system.topics);
    CHECK(problem.supply() == 100'000);
    CHECK(problem.pooled());
    // staff 20, 5 (assumed: 40 staff for 800 pupils), 20 of 45
    CHECK(of[0].last_year == 44'445);
    CHECK(of[1].last_year == 11'111);
    CHECK(of[2].last_year == 44'444);
    CHECK(of[1].floor == 9'999);
    CHECK(made.who.values()[2].index == 3);
    // who is missing what is named
    REQUIRE(made.missing.size() == 2);
    CHECK(made.missing[0] == missing_figure{id<school>{1U}, "Lake School", "enrolment"});
    CHECK(made.missing[1] == missing_figure{id<school>{4U}, "Glen School", "need"});
    REQUIRE(made.assumed.size() == 1);
    CHECK(made.assumed[0] == missing_figure{id<school>{2U}, "Dale School", "staff"});
    REQUIRE(made.notes.size() == 3);
    CHECK(made.notes[2].find("No benefit is passed on") == 0);
    CHECK(problem.spill_over.empty());
}

TEST_CASE("ties of trust become ties of benefit between those who take part", "[school_problem]") {
    auto system = small_system();
    const auto at = [](unsigned index) { return id<school>{index}; };
    system.net.connect(at(0), at(3), layers::school_to_school, tie{.trust = .5});
    system.net.connect(at(0), at(1), layers::school_to_school, tie{.trust = .5}); // Lake takes no part
    auto made = make_school_problem(system, {.budget = 10});
    REQUIRE(made.problem.spill_over.size() == 2);
    CHECK(made.problem.spill_over[0].from == id<allocation_recipient>{2U});
    CHECK(made.problem.spill_over[0].to == id<allocation_recipient>{0U});
    CHECK(made.problem.spill_over[0].share == Approx(.05));
    CHECK(made.problem.spill_over[1].from == id<allocation_recipient>{0U});
    made = make_school_problem(system, {.budget = 10, .passed_on = {.between_schools = 0}});
    CHECK(made.problem.spill_over.empty());
}

TEST_CASE("without topics each school has one need, and last year may be by pupils or not known", "[school_problem]") {
    const auto system = small_system();
    auto made = make_school_problem(system, {.budget = 90,
                                             .adequate = 3,
                                             .by_topic = false,
                                             .last_year = last_year_rule::enrolment,
                                             .last_year_budget = 95});
    REQUIRE(made.problem.recipients.size() == 4); // Glen too
    const auto of = made.problem.recipients.values();
    CHECK(of[0].need == std::vector<topic_need>{{1500, 1, 0}});
    CHECK(of[3].need == std::vector<topic_need>{{225, 1, 0}});
    CHECK(of[0].last_year == 4000);
    CHECK(of[3].last_year == 500);
    CHECK(made.assumed.empty());
    made = make_school_problem(system, {.budget = 90, .last_year = last_year_rule::none});
    for (const auto& one : made.problem.recipients) CHECK(one.last_year == 0);
    CHECK(made.notes.front() == "Last year's amounts are not known: each counts as 0.");
    // a share that is assumed is listed; a system without schools has no recipients
    learning_system bare;
    bare.net.add(make("Fern", 10, std::nullopt, 1));
    made = make_school_problem(bare, {.budget = 1, .need = {.disadvantaged_if_unknown = .25}});
    CHECK(made.assumed.size() == 1);
    CHECK(made.problem.recipients.values()[0].need.front().amount == 12.5);
    CHECK(make_school_problem(learning_system{}, {.budget = 1}).problem.recipients.empty());
}

TEST_CASE("what cannot be made a problem is refused with the school's name", "[school_problem]") {
    auto system = small_system();
    CHECK_THROWS_WITH(make_school_problem(system, {.budget = -1}), Catch::Contains("budget must be from 0 to 9e15"));
    CHECK_THROWS_WITH(make_school_problem(system, {.budget = 1e15}), Catch::Contains("9e15 parts"));
    CHECK_THROWS_WITH(make_school_problem(system, {.adequate = 0}), Catch::Contains("adequate amount"));
    CHECK_THROWS_WITH(make_school_problem(system, {.uncertainty = 11}), Catch::Contains("uncertainty"));
    CHECK_THROWS_WITH(make_school_problem(system, {.hold_harmless = 2}), Catch::Contains("hold-harmless"));
    system.net.add(make("Odd", 10, .5, 1, {1}));
    CHECK_THROWS_WITH(make_school_problem(system, {.budget = 1}), Catch::Contains("Odd School: 1 need on 2 topics"));
    learning_system no_staff;
    no_staff.net.add(make("Fern", 10, .5, std::nullopt));
    CHECK_THROWS_WITH(make_school_problem(no_staff, {.budget = 1}), Catch::Contains("from staff need a school"));
    no_staff.net.add(make("Bad", 10, .5, -3));
    CHECK_THROWS_WITH(make_school_problem(no_staff, {.budget = 1}), Catch::Contains("Bad School: -3"));
}

} // namespace school_problem_test
