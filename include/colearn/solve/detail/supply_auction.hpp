// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_SUPPLY_AUCTION_HPP
#define COLEARN_SOLVE_DETAIL_SUPPLY_AUCTION_HPP

/// @file
/// For a policy reader: the working of `transportation`.
/// For an engineer: needs bid for the capacity of suppliers; each supplier keeps its best bids in a heap. Only the
/// suppliers have prices, so all prices lie in the nearest cache, and a need's costs are one run of memory.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/progress.hpp>
#include <colearn/solve/detail/sift_heap.hpp>
#include <colearn/solve/detail/supply_prices.hpp>

namespace colearn::detail {

/// Cheapest whole amounts from suppliers to needs: each need gets just its amount, no supplier gives more than it has.
///
/// Source: Bertsekas and Castanon, "The auction algorithm for the transportation problem", Annals of Operations
/// Research 20 (1989), for bids and epsilon-scaling. What differs: what the suppliers do not give is one more need, of
/// cost 0 to all, so that prices stay right from one epsilon to the next; a bid is looked at again before it is thrown
/// out, for what its need could get elsewhere has become dearer since.
///
/// Invariant ("epsilon-slackness"): a need is served by suppliers whose cost and price together exceed those of no
/// other supplier by more than epsilon; a supplier that raised its price gives all that it has. Costs are multiplied by
/// one more than there are suppliers: with epsilon at 1 no exchange around a cycle of suppliers can pay.
class supply_auction {
public:
    static constexpr int cost_bits = 52; // of the costs above a need's cheapest, times one more than the suppliers
    using ending = supply_ending;

    /// Capacities and amounts are not negative, their sums below 2^61; costs are below 2^61 in size.
    supply_auction(supply_rows rows, std::vector<std::int64_t> capacity, std::vector<std::int64_t> amount)
        : rows_(std::move(rows)), capacity_(std::move(capacity)), amount_(std::move(amount)),
          factor_(static_cast<std::int64_t>(capacity_.size()) + 1), price_(capacity_.size(), 0),
          finite_price_(capacity_.size(), 0), load_(capacity_.size(), 0), held_(rows_.cost.size(), 0),
          idle_held_(capacity_.size(), 0), bids_(capacity_.size()) {
        // Only what a need pays more than at its cheapest matters.
        for (std::size_t j = 0; j < amount_.size(); ++j) {
            std::int64_t least = (std::numeric_limits<std::int64_t>::max)();
            for (auto k = rows_.first[j]; k < rows_.first[j + 1]; ++k) least = (std::min)(least, rows_.cost[k]);
            for (auto k = rows_.first[j]; k < rows_.first[j + 1]; ++k) {
                const auto more = rows_.cost[k] - least;
                largest_ = (std::max)(largest_, more);
                rows_.cost[k] = more <= cost_limit / factor_ ? more * factor_ : cost_limit;
            }
        }
        spare_ = std::accumulate(capacity_.begin(), capacity_.end(), std::int64_t{0}) -
                 std::accumulate(amount_.begin(), amount_.end(), std::int64_t{0});
    }

    ending run(const std::stop_token& stop, const progress_callback& progress) {
        // 1. What needs no auction to see.
        if (spare_ < 0 || largest_ > cost_limit / factor_) return can_serve(stop) ? ending::out_of_range : why_;

        // 2. Smaller and smaller epsilon, each time from the prices that the last one left.
        constexpr std::int64_t first_share = 64;
        constexpr std::int64_t smaller = 10;
        constexpr std::int64_t last = 1;
        std::size_t rounds = 0;
        for (epsilon_ = (std::max)(largest_ * factor_ / first_share, last);;
             epsilon_ = (std::max)(epsilon_ / smaller, last)) {
            if (!hold<true>(stop)) {
                if (why_ == ending::cancelled) return why_;
                if (servable_) return ending::out_of_range;
                if (!can_serve(stop)) return why_;
                if (out_of_range_ || !hold<true>(stop)) return why_ == ending::cancelled ? why_ : ending::out_of_range;
            }
            if (epsilon_ == last) break;
            if (progress) progress(1 - 1 / (1 + .2 * static_cast<double>(++rounds)));
        }
        price_ = least_supply_prices(rows_, bids_, price_, factor_);
        return ending::optimal;
    }

    /// What each route carries, in the order of the rows.
    [[nodiscard]] const std::vector<std::int64_t>& carried() const noexcept { return held_; }
    /// Where the routes of each need start.
    [[nodiscard]] const std::vector<std::size_t>& starts() const noexcept { return rows_.first; }
    /// What one more unit of each supplier would save, at least 0: the smallest prices that prove the optimum.
    [[nodiscard]] const std::vector<std::int64_t>& prices() const noexcept { return price_; }
    /// After `infeasible`: needs that together ask for more than all suppliers that they have can give.
    [[nodiscard]] const std::vector<std::uint32_t>& crowded() const noexcept { return crowded_; }

private:
    static constexpr std::int64_t cost_limit = std::int64_t{1} << cost_bits;
    static constexpr std::int64_t dear = std::int64_t{1} << 59;  // a price that no need can pay
    static constexpr std::int64_t never = std::int64_t{1} << 60; // at which a need leaves that has nowhere to go
    static constexpr std::int64_t price_limit = std::int64_t{1} << 61;

