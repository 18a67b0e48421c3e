// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_GROUPS_HPP
#define COLEARN_MEASURES_GROUPS_HPP

/// @file
/// For a policy reader: a boundary that runs through the system, such as role, region or sector, and who stands on
/// which side of it. Measures of brokerage and of mixing say by this name which boundary they are about.
/// For an engineer: a label for each actor of a view, with names.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// The groups that a boundary divides the actors of a view into. Made by the functions below.
struct actor_groups {
    std::string boundary{};           ///< what divides them, such as `role`
    actor_map<std::uint32_t> group{}; ///< number of each actor's group, below `names.size()`
    std::vector<std::string> names{}; ///< of the groups, by number
};

/// Groups by role: `school`, `teacher`, ... in the order of the view's roster. O(n).
[[nodiscard]] inline actor_groups groups_by_role(const view& of) {
    actor_groups made{"role", actor_map<std::uint32_t>(of.shared_roster()), {}};
    for (const auto& part : of.who().parts()) {
        const auto number = static_cast<std::uint32_t>(made.names.size());
        std::fill_n(made.group.values().begin() + part.first, part.count, number);
        made.names.push_back(part.role);
    }
    return made;
}

/// Groups by a name that `name_of(id<actor>)` gives, numbered in alphabetical order. Whoever gets the same name, the
/// empty one too, is of the same group. O(n log n).
template <class NameOf>
[[nodiscard]] actor_groups groups_by(const view& of, std::string boundary, const NameOf& name_of) {
    actor_groups made{std::move(boundary), actor_map<std::uint32_t>(of.shared_roster()), {}};
    std::vector<std::string> by_actor;
    by_actor.reserve(of.actor_count());
    for (const auto who : of.actors()) by_actor.emplace_back(name_of(who));
    made.names = by_actor;
    std::sort(made.names.begin(), made.names.end());
    made.names.erase(std::unique(made.names.begin(), made.names.end()), made.names.end());
    for (const auto who : of.actors()) {
        const auto at = std::lower_bound(made.names.begin(), made.names.end(), by_actor[who.index]);
        made.group[who] = static_cast<std::uint32_t>(at - made.names.begin());
    }
    return made;
}

/// Groups by numbers: one label for each actor, 0 or more; their names are their numbers. O(n).
/// A label must be smaller than the number of actors, so that a wrong column is noticed and not a huge table made.
[[nodiscard]] inline actor_groups groups_from(const view& of, std::string boundary,
                                              std::span<const std::uint32_t> labels) {
    expects(labels.size() == of.actor_count(), "there must be one label for each actor", labels.size());
    actor_groups made{std::move(boundary), actor_map<std::uint32_t>(of.shared_roster()), {}};
    std::uint32_t count = 0;
    for (std::size_t v = 0; v < labels.size(); ++v) {
        expects(labels[v] < labels.size(), "a label must be smaller than the number of actors", labels[v]);
        made.group.values()[v] = labels[v];
        count = (std::max)(count, labels[v] + 1);
    }
    for (std::uint32_t g = 0; g < count; ++g) made.names.push_back(std::to_string(g));
    return made;
}

namespace detail {

// Refuses groups of other actors than a view's; the caller is named in the message.
inline void expect_groups(const view& of, const actor_groups& groups, const char* caller = __builtin_FUNCTION()) {
    expects(groups.group.size() == of.actor_count(), {"there must be one group for each actor of the view", caller},
            groups.group.size());
    for (const auto g : groups.group.values())
        expects(g < groups.names.size(), {"every group must have a name", caller}, g);
}

} // namespace detail

} // namespace colearn

#endif
