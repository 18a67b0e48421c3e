// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_ALPHA_FAIR_SHARE_HPP
#define COLEARN_ALLOCATION_ALPHA_FAIR_SHARE_HPP

/// @file
/// For a policy reader: one number between "where it helps most" and "the worst served first". At 1 it is the balance
/// of Nash: nobody can gain a per cent of its share without others losing more than a per cent in sum.
/// For an engineer: maximise sum of a U(x / n), U(s) = s^(1 - alpha) / (1 - alpha), log s for alpha = 1, over amounts x
/// within floors, caps and routes, for weights a and needs n.

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/benefit_curve.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/amount_words.hpp>
#include <colearn/allocation/detail/fair_by_effect.hpp>
#include <colearn/allocation/detail/route_effects.hpp>
#include <colearn/allocation/detail/weighted_division.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

/// The alpha-fair sharing of the share of need that is met; nobody gets beyond its need, unless its floor is.
///
/// The marginal gain a / n (x / n)^-alpha is a falling function of x / w alone, with w = n (a / n)^(1 / alpha). So
/// amounts in proportion to w are best out of a pool, within floors and caps, and the leximin amounts with weights w
/// are best along routes (lexicographically optimal bases: Fujishige, Mathematics of Operations Research 5, 1980). Both
/// are rounded to a neighbouring whole part.
/// The effects of routes count: what is shared is what arrives, amount times effect. Where all routes to a school have
/// the same effect, n is what has to be sent to meet its need. Where they differ, the sharing is an Eisenberg-Gale
/// program with gains within floors and caps (see `alpha_fair`), best to a gap of 1e-8 before each route is rounded;
/// where that gap is not reached, numbers differ by more than twelve digits, or floors, caps or needs bind between some
/// thousands of providers that all meet, a unit is a unit, and a note says why.
/// Result: `optimal` before rounding, or `infeasible` (floors). Complexity and determinism as in `equal_per_school`.
/// Preconditions: alpha from 0.1 to 20 (0: see `utilitarian_benefit`).
struct alpha_fair_share {
    double alpha = 1;                               ///< 0.1 to 20; 1: Nash, proportional fairness
    benefit_weight weight = benefit_weight::pupils; ///< what a recipient's share counts

    [[nodiscard]] std::string name() const { return alpha == 1 ? "Nash" : "alpha-fair " + detail::number_text(alpha); }
    [[nodiscard]] std::string source() const {
        return alpha == 1
                   ? "Nash, Econometrica 18 (1950); proportional fairness: Kelly, Maulloo and Tan, Journal of the "
                     "Operational Research Society 49 (1998)"
                   : "Mo and Walrand, IEEE/ACM Transactions on Networking 8 (2000); Atkinson, Journal of Economic "
                     "Theory 2 (1970)";
    }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        check_allocation(of, "alpha_fair_share");
        expects(alpha >= .1 && alpha <= 20, "alpha must be from 0.1 to 20", alpha);
        const detail::route_effects effects(of);
        std::vector<double> counts; // a
        for (const auto& one : of.recipients) counts.push_back(weight_of(one, weight));
        std::string not_counted = effects.note();
        if (effects.differ) {
            auto found = detail::share_by_effect(of, alpha, counts);
            if (!found.conflict.empty()) return detail::infeasible_allocation(name(), std::move(found.conflict));
            if (found.why_not.empty()) return by_effect(of, how, found);
            not_counted = "The effects of routes are not counted, since " + found.why_not + ": a unit is a unit.";
        }
        std::vector<double> ratio; // a / n
        double largest = 0;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            ratio.push_back(effects.need[i] > 0 ? counts[i] / effects.need[i] : 0);
            largest = (std::max)(largest, ratio.back());
        }
        std::vector<double> weights;
        for (std::size_t i = 0; i < ratio.size(); ++i)
            weights.push_back(
                ratio[i] > 0
                    ? effects.need[i] *
                          (alpha == 1 ? ratio[i] / largest
                                      : detail::reproducible_exp(detail::reproducible_log(ratio[i] / largest) / alpha))
                    : 0);
        auto out = detail::weighted_allocation(
            of, how, name(), weights, detail::allocation_bounds::up_to(of, effects.need),
            {"unit of weighted need", "units of weighted need", "need", "no need that counts is on record for it"});
        if (effects.any) out.notes.push_back(std::move(not_counted));
        return out;
    }

private:
    [[nodiscard]] allocation by_effect(const allocation_problem& of, const allocation_request& how,
                                       detail::fair_by_effect& found) const {
        auto out = detail::allocation_of(of, name(), std::move(found.amounts), std::move(found.carried));
        out.checked = std::move(found.checked);
        out.notes.emplace_back("The effects of routes count: what is shared is what arrives.");
        if (out.unspent > 0)
            out.notes.push_back("Unspent: " + detail::part_words(of.what, out.unspent) +
                                ", since it would help nobody whom it could reach.");
        if (how.explain)
            for (std::size_t i = 0; i < found.arrived.size(); ++i) {
                const auto& one = of.recipients.values()[i];
                const double need = one.total_need();
                auto why = one.name + " gets " + detail::part_words(of.what, out.amounts.values()[i]);
                const auto limit = found.limits[i];
                if (need > 0)
                    why += ", which along its routes do as much as " + detail::unit_words(of.what, found.arrived[i]) +
                           ": " + detail::plain_number(100 * found.arrived[i] / need) + " % of its need. ";
                switch (limit) {
                case detail::fair_limit::floor:
                    why += "That is its floor; only a higher one, or much more elsewhere, would bring it more.";
                    break;
                case detail::fair_limit::cap:
                    why += "That is its cap; only a higher one would bring it more.";
                    break;
                case detail::fair_limit::need:
                    why += "That is all it needs; more need would bring it more.";
                    break;
                case detail::fair_limit::none:
                    why += "More at the providers it depends on would raise it.";
                    break;
                case detail::fair_limit::nothing:
                    if (!(need > 0))
                        why += ", since no need is on record for it.";
                    else
                        why += "Nothing more that counts can reach it.";
                    break;
                }
                out.why.push_back(std::move(why));
            }
        return out;
    }
};

} // namespace colearn

#endif
