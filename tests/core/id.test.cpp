// SPDX-License-Identifier: BSL-1.0
#include <type_traits>

#include <colearn/core/id.hpp>

#include "support/catch.hpp"

namespace id_test {

namespace {
struct school_like;
struct teacher_like;
} // namespace

static_assert(!std::is_convertible_v<colearn::id<school_like>, colearn::id<teacher_like>>);
static_assert(!std::is_convertible_v<unsigned, colearn::id<school_like>>);

TEST_CASE("an id names nothing until it is given a number", "[id]") {
    CHECK_FALSE(colearn::id<school_like>{}.valid());
    CHECK(colearn::id<school_like>{0U}.valid());
}

TEST_CASE("ids order by their number", "[id]") {
    CHECK(colearn::id<school_like>{1U} < colearn::id<school_like>{2U});
    CHECK(colearn::id<school_like>{3U} == colearn::id<school_like>{3U});
}

TEST_CASE("a range of ids runs from first to last", "[id]") {
    std::uint32_t sum = 0;
    for (const auto one : colearn::id_range<school_like>(2, 5)) sum += one.index;
    CHECK(sum == 2 + 3 + 4);
    CHECK(colearn::id_range<school_like>(2, 5).size() == 3);
    CHECK(colearn::id_range<school_like>(0).empty());
}

} // namespace id_test
