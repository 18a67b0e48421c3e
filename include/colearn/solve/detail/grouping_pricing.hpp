// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GROUPING_PRICING_HPP
#define COLEARN_SOLVE_DETAIL_GROUPING_PRICING_HPP

/// @file
/// For a policy reader: looks for a group that would be worth more than its members' share of the bound.
/// For an engineer: the pricing problem of set partitioning: the connected set of blocks around a root whose pair
/// values exceed its potentials by most, by branch and bound on sparse rows.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/solve/detail/grouping_blocks.hpp>
#include <colearn/solve/detail/grouping_bound.hpp>

namespace colearn::detail {

/// What the search around a root found.
struct priced_root {
    double excess = 0;                              // of the best set: values less potentials; 0: none above 0
    bool proved = false;                            // no set around this root exceeds `excess`
    std::uint64_t nodes = 0;                        // sets looked at
    std::vector<std::vector<std::uint32_t>> sets{}; // ever better ones, ascending inside
};

/// The connected part of each block, along positive values. Numbered by first members.
[[nodiscard]] inline std::vector<std::uint32_t> connected_parts(const number_lists<half_pair>& rows) {
    std::vector<std::uint32_t> part(rows.size(), id<int>::none);
    std::vector<std::uint32_t> queue;
    std::uint32_t count = 0;
    for (std::uint32_t first = 0; first < rows.size(); ++first) {
        if (part[first] != id<int>::none) continue;
        queue.assign(1, first);
        part[first] = count;
        for (std::size_t at = 0; at < queue.size(); ++at)
            for (const auto& one : rows[queue[at]])
                if (one.weight > 0 && part[one.other] == id<int>::none) {
                    part[one.other] = count;
                    queue.push_back(one.other);
                }
        ++count;
    }
    return part;
}

/// What is the same for all roots under one set of potentials.
class grouping_pricing {
public:
    /// `potential` is that of each block, less what it is worth by itself. All of them live as long as this.
    grouping_pricing(const grouping_blocks& blocks, const number_lists<half_pair>& rows,
                     const std::vector<double>& tilt, const std::vector<double>& potential)
        : blocks_(&blocks), rows_(&rows), tilt_(&tilt), potential_(&potential) {
        const auto n = blocks.count();
        width_ = blocks.largest;
        tops_.assign(n * width_, 0);
        std::vector<double> shares;
        part_ = connected_parts(rows);
        far_.assign((n == 0 ? 0 : *std::max_element(part_.begin(), part_.end()) + 1) * width_, 0);
        for (std::uint32_t x = 0; x < n; ++x) {
            shares.clear();
            for (const auto& one : rows[x]) {
                const double share = share_of(one.weight, tilt[x], tilt[one.other]);
                if (share > 0) shares.push_back(share);
            }
            const auto kept = (std::min)(shares.size(), width_ - (std::min)(width_, std::size_t{blocks.size[x]}));
            std::partial_sort(shares.begin(), shares.begin() + static_cast<std::ptrdiff_t>(kept), shares.end(),
                              std::greater<>());
            for (std::size_t k = 1; k < width_; ++k)
                tops_[x * width_ + k] = tops_[x * width_ + k - 1] + (k <= kept ? shares[k - 1] : 0);
            for (std::size_t k = 0; k < width_; ++k) {
                auto& most = far_[part_[x] * width_ + k];
                most = (std::max)(most, tops_[x * width_ + k] - potential[x]);
            }
        }
    }

    /// Whether a set that exceeds its potentials may have this block as its root: one whose shares exceed its
    /// potential.
    [[nodiscard]] bool open(std::uint32_t x) const { return shares(x, width_ - 1) > (*potential_)[x]; }
    /// The potential that closes a root.
    [[nodiscard]] double closing(std::uint32_t x) const { return shares(x, width_ - 1); }

    [[nodiscard]] const grouping_blocks& blocks() const noexcept { return *blocks_; }

private:
    friend class root_search;
    const grouping_blocks* blocks_;
    const number_lists<half_pair>* rows_;
    const std::vector<double>* tilt_;
    const std::vector<double>* potential_;
    std::size_t width_ = 0;
    std::vector<double> tops_;        // sums of the best 0, 1, ... shares of each block
    std::vector<std::uint32_t> part_; // number of each block's connected part
    std::vector<double> far_; // of each part: most that a block not next to the set can bring, beside 0, 1, ... more

    [[nodiscard]] double far(std::uint32_t x, std::size_t count) const { return far_[part_[x] * width_ + count]; }
    [[nodiscard]] double shares(std::uint32_t x, std::size_t count) const { return tops_[x * width_ + count]; }
};

/// The search around one root; keeps its scratch from root to root.
class root_search {
public:
    explicit root_search(const grouping_pricing& pricing)
        : in_(&pricing), link_(pricing.blocks_->count(), 0), state_(pricing.blocks_->count(), untouched) {}

