// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_SUPPLY_PRICES_HPP
#define COLEARN_SOLVE_DETAIL_SUPPLY_PRICES_HPP

/// @file
/// For a policy reader: the working of `transportation`: what one more unit at each supplier would save.
/// For an engineer: the least exact prices of suppliers for amounts that are cheapest, from prices that are nearly so.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/sift_heap.hpp>

namespace colearn::detail {

/// The routes of each need: those of need j stand at first[j] .. first[j+1]-1.
struct supply_rows {
    std::vector<std::size_t> first;
    std::vector<std::uint32_t> supplier;
    std::vector<std::int64_t> cost;
};

/// How a search for the cheapest amounts ended; out_of_range: numbers grew too large, which says nothing.
enum class supply_ending : std::uint8_t { optimal, infeasible, cancelled, out_of_range };

/// A need that gets something from a supplier.
struct supply_bid {
    std::int64_t level; // the price at which the need would rather go elsewhere; by now it may be higher
    std::uint32_t need;
    std::uint32_t way; // which of its routes
};
struct supplier_price {
    std::int64_t price; // by now it may be higher
    std::uint32_t supplier;
};

[[nodiscard]] inline bool leaves_first(const supply_bid& a, const supply_bid& b) noexcept {
    return a.level < b.level;
}
[[nodiscard]] inline bool cheaper(const supplier_price& a, const supplier_price& b) noexcept {
    return a.price != b.price ? a.price < b.price : a.supplier < b.supplier;
}

/// Shortest exchanges of needs between suppliers, by Dijkstra's search under `price`: with costs that are multiples of
/// `factor`, which is more than there are suppliers, each need is served by suppliers whose cost and price together
/// exceed those of no other by more than `off`, which is 1; or 0, and then the factor is 1. `bids` are who gets
/// something from each supplier; a number past the needs stands for what is not given. Each exchange counts `off`
/// besides its cost, which undoes what prices are off; there are too few of them in a path to reach the factor, so
/// dividing by it leaves the cost alone. O(k log k) time for k routes of the needs that are served, each once for each
/// supplier that serves its need.
[[nodiscard]] inline std::vector<std::int64_t> least_supply_prices(const supply_rows& rows,
                                                                   const std::vector<std::vector<supply_bid>>& bids,
                                                                   const std::vector<std::int64_t>& price,
                                                                   std::int64_t factor, std::int64_t off = 1) {
    const auto needs = rows.first.empty() ? 0 : rows.first.size() - 1;
    const auto base = price.empty() ? 0 : *std::min_element(price.begin(), price.end());
    std::vector<supplier_price> queue;
    std::vector<std::int64_t> distance(price.size());
    std::vector<std::uint8_t> done(price.size(), 0);
    for (std::uint32_t i = 0; i < price.size(); ++i) queue.push_back({distance[i] = price[i] - base, i});
    std::sort(queue.begin(), queue.end(), cheaper);
    while (!queue.empty()) {
        const auto [at, i] = queue.front();
        queue.front() = queue.back();
        queue.pop_back();
        if (!queue.empty()) sift_down(queue, 0, cheaper);
        if (done[i] != 0) continue;
        done[i] = 1;
        for (const auto& one : bids[i]) {
            if (one.need >= needs) continue;
            const auto here = rows.cost[rows.first[one.need] + one.way] + price[i];
            for (auto k = rows.first[one.need]; k < rows.first[one.need + 1]; ++k) {
                const auto other = rows.supplier[k];
                const auto there = at + (rows.cost[k] + price[other] - here + off);
                if (other == i || done[other] != 0 || there >= distance[other]) continue;
                distance[other] = there;
                queue.push_back({there, other});
                sift_up(queue, cheaper);
            }
        }
    }
    std::vector<std::int64_t> out(price.size());
    for (std::size_t i = 0; i < price.size(); ++i) {
        const auto saved = (price[i] - base) - distance[i]; // factor times the price, less the count
        out[i] = (saved + factor - 1) / factor;
    }
    return out;
}

} // namespace colearn::detail

#endif
