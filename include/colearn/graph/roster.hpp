// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_ROSTER_HPP
#define COLEARN_GRAPH_ROSTER_HPP

/// @file
/// For a policy reader: who is in a picture of the network, by role and by name.
/// For an engineer: the immutable table between `id<Role>` and the dense vertices 0 .. n-1 of a view, shared by the
/// view and by every result computed on it, so that a result can be read by role after the view is gone.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>

namespace colearn {

/// Any actor of a view, of whichever role: `id<actor>` counts a view's vertices from 0.
struct actor;

namespace detail {

// One address per role: a run-time key that needs no RTTI.
template <class Role>
inline constexpr char role_key = 0;

} // namespace detail

/// The actors of a view: vertices of one role are consecutive, roles in the order of the network's list.
class roster {
public:
    /// One role's share of the vertices.
    struct part {
        const void* key = nullptr; ///< `&detail::role_key<Role>`
        std::string role;          ///< as people read it
        std::uint32_t first = 0;   ///< the part's first vertex
        std::uint32_t count = 0;
        std::vector<std::uint32_t> ids{}; ///< vertex - first -> id within the role, ascending; empty: the same number
    };

    /// `count` actors without roles; their names are their numbers.
    [[nodiscard]] static std::shared_ptr<const roster> anonymous(std::size_t count) {
        return std::make_shared<const roster>(
            std::vector<part>{{nullptr, "actor", 0, static_cast<std::uint32_t>(count)}}, std::string{},
            std::vector<std::uint64_t>{});
    }

    /// `names` holds all names end to end; name v is [name_ends[v-1], name_ends[v]). Both empty: names are numbers.
    roster(std::vector<part> parts, std::string names, std::vector<std::uint64_t> name_ends)
        : parts_(std::move(parts)), names_(std::move(names)), name_ends_(std::move(name_ends)) {}

    [[nodiscard]] std::size_t size() const noexcept {
        return parts_.empty() ? 0 : std::size_t{parts_.back().first} + parts_.back().count;
    }
    [[nodiscard]] std::span<const part> parts() const noexcept { return parts_; }

    [[nodiscard]] std::string name(id<actor> who) const {
        expects(who.index < size(), "the actor must be one of this view's", who);
        if (name_ends_.empty()) return std::to_string(who.index);
        const auto first = who.index == 0 ? 0 : name_ends_[who.index - 1];
        return names_.substr(first, name_ends_[who.index] - first);
    }

    [[nodiscard]] const part& part_of(id<actor> who) const {
        expects(who.index < size(), "the actor must be one of this view's", who);
        for (const auto& one : parts_)
            if (who.index - one.first < one.count) return one;
        return parts_.back();
    }
    /// Name of the role, such as "school".
    [[nodiscard]] std::string_view role(id<actor> who) const { return part_of(who).role; }

    template <class Role>
    [[nodiscard]] bool has() const noexcept {
        return find_part<Role>() != nullptr;
    }
    /// The vertices of one role; empty when the view has none.
    template <class Role>
    [[nodiscard]] id_range<actor> actors() const noexcept {
        const auto* one = find_part<Role>();
        return one == nullptr ? id_range<actor>{0} : id_range<actor>{one->first, std::size_t{one->first} + one->count};
    }
    [[nodiscard]] id_range<actor> actors() const noexcept { return id_range<actor>{size()}; }

    /// The vertex of an actor of the network, or an invalid id when it is not in the view.
    template <class Role>
    [[nodiscard]] id<actor> find(id<Role> who) const noexcept {
        const auto* one = find_part<Role>();
        if (one == nullptr) return {};
        if (one->ids.empty()) return who.index < one->count ? id<actor>{one->first + who.index} : id<actor>{};
        const auto at = std::lower_bound(one->ids.begin(), one->ids.end(), who.index);
        if (at == one->ids.end() || *at != who.index) return {};
        return id<actor>{one->first + static_cast<std::uint32_t>(at - one->ids.begin())};
    }
    /// The same; the actor must be in the view.
    template <class Role>
    [[nodiscard]] id<actor> at(id<Role> who) const {
        const auto found = find(who);
        expects(found.valid(), "the actor must be in this view", who);
        return found;
    }
    /// Back from a vertex to the network's id, which is invalid when the actor has another role.
    template <class Role>
    [[nodiscard]] id<Role> as(id<actor> who) const noexcept {
        const auto* one = find_part<Role>();
        if (one == nullptr || who.index - one->first >= one->count) return {};
        const auto place_in_part = who.index - one->first;
        return id<Role>{one->ids.empty() ? place_in_part : one->ids[place_in_part]};
    }

private:
    template <class Role>
    [[nodiscard]] const part* find_part() const noexcept {
        for (const auto& one : parts_)
            if (one.key == &detail::role_key<Role>) return &one;
        return nullptr;
    }

    std::vector<part> parts_;
    std::string names_;
    std::vector<std::uint64_t> name_ends_;
};

} // namespace colearn

#endif
