// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_DETAIL_ALLOCATION_BOUNDS_HPP
#define COLEARN_ALLOCATION_DETAIL_ALLOCATION_BOUNDS_HPP

/// @file
/// What every policy starts from: floors and caps as columns, whether the floors can be met, and the frame of its
/// answer.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/amount_words.hpp>
#include <colearn/allocation/detail/route_flow.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>

namespace colearn::detail {

/// Units as whole parts, upwards; what is within rounding of a whole number is that number.
[[nodiscard]] inline std::int64_t parts_for(const resource& what, double units) {
    const double exact = units * static_cast<double>(what.parts);
    if (!(exact < static_cast<double>(most_whole_units))) return most_whole_units;
    const double near = std::round(exact);
    return static_cast<std::int64_t>(std::fabs(exact - near) <= 1e-9 * (std::max)(near, 1.0) ? near : std::ceil(exact));
}

struct allocation_bounds {
    std::vector<std::int64_t> floors{};
    std::vector<std::int64_t> caps{};

    explicit allocation_bounds(const allocation_problem& of) {
        for (const auto& one : of.recipients) {
            floors.push_back(one.floor);
            caps.push_back(one.cap);
        }
    }
    /// Nobody gets beyond these units, which are its need, unless its floor is.
    [[nodiscard]] static allocation_bounds up_to(const allocation_problem& of, std::span<const double> need) {
        allocation_bounds out(of);
        for (std::size_t i = 0; i < out.caps.size(); ++i)
            out.caps[i] = (std::max)(out.floors[i], (std::min)(out.caps[i], parts_for(of.what, need[i])));
        return out;
    }
    /// Nobody gets beyond its need, unless its floor is.
    [[nodiscard]] static allocation_bounds up_to_need(const allocation_problem& of) {
        std::vector<double> need;
        for (const auto& one : of.recipients) need.push_back(one.total_need());
        return up_to(of, need);
    }
};

/// Why the floors cannot be met, or nothing. With routes, `flow` then carries them all.
[[nodiscard]] inline std::string floor_conflict(const allocation_problem& of, route_flow& flow) {
    const auto recipients = of.recipients.values();
    const auto with_floors = [&](const std::vector<std::uint32_t>& who) {
        std::vector<std::uint32_t> out;
        double sum = 0;
        for (const auto i : who)
            if (recipients[i].floor > 0) {
                out.push_back(i);
                sum += static_cast<double>(recipients[i].floor);
            }
        return (out.size() == 1 ? "The floor of " : "The floors of ") + name_words(of.recipients, out) +
               (out.size() == 1 ? " costs " : " cost ") + part_words(of.what, sum);
    };
    if (of.pooled()) {
        std::vector<std::uint32_t> all(recipients.size());
        std::int64_t floors = 0;
        for (std::uint32_t i = 0; i < all.size(); ++i) {
            all[i] = i;
            floors = capped_sum(floors, recipients[i].floor);
        }
        if (floors <= of.supply()) return {};
        return with_floors(all) + " in all, but the supply is " + part_words(of.what, of.supply()) + ".";
    }
    for (std::uint32_t i = 0; i < recipients.size(); ++i) {
        if (flow.serve(i, recipients[i].floor) == recipients[i].floor) continue;
        double reachable = 0;
        for (const auto p : flow.reached_providers) reachable += static_cast<double>(of.providers.values()[p].capacity);
        const auto cost = with_floors(flow.reached_recipients);
        if (flow.reached_providers.empty()) return cost + ", but nobody may serve " + recipients[i].name + ".";
        return cost + ", but only " + part_words(of.what, reachable) + " can reach " +
               (flow.reached_recipients.size() == 1 ? "it" : "them") + ", from " +
               name_words(of.providers, flow.reached_providers) + ".";
    }
    return {};
}

/// An answer that says that the floors cannot be met, and whose floors.
[[nodiscard]] inline allocation infeasible_allocation(const std::string& policy, std::string conflict) {
    allocation out;
    out.policy = policy;
    out.notes.push_back(std::move(conflict));
    out.outcome = status::infeasible;
    return out;
}

/// An answer of these amounts.
[[nodiscard]] inline allocation allocation_of(const allocation_problem& of, const std::string& policy,
                                              std::vector<std::int64_t> amounts, std::vector<std::int64_t> carried) {
    allocation out;
    out.policy = policy;
    out.unspent = of.supply();
    for (const auto one : amounts) out.unspent -= one;
    out.amounts = id_map<allocation_recipient, std::int64_t>(std::move(amounts));
    if (!of.pooled()) out.carried = std::move(carried);
    return out;
}

} // namespace colearn::detail

#endif
