// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_COMPONENTS_HPP
#define COLEARN_MEASURES_COMPONENTS_HPP

/// @file
/// For a policy reader: into which parts the network falls, between which nothing passes.
/// For an engineer: weak and strong components of a view.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/joined_sets.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// What holds a component together. On an undirected view both are the same.
enum class connection : std::uint8_t {
    weak,   ///< a path whose ties may run either way
    strong, ///< a path along the direction of ties, there and back
};

[[nodiscard]] constexpr std::string_view to_string(connection by) noexcept {
    return by == connection::weak ? "weak" : "strong";
}

struct component_options {
    connection by = connection::weak; ///< what counts as connected
};

struct component_result {
    actor_map<std::uint32_t> component{}; ///< number of each actor's component, from 0, the largest first
    std::vector<std::uint32_t> sizes{};   ///< actors in each, descending
    connection by = connection::weak;     ///< what counted as connected
    view_record measured_on{};            ///< layers, direction and what was left out
};

namespace detail {

// Numbers the components anew: the largest first, equal ones by their first actor.
[[nodiscard]] inline component_result by_size(const view& of, connection by, std::vector<std::uint32_t> label,
                                              std::uint32_t count) {
    component_result made{{}, std::vector<std::uint32_t>(count), by, of.record()};
    std::vector<std::uint32_t> size(count, 0);
    std::vector<std::uint32_t> first(count, 0);
    for (auto v = label.size(); v-- > 0;) {
        ++size[label[v]];
        first[label[v]] = static_cast<std::uint32_t>(v);
    }
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](auto a, auto b) { return size[a] != size[b] ? size[a] > size[b] : first[a] < first[b]; });
    std::vector<std::uint32_t> number(count);
    for (std::uint32_t k = 0; k < count; ++k) {
        number[order[k]] = k;
        made.sizes[k] = size[order[k]];
    }
    for (auto& one : label) one = number[one];
    made.component = actor_map<std::uint32_t>(of.shared_roster(), std::move(label));
    return made;
}

inline constexpr std::uint32_t no_component = (std::numeric_limits<std::uint32_t>::max)();

[[nodiscard]] inline component_result weak_components(const view& of) {
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    const auto out = of.out();
    joined_sets sets(n);
    for (std::uint32_t v = 0; v < n; ++v)
        for (const auto w : out.of(v)) sets.join(v, w);
    std::vector<std::uint32_t> label(n);
    std::uint32_t count = 0;
    for (std::uint32_t v = 0; v < n; ++v) {
        const auto first = sets.find(v);
        label[v] = first == v ? count++ : label[first];
    }
    return by_size(of, connection::weak, std::move(label), count);
}

// Tarjan's depth-first search without recursion. `low` holds 1 + the order of discovery, then the least such number
// that is reached within the component.
[[nodiscard]] inline component_result strong_components(const view& of) {
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    const auto out = of.out();
    std::vector<std::uint32_t> label(n, no_component);
    std::vector<std::uint32_t> found(n, 0);
    std::vector<std::uint32_t> low(n, 0);
    std::vector<std::uint32_t> next(out.offsets.begin(), out.offsets.end() - 1);
    std::vector<std::uint32_t> path;
    std::vector<std::uint32_t> open; // seen, and of no component yet
    std::uint32_t clock = 0;
    std::uint32_t count = 0;
    const auto enter = [&](std::uint32_t v) {
        found[v] = low[v] = ++clock;
        path.push_back(v);
        open.push_back(v);
    };
    for (std::uint32_t root = 0; root < n; ++root) {
        if (found[root] != 0) continue;
        enter(root);
        while (!path.empty()) {
            const auto v = path.back();
            if (next[v] < out.offsets[v + 1]) {
                const auto w = out.neighbours[next[v]++];
                if (found[w] == 0)
                    enter(w);
                else if (label[w] == no_component)
                    low[v] = (std::min)(low[v], found[w]);
                continue;
            }
            path.pop_back();
            if (!path.empty()) low[path.back()] = (std::min)(low[path.back()], low[v]);
            if (low[v] != found[v]) continue;
            for (bool last = false; !last; open.pop_back()) {
                label[open.back()] = count;
                last = open.back() == v;
            }
            ++count;
        }
    }
    return by_size(of, connection::strong, std::move(label), count);
}

} // namespace detail

