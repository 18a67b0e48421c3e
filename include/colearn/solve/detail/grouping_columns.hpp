// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GROUPING_COLUMNS_HPP
#define COLEARN_SOLVE_DETAIL_GROUPING_COLUMNS_HPP

/// @file
/// For a policy reader: a sharper limit on how good groups could be, found by asking which groups would break it.
/// For an engineer: the dual of set partitioning by column generation: potentials by subgradient steps over a pool of
/// sets, exact pricing around each open root, and a repair after which no set exceeds its potentials.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <unordered_set>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/solve/detail/grouping_blocks.hpp>
#include <colearn/solve/detail/grouping_bound.hpp>
#include <colearn/solve/detail/grouping_pricing.hpp>

namespace colearn::detail {

struct column_options {
    unsigned rounds = 8;                // of columns
    unsigned steps = 300;               // of the subgradient in each round
    std::uint64_t root_limit = 3'000;   // sets looked at around a root while columns are gathered
    std::uint64_t proof_limit = 30'000; // and in the proof; the second time the root is closed by its shares
    unsigned threads = 1;
    std::stop_token stop{};
    std::function<void(double share)> progress{};
};

/// Potentials under which no allowed set is worth more than the sum of its members'.
struct column_bound {
    std::vector<double> potential{}; // of each block, less what it is worth by itself
    double sum = 0;
    std::size_t columns = 0; // sets in the pool at the end
    std::size_t open = 0;    // roots that enumeration had to prove, at most
    std::uint64_t nodes = 0; // sets looked at in the proof
    bool complete = false;   // false when stopped: then it is the split bound
};

class column_generation {
public:
    column_generation(const grouping_blocks& blocks, const number_lists<half_pair>& rows, const grouping_split& split,
                      column_options options)
        : blocks_(&blocks), rows_(&rows), split_(&split), options_(std::move(options)) {}

    void add(std::vector<std::uint32_t> set) {
        if (set.size() < 2) return;
        std::sort(set.begin(), set.end());
        std::uint64_t key = set.size();
        for (const auto x : set) key = (key ^ x) * 0x9E3779B97F4A7C15U ^ (key >> 29);
        if (!seen_.insert(key).second) return; // a clash of keys loses a column, never the bound
        double value = 0;
        for (std::size_t i = 0; i < set.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) value += value_between(set[j], set[i]);
        sets_.all.insert(sets_.all.end(), set.begin(), set.end());
        sets_.close();
        value_.push_back(value);
    }

    /// `target` is a value that is reached, less what blocks are worth by themselves.
    [[nodiscard]] column_bound operator()(double target) {
        const auto n = blocks_->count();
        column_bound out{split_->collected, split_->sum};
        std::vector<double> now(n);
        for (std::size_t x = 0; x < n; ++x) now[x] = 0.8 * split_->collected[x];
        for (unsigned round = 0; round < options_.rounds; ++round) {
            descend(now, target);
            if (options_.stop.stop_requested()) return out;
            const grouping_pricing pricing(*blocks_, *rows_, split_->tilt, now);
            const auto found = price(pricing, open_roots(pricing), options_.root_limit);
            if (options_.stop.stop_requested()) return out;
            std::size_t fresh = value_.size();
            for (const auto& one : found)
                for (const auto& set : one.sets) add(set);
            fresh = value_.size() - fresh;
            if (options_.progress) options_.progress((round + 1.0) / (options_.rounds + 2.0));
            if (fresh == 0) break;
        }
        descend(now, target);
        if (!prove(now, out)) return {split_->collected, split_->sum};
        double sum = 0;
        for (const double one : now) sum += one;
        out.columns = value_.size();
        out.complete = true;
        if (sum < out.sum) {
            out.potential = std::move(now);
            out.sum = sum;
        } else {
            out.open = 0; // the split bound is the better one
        }
        return out;
    }

private:
    const grouping_blocks* blocks_;
    const number_lists<half_pair>* rows_;
    const grouping_split* split_;
    column_options options_;
    number_lists<std::uint32_t> sets_;
    std::vector<double> value_;
    std::unordered_set<std::uint64_t> seen_;

    [[nodiscard]] double value_between(std::uint32_t a, std::uint32_t b) const { return blocks_->between(a, b); }

    [[nodiscard]] static std::vector<std::uint32_t> open_roots(const grouping_pricing& pricing) {
        std::vector<std::uint32_t> out;
        for (std::uint32_t x = 0; x < pricing.blocks().count(); ++x)
            if (pricing.open(x)) out.push_back(x);
        return out;
    }

