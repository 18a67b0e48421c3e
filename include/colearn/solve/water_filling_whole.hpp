// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_WATER_FILLING_WHOLE_HPP
#define COLEARN_SOLVE_WATER_FILLING_WHOLE_HPP

/// @file
/// For a policy reader: the same division in whole cents, which add up to the budget to the cent.
/// For an engineer: weighted max-min by `water_filling.hpp`, rounded to integers by the largest remainder with the
/// total and the bounds kept exactly. No amount is a whole unit or more away from the unrounded one, as far as doubles
/// can tell: with budgets beyond 1e13 units they no longer hold a share to the thousandth.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/water_filling.hpp>

namespace colearn {

/// A cap that binds nobody.
inline constexpr std::int64_t no_cap = (std::numeric_limits<std::int64_t>::max)();

/// Largest budget in whole units, such as cents: up to here a double holds every integer.
inline constexpr std::int64_t most_whole_units = 9'000'000'000'000'000;

/// One budget and its recipients in whole units, such as cents, as columns of one length.
struct water_filling_whole_problem {
    std::int64_t budget = 0;                ///< what there is to give, 0 to `most_whole_units`
    std::span<const double> weights{};      ///< need of each recipient: 0, or 1e-100 to 1e100
    std::span<const std::int64_t> floors{}; ///< least amount of each, 0 to `most_whole_units`; empty: 0
    std::span<const std::int64_t> caps{}; ///< largest amount of each, at least its floor, or `no_cap`; empty: `no_cap`
};

/// Evidence that the amounts are the best division, rounded.
struct water_filling_whole_certificate {
    double level = 0;         ///< as in `water_filling_certificate`, in whole units for each unit of weight
    double level_weight = 0;  ///< as in `water_filling_certificate`
    std::int64_t total = 0;   ///< sum of the amounts: exactly the budget, or short of it by `unspent`
    std::int64_t unspent = 0; ///< budget - total where all who may rise are at their caps; otherwise 0
    std::int64_t floors_total =
        0; ///< sum of the floors (at most the largest std::int64_t): the witness of infeasibility
    std::vector<binding> decided{}; ///< what decides each amount before rounding; empty when infeasible
};

struct water_filling_whole_result {
    std::vector<std::int64_t> amounts{}; ///< what each recipient gets; empty when infeasible
    water_filling_whole_certificate certificate{};
    status outcome = status::optimal; ///< optimal, or infeasible: the floors alone cost more than the budget
};

namespace detail {

[[nodiscard]] inline std::int64_t capped_sum(std::int64_t a, std::int64_t b) noexcept {
    return a > no_cap - b ? no_cap : a + b; // neither is negative
}
[[nodiscard]] inline std::int64_t whole_floor(const water_filling_whole_problem& in, std::size_t i) noexcept {
    return in.floors.empty() ? 0 : in.floors[i];
}
[[nodiscard]] inline std::int64_t whole_cap(const water_filling_whole_problem& in, std::size_t i) noexcept {
    return in.caps.empty() ? no_cap : in.caps[i];
}

inline void check_water_filling_whole(const water_filling_whole_problem& in, const char* caller) {
    expects(in.budget >= 0 && in.budget <= most_whole_units, {"the budget must be from 0 to 9e15 units", caller},
            in.budget);
    expects(in.floors.empty() || in.floors.size() == in.weights.size(),
            {"there must be one floor for each weight, or none", caller}, in.floors.size());
    expects(in.caps.empty() || in.caps.size() == in.weights.size(),
            {"there must be one cap for each weight, or none", caller}, in.caps.size());
    for (std::size_t i = 0; i < in.weights.size(); ++i) {
        const auto floor = whole_floor(in, i);
        if (floor < 0 || floor > most_whole_units)
            expects(false, {"every floor must be from 0 to 9e15 units", caller},
                    "recipient " + std::to_string(i) + ": " + std::to_string(floor));
    }
}

} // namespace detail

/// Divides one budget in whole units so that whoever is served worst is served as well as possible.
///
/// Source: the division is that of `water_filling`. The rounding is the method of largest remainders (Hamilton, 1791;
/// Balinski and Young, *Fair Representation* (1982)): everyone gets their share rounded down, and the units that are
/// left go one each to the largest remainders; of equal remainders, to the recipient that is listed first. It is the
/// whole division that lies nearest to the unrounded one.
/// Complexity: O(n log n) time, O(n) space.
/// Preconditions: the ranges that `water_filling_whole_problem` states.
/// Result: `optimal`, where the amounts sum to the budget exactly, or fall short of it by `unspent` when all who may
/// rise are at their caps; `infeasible` when the floors cost more than the budget.
/// Throws: `contract_violation`, which names the recipient.
/// Determinism: the same amounts on every platform.
/// Example: `water_filling_whole({.budget = 500'000'00, .weights = need}).amounts // in cents`
[[nodiscard]] inline water_filling_whole_result water_filling_whole(const water_filling_whole_problem& problem) {
    detail::check_water_filling_whole(problem, "water_filling_whole");
    const auto n = problem.weights.size();
    std::vector<double> floors(n);
    std::vector<double> caps(n);
    for (std::size_t i = 0; i < n; ++i) {
        floors[i] = static_cast<double>(detail::whole_floor(problem, i));
        const auto cap = detail::whole_cap(problem, i);
        caps[i] = cap == no_cap ? std::numeric_limits<double>::infinity() : static_cast<double>(cap);
    }
    const water_filling_problem unrounded{static_cast<double>(problem.budget), problem.weights, floors, caps};
    const detail::water_filling_columns columns(unrounded);
    detail::check_water_filling(columns, "water_filling_whole");

    // 1. What the floors cost, and what everyone can take, to the unit.
    water_filling_whole_result out;
    auto& proof = out.certificate;
    std::int64_t room = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto floor = detail::whole_floor(problem, i);
        proof.floors_total = detail::capped_sum(proof.floors_total, floor);
        room = detail::capped_sum(room, problem.weights[i] > 0 ? detail::whole_cap(problem, i) : floor);
    }
    if (proof.floors_total > problem.budget) {
        out.outcome = status::infeasible;
        return out;
    }

