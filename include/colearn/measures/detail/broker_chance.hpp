// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_BROKER_CHANCE_HPP
#define COLEARN_MEASURES_DETAIL_BROKER_CHANCE_HPP

/// @file
/// For a policy reader: how much brokerage chance alone would give.
/// For an engineer: mean and deviation of Gould and Fernandez's counts where ties are independent.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace colearn::detail {

/// Of coordinator, itinerant, gatekeeper, representative, liaison, and all together.
struct broker_chance {
    std::array<double, 6> mean{};
    std::array<double, 6> deviation{};
};

/// For a broker of each group, where each tie is there by itself with probability d. A pair (a, b) is then brokered
/// with probability p = d^2 (1 - d). Two pairs with one end in common, on the same side, have covariance d^3 (1 - d)^3;
/// all other pairs are independent. O(number of groups).
[[nodiscard]] inline std::vector<broker_chance> chances_of_brokerage(std::span<const double> size, double d) {
    double n = 0, squares = 0, cubes = 0;
    for (const double s : size) {
        n += s;
        squares += s * s;
        cubes += s * s * s;
    }
    const double p = d * d * (1 - d);
    std::vector<broker_chance> made(size.size());
    for (std::size_t g = 0; g < size.size(); ++g) {
        const double s = size[g];
        if (s == 0) continue;     // no broker to expect anything of
        const double own = s - 1; // others of the broker's group
        const double out = n - s;
        const double out_squares = squares - s * s;
        const double out_cubes = cubes - s * s * s;
        // Pairs (a, b) of each role, and pairs of these with an end in common.
        const double across = own * out;
        const double across_common = across * (own - 1) + across * (out - 1);
        const std::array<double, 6> pairs{own * (own - 1), out_squares - out,       across,
                                          across,          out * out - out_squares, (n - 1) * (n - 2)};
        const std::array<double, 6> common{
            2 * own * (own - 1) * (own - 2),
            2 * (out_cubes - 3 * out_squares + 2 * out),
            across_common,
            across_common,
            2 * (out * (out - 1) * out - (2 * out - 1) * out_squares + out_cubes),
            2 * (n - 1) * (n - 2) * (n - 3),
        };
        for (std::size_t role = 0; role < 6; ++role) {
            made[g].mean[role] = p * pairs[role];
            made[g].deviation[role] =
                std::sqrt((std::max)(0.0, pairs[role] * p * (1 - p) + common[role] * p * d * (1 - d) * (1 - d)));
        }
    }
    return made;
}

} // namespace colearn::detail

#endif
