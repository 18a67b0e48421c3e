// SPDX-License-Identifier: BSL-1.0
#include <random>
#include <set>
#include <type_traits>

#include <colearn/core/random.hpp>

#include "support/catch.hpp"

namespace random_test {

using colearn::random_stream;

static_assert(std::uniform_random_bit_generator<random_stream>);
static_assert(!std::is_convertible_v<int, random_stream>);
static_assert(random_stream(1)() != random_stream(2)()); // usable in constant expressions

TEST_CASE("Philox4x32-10 gives the known answers of Random123", "[random]") {
    // Random123 1.14, tests/kat_vectors, lines "philox4x32 10"
    using colearn::detail::philox4x32_10;
    using block = colearn::detail::philox_block;
    CHECK(philox4x32_10({0, 0, 0, 0}, {0, 0}) == block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox4x32_10({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
          block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a stream is its blocks in order, low words first", "[random]") {
    random_stream stream(0);
    CHECK(stream() == 0xe169c58d6627e8d5U);
    CHECK(stream() == 0x9b00dbd8bc57ac4cU);
    const auto second = colearn::detail::philox4x32_10({1, 0, 0, 0}, {0, 0});
    CHECK(stream() == (std::uint64_t{second[1]} << 32 | second[0]));

    random_stream keyed(0x299f31d0a4093822U, 0x0370734413198a2eU);
    const auto first = colearn::detail::philox4x32_10({0, 0, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0});
    CHECK(keyed() == (std::uint64_t{first[1]} << 32 | first[0]));
    CHECK(keyed.seed() == 0x299f31d0a4093822U);
    CHECK(keyed.item() == 0x0370734413198a2eU);
}

TEST_CASE("streams of different seeds and items have no number in common", "[random]") {
    std::set<std::uint64_t> seen;
    for (std::uint64_t seed = 0; seed < 10; ++seed)
        for (std::uint64_t item = 0; item < 10; ++item) {
            random_stream stream(seed, item);
            for (int i = 0; i < 100; ++i) seen.insert(stream());
        }
    CHECK(seen.size() == 10'000);
}

TEST_CASE("a copy goes on from the same place", "[random]") {
    random_stream stream(7, 3);
    stream();
    auto copy = stream;
    CHECK(copy == stream);
    for (int i = 0; i < 10; ++i) CHECK(copy() == stream());
    copy();
    CHECK_FALSE(copy == stream);
}

TEST_CASE("discard passes over as many numbers as it says", "[random]") {
    for (unsigned before = 0; before < 4; ++before)
        for (unsigned count = 0; count < 9; ++count) {
            random_stream walked(11, 5);
            random_stream jumped(11, 5);
            for (unsigned i = 0; i < before; ++i) CHECK(walked() == jumped());
            for (unsigned i = 0; i < count; ++i) walked();
            jumped.discard(count);
            CHECK(walked() == jumped());
            CHECK(walked() == jumped());
        }
    random_stream far(1);
    far.discard((std::uint64_t{1} << 33) + 2); // block 2^32 + 1
    const auto block = colearn::detail::philox4x32_10({1, 1, 0, 0}, {1, 0});
    CHECK(far() == (std::uint64_t{block[1]} << 32 | block[0]));
}

TEST_CASE("every bit is set half of the time, within and across items", "[random]") {
    constexpr int draws = 20'000;
    std::array<int, 64> within{};
    std::array<int, 64> across{};
    random_stream stream(2024);
    for (int i = 0; i < draws; ++i) {
        const auto a = stream();
        const auto b = random_stream(2024, static_cast<std::uint64_t>(i) + 1)();
        for (std::size_t bit = 0; bit < 64; ++bit) {
            within[bit] += static_cast<int>(a >> bit & 1);
            across[bit] += static_cast<int>(b >> bit & 1);
        }
    }
    // 5 deviations of a fair coin: 5 * sqrt(draws) / 2
    for (const int count : within) CHECK(std::abs(count - draws / 2) < 354);
    for (const int count : across) CHECK(std::abs(count - draws / 2) < 354);
}

} // namespace random_test
