// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_HALF_INTEGRAL_MATCHING_HPP
#define COLEARN_SOLVE_DETAIL_HALF_INTEGRAL_MATCHING_HPP

/// @file
/// The first part of exact matching: the best matching in which a pair may also be made by half. It has no blossoms,
/// is found quickly, and differs from the best whole one only in a few odd cycles of half pairs.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/solve/detail/blossom_forest.hpp>
#include <colearn/solve/detail/event_heap.hpp>
#include <colearn/solve/detail/matching_rows.hpp>

namespace colearn::detail {

/// Duals that cover every pair: half of each vertex's best weight.
[[nodiscard]] inline std::vector<std::int64_t> half_of_best(const matching_rows& rows) {
    std::vector<std::int64_t> dual(rows.count(), 0);
    for (std::uint32_t v = 0; v < dual.size(); ++v)
        for (const auto& one : rows.of(v)) dual[v] = (std::max)(dual[v], one.weight / 2);
    return dual;
}

/// Lowers covering duals: sets each vertex `share` of 64 parts below the best offer that its neighbours' duals leave
/// it, on the way to the second best. Midway (32) keeps two vertices from passing a surplus to and fro; after a pass
/// with share 0 the duals cover every pair, whatever they were: the later of two ends takes what the earlier leaves.
/// Source: in the spirit of Bertsekas' auctions (1988).
inline void sweep_duals(const matching_rows& rows, std::vector<std::int64_t>& dual, bool backwards,
                        std::int64_t share) {
    const auto n = static_cast<std::uint32_t>(dual.size());
    for (std::uint32_t i = 0; i < n; ++i) {
        const auto v = backwards ? n - 1 - i : i;
        std::int64_t best = 0;
        std::int64_t second = 0;
        for (const auto& one : rows.of(v)) {
            const auto offer = one.weight - dual[one.other];
            second = (std::max)(second, (std::min)(best, offer));
            best = (std::max)(best, offer);
        }
        dual[v] = best - (best - second) / 64 * share;
    }
}

/// Best half-integral matching by shortest augmenting paths, one tree at a time.
/// Source: Applegate and Cook, "Solving large-scale matching problems" (1993): the fractional jump start; the tree
/// here is that of Dijkstra's algorithm with a limit, so that a search touches little more than its path.
class half_integral_search {
public:
    half_integral_search(const matching_rows& rows, std::vector<matching_vertex>& vertex)
        : rows_(rows), vertex_(vertex) {}

    /// Matches along tight pairs what can be matched without a search.
    void greedy() {
        for (std::uint32_t v = 0; v < rows_.count(); ++v) {
            auto& one = vertex_[v];
            if (one.mate != no_node || one.dual == 0) continue;
            for (const auto& arc : rows_.of(v)) {
                auto& other = vertex_[arc.other];
                if (other.mate != no_node || one.dual + other.dual != arc.weight) continue;
                one.mate = arc.other;
                other.mate = v;
                break;
            }
        }
    }

    /// Finds a place for a vertex without one: a mate, a place on an odd cycle, or its dual at 0. Gives up, and is
    /// false, when that takes its dual down by `reach` or more; the dual is lower by that much then.
    bool search(std::uint32_t root, std::int64_t reach) {
        heap_.clear();
        limit_ = reach;
        end_ = {no_node, no_node};
        make_outer(root, 0);
        while (!heap_.empty() && heap_.top().time < limit_) {
            const auto next = heap_.top();
            heap_.pop();
            if (!heap_.empty()) rows_.prefetch_arcs(vertex_[heap_.top().a].mate); // what comes next, most likely
            auto& inner = vertex_[next.a];
            if (inner.label != tree_label::none || inner.time != next.time) continue;
            inner.label = tree_label::inner;
            make_outer(inner.mate, next.time);
        }
        for (const auto v : touched_) {
            auto& one = vertex_[v];
            if (one.label == tree_label::outer) one.dual = one.time - limit_;
            if (one.label == tree_label::inner) one.dual += limit_ - one.time;
            one.time = never;
        }
        const bool found = end_.outer != no_node;
        if (found) finish(root);
        for (const auto v : touched_) vertex_[v].label = tree_label::none;
        touched_.clear();
        return found;
    }

    [[nodiscard]] bool on_cycle(std::uint32_t v) const noexcept { return vertex_[v].set != v; }

    /// Gives up the half pairs: the cycle's pairs are made by turns, and v alone is left over.
    void open_cycle(std::uint32_t v) {
        auto at = vertex_[v].set;
        while (at != v) {
            const auto other = vertex_[at].set;
            const auto next = vertex_[other].set;
            vertex_[at].mate = other;
            vertex_[other].mate = at;
            vertex_[at].set = at;
            vertex_[other].set = other;
            at = next;
        }
        vertex_[v].set = v;
        vertex_[v].mate = no_node;
    }

private:
    // How a search ends: at `limit_` the dual of `outer` is 0 (other: none), or the pair of the two becomes tight.
    // Neither is there as long as only the reach limits it.
    struct ending {
        std::uint32_t outer;
        std::uint32_t other;
    };

