// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_GROUPING_CONFLICT_HPP
#define COLEARN_SOLVE_GROUPING_CONFLICT_HPP

/// @file
/// For a policy reader: says which rules cannot hold together, and for whom no group is possible at all.
/// For an engineer: witnesses of infeasibility of bounded grouping that counting finds, and items that no allowed group
/// can hold. What counting does not find, exhaustion does for few items.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/solve/detail/grouping_blocks.hpp>
#include <colearn/solve/grouping_problem.hpp>

namespace colearn {

/// Why no grouping keeps all rules.
enum class grouping_conflict : std::uint8_t {
    none,
    apart_and_together, ///< two must be together and apart
    too_large,          ///< more must be together than a group may hold
    too_many_regions,   ///< those who must be together come from more regions than a group may span
    over_quota,         ///< those who must be together are more of a class than a group may hold
    counts,             ///< no number of groups fits the number of items, or that of a class's members
    exhausted,          ///< none of all the groupings keeps the rules: looked at each
};

[[nodiscard]] constexpr std::string_view to_string(grouping_conflict what) noexcept {
    switch (what) {
    case grouping_conflict::none:
        return "none";
    case grouping_conflict::apart_and_together:
        return "together and apart";
    case grouping_conflict::too_large:
        return "too large";
    case grouping_conflict::too_many_regions:
        return "too many regions";
    case grouping_conflict::over_quota:
        return "over quota";
    case grouping_conflict::counts:
        return "counts";
    case grouping_conflict::exhausted:
        return "exhausted";
    }
    return "unknown";
}

/// A conflict, who is in it, and in words.
template <class Kind>
struct grouping_witness {
    grouping_conflict what = grouping_conflict::none;
    std::vector<id<Kind>> who{}; ///< the two, those who must be together, or those who do not add up; ascending
    std::string text{};          ///< the conflict in words; empty when there is none
};

namespace detail {

/// Fewest and most groups that counting leaves for some items together. Infeasible when fewest > most.
struct group_counts {
    std::size_t fewest = 0;
    std::size_t most = 0;
};
[[nodiscard]] inline group_counts count_groups(const grouping_blocks& blocks, std::size_t items,
                                               const std::vector<std::size_t>& members) {
    group_counts out{(items + blocks.largest - 1) / blocks.largest, items / blocks.smallest};
    for (std::size_t q = 0; q < blocks.quota_count; ++q) {
        if (blocks.quota_most[q] != unlimited && blocks.quota_most[q] > 0)
            out.fewest = (std::max)(out.fewest, (members[q] + blocks.quota_most[q] - 1) / blocks.quota_most[q]);
        if (blocks.quota_least[q] > 0) out.most = (std::min)(out.most, members[q] / blocks.quota_least[q]);
    }
    return out;
}

// Blocks that can meet only one another: of one region where a group may not span two; else all.
[[nodiscard]] inline std::vector<std::vector<std::uint32_t>> meeting_places(const grouping_blocks& blocks) {
    std::vector<std::uint32_t> order(blocks.count());
    for (std::uint32_t x = 0; x < blocks.count(); ++x) order[x] = x;
    if (blocks.regions.size() == 0 || blocks.most_regions != 1) return {order};
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return blocks.regions[a][0] < blocks.regions[b][0]; });
    std::vector<std::vector<std::uint32_t>> out;
    for (const auto x : order) {
        if (out.empty() || blocks.regions[out.back().front()][0] != blocks.regions[x][0]) out.emplace_back();
        out.back().push_back(x);
    }
    return out;
}