    using bid = supply_bid;
    struct homeless {
        std::uint32_t need;
        std::int64_t amount;
    };
    using key = supplier_price;

    [[nodiscard]] std::uint32_t idle() const noexcept { return static_cast<std::uint32_t>(amount_.size()); }
    // What the bid holds of its supplier i.
    [[nodiscard]] std::int64_t& held(const bid& one, std::uint32_t i) {
        return one.need == idle() ? idle_held_[i] : held_[rows_.first[one.need] + one.way];
    }

    // Prices only rise while an auction is held, so the heap of suppliers by price is put right where it is read.
    void refresh(std::size_t at) {
        while (at < order_.size() && order_[at].price != price_[order_[at].supplier]) {
            order_[at].price = price_[order_[at].supplier];
            sift_down(order_, at, cheaper);
        }
    }
    struct choice {
        std::uint32_t supplier = 0;
        std::int64_t best = never;   // cost and price of it
        std::int64_t second = never; // of the best other supplier
        std::uint32_t way = 0;
    };
    [[nodiscard]] choice cheapest_two() {
        refresh(0);
        choice out{order_[0].supplier, order_[0].price, never, 0};
        for (std::size_t at = 1; at <= 2 && at < order_.size(); ++at) {
            refresh(at);
            out.second = (std::min)(out.second, order_[at].price);
        }
        return out;
    }
    template <bool with_costs>
    [[nodiscard]] choice choose(std::uint32_t need) {
        if (need == idle()) return cheapest_two();
        choice out{0, 2 * never, 2 * never, 0};
        const auto start = rows_.first[need];
        for (auto k = start; k < rows_.first[need + 1]; ++k) {
            const auto i = rows_.supplier[k];
            const auto pays = (with_costs ? rows_.cost[k] : 0) + price_[i];
            if (pays >= out.second) continue;
            if (pays < out.best) {
                if (i != out.supplier) out.second = out.best;
                out.best = pays;
                out.supplier = i;
                out.way = static_cast<std::uint32_t>(k - start);
            } else if (i != out.supplier) {
                out.second = pays;
            }
        }
        if (out.second == 2 * never) out.second = out.best + never;
        return out;
    }
    // The price at which a need that supplier i serves would rather go elsewhere.
    template <bool with_costs>
    [[nodiscard]] std::int64_t leaves_at(std::uint32_t need, std::uint32_t i) {
        if (need == idle()) {
            const auto two = cheapest_two();
            return (two.supplier == i ? two.second : two.best) + epsilon_;
        }
        std::int64_t elsewhere = 2 * never;
        std::int64_t here = 2 * never;
        for (auto k = rows_.first[need]; k < rows_.first[need + 1]; ++k) {
            const auto cost = with_costs ? rows_.cost[k] : 0;
            if (rows_.supplier[k] == i)
                here = (std::min)(here, cost);
            else
                elsewhere = (std::min)(elsewhere, cost + price_[rows_.supplier[k]]);
        }
        return elsewhere == 2 * never ? never : elsewhere - here + epsilon_;
    }

    void raise(std::uint32_t i, std::int64_t price) {
        if (price <= price_[i]) return;
        if (price_[i] < dear) finite_price_[i] = price_[i];
        price_[i] = price;
        if (price >= price_limit) out_of_range_ = true;
    }

    // One need takes its best supplier; who has to leave there for it goes on the stack. False: nowhere to go.
    template <bool with_costs>
    [[nodiscard]] bool place(std::uint32_t need, std::int64_t amount) {
        const auto to = choose<with_costs>(need);
        if (to.best >= dear) return false;
        const auto i = to.supplier;
        auto& heap = bids_[i];
        const bid fresh{(std::min)(price_[i] + (to.second - to.best) + epsilon_, price_limit), need, to.way};
        auto& holds = held(fresh, i);
        if (holds == 0) { // otherwise its bid is there, perhaps with a lower level
            heap.push_back(fresh);
            sift_up(heap, leaves_first);
        }
        holds += amount;
        load_[i] += amount;
        while (load_[i] > capacity_[i]) {
            auto& first = heap.front();
            const auto level = leaves_at<with_costs>(first.need, i);
            ++looked_;
            if (level > first.level) {
                first.level = level;
                const bool still =
                    (heap.size() < 2 || level <= heap[1].level) && (heap.size() < 3 || level <= heap[2].level);
                if (!still) {
                    sift_down(heap, 0, leaves_first);
                    continue;
                }
            }
            auto& leaves = held(first, i);
            const auto out = (std::min)(load_[i] - capacity_[i], leaves);
            waiting_.push_back({first.need, out});
            load_[i] -= out;
            leaves -= out;
            if (leaves == 0) {
                first = heap.back();
                heap.pop_back();
                if (!heap.empty()) sift_down(heap, 0, leaves_first);
            }
        }
        if (load_[i] == capacity_[i] && !heap.empty()) raise(i, heap.front().level);
        return true;
    }

