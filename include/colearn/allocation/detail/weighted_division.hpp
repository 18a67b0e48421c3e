// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_DETAIL_WEIGHTED_DIVISION_HPP
#define COLEARN_ALLOCATION_DETAIL_WEIGHTED_DIVISION_HPP

/// @file
/// Whole parts in proportion to weights, within floors and caps: out of one pool by water-filling, along routes by
/// leximin; the amounts of both are rounded, each to a neighbouring whole number. Many policies are this with weights
/// of their own.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/amount_words.hpp>
#include <colearn/allocation/detail/route_effects.hpp>
#include <colearn/allocation/detail/route_flow.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/leximin.hpp>
#include <colearn/solve/leximin_verify.hpp>
#include <colearn/solve/water_filling_whole.hpp>

namespace colearn::detail {

struct weighted_division {
    std::vector<std::int64_t> amounts{}; ///< of each recipient
    std::vector<std::int64_t> carried{}; ///< on each route
    std::vector<leximin_binding> decided{};
    std::vector<double> level{}; ///< parts for each unit of weight, where the recipient is
    double level_weight = 0;     ///< weight that shares one more part; 0: not known, or none
    std::string conflict{};      ///< why the floors cannot be met; then there is nothing else
    verification checked{};
};

/// A weight that the solvers take.
[[nodiscard]] inline double usable_weight(double weight) noexcept {
    return weight > 0 ? (std::min)((std::max)(weight, 1e-100), 1e100) : 0;
}

[[nodiscard]] inline weighted_division divide_pool(const allocation_problem& of, std::span<const double> weights,
                                                   const allocation_bounds& within) {
    const water_filling_whole_problem pool{of.supply(), weights, within.floors, within.caps};
    auto found = water_filling_whole(pool);
    weighted_division out;
    out.checked = verify(pool, found);
    out.level.assign(weights.size(), found.certificate.level);
    out.level_weight = found.certificate.level_weight;
    for (const auto one : found.certificate.decided)
        out.decided.push_back(one == binding::floor       ? leximin_binding::floor
                              : one == binding::cap       ? leximin_binding::cap
                              : one == binding::fixed     ? leximin_binding::fixed
                              : one == binding::no_weight ? leximin_binding::no_weight
                                                          : leximin_binding::level);
    out.amounts = std::move(found.amounts);
    return out;
}

// `flow` carries the floors.
[[nodiscard]] inline weighted_division divide_routes(const allocation_problem& of, std::span<const double> weights,
                                                     const allocation_bounds& within, route_flow& flow) {
    const auto n = weights.size();
    leximin_problem<allocation_provider, allocation_recipient> routes;
    for (const auto& one : of.providers) routes.supply.push_back(static_cast<double>(one.capacity));
    for (std::size_t i = 0; i < n; ++i) {
        routes.weights.push_back(weights[i]);
        routes.floors.push_back(static_cast<double>(within.floors[i]));
        routes.caps.push_back(within.caps[i] == no_cap ? std::numeric_limits<double>::infinity()
                                                       : static_cast<double>(within.caps[i]));
    }
    for (const auto& one : of.routes) routes.arcs.push_back({one.provider, one.recipient});
    const auto found = leximin(routes);
    weighted_division out;
    out.checked = verify(routes, found);
    if (found.outcome != status::optimal) {
        out.checked = verification::reject("leximin finds no sharing though whole floors can be met");
        return out;
    }

    // Everyone's share rounded down; then one more each, as far as there is any, to the largest remainders.
    const auto real = found.amounts.values();
    const auto down = [&](double x) { return static_cast<std::int64_t>(std::floor(x + 1e-9 * (std::max)(x, 1.0))); };
    route_flow start(of);
    for (std::uint32_t k = 0; k < of.routes.size(); ++k) {
        const auto i = of.routes[k].recipient.index;
        start.carry(k, (std::min)(down(found.flows[k]), within.caps[i] - start.amounts[i]));
    }
    bool floors_met = true;
    for (std::uint32_t i = 0; i < n; ++i) {
        const auto missing = within.floors[i] - start.amounts[i];
        if (missing > 0 && start.serve(i, missing) < missing) floors_met = false;
    }
    if (floors_met) std::swap(start, flow);
    const auto raise = [&](std::uint32_t i, std::int64_t to) {
        to = (std::min)(to, within.caps[i]);
        if (to > flow.amounts[i]) (void)flow.serve(i, to - flow.amounts[i]);
    };
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < n; ++i) {
        raise(i, down(real[i]));
        if (weights[i] > 0) order.push_back(i);
    }
    const auto remainder = [&](std::uint32_t i) { return real[i] - static_cast<double>(flow.amounts[i]); };
    std::vector<double> left(n);
    for (const auto i : order) left[i] = remainder(i);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return left[a] > left[b]; });
    for (const auto i : order)
        if (left[i] > 1e-9 * (std::max)(real[i], 1.0)) raise(i, flow.amounts[i] + 1);
    for (const auto i : order) raise(i, within.caps[i]); // nothing, but where doubles cannot count to the part

    for (std::uint32_t i = 0; i < n && out.checked; ++i)
        if (!(std::fabs(remainder(i)) < 1 + 1e-9 * (std::max)(real[i], 1.0)))
            out.checked = verification::reject(of.recipients.values()[i].name + " is not at a neighbour of " +
                                               number_text(real[i]));
    const auto& proof = found.certificate;
    for (const auto i : of.recipients.ids()) {
        out.decided.push_back(proof.decided[i]);
        out.level.push_back(proof.bottlenecks[proof.recipient_in[i]].level);
    }
    out.amounts = flow.amounts;
    out.carried = flow.carried;
    return out;
}