/// The components of a view: the largest sets of actors of whom each can reach each.
///
/// Source: weak ones by union-find; strong ones: Tarjan, SIAM Journal on Computing 1 (1972) 146.
/// Complexity: O((n + m) log n) time at most, O(n) memory. Determinism: numbered by size, then by first actor.
[[nodiscard]] inline component_result components(const view& of, const component_options& options = {}) {
    if (options.by == connection::weak || !of.directed()) {
        auto made = detail::weak_components(of);
        made.by = options.by;
        return made;
    }
    return detail::strong_components(of);
}

namespace detail {

// How many of `first`'s component are reached from it along these rows; weakly connected: along both.
[[nodiscard]] inline std::uint32_t reached_within(const component_result& result, std::uint32_t first,
                                                  const rows& along, const rows* also, std::vector<std::uint8_t>& seen,
                                                  std::vector<std::uint32_t>& queue) {
    const auto component = result.component.values();
    queue.assign(1, first);
    seen[first] = 1;
    const auto visit = [&](const rows& side, std::uint32_t v) {
        for (const auto w : side.of(v)) {
            if (seen[w] != 0 || component[w] != component[first]) continue;
            seen[w] = 1;
            queue.push_back(w);
        }
    };
    for (std::size_t i = 0; i < queue.size(); ++i) {
        visit(along, queue[i]);
        if (also != nullptr) visit(*also, queue[i]);
    }
    return static_cast<std::uint32_t>(queue.size());
}

// Whether the ties between components run in no circle: then none of them can be joined.
[[nodiscard]] inline bool runs_in_no_circle(const rows& out, std::span<const std::uint32_t> component,
                                            std::size_t count) {
    std::vector<std::uint32_t> entering(count, 0);
    std::vector<std::vector<std::uint32_t>> leaving(count);
    for (std::uint32_t v = 0; v < out.size(); ++v)
        for (const auto w : out.of(v))
            if (component[v] != component[w]) {
                ++entering[component[w]];
                leaving[component[v]].push_back(component[w]);
            }
    std::vector<std::uint32_t> queue;
    for (std::uint32_t k = 0; k < count; ++k)
        if (entering[k] == 0) queue.push_back(k);
    for (std::size_t i = 0; i < queue.size(); ++i)
        for (const auto k : leaving[queue[i]])
            if (--entering[k] == 0) queue.push_back(k);
    return queue.size() == count;
}

} // namespace detail

/// Searches each component from its first actor, there and back.
///
/// Proves: each component is connected, and no two could be one: weakly, since no tie joins them; strongly, since the
/// ties between components run in no circle. Complexity: O(n + m) time and memory.
[[nodiscard]] inline verification verify(const view& of, const component_result& result) {
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    const auto component = result.component.values();
    if (component.size() != n) return verification::reject("there must be one component for each actor");
    const auto count = result.sizes.size();
    std::vector<std::uint32_t> size(count, 0);
    std::vector<std::uint32_t> first(count, n);
    for (auto v = n; v-- > 0;) {
        if (component[v] >= count) return verification::reject("every component must have a size");
        ++size[component[v]];
        first[component[v]] = v;
    }
    if (size != result.sizes) return verification::reject("the sizes must be the numbers of actors");
    for (std::size_t k = 0; k + 1 < count; ++k)
        if (size[k] < size[k + 1] || (size[k] == size[k + 1] && first[k] > first[k + 1]))
            return verification::reject("the largest components must come first, equal ones by their first actor");
    const bool weak = result.by == connection::weak || !of.directed();
    const auto out = of.out();
    const auto in = of.in();
    const auto whole = [&](const rows& along, const rows* also) {
        std::vector<std::uint8_t> seen(n, 0);
        std::vector<std::uint32_t> queue;
        for (std::size_t k = 0; k < count; ++k)
            if (detail::reached_within(result, first[k], along, also, seen, queue) != size[k]) return false;
        return true;
    };
    if (weak ? !whole(out, &in) : !whole(out, nullptr) || !whole(in, nullptr))
        return verification::reject("an actor cannot reach its component, or the reverse");
    if (weak) {
        for (std::uint32_t v = 0; v < n; ++v)
            for (const auto w : out.of(v))
                if (component[v] != component[w])
                    return verification::reject("a tie joins two components: from " + of.who().name(id<actor>{v}) +
                                                " to " + of.who().name(id<actor>{w}));
    } else if (!detail::runs_in_no_circle(out, component, count)) {
        return verification::reject("two components reach each other");
    }
    return verification::accept();
}

} // namespace colearn

#endif
