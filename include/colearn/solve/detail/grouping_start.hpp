// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GROUPING_START_HPP
#define COLEARN_SOLVE_DETAIL_GROUPING_START_HPP

/// @file
/// For a policy reader: first groups: the best pairs, then pairs of pairs, and a place for whoever is left over.
/// For an engineer: a constructive start of bounded grouping: rounds of heaviest-first matching between groups, then
/// repair: groups that are short are dissolved, and what finds no room is grouped anew with members that others can
/// spare.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/solve/detail/grouping_blocks.hpp>

namespace colearn::detail {

/// Groups of blocks, and the blocks in none.
struct grouping_arrangement {
    std::vector<std::vector<std::uint32_t>> groups{}; // none is empty
    std::vector<std::uint32_t> outside{};
};

/// Builds and repairs an arrangement.
class grouping_start {
public:
    /// `barred` blocks stay outside.
    grouping_start(const grouping_blocks& blocks, const std::vector<std::uint8_t>& barred)
        : all_(&blocks), group_(blocks.count(), nowhere) {
        for (std::uint32_t x = 0; x < blocks.count(); ++x) {
            if (barred[x] != 0) continue;
            group_[x] = static_cast<std::uint32_t>(groups_.size());
            groups_.push_back({x});
        }
    }

    [[nodiscard]] grouping_arrangement operator()() {
        while (merge_round()) {
        }
        for (std::uint32_t g = 0; g < groups_.size(); ++g)
            if (all_->deficit(groups_[g]) > 0) dissolve(g);
        std::vector<std::uint32_t> waiting;
        waiting.swap(outside_);
        for (const auto x : waiting)
            if (group_[x] == nowhere && (!all_->everyone || !(insert(x, false) || open(x)))) outside_.push_back(x);
        grouping_arrangement out;
        for (const auto x : outside_)
            if (group_[x] == nowhere) out.outside.push_back(x);
        for (auto& one : groups_)
            if (!one.empty()) {
                std::sort(one.begin(), one.end());
                out.groups.push_back(std::move(one));
            }
        return out;
    }

private:
    static constexpr std::uint32_t nowhere = id<int>::none;
    const grouping_blocks* all_;
    std::vector<std::uint32_t> group_; // of each block
    std::vector<std::vector<std::uint32_t>> groups_;
    std::vector<std::uint32_t> outside_;

    // Pairs of groups, the heaviest that is left first, each group at most once.
    bool merge_round() {
        struct candidate {
            double weight;
            std::uint32_t a;
            std::uint32_t b;
        };
        std::vector<candidate> candidates;
        std::vector<double> worth(groups_.size(), 0);
        std::vector<std::uint32_t> touched;
        for (std::uint32_t a = 0; a < groups_.size(); ++a) {
            touched.clear();
            for (const auto x : groups_[a])
                for (const auto& one : all_->rows[x]) {
                    const auto b = group_[one.other];
                    if (b == nowhere || b <= a) continue;
                    if (worth[b] == 0) touched.push_back(b);
                    worth[b] += one.weight;
                }
            for (const auto b : touched) {
                if (worth[b] > 0 && together_allowed(a, b)) candidates.push_back({worth[b], a, b});
                worth[b] = 0;
            }
        }
        std::sort(candidates.begin(), candidates.end(), [](const candidate& x, const candidate& y) {
            return x.weight != y.weight ? x.weight > y.weight : x.a != y.a ? x.a < y.a : x.b < y.b;
        });
        std::vector<std::uint8_t> used(groups_.size(), 0);
        bool merged = false;
        for (const auto& one : candidates) {
            if (used[one.a] != 0 || used[one.b] != 0) continue;
            used[one.a] = used[one.b] = 1;
            for (const auto x : groups_[one.b]) {
                groups_[one.a].push_back(x);
                group_[x] = one.a;
            }
            groups_[one.b].clear();
            merged = true;
        }
        return merged;
    }
    [[nodiscard]] bool together_allowed(std::uint32_t a, std::uint32_t b) const {
        auto both = groups_[a];
        both.insert(both.end(), groups_[b].begin(), groups_[b].end());
        return all_->allowed(both);
    }
    [[nodiscard]] bool fits(std::uint32_t x, std::uint32_t g) const {
        if (groups_[g].empty()) return false;
        auto with = groups_[g];
        with.push_back(x);
        return all_->allowed(with);
    }
    void join(std::uint32_t x, std::uint32_t g) {
        groups_[g].push_back(x);
        group_[x] = g;
    }
    void leave(std::uint32_t x) {
        auto& from = groups_[group_[x]];
        from.erase(std::find(from.begin(), from.end(), x));
        group_[x] = nowhere;
    }

