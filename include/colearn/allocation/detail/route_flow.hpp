// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_DETAIL_ROUTE_FLOW_HPP
#define COLEARN_ALLOCATION_DETAIL_ROUTE_FLOW_HPP

/// @file
/// Whole parts carried along the routes of an allocation problem. Parts reach a recipient from whoever has some to
/// spare, if need be by a chain of recipients who change their provider; or they move from one recipient to another.
///
/// Amounts that routes can bring are an integral polymatroid (transversal; Edmonds 1970). So it does not matter how
/// they came about; nobody who was served has to lose for another to be served from what is spare; and for separable
/// concave gains an answer is best when no single move is better (Murota, *Discrete Convex Analysis* (2003), theorem
/// 6.26).

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>

namespace colearn::detail {

class route_flow {
public:
    static constexpr std::uint32_t nobody = static_cast<std::uint32_t>(-1);

    /// From `giver` (nobody: from what is spare) to `taker` (nobody: no move is better).
    struct move {
        std::uint32_t giver = nobody;
        std::uint32_t taker = nobody;
        double gain = 0; ///< of the taker, less the giver's loss if there is one
    };

    std::vector<std::int64_t> carried; ///< on each route
    std::vector<std::int64_t> spare;   ///< of each provider
    std::vector<std::int64_t> amounts; ///< of each recipient

    explicit route_flow(const allocation_problem& of)
        : carried(of.routes.size()), amounts(of.recipients.size()), routes_(of.routes),
          by_recipient_(of.recipients.size() + 1), by_provider_(of.providers.size() + 1) {
        for (const auto& one : of.providers) spare.push_back(one.capacity);
        for (const auto& one : routes_) {
            ++by_recipient_[one.recipient.index + std::size_t{1}];
            ++by_provider_[one.provider.index + std::size_t{1}];
        }
        std::partial_sum(by_recipient_.begin(), by_recipient_.end(), by_recipient_.begin());
        std::partial_sum(by_provider_.begin(), by_provider_.end(), by_provider_.begin());
        exhausted_.assign(of.providers.size(), 0);
        to_.resize(routes_.size());
        from_.resize(routes_.size());
        auto next_to = by_recipient_;
        auto next_from = by_provider_;
        for (std::uint32_t r = 0; r < routes_.size(); ++r) {
            to_[next_to[routes_[r].recipient.index]++] = r;
            from_[next_from[routes_[r].provider.index]++] = r;
        }
    }

    /// Carries up to `most` directly along a route, from what its provider has to spare.
    void carry(std::uint32_t route, std::int64_t most) {
        const auto p = routes_[route].provider.index;
        const auto amount = (std::min)(most, spare[p]);
        if (amount <= 0) return;
        carried[route] += amount;
        spare[p] -= amount;
        amounts[routes_[route].recipient.index] += amount;
    }

    /// Brings up to `most` to a recipient, and takes nothing from anybody else; returns how much came. When it is less,
    /// `reached_recipients` and `reached_providers` are who depend on one another, with nothing to spare (but for those
    /// whom an earlier call found so).
    std::int64_t serve(std::uint32_t who, std::int64_t most) {
        std::int64_t came = 0;
        for (auto a = by_recipient_[who]; a < by_recipient_[who + std::size_t{1}] && came < most; ++a) {
            const auto before = amounts[who];
            carry(to_[a], most - came);
            came += amounts[who] - before;
        }
        while (came < most) {
            const auto step = augment(who, most - came);
            if (step == 0) break;
            came += step;
        }
        return came;
    }
    /// What is carried, to come back to.
    struct state {
        std::vector<std::int64_t> carried;
        std::vector<std::int64_t> spare;
        std::vector<std::int64_t> amounts;
        std::vector<std::uint8_t> exhausted;
    };
    [[nodiscard]] state save() const { return {carried, spare, amounts, exhausted_}; }
    void restore(state to) {
        carried = std::move(to.carried);
        spare = std::move(to.spare);
        amounts = std::move(to.amounts);
        exhausted_ = std::move(to.exhausted);
    }

