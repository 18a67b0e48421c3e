// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GROUPING_RULES_HPP
#define COLEARN_SOLVE_DETAIL_GROUPING_RULES_HPP

/// @file
/// For a policy reader: who may not be with whom, and how many of a class a group holds, counted as members come and
/// go. For an engineer: cannot-links, one region a group and quotas of a few groups, looked up in O(quotas) for a step
/// instead of read anew from the group's members.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/solve/detail/grouping_blocks.hpp>

namespace colearn::detail {

/// Counts of a few groups of blocks, which have numbers of their own.
class grouping_rules {
public:
    /// No block.
    static constexpr std::size_t absent = 0xFFFFFFFF;

    grouping_rules() = default;
    /// `local_of` has the own number of each of `ids`, and `id<int>::none` elsewhere.
    grouping_rules(const grouping_blocks& blocks, const std::vector<std::uint32_t>& ids,
                   const std::vector<std::uint32_t>& local_of)
        : all_(&blocks), count_(ids.size()) {
        const bool any_regions = blocks.regions.size() == 0 || blocks.most_regions == unlimited;
        counted_ = blocks.ruled && (any_regions || blocks.most_regions == 1);
        if (!counted_) return;
        const auto m = count_;
        clash_.assign(m * m, 0);
        for (std::size_t x = 0; x < m; ++x) {
            for (std::size_t q = 0; q < blocks.quota_count; ++q) quota_of_.push_back(blocks.quota(ids[x], q));
            const auto mark = [&](std::span<const std::uint32_t> others, std::uint16_t as) {
                for (const auto other : others)
                    if (const auto y = local_of[other]; y != id<int>::none) clash_[x * m + y] = as;
            };
            if (blocks.listed_only) {
                std::fill_n(clash_.begin() + static_cast<std::ptrdiff_t>(x * m), m, std::uint16_t{1});
                clash_[x * m + x] = 0;
                mark(blocks.listed[ids[x]], 0);
            }
            mark(blocks.apart[ids[x]], 1);
            if (any_regions) continue;
            const auto here = blocks.regions[ids[x]];
            for (std::size_t y = 0; y < m; ++y) {
                const auto there = blocks.regions[ids[y]];
                if (here.size() != 1 || !std::equal(here.begin(), here.end(), there.begin(), there.end()))
                    clash_[x * m + y] = 1;
            }
        }
    }

    /// Whether the counts say all that the rules say.
    [[nodiscard]] bool counted() const noexcept { return counted_; }

    /// As many groups, all empty.
    void clear(std::size_t groups) {
        if (!counted_) return;
        clashes_.assign(groups * count_, 0);
        members_.assign(groups * all_->quota_count, 0);
    }
    /// Block x comes into group g (`sign` 1) or leaves it (-1). O(blocks + quotas).
    void count(std::size_t g, std::size_t x, int sign) {
        if (!counted_) return;
        const auto m = count_;
        std::uint16_t* to = clashes_.data() + g * m;
        const std::uint16_t* from = clash_.data() + x * m;
        for (std::size_t y = 0; y < m; ++y) to[y] = static_cast<std::uint16_t>(to[y] + sign * from[y]);
        for (std::size_t q = 0; q < all_->quota_count; ++q) {
            auto& held = members_[g * all_->quota_count + q];
            held = sign > 0 ? held + quota_of(x, q) : held - quota_of(x, q);
        }
    }

    /// Whether group g may have `in` in the place of `out` (either may be `absent`), and by how much its quotas then
    /// lack less. `begins` and `ends`: it is empty before or after, and an empty group lacks nothing.
    [[nodiscard]] bool allows(std::size_t g, std::size_t out, std::size_t in, bool begins, bool ends,
                              double& less_lacking) const {
        const auto m = count_;
        if (in != absent && clashes_[g * m + in] > (out == absent ? 0 : clash_[in * m + out])) return false;
        less_lacking = 0;
        for (std::size_t q = 0; q < all_->quota_count; ++q) {
            const auto before = members_[g * all_->quota_count + q];
            const auto after = before - (out == absent ? 0 : quota_of(out, q)) + (in == absent ? 0 : quota_of(in, q));
            if (after > all_->quota_most[q]) return false;
            const auto lack = [&](std::size_t members) {
                return members < all_->quota_least[q] ? static_cast<double>(all_->quota_least[q] - members) : 0.0;
            };
            less_lacking += (begins ? 0 : lack(before)) - (ends ? 0 : lack(after));
        }
        return true;
    }

private:
    [[nodiscard]] std::size_t quota_of(std::size_t block, std::size_t which) const noexcept {
        return quota_of_[block * all_->quota_count + which];
    }

    const grouping_blocks* all_ = nullptr;
    std::size_t count_ = 0;
    bool counted_ = false;
    std::vector<std::size_t> quota_of_;  // members of each quota's class, block by block
    std::vector<std::uint16_t> clash_;   // of each two blocks, 0 or 1
    std::vector<std::uint16_t> clashes_; // of each block with each group's members, a row for each group
    std::vector<std::size_t> members_;   // of each quota's class in each group, a row for each group
};

} // namespace colearn::detail

#endif
