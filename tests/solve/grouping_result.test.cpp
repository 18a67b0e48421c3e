// SPDX-License-Identifier: BSL-1.0
#include <colearn/solve/grouping_result.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace grouping_result_test {

TEST_CASE("the gap is a share of the bound", "[grouping_result]") {
    colearn::grouping_result<matching_test::node> of;
    CHECK(of.gap() == 0);
    of.value = 90;
    of.certificate.bound = 100;
    CHECK(of.gap() == Approx(.1));
    of.value = 100.0000001; // rounding
    CHECK(of.gap() == 0);
    of.value = -4;
    of.certificate.bound = -1;
    CHECK(of.gap() == Approx(.75));
    CHECK(to_string(colearn::ungrouped_reason::not_placed) == "not placed");
    CHECK(to_string(colearn::ungrouped_reason::no_group) == "no group");
    CHECK(to_string(colearn::ungrouped_reason::better_out) == "better out");
    CHECK(to_string(colearn::grouping_proof::columns) == "columns");
    CHECK(to_string(colearn::grouping_proof::shares) == "shares");
    CHECK(to_string(colearn::grouping_proof::exhaustion) == "exhaustion");
    CHECK(to_string(colearn::grouping_proof::none) == "none");
}

} // namespace grouping_result_test
