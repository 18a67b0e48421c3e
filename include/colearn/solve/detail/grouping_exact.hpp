// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GROUPING_EXACT_HPP
#define COLEARN_SOLVE_DETAIL_GROUPING_EXACT_HPP

/// @file
/// For a policy reader: where there are few to group, every possible grouping is looked at.
/// For an engineer: bounded grouping by dynamic programming over sets of blocks.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/solve/detail/grouping_blocks.hpp>
#include <colearn/solve/detail/grouping_start.hpp>

namespace colearn::detail {

/// At most so many blocks: three sets of 2^count numbers.
inline constexpr std::size_t most_exact_blocks = 20;

/// The best grouping; `found` is false when there is none. best(S) = max over groups with the first of S.
/// O(3^n) time for n blocks, less where groups are small; O(2^n) space.
[[nodiscard]] inline grouping_arrangement best_grouping(const grouping_blocks& blocks,
                                                        const std::vector<std::uint8_t>& barred, bool& found) {
    const auto n = blocks.count();
    expects(n <= most_exact_blocks, "there must be few enough to look at every grouping", n);
    constexpr double impossible = -std::numeric_limits<double>::infinity();
    const std::size_t sets = std::size_t{1} << n;
    std::vector<double> value(sets, impossible); // of each set as a group
    std::vector<std::uint32_t> members;
    for (std::size_t set = 1; set < sets; ++set) {
        if (static_cast<std::size_t>(std::popcount(set)) > blocks.largest) continue;
        members.clear();
        bool all_may = true;
        for (std::uint32_t x = 0; x < n; ++x)
            if ((set >> x & 1) != 0) {
                members.push_back(x);
                all_may = all_may && barred[x] == 0;
            }
        if (all_may && blocks.allowed(members) && blocks.deficit(members) == 0) value[set] = blocks.value(members);
    }
    std::vector<double> best(sets, impossible); // of each set, split into groups
    std::vector<std::uint32_t> taken(sets, 0);  // the group of its first block; 0: that is in none
    best[0] = 0;
    for (std::size_t set = 1; set < sets; ++set) {
        const auto first = static_cast<std::size_t>(std::countr_zero(set));
        const auto rest = set & (set - 1);
        if (!blocks.everyone || barred[first] != 0) best[set] = best[rest];
        for (std::size_t others = rest;; others = (others - 1) & rest) {
            const auto group = set ^ rest ^ others;
            if (value[group] != impossible && best[rest ^ others] != impossible) {
                const double sum = value[group] + best[rest ^ others];
                if (sum > best[set]) {
                    best[set] = sum;
                    taken[set] = static_cast<std::uint32_t>(group);
                }
            }
            if (others == 0) break;
        }
    }
    grouping_arrangement out;
    found = best[sets - 1] != impossible;
    for (std::size_t set = found ? sets - 1 : 0; set != 0;) {
        if (taken[set] == 0) {
            out.outside.push_back(static_cast<std::uint32_t>(std::countr_zero(set)));
            set &= set - 1;
            continue;
        }
        out.groups.emplace_back();
        for (std::uint32_t x = 0; x < n; ++x)
            if ((taken[set] >> x & 1) != 0) out.groups.back().push_back(x);
        set ^= taken[set];
    }
    return out;
}

} // namespace colearn::detail

#endif
