// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_BLOSSOM_SEARCH_HPP
#define COLEARN_SOLVE_DETAIL_BLOSSOM_SEARCH_HPP

/// @file
/// The second part of exact matching: finds a place for one vertex without a mate, by one tree that shrinks odd cycles
/// to blossoms and takes blossoms apart.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/solve/detail/blossom_cycle.hpp>
#include <colearn/solve/detail/blossom_forest.hpp>
#include <colearn/solve/detail/event_heap.hpp>
#include <colearn/solve/detail/matching_rows.hpp>

namespace colearn::detail {

/// Edmonds' primal-dual search with the duals left as they are until its end: an outer vertex keeps `dual + time`,
/// which does not change while it is outer; an inner blossom keeps since when it is inner. So an event costs what it
/// touches, and a search ends at the first time at which the root's path can be completed.
/// Invariant between searches: the duals cover every pair, matched pairs and those that link a blossom's children are
/// tight, no blossom has a negative dual. A vertex without a mate has dual 0 once it was searched for.
class blossom_search {
public:
    blossom_search(const matching_rows& rows, blossom_forest& forest) : rows_(rows), forest_(forest), cycle_(forest) {}

    /// Gives `root`, which has no mate, a mate, or leaves over another vertex whose dual is 0. False when stopped, or
    /// when that takes its dual down by `reach` or more: then `root` is still without a mate, and the invariant holds.
    bool search(std::uint32_t root, std::int64_t reach, const std::stop_token& stop) {
        heap_.clear();
        end_at(reach, no_node, no_node);
        const auto start = forest_.settled_top(root);
        make_outer(start, 0);
        while (!heap_.empty() && heap_.top().time < limit_) {
            const auto next = heap_.top();
            heap_.pop();
            if (!heap_.empty() && heap_.top().b == grows) rows_.prefetch_arcs(vertex(heap_.top().a).mate);
            if (++steps_ % 1024 == 0 && stop.stop_requested()) {
                end_at(next.time, no_node, no_node);
                break;
            }
            if (next.b == grows)
                grow(next);
            else if (next.b == expires)
                expire(next);
            else
                shrink(next);
        }
        update_duals();
        const bool found = end_outer_ != no_node;
        if (found) augment();
        settle();
        return found;
    }

    /// Takes v out of its pair and out of every blossom, and says who was its mate outside of these blossoms: that
    /// one has no mate now either (no_node: there was none). The pairs inside of the blossoms shift.
    std::uint32_t release(std::uint32_t v) {
        auto node = forest_.settled_top(v);
        const auto outside = vertex(forest_.base(node)).mate;
        forest_.rebase(node, v);
        vertex(v).mate = no_node;
        if (outside != no_node) vertex(outside).mate = no_node;
        // What a blossom's dual covered, the duals of its vertices cover from now on. v is the base of all of these
        // blossoms, so no pair that is made crosses the border of one.
        while (node != v) {
            auto& whole = forest_.of(node);
            whole.lift += whole.dual / 2;
            forest_.split(node);
            node = forest_.settled_top(v);
        }
        return outside;
    }

    /// Sets the dual of a vertex that is in no blossom and has no mate to the least that covers its pairs.
    void cover(std::uint32_t v) {
        std::int64_t least = 0;
        for (const auto& arc : rows_.of(v)) least = (std::max)(least, arc.weight - forest_.dual(arc.other));
        vertex(v).dual = least;
    }

private:
    static constexpr std::uint32_t grows = no_node;       // event's b: the tree takes in the node of vertex a
    static constexpr std::uint32_t expires = no_node - 1; // event's b: the dual of inner blossom a reaches 0
                                                          // otherwise: outer vertices a and b meet

    [[nodiscard]] matching_vertex& vertex(std::uint32_t v) noexcept { return forest_.vertex[v]; }

    [[nodiscard]] tree_label label(std::uint32_t node) noexcept {
        return forest_.is_vertex(node) ? vertex(node).label : forest_.of(node).label;
    }

    void end_at(std::int64_t time, std::uint32_t outer, std::uint32_t other) noexcept {
        limit_ = time;
        end_outer_ = outer;
        end_other_ = other;
    }

    // Every vertex of the node is outer from now on, until the end of the search.
    void make_outer(std::uint32_t node, std::int64_t now) {
        std::int64_t lift = 0;
        if (!forest_.is_vertex(node)) {
            auto& whole = forest_.of(node);
            lift = std::exchange(whole.lift, 0);
            whole.label = tree_label::outer;
            whole.since = now;
            labelled_.push_back(node);
        }
        const auto first = outer_.size();
        forest_.each_vertex(node, [&](std::uint32_t v) {
            auto& one = vertex(v);
            one.label = tree_label::outer;
            one.time = one.dual + lift + now;
            outer_.push_back(v);
            if (one.time < limit_) end_at(one.time, v, no_node);
        });
        for (auto i = first, last = outer_.size(); i < last; ++i) {
            // A large blossom's rows lie far apart: ask memory for them ahead of their turn.
            if (i + 12 < last) rows_.prefetch(outer_[i + 12]);
            if (i + 6 < last) rows_.prefetch_arcs(outer_[i + 6]);
            scan(outer_[i]);
            if (limit_ == now) break; // nothing comes before the end any more
        }
    }

