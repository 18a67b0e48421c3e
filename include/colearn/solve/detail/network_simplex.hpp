// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_NETWORK_SIMPLEX_HPP
#define COLEARN_SOLVE_DETAIL_NETWORK_SIMPLEX_HPP

/// @file
/// For a policy reader: the working of `minimum_cost_flow`.
/// For an engineer: the primal network simplex method in whole numbers.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <queue>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/solve/flow_network.hpp>

namespace colearn::detail {

/// An arc that carries from 0 to `capacity`, which may be `unbounded`.
struct cost_link {
    std::uint32_t from;
    std::uint32_t to;
    std::int64_t capacity;
    std::int64_t cost;
};

/// Source: Ahuja, Magnanti and Orlin, *Network Flows* (1993), chapter 11: strongly feasible trees, which cannot cycle.
/// Kovacs, "Minimum-cost flow algorithms: an experimental evaluation", Optim. Methods Softw. 30 (2015), for the search
/// of the entering arc in blocks.
class network_simplex {
public:
    enum class ending : std::uint8_t { optimal, unbounded, cancelled };

    /// What node v must send out more than it takes in is supply[v]; these sum to 0. With C the largest cost and n
    /// nodes, C n is below 2^60, and so is the sum of all supplies and limited capacities.
    network_simplex(std::span<const cost_link> links, const std::vector<std::int64_t>& supply)
        : n_(static_cast<std::uint32_t>(supply.size())), m_(static_cast<std::uint32_t>(links.size())) {
        arcs_.reserve(links.size() + supply.size());
        std::int64_t dearest = 0;
        for (const auto& one : links) {
            arcs_.push_back({one.from, one.to, one.capacity, one.cost, 0, at_lower});
            dearest = (std::max)(dearest, one.cost < 0 ? -one.cost : one.cost);
        }
        // The first tree: an arc of its own from each node to the root or from there, dearer than any way.
        const std::int64_t dear = (dearest + 1) * (std::int64_t{n_} + 1);
        nodes_.resize(std::size_t{n_} + 1);
        nodes_[n_] = {0, nobody, 0, nobody, nobody, nobody, 0};
        for (std::uint32_t v = 0; v < n_; ++v) {
            const bool up = supply[v] >= 0;
            nodes_[v] = {up ? -dear : dear, n_, 2 * (m_ + v) + (up ? 1 : 0), nobody, nobody, nobody, 1};
            adopt(n_, v);
            arcs_.push_back(
                {up ? v : n_, up ? n_ : v, unbounded<std::int64_t>, dear, up ? supply[v] : -supply[v], in_tree});
        }
    }

    ending run(const std::stop_token& stop) {
        const auto block = (std::max)(std::uint32_t{10}, static_cast<std::uint32_t>(std::sqrt(m_)));
        std::uint32_t at = 0;
        for (std::size_t pivots = 0;; ++pivots) {
            if (pivots % 1024 == 0 && stop.stop_requested()) return ending::cancelled;
            const auto entering = find_entering(at, block);
            if (entering == nobody) return ending::optimal;
            if (!pivot(entering)) return ending::unbounded;
        }
    }

    [[nodiscard]] std::int64_t flow(std::size_t link) const { return arcs_[link].flow; }
    /// Whether all supplies are met by the links alone.
    [[nodiscard]] bool feasible() const {
        return std::all_of(arcs_.begin() + m_, arcs_.end(), [](const arc& one) { return one.flow == 0; });
    }
    /// After `unbounded`: links without limit around a cycle of negative cost.
    [[nodiscard]] const std::vector<std::uint32_t>& cycle() const noexcept { return cycle_; }

