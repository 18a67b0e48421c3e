// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_PARTICIPATION_HPP
#define COLEARN_MEASURES_PARTICIPATION_HPP

/// @file
/// For a policy reader: does an actor spread its ties over many groups, or keep to one? And is it a hub of its own?
/// For an engineer: Guimera and Amaral's participation coefficient and within-module z score.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/graph/measured_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/degree.hpp>
#include <colearn/measures/groups.hpp>

namespace colearn {

struct participation_options {
    direction which = direction::total; ///< which ties count
    bool by_strength = false;           ///< add up strengths in place of counting ties
};

struct participation_result {
    measured_map score{};               ///< 0: all ties to one group; near 1: spread evenly over many
    measured_map within_z{};            ///< ties to the own group, in deviations from the group's mean
    actor_groups groups{};              ///< the boundary
    direction which = direction::total; ///< which ties were counted
    bool by_strength = false;           ///< whether strengths were added up
    view_record measured_on{};          ///< layers, direction and what was left out
};

/// Participation 1 - sum over groups s of (k_s / k)^2, with k_s an actor's ties to group s and k all of its ties, and
/// the z score of its ties to the own group among those of the group's members.
///
/// Source: Guimera and Amaral, Nature 433 (2005) 895. The deviation is that of the members themselves (over their
/// number, not one less). Self-ties are left out; parallel ties each count. The largest participation that g groups
/// allow is 1 - 1/g.
/// Complexity: O(n + m + g) time, O(n + g) memory. Undefined: participation without a tie; z where all members of the
/// group have equally many ties within it. Throws: `contract_violation` for groups of other actors.
[[nodiscard]] inline participation_result participation(const view& of, const actor_groups& groups,
                                                        const participation_options& options = {}) {
    detail::expect_groups(of, groups);
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    const auto g = groups.names.size();
    participation_result result{
        measured_map(of.shared_roster(), "it has no tie"),
        measured_map(of.shared_roster(), "all members of its group have equally many ties within the group"),
        groups,
        options.which,
        options.by_strength,
        of.record()};
    const auto group = groups.group.values();
    const auto out = of.out();
    const auto in = of.directed() && options.which != direction::out ? of.in() : rows{};

    // 1. Each actor's ties by group.
    std::vector<double> to(g), within(n), total(n);
    std::vector<std::uint32_t> seen;
    for (std::uint32_t v = 0; v < n; ++v) {
        const auto count = [&](const rows& side) {
            for (auto arc = side.offsets[v]; arc < side.offsets[v + 1]; ++arc) {
                const auto w = side.neighbours[arc];
                if (w == v) continue;
                if (to[group[w]] == 0) seen.push_back(group[w]);
                to[group[w]] += options.by_strength ? side.strengths[arc] : 1;
            }
        };
        if (!of.directed() || options.which != direction::in) count(out);
        if (of.directed() && options.which != direction::out) count(in);
        for (const auto one : seen) total[v] += to[one];
        double squares = 0;
        for (const auto one : seen) squares += (to[one] / total[v]) * (to[one] / total[v]);
        within[v] = to[group[v]];
        if (!seen.empty()) result.score.set(id<actor>{v}, seen.size() == 1 ? 0 : 1 - squares);
        for (const auto one : seen) to[one] = 0;
        seen.clear();
    }

    // 2. Each group's mean and deviation of ties within it.
    std::vector<double> size(g), mean(g), spread(g), least(g), most(g);
    for (std::uint32_t v = 0; v < n; ++v) {
        const auto own = group[v];
        least[own] = size[own] == 0 ? within[v] : (std::min)(least[own], within[v]);
        most[own] = (std::max)(most[own], within[v]);
        ++size[own];
        mean[own] += within[v];
    }
    for (std::size_t s = 0; s < g; ++s) mean[s] /= size[s] > 0 ? size[s] : 1;
    for (std::uint32_t v = 0; v < n; ++v)
        spread[group[v]] += (within[v] - mean[group[v]]) * (within[v] - mean[group[v]]);
    for (std::uint32_t v = 0; v < n; ++v) {
        const auto own = group[v];
        if (most[own] > least[own])
            result.within_z.set(id<actor>{v}, (within[v] - mean[own]) / std::sqrt(spread[own] / size[own]));
    }
    return result;
}

} // namespace colearn

#endif