    void scan(std::uint32_t u) {
        const auto time = vertex(u).time;
        const auto set = vertex(u).set;
        for (const auto& arc : rows_.of(u)) {
            const auto reach = time - arc.weight;
            auto& other = vertex(arc.other);
            if (other.label == tree_label::outer) {
                // Both sink towards each other. All duals in a tree are odd or all are even, so the half is whole.
                const auto at = (reach + other.time) / 2;
                if (at < limit_ && other.set != set && forest_.find(u) != forest_.find(arc.other))
                    heap_.push({at, u, arc.other});
                continue;
            }
            if (reach >= other.time) continue; // an inner vertex may pass, and stops below
            if (other.set == arc.other) {      // a vertex outside of blossoms
                if (other.label != tree_label::none) continue;
                const auto at = reach + other.dual;
                if (at >= limit_) continue;
                if (other.mate == no_node) {
                    end_at(at, u, arc.other);
                    continue;
                }
                rows_.prefetch(other.mate);
                reached(arc.other, reach, u);
                heap_.push({at, arc.other, grows});
                continue;
            }
            const auto& whole = forest_.of(forest_.settled_top(arc.other));
            if (whole.label == tree_label::outer) continue; // being made outer right now
            const auto at = reach + other.dual + whole.lift;
            if (at >= limit_) continue;
            if (whole.label == tree_label::inner) { // waits for the blossom to expire
                reached(arc.other, reach, u);
                continue;
            }
            if (vertex(whole.base).mate == no_node) {
                end_at(at, u, arc.other);
                continue;
            }
            reached(arc.other, reach, u);
            heap_.push({at, arc.other, grows});
        }
    }

    void reached(std::uint32_t v, std::int64_t reach, std::uint32_t from) {
        auto& one = vertex(v);
        if (one.time == never) reached_.push_back(v);
        one.time = reach;
        one.from = from;
    }

    void make_inner(std::uint32_t node, std::int64_t now, std::uint32_t from, std::uint32_t to) {
        if (forest_.is_vertex(node)) {
            auto& one = vertex(node);
            one.label = tree_label::inner;
            one.time = now;
            one.from = from;
            inner_.push_back(node);
            return;
        }
        auto& whole = forest_.of(node);
        whole.label = tree_label::inner;
        whole.since = now;
        whole.entry_from = from;
        whole.entry_to = to;
        labelled_.push_back(node);
        if (const auto at = now + whole.dual / 2; at < limit_) heap_.push({at, node, expires});
    }

    void grow(const event& next) {
        const auto& one = vertex(next.a);
        if (one.label != tree_label::none) return;
        const auto node = forest_.settled_top(next.a);
        const bool single = forest_.is_vertex(node);
        if (!single && forest_.of(node).label != tree_label::none) return;
        if (one.time + one.dual + (single ? 0 : forest_.of(node).lift) != next.time) return; // there is a better one
        const auto mate = vertex(forest_.base(node)).mate;
        make_inner(node, next.time, one.from, next.a);
        make_outer(forest_.settled_top(mate), next.time);
    }

    // An inner node stops being inner, for good or because it becomes outer: brings its dual up to date.
    void end_inner(std::uint32_t node, std::int64_t now) {
        if (forest_.is_vertex(node)) {
            auto& one = vertex(node);
            one.dual += now - one.time;
            return;
        }
        auto& whole = forest_.of(node);
        whole.lift += now - whole.since;
        whole.dual -= 2 * (now - whole.since);
    }

    void shrink(const event& next) {
        const auto left = forest_.top(next.a);
        const auto right = forest_.top(next.b);
        if (left == right) return;
        const auto now = next.time;

        const auto& [cycle, links] = cycle_.find(left, right, {next.a, next.b});
        // What was inner is outer now.
        new_outer_.clear();
        for (const auto node : cycle) {
            if (label(node) == tree_label::inner) {
                end_inner(node, now);
                new_outer_.push_back(node);
            } else if (!forest_.is_vertex(node)) {
                auto& whole = forest_.of(node);
                whole.dual += 2 * (now - whole.since);
                whole.label = tree_label::none; // it is outermost no more
            }
        }
        const auto made = forest_.merge(cycle, links);
        auto& whole = forest_.of(made);
        whole.label = tree_label::outer;
        whole.since = now;
        labelled_.push_back(made);
        made_.push_back(made);
        for (const auto node : new_outer_) {
            make_outer(node, now);
            if (!forest_.is_vertex(node)) forest_.of(node).label = tree_label::none;
        }
    }