    void make_outer(std::uint32_t u, std::int64_t now) {
        auto& one = vertex_[u];
        if (one.time == never) touched_.push_back(u);
        one.label = tree_label::outer;
        one.time = one.dual + now; // its dual at any time t from now on is this minus t
        const auto time = one.time;
        if (time < limit_) {
            limit_ = time;
            end_ = {u, no_node};
        }
        for (const auto& arc : rows_.of(u)) {
            const auto reach = time - arc.weight;
            auto& other = vertex_[arc.other];
            if (other.label == tree_label::none) {
                const auto at = reach + other.dual;
                if (at >= limit_ || at >= other.time) continue;
                if (other.mate == no_node) {
                    limit_ = at;
                    end_ = {u, arc.other};
                    continue;
                }
                if (other.time == never) touched_.push_back(arc.other);
                rows_.prefetch(other.mate);
                other.time = at;
                other.from = u;
                heap_.push({at, arc.other, 0});
            } else if (other.label == tree_label::outer) {
                // Both sink towards each other. All duals in a tree are odd or all are even, so this is whole.
                const auto at = (reach + other.time) / 2;
                if (at >= limit_) continue;
                limit_ = at;
                end_ = {u, arc.other};
            }
        }
    }

    void finish(std::uint32_t root) {
        if (end_.other == no_node) {
            expose(end_.outer);
        } else if (vertex_[end_.other].label == tree_label::outer) {
            close_cycle(root, end_.outer, end_.other);
        } else {
            if (on_cycle(end_.other)) open_cycle(end_.other);
            expose(end_.outer);
            vertex_[end_.outer].mate = end_.other;
            vertex_[end_.other].mate = end_.outer;
        }
    }

    // Shifts the matching along the tree's path from the root, so that `outer` is the one without a mate.
    void expose(std::uint32_t outer) {
        auto inner = vertex_[outer].mate;
        vertex_[outer].mate = no_node;
        while (inner != no_node) {
            const auto above = vertex_[inner].from;
            const auto next = vertex_[above].mate;
            vertex_[inner].mate = above;
            vertex_[above].mate = inner;
            inner = next;
        }
    }

    // Two outer vertices of the tree meet: an odd cycle of half pairs.
    void close_cycle(std::uint32_t root, std::uint32_t left, std::uint32_t right) {
        const auto up = [&](std::uint32_t outer) { return vertex_[vertex_[outer].mate].from; };
        left_.assign(1, left);
        right_.assign(1, right);
        // Both sides climb by turns; `time`, free by now, marks where they have been.
        vertex_[left].time = 0;
        vertex_[right].time = 0;
        std::uint32_t meeting = no_node;
        while (meeting == no_node) {
            for (auto* side : {&left_, &right_}) {
                if (side->back() == root) continue;
                const auto next = up(side->back());
                if (vertex_[next].time == 0) {
                    meeting = next;
                    break;
                }
                vertex_[next].time = 0;
                side->push_back(next);
            }
        }
        for (const auto* side : {&left_, &right_})
            for (const auto v : *side) vertex_[v].time = never;
        const auto cut = [&](std::vector<std::uint32_t>& side) { // keeps what lies below the meeting point
            side.resize(static_cast<std::size_t>(std::find(side.begin(), side.end(), meeting) - side.begin()));
        };
        cut(left_);
        cut(right_);
        expose(meeting);
        // meeting - ... - left - right - ... - meeting
        auto at = meeting;
        for (auto i = left_.size(); i-- > 0;) {
            const auto inner = vertex_[left_[i]].mate;
            vertex_[at].set = inner;
            vertex_[inner].set = left_[i];
            at = left_[i];
        }
        for (const auto outer : right_) {
            const auto inner = vertex_[outer].mate;
            vertex_[at].set = outer;
            vertex_[outer].set = inner;
            at = inner;
        }
        vertex_[at].set = meeting;
        for (auto v = vertex_[meeting].set; v != meeting; v = vertex_[v].set) vertex_[v].mate = no_node;
        vertex_[meeting].mate = no_node;
    }

    const matching_rows& rows_;
    std::vector<matching_vertex>& vertex_;
    event_heap heap_;
    std::int64_t limit_ = 0;
    ending end_{};
    std::vector<std::uint32_t> touched_;
    std::vector<std::uint32_t> left_;
    std::vector<std::uint32_t> right_;
};

} // namespace colearn::detail

#endif
