// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <colearn/policy/experiment.hpp>
#include <colearn/report/experiment_standing_section.hpp>

#include "report/small_experiment.hpp"
#include "support/catch.hpp"

namespace experiment_standing_section_test {

using namespace colearn;

TEST_CASE("bars, scenarios and goals are those of the table", "[experiment_standing_section]") {
    const auto of = small_experiment::make();
    auto table = run_experiment(of).table;
    // Over two scenarios .25 and .5 against .375 and .375; of the other goal the second has more.
    for (auto& row : table.rows) {
        const auto& measure = table.measures[row.measure];
        if (measure == "unmet_share")
            row.value = measured::as(row.policy == 0 ? (row.scenario == 0 ? .25 : .5) : .375);
        else if (measure == "disadvantage_gap")
            row.value = measured::as(row.policy == 0 ? .1 : .15);
    }
    const experiment_page_options options;
    const detail::experiment_reading all(of, table, options);
    const auto ranking = detail::ranking_section(all).body.text;
    CHECK_THAT(ranking, Catch::Contains("Equal per school and need-proportional come, alike,"));
    const auto scenarios = detail::circumstances_section(all).body.text;
    CHECK_THAT(scenarios, Catch::Contains("25.0%"));
    CHECK_THAT(scenarios, Catch::Contains("50.0%"));
    CHECK_THAT(scenarios, Catch::Contains("12.5%")); // the largest regret of both
    CHECK_THAT(scenarios, Catch::Contains("tau -1.00"));
    CHECK_THAT(detail::goals_section(all).body.text, Catch::Contains("Disadvantage gap (lower is better)"));
    CHECK_THAT(detail::goals_section(all).body.text, Catch::Contains("35%</text>")); // a share is a share on the axis
    CHECK_THAT(detail::goals_section(all).body.text,
               Catch::Contains("No policy is better on both goals than equal per school."));

    for (auto& row : table.rows)
        if (row.policy == 0) row.value = measured::undefined("not asked");
    const detail::experiment_reading lacking(of, table, options);
    CHECK_THAT(detail::ranking_section(lacking).body.text,
               Catch::Contains("Without a value in some scenario, and so not drawn: equal per school."));
}

} // namespace experiment_standing_section_test
