// SPDX-License-Identifier: BSL-1.0
// The policy benchmark on real schools: Tasmania in the ACARA tables of 2022. The expected figures were worked out from
// the tables by a script of 30 lines that shares no code with the library.
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include <colearn/allocation/equal_split.hpp>
#include <colearn/allocation/historical_budget.hpp>
#include <colearn/allocation/need_proportional.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/io/manifest.hpp>
#include <colearn/policy/experiment.hpp>
#include <colearn/policy/scenarios.hpp>
#include <colearn/policy/school_problem.hpp>

#include "support/catch.hpp"
#include "support/real_data.hpp"

namespace real_schools_test {

using namespace colearn;

namespace {

double outcome(const experiment_table& table, std::string_view policy, std::string_view measure) {
    for (const auto& row : table.rows)
        if (table.policies[row.policy] == policy && table.measures[row.measure] == measure) {
            REQUIRE(row.value.defined());
            return *row.value.value;
        }
    FAIL("no row for " << policy << ", " << measure);
    return 0;
}

} // namespace

TEST_CASE("policies on the schools of Tasmania in 2022, against the staff that they have", "[policy][realdata]") {
    const auto data = real_data_folder();
    if (!data) return;
    manifest_options where;
    where.root = data->string();
    where.parameters = {{"state", "TAS"}};
    const auto system = read_manifest(COLEARN_SOURCE_DIR "/examples/systems/acara_2022.json", where).system;
    REQUIRE(system.net.count<school>() == 260);

    // 1. Needs: enrolment x (1 + bottom quarter) x (bottom quarter + half of the lower middle one); one school lacks
    // it.
    constexpr double budget = 500'000;
    double need = 0;
    school_problem_options asked{.budget = budget};
    for (const auto& one : make_school_problem(system, asked).problem.recipients) need += one.total_need();
    CHECK(need == Approx(61357.8118));
    asked.adequate = budget / (.7 * need);
    const auto made = make_school_problem(system, asked);
    REQUIRE(made.problem.recipients.size() == 259);
    REQUIRE(made.missing.size() == 1);
    CHECK(made.missing[0].field == "disadvantaged");
    CHECK(made.assumed.empty());

    // 2. Today's split: the budget by full-time teachers, 6,726.4 in all, to the cent.
    double staff = 0;
    for (const auto who : made.who) staff += system.net[who].staff.value_or(0);
    CHECK(staff == Approx(6726.4));
    std::int64_t last_year = 0;
    for (const auto one : made.who.ids()) {
        const auto cents = made.problem.recipients[one].last_year;
        last_year += cents;
        CHECK(std::fabs(static_cast<double>(cents) - 100 * budget * *system.net[made.who[one]].staff / staff) < 1);
    }
    CHECK(last_year == 50'000'000);

    // 3. What four policies do, once, with nothing left to chance.
    const experiment of{.problem = made.problem,
                        .policies = {historical_budget{}, equal_per_school{}, equal_per_pupil{}, need_proportional{}},
                        .scenarios = {baseline()},
                        .replicates = 1,
                        .groups = quarters_of_disadvantage(made.problem)};
    const auto table = run_experiment(of).table;
    struct expected {
        const char* policy;
        double unmet_share, worst_served, disadvantage_gap, inequality, moved;
    };
    for (const auto& want : {expected{"historical", .406690, .284630, .211020, .319155, 0},
                             {"equal per school", .458461, .165257, .146826, .430501, .565739},
                             {"equal per pupil", .404854, .263685, .229522, .328065, .155952},
                             {"need-proportional", .3, .7, 0, 0, .472541}}) {
        CAPTURE(want.policy);
        const auto found = [&](std::string_view measure) { return outcome(table, want.policy, measure); };
        CHECK(found("unmet_share") == Approx(want.unmet_share).margin(2e-6));
        CHECK(found("worst_served") == Approx(want.worst_served).margin(5e-5)); // a cent for the smallest school
        CHECK(found("disadvantage_gap") == Approx(want.disadvantage_gap).margin(2e-6));
        CHECK(found("inequality") == Approx(want.inequality).margin(1e-5));
        CHECK(found("moved") == Approx(want.moved).margin(2e-6));
        double given = 0;
        for (const auto& group : of.groups.names) given += found("given:" + group);
        CHECK(given == Approx(budget)); // all is spent, and each school is in one quarter
    }
    // Today's split is the baseline to beat: an equal split by school would be a step back, and by pupil hardly a step.
    CHECK(outcome(table, "equal per school", "unmet_share") > outcome(table, "historical", "unmet_share"));
    CHECK(outcome(table, "historical", "losers") == 0);
    CHECK(outcome(table, "need-proportional", "unmet_share") < outcome(table, "historical", "unmet_share"));
}

} // namespace real_schools_test
