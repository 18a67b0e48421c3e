// SPDX-License-Identifier: BSL-1.0
#include <colearn/report/review_group.hpp>

#include "support/catch.hpp"

namespace review_group_test {

using namespace colearn;

TEST_CASE("a group without ties has no brokers, and one whose first member brokers has", "[review_group]") {
    review_group none;
    CHECK_FALSE(none.has_ties());
    CHECK_FALSE(none.has_brokers());
    none.members.push_back({});
    CHECK_FALSE(none.has_brokers());
    none.members.front().brokerage = .1;
    CHECK(none.has_brokers());
}

} // namespace review_group_test