    std::vector<std::uint32_t> reached_recipients; ///< by the last `serve` that fell short, ascending
    std::vector<std::uint32_t> reached_providers;

    /// The best move of `step` parts, where `gain[i]` is what they bring recipient i (-infinity: it cannot take them)
    /// and `loss[i]` what it loses without them (infinity: it cannot give); what is spare costs nothing. Gains fall: no
    /// gain is above the same recipient's loss. Only moves that gain more than `least` count. O(m + n log n).
    [[nodiscard]] move best_move(std::span<const double> gain, std::span<const double> loss, double least,
                                 std::int64_t step) {
        const auto n = amounts.size();
        constexpr double infinite = std::numeric_limits<double>::infinity();
        came_by_.assign(n, nobody);
        taken_by_.assign(spare.size(), nobody);
        found_.clear();
        std::vector<std::uint8_t> seen(n, 0);
        std::vector<std::uint8_t> opened(spare.size(), 0);
        move best;
        std::vector<std::uint32_t> queue;
        // Everyone whom a provider that has parts to give can reach, and so on.
        const auto open = [&](std::uint32_t p, std::uint32_t by_route) {
            if (opened[p] != 0) return;
            opened[p] = 1;
            taken_by_[p] = by_route;
            for (auto a = by_provider_[p]; a < by_provider_[p + std::size_t{1}]; ++a) {
                const auto r = from_[a];
                const auto i = routes_[r].recipient.index;
                if (seen[i] != 0) continue;
                seen[i] = 1;
                came_by_[i] = r;
                queue.push_back(i);
            }
        };
        const auto spread = [&](std::uint32_t giver, double lost) {
            for (std::size_t q = 0; q < queue.size(); ++q) {
                const auto i = queue[q];
                if (i != giver && gain[i] - lost > least) {
                    found_.push_back({giver, i, giver == nobody ? gain[i] : gain[i] - lost});
                    if (best.taker == nobody || before(found_.back(), best)) best = found_.back();
                }
                for (auto a = by_recipient_[i]; a < by_recipient_[i + std::size_t{1}]; ++a)
                    if (carried[to_[a]] >= step) open(routes_[to_[a]].provider.index, to_[a]);
            }
            queue.clear();
        };
        for (std::uint32_t p = 0; p < spare.size(); ++p)
            if (spare[p] >= step) open(p, nobody);
        spread(nobody, -infinite);
        std::vector<std::uint32_t> order;
        for (std::uint32_t i = 0; i < n; ++i)
            if (loss[i] < infinite) order.push_back(i);
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return loss[a] < loss[b]; });
        for (const auto i : order) {
            if (seen[i] != 0) continue; // whoever reached it loses less
            seen[i] = 1;
            queue.push_back(i);
            spread(i, loss[i]);
        }
        return best;
    }

    /// Makes moves that each are better, the best ones first, nobody in more than one; returns how many. None is left
    /// when it returns 0.
    std::size_t improve(std::span<const double> gain, std::span<const double> loss, double least, std::int64_t step) {
        (void)best_move(gain, loss, least, step);
        std::stable_sort(found_.begin(), found_.end(), before);
        std::vector<std::uint8_t> moved(amounts.size(), 0);
        std::size_t made = 0;
        for (const auto& one : found_) {
            if (moved[one.taker] != 0 || (one.giver != nobody && moved[one.giver] != 0) || !carries(one, step))
                continue;
            make(one, step);
            moved[one.taker] = 1;
            if (one.giver != nobody) moved[one.giver] = 1;
            ++made;
        }
        if (made > 0) exhausted_.assign(spare.size(), 0);
        return made;
    }

