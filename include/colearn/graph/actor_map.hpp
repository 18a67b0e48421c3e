// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_ACTOR_MAP_HPP
#define COLEARN_GRAPH_ACTOR_MAP_HPP

/// @file
/// For a policy reader: one number for each person or organisation, which can be asked for by who it is about.
/// For an engineer: the result of a measure; indexed by `id<actor>` or, through the shared roster, by `id<Role>`.

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/roster.hpp>

namespace colearn {

/// One value for each actor of a view. It keeps the roster, not the view.
template <class T>
class actor_map {
    static_assert(!std::is_same_v<T, bool>, "use std::uint8_t: std::vector<bool> has no span");

public:
    using value_type = T;

    actor_map() : roster_(roster::anonymous(0)) {}
    explicit actor_map(std::shared_ptr<const roster> who, const T& value = T{})
        : roster_(std::move(who)), values_(roster_->size(), value) {}
    actor_map(std::shared_ptr<const roster> who, std::vector<T> values)
        : roster_(std::move(who)), values_(std::move(values)) {
        expects(values_.size() == roster_->size(), "there must be one value for each actor", values_.size());
    }

    [[nodiscard]] const T& operator[](id<actor> who) const {
        expects(who.index < values_.size(), "the actor must be one of this view's", who);
        return values_[who.index];
    }
    [[nodiscard]] T& operator[](id<actor> who) {
        expects(who.index < values_.size(), "the actor must be one of this view's", who);
        return values_[who.index];
    }
    /// By the network's own id, such as `id<school>`; the actor must be in the view.
    template <class Role>
    [[nodiscard]] const T& operator[](id<Role> who) const {
        return values_[roster_->at(who).index];
    }

    [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
    [[nodiscard]] id_range<actor> ids() const noexcept { return id_range<actor>{values_.size()}; }
    [[nodiscard]] std::span<const T> values() const noexcept { return values_; }
    [[nodiscard]] std::span<T> values() noexcept { return values_; }
    [[nodiscard]] const colearn::roster& who() const noexcept { return *roster_; }
    [[nodiscard]] const std::shared_ptr<const colearn::roster>& shared_roster() const noexcept { return roster_; }

private:
    std::shared_ptr<const colearn::roster> roster_;
    std::vector<T> values_;
};

namespace detail {

template <class T>
[[nodiscard]] std::vector<id<actor>> top_of(const actor_map<T>& map, id_range<actor> among, std::size_t count) {
    std::vector<id<actor>> order(among.begin(), among.end());
    const auto first = order.begin();
    const auto middle = first + static_cast<std::ptrdiff_t>((std::min)(count, order.size()));
    std::partial_sort(first, middle, order.end(), [&](id<actor> a, id<actor> b) {
        const auto& left = map.values()[a.index];
        const auto& right = map.values()[b.index];
        return left != right ? right < left : a < b;
    });
    order.erase(middle, order.end());
    return order;
}

} // namespace detail

/// The `count` actors of one role with the largest values, largest first; equal values by id, so the order is fixed.
/// O(n log count) time.
template <class Role, class T>
[[nodiscard]] std::vector<id<actor>> top(const actor_map<T>& map, std::size_t count) {
    return detail::top_of(map, map.who().template actors<Role>(), count);
}
/// The same over actors of all roles.
template <class T>
[[nodiscard]] std::vector<id<actor>> top(const actor_map<T>& map, std::size_t count) {
    return detail::top_of(map, map.ids(), count);
}

} // namespace colearn

#endif
