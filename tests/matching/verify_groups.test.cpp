// SPDX-License-Identifier: BSL-1.0
#include <colearn/matching/propose_groups.hpp>
#include <colearn/matching/verify_groups.hpp>

#include "matching/group_path.hpp"
#include "support/catch.hpp"

namespace verify_groups_test {

using namespace colearn;
using matching_test::at;
using matching_test::path;

TEST_CASE("what the rules forbid to those further apart is found out and kept", "[verify_groups]") {
    // Everyone on the path wants to be in one group of five; 0 and 4 may not.
    group_settings<school> settings;
    settings.smallest = 1;
    settings.largest = 5;
    settings.search.exact_up_to = 0;
    const auto of = path();
    const auto got = detail::group_proposer<school>(of, settings, {}).run();
    CHECK(detail::verify_groups(of, settings, got, {}));
    CHECK(got.proposal_of(at(0)) != got.proposal_of(at(4)));
    // A checker that is told nothing of the rule would accept what breaks it; ours does not.
    auto free = of;
    free.allowed = [](id<school>, id<school>) { return true; };
    const auto wide = detail::group_proposer<school>(free, settings, {}).run();
    CHECK(wide.proposal_of(at(0)) == wide.proposal_of(at(4)));
    const auto checked = detail::verify_groups(of, settings, wide, {});
    CHECK_FALSE(checked);
    CHECK_THAT(checked.violated, Catch::Contains("the rules forbid"));
}

} // namespace verify_groups_test
