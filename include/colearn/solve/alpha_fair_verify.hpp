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

/// Checks a sharing and its bound without solving anything, in O(n + m): flows within each supply, the utilities, the
/// objective, and the bound that the prices prove, which holds for any prices; then that the gap is as small as is
/// claimed, and as was asked for where the outcome says so.
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
    if (result.outcome == status::infeasible) {
        if (alpha < 1) return reject("with alpha below 1 nobody must be served");
        if (proof.unserved.empty()) return reject("an infeasible sharing names somebody whom nobody can serve");
        for (const auto i : proof.unserved)
            if (i.index >= recipients || servable[i.index] != 0 || problem.weights[i] == 0)
                return reject("recipient " + std::to_string(i.index) + " can be served, or need not be");
        return verification::accept();
    }
    if (result.flows.size() != problem.arcs.size() || result.utilities.size() != recipients ||
        proof.prices.size() != providers)
        return reject("there must be a flow for each arc, a utility for each recipient and a price for each provider");

    // 1. The sharing.
    std::vector<double> given(providers);
    std::vector<double> utility(recipients);
    for (std::size_t k = 0; k < problem.arcs.size(); ++k) {
        const auto& one = problem.arcs[k];
        if (!(result.flows[k] >= 0)) return reject("arc " + std::to_string(k) + " carries " + text(result.flows[k]));
        given[one.provider.index] += result.flows[k];
        utility[one.recipient.index] += result.flows[k] * one.value;
    }
    for (std::size_t j = 0; j < providers; ++j)
        if (!near.at_most(given[j], problem.supply.values()[j]))
            return reject("provider " + std::to_string(j) + " gives " + text(given[j]) + " and has " +
                          text(problem.supply.values()[j]));
    for (std::size_t i = 0; i < recipients; ++i)
        if (!near.equal(utility[i], result.utilities.values()[i]))
            return reject("recipient " + std::to_string(i) + " has a utility of " + text(utility[i]) + ", not of " +
                          text(result.utilities.values()[i]));

    // 2. The bound, by weak duality.
    long double bound = 0;
    long double objective = 0;
    long double size = 0; // of the numbers that are summed
    std::vector<double> cheapest(recipients, std::numeric_limits<double>::infinity());
    for (const auto& one : problem.arcs)
        if (detail::counts(problem, one))
            cheapest[one.recipient.index] =
                (std::min)(cheapest[one.recipient.index], proof.prices[one.provider] / one.value);
    for (std::size_t j = 0; j < providers; ++j) {
        const double price = proof.prices.values()[j];
        if (!(price >= 0 && price <= (std::numeric_limits<double>::max)()))
            return reject("provider " + std::to_string(j) + " has a price of " + text(price));
        bound += static_cast<long double>(price) * problem.supply.values()[j];
    }
    const double worth = static_cast<double>(bound);
    for (std::size_t i = 0; i < recipients; ++i) {
        const double w = problem.weights.values()[i];
        if (w == 0 || servable[i] == 0) continue;
        if (!(cheapest[i] > 0) || (alpha == 0 && !near.at_most(w, cheapest[i])))
            return reject("recipient " + std::to_string(i) + " could buy without end at these prices");
        if (alpha >= 1 && !(utility[i] > 0)) return reject("recipient " + std::to_string(i) + " gets nothing");
        const double most = detail::alpha_conjugate(alpha, w, cheapest[i]);
        const double has = detail::alpha_utility(alpha, w, utility[i]);
        bound += most;
        objective += has;
        size += std::fabs(most) + std::fabs(has);
    }
    const double slip = static_cast<double>(1e-14L * (size + worth)) + near.absolute;
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
        return reject("the gap is not " + text(proof.relative_gap) + " of the worth of all supply");
    if ((result.outcome == status::converged && !(proof.relative_gap <= options.relative_gap)) ||
        (result.outcome == status::optimal && !(gap <= slip + near.relative * worth)))
        return reject("the gap is larger than the outcome says");
    return verification::accept();
}

} // namespace colearn

#endif
