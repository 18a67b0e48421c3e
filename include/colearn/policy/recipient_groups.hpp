// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_RECIPIENT_GROUPS_HPP
#define COLEARN_POLICY_RECIPIENT_GROUPS_HPP

/// @file
/// For a policy reader: the groups of schools for which a comparison says who wins and who loses: quarters from least
/// to most disadvantaged, regions, or each school by itself.
/// For an engineer: a partition of an allocation's recipients, some of whom may be in no group.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id_map.hpp>

namespace colearn {

/// In no group.
inline constexpr std::uint32_t no_group = (std::numeric_limits<std::uint32_t>::max)();

/// Each recipient's group.
struct recipient_groups {
    std::vector<std::string> names{};                 ///< of the groups, each its own
    id_map<allocation_recipient, std::uint32_t> of{}; ///< place in `names`, or `no_group`
    std::size_t left_out = 0;                         ///< recipients in no group: what would place them is not known
};

/// Quarters by the share of disadvantaged pupils, from least to most; equal shares go by pupils, then
/// by the order of the problem.
/// The quarters hold the same number of schools as nearly as can be. Schools whose share is not known are left out.
/// Complexity: O(n log n). Example: `quarters_of_disadvantage(problem)`
[[nodiscard]] inline recipient_groups quarters_of_disadvantage(const allocation_problem& problem) {
    recipient_groups out;
    out.names = {"least disadvantaged quarter", "second quarter", "third quarter", "most disadvantaged quarter"};
    out.of = id_map<allocation_recipient, std::uint32_t>(problem.recipients.size(), no_group);
    const auto recipients = problem.recipients.values();
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < recipients.size(); ++i)
        if (recipients[i].disadvantaged) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto& one = recipients[a];
        const auto& other = recipients[b];
        return *one.disadvantaged != *other.disadvantaged ? *one.disadvantaged < *other.disadvantaged
                                                          : one.pupils < other.pupils;
    });
    for (std::size_t k = 0; k < order.size(); ++k)
        out.of.values()[order[k]] = static_cast<std::uint32_t>(4 * k / order.size());
    out.left_out = recipients.size() - order.size();
    return out;
}

/// Regions in the order of their names. Schools without one are left out.
[[nodiscard]] inline recipient_groups groups_by_region(const allocation_problem& problem) {
    recipient_groups out;
    std::map<std::string, std::uint32_t> place;
    for (const auto& one : problem.recipients)
        if (!one.region.empty()) place.emplace(one.region, 0);
    for (auto& [name, at] : place) {
        at = static_cast<std::uint32_t>(out.names.size());
        out.names.push_back(name);
    }
    for (const auto& one : problem.recipients) {
        out.of.push_back(one.region.empty() ? no_group : place[one.region]);
        if (one.region.empty()) ++out.left_out;
    }
    return out;
}

/// Each recipient by itself, under its key: an experiment then keeps rows for each. Keys must differ.
[[nodiscard]] inline recipient_groups each_recipient(const allocation_problem& problem) {
    recipient_groups out;
    std::map<std::string, std::size_t> seen;
    for (const auto& one : problem.recipients) {
        expects(!one.key.empty() && seen.emplace(one.key, 0).second, "each recipient must have a key of its own",
                one.name);
        out.of.push_back(static_cast<std::uint32_t>(out.names.size()));
        out.names.push_back(one.key);
    }
    return out;
}

} // namespace colearn

#endif
