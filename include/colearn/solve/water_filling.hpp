// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_WATER_FILLING_HPP
#define COLEARN_SOLVE_WATER_FILLING_HPP

/// @file
/// For a policy reader: money is poured like water over all recipients at once, in proportion to their need, so that
/// whoever is served worst is served as well as the budget allows; nobody falls below a floor or rises above a cap.
/// For an engineer: weighted max-min of one divisible budget: the x with sum x = budget and floor <= x <= cap that
/// maximises the ascending list of x_i / weight_i lexicographically. It is x_i = clamp(level * weight_i, floor_i,
/// cap_i) for one number, the level.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>

namespace colearn {

/// What decides a recipient's amount.
enum class binding : std::uint8_t {
    level,     ///< its weight: it gets level * weight
    floor,     ///< its floor: its weight alone would give it less
    cap,       ///< its cap: its weight alone would give it more
    fixed,     ///< floor and cap are the same amount
    no_weight, ///< it has weight 0 and gets its floor
};

[[nodiscard]] constexpr std::string_view to_string(binding what) noexcept {
    switch (what) {
    case binding::level:
        return "level";
    case binding::floor:
        return "floor";
    case binding::cap:
        return "cap";
    case binding::fixed:
        return "fixed";
    case binding::no_weight:
        return "no weight";
    }
    return "unknown";
}

/// One budget and its recipients, as columns of one length. Amounts are in any one unit of money or time.
struct water_filling_problem {
    double budget = 0;                 ///< what there is to give, 0 to 1e100
    std::span<const double> weights{}; ///< need of each recipient: 0, or 1e-100 to 1e100
    std::span<const double> floors{};  ///< least amount of each, 0 to 1e100; empty: 0
    std::span<const double> caps{};    ///< largest amount of each, at least its floor, may be infinite; empty: infinite
};

/// Evidence that no other division is better.
struct water_filling_certificate {
    /// Amount for each unit of weight of those who are held at no bound (the dual of the budget). Where all are held at
    /// bounds, the level at which the next unit of money would be spent; where nobody can take more, the largest
    /// cap / weight.
    double level = 0;
    /// Sum of the weights held at no bound: one more unit of budget raises the level by 1 / this, until somebody else
    /// leaves a floor or meets a cap.
    double level_weight = 0;
    double total = 0;               ///< sum of the amounts
    double unspent = 0;             ///< budget - total where all who may rise are at their caps; otherwise 0
    double floors_total = 0;        ///< sum of the floors; above the budget it is the witness of infeasibility
    std::vector<binding> decided{}; ///< what decides each amount; empty when infeasible
};

struct water_filling_result {
    std::vector<double> amounts{}; ///< what each recipient gets; empty when infeasible
    water_filling_certificate certificate{};
    status outcome = status::optimal; ///< optimal, or infeasible: the floors alone cost more than the budget
};

namespace detail {

inline constexpr double water_filling_limit = 1e100; // keeps every ratio and sum far from overflow
inline constexpr double water_filling_precision = 1e-12;

/// The columns with empty ones filled in, checked.
class water_filling_columns {
public:
    std::span<const double> weights;
    std::span<const double> floors;
    std::span<const double> caps;
    double budget;

    explicit water_filling_columns(const water_filling_problem& problem)
        : weights(problem.weights), floors(problem.floors), caps(problem.caps), budget(problem.budget) {
        const auto n = weights.size();
        if (floors.empty() && n > 0) floors = no_floors_ = std::vector<double>(n, 0.0);
        if (caps.empty() && n > 0) caps = no_caps_ = std::vector<double>(n, std::numeric_limits<double>::infinity());
    }
    water_filling_columns(const water_filling_columns&) = delete;
    water_filling_columns& operator=(const water_filling_columns&) = delete;

