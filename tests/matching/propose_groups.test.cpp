// SPDX-License-Identifier: BSL-1.0
#include <colearn/matching/propose_groups.hpp>
#include <colearn/matching/verify_groups.hpp>

#include "matching/group_path.hpp"
#include "support/catch.hpp"

namespace propose_groups_test {

using namespace colearn;
using matching_test::at;
using matching_test::path;

TEST_CASE("groups stay within the rules and within a part, the rest is named", "[propose_groups]") {
    group_settings<school> settings;
    settings.smallest = 2;
    settings.largest = 3;
    const auto of = path();
    const auto got = detail::group_proposer<school>(of, settings, {}).run();
    CHECK(detail::verify_groups(of, settings, got, {}));
    CHECK(got.proposals.size() == 3);
    CHECK(got.total_value == Approx(.5 * 3 + .5 + .5)); // of three, of two, and the pair
    REQUIRE(got.left_out.size() == 1);
    CHECK(got.left_out.front().words == "S5 is alone.");
    for (const auto& one : got.proposals) CHECK(one.student_led);
}

} // namespace propose_groups_test
