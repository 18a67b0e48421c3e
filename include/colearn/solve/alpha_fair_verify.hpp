// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_ALPHA_FAIR_VERIFY_HPP
#define COLEARN_SOLVE_ALPHA_FAIR_VERIFY_HPP

/// @file
/// For a policy reader: checks how far from the best a fair sharing can be.
/// For an engineer: the bound that prices prove by weak duality, and the gap to it; calls no solver.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/alpha_fair_problem.hpp>

namespace colearn {

/// Checks a sharing and its bound without solving anything, in O(n + m): flows within each supply, floor and cap, the
/// utilities, the objective, and the bound that the prices prove, which holds for any prices; then that the gap is as
/// small as is claimed, and as was asked for where the outcome says so. Of those who are said to be unserved, that
/// nothing can reach them; of infeasible floors, that they cost more than can reach those who have them.
template <class Provider, class Recipient>
[[nodiscard]] verification verify(const alpha_fair_problem<Provider, Recipient>& problem,
                                  const alpha_fair_result<Provider, Recipient>& result,
                                  const alpha_fair_options& options = {}, const tolerance& near = {}) {
    detail::check_alpha_fair(problem, options, "verify");
    const auto text = [](double x) { return detail::number_text(x); };
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto& proof = result.certificate;
    const auto providers = problem.supply.size();
    const auto recipients = problem.weights.size();
    const double alpha = options.alpha;

    std::vector<std::uint8_t> servable(recipients);
    for (const auto& one : problem.arcs)
        if (detail::counts(problem, one)) servable[one.recipient.index] = 1;

    // 0. Who is named: floors that take all that their providers have, or cost more.
    std::vector<std::uint8_t> needs(recipients);
    std::vector<std::uint8_t> gives(providers);
    double floors = 0;
    double reachable = 0;
    for (const auto i : proof.conflicting_floors) {
        if (i.index >= recipients || needs[i.index]++ != 0)
            return reject("the conflicting floors must be those of different recipients");
        floors += detail::fair_floor(problem, i.index);
    }
    for (const auto j : proof.conflicting_providers) {
        if (j.index >= providers || gives[j.index]++ != 0)
            return reject("the conflicting providers must be different ones");
        reachable += problem.supply[j];
    }
    std::vector<std::uint8_t> depends(recipients, 1); // on the conflicting providers alone for all that counts
    for (const auto& one : problem.arcs)
        if (problem.supply[one.provider] > 0 && gives[one.provider.index] == 0) {
            if (detail::counts(problem, one)) depends[one.recipient.index] = 0;
            if (needs[one.recipient.index] != 0)
                return reject("recipient " + std::to_string(one.recipient.index) +
                              " can be served by a provider that is not named");
        }
    if (!near.equal(floors, proof.floors_total) || !near.equal(reachable, proof.reachable_total))
        return reject("the floors named cost " + text(floors) + " where " + text(reachable) + " can reach them, not " +
                      text(proof.floors_total) + " and " + text(proof.reachable_total));
    // But for rounding: with a small alpha even very little would be worth something.
    const bool used_up = !proof.conflicting_floors.empty() && reachable <= floors * (1 + 2e-12);
    for (const auto i : proof.unserved) {
        if (i.index >= recipients || problem.weights[i] == 0 ||
            (servable[i.index] != 0 &&
             !(used_up && depends[i.index] != 0 && (needs[i.index] == 0 || detail::fair_floor(problem, i.index) == 0))))
            return reject("recipient " + std::to_string(i.index) + " can be served, or need not be");
        servable[i.index] = 0;
    }
    if (result.outcome == status::infeasible) {
        if (floors * (1 - 5e-13) > reachable) return verification::accept(); // by more than rounding
        if (alpha < 1) return reject("with alpha below 1 nobody must be served");
        if (proof.unserved.empty()) return reject("an infeasible sharing names somebody whom nobody can serve");
        return verification::accept();
    }
    if (result.flows.size() != problem.arcs.size() || result.utilities.size() != recipients ||
        proof.prices.size() != providers)
        return reject("there must be a flow for each arc, a utility for each recipient and a price for each provider");
    const bool bounded = !problem.unbounded();
    if (proof.amount_prices.size() != (bounded ? recipients : 0))
        return reject(
            "there must be a price of the amount of each recipient where there are bounds, and none elsewhere");

    // 1. The sharing.
    std::vector<double> given(providers);
    std::vector<double> sent(recipients);
    std::vector<double> utility(recipients);
    for (std::size_t k = 0; k < problem.arcs.size(); ++k) {
        const auto& one = problem.arcs[k];
        if (!(result.flows[k] >= 0)) return reject("arc " + std::to_string(k) + " carries " + text(result.flows[k]));
        given[one.provider.index] += result.flows[k];
        sent[one.recipient.index] += result.flows[k];
        utility[one.recipient.index] += result.flows[k] * one.value;
    }
    for (std::size_t j = 0; j < providers; ++j)
        if (!near.at_most(given[j], problem.supply.values()[j]))
            return reject("provider " + std::to_string(j) + " gives " + text(given[j]) + " and has " +
                          text(problem.supply.values()[j]));
    for (std::size_t i = 0; i < recipients; ++i) {
        if (!near.at_most(detail::fair_floor(problem, i), sent[i]))
            return reject("recipient " + std::to_string(i) + " gets " + text(sent[i]) + ", below its floor");
        if (!near.at_most(sent[i], detail::fair_cap(problem, i)))
            return reject("recipient " + std::to_string(i) + " gets " + text(sent[i]) + ", above its cap");
        if (!near.equal(utility[i], result.utilities.values()[i]))
            return reject("recipient " + std::to_string(i) + " has a utility of " + text(utility[i]) + ", not of " +
                          text(result.utilities.values()[i]));
    }

    // 2. The bound, by weak duality; an infinite gap claims none.
    if (result.outcome != status::converged && result.outcome != status::optimal &&
        proof.gap == std::numeric_limits<double>::infinity())
        return verification::accept();
    long double bound = 0;
    long double objective = 0;
    long double size = 0; // of the numbers that are summed
    constexpr double infinite = std::numeric_limits<double>::infinity();
    std::vector<double> cheapest(recipients, infinite);
    for (std::size_t j = 0; j < providers; ++j) {
        const double price = proof.prices.values()[j];
        if (!(price >= 0 && price <= (std::numeric_limits<double>::max)()))
            return reject("provider " + std::to_string(j) + " has a price of " + text(price));
        bound += static_cast<long double>(price) * problem.supply.values()[j];
    }
    double worth = static_cast<double>(bound);
    for (const auto& one : problem.arcs) {
        const auto i = one.recipient.index;
        if (!detail::is_open(problem, one)) continue;
        const double price = proof.prices[one.provider] + (bounded ? proof.amount_prices.values()[i] : 0.0);
        if (!(price >= 0)) return reject("recipient " + std::to_string(i) + " is paid to take what it gets");
        if (detail::counts(problem, one)) cheapest[i] = (std::min)(cheapest[i], price / one.value);
    }
    size += bound;
    for (std::size_t i = 0; bounded && i < recipients; ++i) {
        const double price = proof.amount_prices.values()[i];
        if (price == 0 || detail::fair_cap(problem, i) == 0) continue;
        if (!(std::fabs(price) <= (std::numeric_limits<double>::max)()))
            return reject("recipient " + std::to_string(i) + " has a price of its amount of " + text(price));
        const double most = price * (price > 0 ? detail::fair_cap(problem, i) : detail::fair_floor(problem, i));
        bound += most;
        size += std::fabs(most);
    }
    long double counted = 0; // what counts, at its marginal utility
    for (std::size_t i = 0; i < recipients; ++i) {
        const double w = problem.weights.values()[i];
        if (w == 0 || servable[i] == 0) continue;
        const double enough = detail::fair_enough(problem, i);
        if (enough == infinite && (!(cheapest[i] > 0) || (alpha == 0 && !near.at_most(w, cheapest[i]))))
            return reject("recipient " + std::to_string(i) + " could buy without end at these prices");
        if (alpha >= 1 && !(utility[i] > 0)) return reject("recipient " + std::to_string(i) + " gets nothing");
        const double most = detail::alpha_conjugate(alpha, w, cheapest[i], enough);
        const double has = detail::alpha_utility(alpha, w, (std::min)(utility[i], enough));
        bound += most;
        objective += has;
        size += std::fabs(most) + std::fabs(has);
        counted += alpha == 1 ? w : (1 - alpha) * has;
    }
    if (bounded) worth = static_cast<double>(counted);
    const double slip = static_cast<double>(1e-14L * size) + near.absolute;
    const auto same = [&](double claimed, long double found) {
        return std::fabs(claimed - static_cast<double>(found)) <= slip + near.relative * std::fabs(claimed);
    };
    if (!same(result.objective, objective))
        return reject("the objective is " + text(static_cast<double>(objective)) + ", not " + text(result.objective));
    if (!same(proof.bound, bound))
        return reject("the prices prove a bound of " + text(static_cast<double>(bound)) + ", not of " +
                      text(proof.bound));
    const double gap = static_cast<double>(bound - objective);
    if (!(gap <= proof.gap + slip) || !(proof.gap >= 0))
        return reject("the gap is " + text(gap) + ", not " + text(proof.gap));
    if (!(std::fabs(proof.relative_gap * worth - proof.gap) <= slip + near.relative * proof.gap))
        return reject("the gap is not " + text(proof.relative_gap) + " of the worth of all " +
                      (bounded ? "that counts" : "supply"));
    if ((result.outcome == status::converged && !(proof.relative_gap <= options.relative_gap)) ||
        (result.outcome == status::optimal && !(gap <= slip + near.relative * worth)))
        return reject("the gap is larger than the outcome says");
    return verification::accept();
}

} // namespace colearn

#endif
