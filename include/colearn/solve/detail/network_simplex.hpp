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
#include <numeric>
#include <queue>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/solve/detail/flow_tree.hpp>
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
/// of the entering arc in blocks and for links that are looked at in a mixed order. What differs: the best of earlier
/// blocks are looked at again, which makes trees flatter and pivots fewer; a full arc is turned round, so that what the
/// search reads is an arc's ends and cost alone; and the nodes' own arcs start cheap, and become dear only while they
/// carry something.
class network_simplex {
public:
    enum class ending : std::uint8_t { optimal, unbounded, cancelled };

    /// What node v must send out more than it takes in is supply[v]; these sum to 0. With C the largest cost and n
    /// nodes, C n is below 2^60, and so is the sum of all supplies and limited capacities.
    network_simplex(std::span<const cost_link> links, const std::vector<std::int64_t>& supply)
        : n_(static_cast<std::uint32_t>(supply.size())), m_(static_cast<std::uint32_t>(links.size())),
          stride_((std::max)(std::uint32_t{1}, static_cast<std::uint32_t>(std::sqrt(m_)))), tree_(n_),
          arcs_(std::size_t{m_} + n_), capacity_(std::size_t{m_} + n_, flow_tree::no_limit),
          full_(std::size_t{m_} + n_, 0), place_(m_), name_(n_), renumber_at_(walks * arcs_.size()) {
        std::iota(name_.begin(), name_.end(), std::uint32_t{0});
        std::uint64_t dearest = 0;
        std::uint32_t at = 0;
        for (std::uint32_t first = 0; first < (std::min)(stride_, m_); ++first)
            for (auto i = first; i < m_; i += stride_, ++at) {
                const auto& one = links[i];
                place_[i] = at;
                arcs_[at] = {one.from, one.to, static_cast<std::uint64_t>(one.cost)};
                capacity_[at] = (std::min)(one.capacity, flow_tree::no_limit);
                dearest = (std::max)(dearest, static_cast<std::uint64_t>(one.cost < 0 ? -one.cost : one.cost));
            }
        // The first tree: an arc of its own from each node to the root or from there.
        most_dear_ = (dearest + 1) * (std::uint64_t{n_} + 1);
        dear_ = (std::min)(most_dear_, dearest / 3 + 1);
        const auto twigs = ways_to_needs(supply);
        std::vector<std::uint8_t> waits(n_, 0);
        for (const auto& one : twigs) waits[one.node] = 1;
        for (std::uint32_t v = 0; v < n_; ++v) {
            const bool up = supply[v] >= 0;
            arcs_[m_ + v] = {up ? v : n_, up ? n_ : v, dear_};
            if (waits[v] == 0) tree_.add(v, {m_ + v, up, up ? supply[v] : -supply[v], flow_tree::no_limit, dear_});
        }
        if (!twigs.empty()) tree_.grow(twigs);
    }

    ending run(const std::stop_token& stop) {
        for (std::size_t pivots = 0;; ++pivots) {
            if (pivots % 16 == 0 && stop.stop_requested()) return ending::cancelled;
            if (tree_.passed() >= renumber_at_) renumber();
            const auto entering = find_entering();
            const bool optimal = entering == flow_tree::nobody;
            if (!optimal && pivot(entering)) continue;
            // As long as the nodes' own arcs are cheap they may carry what should go by links, or close a cycle that
            // seems to earn without end.
            const bool dear_enough = dear_ == most_dear_ || (optimal && feasible());
            if (dear_enough && optimal) return ending::optimal;
            if (dear_enough) {
                close(entering);
                return ending::unbounded;
            }
            dear_ = optimal ? (std::min)(most_dear_, 4 * dear_) : most_dear_;
            for (std::uint32_t v = 0; v < n_; ++v) arcs_[m_ + v].cost = dear_;
            tree_.price([&](std::uint32_t a) { return arcs_[a].cost; });
        }
    }

    /// What each link carries.
    [[nodiscard]] std::vector<std::int64_t> flows() const {
        const auto flow = carried();
        std::vector<std::int64_t> out(m_);
        for (std::uint32_t i = 0; i < m_; ++i) out[i] = flow[place_[i]];
        return out;
    }
    /// Whether all supplies are met by the links alone.
    [[nodiscard]] bool feasible() const {
        for (std::uint32_t v = 0; v < n_; ++v)
            if (tree_.arc(v) >= m_ && tree_.carried(v) != 0) return false;
        return true;
    }
    /// After `unbounded`: links without limit around a cycle of negative cost.
    [[nodiscard]] const std::vector<std::uint32_t>& cycle() const noexcept { return cycle_; }

