// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_FLOW_TREE_HPP
#define COLEARN_SOLVE_DETAIL_FLOW_TREE_HPP

/// @file
/// For a policy reader: the working of `minimum_cost_flow`.
/// For an engineer: the spanning tree of the network simplex method: what its arcs can still carry, its potentials, and
/// the exchange of one arc for another.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace colearn::detail {

/// A tree over nodes 0 .. n-1 and a root, which has number n. What a tree arc carries is kept with its lower end, so a
/// walk to the root reads nothing but the nodes on it.
///
/// Source: the thread and its companions as in Barr, Glover and Klingman, "Enhancements of spanning tree labelling
/// procedures for network optimization", INFOR 17 (1979): the nodes of each subtree follow one another in the thread.
/// What differs: of the two parts that an exchange leaves, the smaller one gets the new potentials, and is walked from
/// both its ends at once, for each step of a walk waits for the one before.
class flow_tree {
public:
    static constexpr std::uint32_t nobody = (std::numeric_limits<std::uint32_t>::max)();
    /// The capacity of an arc that has none: all else sums to below 2^60, so what such an arc can still carry stays
    /// above `no_limit / 2`.
    static constexpr std::int64_t no_limit = std::int64_t{1} << 62;

    /// An arc of the tree, seen from below.
    struct tie {
        std::uint32_t arc = 0;
        bool to_parent = false;    // it leads there
        std::int64_t carried = 0;  // by the arc
        std::int64_t capacity = 0; // of the arc
        std::uint64_t cost = 0;
    };
    /// The cycle that an arc closes: which node's arc to its parent lets least through, and where it turns.
    struct bottleneck {
        std::int64_t amount;
        std::uint32_t leaving; // nobody: the arc itself
        bool at_start;         // on the side where the arc starts
        std::uint32_t meet;
    };

    explicit flow_tree(std::uint32_t n)
        : n_(n), steps_(std::size_t{n} + 1), thread_(std::size_t{n} + 1), back_(std::size_t{n} + 1),
          potential_(std::size_t{n} + 1, 0) {
        steps_[n] = {nobody, 1, 0, 0, 0, n};
        follow(n, n);
    }

    /// Modulo 2^64; only differences mean anything, and these are below 2^62.
    [[nodiscard]] std::uint64_t potential(std::uint32_t v) const noexcept { return potential_[v]; }
    [[nodiscard]] std::uint32_t parent(std::uint32_t v) const noexcept { return steps_[v].parent; }
    [[nodiscard]] std::uint32_t arc(std::uint32_t v) const noexcept { return steps_[v].tie / 2; }
    /// What the arc to or from the parent carries.
    [[nodiscard]] std::int64_t carried(std::uint32_t v) const noexcept {
        return steps_[v].tie % 2 != 0 ? steps_[v].down : steps_[v].up;
    }
    /// Whether it can carry more, and less too.
    [[nodiscard]] bool free(std::uint32_t v) const noexcept { return steps_[v].up > 0 && steps_[v].down > 0; }
    /// The nodes in an order in which parents come before their children, from the root's first child on; after the
    /// last one the root.
    [[nodiscard]] std::uint32_t after(std::uint32_t v) const noexcept { return thread_[v]; }

    /// Hangs node v, which is not in the tree yet, below the root.
    void add(std::uint32_t v, const tie& by) {
        put(v, n_, by);
        steps_[v].size = 1;
        steps_[v].last = v;
        steps_[n_].size += 1;
        const auto next = thread_[n_];
        follow(n_, v);
        follow(v, next);
        if (steps_[n_].last == n_) steps_[n_].last = v;
        potential_[v] = potential_[n_] + below(by);
    }

