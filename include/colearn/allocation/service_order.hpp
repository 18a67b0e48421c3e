// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_SERVICE_ORDER_HPP
#define COLEARN_ALLOCATION_SERVICE_ORDER_HPP

/// @file
/// For a policy reader: schools stand in a queue, by need per pupil or as they came, or their order is drawn by lot;
/// each gets all it needs until nothing is left.
/// For an engineer: serial rules: lexicographic service of recipients in an order, after floors. Baselines.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/amount_words.hpp>
#include <colearn/allocation/detail/purse.hpp>
#include <colearn/allocation/detail/route_effects.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/status.hpp>

namespace colearn {

namespace detail {

/// Floors for all, then each in turn all that it needs and that can still reach it.
[[nodiscard]] inline allocation serve_in_order(const allocation_problem& of, const allocation_request& how,
                                               const std::string& policy, const std::vector<std::uint32_t>& order,
                                               const std::string& place_words) {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    purse money(of);
    if (!money.conflict.empty()) return infeasible_allocation(policy, std::move(money.conflict));
    const route_effects effects(of);
    const auto within = allocation_bounds::up_to(of, effects.need);
    for (const auto i : order) (void)money.pay(i, within.caps[i] - within.floors[i]);

    auto out = allocation_of(of, policy, money.amounts(), money.carried());
    out.outcome = status::feasible;
    const auto n = order.size();
    std::vector<double> gain(n);
    std::vector<double> loss(n);
    std::vector<std::size_t> place(n);
    for (std::size_t k = 0; k < n; ++k) {
        const auto i = order[k];
        place[i] = k + 1;
        gain[i] = money.amounts()[i] < within.caps[i] ? -static_cast<double>(k) : -infinite;
        loss[i] = money.amounts()[i] > within.floors[i] ? -static_cast<double>(k) : infinite;
    }
    out.checked = no_better_move(of, money.amounts(), money.carried(), gain, loss);
    effects.tell(out.notes);
    if (!how.explain) return out;
    for (std::size_t i = 0; i < n; ++i) {
        const auto& one = of.recipients.values()[i];
        const auto amount = money.amounts()[i];
        auto why = one.name + " gets " + part_words(of.what, amount) + ": it is number " + std::to_string(place[i]) +
                   " of " + std::to_string(n) + " " + place_words + ", and ";
        if (amount == within.caps[i])
            why += amount == one.cap           ? "got all that its cap allows. Only a higher cap would bring it more."
                   : amount > within.floors[i] ? "got all it needs. Only more need would bring it more."
                                               : "needs no more than its floor.";
        else
            why += (amount > within.floors[i] ? "got what was left. " : "nothing was left beyond its floor. ") +
                   std::string("A better place, or ") +
                   part_words(of.what, static_cast<double>(within.caps[i] - amount)) +
                   " more where it could reach it, would change that.";
        out.why.push_back(std::move(why));
    }
    return out;
}

} // namespace detail

/// Who is served first.
enum class queue_order : std::uint8_t {
    need_per_pupil, ///< the most need for each pupil; a school without pupils by its need; then as listed
    first_come,     ///< as listed
};

/// Each in turn gets all that it needs, until nothing is left; floors come before all.
///
/// The effects of routes count where all routes to a school have the same one: what it needs is then what has to be
/// sent. Where they differ a unit is a unit, and a note says so.
/// Result: `feasible` (`checked`: nobody has more than its floor that could reach somebody before it) or `infeasible`.
/// Complexity: O(n log n) out of a pool; with routes a flow augmentation for each.
struct priority_queue_policy {
    queue_order order = queue_order::need_per_pupil;

    [[nodiscard]] std::string name() const {
        return order == queue_order::need_per_pupil ? "priority queue" : "first come, first served";
    }
    [[nodiscard]] std::string source() const {
        return "Serial dictatorship over an order of priority: Moulin, Econometrica 68 (2000), section 2; Elster, "
               "Local "
               "Justice (1992), chapter 3, on queues";
    }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        check_allocation(of, "priority_queue_policy");
        std::vector<std::uint32_t> line(of.recipients.size());
        std::iota(line.begin(), line.end(), 0U);
        if (order == queue_order::need_per_pupil) {
            std::vector<double> need;
            for (const auto& one : of.recipients) need.push_back(one.total_need() / (one.pupils > 0 ? one.pupils : 1));
            std::stable_sort(line.begin(), line.end(),
                             [&](std::uint32_t a, std::uint32_t b) { return need[a] > need[b]; });
        }
        return detail::serve_in_order(of, how, name(), line,
                                      order == queue_order::need_per_pupil ? "by need per pupil" : "in the queue");
    }
};

/// The order of service is drawn by lot, each order equally likely; the rest as in `priority_queue_policy`. The seed of
/// the request decides.
struct lottery_policy {
    [[nodiscard]] std::string name() const { return "lottery"; }
    [[nodiscard]] std::string source() const {
        return "Random serial dictatorship: Abdulkadiroglu and Sonmez, Econometrica 66 (1998); Stone, The Luck of the "
               "Draw (2011), on lotteries";
    }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        check_allocation(of, "lottery_policy");
        std::vector<std::uint32_t> line(of.recipients.size());
        std::iota(line.begin(), line.end(), 0U);
        random_stream draw(how.seed, 0x6C6F7474); // a stream of its own
        shuffle(draw, line);
        return detail::serve_in_order(of, how, name(), line, "by lot");
    }
};

} // namespace colearn

#endif
