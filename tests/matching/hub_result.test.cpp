// SPDX-License-Identifier: BSL-1.0
#include <colearn/matching/hub_result.hpp>

#include "support/catch.hpp"

namespace hub_result_test {

using namespace colearn;

TEST_CASE("names of plans and reasons, defaults fit hubs as they are", "[hub_result]") {
    CHECK(to_string(hub_plan::best_total) == "best total");
    CHECK(to_string(hub_plan::stable_for_feeders) == "stable, best for feeders");
    CHECK(to_string(hub_plan::stable_for_hubs) == "stable, best for hubs");
    CHECK(to_string(no_feeder_reason::no_places) == "no places");
    CHECK(to_string(no_feeder_reason::nobody_allowed) == "no feeder within the rules");
    CHECK(to_string(no_feeder_reason::feeders_elsewhere) == "its feeders are with other hubs");
    const hub_options options;
    CHECK(options.most_feeders == 7); // hubs of 5 to 8 schools
    CHECK(options.fewest_feeders == 4);
    CHECK_FALSE(options.fit.least_benefit.has_value());
}

} // namespace hub_result_test