    /// After `optimal`: the potential of a node in the tree that was found; only differences mean anything.
    [[nodiscard]] std::int64_t height(std::uint32_t v) const {
        return static_cast<std::int64_t>(tree_.potential(name_[v]) - tree_.potential(n_));
    }
    /// After `optimal`: potentials that do not depend on the tree, at most 0: the length of the shortest way to each
    /// node in what is left, from anywhere. By Dijkstra's search under the potentials of the tree, where nodes that an
    /// arc joins which can carry both more and less are one: the way between them has length 0 both ways.
    [[nodiscard]] std::vector<std::int64_t> potentials() const {
        // 1. Which nodes are one; how far each of these is below the highest of all.
        std::vector<std::uint32_t> group(std::size_t{n_} + 1);
        std::vector<std::int64_t> distance;
        const auto height = [&](std::uint32_t v) {
            return static_cast<std::int64_t>(tree_.potential(v) - tree_.potential(n_));
        };
        auto top = (std::numeric_limits<std::int64_t>::min)();
        for (std::uint32_t v = 0; v < n_; ++v) top = (std::max)(top, height(v));
        for (auto v = tree_.after(n_); v != n_; v = tree_.after(v)) {
            const bool joined = tree_.arc(v) < m_ && tree_.free(v);
            group[v] = joined ? group[tree_.parent(v)] : static_cast<std::uint32_t>(distance.size());
            if (!joined) distance.push_back(top - height(v));
            auto& nearest = distance[group[v]];
            nearest = (std::min)(nearest, top - height(v));
        }

        // 2. What is left between them; none is shorter than 0, so only what is shorter than the distance may help.
        struct way {
            std::uint32_t from;
            std::uint32_t to;
            std::int64_t length;
        };
        std::vector<way> found;
        std::vector<std::uint32_t> first(distance.size() + 1, 0);
        const auto flow = carried();
        for (std::uint32_t a = 0; a < m_; ++a) {
            const auto& one = arcs_[a];
            const auto u = group[one.from];
            const auto v = group[one.to];
            if (u == v) continue;
            const auto length = reduced(one);
            const auto free = full_[a] != 0 ? flow[a] : capacity_[a] - flow[a]; // as the arc is turned
            if (free > 0 && length < distance[v]) found.push_back({u, v, length});
            if (capacity_[a] - free > 0 && -length < distance[u]) found.push_back({v, u, -length});
        }
        for (const auto& one : found) ++first[one.from + 1];
        for (std::size_t u = 1; u < first.size(); ++u) first[u] += first[u - 1];
        std::vector<std::pair<std::uint32_t, std::int64_t>> ways(found.size());
        auto place = first;
        for (const auto& one : found) ways[place[one.from]++] = {one.to, one.length};

        // 3. The search.
        using entry = std::pair<std::int64_t, std::uint32_t>;
        std::vector<entry> starts;
        for (std::uint32_t u = 0; u < distance.size(); ++u)
            if (first[u] < first[u + 1]) starts.emplace_back(distance[u], u);
        std::priority_queue<entry, std::vector<entry>, std::greater<>> queue(std::greater<>{}, std::move(starts));
        while (!queue.empty()) {
            const auto [length, u] = queue.top();
            queue.pop();
            if (length > distance[u]) continue;
            for (auto i = first[u]; i < first[u + 1]; ++i) {
                const auto [v, more] = ways[i];
                if (length + more >= distance[v]) continue;
                distance[v] = length + more;
                if (first[v] < first[v + 1]) queue.emplace(distance[v], v);
            }
        }
        std::vector<std::int64_t> out(n_);
        for (std::uint32_t v = 0; v < n_; ++v) out[v] = distance[group[name_[v]]] + height(name_[v]) - top;
        return out;
    }

private:
    static constexpr std::uint64_t memory = 512; // of the running sums, in pivots
    static constexpr std::uint64_t walks = 16;   // so many nodes passed for each arc make a renumbering pay

    struct arc { // turned round while it is full
        std::uint32_t from;
        std::uint32_t to;
        std::uint64_t cost;
    };

