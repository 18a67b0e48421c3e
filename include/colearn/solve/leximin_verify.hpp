// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_LEXIMIN_VERIFY_HPP
#define COLEARN_SOLVE_LEXIMIN_VERIFY_HPP

/// @file
/// For a policy reader: checks that nobody who is served badly could be served better at the cost of somebody who is
/// served well.
/// For an engineer: the check of a leximin sharing from its flows and levels; calls no solver.

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
#include <colearn/solve/leximin_problem.hpp>

namespace colearn {

/// Checks a sharing without solving it, in O(n + m). First violated of: sizes and ranges; flows add up to the amounts
/// and to no more than each supply; floors and caps; every provider below the infinite level gives all that it has; and
/// along every arc that is not full the recipient is served at least at the provider's level (or is at its cap), along
/// every arc that carries something at most at that level (or is at its floor): which only the best sharing satisfies.
/// For an infeasible outcome: that the floors named do cost more than can reach those recipients.
template <class Provider, class Recipient>
[[nodiscard]] verification verify(const leximin_problem<Provider, Recipient>& problem,
                                  const leximin_result<Provider, Recipient>& result, const tolerance& near = {}) {
    detail::check_leximin(problem, "verify");
    const auto text = [](double x) { return detail::number_text(x); };
    const auto recipient = [](std::size_t i) { return "recipient " + std::to_string(i); };
    const auto provider = [](std::size_t j) { return "provider " + std::to_string(j); };
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto& proof = result.certificate;
    const auto providers = problem.supply.size();
    const auto recipients = problem.weights.size();
    const auto arcs = problem.arcs.size();
    constexpr double infinite = std::numeric_limits<double>::infinity();

    if (result.outcome == status::infeasible) {
        if (!result.amounts.empty()) return reject("an infeasible sharing has no amounts");
        std::vector<std::uint8_t> needs(recipients);
        std::vector<std::uint8_t> gives(providers);
        double floors = 0;
        double reachable = 0;
        for (const auto i : proof.conflicting_floors) {
            if (i.index >= recipients || needs[i.index]++ != 0)
                return reject("the conflicting floors must be those of different recipients");
            floors += detail::leximin_floor(problem, i.index);
        }
        for (const auto j : proof.conflicting_providers) {
            if (j.index >= providers || gives[j.index]++ != 0)
                return reject("the conflicting providers must be different ones");
            reachable += problem.supply[j];
        }
        for (const auto& one : problem.arcs)
            if (needs[one.recipient.index] != 0 && gives[one.provider.index] == 0) reachable += one.cap;
        if (!(floors > reachable))
            return reject("the floors named cost " + text(floors) + ", and " + text(reachable) + " can reach them");
        if (!near.equal(floors, proof.floors_total) || !near.equal(reachable, proof.reachable_total))
            return reject("the floors named cost " + text(floors) + " where " + text(reachable) +
                          " can reach them, not " + text(proof.floors_total) + " and " + text(proof.reachable_total));
        return verification::accept();
    }
    if (result.outcome != status::optimal) return reject("the outcome is neither optimal nor infeasible");

    // 1. Sizes.
    const auto groups = proof.bottlenecks.size();
    if (result.flows.size() != arcs || result.amounts.size() != recipients)
        return reject("there must be a flow for each arc and an amount for each recipient");
    if (proof.provider_in.size() != providers || proof.recipient_in.size() != recipients ||
        proof.decided.size() != recipients)
        return reject("there must be a bottleneck for each provider and recipient, and a reason for each amount");
    for (std::size_t g = 0; g < groups; ++g)
        if (!(proof.bottlenecks[g].level >= (g == 0 ? 0.0 : proof.bottlenecks[g - 1].level)))
            return reject("the levels of the bottlenecks must rise");

    // 2. The flows are a sharing.
    std::vector<double> given(providers);
    std::vector<double> received(recipients);
    for (std::size_t k = 0; k < arcs; ++k) {
        const auto& one = problem.arcs[k];
        const double flow = result.flows[k];
        if (!(flow >= 0 && flow <= one.cap))
            return reject("arc " + std::to_string(k) + " carries " + text(flow) + " where its cap is " + text(one.cap));
        given[one.provider.index] += flow;
        received[one.recipient.index] += flow;
    }
    std::vector<leximin_bottleneck> sums(groups);
    for (std::size_t j = 0; j < providers; ++j) {
        const double has = problem.supply.values()[j];
        const auto g = proof.provider_in.values()[j];
        if (!near.at_most(given[j], has))
            return reject(provider(j) + " gives " + text(given[j]) + " and has " + text(has));
        if (g >= groups) return reject(provider(j) + " is in no bottleneck");
        sums[g].supply += has;
        sums[g].spare += has - given[j];
        ++sums[g].provider_count;
    }
    for (std::size_t i = 0; i < recipients; ++i) {
        const double x = result.amounts.values()[i];
        const auto g = proof.recipient_in.values()[i];
        if (!near.equal(x, received[i]))
            return reject(recipient(i) + " receives " + text(received[i]) + ", not " + text(x));
        const double floor = detail::leximin_floor(problem, i);
        const double cap = detail::leximin_cap(problem, i);
        if (!near.at_most(floor, x)) return reject(recipient(i) + " gets " + text(x) + ", below its floor");
        if (!near.at_most(x, cap)) return reject(recipient(i) + " gets " + text(x) + ", above its cap");
        if (g >= groups) return reject(recipient(i) + " is in no bottleneck");
        ++sums[g].recipient_count;
        const auto why =
            detail::what_decides(problem.weights.values()[i], x, proof.bottlenecks[g].level, floor, cap, near);
        if (why != proof.decided.values()[i])
            return reject(recipient(i) + " is decided by its " + std::string(to_string(why)) + ", not by its " +
                          std::string(to_string(proof.decided.values()[i])));
    }
    for (std::size_t g = 0; g < groups; ++g) {
        const auto& claimed = proof.bottlenecks[g];
        const auto name = "bottleneck " + std::to_string(g);
        if (claimed.provider_count != sums[g].provider_count || claimed.recipient_count != sums[g].recipient_count ||
            !near.equal(claimed.supply, sums[g].supply) ||
            std::fabs(claimed.spare - sums[g].spare) > near.relative * sums[g].supply)
            return reject(name + " has other members or supply than it says");
        if (claimed.level < infinite && sums[g].spare > near.relative * sums[g].supply)
            return reject(name + " keeps " + text(sums[g].spare) + " of its supply");
    }

    // 3. Nobody could be served better at the cost of somebody who is better off.
    std::vector<double> could(recipients, 0.0);     // largest level of a provider that could give it more
    std::vector<double> does(recipients, infinite); // smallest level of a provider that gives it something
    for (std::size_t k = 0; k < arcs; ++k) {
        const auto& one = problem.arcs[k];
        const auto i = one.recipient.index;
        const double level = proof.bottlenecks[proof.provider_in.values()[one.provider.index]].level;
        const double flow = result.flows[k];
        if (flow < one.cap && problem.supply.values()[one.provider.index] > 0) could[i] = (std::max)(could[i], level);
        if (flow > near.relative * received[i]) does[i] = (std::min)(does[i], level);
    }
    for (std::size_t i = 0; i < recipients; ++i) {
        const double w = problem.weights.values()[i];
        const double x = result.amounts.values()[i];
        const bool at_cap = w == 0 || near.at_most(detail::leximin_cap(problem, i), x);
        const bool at_floor = near.at_most(x, detail::leximin_floor(problem, i));
        if (!near.at_most(could[i], does[i]))
            return reject(recipient(i) + " takes from a provider of level " + text(does[i]) + " where one of level " +
                          text(could[i]) + " could give more");
        if (!at_cap && !near.at_most(could[i], x / w))
            return reject(recipient(i) + " is served at " + text(x / w) + " where a provider of level " +
                          text(could[i]) + " could give more");
        if (!at_floor && w > 0 && !near.at_most(x / w, does[i]))
            return reject(recipient(i) + " is served at " + text(x / w) + " and takes from a provider of level " +
                          text(does[i]));
        if (w == 0 && !at_floor) return reject(recipient(i) + " has weight 0 and gets more than its floor");
    }
    return verification::accept();
}

} // namespace colearn

#endif