private:
    // What is spare goes first.
    [[nodiscard]] static bool before(const move& a, const move& b) noexcept {
        const bool spare_a = a.giver == nobody;
        const bool spare_b = b.giver == nobody;
        return spare_a != spare_b ? spare_a : a.gain > b.gain;
    }
    // Back from a recipient: who serves it, whom these serve, who else could serve those, ... to somebody with spare.
    std::int64_t augment(std::uint32_t who, std::int64_t most) {
        std::vector<std::uint32_t> way(spare.size(), nobody);    // route by which a provider would give
        std::vector<std::uint32_t> lost(amounts.size(), nobody); // route on which a recipient would get less
        std::vector<std::uint8_t> seen(amounts.size(), 0);
        std::vector<std::uint32_t> queue{who};
        seen[who] = 1;
        for (std::size_t q = 0; q < queue.size(); ++q) {
            const auto i = queue[q];
            for (auto a = by_recipient_[i]; a < by_recipient_[i + std::size_t{1}]; ++a) {
                const auto p = routes_[to_[a]].provider.index;
                if (way[p] != nobody || exhausted_[p] != 0) continue;
                way[p] = to_[a];
                if (spare[p] > 0) return shift(p, way, lost, most);
                for (auto b = by_provider_[p]; b < by_provider_[p + std::size_t{1}]; ++b) {
                    const auto r = from_[b];
                    const auto other = routes_[r].recipient.index;
                    if (seen[other] != 0 || carried[r] == 0) continue;
                    seen[other] = 1;
                    lost[other] = r;
                    queue.push_back(other);
                }
            }
        }
        reached_recipients = std::move(queue);
        std::sort(reached_recipients.begin(), reached_recipients.end());
        reached_providers.clear();
        for (std::uint32_t p = 0; p < spare.size(); ++p)
            if (way[p] != nobody) {
                reached_providers.push_back(p);
                exhausted_[p] = 1; // nobody here can be served elsewhere, nor ever will be by serving others
            }
        return 0;
    }
    std::int64_t shift(std::uint32_t last, std::span<const std::uint32_t> way, std::span<const std::uint32_t> lost,
                       std::int64_t most) {
        auto step = (std::min)(most, spare[last]);
        for (auto p = last;;) {
            const auto less = lost[routes_[way[p]].recipient.index];
            if (less == nobody) break;
            step = (std::min)(step, carried[less]);
            p = routes_[less].provider.index;
        }
        spare[last] -= step;
        for (auto p = last;;) {
            carried[way[p]] += step;
            const auto i = routes_[way[p]].recipient.index;
            if (lost[i] == nobody) {
                amounts[i] += step;
                return step;
            }
            carried[lost[i]] -= step;
            p = routes_[lost[i]].provider.index;
        }
    }
    // Along the routes that `best_move` marked; each carries at least `step`.
    [[nodiscard]] bool carries(const move& one, std::int64_t step) const {
        for (auto i = one.taker; i != one.giver;) {
            const auto p = routes_[came_by_[i]].provider.index;
            if (taken_by_[p] == nobody) return spare[p] >= step;
            if (carried[taken_by_[p]] < step) return false;
            i = routes_[taken_by_[p]].recipient.index;
        }
        return true;
    }
    void make(const move& one, std::int64_t step) {
        amounts[one.taker] += step;
        for (auto i = one.taker; i != one.giver;) {
            const auto r = came_by_[i];
            carried[r] += step;
            const auto p = routes_[r].provider.index;
            if (taken_by_[p] == nobody) {
                spare[p] -= step;
                return;
            }
            carried[taken_by_[p]] -= step;
            i = routes_[taken_by_[p]].recipient.index;
        }
        amounts[one.giver] -= step;
    }

    std::span<const allocation_route> routes_;
    std::vector<std::size_t> by_recipient_; // rows of to_
    std::vector<std::size_t> by_provider_;  // rows of from_
    std::vector<std::uint32_t> to_;
    std::vector<std::uint32_t> from_;
    std::vector<std::uint8_t> exhausted_; // of each provider: no way leads from here to something spare
    std::vector<move> found_;             // better moves
    std::vector<std::uint32_t> came_by_;  // route by which a recipient would get more
    std::vector<std::uint32_t> taken_by_; // route on which a provider would give less; nobody: from its spare
};

} // namespace colearn::detail

#endif
