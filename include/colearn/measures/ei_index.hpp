// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_EI_INDEX_HPP
#define COLEARN_MEASURES_EI_INDEX_HPP

/// @file
/// For a policy reader: does collaboration cross the boundary, or stay inside it? -1: all ties stay within a group;
/// +1: all reach across.
/// For an engineer: Krackhardt and Stern's E-I index of the whole, of each group and of each actor.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/measured.hpp>
#include <colearn/graph/measured_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/groups.hpp>

namespace colearn {

struct ei_index_options {
    bool by_strength = false; ///< add up strengths in place of counting ties
};

struct ei_index_result {
    measured overall{};            ///< (external - internal) / (external + internal), -1 to 1
    measured if_mixed{};           ///< what it would be if all possible ties were there, given the groups' sizes
    std::vector<measured> group{}; ///< of each group's ties
    measured_map score{};          ///< of each actor's ties
    double external = 0;           ///< number (or strength) of ties across the boundary
    double internal = 0;           ///< and within a group
    actor_groups groups{};         ///< the boundary
    bool by_strength = false;      ///< whether strengths were added up
    view_record measured_on{};     ///< layers, direction and what was left out
};

/// The E-I index: ties across a boundary less ties within, over all ties.
///
/// Source: Krackhardt and Stern, *Social Psychology Quarterly* 51 (1988) 123. Each tie counts once in `overall`, once
/// for each of its groups in `group` (an internal tie once), and for both its ends in `score`, whoever named whom.
/// Self-ties are left out; parallel ties each count. `if_mixed` depends on the sizes of the groups alone: small groups
/// reach across more by chance, so set `overall` beside it.
/// Complexity: O(n + m + g). Undefined: without a tie; `if_mixed`: with fewer than two actors.
/// Throws: `contract_violation` when the groups are not of this view's actors.
[[nodiscard]] inline ei_index_result ei_index(const view& of, const actor_groups& groups,
                                              const ei_index_options& options = {}) {
    detail::expect_groups(of, groups);
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    ei_index_result result;
    result.score = measured_map(of.shared_roster(), "it has no tie");
    result.groups = groups;
    result.by_strength = options.by_strength;
    result.measured_on = of.record();

    // 1. Add up, for each actor and each group.
    struct sides {
        double external = 0;
        double internal = 0;
        [[nodiscard]] measured index(const char* why) const {
            return external + internal > 0 ? measured::as((external - internal) / (external + internal))
                                           : measured::undefined(why);
        }
    };
    std::vector<sides> actor_ties(n), group_ties(groups.names.size());
    sides all;
    const auto group = groups.group.values();
    const auto out = of.out();
    for (std::uint32_t v = 0; v < n; ++v) {
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) {
            const auto w = out.neighbours[arc];
            if (w == v || (!of.directed() && w < v)) continue;
            const double counts = options.by_strength ? out.strengths[arc] : 1;
            const bool across = group[v] != group[w];
            const auto side = across ? &sides::external : &sides::internal;
            all.*side += counts;
            actor_ties[v].*side += counts;
            actor_ties[w].*side += counts;
            group_ties[group[v]].*side += counts;
            if (across) group_ties[group[w]].*side += counts;
        }
    }

    // 2. Divide.
    result.external = all.external;
    result.internal = all.internal;
    result.overall = all.index("there is no tie between different actors");
    for (const auto& one : group_ties) result.group.push_back(one.index("the group has no tie"));
    for (std::uint32_t v = 0; v < n; ++v)
        if (const auto own = actor_ties[v].index(""); own.defined()) result.score.set(id<actor>{v}, *own.value);
    std::vector<double> size(groups.names.size());
    for (const auto g : group) ++size[g];
    double within = 0;
    for (const double s : size) within += s * (s - 1);
    const double pairs = static_cast<double>(n) * (static_cast<double>(n) - 1);
    result.if_mixed =
        n < 2 ? measured::undefined("there are fewer than two actors") : measured::as((pairs - 2 * within) / pairs);
    return result;
}

} // namespace colearn

#endif
