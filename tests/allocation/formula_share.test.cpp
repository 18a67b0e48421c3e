// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/allocation/formula_share.hpp>

#include "allocation/funding_support.hpp"
#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace formula_share_test {

using namespace allocation_test;

funding_formula pupils_and_lump_sum() {
    funding_formula out;
    out.name = "two terms";
    out.year = "2026";
    out.currency = "AUD";
    out.source = funding_support::made_up();
    out.phases = {"primary pupils"};
    auto lump = funding_support::per_pupil("school", "", 1000);
    lump.basis = term_basis::lump_sum;
    out.terms = {funding_support::per_pupil("pupils", "primary pupils", 10), lump};
    return out;
}

TEST_CASE("what a formula gives is scaled to what there is", "[formula_share]") {
    auto of = small_pool(); // 100, 300 and 600 pupils: 2,000, 4,000 and 7,000 of 13,000
    const formula_share policy{pupils_and_lump_sum(), [](const allocation_recipient& one) {
                                   school_characteristics out;
                                   out.name = one.name;
                                   if (one.pupils > 0) out.figures["primary pupils"] = one.pupils;
                                   return out;
                               }};
    static_assert(allocation_policy<formula_share>);
    CHECK(policy.name() == "formula: two terms 2026");
    CHECK(policy.source() == "made up for a test, page 1");
    of.providers[provider(0)].capacity = 650'000; // half
    const auto answer = policy.allocate(of);
    CHECK(answer.checked.violated == "");
    CHECK(answer.amounts ==
          id_map<allocation_recipient, std::int64_t>(std::vector<std::int64_t>{100'000, 200'000, 350'000}));
    CHECK(answer.why[recipient(0)].find("A School gets $1,000: 2,000 units of the formula at $0.50 each") == 0);
    of.recipients[recipient(1)].pupils = 0; // not known
    const auto lacking = policy.allocate(of);
    CHECK(lacking.amounts[recipient(1)] == 0);
    REQUIRE(lacking.notes.size() == 1);
    CHECK(lacking.notes.front().find("The formula is undefined for B School, which lacks: primary pupils") == 0);
    for (std::uint64_t item = 0; item < 60; ++item) {
        random_stream draw(14, item);
        const auto any = random_problem(draw, {5, 25, item % 2 == 1, .3});
        auto asked = policy;
        asked.characteristics = [](const allocation_recipient& one) {
            school_characteristics out;
            out.name = one.name;
            out.figures["primary pupils"] = one.pupils;
            return out;
        };
        CHECK(fault_of(asked, any) == "");
    }
    CHECK_THROWS_AS((formula_share{pupils_and_lump_sum(), {}}.allocate(of)), contract_violation);
}

} // namespace formula_share_test
