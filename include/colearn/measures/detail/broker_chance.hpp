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
#include <utility>
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

// Actors in order (3 or 4 different ones) whose groups are equal or not just as `pattern` says: the same number for the
// same group, each new one by the next number.
template <std::size_t count>
[[nodiscard]] double tuples_with(const std::array<std::size_t, count>& pattern, std::span<const double> size,
                                 double n) {
    std::array<double, count> members{}; // of each group of the pattern
    std::size_t groups = 0;
    for (const auto g : pattern) {
        ++members[g];
        groups = (std::max)(groups, g + 1);
    }
    // Largest first, by exchange: in std::sort's way for long rows g++ 12 sees an access beyond so short a one.
    for (std::size_t i = 0; i < count; ++i)
        for (auto j = i + 1; j < count; ++j)
            if (members[i] < members[j]) std::swap(members[i], members[j]);
    const auto falling = [](double s, double k) { // s (s - 1) ... k factors
        double product = 1;
        for (double i = 0; i < k; ++i) product *= s - i;
        return product;
    };
    const auto there = size.size() - static_cast<std::size_t>(std::count(size.begin(), size.end(), 0.0));
    if (groups > there) return 0; // exactly, where the sums below would leave rounding
    // Sums over different groups by inclusion and exclusion, from the largest part down.
    double sum = 0, first = 0, second = 0, both = 0, squares = 0;
    for (const double s : size) {
        squares += s * s;
        first += falling(s, members[0]);
        if (groups > 1) second += falling(s, members[1]), both += falling(s, members[0]) * falling(s, members[1]);
    }
    if (groups == 1) return first;
    if (groups == 2) return first * second - both;
    double cubes = 0;
    for (const double s : size) {
        cubes += s * s * s;
        sum += falling(s, members[0]) * ((n - s) * (n - s) - (squares - s * s)); // two others, of two other groups
    }
    if (groups == 3) return sum;
    // Four groups: all choices of three different ones, and a fourth member outside them.
    double quartics = 0;
    for (const double s : size) quartics += s * s * s * s;
    return n * n * n * n - 6 * n * n * squares + 3 * squares * squares + 8 * n * cubes - 6 * quartics;
}

// `see(pattern)` for each way in which the groups of `count` actors can be equal or not.
template <std::size_t count, class See>
void for_each_group_pattern(See see) {
    std::array<std::size_t, count> pattern{};
    const auto extend = [&](const auto& self, std::size_t at, std::size_t groups) -> void {
        if (at == count) return see(pattern);
        for (std::size_t g = 0; g <= groups; ++g) {
            pattern[at] = g;
            self(self, at + 1, (std::max)(groups, g + 1));
        }
    };
    extend(extend, 0, 0);
}

/// The same for all brokers together: of the sums over actors. Here counts of different brokers hang together too. Of
/// (a, v, b), which needs a -> v and v -> b and no a -> b, another (a', v', b') goes with it where both need a tie, or
/// both need that there is none, and against it where one needs what the other forbids. O(number of groups).
[[nodiscard]] inline broker_chance chance_of_all_brokerage(std::span<const double> size, double d) {
    const double p = d * d * (1 - d);
    const double both_tied = d * d * d * (1 - d) * (1 - d) * (1 - d);
    const double both_untied = d * d * d * d * d * (1 - d);
    const double opposed = -d * d * d * d * (1 - d) * (1 - d);
    struct related {
        std::array<std::size_t, 3> who; // among a, v, b and another
        double covariance;
    };
    const related of_three[] = {{{0, 1, 2}, p * (1 - p)},
                                {{2, 0, 1}, both_tied},
                                {{1, 2, 0}, both_tied},
                                {{0, 2, 1}, opposed},
                                {{1, 0, 2}, opposed}};
    const related of_four[] = {{{0, 1, 3}, both_tied}, {{3, 1, 2}, both_tied},   {{3, 0, 1}, both_tied},
                               {{1, 2, 3}, both_tied}, {{0, 3, 2}, both_untied}, {{0, 3, 1}, opposed},
                               {{1, 3, 2}, opposed},   {{0, 2, 3}, opposed},     {{3, 0, 2}, opposed}};
    const auto role = [](const auto& pattern, const std::array<std::size_t, 3>& who) -> std::size_t {
        const auto source = pattern[who[0]], broker = pattern[who[1]], target = pattern[who[2]];
        if (source == broker) return target == broker ? 0 : 3;
        if (target == broker) return 2;
        return source == target ? 1 : 4;
    };
    double n = 0;
    for (const double s : size) n += s;
    broker_chance made;
    std::array<double, 6> variance{};
    const auto add = [&](const auto& pattern, double tuples, const auto& relations) {
        const auto own = role(pattern, {0, 1, 2});
        for (const auto& [who, covariance] : relations) {
            if (role(pattern, who) == own) variance[own] += tuples * covariance;
            variance[5] += tuples * covariance;
        }
    };
    for_each_group_pattern<3>([&](const std::array<std::size_t, 3>& pattern) {
        const double tuples = tuples_with(pattern, size, n);
        made.mean[role(pattern, {0, 1, 2})] += p * tuples;
        made.mean[5] += p * tuples;
        add(pattern, tuples, of_three);
    });
    for_each_group_pattern<4>(
        [&](const std::array<std::size_t, 4>& pattern) { add(pattern, tuples_with(pattern, size, n), of_four); });
    for (std::size_t i = 0; i < 6; ++i) made.deviation[i] = std::sqrt((std::max)(0.0, variance[i]));
    return made;
}

} // namespace colearn::detail

#endif
