// SPDX-License-Identifier: BSL-1.0
#include <type_traits>

#include <colearn/core/verification.hpp>

#include "support/catch.hpp"

namespace verification_test {

using colearn::verification;

static_assert(!std::is_convertible_v<verification, int>); // only where a condition is asked for

TEST_CASE("an accepted verification is true and silent", "[verification]") {
    const auto good = verification::accept();
    CHECK(good.accepted());
    CHECK(static_cast<bool>(good));
    CHECK(good.violated.empty());
}

TEST_CASE("a rejected verification names the condition", "[verification]") {
    const auto bad = verification::reject("the amounts sum to 9, the budget is 10");
    CHECK_FALSE(bad.accepted());
    CHECK_FALSE(static_cast<bool>(bad));
    CHECK(bad.violated == "the amounts sum to 9, the budget is 10");
}

} // namespace verification_test
