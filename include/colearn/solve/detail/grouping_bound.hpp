// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GROUPING_BOUND_HPP
#define COLEARN_SOLVE_DETAIL_GROUPING_BOUND_HPP

/// @file
/// For a policy reader: how good groups could be at the very best, from a fair share of each pair's worth.
/// For an engineer: each pair value is split between its two ends; no block can collect more than its best `largest -
/// 1` shares. The split comes from the dual of fractional b-matching: one number, the tilt, for each block.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/solve/detail/grouping_blocks.hpp>

namespace colearn::detail {

/// The pairs of blocks that may be in one group, with their values; rows ascending.
[[nodiscard]] inline number_lists<half_pair> allowed_rows(const grouping_blocks& blocks) {
    number_lists<half_pair> out;
    out.all.reserve(blocks.rows.all.size());
    for (std::uint32_t x = 0; x < blocks.count(); ++x) {
        for (const auto& one : blocks.rows[x]) {
            const std::uint32_t both[] = {x, one.other};
            if (blocks.allowed(both)) out.all.push_back(one);
        }
        out.close();
    }
    return out;
}

/// What x keeps of a pair that is worth `weight`. The two shares sum to the weight.
[[nodiscard]] inline double share_of(double weight, double own_tilt, double other_tilt) noexcept {
    if (weight <= 0) return weight / 2;
    return std::clamp((weight + (own_tilt - other_tilt)) / 2, 0.0, weight);
}

/// A tilt for each block, and the least that each must be worth for itself: the sum of its best shares.
struct grouping_split {
    std::vector<double> tilt{};
    std::vector<double> collected{}; // most that a block's shares can sum to; without what it has inside itself
    double sum = 0;                  // of `collected`
};

/// Most shares that block x can collect from at most `others` blocks. `scratch` is overwritten.
[[nodiscard]] inline double best_shares(const number_lists<half_pair>& rows, const std::vector<double>& tilt,
                                        std::uint32_t x, std::size_t others, std::vector<double>& scratch) {
    scratch.clear();
    for (const auto& one : rows[x]) {
        const double share = share_of(one.weight, tilt[x], tilt[one.other]);
        if (share > 0) scratch.push_back(share);
    }
    if (scratch.size() > others) {
        if (others == 0) return 0;
        std::nth_element(scratch.begin(), scratch.begin() + static_cast<std::ptrdiff_t>(others - 1), scratch.end(),
                         std::greater<>());
        scratch.resize(others);
    }
    std::sort(scratch.begin(), scratch.end(), std::greater<>()); // one order of addition everywhere
    double sum = 0;
    for (const double one : scratch) sum += one;
    return sum;
}

/// Descent on the tilts. A sweep sets each block's tilt between the two of its offers (value less the other's tilt)
/// that come last among those it can take and first among those it cannot: anything between is best while the others
/// stay as they are; the middle, at first, keeps two from passing the same surplus to and fro.
[[nodiscard]] inline grouping_split split_bound(const grouping_blocks& blocks, const number_lists<half_pair>& rows,
                                                unsigned sweeps, const std::stop_token& stop) {
    const auto n = blocks.count();
    std::vector<double> scratch;
    const auto collect = [&](grouping_split& of) {
        of.collected.resize(n);
        of.sum = 0;
        for (std::uint32_t x = 0; x < n; ++x) {
            of.collected[x] = best_shares(
                rows, of.tilt, x, blocks.largest - (std::min)(blocks.largest, std::size_t{blocks.size[x]}), scratch);
            of.sum += of.collected[x];
        }
    };
    grouping_split best{std::vector<double>(n, 0), {}, 0};
    collect(best);
    auto now = best;
    for (unsigned sweep = 0; sweep < sweeps && !stop.stop_requested(); ++sweep) {
        const double towards = 0.5 * (1 - static_cast<double>(sweep) / sweeps);
        for (std::uint32_t i = 0; i < n; ++i) {
            const auto x = sweep % 2 == 0 ? i : static_cast<std::uint32_t>(n - 1) - i;
            const auto others = blocks.largest - (std::min)(blocks.largest, std::size_t{blocks.size[x]});
            scratch.clear();
            for (const auto& one : rows[x])
                if (one.weight > 0) scratch.push_back((std::max)(0.0, one.weight - now.tilt[one.other]));
            if (scratch.size() <= others || others == 0) {
                now.tilt[x] = 0; // it can take them all
                continue;
            }
            const auto last = scratch.begin() + static_cast<std::ptrdiff_t>(others - 1);
            std::nth_element(scratch.begin(), last, scratch.end(), std::greater<>());
            const double next = *std::max_element(last + 1, scratch.end());
            now.tilt[x] = next + rounded(towards * (*last - next));
        }
        if (sweep % 4 != 3 && sweep + 1 != sweeps) continue;
        collect(now);
        if (now.sum < best.sum) best = now;
    }
    return best;
}

} // namespace colearn::detail

#endif