    // One auction at the epsilon set, from the prices set. False, with the reason, when it did not come to its end.
    template <bool with_costs>
    [[nodiscard]] bool hold(const std::stop_token& stop) {
        constexpr std::size_t look_every = 1024;
        const auto n = amount_.size();
        const auto patience = 32 * (n + capacity_.size()) + 1000;
        for (std::size_t i = 0; i < bids_.size(); ++i) {
            for (const auto& one : bids_[i]) held(one, static_cast<std::uint32_t>(i)) = 0;
            bids_[i].clear();
            load_[i] = 0;
            if (price_[i] >= dear) price_[i] = finite_price_[i];
        }
        auto base = never;
        for (std::size_t i = 0; i < price_.size(); ++i)
            if (capacity_[i] > 0) base = (std::min)(base, price_[i]);
        order_.clear();
        for (std::uint32_t i = 0; i < price_.size(); ++i) {
            price_[i] = capacity_[i] > 0 ? price_[i] - base : never;
            finite_price_[i] = capacity_[i] > 0 ? price_[i] : 0;
            order_.push_back({price_[i], i});
        }
        std::sort(order_.begin(), order_.end(), cheaper);
        std::size_t steps = 0;
        looked_ = 0;
        waiting_.clear();
        for (std::uint32_t j = 0; j <= n; ++j) {
            const auto amount = j < n ? amount_[j] : with_costs ? spare_ : 0;
            if (amount == 0) continue;
            waiting_.push_back({j, amount});
            while (!waiting_.empty()) {
                if (steps++ % look_every == 0 && stop.stop_requested()) {
                    why_ = ending::cancelled;
                    return false;
                }
                const auto one = waiting_.back();
                waiting_.pop_back();
                const bool placed = place<with_costs>(one.need, one.amount);
                if constexpr (with_costs) {
                    if (!placed || out_of_range_) {
                        out_of_range_ = true;
                        return false;
                    }
                    if (!servable_ && steps + looked_ / 16 > patience) return false;
                } else if (!placed) {
                    (void)find_crowd(one.need);
                    return false;
                } else if (steps % (look_every + capacity_.size()) == 0 && !waiting_.empty()) {
                    if (find_crowd(waiting_.back().need)) return false;
                }
            }
        }
        return true;
    }

    // Whether all can be served at all: the auction without costs, whose prices are distances to spare capacity.
    // Prices that leave out a level are the proof that they cannot: what stands above it is cut off.
    [[nodiscard]] bool can_serve(const std::stop_token& stop) {
        const auto prices = price_;
        const auto finite = finite_price_;
        const auto epsilon = std::exchange(epsilon_, 1);
        const bool out = out_of_range_;
        std::fill(price_.begin(), price_.end(), 0);
        why_ = ending::infeasible;
        servable_ = hold<false>(stop);
        if (servable_) why_ = ending::optimal;
        price_ = prices;
        finite_price_ = finite;
        epsilon_ = epsilon;
        out_of_range_ = out;
        return servable_;
    }
    [[nodiscard]] bool find_crowd(std::uint32_t need) {
        std::vector<std::uint8_t> taken(capacity_.size() + 1, 0);
        for (const auto p : price_)
            if (p <= static_cast<std::int64_t>(capacity_.size())) taken[static_cast<std::size_t>(p)] = 1;
        std::int64_t gap = 0;
        while (taken[static_cast<std::size_t>(gap)] != 0) ++gap; // there are more levels than suppliers
        const auto cut_off = [&](std::uint32_t j) {
            for (auto k = rows_.first[j]; k < rows_.first[j + 1]; ++k)
                if (price_[rows_.supplier[k]] <= gap) return false;
            return true;
        };
        if (!cut_off(need)) return false;
        for (std::uint32_t j = 0; j < amount_.size(); ++j)
            if (amount_[j] > 0 && cut_off(j)) crowded_.push_back(j);
        return true;
    }

    supply_rows rows_; // costs: above the need's cheapest, times the factor
    std::vector<std::int64_t> capacity_;
    std::vector<std::int64_t> amount_;
    std::int64_t factor_;
    std::int64_t largest_ = 0; // cost above the cheapest
    std::int64_t spare_ = 0;   // capacity less amounts: the need that stands for what is not given
    std::int64_t epsilon_ = 1;
    std::vector<std::int64_t> price_;
    std::vector<std::int64_t> finite_price_; // the last one below `dear`
    std::vector<std::int64_t> load_;
    std::vector<std::int64_t> held_;      // by each route
    std::vector<std::int64_t> idle_held_; // of each supplier by what is not given
    std::vector<std::vector<bid>> bids_;  // a heap for each supplier, the first to leave on top
    std::vector<key> order_;              // a heap of the suppliers by price
    std::vector<homeless> waiting_;
    std::vector<std::uint32_t> crowded_;
    std::size_t looked_ = 0;
    bool servable_ = false;
    bool out_of_range_ = false;
    ending why_ = ending::optimal;
};

} // namespace colearn::detail

#endif
