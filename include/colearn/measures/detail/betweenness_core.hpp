// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_BETWEENNESS_CORE_HPP
#define COLEARN_MEASURES_DETAIL_BETWEENNESS_CORE_HPP

/// @file
/// For a policy reader: what hangs at the network by a single tie is counted by a formula; only the rest is searched.
/// For an engineer: the graph that the betweenness kernels run on. Self-ties are gone, trees of an undirected view are
/// folded into the vertex at which they hang, of a directed view only what some source reaches is there, and vertices
/// are renumbered so that neighbours stand close together.
/// Source of the folding: Baglioni, Geraci, Pellegrini and Lastres, "Fast exact computation of betweenness centrality
/// in social networks", ASONAM 2012.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/view.hpp>

namespace colearn::detail {

/// What the scores are of.
enum class scored : std::uint8_t {
    actors, ///< by core vertex
    ties,   ///< by arc of the view
};

/// Rows of a betweenness core.
struct core_rows {
    std::vector<std::uint32_t> offsets{0};
    std::vector<std::uint32_t> neighbours;
    std::vector<std::uint32_t> arcs; ///< of the view, to look up lengths

    [[nodiscard]] rows as_rows() const noexcept { return {offsets, neighbours, {}, {}}; }
};

/// What the kernels run on, and what is added to their sums afterwards. "Total dependency" of a source: the sum over
/// all actors of the shares of its shortest paths that they are on.
struct betweenness_core {
    bool directed = true;
    core_rows out;
    core_rows in;                        ///< empty on an undirected view: the same as `out`
    std::vector<std::uint32_t> original; ///< core vertex -> vertex of the view
    std::vector<double> reach;           ///< by core vertex: actors that hang at it, itself among them
    std::vector<double> chosen;          ///< by core vertex: how many of these are sources

    // By vertex of the view. On a directed view nothing is folded: each is its own root, and both sums are 0.
    std::vector<std::uint32_t> root;  ///< the core vertex at which it hangs, or which it is; none: out of reach
    std::vector<double> by_formula;   ///< betweenness that the trees account for, over ordered pairs from sources
    std::vector<double> total_offset; ///< a source's total dependency is that of its root in the core, and this

    /// A folded tie, and the ordered pairs from sources that it parts.
    struct tree_tie {
        std::uint32_t below;
        std::uint32_t above;
        double pairs;
    };
    std::vector<tree_tie> tree_ties;

