// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_SPILL_OVER_BENEFIT_HPP
#define COLEARN_ALLOCATION_SPILL_OVER_BENEFIT_HPP

/// @file
/// For a policy reader: what one school learns reaches the schools that trust it. This gives where the benefit is
/// largest in all, with what is passed on, and says how much better any other division could be at most.
/// For an engineer: y = (I - W)^-1 x along benefit ties, solved by iteration with its residual; the sum of a b(y / n)
/// is maximised by ascent, or over grants of equal size by lazy greedy, with the bound of Lagrange duality.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <queue>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/benefit_curve.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/amount_words.hpp>
#include <colearn/allocation/detail/benefit_ascent.hpp>
#include <colearn/allocation/detail/passed_benefit.hpp>
#include <colearn/allocation/detail/purse.hpp>
#include <colearn/allocation/detail/route_effects.hpp>
#include <colearn/allocation/spill_over.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>

namespace colearn {

/// The largest total benefit of what reaches everyone.
///
/// Out of one pool, with the exponential benefit: ascent from the floors by the exact slopes, each scaled by how fast
/// the recipient's own benefit falls, then whole parts by the largest remainders. Along routes, or with corners: after
/// the floors, grants of one size go one by one to where the next adds most (lazy evaluation: a gain that was computed
/// earlier bounds it now, since benefits are concave and shares not negative, so that the total is submodular).
/// Source: scaled gradient projection, Bertsekas, *Nonlinear Programming* (2nd edition 1999), section 2.3; greedy,
/// Minoux (1978) and Nemhauser, Wolsey and Fisher, Mathematical Programming 14 (1978); the bound is that of Lagrange
/// duality at prices near the gradient.
/// The effects of routes are not counted: a unit is a unit, and a note says so.
/// Result: `feasible`, with the bound under `notes`: out of one pool some millionths above what is reached, but where a
/// part is a large share of need; with routes it takes no account of them, so it may be far above. `infeasible`
/// (floors). `checked`: the equations of what reaches whom, and that the bound is not below what was reached.
/// Complexity: up to 40 steps of the ascent, each O(recipients) and twice `spill_over`; or for grants, evaluations that
/// visit those whom 1 in 1,000 of a grant or more reaches on some way.
/// Determinism: of equal gains the one that is listed first.
struct spill_over_benefit {
    benefit_curve curve{};
    benefit_weight weight = benefit_weight::pupils; ///< whose benefit counts how much
    std::int64_t grants_each = 8;                   ///< with routes or corners: grants for each recipient, 1 to 1e6

    [[nodiscard]] std::string name() const { return "network-aware"; }
    [[nodiscard]] std::string source() const {
        return "Scaled gradient projection: Bertsekas, Nonlinear Programming (1999), section 2.3; with routes lazy "
               "greedy for submodular benefit: Minoux (1978); Nemhauser, Wolsey and Fisher, Mathematical Programming "
               "14 (1978); spill-over by (I - W)^-1: Katz, Psychometrika 18 (1953)";
    }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        check_allocation(of, "spill_over_benefit");
        check_benefit_curve(curve, "spill_over_benefit");
        expects(grants_each >= 1 && grants_each <= 1'000'000,
                {"there must be from 1 to 1e6 grants for each", "spill_over_benefit"}, grants_each);
        detail::purse money(of);
        if (!money.conflict.empty()) return detail::infeasible_allocation(name(), std::move(money.conflict));
        const auto n = of.recipients.size();
        const detail::allocation_bounds within(of);
        detail::passed_benefit total(of, curve, weight);
        // 1. Out of one pool, where benefit is smooth: money moves to where the next part helps most. Else by grants.
        std::vector<std::int64_t> amounts(within.floors);
        if (of.pooled() && curve.corners.empty()) {
            amounts = detail::raise_benefit(of, within, total, total.falls(), std::move(amounts));
        } else {
            grant(of, within, total, money);
            amounts.assign(money.amounts().begin(), money.amounts().end());
        }

