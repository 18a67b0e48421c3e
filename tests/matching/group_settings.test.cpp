// SPDX-License-Identifier: BSL-1.0
#include <colearn/graph/roles.hpp>
#include <colearn/matching/group_settings.hpp>

#include "support/catch.hpp"

namespace group_settings_test {

using namespace colearn;

TEST_CASE("groups of four to eight that take everyone, of any region, unless told otherwise", "[group_settings]") {
    const group_settings<teacher> usual;
    CHECK(usual.smallest == 4);
    CHECK(usual.largest == 8);
    CHECK(usual.everyone);
    CHECK(usual.least_fit == 0);
    CHECK(usual.most_regions == unlimited);
    CHECK(usual.region.size() == 0);
    CHECK(usual.together.empty());
    CHECK(usual.apart.empty());
    CHECK(usual.quotas.empty());
}

} // namespace group_settings_test