    /// A node that is not in the tree yet, and where it goes.
    struct twig {
        std::uint32_t node;
        std::uint32_t above; // in the tree, or among the twigs before
        tie by;
    };
    /// Hangs all nodes that are missing; O(n).
    void grow(const std::vector<twig>& twigs) {
        for (const auto& [v, above, by] : twigs) {
            put(v, above, by);
            potential_[v] = potential_[above] + below(by);
        }
        // The thread, parents before their children; then sizes, and last ones, from its end.
        std::vector<std::uint32_t> child(std::size_t{n_} + 1, nobody);
        std::vector<std::uint32_t> sibling(n_);
        for (std::uint32_t v = 0; v < n_; ++v) sibling[v] = std::exchange(child[steps_[v].parent], v);
        std::vector<std::uint32_t> stack{n_};
        std::vector<std::uint32_t> order;
        while (!stack.empty()) {
            const auto v = stack.back();
            stack.pop_back();
            order.push_back(v);
            steps_[v].size = 1;
            steps_[v].last = v;
            for (auto w = child[v]; w != nobody; w = sibling[w]) stack.push_back(w);
        }
        for (auto i = order.size(); i-- > 1;) {
            const auto v = order[i];
            auto& parent = steps_[steps_[v].parent];
            if (parent.size == 1) parent.last = steps_[v].last;
            parent.size += steps_[v].size;
            follow(order[i - 1], v);
        }
        follow(order.back(), n_);
    }

    /// The cycle from u over an arc to v, and through the tree back to u; the arc can take `amount`. Of equals the last
    /// one on the way round that starts at `meet`: this keeps the tree strongly feasible.
    [[nodiscard]] bottleneck narrowest(std::uint32_t u, std::uint32_t v, std::int64_t amount) {
        auto least_u = no_limit;
        auto least_v = no_limit;
        auto at_u = nobody;
        auto at_v = nobody;
        std::uint64_t count = 0;
        for (; u != v; ++count) { // the smaller subtree cannot hold the other node
            if (steps_[u].size < steps_[v].size) {
                if (steps_[u].down < least_u) {
                    least_u = steps_[u].down;
                    at_u = u;
                }
                u = steps_[u].parent;
            } else {
                if (steps_[v].up <= least_v) {
                    least_v = steps_[v].up;
                    at_v = v;
                }
                v = steps_[v].parent;
            }
        }
        passed_ += count;
        bottleneck out{amount, nobody, false, u};
        if (least_u < out.amount) out = {least_u, at_u, true, u};
        if (at_v != nobody && least_v <= out.amount) out = {least_v, at_v, false, u};
        return out;
    }

    /// Sends so much from v up to `meet`, and from there down to u.
    void carry(std::uint32_t u, std::uint32_t v, std::uint32_t meet, std::int64_t amount) {
        while (u != meet) {
            steps_[u].down -= amount;
            steps_[u].up += amount;
            u = steps_[u].parent;
        }
        while (v != meet) {
            steps_[v].up -= amount;
            steps_[v].down += amount;
            v = steps_[v].parent;
        }
    }

    /// Takes the arc above `top` out; its subtree becomes one of `low`, which is in it, and hangs by another arc below
    /// `above`, which is not. The ways to the root from `above` and from `top` meet at `meet`.
    void exchange(std::uint32_t top, std::uint32_t low, std::uint32_t above, const tie& by, std::uint32_t meet) {
        // 1. The subtree leaves the thread, and its old ancestors.
        const auto size = steps_[top].size;
        const auto end = steps_[top].last;
        const auto before = back_[top];
        const auto old_parent = steps_[top].parent;
        follow(before, thread_[end]);
        for (auto w = old_parent; w != nobody && steps_[w].last == end; w = steps_[w].parent) steps_[w].last = before;
        for (auto w = old_parent; w != meet; w = steps_[w].parent) steps_[w].size -= size;
        for (auto w = above; w != meet; w = steps_[w].parent) steps_[w].size += size;

        // 2. It is turned over, and hangs where it should.
        const auto last = turn(top, low, above, by);
        const auto next = thread_[above];
        follow(above, low);
        follow(last, next);
        for (auto w = above; w != nobody && steps_[w].last == above; w = steps_[w].parent) steps_[w].last = last;

        // 3. The potentials.
        const auto change = potential_[above] + below(by) - potential_[low];
        if (size <= (n_ + 1) / 2)
            shift(low, last, size, change);
        else
            shift(next, above, n_ + 1 - size, std::uint64_t{0} - change);
    }

    /// All potentials from the root's, 0; `cost(arc)` says what an arc costs.
    template <class Cost>
    void price(const Cost& cost) {
        potential_[n_] = 0;
        for (auto v = thread_[n_]; v != n_; v = thread_[v]) {
            const auto of = cost(arc(v));
            potential_[v] = potential_[steps_[v].parent] + (steps_[v].tie % 2 != 0 ? std::uint64_t{0} - of : of);
        }
    }

