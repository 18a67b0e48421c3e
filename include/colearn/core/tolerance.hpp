// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_TOLERANCE_HPP
#define COLEARN_CORE_TOLERANCE_HPP

/// @file
/// For a policy reader: how far two numbers may differ and still count as the same: a stated amount, not a guess.
/// For an engineer: comparison of doubles relative to their size, with an absolute floor for numbers near 0.

#include <algorithm>
#include <cmath>
#include <limits>

namespace colearn {

/// Two numbers are equal when they differ by at most the larger of `absolute` and `relative` times the larger size.
/// Infinities equal only themselves; NaN equals nothing. With both fields 0 the comparison is exact.
struct tolerance {
    double relative = 1e-9; ///< share of the larger of the two sizes, >= 0
    double absolute = 0;    ///< in the unit of the numbers, >= 0

    [[nodiscard]] bool equal(double a, double b) const noexcept {
        if (a == b) return true;
        const double size = (std::max)(std::fabs(a), std::fabs(b));
        if (!(size <= (std::numeric_limits<double>::max)())) return false;
        return std::fabs(a - b) <= (std::max)(absolute, relative * size);
    }
    /// a <= b, or equal.
    [[nodiscard]] bool at_most(double a, double b) const noexcept { return a <= b || equal(a, b); }
};

} // namespace colearn

#endif
