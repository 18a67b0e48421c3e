// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GROUPING_TABLE_HPP
#define COLEARN_SOLVE_DETAIL_GROUPING_TABLE_HPP

/// @file
/// For a policy reader: what it would change if two changed places, or one went to another group.
/// For an engineer: a few groups with a dense table of the worth of each block to each group, so that the gain of a
/// move, a swap or a chain of three is read in O(1) and the table is brought up to date in O(blocks).

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/solve/detail/grouping_blocks.hpp>
#include <colearn/solve/detail/grouping_rules.hpp>

namespace colearn::detail {

/// A few groups and the blocks in none, numbered anew so that the tables stay small.
class grouping_table {
public:
    /// `groups` lists the blocks of each group; empty groups may be filled. `outside` are in none.
    /// `shortfall` is the price of an item that a group lacks or, where everyone must be in a group, is in none.
    grouping_table(const grouping_blocks& blocks, std::vector<std::vector<std::uint32_t>> groups,
                   const std::vector<std::uint32_t>& outside, double shortfall, std::vector<std::uint32_t>& local_of)
        : all_(&blocks), shortfall_(shortfall) {
        for (const auto& one : groups) ids_.insert(ids_.end(), one.begin(), one.end());
        ids_.insert(ids_.end(), outside.begin(), outside.end());
        std::sort(ids_.begin(), ids_.end());
        const auto m = ids_.size();
        stride_ = (m + 3) / 4 * 4;
        for (std::uint32_t x = 0; x < m; ++x) local_of[ids_[x]] = x;
        value_.assign(m * stride_, 0);
        for (std::uint32_t x = 0; x < m; ++x) {
            for (const auto& one : blocks.rows[ids_[x]]) {
                const auto y = local_of[one.other];
                if (y == id<int>::none) continue;
                value_[x * stride_ + y] = one.weight;
                if (one.weight > 0) near_.all.push_back(static_cast<std::uint16_t>(y));
            }
            near_.close();
        }
        rules_ = grouping_rules(blocks, ids_, local_of);
        for (const auto one : ids_) local_of[one] = id<int>::none;
        group_count_ = groups.size();
        group_.resize(m);
        members_.resize(group_count_ + 1);
        for (std::uint32_t g = 0; g < group_count_; ++g)
            for (const auto one : groups[g]) put(local(one), g);
        for (const auto one : outside) put(local(one), none());
        rebuild();
    }

    [[nodiscard]] std::size_t count() const noexcept { return ids_.size(); }
    [[nodiscard]] std::size_t group_count() const noexcept { return group_count_; }
    /// Worth of the groups, less the price of what is short.
    [[nodiscard]] double score() const {
        double sum = 0;
        for (std::uint32_t g = 0; g <= group_count_; ++g) sum += worth(g, members_[g]);
        return sum;
    }
    [[nodiscard]] std::vector<std::uint32_t> blocks_of(std::size_t g) const {
        std::vector<std::uint32_t> out;
        for (const auto x : members_[g]) out.push_back(ids_[x]);
        std::sort(out.begin(), out.end());
        return out;
    }

    /// The arrangement, to come back to.
    [[nodiscard]] const std::vector<std::uint16_t>& arrangement() const noexcept { return group_; }
    void restore(const std::vector<std::uint16_t>& arrangement) {
        for (auto& one : members_) one.clear();
        for (std::uint32_t x = 0; x < count(); ++x) put(x, arrangement[x]);
        rebuild();
    }

protected:
    using member_list = std::vector<std::uint16_t>;

    const grouping_blocks* all_;
    double shortfall_;
    std::vector<std::uint32_t> ids_;
    std::size_t stride_ = 0;
    std::size_t group_count_ = 0;
    std::vector<double> value_;        // of each two, a row of `stride_` for each
    number_lists<std::uint16_t> near_; // partners of positive value
    std::vector<std::uint16_t> group_; // of each block; group_count_ means none
    std::vector<member_list> members_; // of each group, and those in none
    std::vector<std::size_t> size_;    // items of each group
    std::vector<double> link_;         // worth of each block to each group, a row for each group
    grouping_rules rules_;             // counts for them, where there are any
    bool shortfalls_ = false;          // somebody is out, or a group is short: steps may mend that at a loss

