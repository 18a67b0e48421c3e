// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_BIT_ROW_HPP
#define COLEARN_MEASURES_DETAIL_BIT_ROW_HPP

/// @file
/// For a policy reader: a tick list of 512 actors, and how many lists each of them is ticked on.
/// For an engineer: 512 bits that fill a cache line, and a counter that adds up each bit over many rows.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/vector_register.hpp>

namespace colearn::detail {

struct alignas(64) bit_row {
    static constexpr std::size_t width = 512;
    static constexpr std::size_t parts = width / (64 * register_width);

    some_bits part[parts];

    void set(std::size_t k) noexcept { part[k / per_part][k % per_part / 64] |= std::uint64_t{1} << (k % 64); }
    [[nodiscard]] std::uint64_t word(std::size_t i) const noexcept {
        return part[i / register_width][i % register_width];
    }
    [[nodiscard]] bool none() const noexcept {
        some_bits any = part[0];
        for (std::size_t p = 1; p < parts; ++p) any |= part[p];
        std::uint64_t word = 0;
        for (std::size_t k = 0; k < register_width; ++k) word |= any[k];
        return word == 0;
    }
    [[nodiscard]] std::uint64_t count() const noexcept {
        int bits = 0;
        for (std::size_t i = 0; i < width / 64; ++i) bits += std::popcount(word(i));
        return static_cast<std::uint64_t>(bits);
    }
    bit_row& operator|=(const bit_row& other) noexcept {
        for (std::size_t p = 0; p < parts; ++p) part[p] |= other.part[p];
        return *this;
    }
    /// The bits that `other` has not.
    [[nodiscard]] bit_row without(const bit_row& other) const noexcept {
        bit_row made;
        for (std::size_t p = 0; p < parts; ++p) made.part[p] = part[p] & ~other.part[p];
        return made;
    }

private:
    static constexpr std::size_t per_part = 64 * register_width;
};

/// For each of the 512 places: in how many of the rows that were added it is set. The counts are kept as binary numbers
/// on their sides, digit by digit: a row is added by a handful of operations, whatever its bits.
/// Source: Knuth, *The Art of Computer Programming* 4A (2011), 7.1.3, on sideways addition; carries are put off, two
/// rows of one digit at a time.
class bit_counter {
public:
    void add(const bit_row& row) noexcept {
        ++rows_;
        bit_row carry = row;
        for (std::size_t digit = 0;; ++digit) {
            auto& here = digits_[digit];
            if (!here.has_second) {
                here.second = carry;
                here.has_second = true;
                return;
            }
            for_each_register<bit_row::parts>([&](auto p) {
                const auto a = here.first.part[p];
                const auto b = here.second.part[p];
                const auto c = carry.part[p];
                here.first.part[p] = a ^ b ^ c;
                carry.part[p] = (a & b) | ((a ^ b) & c);
            });
            here.has_second = false;
        }
    }

    /// Calls `take(k, count)` for the first `places` places, and begins anew.
    template <class Take>
    void take(std::size_t places, Take take) {
        const auto used = static_cast<std::size_t>(std::bit_width(rows_));
        for (std::size_t first = 0; first < places; first += 64) {
            std::array<std::uint64_t, 64> counts{};
            const auto add_word = [&](std::uint64_t word, std::size_t digit) {
                for (; word != 0; word &= word - 1)
                    counts[static_cast<std::size_t>(std::countr_zero(word))] += std::uint64_t{1} << digit;
            };
            for (std::size_t digit = 0; digit < used; ++digit) {
                add_word(digits_[digit].first.word(first / 64), digit);
                if (digits_[digit].has_second) add_word(digits_[digit].second.word(first / 64), digit);
            }
            const auto last = (std::min)(places - first, std::size_t{64});
            for (std::size_t k = 0; k < last; ++k) take(first + k, counts[k]);
        }
        for (std::size_t digit = 0; digit < used; ++digit) digits_[digit] = {};
        rows_ = 0;
    }

private:
    struct binary_digit {
        bit_row first{};
        bit_row second{};
        bool has_second = false;
    };
    std::array<binary_digit, 33> digits_{}; // for as many rows as there can be vertices
    std::uint64_t rows_ = 0;
};

} // namespace colearn::detail

#endif
