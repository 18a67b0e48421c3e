// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/joined_sets.hpp>
#include <colearn/core/random.hpp>

#include "support/catch.hpp"

namespace joined_sets_test {

using namespace colearn;

TEST_CASE("who is joined is in one set, named by its smallest member", "[joined_sets]") {
    detail::joined_sets sets(6);
    CHECK(sets.size() == 6);
    CHECK(sets.join(5, 3));
    CHECK(sets.join(3, 4));
    CHECK_FALSE(sets.join(4, 5));
    CHECK_FALSE(sets.join(1, 1));
    CHECK(sets.find(5) == 3);
    CHECK(sets.find(0) == 0);
    CHECK(sets.join(0, 5));
    CHECK(sets.find(4) == 0);
    sets.reset(2);
    CHECK(sets.find(1) == 1);
}

TEST_CASE("the sets are those that naming everybody anew gives", "[joined_sets]") {
    random_stream random(1);
    for (int repetition = 0; repetition < 200; ++repetition) {
        const auto count = static_cast<std::uint32_t>(1 + uniform_index(random, 12));
        detail::joined_sets sets(count);
        std::vector<std::uint32_t> name(count);
        for (std::uint32_t i = 0; i < count; ++i) name[i] = i;
        for (std::uint64_t k = uniform_index(random, 2 * count); k > 0; --k) {
            const auto a = static_cast<std::uint32_t>(uniform_index(random, count));
            const auto b = static_cast<std::uint32_t>(uniform_index(random, count));
            CHECK(sets.join(a, b) == (name[a] != name[b]));
            const auto [low, high] = std::minmax({name[a], name[b]});
            std::replace(name.begin(), name.end(), std::uint32_t{high}, std::uint32_t{low});
        }
        for (std::uint32_t i = 0; i < count; ++i) CHECK(sets.find(i) == name[i]);
    }
}

} // namespace joined_sets_test
