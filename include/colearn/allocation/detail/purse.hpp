// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_DETAIL_PURSE_HPP
#define COLEARN_ALLOCATION_DETAIL_PURSE_HPP

/// @file
/// What there is, paid out bit by bit: floors first, then whoever comes, as much as there is or all or nothing. And the
/// check that no move of whole parts would be better.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/route_flow.hpp>
#include <colearn/core/verification.hpp>

namespace colearn::detail {

/// So many parts for one recipient.
struct purse_payment {
    std::uint32_t who = 0;
    std::int64_t parts = 0;
};

class purse {
public:
    std::string conflict; ///< why the floors cannot be met; then nothing is paid

    explicit purse(const allocation_problem& of) : flow_(of), pooled_(of.pooled()), left_(of.supply()) {
        conflict = floor_conflict(of, flow_);
        if (!conflict.empty()) return;
        if (pooled_)
            for (std::size_t i = 0; i < flow_.amounts.size(); ++i) {
                flow_.amounts[i] = of.recipients.values()[i].floor;
                left_ -= flow_.amounts[i];
            }
    }

    /// Pays up to `most`; returns how much.
    std::int64_t pay(std::uint32_t who, std::int64_t most) {
        if (most <= 0) return 0;
        if (!pooled_) return flow_.serve(who, most);
        const auto amount = (std::min)(most, left_);
        flow_.amounts[who] += amount;
        left_ -= amount;
        return amount;
    }
    /// Pays all of it, or nothing and returns false.
    [[nodiscard]] bool pay_all(std::span<const purse_payment> what) {
        if (pooled_) {
            std::int64_t sum = 0;
            for (const auto& one : what) sum = capped_sum(sum, one.parts);
            if (sum > left_) return false;
        }
        const auto before = pooled_ ? route_flow::state{} : flow_.save();
        for (const auto& one : what)
            if (pay(one.who, one.parts) < one.parts) {
                flow_.restore(before);
                return false;
            }
        return true;
    }
    [[nodiscard]] const std::vector<std::int64_t>& amounts() const noexcept { return flow_.amounts; }
    [[nodiscard]] const std::vector<std::int64_t>& carried() const noexcept { return flow_.carried; }

private:
    route_flow flow_;
    bool pooled_;
    std::int64_t left_; // of a pool
};

/// That no part can move, from what is left or from somebody who would lose less by it than the taker gains. `gain` is
/// -infinity for those who may not take one, `loss` infinity for those who may not give one. O(m + n log n).
[[nodiscard]] inline verification no_better_move(const allocation_problem& of, std::span<const std::int64_t> amounts,
                                                 std::span<const std::int64_t> carried, std::span<const double> gain,
                                                 std::span<const double> loss, double least = 0) {
    constexpr auto no_one = route_flow::nobody;
    constexpr double infinite = std::numeric_limits<double>::infinity();
    auto giver = no_one;
    auto taker = no_one;
    if (of.pooled()) {
        std::int64_t left = of.supply();
        double most = -infinite;
        double fewest = infinite;
        for (std::uint32_t i = 0; i < amounts.size(); ++i) {
            left -= amounts[i];
            if (gain[i] > most) most = gain[i], taker = i;
            if (loss[i] < fewest) fewest = loss[i], giver = i;
        }
        if (left > 0) giver = no_one;
        if (taker == no_one || (left <= 0 && !(most - fewest > least))) return verification::accept();
    } else {
        route_flow flow(of);
        for (std::uint32_t k = 0; k < carried.size(); ++k) flow.carry(k, carried[k]);
        const auto best = flow.best_move(gain, loss, least, 1);
        if (best.taker == no_one) return verification::accept();
        giver = best.giver;
        taker = best.taker;
    }
    return verification::reject(
        "a part for " + of.recipients.values()[taker].name + " would be better" +
        (giver == no_one ? ", and one is left" : " than for " + of.recipients.values()[giver].name));
}

} // namespace colearn::detail

#endif