    // 2. Everyone's share, rounded down.
    auto shares = water_filling(unrounded);
    proof.level = shares.certificate.level;
    proof.level_weight = shares.certificate.level_weight;
    proof.decided = std::move(shares.certificate.decided);
    out.amounts.resize(n);
    struct candidate {
        double remainder;
        std::size_t recipient;
    };
    std::vector<candidate> candidates;
    for (std::size_t i = 0; i < n; ++i) {
        const double down = std::floor(shares.amounts[i]);
        out.amounts[i] = static_cast<std::int64_t>(down);
        proof.total += out.amounts[i];
        if (problem.weights[i] > 0 && floors[i] < caps[i]) candidates.push_back({shares.amounts[i] - down, i});
    }

    // 3. The units that are left, to the largest remainders.
    std::sort(candidates.begin(), candidates.end(), [](const candidate& a, const candidate& b) {
        return a.remainder != b.remainder ? a.remainder > b.remainder : a.recipient < b.recipient;
    });
    const auto target = (std::min)(problem.budget, room);
    // One round does, but for budgets near the limit, where a double cannot hold a share to the unit.
    while (proof.total < target)
        for (const auto& one : candidates)
            if (proof.total < target && out.amounts[one.recipient] < detail::whole_cap(problem, one.recipient)) {
                ++out.amounts[one.recipient];
                ++proof.total;
            }
    while (proof.total > target)
        for (auto one = candidates.rbegin(); one != candidates.rend(); ++one)
            if (proof.total > target && out.amounts[one->recipient] > detail::whole_floor(problem, one->recipient)) {
                --out.amounts[one->recipient];
                --proof.total;
            }
    proof.unspent = problem.budget - proof.total;
    return out;
}

