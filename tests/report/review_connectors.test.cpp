// SPDX-License-Identifier: BSL-1.0
#include <colearn/report/review_connectors.hpp>

#include "support/catch.hpp"

namespace review_connectors_test {

using namespace colearn;

TEST_CASE("there is something to say when the first of the list connects a pair", "[review_connectors]") {
    review_connectors of;
    CHECK_FALSE(of.any());
    of.members.push_back({});
    CHECK_FALSE(of.any());
    of.members.front().pairs = 1;
    CHECK(of.any());
}

} // namespace review_connectors_test
