// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GROUPING_READING_HPP
#define COLEARN_SOLVE_DETAIL_GROUPING_READING_HPP

/// @file
/// For a policy reader: the checker's own reading of the rules and of what groups are worth.
/// For an engineer: components, values and rules of a grouping problem for `verify`, written apart from the solver.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/solve/grouping_problem.hpp>

namespace colearn::detail {

/// A grouping problem as plain lists.
template <class Kind>
class grouping_reading {
public:
    explicit grouping_reading(const grouping_problem<Kind>& problem) : problem_(&problem) {
        read_components();
        read_values();
        read_rules();
    }

    [[nodiscard]] std::size_t blocks() const noexcept { return members_.size(); }
    /// Sum of the sizes of all terms: what rounding errors of sums are measured by.
    [[nodiscard]] double scale() const noexcept { return scale_; }

    /// Whether two may be in one group, as far as the list of pairs says.
    [[nodiscard]] bool listed(id<Kind> a, id<Kind> b) const {
        return !problem_->listed_only || block_of_[a.index] == block_of_[b.index] ||
               pairs_.count({(std::min)(a.index, b.index), (std::max)(a.index, b.index)}) != 0;
    }

    /// Worth of all groups.
    [[nodiscard]] double value(const std::vector<std::uint32_t>& group_of,
                               const std::vector<std::vector<id<Kind>>>& groups) const {
        double sum = 0;
        for (const auto& [pair, weight] : pairs_)
            if (group_of[pair.first] == group_of[pair.second] && group_of[pair.first] != id<Kind>::none) sum += weight;
        for (const auto& group : groups) sum += covered(group);
        return sum;
    }

    /// Whether counting shows that no allowed group can hold the item.
    [[nodiscard]] bool no_group_for(std::uint32_t item) const {
        const auto block = block_of_[item];
        counts present(problem_->quotas.size() + 1, 0);
        const auto add = [&](std::uint32_t other, bool add_it) {
            if (place_of(other) != place_of(block)) return;
            for (std::size_t i = 0; i < present.size(); ++i)
                present[i] = add_it ? present[i] + counts_[other][i] : present[i] - counts_[other][i];
        };
        if (problem_->listed_only) {
            add(block, true);
            for (const auto other : listed_with_[block])
                if (apart_[block].count(other) == 0) add(other, true);
        } else {
            present = totals_.at(place_of(block));
            for (const auto other : apart_[block]) add(other, false);
        }
        if (present[0] < problem_->smallest) return true;
        for (std::size_t q = 0; q < problem_->quotas.size(); ++q)
            if (present[q + 1] < problem_->quotas[q].least || counts_[block][q + 1] > problem_->quotas[q].most)
                return true;
        return false;
    }

protected:
    struct edge {
        std::uint32_t to;
        double weight;
    };
    using counts = std::vector<std::size_t>; // of items, and of each quota's members

    const grouping_problem<Kind>* problem_;
    std::vector<std::uint32_t> block_of_;
    std::vector<std::vector<std::uint32_t>> members_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> pairs_; // low, high: heaviest
    std::vector<std::vector<edge>> edges_;                            // of blocks that may meet
    std::vector<double> own_;
    std::vector<double> cap_;
    std::vector<std::set<std::uint32_t>> apart_;
    std::vector<std::set<std::uint32_t>>
        listed_with_;                        // with `listed_only`: blocks all of whose pairs with it are listed
    std::vector<counts> counts_;             // of each block
    std::map<std::uint32_t, counts> totals_; // of each place
    double scale_ = 0;

    void read_components() {
        const auto n = problem_->values.count;
        std::vector<std::vector<std::uint32_t>> links(n);
        for (const auto& one : problem_->together) {
            links[one.a.index].push_back(one.b.index);
            links[one.b.index].push_back(one.a.index);
        }
        block_of_.assign(n, id<Kind>::none);
        for (std::uint32_t i = 0; i < n; ++i) {
            if (block_of_[i] != id<Kind>::none) continue;
            const auto block = static_cast<std::uint32_t>(members_.size());
            std::vector<std::uint32_t> found{i};
            block_of_[i] = block;
            for (std::size_t at = 0; at < found.size(); ++at)
                for (const auto next : links[found[at]])
                    if (block_of_[next] == id<Kind>::none) {
                        block_of_[next] = block;
                        found.push_back(next);
                    }
            std::sort(found.begin(), found.end());
            members_.push_back(std::move(found));
        }
    }

