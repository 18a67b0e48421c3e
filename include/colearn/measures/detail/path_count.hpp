// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_PATH_COUNT_HPP
#define COLEARN_MEASURES_DETAIL_PATH_COUNT_HPP

/// @file
/// For a policy reader: a network laid out like a grid of streets has more shortest paths than a computer's plain
/// number can hold; they are still counted.
/// For an engineer: a positive number of any size, for counts of paths that overflow a double.

#include <cstdint>

namespace colearn::detail {

/// mantissa * 2^exponent, to the precision of a double; the mantissa is 0 or in [1, 2^512), the exponent a multiple of
/// 512. A path graph of a thousand squares in a row has 2^1000 shortest paths.
class wide_count {
public:
    wide_count() = default;
    explicit wide_count(double value) : mantissa_(value) {}

    wide_count& operator+=(const wide_count& other) noexcept {
        if (exponent_ == other.exponent_) {
            mantissa_ += other.mantissa_;
        } else if (other.exponent_ > exponent_) {
            mantissa_ = other.mantissa_ + (other.exponent_ - exponent_ == step ? mantissa_ * small : 0);
            exponent_ = other.exponent_;
        } else if (exponent_ - other.exponent_ == step) {
            mantissa_ += other.mantissa_ * small;
        }
        if (mantissa_ >= 1 / small) {
            mantissa_ *= small;
            exponent_ += step;
        }
        return *this;
    }

    [[nodiscard]] friend wide_count operator*(const wide_count& a, const wide_count& b) noexcept {
        wide_count made; // each below 2^512, so their product is below 2^1024
        made.mantissa_ = a.mantissa_ * b.mantissa_;
        made.exponent_ = a.exponent_ + b.exponent_;
        if (made.mantissa_ >= 1 / small) {
            made.mantissa_ *= small;
            made.exponent_ += step;
        }
        return made;
    }

    /// part / whole, for part <= whole.
    [[nodiscard]] friend double ratio(const wide_count& part, const wide_count& whole) noexcept {
        const auto apart = whole.exponent_ - part.exponent_;
        return apart == 0      ? part.mantissa_ / whole.mantissa_
               : apart == step ? part.mantissa_ * small / whole.mantissa_
                               : 0;
    }

private:
    static constexpr std::int64_t step = 512;
    static constexpr double small = 0x1p-512;

    double mantissa_ = 0;
    std::int64_t exponent_ = 0;
};

/// Counts in doubles are given up beyond this, well before their reciprocals lose digits.
inline constexpr double most_paths = 0x1p1000;

[[nodiscard]] inline bool too_many(double paths) noexcept {
    return !(paths <= most_paths);
}
[[nodiscard]] inline bool too_many(const wide_count&) noexcept {
    return false;
}

[[nodiscard]] inline double ratio(double part, double whole) noexcept {
    return part / whole;
}

} // namespace colearn::detail

#endif
