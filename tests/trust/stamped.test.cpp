// SPDX-License-Identifier: BSL-1.0
#include <map>

#include <colearn/core/distribution.hpp>
#include <colearn/trust/detail/stamped.hpp>

#include "support/catch.hpp"

namespace stamped_test {

TEST_CASE("a stamped array is a map that forgets at once", "[stamped]") {
    colearn::random_stream stream(11);
    colearn::detail::stamped<int> values(50);
    std::map<std::size_t, int> plain;
    CHECK_FALSE(values.has(0));
    for (int step = 0; step < 5000; ++step) {
        if (colearn::uniform_index(stream, 40) == 0) {
            values.clear();
            plain.clear();
        }
        const auto i = colearn::uniform_index(stream, 50);
        if (colearn::uniform_index(stream, 2) == 0) plain[i] = values.set(i, step);
        REQUIRE(values.has(i) == plain.contains(i));
        if (plain.contains(i)) REQUIRE(values[i] == plain[i]);
    }
}

} // namespace stamped_test
