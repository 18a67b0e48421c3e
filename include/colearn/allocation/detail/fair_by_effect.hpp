// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_DETAIL_FAIR_BY_EFFECT_HPP
#define COLEARN_ALLOCATION_DETAIL_FAIR_BY_EFFECT_HPP

/// @file
/// The alpha-fair sharing of what arrives, where a unit does more along one route than along another: an Eisenberg-Gale
/// program with gains, by `alpha_fair`, in whole parts.
///
/// Floors and caps bound what is sent; what arrives counts up to the need. A recipient whom nobody can serve, or for
/// whom others' floors leave nothing, is left out of the sum, as is one that needs nothing: these get their floors.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/route_flow.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/alpha_fair.hpp>
#include <colearn/solve/alpha_fair_verify.hpp>

namespace colearn::detail {

/// What keeps a recipient where it is.
enum class fair_limit : std::uint8_t { none, floor, cap, need, nothing };

struct fair_by_effect {
    std::string conflict{};              ///< why the floors cannot be met; then there is nothing else
    std::string why_not{};               ///< what stands in the way of counting effects; then there is nothing else
    std::vector<double> arrived{};       ///< for each recipient: units times effect of the sharing that was rounded
    std::vector<std::int64_t> amounts{}; ///< for each recipient, sent
    std::vector<std::int64_t> carried{}; ///< on each route: a neighbour of the real amount
    std::vector<fair_limit> limits{};    ///< of each recipient
    verification checked{};              ///< of the real sharing, and that whole amounts are its neighbours
};

/// Real amounts on routes as whole ones: down, then up again where a floor asks for it, and then one more each to the
/// largest remainders, as far as the providers and the caps allow.
class whole_flows {
public:
    std::vector<std::int64_t> carried;

    whole_flows(const allocation_problem& of, std::span<const double> flows)
        : carried(flows.size()), of_(of), rest_(flows.size()), raised_(flows.size()), starts_(of.recipients.size() + 1),
          of_provider_(of.providers.size()), seen_(of.providers.size()) {
        std::vector<std::int64_t> room;
        for (const auto& one : of.providers) left_.push_back(one.capacity);
        for (const auto& one : of.recipients) room.push_back(one.cap);
        for (std::size_t k = 0; k < flows.size(); ++k) {
            const auto& route = of.routes[k];
            auto& out = carried[k];
            out = static_cast<std::int64_t>(std::floor(flows[k] + 1e-9 * (std::max)(flows[k], 1.0)));
            out = (std::max)(std::int64_t{0},
                             (std::min)({out, left_[route.provider.index], room[route.recipient.index]}));
            rest_[k] = flows[k] - static_cast<double>(out);
            if (!(rest_[k] > 1e-9 * (std::max)(flows[k], 1.0))) rest_[k] = 0;
            left_[route.provider.index] -= out;
            room[route.recipient.index] -= out;
            ++starts_[route.recipient.index + std::size_t{1}];
        }
        std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
        routes_.resize(flows.size());
        auto next = starts_;
        for (std::uint32_t k = 0; k < flows.size(); ++k) routes_[next[of.routes[k].recipient.index]++] = k;

        // There is such a rounding: sums of rows and columns of a real flow can be kept to whole bounds (Hoffman and
        // Kruskal 1956).
        for (const auto who : of.recipients.ids()) {
            const auto& one = of.recipients[who];
            spare_.push_back(one.cap - room[who.index] - one.floor);
        }
        for (std::uint32_t i = 0; i < spare_.size(); ++i)
            while (spare_[i] < 0) {
                std::fill(seen_.begin(), seen_.end(), std::uint8_t{0});
                if (!raise(i)) break;
            }
        std::vector<std::uint32_t> order(flows.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return rest_[a] > rest_[b]; });
        for (const auto k : order) {
            const auto& route = of.routes[k];
            if (rest_[k] == 0) break;
            const auto& one = of.recipients[route.recipient];
            if (raised_[k] != 0 || left_[route.provider.index] == 0 ||
                spare_[route.recipient.index] >= one.cap - one.floor)
                continue;
            take(k);
            --left_[route.provider.index];
        }
    }

private:
    void take(std::uint32_t k) {
        ++carried[k];
        raised_[k] = 1;
        ++spare_[of_.routes[k].recipient.index];
        of_provider_[of_.routes[k].provider.index].push_back(k);
    }
    // One more to a recipient, from a provider that has one left, or that takes one back from somebody who can do
    // without, or who gets one elsewhere.
    [[nodiscard]] bool raise(std::uint32_t who) {
        for (auto at = starts_[who]; at < starts_[who + std::size_t{1}]; ++at) {
            const auto k = routes_[at];
            const auto p = of_.routes[k].provider.index;
            if (rest_[k] == 0 || raised_[k] != 0 || seen_[p] != 0) continue;
            seen_[p] = 1;
            if (left_[p] > 0) {
                take(k);
                --left_[p];
                return true;
            }
            auto& from = of_provider_[p];
            for (std::size_t n = 0; n < from.size(); ++n) {
                const auto back = from[n];
                const auto other = of_.routes[back].recipient.index;
                if (other == who || (spare_[other] <= 0 && !raise(other))) continue;
                from.erase(from.begin() + static_cast<std::ptrdiff_t>(n));
                --carried[back];
                raised_[back] = 0;
                --spare_[other];
                take(k);
                return true;
            }
        }
        return false;
    }

    const allocation_problem& of_;
    std::vector<double> rest_;
    std::vector<std::uint8_t> raised_;
    std::vector<std::size_t> starts_;                     // by recipient, into routes_
    std::vector<std::uint32_t> routes_;                   // by recipient
    std::vector<std::int64_t> left_;                      // of each provider
    std::vector<std::int64_t> spare_;                     // of each recipient: above its floor
    std::vector<std::vector<std::uint32_t>> of_provider_; // routes on which it gives one more
    std::vector<std::uint8_t> seen_;
};