    [[nodiscard]] std::size_t size() const noexcept { return weights.size(); }

private:
    std::vector<double> no_floors_;
    std::vector<double> no_caps_;
};

// Sums run in four lanes of a fixed order: quicker than one, and the same sum on every machine.
inline constexpr std::size_t water_filling_lanes = 4;
template <class Add>
void in_lanes(std::size_t count, Add add) {
    std::size_t i = 0;
    for (; i + water_filling_lanes <= count; i += water_filling_lanes)
        for (std::size_t lane = 0; lane < water_filling_lanes; ++lane) add(i + lane, lane);
    for (; i < count; ++i) add(i, 0);
}
[[nodiscard]] inline double value(const compensated_sum (&sums)[water_filling_lanes]) noexcept {
    compensated_sum all;
    for (const auto& one : sums) all += one.value();
    return all.value();
}

/// All amounts at one level, summed up.
struct water_filling_sums {
    double amount = 0;       // of all
    double level_weight = 0; // of those strictly between floor and cap
    std::size_t floors = 0;  // how many at or below their floor
    std::size_t caps = 0;    // how many at or above their cap
};

[[nodiscard]] inline water_filling_sums water_filling_at(const water_filling_columns& in, double level) noexcept {
    double amount[water_filling_lanes] = {};
    double weight[water_filling_lanes] = {};
    std::size_t floors[water_filling_lanes] = {};
    std::size_t caps[water_filling_lanes] = {};
    in_lanes(in.size(), [&](std::size_t i, std::size_t lane) {
        const double w = in.weights[i];
        const double low = in.floors[i];
        const double high = in.caps[i];
        const double want = level * w;
        amount[lane] += want <= low ? low : want >= high ? high : want;
        weight[lane] += want > low && want < high ? w : 0.0;
        floors[lane] += want <= low ? 1 : 0;
        caps[lane] += want >= high ? 1 : 0;
    });
    return {(amount[0] + amount[1]) + (amount[2] + amount[3]), (weight[0] + weight[1]) + (weight[2] + weight[3]),
            floors[0] + floors[1] + floors[2] + floors[3], caps[0] + caps[1] + caps[2] + caps[3]};
}

/// The level at which the sums meet the budget, for a budget strictly between that of all floors and that of all caps.
[[nodiscard]] inline double water_filling_level(const water_filling_columns& in, double floors_total) {
    // 1. A bracket: at `high` everyone is at the cap, or somebody alone has the whole budget.
    double low = 0;
    double low_amount = floors_total;
    double high = 0;
    double weight_total = 0;
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (in.weights[i] == 0) continue;
        high = (std::max)(high, (std::min)(in.caps[i], in.budget) / in.weights[i]);
        weight_total += in.weights[i];
    }
    double high_amount = water_filling_at(in, high).amount;

    // 2. Newton steps on the piece of the curve where the level stands; a secant where such a step leaves the bracket.
    constexpr int most_steps = 40;
    double level = (std::min)(in.budget / weight_total, high);
    std::size_t floors_before = 0;
    std::size_t caps_before = 0;
    bool newton = false;
    for (int step = 0; step < most_steps; ++step) {
        const auto at = water_filling_at(in, level);
        if (at.amount == in.budget) return level;
        if (newton && at.floors == floors_before && at.caps == caps_before) return level; // the root of its own piece
        (at.amount < in.budget ? low : high) = level;
        (at.amount < in.budget ? low_amount : high_amount) = at.amount;
        floors_before = at.floors;
        caps_before = at.caps;
        level += (in.budget - at.amount) / at.level_weight; // infinite where nobody is at the level
        newton = level > low && level < high;
        if (!newton) level = low + (in.budget - low_amount) * (high - low) / (high_amount - low_amount);
        if (!(level > low && level < high)) break;
    }

    // 3. Rarely needed, and what bounds the time: bisect over the sorted levels where somebody leaves a floor or meets
    // a cap, until one straight piece is left.
    std::vector<double> bends;
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (in.weights[i] == 0) continue;
        for (const double bend : {in.floors[i] / in.weights[i], in.caps[i] / in.weights[i]})
            if (bend > low && bend < high) bends.push_back(bend);
    }
    std::sort(bends.begin(), bends.end());
    std::size_t first = 0;
    std::size_t last = bends.size();
    while (first < last) {
        const auto middle = first + (last - first) / 2;
        const double amount = water_filling_at(in, bends[middle]).amount;
        if (amount == in.budget) return bends[middle];
        if (amount < in.budget) {
            low = bends[middle];
            low_amount = amount;
            first = middle + 1;
        } else {
            high = bends[middle];
            high_amount = amount;
            last = middle;
        }
    }
    level = low + (in.budget - low_amount) * (high - low) / (high_amount - low_amount);
    return level >= low && level <= high ? level : high;
}

[[nodiscard]] inline binding what_decides(double weight, double amount, double floor, double cap) noexcept {
    if (floor == cap) return binding::fixed;
    if (weight == 0) return binding::no_weight;
    return amount <= floor ? binding::floor : amount >= cap ? binding::cap : binding::level;
}

