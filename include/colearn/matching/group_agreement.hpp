// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_GROUP_AGREEMENT_HPP
#define COLEARN_MATCHING_GROUP_AGREEMENT_HPP

/// @file
/// For a policy reader: do proposed groups look like those that schools formed by themselves?
/// For an engineer: share of the proposed pairs that are together in given groups, beside as many nearest pairs and
/// beside chance.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/joined_sets.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/layer.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/pairing_rules.hpp> // distance_km
#include <colearn/matching/school_table.hpp>

namespace colearn {

struct group_agreement {
    std::size_t proposed_pairs = 0;    ///< pairs of members of one proposal
    std::size_t given_pairs = 0;       ///< pairs of members of one given group
    std::size_t shared_pairs = 0;      ///< both
    std::optional<double> precision{}; ///< shared / proposed; empty without a proposal
    std::optional<double> recall{};    ///< shared / given; empty without a given group
    /// The same precision of as many nearest pairs, equal distances by ids; empty where there are not so many with a
    /// place.
    std::optional<double> precision_of_nearest{};
    std::optional<double> precision_of_chance{}; ///< given pairs / all pairs; empty for fewer than two schools
};

/// Groups that schools form already: those whom ties of a layer join, directly or through others. The number of a group
/// is that of its first school; `id<school>::none` without a tie of the layer to another school.
///
/// Source: connected components by union-find with path halving. Complexity: O(n + m log n) time, O(n) space.
/// Preconditions: the network has a layer of this name. Throws: `contract_violation`.
template <class Roles, class Tie>
[[nodiscard]] id_map<school, std::uint32_t> groups_of_layer(const network<Roles, Tie>& net,
                                                            std::string_view layer_name) {
    const auto which = net.find_layer(layer_name);
    expects(which.valid(), "the layer must be in the network", layer_name);
    const auto n = net.template id_bound<school>();
    detail::joined_sets sets(n);
    std::vector<std::uint8_t> tied(n, 0);
    net.for_each_tie([&](auto, tie_end from, tie_end to, id<layer> kind, const auto&) {
        const auto a = net.template as<school>(from);
        const auto b = net.template as<school>(to);
        if (kind != which || !a.valid() || !b.valid() || a == b) return;
        tied[a.index] = tied[b.index] = 1;
        sets.join(a.index, b.index);
    });
    id_map<school, std::uint32_t> out(n, id<school>::none);
    for (std::uint32_t v = 0; v < n; ++v)
        if (tied[v] != 0) out.values()[v] = sets.find(v);
    return out;
}

/// Compares proposed groups with given ones. `group_of` has the number of each school's group, `id<school>::none`
/// without.
///
/// Source: pair precision and recall as for clusterings (Rand 1971 counts the same pairs).
/// Complexity: O(n^2 log n) time, O(n^2) space for n schools. Preconditions: an entry for each school.
/// Throws: `contract_violation`.
[[nodiscard]] inline group_agreement agreement_with(const school_table& schools, const group_result<school>& result,
                                                    const id_map<school, std::uint32_t>& group_of) {
    expects(group_of.size() == schools.id_bound(), "there must be a group number for each school", group_of.size());
    const auto together = [&](id<school> a, id<school> b) {
        return group_of[a] != id<school>::none && group_of[a] == group_of[b];
    };
    group_agreement out;
    for (const auto& one : result.proposals)
        for (std::size_t i = 0; i < one.members.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                ++out.proposed_pairs;
                out.shared_pairs += together(one.members[i].who, one.members[j].who) ? 1U : 0U;
            }
    struct near_pair {
        double km;
        id<school> a;
        id<school> b;
    };
    std::vector<near_pair> near;
    const auto ids = schools.ids();
    for (std::size_t i = 0; i < ids.size(); ++i)
        for (std::size_t j = i + 1; j < ids.size(); ++j) {
            out.given_pairs += together(ids[i], ids[j]) ? 1U : 0U;
            if (const auto km = distance_km(schools, ids[i], ids[j])) near.push_back({*km, ids[i], ids[j]});
        }
    const auto share = [](std::size_t part, std::size_t whole) -> std::optional<double> {
        if (whole == 0) return std::nullopt;
        return static_cast<double>(part) / static_cast<double>(whole);
    };
    out.precision = share(out.shared_pairs, out.proposed_pairs);
    out.recall = share(out.shared_pairs, out.given_pairs);
    out.precision_of_chance = share(out.given_pairs, ids.size() * (ids.size() - (ids.empty() ? 0 : 1)) / 2);
    if (near.size() < out.proposed_pairs) return out;
    const auto end = near.begin() + static_cast<std::ptrdiff_t>(out.proposed_pairs);
    std::partial_sort(near.begin(), end, near.end(), [](const near_pair& x, const near_pair& y) {
        return x.km != y.km ? x.km < y.km : x.a != y.a ? x.a < y.a : x.b < y.b;
    });
    std::size_t found = 0;
    for (auto one = near.begin(); one != end; ++one) found += together(one->a, one->b) ? 1U : 0U;
    out.precision_of_nearest = share(found, out.proposed_pairs);
    return out;
}

} // namespace colearn

#endif