    /// After `optimal`: potentials that do not depend on the tree, at most 0: the length of the shortest way to each
    /// node in what is left, from anywhere. By Dijkstra's search under the potentials of the tree.
    [[nodiscard]] std::vector<std::int64_t> potentials() const {
        std::vector<std::uint32_t> first(std::size_t{n_} + 2, 0);
        for (std::uint32_t a = 0; a < m_; ++a) {
            ++first[arcs_[a].from + 1];
            ++first[arcs_[a].to + 1];
        }
        for (std::size_t v = 1; v < first.size(); ++v) first[v] += first[v - 1];
        std::vector<std::uint32_t> incident(first.back());
        auto place = first;
        for (std::uint32_t a = 0; a < m_; ++a) {
            incident[place[arcs_[a].from]++] = a;
            incident[place[arcs_[a].to]++] = a;
        }
        std::int64_t top = (std::numeric_limits<std::int64_t>::min)();
        for (std::uint32_t v = 0; v < n_; ++v) top = (std::max)(top, nodes_[v].potential);
        using entry = std::pair<std::int64_t, std::uint32_t>;
        std::priority_queue<entry, std::vector<entry>, std::greater<>> queue;
        std::vector<std::int64_t> distance(n_);
        for (std::uint32_t v = 0; v < n_; ++v) queue.emplace(distance[v] = top - nodes_[v].potential, v);
        while (!queue.empty()) {
            const auto [length, u] = queue.top();
            queue.pop();
            if (length > distance[u]) continue;
            for (auto i = first[u]; i < first[u + 1]; ++i) {
                const auto& one = arcs_[incident[i]];
                const bool along = one.from == u;
                if (along ? one.flow >= one.capacity : one.flow <= 0) continue;
                const auto v = along ? one.to : one.from;
                const auto there = length + (along ? one.cost : -one.cost) + nodes_[u].potential - nodes_[v].potential;
                if (there >= distance[v]) continue;
                queue.emplace(distance[v] = there, v);
            }
        }
        for (std::uint32_t v = 0; v < n_; ++v) distance[v] += nodes_[v].potential - top;
        return distance;
    }

private:
    static constexpr std::uint32_t nobody = (std::numeric_limits<std::uint32_t>::max)();
    static constexpr std::int8_t at_lower = 1;
    static constexpr std::int8_t in_tree = 0;
    static constexpr std::int8_t at_upper = -1;

    struct arc {
        std::uint32_t from;
        std::uint32_t to;
        std::int64_t capacity;
        std::int64_t cost;
        std::int64_t flow;
        std::int8_t state;
    };
    struct node {
        std::int64_t potential;
        std::uint32_t parent;
        std::uint32_t tie;   // the arc to or from the parent: twice its number, and 1 where it leads to the parent
        std::uint32_t child; // the first; the others follow as its siblings
        std::uint32_t next;
        std::uint32_t before;
        std::uint32_t depth;

        [[nodiscard]] std::uint32_t arc() const { return tie / 2; }
        [[nodiscard]] bool up() const { return tie % 2 != 0; }
    };

    void adopt(std::uint32_t parent, std::uint32_t v) {
        auto& first = nodes_[parent].child;
        nodes_[v].before = nobody;
        nodes_[v].next = first;
        if (first != nobody) nodes_[first].before = v;
        first = v;
    }
    void release(std::uint32_t v) {
        const auto& one = nodes_[v];
        if (one.before == nobody)
            nodes_[one.parent].child = one.next;
        else
            nodes_[one.before].next = one.next;
        if (one.next != nobody) nodes_[one.next].before = one.before;
    }

    // The arc that breaks its condition most, in the first block of arcs with one that does; goes on where it stopped.
    [[nodiscard]] std::uint32_t find_entering(std::uint32_t& at, std::uint32_t block) const {
        std::int64_t worst = 0;
        std::uint32_t best = nobody;
        for (std::uint32_t seen = 1; seen <= m_; ++seen) {
            const auto& one = arcs_[at];
            const auto breaks = one.state * (one.cost + nodes_[one.from].potential - nodes_[one.to].potential);
            if (breaks < worst) {
                worst = breaks;
                best = at;
            }
            if (++at == m_) at = 0;
            if (seen % block == 0 && best != nobody) return best;
        }
        return best;
    }