// In the name of the public function that was called.
inline void check_water_filling(const water_filling_columns& in, const char* caller) {
    const auto refuse = [&](std::size_t i, const char* what, double value) {
        expects(false, {what, caller}, "recipient " + std::to_string(i) + ": " + number_text(value));
    };
    expects(in.budget >= 0 && in.budget <= water_filling_limit, {"the budget must be from 0 to 1e100", caller},
            in.budget);
    expects(in.floors.size() == in.size(), {"there must be one floor for each weight, or none", caller},
            in.floors.size());
    expects(in.caps.size() == in.size(), {"there must be one cap for each weight, or none", caller}, in.caps.size());
    for (std::size_t i = 0; i < in.size(); ++i) {
        const double w = in.weights[i];
        if (!(w == 0 || (w >= 1 / water_filling_limit && w <= water_filling_limit)))
            refuse(i, "every weight must be 0 or from 1e-100 to 1e100", w);
        if (!(in.floors[i] >= 0 && in.floors[i] <= water_filling_limit))
            refuse(i, "every floor must be from 0 to 1e100", in.floors[i]);
        if (!(in.caps[i] >= in.floors[i])) refuse(i, "no cap may be below its floor", in.caps[i]);
    }
}

} // namespace detail

/// Divides one budget so that whoever is served worst, in amount per unit of weight, is served as well as possible;
/// then whoever is served second worst, and so on.
///
/// Source: the level is the root of a rising, piecewise linear curve, found by Newton steps as in Cominetti,
/// Mascarenhas and Silva, "A Newton's method for the continuous quadratic knapsack problem", Math. Prog. Comp. 6
/// (2014); here inside a bracket, with a sort of the curve's bends to fall back on. On max-min: Bertsekas and Gallager,
/// *Data Networks* (1992), 6.5.2. Complexity: O(n) time a step, a handful of steps as a rule and never over 40, then
/// O(n log n); O(n) space. Preconditions: the ranges that `water_filling_problem` states. Result: `optimal`, with every
/// bound kept exactly and the total within 1e-12 of the budget (relative), or short of it by `unspent` when all who may
/// rise are at their caps (a recipient of weight 0 never rises above its floor); `infeasible` when the floors cost more
/// than the budget by over 1e-12 of it. Throws: `contract_violation`, which names the recipient. Determinism: the same
/// bits on every platform; the best division is unique, so there are no ties to break. Example: `water_filling({.budget
/// = 100, .weights = need, .caps = caps}).amounts`
[[nodiscard]] inline water_filling_result water_filling(const water_filling_problem& problem) {
    const detail::water_filling_columns in(problem);
    detail::check_water_filling(in, "water_filling");
    const auto n = in.size();
    water_filling_result out;
    auto& proof = out.certificate;

    // 1. What the floors cost, and what everyone can take.
    compensated_sum floors[detail::water_filling_lanes];
    compensated_sum room[detail::water_filling_lanes];
    detail::in_lanes(n, [&](std::size_t i, std::size_t lane) {
        floors[lane] += in.floors[i];
        room[lane] += in.weights[i] > 0 ? in.caps[i] : in.floors[i];
    });
    proof.floors_total = detail::value(floors);
    const double slack = detail::water_filling_precision * in.budget;
    if (proof.floors_total > in.budget + slack) {
        out.outcome = status::infeasible;
        return out;
    }

    // 2. The level, or the end of the curve at which the budget stands.
    const bool all_at_floors = proof.floors_total >= in.budget;
    const bool all_at_caps = !all_at_floors && detail::value(room) <= in.budget;
    double level = 0;
    if (!all_at_floors && !all_at_caps) level = detail::water_filling_level(in, proof.floors_total);

    // 3. The amounts; once more with the level moved by what rounding left over.
    out.amounts.resize(n);
    const auto pour = [&] {
        compensated_sum total[detail::water_filling_lanes];
        compensated_sum level_weight[detail::water_filling_lanes];
        detail::in_lanes(n, [&](std::size_t i, std::size_t lane) {
            const double w = in.weights[i];
            const double full = w > 0 ? in.caps[i] : in.floors[i];
            const double x = (std::min)((std::max)(level * w, in.floors[i]), full);
            out.amounts[i] = all_at_floors ? in.floors[i] : all_at_caps ? full : x;
            total[lane] += out.amounts[i];
            const auto why = detail::what_decides(w, out.amounts[i], in.floors[i], in.caps[i]);
            level_weight[lane] += why == binding::level ? w : 0.0;
        });
        proof.total = detail::value(total);
        proof.level_weight = detail::value(level_weight);
    };
    pour();
    if (proof.level_weight > 0 && proof.total != in.budget) {
        level += (in.budget - proof.total) / proof.level_weight;
        pour();
    }
    if (all_at_caps && in.budget - proof.total > slack) proof.unspent = in.budget - proof.total;

    // 4. Who is held by what; and the level's name where it is not one number.
    proof.decided.resize(n);
    double next_to_rise = std::numeric_limits<double>::infinity();
    double last_capped = 0;
    for (std::size_t i = 0; i < n; ++i) {
        proof.decided[i] = detail::what_decides(in.weights[i], out.amounts[i], in.floors[i], in.caps[i]);
        if (proof.decided[i] == binding::floor) next_to_rise = (std::min)(next_to_rise, in.floors[i] / in.weights[i]);
        if (proof.decided[i] == binding::cap) last_capped = (std::max)(last_capped, in.caps[i] / in.weights[i]);
    }
    if (proof.level_weight > 0)
        proof.level = level;
    else
        proof.level = next_to_rise <= (std::numeric_limits<double>::max)() ? next_to_rise : last_capped;
    return out;
}

