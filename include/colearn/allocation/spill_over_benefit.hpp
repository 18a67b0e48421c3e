// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_SPILL_OVER_BENEFIT_HPP
#define COLEARN_ALLOCATION_SPILL_OVER_BENEFIT_HPP

/// @file
/// For a policy reader: what one school learns reaches the schools that trust it. This gives where the benefit is
/// largest in all, with what is passed on, and says how much better any other division could be at most.
/// For an engineer: y = (I - W)^-1 x along benefit ties, solved by iteration with its residual; the sum of a b(y / n)
/// is maximised over grants of equal size by lazy greedy, with the bound of Lagrange duality.

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
#include <colearn/allocation/detail/purse.hpp>
#include <colearn/allocation/detail/route_effects.hpp>
#include <colearn/allocation/spill_over.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>

namespace colearn {

/// The largest total benefit of what reaches everyone.
///
/// After the floors, grants of one size go one by one to where the next adds most (lazy evaluation: a gain that was
/// computed earlier bounds it now, since benefits are concave and shares not negative, so that the total is
/// submodular). Source: Minoux (1978); Nemhauser, Wolsey and Fisher, Mathematical Programming 14 (1978), for greedy;
/// the bound
/// is that of Lagrange duality at prices near the gradient.
/// The effects of routes are not counted: a unit is a unit, and a note says so.
/// Result: `feasible`, with the bound under `notes` (with routes it takes no account of them, so it may be far above);
/// `infeasible` (floors). `checked`: the equations of what reaches whom, and that the bound is not below what was
/// reached. Complexity: O(ties) a round for the gradients; each evaluation visits those whom 5 in 1,000 of a grant or
/// more reaches on some way.
/// Determinism: of equal gains the one that is listed first.
struct spill_over_benefit {
    benefit_curve curve{};
    benefit_weight weight = benefit_weight::pupils; ///< whose benefit counts how much
    std::int64_t grants_each = 2; ///< grants for each recipient into which what is left is cut, 1 to 1e6

    [[nodiscard]] std::string name() const { return "network-aware"; }
    [[nodiscard]] std::string source() const {
        return "Lazy greedy for submodular benefit: Minoux (1978); Nemhauser, Wolsey and Fisher, Mathematical "
               "Programming 14 (1978); spill-over by (I - W)^-1: Katz, Psychometrika 18 (1953)";
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
        benefit_total total(of, *this);
        const auto parts = [&] {
            std::vector<double> out(n);
            for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<double>(money.amounts()[i]);
            return out;
        };

        // 1. What the floors bring, and what one part more would bring at most.
        total.start(detail::pass_on(of, parts(), false).reached);
        const auto first = detail::pass_on(of, total.slopes(total.reached()), true, 1e-6);
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
        std::vector<std::vector<reached_one>> reach(n);
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

        // 3. How much better another division could be.
        auto out = detail::allocation_of(of, name(), money.amounts(), money.carried());
        out.outcome = status::feasible;
        const auto final_parts = parts();
        const auto y = detail::pass_on(of, final_parts, false);
        const auto slope = detail::pass_on(of, total.slopes(y.reached), true, 1e-6);
        const double value = total.value(y.reached);
        const double bound = least_bound(of, within, total, y.reached, slope.reached);
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
                                  (money.amounts()[i] == within.caps[i] ? "; it is at its cap" : "") +
                                  ". More need, or more trusted ties to schools in need, would raise that.");
            }
        return out;
    }