    void read_values() {
        for (const auto& one : problem_->values.pairs) {
            const auto key = std::minmax(one.a.index, one.b.index);
            const auto [at, fresh] = pairs_.try_emplace({key.first, key.second}, one.weight);
            if (!fresh) at->second = (std::max)(at->second, one.weight);
        }
        own_.assign(blocks(), 0);
        for (const auto& [pair, weight] : pairs_) {
            scale_ += std::fabs(weight);
            if (block_of_[pair.first] == block_of_[pair.second]) own_[block_of_[pair.first]] += weight;
        }
        // Coverage: at most as if everyone it could meet were there.
        cap_.assign(blocks(), 0);
        const auto& coverage = problem_->coverage;
        const bool local = one_region();
        for (std::size_t k = 0; k < coverage.topics; ++k) {
            std::map<std::uint32_t, double> strongest;
            for (std::uint32_t i = 0; i < block_of_.size(); ++i) {
                const double strength = coverage.strength[i * coverage.topics + k];
                const auto [at, fresh] = strongest.try_emplace(local ? problem_->region.values()[i] : 0, strength);
                if (!fresh) at->second = (std::max)(at->second, strength);
            }
            for (std::uint32_t i = 0; i < block_of_.size(); ++i) {
                const auto at = i * coverage.topics + k;
                const double lack = strongest.at(local ? problem_->region.values()[i] : 0) - coverage.strength[at];
                const double most = (coverage.weight.empty() ? 1 : coverage.weight[k]) * coverage.need[at] * lack;
                cap_[block_of_[i]] += most;
                scale_ += most;
            }
        }
    }

    void read_rules() {
        apart_.resize(blocks());
        for (const auto& one : problem_->apart) {
            apart_[block_of_[one.a.index]].insert(block_of_[one.b.index]);
            apart_[block_of_[one.b.index]].insert(block_of_[one.a.index]);
        }
        if (problem_->listed_only) read_listed();
        counts_.assign(blocks(), counts(problem_->quotas.size() + 1, 0));
        for (std::size_t x = 0; x < blocks(); ++x) counts_[x][0] = members_[x].size();
        for (std::size_t q = 0; q < problem_->quotas.size(); ++q)
            for (const auto one :
                 std::set<id<Kind>>(problem_->quotas[q].members.begin(), problem_->quotas[q].members.end()))
                ++counts_[block_of_[one.index]][q + 1];
        for (std::uint32_t x = 0; x < blocks(); ++x) {
            auto& total = totals_.try_emplace(place_of(x), counts(problem_->quotas.size() + 1, 0)).first->second;
            for (std::size_t i = 0; i < total.size(); ++i) total[i] += counts_[x][i];
        }
        edges_.resize(blocks());
        std::map<std::pair<std::uint32_t, std::uint32_t>, double> between;
        for (const auto& [pair, weight] : pairs_) {
            const auto key = std::minmax(block_of_[pair.first], block_of_[pair.second]);
            if (key.first != key.second) between[{key.first, key.second}] += weight;
        }
        for (const auto& [pair, weight] : between) {
            if (!may_meet({pair.first, pair.second})) continue;
            edges_[pair.first].push_back({pair.second, weight});
            edges_[pair.second].push_back({pair.first, weight});
        }
    }

    void read_listed() {
        listed_with_.resize(blocks());
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> pairs;
        for (const auto& [pair, weight] : pairs_) {
            const auto key = std::minmax(block_of_[pair.first], block_of_[pair.second]);
            if (key.first != key.second) ++pairs[{key.first, key.second}];
        }
        for (const auto& [two, count] : pairs) {
            if (count != members_[two.first].size() * members_[two.second].size()) continue;
            listed_with_[two.first].insert(two.second);
            listed_with_[two.second].insert(two.first);
        }
    }

    [[nodiscard]] bool one_region() const { return problem_->most_regions == 1 && !problem_->region.empty(); }
    [[nodiscard]] std::uint32_t place_of(std::uint32_t block) const {
        return one_region() ? problem_->region.values()[members_[block].front()] : 0;
    }

    // Rules that more members cannot mend.
    [[nodiscard]] bool may_meet(const std::vector<std::uint32_t>& set) const {
        counts sum(problem_->quotas.size() + 1, 0);
        std::set<std::uint32_t> regions;
        for (const auto x : set) {
            for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += counts_[x][i];
            if (!problem_->region.empty())
                for (const auto i : members_[x]) regions.insert(problem_->region.values()[i]);
            for (const auto other : set)
                if (apart_[x].count(other) != 0 ||
                    (problem_->listed_only && x != other && listed_with_[x].count(other) == 0))
                    return false;
        }
        if (sum[0] > problem_->largest || regions.size() > problem_->most_regions) return false;
        for (std::size_t q = 0; q < problem_->quotas.size(); ++q)
            if (sum[q + 1] > problem_->quotas[q].most) return false;
        return true;
    }
    [[nodiscard]] double local_room(std::uint32_t x) const {
        double sum = std::fabs(own_[x]) + cap_[x];
        for (const auto& one : edges_[x]) sum += std::fabs(one.weight);
        return 1e-9 * sum;
    }

    [[nodiscard]] double covered(const std::vector<id<Kind>>& group) const {
        const auto& coverage = problem_->coverage;
        double sum = 0;
        for (const auto i : group)
            for (std::size_t k = 0; k < coverage.topics; ++k) {
                double best = 0;
                for (const auto j : group)
                    best = (std::max)(best, coverage.strength[j.index * coverage.topics + k] -
                                                coverage.strength[i.index * coverage.topics + k]);
                sum += (coverage.weight.empty() ? 1 : coverage.weight[k]) *
                       coverage.need[i.index * coverage.topics + k] * best;
            }
        return sum;
    }
};

} // namespace colearn::detail

#endif
