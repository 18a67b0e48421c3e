// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_SUPPLY_NETWORK_HPP
#define COLEARN_SOLVE_DETAIL_SUPPLY_NETWORK_HPP

/// @file
/// For a policy reader: the working of `transportation` where suppliers are many.
/// For an engineer: the same answer as the auction's by the network simplex method, which does not care who has prices.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/progress.hpp>
#include <colearn/solve/detail/network_simplex.hpp>
#include <colearn/solve/detail/preflow.hpp>
#include <colearn/solve/detail/supply_prices.hpp>
#include <colearn/solve/flow_network.hpp>

namespace colearn::detail {

/// Cheapest whole amounts from suppliers to needs, as `supply_auction` finds them: the same questions, the same least
/// prices. From one node more, each supplier gets what it gives.
class supply_network {
public:
    using ending = supply_ending;

    /// Capacities and amounts are not negative, their sum is below 2^60; costs times all ids are below 2^60 in size.
    supply_network(supply_rows rows, std::vector<std::int64_t> capacity, std::vector<std::int64_t> amount)
        : rows_(std::move(rows)), capacity_(std::move(capacity)), amount_(std::move(amount)) {}

    ending run(const std::stop_token& stop, const progress_callback& /*nothing tells how far it is*/) {
        const auto suppliers = static_cast<std::uint32_t>(capacity_.size());
        const auto root = suppliers + static_cast<std::uint32_t>(amount_.size());
        std::vector<std::int64_t> supply(std::size_t{root} + 1, 0);
        std::vector<cost_link> links;
        links.reserve(rows_.cost.size() + suppliers);
        for (std::uint32_t j = 0; j < amount_.size(); ++j) {
            supply[suppliers + j] = -amount_[j];
            supply[root] += amount_[j];
            for (auto k = rows_.first[j]; k < rows_.first[j + 1]; ++k)
                links.push_back({rows_.supplier[k], suppliers + j, unbounded<std::int64_t>, rows_.cost[k]});
        }
        for (std::uint32_t i = 0; i < suppliers; ++i) links.push_back({root, i, capacity_[i], 0});
        network_simplex solver(links, supply);
        if (solver.run(stop) == network_simplex::ending::cancelled) return ending::cancelled;
        if (!solver.feasible()) return find_crowd(stop, supply[root]) ? ending::infeasible : ending::cancelled;
        carried_ = solver.flows();

        // Who has something left has no price; the others have the least that keep each need where it is.
        price_.resize(suppliers);
        std::vector<std::vector<supply_bid>> bids(suppliers);
        for (std::uint32_t i = 0; i < suppliers; ++i)
            price_[i] = (std::max)(std::int64_t{0}, solver.height(i) - solver.height(root));
        for (std::uint32_t j = 0; j < amount_.size(); ++j)
            for (auto k = rows_.first[j]; k < rows_.first[j + 1]; ++k)
                if (carried_[k] > 0)
                    bids[rows_.supplier[k]].push_back({0, j, static_cast<std::uint32_t>(k - rows_.first[j])});
        carried_.resize(rows_.cost.size());
        price_ = least_supply_prices(rows_, bids, price_, 1, 0);
        return ending::optimal;
    }

    /// What each route carries, in the order of the rows.
    [[nodiscard]] const std::vector<std::int64_t>& carried() const noexcept { return carried_; }
    /// Where the routes of each need start.
    [[nodiscard]] const std::vector<std::size_t>& starts() const noexcept { return rows_.first; }
    /// What one more unit of each supplier would save, at least 0: the smallest prices that prove the optimum.
    [[nodiscard]] const std::vector<std::int64_t>& prices() const noexcept { return price_; }
    /// After `infeasible`: needs that together ask for more than all suppliers that they have can give.
    [[nodiscard]] const std::vector<std::uint32_t>& crowded() const noexcept { return crowded_; }

private:
    // The needs on the far side of a minimum cut: there stand all their suppliers, who are cut off from the source.
    [[nodiscard]] bool find_crowd(const std::stop_token& stop, std::int64_t all) {
        const auto suppliers = static_cast<std::uint32_t>(capacity_.size());
        const auto source = suppliers + static_cast<std::uint32_t>(amount_.size());
        std::vector<capacity_link> ways;
        ways.reserve(rows_.cost.size() + source);
        for (std::uint32_t i = 0; i < suppliers; ++i) ways.push_back({source, i, capacity_[i]});
        for (std::uint32_t j = 0; j < amount_.size(); ++j) {
            for (auto k = rows_.first[j]; k < rows_.first[j + 1]; ++k)
                ways.push_back({rows_.supplier[k], suppliers + j, all + 1});
            ways.push_back({suppliers + j, source + 1, amount_[j]});
        }
        const auto way = [&](std::size_t a) { return ways[a]; };
        preflow most(std::size_t{source} + 2, ways.size(), way, source, source + 1, all);
        if (!most.run(stop)) return false;
        for (std::uint32_t j = 0; j < amount_.size(); ++j)
            if (amount_[j] > 0 && most.source_side()[suppliers + j] == 0) crowded_.push_back(j);
        return true;
    }

    supply_rows rows_;
    std::vector<std::int64_t> capacity_;
    std::vector<std::int64_t> amount_;
    std::vector<std::int64_t> carried_;
    std::vector<std::int64_t> price_;
    std::vector<std::uint32_t> crowded_;
};

} // namespace colearn::detail

#endif
