// SPDX-License-Identifier: BSL-1.0
#include <type_traits>

#include <colearn/graph/tie.hpp>

#include "support/catch.hpp"

namespace tie_test {

static_assert(std::is_aggregate_v<colearn::tie>);
static_assert(std::is_trivially_copyable_v<colearn::tie>);
static_assert(sizeof(colearn::tie) == 24); // 40 million of them are 960 MB

TEST_CASE("a tie carries full trust, of an unknown time, unless said otherwise", "[tie]") {
    CHECK(colearn::tie{}.trust == 1);
    CHECK_FALSE(colearn::tie{}.last_seen.known());
    CHECK(colearn::tie{}.evidence == 4);
    const colearn::tie one{.trust = 0.25, .last_seen = {1'700'000'000}};
    CHECK(one.last_seen.known());
    CHECK(one != colearn::tie{.trust = 0.25});
    CHECK(one != colearn::tie{.trust = 0.25, .last_seen = {1'700'000'000}, .evidence = 5});
    CHECK(colearn::moment{0}.known());  // the start of 1970 is a time like any other
    CHECK(colearn::moment{-1}.known()); // and there was one before it
}

} // namespace tie_test