    /// `beyond` is the least excess that counts.
    [[nodiscard]] priced_root operator()(std::uint32_t root, double beyond, std::uint64_t limit) {
        out_ = {};
        beyond_ = beyond;
        best_ = beyond;
        limit_ = limit;
        root_ = root;
        set_.clear();
        touched_.clear();
        near_.clear();
        items_ = 0;
        include(root);
        grow(-(*in_->potential_)[root], 0);
        touched_.push_back(root);
        for (const auto x : touched_) {
            link_[x] = 0;
            state_[x] = untouched;
        }
        out_.proved = out_.nodes < limit_;
        return std::move(out_);
    }

private:
    enum state : std::uint8_t { untouched, none, candidate, inside, excluded };
    const grouping_pricing* in_;
    std::vector<double> link_; // worth of each block to the set
    std::vector<std::uint8_t> state_;
    std::vector<std::uint32_t> set_;
    std::vector<std::uint32_t> touched_; // blocks with a link or a state
    std::vector<std::uint32_t> near_;    // candidates, past ones too
    std::vector<double> hopes_;
    std::uint32_t root_ = 0;
    std::size_t items_ = 0;
    double beyond_ = 0;
    double best_ = 0;
    std::uint64_t limit_ = 0;
    priced_root out_;

    void include(std::uint32_t x) {
        state_[x] = inside;
        set_.push_back(x);
        items_ += in_->blocks_->size[x];
        for (const auto& one : (*in_->rows_)[x]) {
            if (state_[one.other] == untouched) {
                touched_.push_back(one.other);
                state_[one.other] = none;
            }
            link_[one.other] += one.weight;
            if (one.weight > 0 && state_[one.other] == none) {
                state_[one.other] = candidate;
                near_.push_back(one.other);
            }
        }
    }
    void remove(std::uint32_t x, std::size_t near_before) {
        for (const auto& one : (*in_->rows_)[x]) link_[one.other] -= one.weight;
        for (auto i = near_before; i < near_.size(); ++i) state_[near_[i]] = none;
        near_.resize(near_before);
        items_ -= in_->blocks_->size[x];
        set_.pop_back();
        state_[x] = candidate;
    }

    // `excess` of the set so far; `shared` is what the root keeps of its pairs in it.
    void grow(double excess, double shared) {
        ++out_.nodes;
        if (excess > best_ && shared > (*in_->potential_)[root_]) {
            best_ = out_.excess = excess;
            out_.sets.push_back(set_);
            std::sort(out_.sets.back().begin(), out_.sets.back().end());
        }
        if (items_ >= in_->blocks_->largest) return;
        const auto room = in_->blocks_->largest - items_;
        const double far = in_->far(root_, room - 1);
        std::vector<std::uint32_t> passed; // tried here: excluded below
        const double* tilt = in_->tilt_->data();
        while (out_.nodes < limit_) {
            // 1. No way to a better set: the best that each candidate could bring, with shares of what comes later.
            std::uint32_t next = id<int>::none;
            double most = -1e300;
            hopes_.clear();
            for (const auto x : near_) {
                if (state_[x] != candidate || in_->blocks_->size[x] > room) continue;
                const double hope = link_[x] - (*in_->potential_)[x] + in_->shares(x, room - 1);
                if (hope > most) {
                    most = hope;
                    next = x;
                }
                if (hope > far) hopes_.push_back(hope);
            }
            if (next == id<int>::none) break;
            if (excess + top(hopes_, room, far) <= best_) break;
            // 2. No way for the root to keep more than its potential.
            hopes_.clear();
            for (const auto& one : (*in_->rows_)[root_])
                if (state_[one.other] == candidate && one.weight > 0)
                    hopes_.push_back(share_of(one.weight, tilt[root_], tilt[one.other]));
            if (shared + top(hopes_, room, 0) <= (*in_->potential_)[root_]) break;
            // 3. With the most hopeful one; then without it.
            const auto near_before = near_.size();
            const double gain = link_[next] - (*in_->potential_)[next];
            set_.push_back(next);
            const bool may = !in_->blocks_->ruled || in_->blocks_->allowed(set_);
            set_.pop_back();
            if (may) {
                const double kept = root_share(next);
                include(next);
                grow(excess + gain, shared + kept);
                remove(next, near_before);
            }
            state_[next] = excluded;
            passed.push_back(next);
        }
        for (const auto x : passed) state_[x] = candidate;
    }
    [[nodiscard]] double root_share(std::uint32_t x) const {
        const auto row = (*in_->rows_)[root_];
        const auto at = std::lower_bound(row.begin(), row.end(), x,
                                         [](const half_pair& one, std::uint32_t other) { return one.other < other; });
        if (at == row.end() || at->other != x) return 0;
        return share_of(at->weight, (*in_->tilt_)[root_], (*in_->tilt_)[x]);
    }
    // The largest `count` together; `otherwise` for each that is missing.
    [[nodiscard]] static double top(std::vector<double>& values, std::size_t count, double otherwise) {
        if (values.size() > count) {
            std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count), values.end(),
                             std::greater<>());
            values.resize(count);
        }
        double sum = otherwise * static_cast<double>(count - values.size());
        for (const double one : values) sum += one;
        return sum;
    }
};

} // namespace colearn::detail

#endif
