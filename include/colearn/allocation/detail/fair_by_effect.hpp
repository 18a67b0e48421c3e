// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_DETAIL_FAIR_BY_EFFECT_HPP
#define COLEARN_ALLOCATION_DETAIL_FAIR_BY_EFFECT_HPP

/// @file
/// The alpha-fair sharing of what arrives, where a unit does more along one route than along another: an Eisenberg-Gale
/// program with gains, by `alpha_fair`, in whole parts.
///
/// That program knows no floors and caps. Where its best sharing keeps to the caps and to nobody more than its need,
/// it is the best within these too, since they only take sharings away. Otherwise it is of no use, and says so.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/alpha_fair.hpp>
#include <colearn/solve/alpha_fair_verify.hpp>

namespace colearn::detail {

struct fair_by_effect {
    std::string why_not{};               ///< what stands in the way; then there is nothing else
    std::vector<double> arrived{};       ///< for each recipient: units times effect of the sharing that was rounded
    std::vector<std::int64_t> amounts{}; ///< for each recipient, sent
    std::vector<std::int64_t> carried{}; ///< on each route: a neighbour of the real amount
    verification checked{};              ///< of the real sharing, and that whole amounts are its neighbours
};

/// Real amounts on routes as whole ones: down, and then one more each to the largest remainders, as far as the
/// providers and the caps allow.
[[nodiscard]] inline std::vector<std::int64_t> whole_flows(const allocation_problem& of,
                                                           std::span<const double> flows) {
    std::vector<std::int64_t> out(flows.size());
    std::vector<double> rest(flows.size());
    std::vector<std::int64_t> left;
    std::vector<std::int64_t> room;
    for (const auto& one : of.providers) left.push_back(one.capacity);
    for (const auto& one : of.recipients) room.push_back(one.cap);
    for (std::size_t k = 0; k < out.size(); ++k) {
        const auto& route = of.routes[k];
        out[k] = static_cast<std::int64_t>(std::floor(flows[k] + 1e-9 * (std::max)(flows[k], 1.0)));
        out[k] =
            (std::max)(std::int64_t{0}, (std::min)({out[k], left[route.provider.index], room[route.recipient.index]}));
        rest[k] = flows[k] - static_cast<double>(out[k]);
        left[route.provider.index] -= out[k];
        room[route.recipient.index] -= out[k];
    }
    std::vector<std::size_t> order(out.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
    for (const auto k : order) {
        const auto& route = of.routes[k];
        if (!(rest[k] > 1e-9 * (std::max)(flows[k], 1.0))) break;
        if (left[route.provider.index] == 0 || room[route.recipient.index] == 0) continue;
        ++out[k];
        --left[route.provider.index];
        --room[route.recipient.index];
    }
    return out;
}

/// Maximises the sum of a U(e / n), e the sum of parts times effects, with routes and without floors. `weights`: a.
[[nodiscard]] inline fair_by_effect share_by_effect(const allocation_problem& of, double alpha,
                                                    std::span<const double> weights) {
    fair_by_effect out;
    const auto n = of.recipients.size();
    for (const auto& one : of.recipients)
        if (one.floor > 0) {
            out.why_not = one.name + " has a floor";
            return out;
        }

    // 1. Shares of need as utilities; whoever cannot be served, or needs nothing, is left out.
    alpha_fair_problem<allocation_provider, allocation_recipient> problem;
    for (const auto& one : of.providers) problem.supply.push_back(static_cast<double>(one.capacity));
    std::vector<double> need; // in parts
    for (const auto& one : of.recipients) need.push_back(one.total_need() * static_cast<double>(of.what.parts));
    std::vector<std::uint8_t> served(n);
    double most_value = 0;
    for (const auto& one : of.routes) {
        const auto i = one.recipient.index;
        const bool counts = one.effect > 0 && need[i] > 0 && weights[i] > 0;
        problem.arcs.push_back({one.provider, one.recipient, counts ? one.effect / need[i] : 0});
        most_value = (std::max)(most_value, problem.arcs.back().value);
        if (counts && of.providers[one.provider].capacity > 0) served[i] = 1;
    }
    double most_weight = 0;
    for (std::size_t i = 0; i < n; ++i) most_weight = (std::max)(most_weight, served[i] != 0 ? weights[i] : 0.0);
    for (std::size_t i = 0; i < n; ++i) problem.weights.push_back(served[i] != 0 ? weights[i] / most_weight : 0);
    for (auto& one : problem.arcs) one.value = one.value > 0 ? one.value / most_value : 0;
    const auto fits = [](double x) { return x == 0 || (x >= 1e-12 && x <= 1e12); };
    if (!std::all_of(problem.arcs.begin(), problem.arcs.end(), [&](const auto& one) { return fits(one.value); }) ||
        !std::all_of(problem.weights.begin(), problem.weights.end(), fits) ||
        !std::all_of(problem.supply.begin(), problem.supply.end(), fits)) {
        out.why_not = "needs, effects or amounts are of too different sizes";
        return out;
    }

    // 2. The best sharing, if nothing stands in its way.
    const auto found = alpha_fair(problem, {.alpha = alpha});
    if (found.outcome != status::converged) {
        out.why_not = "the best sharing was not found to a gap of 1e-8";
        return out;
    }
    out.arrived.assign(n, 0);
    std::vector<double> sent(n);
    for (std::size_t k = 0; k < of.routes.size(); ++k) {
        const auto i = of.routes[k].recipient.index;
        sent[i] += found.flows[k];
        out.arrived[i] += found.flows[k] * of.routes[k].effect;
    }
    for (std::size_t i = 0; i < n; ++i) {
        const auto& one = of.recipients.values()[i];
        const bool sated = out.arrived[i] > need[i] * (1 + 1e-9);
        if (!sated && sent[i] <= static_cast<double>(one.cap) * (1 + 1e-9)) continue;
        out.why_not = one.name + " would get beyond its " + (sated ? "need" : "cap");
        return out;
    }

    // 3. In whole parts.
    out.checked = verify(problem, found, {.alpha = alpha});
    out.carried = whole_flows(of, found.flows);
    out.amounts.assign(n, 0);
    for (std::size_t k = 0; k < out.carried.size(); ++k) {
        out.amounts[of.routes[k].recipient.index] += out.carried[k];
        const double off = found.flows[k] - static_cast<double>(out.carried[k]);
        if (out.checked && !(std::fabs(off) < 1 + 1e-9 * (std::max)(found.flows[k], 1.0)))
            out.checked = verification::reject("a route does not carry a neighbour of " + number_text(found.flows[k]));
    }
    for (auto& one : out.arrived) one /= static_cast<double>(of.what.parts);
    return out;
}

} // namespace colearn::detail

#endif
