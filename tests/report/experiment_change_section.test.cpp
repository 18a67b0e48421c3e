// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <colearn/policy/experiment.hpp>
#include <colearn/report/experiment_change_section.hpp>

#include "report/small_experiment.hpp"
#include "support/catch.hpp"

namespace experiment_change_section_test {

using namespace colearn;

TEST_CASE("changes are set against today's policy", "[experiment_change_section]") {
    const auto of = small_experiment::make();
    const auto table = run_experiment(of).table;
    const experiment_page_options options;
    const auto page = detail::changes_section({of, table, options}).body.text;
    CHECK_THAT(page, Catch::Contains("Against equal per school"));
    CHECK_THAT(page, Catch::Contains("need-proportional"));
    CHECK_THAT(page, Catch::Contains("in every draw")); // need as it is: no luck in it
    for (const auto& group : of.groups.names) CHECK_THAT(page, Catch::Contains(report::capital(group)));
    const experiment_page_options other{.today = "need-proportional"};
    CHECK_THAT(detail::changes_section({of, table, other}).body.text, Catch::Contains("Against need-proportional"));
}

} // namespace experiment_change_section_test
