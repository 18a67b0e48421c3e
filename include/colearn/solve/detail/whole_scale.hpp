// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_WHOLE_SCALE_HPP
#define COLEARN_SOLVE_DETAIL_WHOLE_SCALE_HPP

/// @file
/// For a policy reader: the working of the flow solvers.
/// For an engineer: real amounts and costs as multiples of one power of two, so that solvers count in whole numbers.

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>

namespace colearn::detail {

/// Whole numbers stay as they are; reals are multiplied by the power of two that takes `largest` to about 2^bits.
template <class Number>
class whole_scale {
public:
    whole_scale(double largest, int bits) {
        if constexpr (std::same_as<Number, double>) {
            int exponent = 0;
            if (largest > 0) std::frexp(largest, &exponent);
            shift_ = bits - exponent;
        }
    }

    [[nodiscard]] std::int64_t down(Number x) const {
        return whole(x, [](double y) { return std::floor(y); });
    }
    [[nodiscard]] std::int64_t up(Number x) const {
        return whole(x, [](double y) { return std::ceil(y); });
    }
    [[nodiscard]] std::int64_t near(Number x) const {
        return whole(x, [](double y) { return std::nearbyint(y); });
    }
    [[nodiscard]] Number back(std::int64_t x) const {
        if constexpr (std::same_as<Number, double>)
            return std::ldexp(static_cast<double>(x), -shift_);
        else
            return x;
    }

private:
    template <class Round>
    [[nodiscard]] std::int64_t whole(Number x, Round round) const {
        if constexpr (std::same_as<Number, double>)
            return static_cast<std::int64_t>(round(std::ldexp(x, shift_)));
        else
            return x;
    }

    int shift_ = 0;
};

} // namespace colearn::detail

#endif