/// Divides what there is, in proportion to weights (>= 0).
[[nodiscard]] inline weighted_division divide_by_weights(const allocation_problem& of, std::vector<double> weights,
                                                         const allocation_bounds& within) {
    for (auto& one : weights) one = usable_weight(one);
    route_flow flow(of);
    weighted_division out;
    out.conflict = floor_conflict(of, flow);
    if (!out.conflict.empty()) return out;
    return of.pooled() ? divide_pool(of, weights, within) : divide_routes(of, weights, within, flow);
}

/// What a weight is, in words.
struct weight_words {
    std::string one = "pupil";                              ///< "pupil", "unit of need"
    std::string many = "pupils";                            ///< more of them
    std::string cap = "cap";                                ///< what caps an amount: "cap", "need"
    std::string nothing = "no pupils are on record for it"; ///< why a weight is 0
};

/// The words for weights that are needs.
[[nodiscard]] inline weight_words need_words(const route_effects& effects) {
    if (effects.any && !effects.differ)
        return {"unit to be sent", "units to be sent", "need", "nothing that could be sent would meet a need of it"};
    return {"unit of need", "units of need", "need", "no need is on record for it"};
}

/// Why one recipient gets what it gets, and what would change it.
[[nodiscard]] inline std::string why_divided(const allocation_problem& of, const weighted_division& found,
                                             std::span<const double> weights, std::size_t i,
                                             const weight_words& words) {
    const auto& who = of.recipients.values()[i];
    const auto say = [&](double parts) { return part_words(of.what, parts); };
    const double w = weights[i];
    const double level = found.level[i];
    const bool finite = level <= (std::numeric_limits<double>::max)();
    const auto count = plain_number(w) + " " + (plain_number(w) == "1" ? words.one : words.many);
    std::string out = who.name + " gets " + part_words(of.what, found.amounts[i]) + ": ";
    switch (found.decided[i]) {
    case leximin_binding::level:
        out += count + " at " + say(level) + " each, in whole parts.";
        if (found.level_weight > 0)
            out += " Another " + unit_words(of.what, 100) + " in all would bring it about " +
                   unit_words(of.what, 100 * (w / found.level_weight)) + ".";
        else
            out += " More at the providers it depends on would raise it.";
        break;
    case leximin_binding::floor:
        out += "its floor; " + count + " at " + say(level) + " each would be " + say(w * level) +
               ". It would get more once the level passes " + say(static_cast<double>(found.amounts[i]) / w) +
               " each, or with a higher floor.";
        break;
    case leximin_binding::cap:
        out += (found.amounts[i] == who.cap ? "its cap" : "its " + words.cap) +
               (finite ? "; " + count + " at " + say(level) + " each would be " + say(w * level) : "") +
               ". Only a higher " + (found.amounts[i] == who.cap ? "cap" : words.cap) + " would bring it more.";
        break;
    case leximin_binding::fixed:
        out += "the least and the most it may get are the same.";
        break;
    case leximin_binding::arcs:
        out += "what its routes bring.";
        break;
    case leximin_binding::no_weight:
        out += "its floor, since " + words.nothing + ".";
        break;
    }
    return out;
}

/// The whole answer of a policy that divides by weights.
[[nodiscard]] inline allocation weighted_allocation(const allocation_problem& of, const allocation_request& how,
                                                    const std::string& policy, const std::vector<double>& weights,
                                                    const allocation_bounds& within, const weight_words& words) {
    auto found = divide_by_weights(of, weights, within);
    if (!found.conflict.empty()) return infeasible_allocation(policy, std::move(found.conflict));
    auto out = allocation_of(of, policy, found.amounts, found.carried);
    out.checked = found.checked;
    if (out.unspent > 0)
        out.notes.push_back("Unspent: " + part_words(of.what, out.unspent) +
                            ", since nobody whom it could reach may take more.");
    if (how.explain)
        for (std::size_t i = 0; i < weights.size(); ++i) out.why.push_back(why_divided(of, found, weights, i, words));
    return out;
}

} // namespace colearn::detail

#endif
