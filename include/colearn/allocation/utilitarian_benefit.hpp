// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_UTILITARIAN_BENEFIT_HPP
#define COLEARN_ALLOCATION_UTILITARIAN_BENEFIT_HPP

/// @file
/// For a policy reader: the largest total benefit, whoever has it: each unit goes where it helps most, and since the
/// tenth helps less than the first, it goes to many.
/// For an engineer: maximise sum of a b(x / n) in whole parts, b concave, over amounts x within floors, caps and
/// routes; equal marginal benefit is the proof.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
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
#include <colearn/allocation/detail/route_flow.hpp>
#include <colearn/allocation/detail/weighted_division.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/core/verification.hpp>

namespace colearn {

namespace detail {

/// The benefit of parts for each recipient: what the next ones would bring, as logarithms, which do not underflow.
class benefit_margins {
public:
    static constexpr double nothing = -std::numeric_limits<double>::infinity();

    /// `units`: what each needs.
    benefit_margins(const allocation_problem& of, std::span<const double> units, const benefit_curve& curve,
                    benefit_weight weight)
        : curve_(&curve) {
        for (std::size_t i = 0; i < units.size(); ++i) {
            const double need = units[i] * static_cast<double>(of.what.parts); // in parts
            const double a = weight_of(of.recipients.values()[i], weight);
            const bool counts = need > 0 && a > 0;
            need_.push_back(counts ? need : 0);
            fall_.push_back(counts ? 1 / (need * curve.scale) : 0);
            weight_.push_back(reproducible_log(counts ? a : 0));
        }
    }

