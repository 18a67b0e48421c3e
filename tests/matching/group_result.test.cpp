// SPDX-License-Identifier: BSL-1.0
#include <colearn/matching/group_result.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace group_result_test {

using namespace colearn;
using matching_test::at;

TEST_CASE("a proposal is found by its members", "[group_result]") {
    group_result<school> result;
    result.proposals.resize(2);
    result.proposals[1].members = {{at(4)}, {at(2)}};
    CHECK(result.proposal_of(at(2)) == &result.proposals[1]);
    CHECK(result.proposal_of(at(3)) == nullptr);
    CHECK(result.gap() == 0);
    result.certificate.groups.value = 3;
    result.certificate.groups.certificate.bound = 4;
    CHECK(result.gap() == .25);
}

TEST_CASE("each reason to be without a group has words", "[group_result]") {
    CHECK(to_string(group_left_out_reason::nobody_allowed) == "nobody within the rules");
    CHECK(to_string(group_left_out_reason::too_few) == "too few for a group");
    CHECK(to_string(group_left_out_reason::better_without) == "fits no group");
    CHECK(to_string(group_left_out_reason::not_placed) == "no place found");
}

} // namespace group_result_test
