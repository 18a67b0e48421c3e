// SPDX-License-Identifier: BSL-1.0
#include <colearn/matching/pathway.hpp>

#include "support/catch.hpp"

namespace pathway_test {

using colearn::level;
using colearn::pathway;

TEST_CASE("pupils move on from primary to secondary, and some to a school of all years", "[pathway]") {
    CHECK(pathway(level::primary, level::secondary) == 1.0);
    CHECK(pathway(level::secondary, level::primary) == 1.0);
    CHECK(pathway(level::combined, level::primary) == 0.5);
    CHECK(pathway(level::secondary, level::combined) == 0.5);
    for (const auto one : {level::primary, level::secondary, level::combined}) {
        CHECK(pathway(one, one) == 0.0);
        CHECK_FALSE(pathway(one, level::unknown));
        CHECK_FALSE(pathway(level::special, one));
    }
}

} // namespace pathway_test