    /// log of what `step` more parts bring to whoever has `x`.
    [[nodiscard]] double gain(std::size_t i, std::int64_t x, std::int64_t step = 1) const {
        if (need_[i] == 0) return nothing;
        if (curve_->corners.empty())
            return (weight_[i] - rounded(static_cast<double>(x) * fall_[i])) +
                   log_rise(static_cast<double>(step) * fall_[i]);
        // b over [x, x + step], piece by piece, in parts: no difference of large numbers.
        const auto from = static_cast<double>(x);
        const auto to = static_cast<double>(x + step);
        double sum = 0;
        benefit_point before;
        for (const auto& one : curve_->corners) {
            const double start = before.share * need_[i];
            const double end = one.share * need_[i];
            const bool within = start <= from && to <= end;
            const double width = within ? static_cast<double>(step) : (std::min)(to, end) - (std::max)(from, start);
            if (width > 0) sum += rounded(width * ((one.benefit - before.benefit) / (one.share - before.share)));
            before = one;
        }
        sum /= need_[i];
        return weight_[i] + reproducible_log(sum);
    }
    /// Parts whose gain is at least exp(`log_margin`), as far as doubles tell.
    [[nodiscard]] double demand(std::size_t i, double log_margin) const {
        if (need_[i] == 0) return 0;
        if (curve_->corners.empty()) {
            const double above = weight_[i] + log_rise(fall_[i]) - log_margin;
            return above >= 0 ? std::floor(above / fall_[i]) + 1 : 0;
        }
        double out = 0;
        benefit_point before;
        for (const auto& one : curve_->corners) {
            const double slope = (one.benefit - before.benefit) / (one.share - before.share) / need_[i];
            if (!(weight_[i] + reproducible_log(slope) > log_margin)) break;
            out = std::floor(one.share * need_[i]);
            before = one;
        }
        // A part over a corner brings something between.
        if (out < 9e15 && gain(i, static_cast<std::int64_t>(out)) > log_margin) ++out;
        return out;
    }
    /// How many parts from the x-th on bring the same: 1, but on a straight piece.
    [[nodiscard]] std::int64_t alike(std::size_t i, std::int64_t x) const {
        for (const auto& one : curve_->corners)
            if (const double end = one.share * need_[i]; static_cast<double>(x) < end)
                return (std::max)(std::int64_t{1},
                                  static_cast<std::int64_t>((std::min)(end - static_cast<double>(x), 9e15)));
        return 1;
    }
    [[nodiscard]] std::size_t size() const noexcept { return need_.size(); }

private:
    // log(1 - e^-h)
    [[nodiscard]] static double log_rise(double h) {
        const double rise =
            h < 1e-2 ? rounded(h * (1 - rounded(h / 2 * (1 - rounded(h / 3 * (1 - rounded(h / 4 * (1 - h / 5))))))))
                     : 1 - reproducible_exp(-h);
        return reproducible_log(rise);
    }
    const benefit_curve* curve_;
    std::vector<double> need_;   // in parts; 0: does not count
    std::vector<double> fall_;   // of the log of the gain, with each part
    std::vector<double> weight_; // its log
};

/// The whole amounts of largest benefit out of a pool: the log margin at which nearly all is asked for, by bisection,
/// and the rest one by one.
[[nodiscard]] inline std::vector<std::int64_t> largest_benefit(const benefit_margins& of, std::int64_t supply,
                                                               const allocation_bounds& within) {
    const auto n = of.size();
    double high = benefit_margins::nothing;
    double low = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < n; ++i) {
        const double first = of.gain(i, within.floors[i]);
        if (first == benefit_margins::nothing) continue;
        high = (std::max)(high, first);
        const double last = of.gain(i, supply);
        low = (std::min)(low, last == benefit_margins::nothing ? -800.0 : last);
    }
    std::vector<std::int64_t> out(within.floors);
    if (!(high > benefit_margins::nothing)) return out;
    const auto amount = [&](std::size_t i, double margin) {
        const double asked = of.demand(i, margin);
        const auto most = (std::max)(within.floors[i], (std::min)(within.caps[i], supply));
        return asked >= static_cast<double>(most) ? most
                                                  : (std::max)(within.floors[i], static_cast<std::int64_t>(asked));
    };
    const auto fits = [&](double margin) {
        std::int64_t total = 0;
        for (std::size_t i = 0; i < n; ++i) {
            total = capped_sum(total, amount(i, margin));
            if (total > supply) return false;
        }
        return true;
    };
    high += 1;
    low -= 1;
    for (int step = 0; step < 200 && low < high; ++step) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) break;
        (fits(middle) ? high : low) = middle;
    }
    std::int64_t left = supply;
    for (std::size_t i = 0; i < n; ++i) {
        out[i] = amount(i, high);
        left -= out[i];
    }
    struct offer {
        double gain;
        std::size_t who;
    };
    const auto worse = [](const offer& a, const offer& b) {
        return a.gain != b.gain ? a.gain < b.gain : a.who > b.who;
    };
    std::priority_queue<offer, std::vector<offer>, decltype(worse)> queue(worse);
    const auto enter = [&](std::size_t i) {
        if (out[i] >= within.caps[i]) return;
        if (const double gain = of.gain(i, out[i]); gain > benefit_margins::nothing) queue.push({gain, i});
    };
    for (std::size_t i = 0; i < n && left > 0; ++i) enter(i);
    while (left > 0 && !queue.empty()) {
        const auto i = queue.top().who;
        queue.pop();
        const auto step = (std::min)({of.alike(i, out[i]), left, within.caps[i] - out[i]});
        out[i] += step;
        left -= step;
        enter(i);
    }
    return out;
}

} // namespace detail

/// The largest sum of weighted benefits.
///
/// Out of a pool: bisection on the margin, O(n) a step. Along routes: moves of parts from where they help less to where
/// they help more, in steps that halve; the last ones are single parts. Result: `optimal` (`checked`: no part would
/// help more elsewhere, to 1e-9 of what it brings) or `infeasible` (floors). What brings nobody anything is left. The
/// effects of routes count where all routes to a school have the same one: a need is then what has to be sent to meet
/// it. Where they differ (a flow with gains, for which no move of single parts is a proof) a unit is a unit, and a note
/// says so. Determinism: of equal benefits the one that is listed first; along routes
/// any, but always the same. Preconditions: those of `check_allocation` and `check_benefit_curve`.
struct utilitarian_benefit {
    benefit_curve curve{};
    benefit_weight weight = benefit_weight::pupils; ///< whose benefit counts how much

