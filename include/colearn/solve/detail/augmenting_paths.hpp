// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_AUGMENTING_PATHS_HPP
#define COLEARN_SOLVE_DETAIL_AUGMENTING_PATHS_HPP

/// @file
/// For a policy reader: the working of `assignment`.
/// For an engineer: rows are given columns one after the other, each along a cheapest chain of exchanges (shortest
/// augmenting paths with potentials), after a start by bids. Whole numbers only; flat arrays; no recursion.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

namespace colearn::detail {

/// Rows of possible columns with weights, as a list of entries.
struct sparse_rows {
    std::vector<std::size_t> offsets{};
    std::vector<std::uint32_t> columns{};
    std::vector<std::int64_t> weights{};
    std::size_t column_count = 0;

    [[nodiscard]] std::size_t size() const noexcept { return offsets.size() - 1; }
    template <class Visit>
    void each(std::size_t row, Visit visit) const {
        const auto last = offsets[row + 1];
        for (auto i = offsets[row]; i < last; ++i) visit(columns[i], weights[i]);
    }
};

/// Every row with every column.
struct dense_rows {
    std::size_t row_count = 0;
    std::size_t column_count = 0;
    std::vector<std::int64_t> weights{};

    [[nodiscard]] std::size_t size() const noexcept { return row_count; }
    template <class Visit>
    void each(std::size_t row, Visit visit) const {
        const auto* weight = weights.data() + row * column_count;
        for (std::uint32_t column = 0; column < column_count; ++column) visit(column, weight[column]);
    }
};

/// An assignment of rows to columns with potentials: row_price[i] + column_price[j] >= weight(i, j) always, with
/// equality where i has j; a column that nobody has costs 0. With `may_skip`, a row may go without a column: then no
/// row's price is negative, and a row without one has price 0.
template <class Rows>
class augmenting_paths {
public:
    static constexpr std::uint32_t none = 0xFFFFFFFFU;
    static constexpr std::int64_t never = (std::numeric_limits<std::int64_t>::max)();

    augmenting_paths(const Rows& rows, bool may_skip)
        : rows_(rows), may_skip_(may_skip), row_prices_(rows.size(), 0), columns_of_(rows.size(), none),
          columns_(rows.column_count) {}

    [[nodiscard]] std::int64_t row_price(std::size_t row) const noexcept { return row_prices_[row]; }
    [[nodiscard]] std::int64_t column_price(std::size_t column) const noexcept { return columns_[column].price; }
    /// `none` for one that has none.
    [[nodiscard]] std::uint32_t column_of(std::size_t row) const noexcept { return columns_of_[row]; }
    [[nodiscard]] std::uint32_t row_of(std::size_t column) const noexcept { return columns_[column].row; }

    /// Bids: each row takes the column that is worth most to it and raises its price to where the second best is worth
    /// as much; whoever is outbid bids again. Returns the rows that are left for `augment`.
    [[nodiscard]] std::vector<std::uint32_t> bid() {
        std::vector<std::uint32_t> waiting(rows_.size());
        for (std::size_t i = 0; i < waiting.size(); ++i) waiting[i] = static_cast<std::uint32_t>(i);
        std::vector<std::uint32_t> left;
        for (int pass = 0; pass < bid_passes && !waiting.empty(); ++pass) {
            left.clear();
            // Bids that pass a column to and fro are cut off: price wars are what `augment` is good at.
            auto bids = bids_per_row * rows_.size();
            for (auto row : waiting) {
                for (; row != none && bids > 0; --bids) row = place_bid(row, left);
                if (row != none) left.push_back(row);
            }
            waiting.swap(left);
        }
        return waiting;
    }

