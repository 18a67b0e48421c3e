// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_RANDOM_HPP
#define COLEARN_CORE_RANDOM_HPP

/// @file
/// For a policy reader: chance that can be replayed; the same seed always gives the same made-up district.
/// For an engineer: Philox4x32-10, a counter-based generator. A stream is keyed by (seed, item), so each item of a
/// parallel loop draws from its own stream and the result does not depend on the number of threads. It is no cipher.
///
/// Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC '11,
/// doi:10.1145/2063384.2063405.

#include <array>
#include <cstdint>
#include <limits>

namespace colearn {

namespace detail {

using philox_block = std::array<std::uint32_t, 4>;

/// The bijection of the paper with ten rounds: 128 bits of counter to 128 bits of output under a 64-bit key.
[[nodiscard]] constexpr philox_block philox4x32_10(philox_block counter, std::array<std::uint32_t, 2> key) noexcept {
    constexpr std::uint64_t multiplier_0 = 0xD2511F53U;
    constexpr std::uint64_t multiplier_1 = 0xCD9E8D57U;
    constexpr std::uint32_t weyl_0 = 0x9E3779B9U; // golden ratio
    constexpr std::uint32_t weyl_1 = 0xBB67AE85U; // sqrt(3) - 1
    for (int round = 0; round < 10; ++round) {
        const auto product_0 = multiplier_0 * counter[0];
        const auto product_1 = multiplier_1 * counter[2];
        counter = {
            static_cast<std::uint32_t>(product_1 >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(product_1),
            static_cast<std::uint32_t>(product_0 >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(product_0)};
        key = {key[0] + weyl_0, key[1] + weyl_1};
    }
    return counter;
}

[[nodiscard]] constexpr std::uint32_t low_half(std::uint64_t bits) noexcept {
    return static_cast<std::uint32_t>(bits);
}
[[nodiscard]] constexpr std::uint32_t high_half(std::uint64_t bits) noexcept {
    return static_cast<std::uint32_t>(bits >> 32);
}

} // namespace detail

/// A stream of 64-bit numbers, each value equally likely: a UniformRandomBitGenerator.
///
/// The key is the seed; the counter is (block, item), so the streams of two items never overlap, and a stream has
/// 2^65 numbers before it repeats. Copying a stream copies its place. For a key of three parts, make the seed of the
/// inner stream by the outer one: `random_stream(random_stream(seed, year)(), school)`.
///
/// Determinism: the same numbers on every platform.
class random_stream {
public:
    using result_type = std::uint64_t;

    constexpr explicit random_stream(std::uint64_t seed, std::uint64_t item = 0) noexcept : seed_(seed), item_(item) {}

    [[nodiscard]] static constexpr result_type(min)() noexcept { return 0; }
    [[nodiscard]] static constexpr result_type(max)() noexcept { return (std::numeric_limits<result_type>::max)(); }

    /// The next number.
    constexpr result_type operator()() noexcept {
        if (spare_ready_) {
            spare_ready_ = false;
            return spare_;
        }
        const auto out = block(block_++);
        spare_ = std::uint64_t{out[3]} << 32 | out[2];
        spare_ready_ = true;
        return std::uint64_t{out[1]} << 32 | out[0];
    }

    /// Passes over `count` numbers. O(1).
    constexpr void discard(std::uint64_t count) noexcept {
        if (count > 0 && spare_ready_) {
            spare_ready_ = false;
            --count;
        }
        block_ += count / 2;
        if (count % 2 == 1) (*this)();
    }

    [[nodiscard]] constexpr std::uint64_t seed() const noexcept { return seed_; }
    [[nodiscard]] constexpr std::uint64_t item() const noexcept { return item_; }

    friend constexpr bool operator==(const random_stream& a, const random_stream& b) noexcept {
        return a.seed_ == b.seed_ && a.item_ == b.item_ && a.block_ == b.block_ && a.spare_ready_ == b.spare_ready_;
    }

private:
    [[nodiscard]] constexpr detail::philox_block block(std::uint64_t number) const noexcept {
        using detail::high_half;
        using detail::low_half;
        return detail::philox4x32_10({low_half(number), high_half(number), low_half(item_), high_half(item_)},
                                     {low_half(seed_), high_half(seed_)});
    }

    std::uint64_t seed_ = 0;
    std::uint64_t item_ = 0;
    std::uint64_t block_ = 0; // number of the next block
    std::uint64_t spare_ = 0; // second half of the block before
    bool spare_ready_ = false;
};

} // namespace colearn

#endif