    // An inner blossom whose dual is 0: of the two ways from where the tree enters to the base, the even one joins the
    // tree, the rest of the children leave it.
    void expire(const event& next) {
        const auto node = next.a;
        {
            const auto& whole = forest_.of(node);
            if (whole.children == 0 || whole.label != tree_label::inner || whole.place.parent != no_node ||
                whole.since + whole.dual / 2 != next.time)
                return; // it is part of an outer one by now, or the slot is another's
        }
        const auto now = next.time;
        end_inner(node, now);
        const auto gone = forest_.of(node);
        parts_.clear();
        forest_.each_child(node, [&](std::uint32_t child) { parts_.push_back(child); });
        forest_.split(node);

        new_outer_.clear();
        auto at = forest_.settled_top(gone.entry_to);
        const auto place_of = [&](std::uint32_t child) -> const blossom_place& { return forest_.place(child); };
        const bool forward =
            (place_of(gone.base_child).index + gone.children - place_of(at).index) % gone.children % 2 == 0;
        make_inner(at, now, gone.entry_from, gone.entry_to);
        while (at != gone.base_child) {
            const auto outer = forward ? place_of(at).next : place_of(at).previous;
            new_outer_.push_back(outer);
            at = forward ? place_of(outer).next : place_of(outer).previous;
            if (forward)
                make_inner(at, now, place_of(outer).own, place_of(outer).far);
            else
                make_inner(at, now, place_of(at).far, place_of(at).own);
        }
        for (const auto outer : new_outer_) make_outer(outer, now);
        for (const auto part : parts_) {
            if (label(part) != tree_label::none) continue;
            const auto lift = forest_.is_vertex(part) ? 0 : forest_.of(part).lift;
            forest_.each_vertex(part, [&](std::uint32_t v) {
                const auto& one = vertex(v);
                if (one.time == never) return;
                if (const auto time = one.time + one.dual + lift; time < limit_) heap_.push({time, v, grows});
            });
        }
    }

    void update_duals() {
        for (const auto v : inner_) {
            auto& one = vertex(v);
            if (one.label != tree_label::inner) continue; // it became outer
            end_inner(v, limit_);
            one.time = never;
            one.label = tree_label::none;
        }
        inner_.clear();
        for (const auto node : labelled_) {
            auto& whole = forest_.of(node);
            if (whole.label == tree_label::inner) end_inner(node, limit_);
            if (whole.label == tree_label::outer) whole.dual += 2 * (limit_ - whole.since);
            whole.label = tree_label::none;
        }
        labelled_.clear();
        for (const auto v : outer_) {
            auto& one = vertex(v);
            one.dual = one.time - limit_;
            one.time = never;
            one.label = tree_label::none;
        }
        outer_.clear();
        for (const auto v : reached_) vertex(v).time = never;
        reached_.clear();
    }

    // Shifts the matching along the path from the root, so that `end_outer_` is the one without a mate; then matches
    // it with `end_other_`, if the search ended at a pair.
    void augment() {
        auto v = end_outer_;
        auto mate = end_other_;
        for (;;) {
            const auto outer = forest_.top(v);
            const auto above = vertex(forest_.base(outer)).mate;
            forest_.rebase(outer, v);
            vertex(v).mate = mate;
            if (above == no_node) break;
            const auto inner = forest_.top(above);
            const auto [from, to] = forest_.entry(inner);
            forest_.rebase(inner, to);
            vertex(to).mate = from;
            v = from;
            mate = to;
        }
        if (end_other_ != no_node) {
            forest_.rebase(forest_.settled_top(end_other_), end_other_);
            vertex(end_other_).mate = end_outer_;
        }
    }

    void settle() {
        for (const auto node : made_)
            if (forest_.of(node).children > 0 && forest_.of(node).place.parent == no_node) forest_.settle(node);
        made_.clear();
        forest_.settle_sets();
    }

    const matching_rows& rows_;
    blossom_forest& forest_;
    event_heap heap_;
    std::int64_t limit_ = 0;
    // At `limit_` the dual of `end_outer_` is 0 (end_other_: none), or the pair of the two is tight; neither is there
    // as long as only the reach limits the search.
    std::uint32_t end_outer_ = no_node;
    std::uint32_t end_other_ = no_node;
    std::uint64_t steps_ = 0;
    std::vector<std::uint32_t> outer_;    // vertices
    std::vector<std::uint32_t> inner_;    // vertices outside of blossoms
    std::vector<std::uint32_t> labelled_; // blossoms
    std::vector<std::uint32_t> reached_;  // other vertices
    std::vector<std::uint32_t> made_;     // blossoms
    blossom_cycle cycle_;
    std::vector<std::uint32_t> new_outer_;
    std::vector<std::uint32_t> parts_;
};

} // namespace colearn::detail

#endif
