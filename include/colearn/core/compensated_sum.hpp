// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_COMPENSATED_SUM_HPP
#define COLEARN_CORE_COMPENSATED_SUM_HPP

/// @file
/// For a policy reader: ten thousand amounts add up to the budget, without a cent lost on the way.
/// For an engineer: a running sum that carries its rounding errors along. The error of the result is about one rounding,
/// however many the terms, as long as they do not cancel by more than 16 digits; the same bits on every platform.

#include <cmath>
#include <limits>

namespace colearn {

/// Source: Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974).
class compensated_sum {
public:
    constexpr compensated_sum() noexcept = default;

    void add(double x) noexcept {
        const double next = sum_ + x;
        lost_ += std::fabs(sum_) >= std::fabs(x) ? (sum_ - next) + x : (x - next) + sum_;
        sum_ = next;
    }
    compensated_sum& operator+=(double x) noexcept {
        add(x);
        return *this;
    }

    /// The sum so far; infinite or NaN where a plain sum is.
    [[nodiscard]] double value() const noexcept {
        return std::fabs(sum_) <= (std::numeric_limits<double>::max)() ? sum_ + lost_ : sum_;
    }

private:
    double sum_ = 0;
    double lost_ = 0;
};

} // namespace colearn

#endif
