// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_DETAIL_BYTE_FINDER_HPP
#define COLEARN_IO_DETAIL_BYTE_FINDER_HPP

/// @file
/// For a policy reader: what makes large tables fast to read.
/// For an engineer: finds the first of four characters in a buffer, eight bytes at a time, in portable C++.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace colearn::detail {

[[nodiscard]] constexpr std::uint64_t eight_times(char c) noexcept {
    return 0x0101010101010101U * static_cast<unsigned char>(c);
}
// The high bit of each byte of `word` that is zero; bits above the first zero byte may be wrong, the lowest never is.
[[nodiscard]] constexpr std::uint64_t zero_bytes(std::uint64_t word) noexcept {
    return (word - 0x0101010101010101U) & ~word & 0x8080808080808080U;
}

// Finds the first of four characters, eight bytes at a time.
struct byte_finder {
    std::uint64_t a, b, c, d;

    constexpr byte_finder(char a_, char b_, char c_, char d_) noexcept
        : a(eight_times(a_)), b(eight_times(b_)), c(eight_times(c_)), d(eight_times(d_)) {}

    // One of the four must stand at or after `at`, and eight readable bytes must follow it. `seen` gathers the bytes
    // that were looked at, so that the caller knows whether any of them was not ASCII.
    [[nodiscard]] const char* operator()(const char* at, std::uint64_t& seen) const noexcept {
        if constexpr (std::endian::native == std::endian::little) {
            for (;; at += 8) {
                std::uint64_t word = 0;
                std::memcpy(&word, at, sizeof word);
                seen |= word;
                const auto found =
                    zero_bytes(word ^ a) | zero_bytes(word ^ b) | zero_bytes(word ^ c) | zero_bytes(word ^ d);
                if (found != 0) return at + std::countr_zero(found) / 8;
            }
        } else {
            for (;; ++at) {
                const auto byte = static_cast<unsigned char>(*at);
                seen |= byte & 0x80U;
                if (byte == (a & 0xFFU) || byte == (b & 0xFFU) || byte == (c & 0xFFU) || byte == (d & 0xFFU)) return at;
            }
        }
    }
};

} // namespace colearn::detail

#endif
