// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_MEASURED_MAP_HPP
#define COLEARN_GRAPH_MEASURED_MAP_HPP

/// @file
/// For a policy reader: one number for each person or organisation, or the reason why there is none for this one.
/// For an engineer: an `actor_map` whose entries can be undefined, all for one reason.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/roster.hpp>

namespace colearn {

/// A number for each actor of a view that the measure is defined for. Undefined entries begin as such, and never rank.
class measured_map {
public:
    measured_map() = default;
    /// All undefined as yet, for the reason that is given: a clause about the actor, such as `it has fewer than two
    /// partners`.
    measured_map(std::shared_ptr<const roster> who, std::string why_undefined)
        : values_(std::move(who)), defined_(values_.size(), 0), why_undefined_(std::move(why_undefined)) {}

    void set(id<actor> who, double value) {
        values_[who] = value;
        defined_[who.index] = 1;
    }

    [[nodiscard]] bool defined(id<actor> who) const {
        expects(who.index < defined_.size(), "the actor must be one of this view's", who);
        return defined_[who.index] != 0;
    }
    [[nodiscard]] measured operator[](id<actor> who) const {
        return defined(who) ? measured::as(values_[who]) : measured::undefined(why_undefined_);
    }
    /// By the network's own id, such as `id<school>`; the actor must be in the view.
    template <class Role>
    [[nodiscard]] measured operator[](id<Role> who) const {
        return (*this)[values_.who().at(who)];
    }

    /// One value for each actor; what stands where it is undefined is 0 and means nothing: ask `defined`.
    [[nodiscard]] std::span<const double> values() const noexcept { return values_.values(); }
    [[nodiscard]] std::size_t defined_count() const noexcept {
        return static_cast<std::size_t>(std::count(defined_.begin(), defined_.end(), 1));
    }
    [[nodiscard]] const std::string& why_undefined() const noexcept { return why_undefined_; }
    [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
    [[nodiscard]] id_range<actor> ids() const noexcept { return values_.ids(); }
    [[nodiscard]] const colearn::roster& who() const noexcept { return values_.who(); }
    [[nodiscard]] const std::shared_ptr<const colearn::roster>& shared_roster() const noexcept {
        return values_.shared_roster();
    }

private:
    actor_map<double> values_;
    std::vector<std::uint8_t> defined_;
    std::string why_undefined_;
};

namespace detail {

[[nodiscard]] inline std::vector<id<actor>> top_of(const measured_map& map, id_range<actor> among, std::size_t count) {
    std::vector<id<actor>> order;
    for (const auto who : among)
        if (map.defined(who)) order.push_back(who);
    const auto values = map.values();
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>((std::min)(count, order.size()));
    std::partial_sort(order.begin(), middle, order.end(), [&](id<actor> a, id<actor> b) {
        const double left = values[a.index];
        const double right = values[b.index];
        return left != right ? right < left : a < b;
    });
    order.erase(middle, order.end());
    return order;
}

} // namespace detail

/// The `count` actors of one role with the largest values, among those that have one; equal values by id.
template <class Role>
[[nodiscard]] std::vector<id<actor>> top(const measured_map& map, std::size_t count) {
    return detail::top_of(map, map.who().template actors<Role>(), count);
}
/// The same over actors of all roles.
[[nodiscard]] inline std::vector<id<actor>> top(const measured_map& map, std::size_t count) {
    return detail::top_of(map, map.ids(), count);
}

} // namespace colearn

#endif