/// Checks a division without solving it: the bounds, the total, and that every amount is clamp(level * weight, floor,
/// cap), which only the best division satisfies. For an infeasible outcome: that the floors do cost more than the
/// budget. Names the first condition that fails. O(n).
[[nodiscard]] inline verification verify(const water_filling_problem& problem, const water_filling_result& result,
                                         const tolerance& near = {}) {
    const auto n = problem.weights.size();
    const auto& proof = result.certificate;
    const auto text = [](double x) { return detail::number_text(x); };
    const auto who = [](std::size_t i) { return "recipient " + std::to_string(i); };
    const auto floor_of = [&](std::size_t i) { return problem.floors.empty() ? 0.0 : problem.floors[i]; };
    const auto cap_of = [&](std::size_t i) {
        return problem.caps.empty() ? std::numeric_limits<double>::infinity() : problem.caps[i];
    };

    if ((!problem.floors.empty() && problem.floors.size() != n) || (!problem.caps.empty() && problem.caps.size() != n))
        return verification::reject("floors and caps do not match the weights in number");
    long double floors = 0;
    for (std::size_t i = 0; i < n; ++i) floors += floor_of(i);
    if (!near.equal(proof.floors_total, static_cast<double>(floors)))
        return verification::reject("the floors sum to " + text(static_cast<double>(floors)) + ", not to " +
                                    text(proof.floors_total));
    if (result.outcome == status::infeasible) {
        if (!result.amounts.empty()) return verification::reject("an infeasible division has no amounts");
        if (!(floors > static_cast<long double>(problem.budget)))
            return verification::reject("the budget pays for the floors, so there is a division");
        return verification::accept();
    }
    if (result.outcome != status::optimal) return verification::reject("the outcome is neither optimal nor infeasible");
    if (result.amounts.size() != n) return verification::reject("there is not one amount for each recipient");
    if (proof.decided.size() != n) return verification::reject("there is not one reason for each recipient");
    if (!(proof.level >= 0 && proof.level <= (std::numeric_limits<double>::max)()))
        return verification::reject("the level is " + text(proof.level));

    long double total = 0;
    long double level_weight = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double w = problem.weights[i];
        const double x = result.amounts[i];
        if (!(x >= floor_of(i))) return verification::reject(who(i) + " gets " + text(x) + ", below its floor");
        if (!(x <= cap_of(i))) return verification::reject(who(i) + " gets " + text(x) + ", above its cap");
        const double due = w > 0 ? (std::min)((std::max)(proof.level * w, floor_of(i)), cap_of(i)) : floor_of(i);
        if (!near.equal(x, due))
            return verification::reject(who(i) + " gets " + text(x) + " where the level gives it " + text(due));
        const bool fixed = floor_of(i) == cap_of(i);
        const binding why = fixed              ? binding::fixed
                            : w == 0           ? binding::no_weight
                            : x <= floor_of(i) ? binding::floor
                            : x >= cap_of(i)   ? binding::cap
                                               : binding::level;
        if (proof.decided[i] != why)
            return verification::reject(who(i) + " is decided by its " + std::string(to_string(why)) + ", not by its " +
                                        std::string(to_string(proof.decided[i])));
        total += x;
        if (why == binding::level) level_weight += w;
        if (proof.unspent > 0 && (why == binding::level || why == binding::floor))
            return verification::reject("money is unspent while " + who(i) + " could take more");
    }
    if (!near.equal(proof.total, static_cast<double>(total)))
        return verification::reject("the amounts sum to " + text(static_cast<double>(total)) + ", not to " +
                                    text(proof.total));
    if (!near.equal(proof.level_weight, static_cast<double>(level_weight)))
        return verification::reject("the weights at the level sum to " + text(static_cast<double>(level_weight)) +
                                    ", not to " + text(proof.level_weight));
    if (!(proof.unspent >= 0)) return verification::reject("the unspent amount is " + text(proof.unspent));
    if (!near.equal(proof.total + proof.unspent, problem.budget))
        return verification::reject("amounts and remainder sum to " + text(proof.total + proof.unspent) +
                                    ", not to the budget of " + text(problem.budget));
    return verification::accept();
}

} // namespace colearn

#endif
