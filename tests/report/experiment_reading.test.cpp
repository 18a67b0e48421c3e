// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/policy/experiment.hpp>
#include <colearn/report/experiment_reading.hpp>

#include "report/small_experiment.hpp"
#include "support/catch.hpp"

namespace experiment_reading_test {

using namespace colearn;

TEST_CASE("policies are read in the order of their mean regret", "[experiment_reading]") {
    const auto of = small_experiment::make();
    auto table = run_experiment(of).table;
    const experiment_page_options options;
    // An equal split leaves more need unmet, and comes second though it is listed first.
    const detail::experiment_reading all(of, table, options);
    CHECK(all.order == std::vector<std::size_t>{1, 0});
    CHECK(all.nearest() == std::vector<std::string>{"need-proportional"});
    CHECK(all.today == 0);
    const experiment_page_options other{.today = "need-proportional"};
    CHECK(detail::experiment_reading(of, table, other).today == 1);

    for (auto& row : table.rows) row.value = measured::as(row.policy == row.scenario ? .5 : .6); // each wins once
    const detail::experiment_reading alike(of, table, options);
    CHECK(alike.nearest() == std::vector<std::string>{"equal per school", "need-proportional"});
    for (auto& row : table.rows)
        if (row.policy == 0) row.value = measured::undefined("not asked");
    CHECK(detail::experiment_reading(of, table, options).order == std::vector<std::size_t>{1, 0});
}

TEST_CASE("a measure is told by its meaning, and one that is not ours by its name", "[experiment_reading]") {
    const auto known = detail::tell_measure("unmet_share");
    CHECK(report::shown(known.column, .517) == "51.7%");
    CHECK(known.column.meaning.find("Lower is better.") != std::string::npos);
    const auto other = detail::tell_measure("happiness");
    CHECK(other.what == "happiness");
    CHECK(detail::heading(other.column, "largest_regret").heading == "Largest regret");
}

} // namespace experiment_reading_test