/// Checks a rounded division without solving it: bounds and total to the unit, every amount less than a unit away from
/// clamp(level * weight, floor, cap), and no unit given to a smaller remainder before a larger. Names the first
/// condition that fails. O(n).
[[nodiscard]] inline verification verify(const water_filling_whole_problem& problem,
                                         const water_filling_whole_result& result, const tolerance& near = {}) {
    const auto n = problem.weights.size();
    const auto& proof = result.certificate;
    const auto who = [](std::size_t i) { return "recipient " + std::to_string(i); };
    if ((!problem.floors.empty() && problem.floors.size() != n) || (!problem.caps.empty() && problem.caps.size() != n))
        return verification::reject("floors and caps do not match the weights in number");
    std::int64_t floors = 0;
    for (std::size_t i = 0; i < n; ++i) floors = detail::capped_sum(floors, detail::whole_floor(problem, i));
    if (proof.floors_total != floors)
        return verification::reject("the floors sum to " + std::to_string(floors) + ", not to " +
                                    std::to_string(proof.floors_total));
    if (result.outcome == status::infeasible) {
        if (!result.amounts.empty()) return verification::reject("an infeasible division has no amounts");
        if (floors <= problem.budget)
            return verification::reject("the budget pays for the floors, so there is a division");
        return verification::accept();
    }
    if (result.outcome != status::optimal) return verification::reject("the outcome is neither optimal nor infeasible");
    if (result.amounts.size() != n) return verification::reject("there is not one amount for each recipient");
    if (proof.decided.size() != n) return verification::reject("there is not one reason for each recipient");
    if (!(proof.level >= 0 && proof.level <= (std::numeric_limits<double>::max)()))
        return verification::reject("the level is " + detail::number_text(proof.level));

    std::int64_t total = 0;
    double largest_down = -1; // remainder of those rounded down
    double smallest_up = 2;   // and of those rounded up
    double largest_share = 1;
    for (std::size_t i = 0; i < n; ++i) {
        const double w = problem.weights[i];
        const auto x = result.amounts[i];
        const auto floor = detail::whole_floor(problem, i);
        const auto cap = detail::whole_cap(problem, i);
        if (x < floor) return verification::reject(who(i) + " gets " + std::to_string(x) + ", below its floor");
        if (x > cap) return verification::reject(who(i) + " gets " + std::to_string(x) + ", above its cap");
        const double low = static_cast<double>(floor);
        const double share = w > 0 ? (std::min)((std::max)(proof.level * w, low), static_cast<double>(cap)) : low;
        const double rounding = static_cast<double>(x) - share;
        const double slip = near.relative * (std::max)(share, 1.0);
        if (!(std::fabs(rounding) < 1 + slip))
            return verification::reject(who(i) + " gets " + std::to_string(x) + " where the level gives it " +
                                        detail::number_text(share));
        const bool held = proof.decided[i] != binding::level;
        if (held && std::fabs(rounding) > slip)
            return verification::reject(who(i) + " is at no bound, but is said to be held by its " +
                                        std::string(to_string(proof.decided[i])));
        if ((proof.decided[i] == binding::floor && x != floor) || (proof.decided[i] == binding::cap && x != cap) ||
            (proof.decided[i] == binding::fixed && floor != cap) || (proof.decided[i] == binding::no_weight && w != 0))
            return verification::reject(who(i) + " is not held by its " + std::string(to_string(proof.decided[i])));
        if (rounding > slip) smallest_up = (std::min)(smallest_up, 1 - rounding);
        if (rounding < -slip) largest_down = (std::max)(largest_down, -rounding);
        largest_share = (std::max)(largest_share, share);
        if (proof.unspent > 0 && w > 0 && x < cap)
            return verification::reject("money is unspent while " + who(i) + " could take more");
        total = detail::capped_sum(total, x);
    }
    if (largest_down > smallest_up + near.relative * largest_share)
        return verification::reject("a remainder of " + detail::number_text(smallest_up) +
                                    " was rounded up while one of " + detail::number_text(largest_down) +
                                    " was rounded down");
    if (proof.total != total)
        return verification::reject("the amounts sum to " + std::to_string(total) + ", not to " +
                                    std::to_string(proof.total));
    if (proof.unspent < 0 || total != problem.budget - proof.unspent)
        return verification::reject("amounts and remainder do not sum to the budget of " +
                                    std::to_string(problem.budget));
    return verification::accept();
}

} // namespace colearn

#endif
