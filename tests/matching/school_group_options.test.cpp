// SPDX-License-Identifier: BSL-1.0
#include <colearn/matching/school_group_options.hpp>

#include "support/catch.hpp"

namespace school_group_options_test {

using namespace colearn;

TEST_CASE("federations: two to six schools of any level, nearness and the pathway counting", "[school_group_options]") {
    const federate_options usual;
    CHECK(usual.groups.smallest == 2);
    CHECK(usual.groups.largest == 6);
    CHECK_FALSE(usual.groups.everyone);
    CHECK_FALSE(usual.rules.same_level);
    CHECK(usual.fit.weights.proximity > usual.fit.weights.mutual_benefit);
    CHECK(usual.fit.weights.pathway > 0);
    CHECK(usual.max_distance_km == usual_max_distance_km);
    // Groups of schools in general take each other's profile first.
    CHECK(school_group_options{}.fit.weights.mutual_benefit == compatibility_options{}.weights.mutual_benefit);
}

} // namespace school_group_options_test