    [[nodiscard]] std::string name() const { return "utilitarian"; }
    [[nodiscard]] std::string source() const {
        return "Bentham (1789); equal marginal benefit: Gossen (1854); in whole parts Ibaraki and Katoh, Resource "
               "Allocation Problems (1988), chapter 4";
    }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        check_allocation(of, "utilitarian_benefit");
        check_benefit_curve(curve, "utilitarian_benefit");
        const detail::route_effects effects(of);
        const detail::benefit_margins benefit(of, effects.need, curve, weight);
        const detail::allocation_bounds within(of);
        const auto n = within.floors.size();
        detail::route_flow flow(of);
        if (auto conflict = detail::floor_conflict(of, flow); !conflict.empty())
            return detail::infeasible_allocation(name(), std::move(conflict));

        std::vector<double> gain(n);
        std::vector<double> loss(n);
        const auto read = [&](std::span<const std::int64_t> amounts, std::int64_t step) {
            constexpr double infinite = std::numeric_limits<double>::infinity();
            for (std::size_t i = 0; i < n; ++i) {
                const auto x = amounts[i];
                gain[i] = within.caps[i] - x >= step ? benefit.gain(i, x, step) : -infinite;
                loss[i] = x - within.floors[i] >= step ? benefit.gain(i, x - step, step) : infinite;
            }
        };
        if (of.pooled()) {
            flow.amounts = detail::largest_benefit(benefit, of.supply(), within);
        } else {
            constexpr double slight = 1e-10; // so that moves do not follow rounding alone
            // From what would be best out of one pool, as far as routes bring it, in steps of about what each has.
            const auto pool = detail::largest_benefit(benefit, of.supply(), within);
            for (std::uint32_t i = 0; i < n; ++i)
                if (pool[i] > flow.amounts[i]) (void)flow.serve(i, pool[i] - flow.amounts[i]);
            std::int64_t step = 1;
            while (step < of.supply() / static_cast<std::int64_t>(n + 1)) step *= 2;
            for (; step >= 1; step /= 2) {
                do read(flow.amounts, step);
                while (flow.improve(gain, loss, slight, step) > 0);
            }
        }
        auto out = detail::allocation_of(of, name(), flow.amounts, flow.carried);
        read(flow.amounts, 1);
        out.checked = detail::no_better_move(of, flow.amounts, flow.carried, gain, loss, 1e-9);
        if (out.unspent > 0)
            out.notes.push_back("Unspent: " + detail::part_words(of.what, out.unspent) +
                                ", since it would help nobody whom it could reach.");
        effects.tell(out.notes);
        if (how.explain)
            for (std::size_t i = 0; i < n; ++i) out.why.push_back(why(of, benefit, within, flow.amounts[i], gain, i));
        return out;
    }

private:
    [[nodiscard]] static std::string why(const allocation_problem& of, const detail::benefit_margins& benefit,
                                         const detail::allocation_bounds& within, std::int64_t amount,
                                         std::span<const double> gain, std::size_t i) {
        const auto& one = of.recipients.values()[i];
        auto out = one.name + " gets " + detail::part_words(of.what, amount) + ": ";
        const double next = benefit.gain(i, amount);
        const auto margin = [&](double log_gain) {
            return detail::plain_number(detail::reproducible_exp(log_gain) * static_cast<double>(of.what.parts));
        };
        if (next == detail::benefit_margins::nothing && amount == within.floors[i])
            return out + "its floor, since more would bring no benefit that counts. More need or more pupils on record "
                         "would change that.";
        if (amount == within.caps[i])
            return out + "its cap, where one more " + of.what.unit + " would still bring a benefit of " + margin(next) +
                   ". Only a higher cap would bring it more.";
        double best = benefit.gain(i, amount);
        for (const double other : gain) best = (std::max)(best, other);
        return out + (amount == within.floors[i] && amount > 0 ? "its floor; " : "") + "one more " + of.what.unit +
               " would bring it a benefit of " + margin(next) + ", where the next one elsewhere brings up to " +
               margin(best) + ". More need, or more pupils, would bring it more.";
    }
};

} // namespace colearn

#endif
