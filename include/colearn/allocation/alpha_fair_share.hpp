// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_ALPHA_FAIR_SHARE_HPP
#define COLEARN_ALLOCATION_ALPHA_FAIR_SHARE_HPP

/// @file
/// For a policy reader: one number between "where it helps most" and "the worst served first". At 1 it is the balance
/// of Nash: nobody can gain a per cent of its share without others losing more than a per cent in sum.
/// For an engineer: maximise sum of a U(x / n), U(s) = s^(1 - alpha) / (1 - alpha), log s for alpha = 1, over amounts x
/// within floors, caps and routes, for weights a and needs n.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/benefit_curve.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/weighted_division.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

/// The alpha-fair sharing of the share of need that is met; nobody gets beyond its need, unless its floor is.
///
/// The marginal gain a / n (x / n)^-alpha is a falling function of x / w alone, with w = n (a / n)^(1 / alpha). So
/// amounts in proportion to w are best out of a pool, within floors and caps, and the leximin amounts with weights w
/// are best along routes (lexicographically optimal bases: Fujishige, Mathematics of Operations Research 5, 1980). Both
/// are rounded to a neighbouring whole part. What a route's effect may be is not counted: see `note`.
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
        std::vector<double> ratio; // a / n
        double largest = 0;
        for (const auto& one : of.recipients) {
            const double need = one.total_need();
            ratio.push_back(need > 0 ? weight_of(one, weight) / need : 0);
            largest = (std::max)(largest, ratio.back());
        }
        std::vector<double> weights;
        for (std::size_t i = 0; i < ratio.size(); ++i)
            weights.push_back(
                ratio[i] > 0
                    ? of.recipients.values()[i].total_need() *
                          (alpha == 1 ? ratio[i] / largest
                                      : detail::reproducible_exp(detail::reproducible_log(ratio[i] / largest) / alpha))
                    : 0);
        auto out = detail::weighted_allocation(
            of, how, name(), weights, detail::allocation_bounds::up_to_need(of),
            {"unit of weighted need", "units of weighted need", "need", "no need that counts is on record for it"});
        for (const auto& one : of.routes)
            if (one.effect != 1) {
                out.notes.emplace_back("The effects of routes are not counted: a unit is a unit.");
                break;
            }
        return out;
    }
};

} // namespace colearn

#endif
