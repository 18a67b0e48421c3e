// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/allocation/need_proportional.hpp>
#include <colearn/policy/experiment.hpp>
#include <colearn/report/experiment_page.hpp>

#include "report/page_check.hpp"
#include "report/small_experiment.hpp"
#include "support/catch.hpp"

namespace experiment_page_test {

using namespace colearn;

TEST_CASE("the page of an experiment tells what by hand is so", "[experiment_page]") {
    const auto of = small_experiment::make();
    const auto done = run_experiment(of);
    const auto page = experiment_page(of, done.table, {.title = "Three <schools>"});
    CHECK(page_faults(page) == std::vector<std::string>{});
    CHECK_THAT(page, Catch::Contains("Three &lt;schools&gt;"));
    // 100 for needs of 50, 30 and 120: half can be met. An equal split gives 33.33 to each: 3.33 of it beyond the 30.
    CHECK_THAT(page, Catch::Contains("50%"));
    CHECK_THAT(page, Catch::Contains("equal per school stands at 51.7%, need-proportional at 50.0%"));
    CHECK_THAT(page, Catch::Contains("Need-proportional comes nearest"));
    CHECK_THAT(page, Catch::Contains("in every draw"));
    for (const auto& one : of.policies) CHECK_THAT(page, Catch::Contains(one.name()));
}

TEST_CASE("policies that do alike are named together", "[experiment_page]") {
    auto of = small_experiment::make();
    of.policies = {need_proportional{}, need_proportional{.by_urgency = true}};
    const auto page = experiment_page(of, run_experiment(of).table);
    CHECK_THAT(page, Catch::Contains("Need-proportional and urgency-proportional come, alike,"));
}

TEST_CASE("a regret that rounds to nothing is said in plain words", "[experiment_page]") {
    const auto of = small_experiment::make();
    auto table = run_experiment(of).table;
    for (auto& row : table.rows) // the first is .04% behind in the second scenario, the second 10% in the first
        if (table.measures[row.measure] == "unmet_share")
            row.value = measured::as(.5 + (row.policy == 0 ? .0004 * row.scenario : .1 * (1 - row.scenario)));
    CHECK_THAT(experiment_page(of, table),
               Catch::Contains("equal per school is always under 0.1 percentage points away"));
}

TEST_CASE("a page needs rows, and a measure and a policy that there are", "[experiment_page]") {
    const auto of = small_experiment::make();
    const auto done = run_experiment(of);
    CHECK_THROWS_AS(experiment_page(of, {}), contract_violation);
    CHECK_THROWS_AS(experiment_page(of, done.table, {.measure = "happiness"}), contract_violation);
    CHECK_THROWS_AS(experiment_page(of, done.table, {.today = "nobody's"}), contract_violation);
}

} // namespace experiment_page_test
