// SPDX-License-Identifier: BSL-1.0
#include <colearn/matching/twin_result.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace twin_result_test {

using matching_test::at;

TEST_CASE("a proposal is found by either of its schools", "[twin_result]") {
    colearn::twin_result result;
    result.certificate.stable.partner = colearn::id_map<colearn::school, colearn::id<colearn::school>>(3);
    result.certificate.stable.partner[at(0)] = at(2);
    result.certificate.stable.partner[at(2)] = at(0);
    result.proposals.emplace_back();
    result.proposals[0].a.who = at(0);
    result.proposals[0].b.who = at(2);
    CHECK(result.proposal_of(at(2)) == &result.proposals[0]);
    CHECK(result.proposal_of(at(0)) == &result.proposals[0]);
    CHECK(result.proposal_of(at(1)) == nullptr);
    CHECK(result.partner(at(2)) == at(0));
    CHECK_FALSE(result.partner(at(1)).valid());
    CHECK_THROWS_AS(result.partner(at(3)), colearn::contract_violation);
}

TEST_CASE("every reason has its own words", "[twin_result]") {
    using colearn::left_out_reason;
    CHECK(to_string(left_out_reason::nobody_allowed) == "nobody within the rules");
    CHECK(to_string(left_out_reason::data_missing) == "data missing");
    CHECK(to_string(left_out_reason::nobody_fits) == "nobody fits");
    CHECK(to_string(left_out_reason::partners_taken) == "partners taken");
}

} // namespace twin_result_test
