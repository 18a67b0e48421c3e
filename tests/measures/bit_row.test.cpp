// SPDX-License-Identifier: BSL-1.0
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/measures/detail/bit_row.hpp>

#include "support/catch.hpp"

namespace bit_row_test {

using namespace colearn;

namespace {

using plain_row = std::bitset<detail::bit_row::width>;

// About one place in `sparse` is set.
plain_row random_row(random_stream& random, std::uint64_t sparse) {
    plain_row made;
    for (std::size_t k = 0; k < made.size(); ++k) made[k] = uniform_index(random, sparse) == 0;
    return made;
}

detail::bit_row row_of(const plain_row& from) {
    detail::bit_row made{};
    for (std::size_t k = 0; k < from.size(); ++k)
        if (from[k]) made.set(k);
    return made;
}

void check_same(const detail::bit_row& found, const plain_row& expected) {
    for (std::size_t k = 0; k < expected.size(); ++k)
        REQUIRE((found.word(k / 64) >> (k % 64) & 1) == (expected[k] ? 1 : 0));
    CHECK(found.count() == expected.count());
    CHECK(found.none() == expected.none());
}

} // namespace

TEST_CASE("a row of bits is a set of places", "[bit_row]") {
    random_stream random(3);
    for (int trial = 0; trial < 60; ++trial) {
        const auto a = random_row(random, trial % 3 == 0 ? 400 : 2);
        const auto b = random_row(random, trial % 2 == 0 ? 400 : 3);
        check_same(row_of(a), a);
        check_same(row_of(a).without(row_of(b)), a & ~b);
        auto both = row_of(a);
        both |= row_of(b);
        check_same(both, a | b);
    }
    for (std::size_t k = 0; k < detail::bit_row::width; ++k) check_same(row_of(plain_row().set(k)), plain_row().set(k));
    CHECK(sizeof(detail::bit_row) == 64);
}

TEST_CASE("a counter adds up rows for some of the places", "[bit_row]") {
    random_stream random(4);
    detail::bit_counter counter;
    for (const std::size_t places : {1U, 63U, 64U, 65U, 300U, 512U}) { // each time it begins anew
        std::vector<std::uint64_t> expected(places, 0);
        const auto rows = uniform_index(random, 200);
        for (std::uint64_t i = 0; i < rows; ++i) {
            const auto row = random_row(random, 2);
            counter.add(row_of(row));
            for (std::size_t k = 0; k < places; ++k) expected[k] += row[k] ? 1U : 0U;
        }
        std::vector<std::uint64_t> found;
        counter.take(places, [&](std::size_t k, std::uint64_t count) {
            CHECK(k == found.size());
            found.push_back(count);
        });
        CHECK(found == expected);
    }
}

} // namespace bit_row_test