    /// Where most nodes only pass things on, these hang in the first tree on their shortest ways to nodes that need
    /// something, for as long as nothing passes: then ways are there as soon as they are wanted, and are not put
    /// together from single arcs, by pivots that move nothing. The tree is strongly feasible: from each node
    /// something could be sent to the root. Empty where most nodes have or need something.
    [[nodiscard]] std::vector<flow_tree::twig> ways_to_needs(const std::vector<std::int64_t>& supply) const {
        std::vector<flow_tree::twig> out;
        const auto passing = std::count(supply.begin(), supply.end(), std::int64_t{0});
        if (passing <= static_cast<std::ptrdiff_t>(n_ / 2)) return out;
        std::vector<std::uint32_t> first(std::size_t{n_} + 2, 0);
        std::vector<std::uint32_t> coming(m_);
        for (std::uint32_t a = 0; a < m_; ++a) ++first[arcs_[a].to + 2];
        for (std::size_t v = 2; v < first.size(); ++v) first[v] += first[v - 1];
        for (std::uint32_t a = 0; a < m_; ++a) coming[first[arcs_[a].to + 1]++] = a;
        constexpr auto far = (std::numeric_limits<std::int64_t>::max)();
        std::vector<std::int64_t> length(n_, far); // costs below 0 count as 0
        std::vector<std::uint32_t> by(n_, flow_tree::nobody);
        using entry = std::pair<std::int64_t, std::uint32_t>;
        std::priority_queue<entry, std::vector<entry>, std::greater<>> queue;
        for (std::uint32_t v = 0; v < n_; ++v)
            if (supply[v] < 0) queue.emplace(length[v] = 0, v);
        while (!queue.empty()) {
            const auto [so_far, v] = queue.top();
            queue.pop();
            if (so_far > length[v]) continue;
            if (supply[v] == 0)
                out.push_back({v, arcs_[by[v]].to, {by[v], true, 0, capacity_[by[v]], arcs_[by[v]].cost}});
            for (auto i = first[v]; i < first[v + 1]; ++i) {
                const auto& one = arcs_[coming[i]];
                const auto there = so_far + (std::max)(std::int64_t{0}, static_cast<std::int64_t>(one.cost));
                if (supply[one.from] != 0 || capacity_[coming[i]] == 0 || there >= length[one.from]) continue;
                length[one.from] = there;
                by[one.from] = coming[i];
                queue.emplace(there, one.from);
            }
        }
        return out;
    }

    /// Negative where the arc should carry more. Those of the tree have 0.
    [[nodiscard]] std::int64_t reduced(const arc& one) const {
        return static_cast<std::int64_t>(one.cost + tree_.potential(one.from) - tree_.potential(one.to));
    }
    void turn(std::uint32_t a) {
        std::swap(arcs_[a].from, arcs_[a].to);
        arcs_[a].cost = std::uint64_t{0} - arcs_[a].cost;
        full_[a] ^= 1;
    }
    /// By all arcs, in the order of the search.
    [[nodiscard]] std::vector<std::int64_t> carried() const {
        std::vector<std::int64_t> out(arcs_.size());
        for (std::size_t a = 0; a < out.size(); ++a) out[a] = full_[a] != 0 ? capacity_[a] : 0;
        for (std::uint32_t v = 0; v < n_; ++v) out[tree_.arc(v)] = tree_.carried(v);
        return out;
    }

    /// Now and then, so that walks through the tree go through memory that is near.
    void renumber() {
        renumber_at_ += walks * arcs_.size();
        const auto now = tree_.renumber();
        for (auto& one : arcs_) {
            one.from = now[one.from];
            one.to = now[one.to];
        }
        for (auto& one : name_) one = now[one];
    }