    // What the tree arc above v can still take, upwards or downwards.
    [[nodiscard]] std::int64_t rest(std::uint32_t v, bool upwards) const {
        const auto& one = arcs_[nodes_[v].arc()];
        if (nodes_[v].up() != upwards) return one.flow;
        return one.capacity == unbounded<std::int64_t> ? one.capacity : one.capacity - one.flow;
    }
    void carry(std::uint32_t v, bool upwards, std::int64_t amount) {
        arcs_[nodes_[v].arc()].flow += nodes_[v].up() == upwards ? amount : -amount;
    }

    // Sends what it can around the cycle that the arc closes. False when that is without limit.
    [[nodiscard]] bool pivot(std::uint32_t entering) {
        auto& enters = arcs_[entering];
        const auto u = enters.state == at_lower ? enters.from : enters.to;
        const auto v = enters.state == at_lower ? enters.to : enters.from;

        // 1. The cycle: over the arc from u to v, up to where their ways to the root meet, and down to u.
        auto meet = u;
        for (auto other = v; meet != other;) {
            if (nodes_[meet].depth >= nodes_[other].depth)
                meet = nodes_[meet].parent;
            else
                other = nodes_[other].parent;
        }

        // 2. Who lets through least; of equals the last one on the way round that starts at `meet`.
        auto amount = enters.capacity;
        auto leaving = nobody;
        bool on_u = false;
        for (auto w = u; w != meet; w = nodes_[w].parent)
            if (const auto most = rest(w, false); most < amount) {
                amount = most;
                leaving = w;
                on_u = true;
            }
        for (auto w = v; w != meet; w = nodes_[w].parent)
            if (const auto most = rest(w, true); most <= amount) {
                amount = most;
                leaving = w;
                on_u = false;
            }
        if (amount == unbounded<std::int64_t>) {
            for (auto w = u; w != meet; w = nodes_[w].parent) cycle_.push_back(nodes_[w].arc());
            std::reverse(cycle_.begin(), cycle_.end());
            cycle_.push_back(entering);
            for (auto w = v; w != meet; w = nodes_[w].parent) cycle_.push_back(nodes_[w].arc());
            return false;
        }

        // 3. The flow, and the new tree.
        enters.flow += enters.state * amount;
        for (auto w = u; w != meet; w = nodes_[w].parent) carry(w, false, amount);
        for (auto w = v; w != meet; w = nodes_[w].parent) carry(w, true, amount);
        if (leaving == nobody) {
            enters.state = static_cast<std::int8_t>(-enters.state);
            return true;
        }
        auto& leaves = arcs_[nodes_[leaving].arc()];
        leaves.state = leaves.flow == 0 ? at_lower : at_upper;
        enters.state = in_tree;
        hang(on_u ? u : v, on_u ? v : u, entering, leaving);
        return true;
    }

    // The subtree of `top` becomes one of `low`, which is in it, and hangs by the arc from `above`.
    void hang(std::uint32_t low, std::uint32_t above, std::uint32_t entering, std::uint32_t top) {
        auto parent = above;
        auto tie = 2 * entering + (arcs_[entering].from == low ? 1 : 0);
        for (auto w = low;;) {
            auto& one = nodes_[w];
            const auto old_parent = one.parent;
            const auto old_tie = one.tie;
            release(w);
            one.parent = parent;
            one.tie = tie;
            adopt(parent, w);
            if (w == top) break;
            parent = w;
            tie = old_tie ^ 1U; // the same arc, seen from its other end
            w = old_parent;
        }
        const auto cost = arcs_[entering].cost;
        const auto change = nodes_[above].potential + (nodes_[low].up() ? -cost : cost) - nodes_[low].potential;
        for (auto w = low;;) {
            nodes_[w].potential += change;
            nodes_[w].depth = nodes_[nodes_[w].parent].depth + 1;
            if (nodes_[w].child != nobody) {
                w = nodes_[w].child;
                continue;
            }
            while (w != low && nodes_[w].next == nobody) w = nodes_[w].parent;
            if (w == low) return;
            w = nodes_[w].next;
        }
    }

    std::uint32_t n_; // also the number of the root
    std::uint32_t m_; // the links; after them the nodes' own arcs
    std::vector<arc> arcs_;
    std::vector<node> nodes_;
    std::vector<std::uint32_t> cycle_;
};

} // namespace colearn::detail

#endif