/// Maximises the sum of a U(e / n), e the sum of parts times effects, up to n, with routes. `weights`: a.
[[nodiscard]] inline fair_by_effect share_by_effect(const allocation_problem& of, double alpha,
                                                    std::span<const double> weights) {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    fair_by_effect out;
    const auto n = of.recipients.size();
    route_flow floors(of);
    out.conflict = floor_conflict(of, floors);
    if (!out.conflict.empty()) return out;

    // 1. Shares of need as utilities; whoever cannot be served, or needs nothing, is left out.
    alpha_fair_problem<allocation_provider, allocation_recipient> problem;
    for (const auto& one : of.providers) problem.supply.push_back(static_cast<double>(one.capacity));
    std::vector<double> need; // in parts
    for (const auto& one : of.recipients) need.push_back(one.total_need() * static_cast<double>(of.what.parts));
    std::vector<std::uint8_t> served(n);
    double most_value = 0;
    for (const auto& one : of.routes) {
        const auto i = one.recipient.index;
        const bool counts = one.effect > 0 && need[i] > 0 && weights[i] > 0 && of.recipients[one.recipient].cap > 0;
        problem.arcs.push_back({one.provider, one.recipient, counts ? one.effect / need[i] : 0});
        most_value = (std::max)(most_value, problem.arcs.back().value);
        if (counts && of.providers[one.provider].capacity > 0) served[i] = 1;
    }
    double most_weight = 0;
    for (std::size_t i = 0; i < n; ++i) most_weight = (std::max)(most_weight, served[i] != 0 ? weights[i] : 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        const auto& one = of.recipients.values()[i];
        problem.weights.push_back(served[i] != 0 ? weights[i] / most_weight : 0);
        problem.floors.push_back(static_cast<double>(one.floor));
        problem.caps.push_back(one.cap == no_cap ? infinite : static_cast<double>(one.cap));
        problem.enough.push_back(most_value > 0 ? 1 / most_value : infinite);
    }
    for (auto& one : problem.arcs) one.value = one.value > 0 ? one.value / most_value : 0;
    const auto fits = [](double x) { return x == 0 || (x >= 1e-12 && x <= 1e12); };
    if (!std::all_of(problem.arcs.begin(), problem.arcs.end(), [&](const auto& one) { return fits(one.value); }) ||
        !std::all_of(problem.weights.begin(), problem.weights.end(), fits) ||
        !std::all_of(problem.floors.begin(), problem.floors.end(), fits) ||
        !std::all_of(problem.supply.begin(), problem.supply.end(), fits)) {
        out.why_not = "needs, effects or amounts are of too different sizes";
        return out;
    }
    if (std::all_of(of.recipients.begin(), of.recipients.end(), [](const auto& one) { return one.floor == 0; }))
        problem.floors = {}; // then the program without bounds is tried first

    // 2. The best sharing; once more without those for whom floors leave nothing. With very many providers only where
    // nothing but the supply binds, which needs no large system.
    constexpr double most_products = 3e10;
    decltype(alpha_fair(problem)) found;
    if (products_of_step(problem) > most_products) {
        found = alpha_fair(
            alpha_fair_problem<allocation_provider, allocation_recipient>{
                problem.supply, problem.weights, problem.arcs, {}, {}, {}},
            {.alpha = alpha});
        if (!problem.floors.empty() || !keeps_within(problem, found)) {
            out.why_not = "there are too many providers for that with floors, caps and needs that bind";
            return out;
        }
        problem.floors = problem.caps = problem.enough = {};
    } else {
        found = alpha_fair(problem, {.alpha = alpha});
    }
    if (found.outcome == status::infeasible && !found.certificate.unserved.empty()) {
        for (const auto who : found.certificate.unserved) problem.weights[who] = 0;
        found = alpha_fair(problem, {.alpha = alpha});
    }
    if (found.outcome != status::converged) {
        out.why_not = "the best sharing was not found to a gap of 1e-8";
        return out;
    }

    // 3. In whole parts.
    out.checked = verify(problem, found, {.alpha = alpha});
    out.carried = whole_flows(of, found.flows).carried;
    out.amounts.assign(n, 0);
    out.arrived.assign(n, 0);
    std::vector<double> sent(n);
    for (std::size_t k = 0; k < out.carried.size(); ++k) {
        const auto i = of.routes[k].recipient.index;
        sent[i] += found.flows[k];
        out.arrived[i] += found.flows[k] * of.routes[k].effect;
        out.amounts[i] += out.carried[k];
        const double off = found.flows[k] - static_cast<double>(out.carried[k]);
        if (out.checked && !(std::fabs(off) < 1 + 1e-9 * (std::max)(found.flows[k], 1.0)))
            out.checked = verification::reject("a route does not carry a neighbour of " + number_text(found.flows[k]));
    }
    constexpr double about = 1e-4; // as near as amounts are known
    for (std::size_t i = 0; i < n; ++i) {
        const auto& one = of.recipients.values()[i];
        const auto floor = static_cast<double>(one.floor);
        out.limits.push_back(problem.weights.values()[i] == 0 ? fair_limit::nothing
                             : one.cap != no_cap && sent[i] >= (1 - about) * static_cast<double>(one.cap)
                                 ? fair_limit::cap
                             : floor > 0 && sent[i] <= (1 + about) * floor ? fair_limit::floor
                             : out.arrived[i] >= (1 - about) * need[i]     ? fair_limit::need
                                                                           : fair_limit::none);
        out.arrived[i] /= static_cast<double>(of.what.parts);
    }
    return out;
}

} // namespace colearn::detail

#endif