    // Into the allowed group where it is worth most; where none has a partner of it, into any.
    bool insert(std::uint32_t x, bool partners_only) {
        std::vector<std::uint32_t> near;
        for (const auto& one : all_->rows[x])
            if (group_[one.other] != nowhere) near.push_back(group_[one.other]);
        std::sort(near.begin(), near.end());
        near.erase(std::unique(near.begin(), near.end()), near.end());
        auto best = nowhere;
        double most = 0;
        for (const auto g : near) {
            if (!fits(x, g)) continue;
            double worth = 0;
            for (const auto& one : all_->rows[x])
                if (group_[one.other] == g) worth += one.weight;
            if (best == nowhere || worth > most) {
                best = g;
                most = worth;
            }
        }
        for (std::uint32_t g = 0; g < groups_.size() && best == nowhere && !partners_only; ++g)
            if (fits(x, g)) best = g;
        if (best == nowhere) return false;
        join(x, best);
        return true;
    }

    void dissolve(std::uint32_t g) {
        const auto leaving = groups_[g];
        for (const auto x : leaving) leave(x);
        for (const auto x : leaving)
            if (!insert(x, true)) outside_.push_back(x);
    }

    // A new group around x, of others that wait and of members whom their groups can spare.
    bool open(std::uint32_t x) {
        const auto g = static_cast<std::uint32_t>(groups_.size());
        std::vector<std::uint32_t> came_from{group_[x]};
        groups_.push_back({x});
        group_[x] = g;
        while (all_->deficit(groups_[g]) > 0) {
            auto best = nowhere;
            double most = 0;
            const auto short_now = all_->deficit(groups_[g]);
            const auto consider = [&](std::uint32_t y, double bonus) {
                auto with = groups_[g];
                with.push_back(y);
                if (all_->deficit(with) >= short_now || !all_->allowed(with)) return;
                double worth = bonus;
                for (const auto member : groups_[g]) worth += all_->between(y, member);
                if (best == nowhere || worth > most) {
                    best = y;
                    most = worth;
                }
            };
            for (const auto y : outside_)
                if (group_[y] == nowhere) consider(y, 0);
            if (best == nowhere)
                for (std::uint32_t y = 0; y < group_.size(); ++y) {
                    const auto from = group_[y];
                    if (from == nowhere || from == g || !all_->may_meet(x, y)) continue;
                    auto without = groups_[from];
                    without.erase(std::find(without.begin(), without.end(), y));
                    if (without.empty() || all_->deficit(without) > 0) continue;
                    double lost = 0;
                    for (const auto member : without) lost += all_->between(y, member);
                    consider(y, -lost);
                }
            if (best == nowhere) { // cannot be completed: everyone back
                const auto gathered = groups_[g];
                for (std::size_t i = gathered.size(); i-- > 0;) {
                    leave(gathered[i]);
                    if (came_from[i] != nowhere) join(gathered[i], came_from[i]);
                }
                groups_.pop_back();
                return false;
            }
            came_from.push_back(group_[best]);
            if (group_[best] != nowhere) leave(best);
            join(best, g);
        }
        return true;
    }
};

} // namespace colearn::detail

#endif