    [[nodiscard]] std::vector<priced_root> price(const grouping_pricing& pricing,
                                                 const std::vector<std::uint32_t>& roots, std::uint64_t limit) const {
        std::vector<priced_root> out(roots.size());
        std::vector<std::vector<root_search>> searches(thread_count(options_.threads));
        parallel_for(roots.size(), {.threads = options_.threads, .grain = 8, .stop = options_.stop},
                     [&](std::size_t i, unsigned worker) {
                         if (searches[worker].empty()) searches[worker].emplace_back(pricing);
                         out[i] = searches[worker].front()(roots[i], slack(), limit);
                     });
        return out;
    }
    // An excess that is a rounding error.
    [[nodiscard]] double slack() const noexcept {
        return 1e-12 * split_->sum / static_cast<double>((std::max)(std::size_t{1}, blocks_->count()));
    }

    // Subgradient steps on sum_x u_x + sum_r max(0, excess of the best set with first member r): sets with one first
    // member exclude each other, so it bounds the linear program over the pool for every u >= 0.
    void descend(std::vector<double>& best, double target) const {
        const auto n = best.size();
        auto now = best;
        std::vector<double> direction(n, 0);
        std::vector<double> slope(n);
        std::vector<double> top(n);
        std::vector<std::uint32_t> which(n);
        double least = 1e300;
        double aim = 1;
        unsigned stuck = 0;
        for (unsigned step = 0; step < options_.steps; ++step) {
            std::fill(top.begin(), top.end(), 0);
            for (std::uint32_t c = 0; c < value_.size(); ++c) {
                const auto set = sets_[c];
                double excess = value_[c];
                for (const auto x : set) excess -= now[x];
                if (excess > top[set.front()]) {
                    top[set.front()] = excess;
                    which[set.front()] = c;
                }
            }
            double sum = 0;
            for (const double one : now) sum += one;
            std::fill(slope.begin(), slope.end(), 1);
            for (std::uint32_t x = 0; x < n; ++x) {
                if (!(top[x] > 0)) continue;
                sum += top[x];
                for (const auto member : sets_[which[x]]) slope[member] -= 1;
            }
            if (sum < least - rounded(1e-5 * (least < 1e299 ? least : 0))) {
                stuck = 0;
            } else if (++stuck >= 12) {
                stuck = 0;
                aim *= 0.6;
                now = best;
                std::fill(direction.begin(), direction.end(), 0);
            }
            if (sum < least) {
                least = sum;
                best = now;
            }
            if (least <= target || aim < 1e-3) break;
            double length = 0;
            for (std::size_t x = 0; x < n; ++x) {
                if (slope[x] > 0 && now[x] <= 0) slope[x] = 0;
                direction[x] = rounded(0.3 * slope[x]) + rounded(0.7 * direction[x]);
                length += rounded(direction[x] * direction[x]);
            }
            if (!(length > 0)) break;
            const double stride = aim * (sum - target) / length;
            for (std::size_t x = 0; x < n; ++x) now[x] = (std::max)(0.0, now[x] - rounded(stride * direction[x]));
        }
    }

    // Raises the potentials until no set exceeds them: first shared among the members of each set found, at last on
    // the root alone. False when stopped.
    [[nodiscard]] bool prove(std::vector<double>& now, column_bound& out) {
        constexpr unsigned passes = 12;
        std::vector<std::uint32_t> open;
        std::vector<std::uint8_t> tired(now.size(), 0); // searches that met the limit
        for (unsigned pass = 0; pass <= passes; ++pass) {
            const grouping_pricing pricing(*blocks_, *rows_, split_->tilt, now);
            if (pass == 0) {
                open = open_roots(pricing);
                out.open = open.size();
            }
            const auto found = price(pricing, open, options_.proof_limit);
            if (options_.stop.stop_requested()) return false;
            std::vector<std::uint32_t> still;
            for (std::size_t i = 0; i < open.size(); ++i) {
                const auto root = open[i];
                out.nodes += found[i].nodes;
                if (found[i].sets.empty() && found[i].proved) continue;
                tired[root] = static_cast<std::uint8_t>(tired[root] + (found[i].proved ? 0 : 1));
                if (found[i].sets.empty() || pass == passes || tired[root] > 1) {
                    // As low as is proved: the best set's excess where the search ended, all its shares where not.
                    const double closing = pricing.closing(root);
                    const double raised = now[root] + rounded(found[i].excess * (1 + 1e-9)) + slack();
                    now[root] = (std::max)(now[root], found[i].proved ? (std::min)(closing, raised) : closing);
                    continue;
                }
                for (std::size_t at = found[i].sets.size(); at-- > 0;) {
                    const auto* set = &found[i].sets[at];
                    add(*set);
                    double excess = 0;
                    for (std::size_t a = 0; a < set->size(); ++a) {
                        excess -= now[(*set)[a]];
                        for (std::size_t b = 0; b < a; ++b) excess += value_between((*set)[b], (*set)[a]);
                    }
                    if (!(excess > 0)) continue;
                    const double each = excess / static_cast<double>(set->size());
                    for (const auto member : *set) now[member] += each;
                }
                still.push_back(root);
            }
            open = std::move(still);
            if (open.empty()) break;
            if (options_.progress) options_.progress(0.9);
        }
        return true;
    }
};

} // namespace colearn::detail

#endif
