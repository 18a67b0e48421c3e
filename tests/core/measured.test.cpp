// SPDX-License-Identifier: BSL-1.0
#include <colearn/core/measured.hpp>

#include "support/catch.hpp"

namespace measured_test {

TEST_CASE("a measure has a value or a reason", "[measured]") {
    const auto some = colearn::measured::as(.25);
    CHECK(some.defined());
    CHECK(to_string(some) == "0.25");
    const auto none = colearn::measured::undefined("there are fewer than two actors");
    CHECK_FALSE(none.defined());
    CHECK_FALSE(none.value.has_value());
    CHECK(to_string(none) == "undefined: there are fewer than two actors");
    CHECK(some != none);
}

} // namespace measured_test