    /// Gives `root` a column, or decides that it or another row goes without, along a shortest augmenting path.
    /// False when there is none: then `crowd()` are rows that have fewer columns among them than there are of them.
    [[nodiscard]] bool augment(std::uint32_t root) {
        // 1. The price of a row that has no column: what its best column is worth to it now.
        std::int64_t best = may_skip_ ? 0 : -never;
        rows_.each(root, [&](std::uint32_t j, std::int64_t w) { best = (std::max)(best, w - columns_[j].price); });
        row_prices_[root] = best;

        // 2. Dijkstra's search over columns, by reduced cost, up to the nearest end.
        ++search_;
        heap_.clear();
        ready_.clear();
        closed_.clear();
        root_ = root;
        std::int64_t bound = never;
        std::uint32_t last_column = none;
        std::uint32_t last_row = none;
        std::int64_t far = 0; // distance of `row`
        for (auto row = root;;) {
            if (may_skip_ && far + row_prices_[row] < bound) {
                bound = far + row_prices_[row];
                last_row = row;
                last_column = none;
            }
            const auto base = far + row_prices_[row];
            rows_.each(row, [&](std::uint32_t j, std::int64_t w) {
                auto& seen = columns_[j];
                const auto distance = base + (seen.price - w);
                if (distance >= bound) return;
                if (seen.search == search_ && distance >= seen.distance) return;
                seen.distance = distance;
                seen.search = search_;
                seen.from = row;
                if (seen.row == none) {
                    bound = distance;
                    last_column = j;
                } else if (distance == far) {
                    ready_.push_back(j);
                } else {
                    heap_.emplace_back(distance, j);
                    std::push_heap(heap_.begin(), heap_.end(), std::greater<>{});
                }
            });
            std::uint32_t next = none;
            if (bound > far && !ready_.empty()) {
                next = ready_.back();
                ready_.pop_back();
            }
            while (next == none && !heap_.empty() && heap_.front().first < bound) {
                const auto [distance, j] = heap_.front();
                std::pop_heap(heap_.begin(), heap_.end(), std::greater<>{});
                heap_.pop_back();
                if (distance != columns_[j].distance) continue; // reached more cheaply since
                far = distance;
                next = j;
            }
            if (next == none) break;
            closed_.push_back(next);
            row = columns_[next].row;
        }
        if (bound == never) return false;

        // 3. Prices: those nearer than the end move so that the path's entries become tight.
        row_prices_[root] -= bound;
        for (const auto j : closed_) {
            const auto change = bound - columns_[j].distance;
            columns_[j].price += change;
            row_prices_[columns_[j].row] -= change;
        }

        // 4. The exchanges, from the end of the path to its root.
        auto column = last_column;
        if (column == none) {
            column = columns_of_[last_row];
            columns_of_[last_row] = none;
            if (last_row == root) return true;
        }
        for (;;) {
            const auto row = columns_[column].from;
            const auto given_up = columns_of_[row];
            columns_of_[row] = column;
            columns_[column].row = row;
            if (row == root) return true;
            column = given_up;
        }
    }

    [[nodiscard]] std::vector<std::uint32_t> crowd() const {
        std::vector<std::uint32_t> out{root_};
        for (const auto j : closed_) out.push_back(columns_[j].row);
        return out;
    }

private:
    // All that a search asks of a column, in half a cache line.
    struct alignas(32) column_state {
        std::int64_t price = 0;
        std::int64_t distance = 0; // from the root of the search
        std::uint32_t search = 0;  // of which the distance is
        std::uint32_t from = none; // the row before it on its path
        std::uint32_t row = none;  // who has it
    };
    static constexpr int bid_passes = 6;
    static constexpr std::size_t bids_per_row = 32;

    // Returns who was outbid and should bid at once; one that lost its column at the same price waits in `left`.
    std::uint32_t place_bid(std::uint32_t row, std::vector<std::uint32_t>& left) {
        std::int64_t best = may_skip_ ? 0 : -never;
        std::int64_t second = best;
        std::uint32_t column = none;
        std::uint32_t other = none;
        rows_.each(row, [&](std::uint32_t j, std::int64_t w) {
            const auto worth = w - columns_[j].price;
            if (worth <= second) return;
            if (worth > best) {
                second = best;
                other = column;
                best = worth;
                column = j;
            } else {
                second = worth;
                other = j;
            }
        });
        if (column == none) { // nothing is worth its price, and prices only rise
            row_prices_[row] = 0;
            if (!may_skip_) left.push_back(row);
            return none;
        }
        if (second == -never) { // its only column: no price is too high, so the search must decide
            if (columns_[column].row == none) {
                take(row, column, best);
                return none;
            }
            left.push_back(row);
            return none;
        }
        if (best == second && columns_[column].row != none && other != none) column = other;
        const auto outbid = columns_[column].row;
        if (best == second && outbid != none) { // a bid that raises nothing
            left.push_back(row);
            return none;
        }
        columns_[column].price += best - second;
        take(row, column, second);
        if (outbid != none) columns_of_[outbid] = none;
        return outbid;
    }

    void take(std::uint32_t row, std::uint32_t column, std::int64_t price) {
        row_prices_[row] = price;
        columns_of_[row] = column;
        columns_[column].row = row;
    }

    const Rows& rows_;
    bool may_skip_;
    std::vector<std::int64_t> row_prices_;
    std::vector<std::uint32_t> columns_of_;
    std::vector<column_state> columns_;
    std::uint32_t search_ = 0;
    std::uint32_t root_ = none;
    std::vector<std::pair<std::int64_t, std::uint32_t>> heap_;
    std::vector<std::uint32_t> ready_;
    std::vector<std::uint32_t> closed_;
};

} // namespace colearn::detail

#endif
