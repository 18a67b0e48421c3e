// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_SHADOW_PRICES_HPP
#define COLEARN_ALLOCATION_SHADOW_PRICES_HPP

/// @file
/// For a policy reader: one more dollar here helps by so much: at each school, with what it would pass on to others,
/// and at each provider; for any division, whatever rule made it. For an engineer: the one-sided derivatives of sum a
/// b(y / n), y = (I - W)^-1 x, by x, from (I - W') p = g.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/benefit_curve.hpp>
#include <colearn/allocation/detail/amount_words.hpp>
#include <colearn/allocation/spill_over.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>

namespace colearn {

struct shadow_price_options {
    benefit_curve curve{};                          ///< benefit of the share of its need that a recipient has
    benefit_weight weight = benefit_weight::pupils; ///< whose benefit counts how much
};

/// What one more unit for one recipient is worth, in units of benefit. Rates: a whole unit brings at most `one_more`,
/// since each part of it brings less than the last, and its loss costs at least `one_less`.
struct shadow_price {
    double one_more = 0; ///< brought by each unit more that arrives here, counting all whom it is passed on to
    double one_less = 0; ///< lost with each unit less; above `one_more` at a corner of the curve, else the same
    double kept = 0;     ///< part of `one_more` that is the recipient's own, before any of it is passed on
};

struct shadow_price_result {
    id_map<allocation_recipient, shadow_price> prices{};
    /// Brought by one more unit that a provider has, sent to whoever below its cap it helps most, with the effect of
    /// the route: the most that is worth paying for it. 0 where it may serve nobody below a cap.
    id_map<allocation_provider, double> providers{};
    spill_over_result reached{};        ///< units that reach each recipient
    double error = 0;                   ///< given what reaches everyone, no price is further off than this
    status outcome = status::converged; ///< or not_converged, where benefit is passed on nearly whole
};

namespace detail {

/// The benefit that each unit more, and each unit less, of what reaches a recipient brings it.
[[nodiscard]] inline std::pair<double, double> benefit_slopes(const allocation_recipient& one, double reached,
                                                              const shadow_price_options& options) {
    const double need = one.total_need();
    const double rate = need > 0 ? weight_of(one, options.weight) / need : 0;
    if (!(rate > 0)) return {0, 0};
    const double share = (std::max)(0.0, reached) / need;
    return {rate * options.curve.slope_above(share), rate * options.curve.slope_below(share)};
}

/// What each provider's next unit would bring.
[[nodiscard]] inline std::vector<double> provider_prices(const allocation_problem& of, const allocation& answer,
                                                         const id_map<allocation_recipient, shadow_price>& prices) {
    std::vector<double> out(of.providers.size(), 0);
    const auto worth = [&](id<allocation_recipient> who) {
        return answer.amounts[who] < of.recipients[who].cap ? prices[who].one_more : 0;
    };
    if (of.pooled())
        for (const auto who : of.recipients.ids())
            for (double& one : out) one = (std::max)(one, worth(who));
    for (const auto& route : of.routes) {
        double& one = out[route.provider.index];
        one = (std::max)(one, rounded(route.effect * worth(route.recipient)));
    }
    return out;
}

} // namespace detail

/// Shadow prices of what each recipient has and of what each provider has, where a division stands.
///
/// With a the weight of a recipient, n its need, b the curve and y what reaches it (units times the effect of their
/// route, with what others pass on), the total benefit is sum a b(y / n), and a price is its derivative by what arrives
/// at one recipient. Any division has them; one that makes the total largest, as `utilitarian_benefit` does, is known
/// by them: nobody's `one_less` is below the `one_more` of somebody who could have the unit in their place. With
/// weights `need` and a curve of one corner at (1, 1) a price says by how much one more unit lowers unmet need.
///
/// Source: marginal benefit of a concave separable total, Gossen (1854); of what is passed on, the transposed Leontief
/// equations, as in key-player problems: Ballester, Calvo-Armengol and Zenou, Econometrica 74 (2006).
/// Complexity: O(recipients + routes), and O(ties) for each round of `spill_over`, three times.
/// Preconditions: those of `check_allocation` and `check_benefit_curve`; the answer is to this problem and not
/// infeasible. Result: `converged`, or `not_converged` where the error is above 1e-9 of the largest price.
/// Throws: `contract_violation`. Determinism: the ties in their order.
/// Example: `shadow_prices(problem, policy.allocate(problem)).prices[who].one_more`
[[nodiscard]] inline shadow_price_result shadow_prices(const allocation_problem& of, const allocation& answer,
                                                       const shadow_price_options& options = {}) {
    check_allocation(of, "shadow_prices");
    check_benefit_curve(options.curve, "shadow_prices");
    expects(answer.outcome != status::infeasible, "an infeasible allocation has no prices", answer.policy);
    if (const auto checked = verify(of, answer); !checked)
        expects(false, {"the allocation must be one of this problem", "shadow_prices"}, checked.violated);
    const auto recipients = of.recipients.values();
    const auto n = recipients.size();

    // 1. What reaches everyone, and what a unit more or less of it would bring each.
    shadow_price_result out;
    out.reached = detail::benefit_rows(of, detail::benefit_way::forwards).solve(arriving_units(of, answer));
    std::vector<double> above(n);
    std::vector<double> below(n);
    for (std::size_t i = 0; i < n; ++i)
        std::tie(above[i], below[i]) = detail::benefit_slopes(recipients[i], out.reached.reached[i], options);

    // 2. A unit brings what it brings here, and the shares of what those bring to whom it is passed on.
    const detail::benefit_rows backwards(of, detail::benefit_way::backwards);
    const auto more = backwards.solve(above);
    const auto less = backwards.solve(below);
    double largest = 0;
    double all = 0;
    for (std::size_t i = 0; i < n; ++i) {
        out.prices.push_back({more.reached[i], less.reached[i], above[i]});
        largest = (std::max)(largest, less.reached[i]);
        all += out.reached.reached[i];
    }
    out.error = (std::max)(more.error, less.error);
    if (!(out.error <= 1e-9 * largest && out.reached.error <= 1e-9 * all)) out.outcome = status::not_converged;

    // 3. What a provider's next unit would bring.
    for (const double one : detail::provider_prices(of, answer, out.prices)) out.providers.push_back(one);
    return out;
}

/// Checks prices by putting them, and what reaches everyone, into their equations, as far as `error` says.
/// Complexity: O(recipients + routes + ties).
[[nodiscard]] inline verification verify(const allocation_problem& of, const allocation& answer,
                                         const shadow_price_options& options, const shadow_price_result& result) {
    const auto reject = [](std::string why) { return verification::reject(std::move(why)); };
    const auto n = of.recipients.size();
    if (const auto possible = verify(of, answer); !possible) return possible;
    if (answer.amounts.size() != n || result.prices.size() != n)
        return reject("there must be a price for each recipient");
    if (result.providers.size() != of.providers.size()) return reject("there must be a price for each provider");
    if (const auto reached = verify(of, arriving_units(of, answer), result.reached); !reached) return reached;
    std::vector<double> more(n);
    std::vector<double> less(n);
    std::vector<double> leaves(n);
    double largest = 0;
    for (const auto who : of.recipients.ids()) {
        const auto& price = result.prices[who];
        const auto [above, below] =
            detail::benefit_slopes(of.recipients[who], result.reached.reached[who.index], options);
        if (!(std::fabs(price.kept - above) <= 1e-12 * above))
            return reject("what " + of.recipients[who].name + " keeps of a unit is not what its benefit rises by");
        more[who.index] = price.one_more - above;
        less[who.index] = price.one_less - below;
        largest = (std::max)({largest, price.one_more, price.one_less});
    }
    double most = 0;
    for (const auto& tie : of.spill_over) {
        more[tie.from.index] -= tie.share * result.prices[tie.to].one_more;
        less[tie.from.index] -= tie.share * result.prices[tie.to].one_less;
        most = (std::max)(most, leaves[tie.from.index] += tie.share);
    }
    // ||p - exact|| <= ||residual|| / (1 - most), in the maximum norm
    for (const auto who : of.recipients.ids())
        if (const double off = (std::max)(std::fabs(more[who.index]), std::fabs(less[who.index]));
            !(off / (1 - most) <= result.error + 1e-12 * largest / (1 - most)))
            return reject("the price at " + of.recipients[who].name + " misses its equation by " +
                          detail::number_text(off));
    const auto providers = detail::provider_prices(of, answer, result.prices);
    for (const auto who : of.providers.ids())
        if (result.providers[who] != providers[who.index])
            return reject("the price of what " + of.providers[who].name + " has is not the best that it could bring");
    return verification::accept();
}

/// What one more unit for a recipient would do, in words, beside the one whom it would help most.
/// Preconditions: the result is of this problem and answer. Complexity: O(recipients).
[[nodiscard]] inline std::string explain(const allocation_problem& of, const allocation& answer,
                                         const shadow_price_result& result, id<allocation_recipient> who) {
    expects(who.index < result.prices.size(), {"the recipient must be one of the problem", "explain"}, who);
    const auto& price = result.prices[who];
    const auto& one = of.recipients[who];
    auto out = "One more " + of.what.unit + " for " + one.name;
    if (!(price.one_more > 0))
        return out + " would help nobody: " +
               (one.total_need() > 0 ? "its need is met, or its benefit counts nothing."
                                     : "no need is on record for it.");
    out += " would bring a benefit of " + detail::plain_number(price.one_more);
    const double need = one.total_need();
    if (const double passed = 1 - price.kept / price.one_more; passed >= .005)
        out += ", " + std::to_string(std::llround(100 * passed)) + "% of it at those whom it passes it on to";
    out += need > 0
               ? "; what reaches it now meets " +
                     std::to_string(std::llround(100 * (std::min)(result.reached.reached[who.index] / need, 1e6))) +
                     "% of its need"
               : "; it has no need of its own";
    if (answer.amounts[who] >= one.cap) out += ", and it is at its cap";
    auto best = who;
    for (const auto other : of.recipients.ids())
        if (answer.amounts[other] < of.recipients[other].cap &&
            (result.prices[other].one_more > result.prices[best].one_more))
            best = other;
    if (best == who) return out + ". Nowhere would it bring more.";
    return out + ". At " + of.recipients[best].name + " it would bring " +
           detail::plain_number(result.prices[best].one_more) + ".";
}

} // namespace colearn

#endif