private:
    // Somebody whom a part given elsewhere reaches.
    struct reached_one {
        std::uint32_t who = 0;
        double share = 0; // of the part
        double rise = 0;  // share of what its benefit still lacks that a whole grant brings; exponential benefit
    };

    // The sum of a b(y / n), y in parts.
    class benefit_total {
    public:
        benefit_total(const allocation_problem& of, const spill_over_benefit& how)
            : curve_(&how.curve), offsets_(of.recipients.size() + 1), ties_(of.spill_over.size()) {
            for (const auto& one : of.recipients) {
                const double need = one.total_need() * static_cast<double>(of.what.parts);
                const double a = weight_of(one, how.weight);
                need_.push_back(need > 0 && a > 0 ? need : 0);
                weight_.push_back(a);
            }
            for (const auto& tie : of.spill_over) ++offsets_[tie.from.index + std::size_t{1}];
            std::partial_sum(offsets_.begin(), offsets_.end(), offsets_.begin());
            auto next = offsets_;
            for (const auto& tie : of.spill_over) ties_[next[tie.from.index]++] = {tie.to.index, tie.share};
        }
        [[nodiscard]] double at(std::size_t i, double parts) const {
            return need_[i] > 0 ? weight_[i] * (*curve_)(parts / need_[i]) : 0;
        }
        [[nodiscard]] double value(std::span<const double> y) const {
            double out = 0;
            for (std::size_t i = 0; i < y.size(); ++i) out += at(i, y[i]);
            return out;
        }
        // Of each recipient's benefit, to the right: a supergradient.
        [[nodiscard]] std::vector<double> slopes(std::span<const double> y) const {
            std::vector<double> out(y.size());
            for (std::size_t i = 0; i < y.size(); ++i)
                if (need_[i] > 0) out[i] = weight_[i] / need_[i] * curve_->slope_above(y[i] / need_[i]);
            return out;
        }
        // From here on, what reaches everyone is kept.
        void start(std::vector<double> reached) {
            reached_ = std::move(reached);
            lacks_.assign(reached_.size(), 0);
            for (std::size_t i = 0; i < lacks_.size(); ++i) read(i);
        }
        [[nodiscard]] const std::vector<double>& reached() const noexcept { return reached_; }
        [[nodiscard]] double gain(std::span<const reached_one> reach, double parts, bool whole_grant) const {
            double out = 0;
            if (whole_grant && curve_->corners.empty())
                for (const auto& one : reach) out += detail::rounded(lacks_[one.who] * one.rise);
            else
                for (const auto& one : reach)
                    out += at(one.who, reached_[one.who] + detail::rounded(one.share * parts)) -
                           at(one.who, reached_[one.who]);
            return out;
        }
        void add(std::span<const reached_one> reach, double parts, bool whole_grant) {
            for (const auto& one : reach) {
                reached_[one.who] += detail::rounded(one.share * parts);
                if (whole_grant)
                    lacks_[one.who] *= 1 - one.rise;
                else
                    read(one.who);
            }
        }
        // Whom a part reaches, and how much of it, without what is less than 5 in 1,000 on any way: only the choice of
        // grants rests on it, not what is said of the outcome.
        [[nodiscard]] std::vector<reached_one> reach_of(std::uint32_t from, double grant) {
            std::vector<reached_one> out;
            sum_.resize(need_.size(), 0);
            std::vector<std::pair<std::uint32_t, double>> way{{from, 1.0}};
            for (std::size_t q = 0; q < way.size(); ++q) {
                const auto [i, amount] = way[q];
                if (sum_[i] == 0) out.push_back({i});
                sum_[i] += amount;
                for (auto a = offsets_[i]; a < offsets_[i + std::size_t{1}]; ++a)
                    if (amount * ties_[a].second > 5e-3) way.emplace_back(ties_[a].first, amount * ties_[a].second);
            }
            for (auto& one : out) {
                one.share = std::exchange(sum_[one.who], 0.0);
                if (curve_->corners.empty() && need_[one.who] > 0)
                    one.rise = 1 - detail::reproducible_exp(-one.share * grant / (need_[one.who] * curve_->scale));
            }
            return out;
        }
        // The most that the sum of benefits can be above the worth of what reaches everyone, at these prices of a part.
        [[nodiscard]] double above(std::span<const double> prices) const {
            double out = 0;
            for (std::size_t i = 0; i < need_.size(); ++i) {
                if (need_[i] == 0) continue;
                double most = 0;
                if (!curve_->corners.empty()) {
                    for (const auto& one : curve_->corners)
                        most = (std::max)(most, weight_[i] * one.benefit - prices[i] * (one.share * need_[i]));
                } else if (const double scale = need_[i] * curve_->scale; !(prices[i] > 0)) {
                    most = weight_[i];
                } else if (const double size = weight_[i] / (scale * prices[i]); size > 1) {
                    most = weight_[i] - prices[i] * scale * (1 + detail::reproducible_log(size));
                }
                out += (std::max)(most, 0.0);
            }
            return out;
        }

    private:
        void read(std::size_t i) {
            if (curve_->corners.empty() && need_[i] > 0)
                lacks_[i] = weight_[i] * detail::reproducible_exp(-reached_[i] / (need_[i] * curve_->scale));
        }
        const benefit_curve* curve_;
        std::vector<double> need_; // in parts; 0: does not count
        std::vector<double> weight_;
        std::vector<std::size_t> offsets_; // of the ties that leave each
        std::vector<std::pair<std::uint32_t, double>> ties_;
        std::vector<double> reached_;
        std::vector<double> lacks_; // exponential benefit: a exp(-y / (n scale))
        std::vector<double> sum_;   // room for reach_of
    };

    // An upper bound for every division z: with prices p of what reaches everyone, the sum of b is at most the sum of
    // max_y (b(y) - p y) and of p' (I - W)^-1 z, of which the latter is a linear program over z. Any p does; tried are
    // the slopes, and these without what lifts few recipients above all others.
    [[nodiscard]] static double least_bound(const allocation_problem& of, const detail::allocation_bounds& within,
                                            const benefit_total& total, std::span<const double> reached,
                                            const std::vector<double>& worth) {
        const auto slopes = total.slopes(reached);
        auto sorted = worth;
        std::sort(sorted.begin(), sorted.end());
        double out = std::numeric_limits<double>::infinity();
        for (const double place : {.5, .9, 1.0}) {
            auto prices = slopes;
            if (!sorted.empty()) {
                const auto k = static_cast<std::size_t>(place * static_cast<double>(sorted.size() - 1));
                for (std::size_t i = 0; i < prices.size(); ++i)
                    prices[i] = (std::max)(0.0, prices[i] - (std::max)(0.0, worth[i] - sorted[k]));
            }
            out =
                (std::min)(out, total.above(prices) + most_worth(of, within, detail::pass_on(of, prices, true, 1e-6)));
        }
        return out;
    }
    // The most that what is given can be worth, within floors and caps and the supply.
    [[nodiscard]] static double most_worth(const allocation_problem& of, const detail::allocation_bounds& within,
                                           const spill_over_result& prices) {
        std::vector<std::uint32_t> order(within.floors.size());
        std::iota(order.begin(), order.end(), 0U);
        const auto worth = [&](std::uint32_t i) { return prices.reached[i] + prices.error; };
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return worth(a) > worth(b); });
        double left = static_cast<double>(of.supply());
        double out = 0;
        for (const auto i : order) {
            const auto floor = static_cast<double>(within.floors[i]);
            left -= floor;
            out += worth(i) * floor;
        }
        for (const auto i : order) {
            const auto more = (std::min)(left, static_cast<double>(within.caps[i] - within.floors[i]));
            out += worth(i) * more;
            left -= more;
        }
        return out;
    }
};

} // namespace colearn

#endif
