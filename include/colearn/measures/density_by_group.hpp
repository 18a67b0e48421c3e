// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DENSITY_BY_GROUP_HPP
#define COLEARN_MEASURES_DENSITY_BY_GROUP_HPP

/// @file
/// For a policy reader: which roles work together: the share of possible ties between teachers and families, between
/// schools and agencies, ...
/// For an engineer: the table of densities between groups (the image matrix of a block model).

#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/groups.hpp>

namespace colearn {

/// What lies between two groups; of a directed view, from the first to the second.
struct group_pair {
    std::uint64_t tied_pairs = 0; ///< pairs with a tie
    double possible_pairs = 0;    ///< pairs of different actors
    double strength = 0;          ///< sum over all ties, parallel ones too
    measured density{};           ///< tied over possible pairs, 0 to 1
    measured mean_strength{};     ///< strength over tied pairs
};

struct density_by_group_result {
    actor_groups groups{};          ///< the boundary
    std::vector<group_pair> pair{}; ///< a square, row by row: from group to group
    view_record measured_on{};      ///< layers, direction and what was left out

    [[nodiscard]] const group_pair& between(std::size_t from, std::size_t to) const {
        expects(from < groups.names.size() && to < groups.names.size(), "a group must be one of these", from);
        return pair[from * groups.names.size() + to];
    }
};

/// Density between each two groups, and within each.
///
/// Source: Wasserman and Faust, *Social Network Analysis* (1994), section 10.2. Self-ties are left out and parallel
/// ties make one tied pair, so that no density exceeds 1. On an undirected view a pair is unordered and the table is
/// symmetric. Complexity: O(m + g^2) time and memory. Undefined: density where there is no possible pair, mean strength
/// where no pair is tied. Throws: `contract_violation` for groups of other actors.
[[nodiscard]] inline density_by_group_result density_by_group(const view& of, const actor_groups& groups) {
    detail::expect_groups(of, groups);
    const auto g = groups.names.size();
    density_by_group_result result{groups, std::vector<group_pair>(g * g), of.record()};
    const auto group = groups.group.values();
    const auto out = of.out();
    for (std::uint32_t v = 0; v < of.actor_count(); ++v) {
        auto before = v; // no partner of its own
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) {
            const auto w = out.neighbours[arc];
            if (w == v || (!of.directed() && w < v && group[v] == group[w])) continue;
            auto& pair = result.pair[group[v] * g + group[w]];
            pair.tied_pairs += w == before ? 0U : 1U;
            pair.strength += out.strengths[arc];
            before = w;
        }
    }
    std::vector<double> size(g);
    for (const auto one : group) ++size[one];
    for (std::size_t a = 0; a < g; ++a) {
        for (std::size_t b = 0; b < g; ++b) {
            auto& pair = result.pair[a * g + b];
            pair.possible_pairs = a != b ? size[a] * size[b] : size[a] * (size[a] - 1) / (of.directed() ? 1 : 2);
            const auto tied = static_cast<double>(pair.tied_pairs);
            pair.density = pair.possible_pairs > 0 ? measured::as(tied / pair.possible_pairs)
                                                   : measured::undefined("there is no possible pair");
            pair.mean_strength = tied > 0 ? measured::as(pair.strength / tied) : measured::undefined("no pair is tied");
        }
    }
    return result;
}

/// The same between roles.
[[nodiscard]] inline density_by_group_result density_by_role(const view& of) {
    return density_by_group(of, groups_by_role(of));
}

} // namespace colearn

#endif