    [[nodiscard]] std::uint32_t none() const noexcept { return static_cast<std::uint32_t>(group_count_); }
    [[nodiscard]] std::uint32_t local(std::uint32_t block) const {
        return static_cast<std::uint32_t>(std::lower_bound(ids_.begin(), ids_.end(), block) - ids_.begin());
    }
    [[nodiscard]] double link(std::size_t g, std::size_t x) const noexcept { return link_[g * stride_ + x]; }
    [[nodiscard]] double value(std::size_t x, std::size_t y) const noexcept { return value_[x * stride_ + y]; }

    void put(std::uint32_t x, std::uint32_t g) {
        group_[x] = static_cast<std::uint16_t>(g);
        members_[g].push_back(static_cast<std::uint16_t>(x));
    }
    void rebuild() {
        link_.assign((group_count_ + 1) * stride_, 0); // the row of none stays 0
        size_.assign(group_count_ + 1, 0);
        rules_.clear(group_count_ + 1);
        for (std::uint32_t g = 0; g < group_count_; ++g)
            for (const auto x : members_[g]) {
                add_links(g, x, 1);
                rules_.count(g, x, 1);
            }
        for (std::uint32_t g = 0; g <= group_count_; ++g)
            for (const auto x : members_[g]) size_[g] += all_->size[ids_[x]];
        note_shortfalls();
    }
    void add_links(std::size_t g, std::size_t x, double sign) {
        double* to = link_.data() + g * stride_;
        const double* from = value_.data() + x * stride_;
        for (std::size_t y = 0; y < stride_; ++y) to[y] += sign * from[y];
    }
    void note_shortfalls() {
        shortfalls_ = all_->everyone && !members_[none()].empty();
        std::vector<std::uint32_t> blocks;
        for (std::uint32_t g = 0; g < group_count_ && !shortfalls_; ++g) shortfalls_ = short_of(members_[g]) > 0;
    }

    void relocate(std::uint32_t x, std::uint32_t to) {
        const auto from = group_[x];
        auto& left = members_[from];
        *std::find(left.begin(), left.end(), static_cast<std::uint16_t>(x)) = left.back();
        left.pop_back();
        size_[from] -= all_->size[ids_[x]];
        size_[to] += all_->size[ids_[x]];
        put(x, to);
        if (from != none()) {
            add_links(from, x, -1);
            rules_.count(from, x, -1);
        }
        if (to != none()) {
            add_links(to, x, 1);
            rules_.count(to, x, 1);
        }
    }

    // What x gains by taking the place of z, and z by taking that of x, in links alone.
    [[nodiscard]] double swap_gain(std::size_t x, std::size_t z) const noexcept {
        const auto a = group_[x];
        const auto b = group_[z];
        return (link(b, x) - link(a, x)) + (link(a, z) - link(b, z)) -
               (a == none() || b == none() ? value(x, z) : 2 * value(x, z));
    }

