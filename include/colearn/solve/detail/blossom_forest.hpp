// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_BLOSSOM_FOREST_HPP
#define COLEARN_SOLVE_DETAIL_BLOSSOM_FOREST_HPP

/// @file
/// A matching, its duals and its nested blossoms, in flat arrays. Nothing here recurses, and nothing that happens to
/// an outermost blossom costs more than its children and the smaller ones of them: blossoms nest a thousand deep.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace colearn::detail {

/// Stands for no vertex and no node.
inline constexpr std::uint32_t no_node = 0xFFFFFFFFU;
/// Nodes below it are vertices, node `first_blossom + i` is blossom i; sets of vertices are numbered in the same way.
inline constexpr std::uint32_t first_blossom = 0x80000000U;
inline constexpr std::int64_t never = (std::numeric_limits<std::int64_t>::max)();

/// What a node is in the alternating tree of a search: the root and every second one on a path from it are outer.
enum class tree_label : std::uint8_t { none, outer, inner };

/// All that a search wants to know of a vertex, in half a cache line: meeting one costs one visit to memory.
struct matching_vertex {
    std::int64_t dual = 0; ///< potential, in half units; a blossom around it may lift it
    /// Outer: dual + time, which stays. Inner and in no blossom: since when. Others: the least `time - weight` by which
    /// an outer vertex reaches it, in the half-integral phase `time - weight + dual`; `never` between searches.
    std::int64_t time = never;
    std::uint32_t mate = no_node;
    std::uint32_t from = no_node; ///< the outer vertex that reaches it
    std::uint32_t set = no_node;  ///< the set of vertices that is one outermost node; in the half-integral phase:
                                  ///< the next one on an odd cycle
    tree_label label = tree_label::none;
};

/// A node's place among its siblings, the children of a blossom, which stand in a cycle. Every vertex is a node.
struct blossom_place {
    std::uint32_t parent = no_node;
    std::uint32_t next = no_node;
    std::uint32_t previous = no_node;
    std::uint32_t index = 0; ///< place in the cycle, counted from any of them
    std::uint32_t own = 0;   ///< the pair that links it to `next`: the vertex in it,
    std::uint32_t far = 0;   ///< and the vertex in `next`
};

/// A blossom: an odd set whose children are linked by tight pairs to a cycle.
struct blossom {
    std::int64_t dual = 0;  ///< z, in half units, always even
    std::int64_t lift = 0;  ///< outermost ones: to be added to the duals of all vertices in it
    std::int64_t since = 0; ///< labelled ones: since when
    std::uint32_t base = 0; ///< the vertex whose mate, if any, is outside
    std::uint32_t base_child = no_node;
    std::uint32_t children = 0; ///< how many; 0: this slot is free
    std::uint32_t size = 0;     ///< how many vertices
    std::uint32_t first = 0;    ///< its vertices are a stretch of the list `after`
    std::uint32_t last = 0;
    std::uint32_t set = 0;
    std::uint32_t entry_from = 0; ///< inner ones: the pair by which the tree enters
    std::uint32_t entry_to = 0;
    tree_label label = tree_label::none;
    blossom_place place{};
};

class blossom_forest {
public:
    explicit blossom_forest(std::size_t count) { resize(count); }

    std::vector<matching_vertex> vertex;

    [[nodiscard]] std::uint32_t count() const noexcept { return static_cast<std::uint32_t>(vertex.size()); }
    [[nodiscard]] static bool is_vertex(std::uint32_t node) noexcept { return node < first_blossom; }
    [[nodiscard]] blossom& of(std::uint32_t node) noexcept { return blossoms_[node - first_blossom]; }
    [[nodiscard]] const blossom& of(std::uint32_t node) const noexcept { return blossoms_[node - first_blossom]; }
    [[nodiscard]] blossom_place& place(std::uint32_t node) noexcept {
        return is_vertex(node) ? places_[node] : of(node).place;
    }
    [[nodiscard]] const blossom_place& place(std::uint32_t node) const noexcept {
        return is_vertex(node) ? places_[node] : of(node).place;
    }
    /// Every blossom, free slots (without children) among them.
    [[nodiscard]] const std::vector<blossom>& blossoms() const noexcept { return blossoms_; }

    [[nodiscard]] std::uint32_t base(std::uint32_t node) const noexcept {
        return is_vertex(node) ? node : of(node).base;
    }
    [[nodiscard]] std::uint32_t size(std::uint32_t node) const noexcept { return is_vertex(node) ? 1 : of(node).size; }