    /// The arc with the least reduced cost of one more block and of the candidates: up to three from each of the last
    /// blocks. A block is longer where pivots take long of late, for they are worth a better arc: by a quarter of an
    /// arc for each node that they pass, and up to a whole one where more than three in four of them move nothing, for
    /// then a better arc saves many of these. Goes on where it stopped; nobody when there is none with a negative one.
    [[nodiscard]] std::uint32_t find_entering() {
        constexpr std::size_t most_candidates = 30;
        constexpr std::uint64_t often_idle = memory / 4 * 3;
        const auto idle = (std::max)(idle_ / memory, often_idle) - often_idle; // 0 .. memory / 4
        effort_ += tree_.passed() - passed_ - effort_ / memory;
        passed_ = tree_.passed();
        const auto block = static_cast<std::uint32_t>(
            (std::min)(std::uint64_t{m_},
                       10 + stride_ * std::uint64_t{3} / 2 + effort_ / memory * (memory / 4 + 3 * idle) / memory));
        std::int64_t worst = 0;
        std::size_t best = 0;
        std::size_t kept = 0;
        const auto keep = [&](std::uint32_t a, std::int64_t breaks) {
            if (breaks < worst) {
                worst = breaks;
                best = kept;
            }
            candidates_[kept++] = a;
        };
        const auto old = candidates_.size();
        candidates_.resize(old + 3);
        for (std::size_t i = 0; i < old; ++i)
            if (const auto breaks = reduced(arcs_[candidates_[i]]); breaks < 0) keep(candidates_[i], breaks);
        std::uint32_t seen = 0;
        do {
            const auto end = (std::min)(m_, at_ + block);
            seen += end - at_;
            std::int64_t least = 0;
            std::uint32_t last[] = {flow_tree::nobody, flow_tree::nobody, flow_tree::nobody};
            for (; at_ < end; ++at_) {
                const auto breaks = reduced(arcs_[at_]);
                if (breaks >= least) continue;
                least = breaks;
                last[2] = last[1];
                last[1] = last[0];
                last[0] = at_;
            }
            if (at_ == m_) at_ = 0;
            for (const auto a : last)
                if (a != flow_tree::nobody) keep(a, reduced(arcs_[a]));
        } while (kept == 0 && seen < m_);
        candidates_.resize(kept);
        if (kept == 0) return flow_tree::nobody;
        const auto out = candidates_[best];
        candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(best));
        if (candidates_.size() > most_candidates)
            candidates_.erase(candidates_.begin(), candidates_.end() - std::ptrdiff_t{most_candidates});
        return out;
    }

    /// Sends what it can around the cycle that the arc closes. False when that is without limit.
    [[nodiscard]] bool pivot(std::uint32_t entering) {
        const auto u = arcs_[entering].from;
        const auto v = arcs_[entering].to;
        const auto [amount, leaving, at_start, meet] = tree_.narrowest(u, v, capacity_[entering]);
        if (amount >= flow_tree::no_limit / 2) return false;
        idle_ += (amount == 0 ? memory : 0) - idle_ / memory;
        if (amount > 0) tree_.carry(u, v, meet, amount);
        if (leaving == flow_tree::nobody) {
            turn(entering);
            return true;
        }
        const auto leaves = tree_.arc(leaving);
        const bool fills = tree_.carried(leaving) > 0;
        const auto low = at_start ? u : v;
        const auto above = at_start ? v : u;
        const auto capacity = capacity_[entering];
        const bool was_full = full_[entering] != 0;
        if (was_full) turn(entering);
        const auto& one = arcs_[entering];
        tree_.exchange(leaving, low, above,
                       {entering, one.from == low, was_full ? capacity - amount : amount, capacity, one.cost}, meet);
        if (fills) turn(leaves);
        return true;
    }

    /// Notes the links of the cycle that the arc closes.
    void close(std::uint32_t entering) {
        std::vector<std::uint32_t> link_at(m_);
        for (std::uint32_t i = 0; i < m_; ++i) link_at[place_[i]] = i;
        const auto u = arcs_[entering].from;
        const auto v = arcs_[entering].to;
        const auto meet = tree_.narrowest(u, v, 0).meet;
        for (auto w = u; w != meet; w = tree_.parent(w)) cycle_.push_back(link_at[tree_.arc(w)]);
        std::reverse(cycle_.begin(), cycle_.end());
        cycle_.push_back(link_at[entering]);
        for (auto w = v; w != meet; w = tree_.parent(w)) cycle_.push_back(link_at[tree_.arc(w)]);
    }

    std::uint32_t n_; // also the number of the root
    std::uint32_t m_; // the links; after them the nodes' own arcs
    std::uint32_t stride_;
    flow_tree tree_;
    std::vector<arc> arcs_; // each `stride_`th link, then those after them
    std::vector<std::int64_t> capacity_;
    std::vector<std::uint8_t> full_;   // 1: turned round; those of the tree are not
    std::vector<std::uint32_t> place_; // of each link among the arcs
    std::vector<std::uint32_t> name_;  // of each node in the tree
    std::uint64_t renumber_at_;
    std::uint64_t dear_;      // what the nodes' own arcs cost
    std::uint64_t most_dear_; // dearer than any way
    std::vector<std::uint32_t> candidates_;
    std::uint32_t at_ = 0;     // where the search stands
    std::uint64_t passed_ = 0; // nodes of the tree, up to the last search
    std::uint64_t effort_ = 0; // a running sum of these over the last pivots
    std::uint64_t idle_ = 0;   // the same of pivots that moved nothing, each counted `memory` times
    std::vector<std::uint32_t> cycle_;
};

} // namespace colearn::detail

#endif
