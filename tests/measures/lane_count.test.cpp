// SPDX-License-Identifier: BSL-1.0
#include <cstdint>

#include <colearn/core/vector_register.hpp>
#include <colearn/measures/detail/lane_count.hpp>

#include "support/catch.hpp"

namespace lane_count_test {

using namespace colearn::detail;

TEST_CASE("lanes fill whole registers, and a short word has a bit for each", "[lane_count]") {
    CHECK(lane_count % register_width == 0);
    CHECK(lane_count == 8 * sizeof(std::uint16_t));
}

} // namespace lane_count_test