    [[nodiscard]] std::size_t size() const noexcept { return original.size(); }
    [[nodiscard]] const core_rows& incoming() const noexcept { return directed ? in : out; }
};

/// Folds the trees of an undirected view: `parent` is the tie of each folded vertex, or none.
struct folding {
    std::vector<std::uint32_t> parent;
    std::vector<std::uint32_t> order; // folded vertices, leaves first
};

[[nodiscard]] inline folding fold_trees(const view& of) {
    const auto out = of.out();
    const auto n = static_cast<std::uint32_t>(out.size());
    folding made{std::vector<std::uint32_t>(n, id<actor>::none), {}};
    if (of.directed()) return made;
    std::vector<std::uint32_t> ties_left(n, 0);
    for (std::uint32_t v = 0; v < n; ++v)
        for (const auto w : out.of(v)) ties_left[v] += w == v ? 0 : 1;
    std::vector<std::uint32_t> leaves;
    for (std::uint32_t v = 0; v < n; ++v)
        if (ties_left[v] == 1) leaves.push_back(v);
    while (!leaves.empty()) {
        const auto v = leaves.back();
        leaves.pop_back();
        if (ties_left[v] != 1) continue; // the other end of the last tie was folded on to it
        for (const auto w : out.of(v)) {
            if (w == v || made.parent[w] != id<actor>::none) continue;
            made.parent[v] = w;
            if (--ties_left[w] == 1) leaves.push_back(w);
            break;
        }
        ties_left[v] = 0;
        made.order.push_back(v);
    }
    return made;
}

/// Core vertices in breadth-first order, component by component, which puts neighbours close together. On a directed
/// view whom no source leads to is left out: nothing comes from there, and nothing goes there.
/// `first_of_component` gets the position of each component's first vertex, and the end.
[[nodiscard]] inline std::vector<std::uint32_t> local_order(const view& of, const folding& folded,
                                                            std::span<const std::uint8_t> is_source,
                                                            std::vector<std::size_t>& first_of_component) {
    const auto out = of.out();
    const auto n = static_cast<std::uint32_t>(out.size());
    const bool from_all = std::find(is_source.begin(), is_source.end(), 0) == is_source.end();
    std::vector<std::uint32_t> order;
    std::vector<std::uint8_t> met(n, 0);
    const auto meet = [&](std::uint32_t v) {
        if (met[v] != 0 || folded.parent[v] != id<actor>::none) return;
        met[v] = 1;
        order.push_back(v);
    };
    for (std::uint32_t start = 0; start < n; ++start) {
        if (of.directed() && is_source[start] == 0) continue;
        auto next = order.size();
        meet(start);
        if (next == order.size()) continue;
        first_of_component.push_back(next);
        for (; next < order.size(); ++next) {
            for (const auto w : out.of(order[next])) meet(w);
            if (of.directed() && from_all)
                for (const auto w : of.in().of(order[next])) meet(w);
        }
    }
    first_of_component.push_back(order.size());
    return order;
}

/// `place` by vertex: its position in `order`, or none.
[[nodiscard]] inline core_rows core_rows_of(const rows& side, std::span<const std::uint32_t> order,
                                            std::span<const std::uint32_t> place) {
    core_rows made;
    made.offsets.reserve(order.size() + 1);
    std::size_t arcs = 0;
    for (const auto v : order) arcs += side.degree(v);
    made.neighbours.reserve(arcs);
    made.arcs.reserve(arcs);
    for (const auto v : order) {
        for (auto k = side.offsets[v]; k < side.offsets[v + 1]; ++k) {
            const auto w = side.neighbours[k];
            if (w == v || place[w] == id<actor>::none) continue;
            made.neighbours.push_back(place[w]);
            made.arcs.push_back(side.arc(k));
        }
        made.offsets.push_back(static_cast<std::uint32_t>(made.neighbours.size()));
    }
    return made;
}

/// What the folded trees add. Let v be an actor in a component of N actors, C of them sources, and let branch i of the
/// trees that hang at v have r_i actors, c_i of them sources. The ordered pairs (source, target) that v parts, with at
/// least one end in a branch, number
///     sum_i c_i (N - 1 - r_i)  +  (C - [v is a source] - sum_i c_i) sum_i r_i.
/// Total dependencies: with H(s) = sum over targets of the mean number of steps, the total of s is H(s) - (N - 1).
/// From a vertex of a tree one tie out, to a branch of r actors, all others come one step further and the branch one
/// closer: H grows by N - 2r. In the core, a target that hangs d ties below a root counts d inner actors too few, or
/// d - 1 when it hangs at the source itself.
inline void add_trees(betweenness_core& core, const folding& folded, std::span<const std::uint8_t> is_source,
                      std::span<const std::size_t> first_of_component) {
    const auto n = core.root.size();
    std::vector<double> actors(n, 1); // in the tree below each vertex, with itself
    std::vector<double> sources(is_source.begin(), is_source.end());
    std::vector<double> products(n, 0); // sum over branches of c_i r_i
    std::vector<double> depth(n, 0);
    for (const auto v : folded.order) {
        const auto up = folded.parent[v];
        products[up] += actors[v] * sources[v];
        actors[up] += actors[v];
        sources[up] += sources[v];
    }
    for (auto i = folded.order.size(); i-- > 0;) {
        const auto v = folded.order[i];
        core.root[v] = core.root[folded.parent[v]];
        depth[v] = depth[folded.parent[v]] + 1;
    }
    for (std::size_t i = 0; i < core.size(); ++i) {
        core.reach[i] = actors[core.original[i]];
        core.chosen[i] = sources[core.original[i]];
    }

    std::vector<double> depths_below(core.size(), 0); // by core vertex
    for (const auto v : folded.order) depths_below[core.root[v]] += depth[v];
    std::vector<double> all_actors(core.size());
    std::vector<double> all_sources(core.size());
    std::vector<double> all_depths(core.size());
    for (std::size_t c = 0; c + 1 < first_of_component.size(); ++c) {
        double sums[3] = {0, 0, 0};
        for (auto i = first_of_component[c]; i < first_of_component[c + 1]; ++i) {
            sums[0] += core.reach[i];
            sums[1] += core.chosen[i];
            sums[2] += depths_below[i];
        }
        for (auto i = first_of_component[c]; i < first_of_component[c + 1]; ++i) {
            all_actors[i] = sums[0];
            all_sources[i] = sums[1];
            all_depths[i] = sums[2];
        }
    }
    for (std::size_t v = 0; v < n; ++v) {
        const auto root = core.root[v];
        const double own = is_source[v];
        const double below = sources[v] - own;
        core.by_formula[v] =
            below * (all_actors[root] - 1) - products[v] + (all_sources[root] - own - below) * (actors[v] - 1);
        core.total_offset[v] = all_depths[root] - (core.reach[root] - 1);
    }
    for (auto i = folded.order.size(); i-- > 0;) {
        const auto v = folded.order[i];
        const auto root = core.root[v];
        core.total_offset[v] = core.total_offset[folded.parent[v]] + all_actors[root] - 2 * actors[v];
        core.tree_ties.push_back(
            {v, folded.parent[v],
             sources[v] * (all_actors[root] - actors[v]) + (all_sources[root] - sources[v]) * actors[v]});
    }
}

/// `is_source` by vertex of the view. O(n + m) time and memory.
[[nodiscard]] inline betweenness_core make_core(const view& of, std::span<const std::uint8_t> is_source) {
    const auto n = of.actor_count();
    betweenness_core made;
    made.directed = of.directed();
    const auto folded = fold_trees(of);
    std::vector<std::size_t> first_of_component;
    made.original = local_order(of, folded, is_source, first_of_component);
    made.root.assign(n, id<actor>::none);
    for (std::size_t i = 0; i < made.size(); ++i) made.root[made.original[i]] = static_cast<std::uint32_t>(i);
    made.out = core_rows_of(of.out(), made.original, made.root);
    if (of.directed()) made.in = core_rows_of(of.in(), made.original, made.root);
    made.reach.assign(made.size(), 1);
    made.chosen.assign(made.size(), 0);
    made.by_formula.assign(n, 0);
    made.total_offset.assign(n, 0);
    if (of.directed())
        for (std::size_t i = 0; i < made.size(); ++i) made.chosen[i] = is_source[made.original[i]];
    else
        add_trees(made, folded, is_source, first_of_component);
    return made;
}

} // namespace colearn::detail

#endif