        // 2. How much better another division could be.
        auto out = detail::allocation_of(of, name(), amounts, money.carried());
        out.outcome = status::feasible;
        const std::vector<double> final_parts(amounts.begin(), amounts.end());
        const auto y = total.reached_by(final_parts);
        const auto slope = total.worth_of(total.slopes(y.reached), 1e-6);
        const double value = total.value(y.reached);
        const double bound = least_bound(of, within, total, amounts, y.reached, slope.reached);
        out.checked = verify(of, final_parts, y);
        const double largest = total.above(std::vector<double>(n, 0)); // benefit that there can be at all
        if (out.checked && !(bound >= value - 1e-12 * largest))
            out.checked = verification::reject("the bound is below what was reached");
        out.notes.push_back("The total benefit is " + detail::plain_number(value) + "; no division brings more than " +
                            detail::plain_number(bound) + ".");
        if (out.unspent > 0)
            out.notes.push_back("Unspent: " + detail::part_words(of.what, out.unspent) +
                                ", since it would help nobody whom it could reach.");
        detail::tell_effects_not_counted(of, out.notes);
        if (how.explain)
            for (std::size_t i = 0; i < n; ++i) {
                const auto& one = of.recipients.values()[i];
                const double given = final_parts[i];
                const double next = slope.reached[i] * static_cast<double>(of.what.parts);
                out.why.push_back(one.name + " gets " + detail::part_words(of.what, given) +
                                  "; with what others pass on " + detail::part_words(of.what, y.reached[i]) +
                                  " reaches it. One more " + of.what.unit + " would bring a benefit of " +
                                  detail::plain_number(next) + ", counting those whom it reaches" +
                                  (amounts[i] == within.caps[i] ? "; it is at its cap" : "") +
                                  ". More need, or more trusted ties to schools in need, would raise that.");
            }
        return out;
    }

private:
    // Lazy greedy: grants of one size, each to where it adds most.
    void grant(const allocation_problem& of, const detail::allocation_bounds& within, detail::passed_benefit& total,
               detail::purse& money) const {
        const auto n = of.recipients.size();

        // 1. What the floors bring, and what one part more would bring at most.
        total.start(total.reached_by(std::vector<double>(money.amounts().begin(), money.amounts().end())).reached);
        const auto first = total.worth_of(total.slopes(total.reached()), 1e-6);
        struct offer {
            double gain; // of one grant, at most
            std::uint32_t who;
            std::size_t known; // after so many grants
        };
        const auto worse = [](const offer& a, const offer& b) {
            return a.gain != b.gain ? a.gain < b.gain : a.who > b.who;
        };
        std::int64_t left = of.supply();
        for (const auto one : within.floors) left -= one;
        const auto size =
            (std::max)(std::int64_t{1}, left / static_cast<std::int64_t>((std::max)(n, std::size_t{1})) / grants_each);
        std::vector<offer> start;
        for (std::uint32_t i = 0; i < n; ++i)
            if (first.reached[i] > 0 && within.caps[i] > within.floors[i])
                start.push_back({(first.reached[i] + first.error) * static_cast<double>(size), i, 0});
        std::priority_queue queue(worse, std::move(start));

        // 2. Grant by grant.
        std::vector<std::vector<detail::reached_one>> reach(n);
        std::size_t granted = 1;
        while (left > 0 && !queue.empty()) {
            auto best = queue.top();
            queue.pop();
            const auto i = best.who;
            const auto grant = (std::min)({size, left, within.caps[i] - money.amounts()[i]});
            if (grant <= 0) continue;
            if (best.known != granted) {
                if (reach[i].empty()) reach[i] = total.reach_of(i, static_cast<double>(size));
                best.gain = (std::min)(best.gain, total.gain(reach[i], static_cast<double>(grant), grant == size));
                best.known = granted;
                if (best.gain > 0) queue.push(best);
                continue;
            }
            const auto came = money.pay(i, grant);
            if (came == 0) continue; // nothing can reach it any more
            total.add(reach[i], static_cast<double>(came), came == size);
            left -= came;
            ++granted;
            queue.push(best);
        }
    }

    // An upper bound for every division z: with prices p of what reaches everyone, the sum of b is at most the sum of
    // max_y (b(y) - p y) and of p' (I - W)^-1 z, of which the latter is a linear program over z. Any p does; tried are
    // the slopes, cut so that nothing given is worth more than some level, but at caps.
    [[nodiscard]] static double least_bound(const allocation_problem& of, const detail::allocation_bounds& within,
                                            const detail::passed_benefit& total, std::span<const std::int64_t> amounts,
                                            std::span<const double> reached, const std::vector<double>& worth) {
        const auto slopes = total.slopes(reached);
        std::vector<std::uint8_t> capped(amounts.size()); // who may be worth more
        std::vector<double> sorted;                       // of those whom no bound holds, or of all
        for (std::size_t i = 0; i < capped.size(); ++i) {
            capped[i] = amounts[i] >= within.caps[i] ? 1 : 0;
            if (capped[i] == 0 && amounts[i] > within.floors[i]) sorted.push_back(worth[i]);
        }
        if (sorted.empty()) sorted = worth;
        std::sort(sorted.begin(), sorted.end());
        double out = total.above(std::vector<double>(worth.size(), 0)); // all benefit that there can be
        const auto bound = [&](double place) {
            const double at = place * static_cast<double>(sorted.size() - 1);
            const auto below = static_cast<std::size_t>(at);
            const auto next = (std::min)(below + 1, sorted.size() - 1);
            const double level =
                sorted[below] + detail::rounded((at - static_cast<double>(below)) * (sorted[next] - sorted[below]));
            const auto [prices, worths] = total.prices_below(level, capped, slopes, worth);
            return total.above(prices) + most_worth(of, within, worths);
        };
        // The bound falls with the level and rises again.
        double low = 0;
        double high = 1;
        for (int step = 0; step < 6 && !sorted.empty(); ++step) {
            const double a = low + (high - low) * .4;
            const double b = low + (high - low) * .6;
            const double at_a = bound(a);
            const double at_b = bound(b);
            out = (std::min)({out, at_a, at_b});
            (at_a < at_b ? high : low) = at_a < at_b ? b : a;
        }
        return sorted.empty() ? out : (std::min)(out, bound(1));
    }
    // The most that what is given can be worth, within floors and caps and the supply.
    [[nodiscard]] static double most_worth(const allocation_problem& of, const detail::allocation_bounds& within,
                                           std::span<const double> worth) {
        std::vector<std::uint32_t> order(within.floors.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return worth[a] > worth[b]; });
        double left = static_cast<double>(of.supply());
        double out = 0;
        for (const auto i : order) {
            const auto floor = static_cast<double>(within.floors[i]);
            left -= floor;
            out += worth[i] * floor;
        }
        for (const auto i : order) {
            const auto more = (std::min)(left, static_cast<double>(within.caps[i] - within.floors[i]));
            out += worth[i] * more;
            left -= more;
        }
        return out;
    }
};

} // namespace colearn

#endif
