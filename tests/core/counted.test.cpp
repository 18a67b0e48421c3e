// SPDX-License-Identifier: BSL-1.0
#include <colearn/core/counted.hpp>

#include "support/catch.hpp"

namespace counted_test {

TEST_CASE("a count agrees with its noun", "[counted]") {
    CHECK(colearn::detail::counted(0, "school") == "0 schools");
    CHECK(colearn::detail::counted(1, "school") == "1 school");
    CHECK(colearn::detail::counted(3, "school") == "3 schools");
}

} // namespace counted_test