    /// The outermost node that holds v, with what a search has merged so far.
    [[nodiscard]] std::uint32_t top(std::uint32_t v) noexcept { return set(find(v)).top; }
    /// The same where v is not in something that the present search has merged.
    [[nodiscard]] std::uint32_t settled_top(std::uint32_t v) const noexcept { return set(vertex[v].set).top; }
    [[nodiscard]] std::uint32_t find(std::uint32_t v) noexcept {
        auto s = vertex[v].set;
        while (set(s).joined != s) s = set(s).joined = set(set(s).joined).joined;
        return s;
    }

    /// The pair by which the tree enters an inner node: the outer vertex, and the one in it.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> entry(std::uint32_t inner) const noexcept {
        if (is_vertex(inner)) return {vertex[inner].from, inner};
        return {of(inner).entry_from, of(inner).entry_to};
    }
    /// The pair that is made of a node's base and the vertex outside.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> matched(std::uint32_t node) const noexcept {
        return {base(node), vertex[base(node)].mate};
    }

    /// The dual of a vertex outside of searches.
    [[nodiscard]] std::int64_t dual(std::uint32_t v) const noexcept {
        const auto node = settled_top(v);
        return vertex[v].dual + (is_vertex(node) ? 0 : of(node).lift);
    }

    template <class Visit>
    void each_vertex(std::uint32_t node, const Visit& visit) {
        if (is_vertex(node)) {
            visit(node);
            return;
        }
        const auto last = of(node).last;
        for (auto v = of(node).first;; v = after_[v]) {
            visit(v);
            if (v == last) break;
        }
    }

    /// A new outermost blossom of the nodes in `cycle`; `links[i]` is the pair from cycle[i] to the next one. cycle[0]
    /// holds the base. Duals and labels are the caller's.
    std::uint32_t merge(const std::vector<std::uint32_t>& cycle,
                        const std::vector<std::pair<std::uint32_t, std::uint32_t>>& links) {
        const auto node = new_blossom();
        auto& made = of(node);
        made = {};
        made.base = base(cycle.front());
        made.base_child = cycle.front();
        made.children = static_cast<std::uint32_t>(cycle.size());
        made.set = find(made.base);
        std::uint32_t end = no_node;
        for (std::size_t i = 0; i < cycle.size(); ++i) {
            const auto child = cycle[i];
            const auto next = cycle[i + 1 < cycle.size() ? i + 1 : 0];
            place(child) = {
                node,           next,           cycle[i > 0 ? i - 1 : cycle.size() - 1], static_cast<std::uint32_t>(i),
                links[i].first, links[i].second};
            made.size += size(child);
            const auto first = is_vertex(child) ? child : of(child).first;
            if (i == 0)
                made.first = first;
            else
                after_[end] = first;
            end = is_vertex(child) ? child : of(child).last;
            if (const auto other = find(first); other != made.set) {
                set(other).joined = made.set;
                merged_sets_.push_back(other);
            }
        }
        made.last = end;
        set(made.set).top = node;
        return node;
    }

    /// After a search: gives an outermost blossom that it made a set of its own, found in one step, or takes it apart
    /// when its dual is 0, and so on inwards.
    void settle(std::uint32_t made) {
        const auto root = of(made).set;
        stack_.assign(1, made);
        while (!stack_.empty()) {
            const auto node = stack_.back();
            stack_.pop_back();
            if (is_vertex(node)) {
                vertex[node].set = node;
            } else if (of(node).dual == 0) {
                each_child(node, [&](std::uint32_t child) {
                    stack_.push_back(child);
                    place(child).parent = no_node;
                });
                free_blossom(node);
            } else {
                settled_.push_back(node);
            }
        }
        merged_sets_.push_back(root);
    }

    /// Ends what `settle` began, once for all of a search's blossoms: the sets that were joined are apart again.
    void settle_sets() {
        for (const auto one : merged_sets_) {
            set(one).joined = one;
            if (is_vertex(one))
                set(one).top = one;
            else
                free_sets_.push_back(one);
        }
        merged_sets_.clear();
        for (const auto node : settled_) own_set(node);
        settled_.clear();
    }

    /// Takes an outermost blossom apart: its children become outermost. Their vertices change sets, but for those of
    /// the largest child: so a nest that is peeled off layer by layer costs O(n log n), not O(n * depth).
    void split(std::uint32_t node) {
        const auto gone = of(node);
        auto largest = gone.base_child;
        each_child(node, [&](std::uint32_t child) {
            if (size(child) > size(largest)) largest = child;
        });
        each_child(node, [&](std::uint32_t child) {
            place(child).parent = no_node;
            if (is_vertex(child)) {
                vertex[child].dual += gone.lift;
                vertex[child].set = child;
                return;
            }
            of(child).lift += gone.lift;
            if (child == largest) {
                of(child).set = gone.set;
                set(gone.set).top = child;
            } else {
                own_set(child);
            }
        });
        if (is_vertex(largest)) free_sets_.push_back(gone.set);
        free_blossom(node);
    }

    template <class Visit>
    void each_child(std::uint32_t node, const Visit& visit) {
        auto child = of(node).base_child;
        for (auto left = of(node).children; left > 0; --left) {
            const auto next = place(child).next;
            visit(child);
            child = next;
        }
    }

    /// Matches the vertices in a node anew among each other so that v is the one that is left for the outside.
    void rebase(std::uint32_t node, std::uint32_t v) {
        stack_.assign({node, v});
        while (!stack_.empty()) {
            const auto base = stack_.back();
            stack_.pop_back();
            const auto outermost = stack_.back();
            stack_.pop_back();
            if (this->base(outermost) == base) continue;
            // From the vertex outwards: in each blossom on the way the child that holds it becomes the base.
            for (auto child = base; child != outermost; child = place(child).parent)
                turn(place(child).parent, child, base);
        }
    }

    /// More vertices, after all others.
    void resize(std::size_t count) {
        auto v = static_cast<std::uint32_t>(vertex.size());
        vertex.resize(count);
        places_.resize(count);
        after_.resize(count);
        sets_.resize(count);
        for (; v < count; ++v) {
            vertex[v].set = v;
            sets_[v] = {v, v};
        }
    }

