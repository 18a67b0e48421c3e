// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_MONEY_HPP
#define COLEARN_ALLOCATION_MONEY_HPP

/// @file
/// For a policy reader: money is counted in whole cents, as in the books; sums are exact.
/// For an engineer: a 64-bit count of hundredths of whichever currency; the type keeps cents and dollars apart.

#include <cmath>
#include <compare>
#include <cstdint>
#include <string>

#include <colearn/core/contract.hpp>

namespace colearn {

/// An amount of money, to the cent.
struct money {
    std::int64_t cents = 0; ///< hundredths of the unit of currency

    /// Whole units, such as dollars: `money::of(500'000)`.
    [[nodiscard]] static constexpr money of(std::int64_t units) {
        expects(units >= -most_units && units <= most_units, "the amount must be within 9e13 units", units);
        return {units * 100};
    }
    /// A decimal number of units, rounded to the nearest cent, halves away from zero.
    [[nodiscard]] static money nearest(double units) {
        expects(units >= -static_cast<double>(most_units) && units <= static_cast<double>(most_units),
                "the amount must be within 9e13 units", units);
        return {std::llround(units * 100)};
    }
    /// As a decimal number of units, for ratios and charts; not for sums.
    [[nodiscard]] constexpr double units() const noexcept { return static_cast<double>(cents) / 100; }

    friend constexpr auto operator<=>(const money&, const money&) noexcept = default;
    friend constexpr money operator+(money a, money b) noexcept { return {a.cents + b.cents}; }
    friend constexpr money operator-(money a, money b) noexcept { return {a.cents - b.cents}; }
    constexpr money& operator+=(money other) noexcept {
        cents += other.cents;
        return *this;
    }

private:
    static constexpr std::int64_t most_units = 90'000'000'000'000;
};

namespace detail {

/// `1,234,567`
[[nodiscard]] inline std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (auto at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
}

} // namespace detail

/// `1,234,567.80`
[[nodiscard]] inline std::string to_string(money amount) {
    const bool negative = amount.cents < 0;
    const auto size = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(amount.cents)
                               : static_cast<std::uint64_t>(amount.cents);
    const auto rest = size % 100;
    return (negative ? "-" : "") + detail::grouped(size / 100) + (rest < 10 ? ".0" : ".") + std::to_string(rest);
}

} // namespace colearn

#endif
