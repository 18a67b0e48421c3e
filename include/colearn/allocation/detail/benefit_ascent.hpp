// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_DETAIL_BENEFIT_ASCENT_HPP
#define COLEARN_ALLOCATION_DETAIL_BENEFIT_ASCENT_HPP

/// @file
/// For a policy reader: moves money little by little to where the next dollar helps most, with all that is passed on.
/// For an engineer: ascent of sum a (1 - exp(-y / f)), y = (I - W)^-1 x, over amounts x out of one pool, within floors
/// and caps. Each step solves the separable problem whose slopes are the exact ones here and fall as each recipient's
/// own benefit and those next to it do: a diagonal Newton step, as long as it helps. At the best amounts it stands
/// still.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn::detail {

/// Amounts whose slopes, falling by a factor of e with each `fall` parts, are the same wherever no bound holds them:
/// bisection on the logarithm of that slope. O(n) a step.
[[nodiscard]] inline std::vector<double> level_slopes(std::span<const double> amounts, std::span<const double> slopes,
                                                      std::span<const double> falls, const allocation_bounds& within,
                                                      double supply) {
    const auto n = amounts.size();
    std::vector<double> logs(n);
    double low = 0;
    double high = 0;
    bool any = false;
    for (std::size_t i = 0; i < n; ++i) {
        if (!(slopes[i] > 0)) continue;
        logs[i] = reproducible_log(slopes[i]);
        const double most = logs[i] + amounts[i] / falls[i];
        const double least = logs[i] - supply / falls[i];
        low = any ? (std::min)(low, least) : least;
        high = any ? (std::max)(high, most) : most;
        any = true;
    }
    const auto amount = [&](std::size_t i, double level) {
        const auto floor = static_cast<double>(within.floors[i]);
        if (!(slopes[i] > 0)) return floor;
        const double wanted = amounts[i] + rounded(falls[i] * (logs[i] - level));
        return (std::max)(floor, (std::min)(wanted, static_cast<double>(within.caps[i])));
    };
    for (int step = 0; step < 100 && low < high; ++step) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) break;
        double total = 0;
        for (std::size_t i = 0; i < n; ++i) total += amount(i, middle);
        (total > supply ? low : high) = middle;
    }
    std::vector<double> out(n);
    for (std::size_t i = 0; i < n; ++i) out[i] = amount(i, high);
    return out;
}

/// Real amounts as whole ones: down, and one more each to the largest remainders, as far as there is any and caps
/// allow. Past 2^53 parts, where reals are coarser than parts, the later ones may get less.
[[nodiscard]] inline std::vector<std::int64_t> whole_amounts(std::span<const double> amounts,
                                                             const allocation_bounds& within, std::int64_t supply) {
    const auto n = amounts.size();
    auto out = within.floors;
    std::int64_t left = supply;
    for (const auto one : out) left -= one;
    std::vector<double> rests(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double whole = std::floor(amounts[i]);
        const auto most = out[i] + (std::min)(left, within.caps[i] - out[i]);
        const auto given =
            whole < static_cast<double>(most) ? (std::max)(out[i], static_cast<std::int64_t>(whole)) : most;
        left -= given - out[i];
        out[i] = given;
        rests[i] = amounts[i] - static_cast<double>(given);
    }
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return rests[a] > rests[b]; });
    for (const auto i : order) {
        if (left <= 0 || !(rests[i] > 0)) break;
        if (out[i] >= within.caps[i]) continue;
        ++out[i];
        --left;
    }
    return out;
}

/// How far to go from amounts x along d, at most 8 times its length, within floors, caps and supply.
[[nodiscard]] inline double longest_step(std::span<const double> x, std::span<const double> d,
                                         const allocation_bounds& within, double supply) {
    double out = 8;
    double given = 0;
    double more = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        given += x[i];
        more += d[i];
        if (d[i] > 0) out = (std::min)(out, (static_cast<double>(within.caps[i]) - x[i]) / d[i]);
        if (d[i] < 0) out = (std::min)(out, (x[i] - static_cast<double>(within.floors[i])) / -d[i]);
    }
    if (more > 1e-9 * supply) out = (std::min)(out, (supply - given) / more);
    return (std::max)(out, 0.0);
}

/// Whole amounts with at least the benefit of those given, and nearly the most. `total.value(y)`, `total.slopes(y)`:
/// of what reaches everyone; `total.reached_by(x)`, `total.worth_of(slopes)`: see `passed_benefit`; `falls`: parts with
/// which a recipient's own slope falls by a factor of e.
template <class Total>
[[nodiscard]] std::vector<std::int64_t> raise_benefit(const allocation_problem& of, const allocation_bounds& within,
                                                      const Total& total, std::span<const double> falls,
                                                      std::vector<std::int64_t> amounts) {
    constexpr int most_steps = 40;
    constexpr double small = 1e-7; // a rise, as a share, that is not worth another step
    const auto n = amounts.size();
    const auto supply = static_cast<double>(of.supply());
    const auto reach = [&](const std::vector<double>& parts) { return total.reached_by(parts, 1e-10).reached; };
    std::vector<double> x(amounts.begin(), amounts.end());
    auto y = reach(x);
    double value = total.value(y);
    const double start = value;
    std::vector<double> moved(n);
    for (int step = 0; step < most_steps; ++step) {
        // 1. What one part more brings, and how soon that falls: by one's own benefit and by those of the next.
        const auto own = total.slopes(y);
        const auto worth = total.worth_of(own, 1e-8).reached;
        std::vector<double> bend(n);
        for (std::size_t i = 0; i < n; ++i) bend[i] = own[i] / falls[i];
        auto fall = bend;
        for (const auto& tie : of.spill_over)
            fall[tie.from.index] += rounded(tie.share * tie.share * bend[tie.to.index]);
        // not too bold: where all have plenty, benefit is nearly straight, and steps would go to and fro
        for (std::size_t i = 0; i < n; ++i)
            fall[i] = fall[i] > 0 ? (std::min)(worth[i] / fall[i], 8 * falls[i]) : falls[i];

        // 2. Towards where the next part would bring the same everywhere; as far as it helps, for benefit is concave.
        auto d = level_slopes(x, worth, fall, within, supply);
        for (std::size_t i = 0; i < n; ++i) d[i] -= x[i];
        const auto dy = reach(d);
        const auto rises = [&](double t) {
            for (std::size_t i = 0; i < n; ++i) moved[i] = y[i] + rounded(t * dy[i]);
            const auto slopes = total.slopes(moved);
            double out = 0;
            for (std::size_t i = 0; i < n; ++i) out += rounded(slopes[i] * dy[i]);
            return out > 0;
        };
        double low = 0;
        double high = longest_step(x, d, within, supply);
        if (rises(high)) low = high;
        for (int half = 0; half < 12 && low < high; ++half) {
            const double middle = low + (high - low) / 2;
            (rises(middle) ? low : high) = middle;
        }
        if (low == 0) break;
        for (std::size_t i = 0; i < n; ++i) {
            x[i] += rounded(low * d[i]);
            y[i] += rounded(low * dy[i]);
        }
        const double found = total.value(y);
        const bool enough = found - value <= small * value;
        value = found;
        if (enough) break;
    }
    auto whole = whole_amounts(x, within, of.supply());
    return total.value(reach(std::vector<double>(whole.begin(), whole.end()))) >= start ? whole : amounts;
}

} // namespace colearn::detail

#endif
