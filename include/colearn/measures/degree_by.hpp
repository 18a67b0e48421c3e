// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DEGREE_BY_HPP
#define COLEARN_MEASURES_DEGREE_BY_HPP

/// @file
/// For a policy reader: with whom an actor works: how many teachers, how many families, how many agencies, in which
/// kind of tie.
/// For an engineer: degree and strength split by the group of the other end, or by layer.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/degree.hpp>
#include <colearn/measures/groups.hpp>

namespace colearn {

/// A table with a row for each actor and a column for each group of the other end.
struct degree_by_group_result {
    actor_groups groups{};               ///< the columns
    std::vector<std::uint64_t> counts{}; ///< number of ties, row by row
    std::vector<double> strengths{};     ///< sums of their strengths, row by row
    direction which = direction::total;  ///< which ties were counted
    view_record measured_on{};           ///< layers, direction and what was left out

    /// An actor's number of ties to each group.
    [[nodiscard]] std::span<const std::uint64_t> counts_of(id<actor> who) const { return row(counts, who); }
    /// Sum of the strengths of an actor's ties to each group.
    [[nodiscard]] std::span<const double> strengths_of(id<actor> who) const { return row(strengths, who); }

private:
    template <class T>
    [[nodiscard]] std::span<const T> row(const std::vector<T>& table, id<actor> who) const {
        expects(who.index < groups.group.size(), "the actor must be one of this view's", who);
        return std::span(table).subspan(who.index * groups.names.size(), groups.names.size());
    }
};

/// Number and strength of each actor's ties by the group of the other end.
///
/// Conventions of `degree`, so each row adds up to the actor's degree. Complexity: O(m + n g) time and memory, g
/// groups. Throws: `contract_violation` when the groups are not of this view's actors.
[[nodiscard]] inline degree_by_group_result degree_by_group(const view& of, const actor_groups& groups,
                                                            const degree_options& options = {}) {
    detail::expect_groups(of, groups);
    const auto columns = groups.names.size();
    degree_by_group_result result;
    result.groups = groups;
    result.counts.assign(of.actor_count() * columns, 0);
    result.strengths.assign(of.actor_count() * columns, 0);
    result.which = options.which;
    result.measured_on = of.record();
    const auto group = groups.group.values();
    const auto out = of.out();
    const auto count = [&](std::uint32_t v, std::uint32_t w, std::uint32_t arc) {
        const auto cell = v * columns + group[w];
        ++result.counts[cell];
        result.strengths[cell] += out.strengths[arc];
    };
    for (std::uint32_t v = 0; v < of.actor_count(); ++v) {
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) {
            const auto w = out.neighbours[arc];
            if (options.which != direction::in || !of.directed()) count(v, w, arc);
            if (options.which != direction::out && of.directed()) count(w, v, arc);
        }
    }
    return result;
}

/// The same by role: how many schools, teachers, families, ... each actor is tied to.
[[nodiscard]] inline degree_by_group_result degree_by_role(const view& of, const degree_options& options = {}) {
    return degree_by_group(of, groups_by_role(of), options);
}

struct layer_degree {
    std::string layer{};              ///< name of the layer
    degree_result count{};            ///< number of ties in this layer alone
    actor_strength_result strength{}; ///< sum of their strengths
};

/// Degree and strength in each layer of a network by itself: the layers of `frozen`, or all of them. An actor that is
/// tied to the same other in two layers counts in both. Roles and weight are chosen as for `freeze`:
/// `degree_by_layer<teacher, school>(net)`.
/// Complexity: that of `freeze` for each layer.
template <class... Chosen, class Net, class Weight = by_trust>
[[nodiscard]] std::vector<layer_degree> degree_by_layer(const Net& net, const degree_options& options = {},
                                                        const layer_options& frozen = {}, const Weight& weight = {}) {
    auto layers = frozen.layers;
    if (layers.empty()) layers.assign(net.layer_ids().begin(), net.layer_ids().end());
    std::vector<layer_degree> made;
    for (const auto one : layers) {
        auto alone = frozen;
        alone.layers = {one};
        const auto of = freeze<Chosen...>(net, alone, weight);
        made.push_back({net[one].name, degree(of, options), actor_strength(of, options)});
    }
    return made;
}

} // namespace colearn

#endif