    [[nodiscard]] std::vector<std::uint32_t> named(const member_list& members) const {
        std::vector<std::uint32_t> out;
        out.reserve(members.size());
        for (const auto x : members) out.push_back(ids_[x]);
        return out;
    }
    [[nodiscard]] std::size_t short_of(const member_list& members) const { return all_->deficit(named(members)); }
    [[nodiscard]] double worth(std::uint32_t g, const member_list& members) const {
        if (g == none()) {
            std::size_t items = 0;
            for (const auto x : members) items += all_->size[ids_[x]];
            return all_->everyone ? -shortfall_ * static_cast<double>(items) : 0;
        }
        double sum = 0;
        for (std::size_t i = 0; i < members.size(); ++i) {
            sum += all_->own[ids_[members[i]]];
            for (std::size_t j = 0; j < i; ++j) sum += value(members[j], members[i]);
        }
        const auto blocks = named(members);
        return sum + all_->covered(blocks) - shortfall_ * static_cast<double>(all_->deficit(blocks));
    }
    // `g` with `out` replaced by `in`; either may be absent.
    [[nodiscard]] member_list changed(std::uint32_t g, std::size_t out, std::size_t in) const {
        member_list list;
        for (const auto x : members_[g])
            if (x != out) list.push_back(x);
        if (in != absent) list.push_back(static_cast<std::uint16_t>(in));
        return list;
    }
    static constexpr std::size_t absent = grouping_rules::absent;
    [[nodiscard]] bool fits(std::uint32_t x, std::uint32_t g) const {
        return g == none() || all_->allowed(named(changed(g, absent, x)));
    }

    // The part of a change that links do not show: sizes, rules, quotas, coverage. False: not allowed. What x leaves
    // or enters outside of any group is its own worth.
    bool settle(std::uint32_t g, std::size_t out, std::size_t in, double& gain) const {
        const bool plain = (!all_->ruled || rules_.counted()) && all_->coverage == nullptr;
        const auto size_out = out == absent ? 0 : all_->size[ids_[out]];
        const auto size_in = in == absent ? 0 : all_->size[ids_[in]];
        if (g == none()) {
            gain += (in == absent ? 0 : -all_->own[ids_[in]]) + (out == absent ? 0 : all_->own[ids_[out]]);
            if (all_->everyone) gain += shortfall_ * (static_cast<double>(size_out) - static_cast<double>(size_in));
            return true;
        }
        if (plain) {
            const auto before = size_[g];
            const auto after = before - size_out + size_in;
            if (after > all_->largest) return false;
            const auto lack = [&](std::size_t size) {
                return size > 0 && size < all_->smallest ? static_cast<double>(all_->smallest - size) : 0.0;
            };
            if (before < all_->smallest || after < all_->smallest) gain += shortfall_ * (lack(before) - lack(after));
            if (!rules_.counted()) return true;
            double less_lacking = 0;
            const bool allowed = rules_.allows(g, out, in, before == 0, after == 0, less_lacking);
            gain += shortfall_ * less_lacking;
            return allowed;
        }
        const auto after = named(changed(g, out, in));
        if (!all_->allowed(after)) return false;
        const auto before = named(members_[g]);
        gain += shortfall_ * (static_cast<double>(all_->deficit(before)) - static_cast<double>(all_->deficit(after)));
        gain += all_->covered(after) - all_->covered(before);
        return true;
    }

    // Gains of whole steps; false when not allowed.
    bool move_gain(std::uint32_t x, std::uint32_t to, double& gain) const {
        const std::uint32_t from = group_[x];
        gain = link(to, x) - link(from, x);
        return settle(from, x, absent, gain) && settle(to, absent, x, gain);
    }
    bool whole_swap_gain(std::uint32_t x, std::uint32_t z, double& gain) const {
        gain = swap_gain(x, z);
        return settle(group_[x], x, z, gain) && settle(group_[z], z, x, gain);
    }
    // x to z's group, z to u's, u to x's.
    [[nodiscard]] double chain_links(std::size_t x, std::size_t z, std::size_t u) const noexcept {
        const auto a = group_[x];
        const auto b = group_[z];
        const auto c = group_[u];
        return (link(b, x) - link(a, x) - (b == none() ? 0 : value(x, z))) +
               (link(c, z) - link(b, z) - (c == none() ? 0 : value(z, u))) +
               (link(a, u) - link(c, u) - (a == none() ? 0 : value(u, x)));
    }
    bool whole_chain_gain(std::uint32_t x, std::uint32_t z, std::uint32_t u, double& gain) const {
        gain = chain_links(x, z, u);
        return settle(group_[x], x, u, gain) && settle(group_[z], z, x, gain) && settle(group_[u], u, z, gain);
    }
};

} // namespace colearn::detail

#endif
