// SPDX-License-Identifier: BSL-1.0
#include <colearn/matching/mentor_result.hpp>

#include "support/catch.hpp"

namespace mentor_result_test {

TEST_CASE("a default-made plan asks for nothing and says nothing", "[mentor_result]") {
    const colearn::mentor_options<colearn::teacher> options;
    CHECK(options.mentors.empty());
    CHECK(options.plan == colearn::mentor_plan::stable_for_mentees);
    CHECK(options.rules.max_distance_km == colearn::usual_max_distance_km);
    const colearn::mentor_result<colearn::teacher> result;
    CHECK(result.proposals.empty());
    CHECK_FALSE(colearn::mentor_service{}.mean_gain.has_value());
    CHECK(to_string(colearn::no_mentor_reason::mentors_full) == "mentors full");
}

} // namespace mentor_result_test