/// The blocks that no allowed group can hold, since too few could be with them, or too few of a class.
[[nodiscard]] inline std::vector<std::uint8_t> barred_blocks(const grouping_blocks& blocks) {
    std::vector<std::uint8_t> barred(blocks.count(), 0);
    std::vector<std::size_t> members(blocks.quota_count);
    for (const auto& place : meeting_places(blocks)) {
        std::size_t all_items = 0;
        std::vector<std::size_t> all_members(blocks.quota_count, 0);
        for (const auto x : place) {
            all_items += blocks.size[x];
            for (std::size_t q = 0; q < blocks.quota_count; ++q) all_members[q] += blocks.quota(x, q);
        }
        const auto here = [&](std::uint32_t x) { return std::binary_search(place.begin(), place.end(), x); };
        for (const auto x : place) {
            auto items = all_items;
            members = all_members;
            if (blocks.listed_only) {
                items = blocks.size[x];
                for (std::size_t q = 0; q < blocks.quota_count; ++q) members[q] = blocks.quota(x, q);
                for (const auto other : blocks.listed[x]) {
                    if (!here(other) || !blocks.may_meet(x, other)) continue;
                    items += blocks.size[other];
                    for (std::size_t q = 0; q < blocks.quota_count; ++q) members[q] += blocks.quota(other, q);
                }
            } else {
                for (const auto other : blocks.apart[x]) {
                    if (!here(other)) continue;
                    items -= blocks.size[other];
                    for (std::size_t q = 0; q < blocks.quota_count; ++q) members[q] -= blocks.quota(other, q);
                }
            }
            bool possible = items >= blocks.smallest;
            for (std::size_t q = 0; q < blocks.quota_count; ++q)
                possible =
                    possible && members[q] >= blocks.quota_least[q] && blocks.quota(x, q) <= blocks.quota_most[q];
            barred[x] = possible ? 0 : 1;
        }
    }
    return barred;
}

/// The first conflict that counting finds, if any.
template <class Kind>
[[nodiscard]] grouping_witness<Kind> find_conflict(const grouping_problem<Kind>& problem, const grouping_blocks& blocks,
                                                   const std::vector<std::uint8_t>& barred) {
    using what = grouping_conflict;
    const auto named = [](std::span<const std::uint32_t> items) {
        std::vector<id<Kind>> out;
        for (const auto i : items) out.push_back(id<Kind>{i});
        return out;
    };
    const auto list = [](std::span<const std::uint32_t> items) {
        std::string out;
        for (std::size_t i = 0; i < items.size() && i < 8; ++i) out += (i > 0 ? ", " : "") + std::to_string(items[i]);
        return out + (items.size() > 8 ? ", ..." : "");
    };
    // 1. What must be together.
    for (const auto& one : problem.apart)
        if (blocks.block_of[one.a.index] == blocks.block_of[one.b.index]) {
            const std::uint32_t two[] = {(std::min)(one.a.index, one.b.index), (std::max)(one.a.index, one.b.index)};
            return {what::apart_and_together, named(two), list(two) + " must be together and must be apart"};
        }
    for (std::uint32_t x = 0; x < blocks.count(); ++x) {
        const auto items = blocks.items[x];
        if (blocks.size[x] > blocks.largest)
            return {what::too_large, named(items),
                    counted(items.size(), "item") + " must be together (" + list(items) + "), and a group holds " +
                        std::to_string(blocks.largest)};
        if (blocks.regions.size() > 0 && blocks.regions[x].size() > blocks.most_regions)
            return {what::too_many_regions, named(items),
                    list(items) + " must be together and come from " + counted(blocks.regions[x].size(), "region")};
        for (std::size_t q = 0; q < blocks.quota_count; ++q)
            if (items.size() > 1 && blocks.quota(x, q) > blocks.quota_most[q])
                return {what::over_quota, named(items),
                        list(items) + " must be in one group, with " + std::to_string(blocks.quota(x, q)) + " of " +
                            problem.quotas[q].name + "; a group holds " + std::to_string(blocks.quota_most[q])};
    }
    // 2. Whether the numbers can add up.
    if (!blocks.everyone) return {};
    for (const auto& place : meeting_places(blocks)) {
        std::size_t items = 0;
        std::vector<std::size_t> members(blocks.quota_count, 0);
        std::vector<std::uint32_t> who;
        for (const auto x : place) {
            if (barred[x] != 0) continue;
            items += blocks.size[x];
            who.insert(who.end(), blocks.items[x].begin(), blocks.items[x].end());
            for (std::size_t q = 0; q < blocks.quota_count; ++q) members[q] += blocks.quota(x, q);
        }
        const auto counts = count_groups(blocks, items, members);
        if (counts.fewest <= counts.most) continue;
        std::sort(who.begin(), who.end());
        std::string text = counted(items, "item");
        if (blocks.regions.size() > 0 && blocks.most_regions == 1)
            text += " of region " + std::to_string(blocks.regions[place.front()][0]);
        text += " need at least " + counted(counts.fewest, "group") + " and can make at most " +
                std::to_string(counts.most);
        return {what::counts, named(who), std::move(text)};
    }
    return {};
}

} // namespace detail

} // namespace colearn

#endif