private:
    // Sets of vertices, in a union-find forest; `top` of a set that is joined to itself is the outermost node.
    struct vertex_set {
        std::uint32_t joined = 0;
        std::uint32_t top = 0;
    };

    [[nodiscard]] vertex_set& set(std::uint32_t s) noexcept {
        return is_vertex(s) ? sets_[s] : pool_sets_[s - first_blossom];
    }
    [[nodiscard]] const vertex_set& set(std::uint32_t s) const noexcept {
        return is_vertex(s) ? sets_[s] : pool_sets_[s - first_blossom];
    }

    // Makes `child` the base child of its parent: of the two ways round from it to the old one, the pairs on the
    // even one change.
    void turn(std::uint32_t parent, std::uint32_t child, std::uint32_t v) {
        auto& whole = of(parent);
        const auto old = whole.base_child;
        const auto forward = (place(old).index + whole.children - place(child).index) % whole.children;
        for (auto at = child; at != old;) {
            if (forward % 2 == 0) {
                const auto one = place(at).next;
                match(one, place(one).own, place(one).next, place(one).far);
                at = place(one).next;
            } else {
                const auto one = place(at).previous;
                const auto other = place(one).previous;
                match(one, place(other).far, other, place(other).own);
                at = other;
            }
        }
        whole.base_child = child;
        whole.base = v;
    }

    void match(std::uint32_t node, std::uint32_t v, std::uint32_t other_node, std::uint32_t other) {
        vertex[v].mate = other;
        vertex[other].mate = v;
        stack_.insert(stack_.end(), {node, v, other_node, other});
    }

    std::uint32_t new_blossom() {
        if (free_blossoms_.empty()) {
            blossoms_.emplace_back();
            return first_blossom + static_cast<std::uint32_t>(blossoms_.size() - 1);
        }
        const auto node = free_blossoms_.back();
        free_blossoms_.pop_back();
        return node;
    }

    void free_blossom(std::uint32_t node) {
        of(node).children = 0;
        of(node).label = tree_label::none;
        free_blossoms_.push_back(node);
    }

    void own_set(std::uint32_t node) {
        std::uint32_t own = 0;
        if (free_sets_.empty()) {
            own = first_blossom + static_cast<std::uint32_t>(pool_sets_.size());
            pool_sets_.emplace_back();
        } else {
            own = free_sets_.back();
            free_sets_.pop_back();
        }
        set(own) = {own, node};
        of(node).set = own;
        each_vertex(node, [&](std::uint32_t v) { vertex[v].set = own; });
    }

    std::vector<blossom_place> places_; // of the vertices
    std::vector<blossom> blossoms_;
    std::vector<std::uint32_t> after_; // the next vertex, for the vertices of one blossom
    std::vector<vertex_set> sets_;     // of single vertices
    std::vector<vertex_set> pool_sets_;
    std::vector<std::uint32_t> free_blossoms_;
    std::vector<std::uint32_t> free_sets_;
    std::vector<std::uint32_t> merged_sets_;
    std::vector<std::uint32_t> settled_;
    std::vector<std::uint32_t> stack_;
};

} // namespace colearn::detail

#endif