    /// How many nodes have been passed: on cycles, and where potentials changed.
    [[nodiscard]] std::uint64_t passed() const noexcept { return passed_; }

    /// Numbers the nodes as the thread passes them, the root aside: then it leads through memory from front to back.
    /// Returns the new number of each.
    std::vector<std::uint32_t> renumber() {
        std::vector<std::uint32_t> now(steps_.size());
        now[n_] = n_;
        std::uint32_t count = 0;
        for (auto v = thread_[n_]; v != n_; v = thread_[v]) now[v] = count++;
        std::vector<step> steps(steps_.size());
        std::vector<std::uint64_t> potential(steps_.size());
        for (std::uint32_t v = 0; v <= n_; ++v) {
            auto one = steps_[v];
            if (v != n_) one.parent = now[one.parent];
            one.last = now[one.last];
            steps[now[v]] = one;
            potential[now[v]] = potential_[v];
        }
        steps_ = std::move(steps);
        potential_ = std::move(potential);
        for (std::uint32_t v = 0; v < n_; ++v) follow(v == 0 ? n_ : v - 1, v);
        if (n_ > 0) follow(n_ - 1, n_);
        return now;
    }

private:
    struct step {
        std::uint32_t parent;
        std::uint32_t size; // of the subtree
        std::int64_t up;    // what can still go to the parent
        std::int64_t down;  // and what can come from there
        std::uint32_t tie;  // the arc: twice its number, and 1 where it leads to the parent
        std::uint32_t last; // of the subtree in the thread
    };

    /// How far the potential below an arc is above that of the parent.
    [[nodiscard]] static std::uint64_t below(const tie& by) {
        return by.to_parent ? std::uint64_t{0} - by.cost : by.cost;
    }
    void follow(std::uint32_t a, std::uint32_t b) {
        thread_[a] = b;
        back_[b] = a;
    }
    void put(std::uint32_t v, std::uint32_t parent, const tie& by) {
        auto& one = steps_[v];
        one.parent = parent;
        one.tie = 2 * by.arc + (by.to_parent ? 1 : 0);
        one.up = by.to_parent ? by.capacity - by.carried : by.carried;
        one.down = by.to_parent ? by.carried : by.capacity - by.carried;
    }

    /// The subtree of `top`, which is out of the thread, becomes one of `low`. On the way from `low` to `top` each
    /// node's subtree is what it was, less that of the node before; these parts follow one another in the thread.
    /// Returns the last node.
    [[nodiscard]] std::uint32_t turn(std::uint32_t top, std::uint32_t low, std::uint32_t above, const tie& by) {
        const auto size = steps_[top].size;
        auto moved = steps_[low]; // what becomes of the node below: the same arc, seen from its other end
        auto inner_before = back_[low];
        auto inner_last = moved.last;
        auto inner_after = thread_[inner_last];
        auto last = inner_last;
        put(low, above, by);
        steps_[low].size = size;
        for (auto below = low; below != top;) {
            const auto w = moved.parent;
            const auto old = steps_[w];
            const auto w_before = back_[w];
            const auto w_after = old.last == inner_last ? inner_after : thread_[old.last];
            follow(last, w);
            last = inner_before;
            if (old.last != inner_last) {
                follow(inner_before, inner_after);
                last = old.last;
            }
            steps_[w] = {below, size - moved.size, moved.down, moved.up, moved.tie ^ 1U, 0};
            inner_before = w_before;
            inner_last = old.last;
            inner_after = w_after;
            moved = old;
            below = w;
        }
        for (auto w = top; w != above; w = steps_[w].parent) steps_[w].last = last;
        return last;
    }

    /// From a to b in the thread, `count` nodes.
    void shift(std::uint32_t a, std::uint32_t b, std::uint32_t count, std::uint64_t change) {
        passed_ += count;
        for (auto i = count / 2; i > 0; --i) {
            potential_[a] += change;
            potential_[b] += change;
            a = thread_[a];
            b = back_[b];
        }
        if (count % 2 != 0) potential_[a] += change;
    }

    std::uint32_t n_; // also the number of the root
    std::vector<step> steps_;
    std::vector<std::uint32_t> thread_;
    std::vector<std::uint32_t> back_; // where the thread comes from
    std::vector<std::uint64_t> potential_;
    std::uint64_t passed_ = 0;
};

} // namespace colearn::detail

#endif
