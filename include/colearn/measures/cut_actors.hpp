// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_CUT_ACTORS_HPP
#define COLEARN_MEASURES_CUT_ACTORS_HPP

/// @file
/// For a policy reader: whose leaving would split the system, and who would be cut off; and which single working
/// relation holds two parts together.
/// For an engineer: articulation points and bridges by one depth-first search without recursion, with the sizes of the
/// parts and a search tree as proof.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/depth_first.hpp>
#include <colearn/measures/detail/partners.hpp>

namespace colearn {

/// An actor whose leaving splits its part of the system.
struct cut_actor {
    id<actor> who{};
    std::vector<std::uint32_t> parts{}; ///< actors in each part that is left, largest first; at least two
};

/// Two partners whose parting splits their part of the system: nothing else holds the two sides together.
struct cut_tie {
    id<actor> from{};               ///< the one with the smaller number
    id<actor> to{};                 ///< the other one
    std::uint32_t side_of_from = 0; ///< actors that stay with `from`, itself among them
    std::uint32_t side_of_to = 0;   ///< actors that stay with `to`, itself among them
};

/// Evidence: a forest in which every pair of partners are ancestor and descendant.
struct cut_certificate {
    std::vector<id<actor>> order{};  ///< all actors, each after its parent, each subtree in one piece
    std::vector<id<actor>> parent{}; ///< by actor; invalid at a root
};

struct cut_actors_result {
    std::vector<cut_actor> actors{};  ///< by number
    std::vector<cut_tie> ties{};      ///< by number of `from`, then of `to`
    actor_map<std::uint32_t> score{}; ///< actors that are cut off from the largest part when this one leaves
    std::uint32_t components = 0;     ///< parts of the system as it is
    view_record measured_on{};        ///< layers, direction and what was left out
    cut_certificate certificate{};
};

namespace detail {

// Fills in the actors, ties and scores from a forest.
inline void read_cuts(cut_actors_result& result, const cut_forest& forest) {
    const auto n = static_cast<std::uint32_t>(result.certificate.order.size());
    const auto& parent = result.certificate.parent;
    std::vector<std::vector<std::uint32_t>> parts(n); // those that leave with each actor, below it
    for (const auto who : result.certificate.order) {
        const auto v = who.index;
        if (!parent[v].valid()) {
            ++result.components;
            continue;
        }
        const auto above = parent[v].index;
        if (forest.lowest[v] >= forest.place[above]) parts[above].push_back(forest.size[v]);
        if (forest.lowest[v] > forest.place[above]) {
            const auto whole = forest.size[forest.root[v]];
            cut_tie one{parent[v], who, whole - forest.size[v], forest.size[v]};
            if (one.to < one.from) one = {who, parent[v], forest.size[v], whole - forest.size[v]};
            result.ties.push_back(one);
        }
    }
    for (std::uint32_t v = 0; v < n; ++v) {
        auto& own = parts[v];
        std::uint32_t below = 0;
        for (const auto one : own) below += one;
        const auto rest = forest.size[forest.root[v]] - 1 - below;
        if (rest > 0) own.push_back(rest);
        if (own.size() < 2) continue;
        std::sort(own.begin(), own.end(), std::greater<>());
        result.score.values()[v] = below + rest - own.front();
        result.actors.push_back({id<actor>{v}, std::move(own)});
    }
    std::sort(result.ties.begin(), result.ties.end(),
              [](const cut_tie& a, const cut_tie& b) { return std::pair(a.from, a.to) < std::pair(b.from, b.to); });
}

} // namespace detail

/// Articulation actors and bridges, with what splits off.
///
/// Source: Tarjan, SIAM Journal on Computing 1 (1972) 146; Hopcroft and Tarjan, Communications of the ACM 16 (1973)
/// 372. Whoever is tied either way is a partner; all ties between two count as one working relation, so that a pair
/// with parallel ties, or with ties both ways, can be a bridge (igraph: cannot). Self-ties never matter. Complexity:
/// O(n + m) time, 40 bytes an actor; any depth. Determinism: exact; the forest starts from the smallest numbers.
[[nodiscard]] inline cut_actors_result cut_actors(const view& of) {
    const detail::partner_rows rows(of);
    cut_actors_result result;
    result.score = actor_map<std::uint32_t>(of.shared_roster());
    result.measured_on = of.record();
    auto& order = result.certificate.order;
    auto& parent = result.certificate.parent;
    detail::read_cuts(result, detail::search_depth_first(rows, {}, order, parent));
    return result;
}

/// Checks that the certificate is a forest whose every pair of partners are ancestor and descendant, works out anew
/// from it what each subtree is tied to, and compares all parts. In such a forest an actor's children are tied to each
/// other through it or its ancestors alone, so what splits off can be read from it. Complexity: O(n + m). It searches
/// nothing.
[[nodiscard]] inline verification verify(const view& of, const cut_actors_result& result) {
    const detail::partner_rows rows(of);
    const auto n = rows.size();
    const auto& [order, parent] = result.certificate;
    if (order.size() != n || parent.size() != n || result.score.size() != n)
        return verification::reject("there must be one place, parent and score for each actor");

    // 1. The order holds each actor once, after its parent, who is a partner; subtrees are in one piece.
    const auto none = n;
    detail::cut_forest forest{std::vector<std::uint32_t>(n, none), std::vector<std::uint32_t>(n),
                              std::vector<std::uint32_t>(n, 1), std::vector<std::uint32_t>(n)};
    for (std::uint32_t i = 0; i < n; ++i) {
        const auto v = order[i].index;
        if (v >= n || forest.place[v] != none) return verification::reject("the order must hold each actor once");
        forest.place[v] = forest.lowest[v] = i;
        forest.root[v] = v;
        if (!parent[v].valid()) continue;
        const auto above = parent[v].index;
        const auto partners = rows.of(v);
        if (above >= n || forest.place[above] == none || !std::binary_search(partners.begin(), partners.end(), above))
            return verification::reject("the parent of " + of.who().name(order[i]) +
                                        " must be a partner who stands before it");
        forest.root[v] = forest.root[above];
    }
    for (std::uint32_t i = n; i-- > 0;)
        if (const auto v = order[i].index; parent[v].valid()) forest.size[parent[v].index] += forest.size[v];
    const auto holds = [&](std::uint32_t above, std::uint32_t v) {
        return forest.place[above] <= forest.place[v] && forest.place[v] < forest.place[above] + forest.size[above];
    };
    for (std::uint32_t v = 0; v < n; ++v)
        if (parent[v].valid() &&
            (!holds(parent[v].index, v) ||
             forest.place[v] + forest.size[v] > forest.place[parent[v].index] + forest.size[parent[v].index]))
            return verification::reject("each subtree must stand in one piece");

    // 2. Every pair of partners are ancestor and descendant; what each subtree is tied to.
    for (std::uint32_t i = n; i-- > 0;) {
        const auto v = order[i].index;
        for (const auto w : rows.of(v)) {
            if (!holds(v, w) && !holds(w, v))
                return verification::reject(of.who().name(id<actor>{v}) + " and " + of.who().name(id<actor>{w}) +
                                            " are partners, and so one must stand below the other");
            if (w != parent[v].index) forest.lowest[v] = (std::min)(forest.lowest[v], forest.place[w]);
        }
        if (parent[v].valid()) {
            auto& lowest = forest.lowest[parent[v].index];
            lowest = (std::min)(lowest, forest.lowest[v]);
        }
    }

    // 3. The same cuts.
    cut_actors_result known;
    known.score = actor_map<std::uint32_t>(of.shared_roster());
    known.certificate = result.certificate;
    detail::read_cuts(known, forest);
    const auto same_actor = [](const cut_actor& a, const cut_actor& b) { return a.who == b.who && a.parts == b.parts; };
    const auto same_tie = [](const cut_tie& a, const cut_tie& b) {
        return a.from == b.from && a.to == b.to && a.side_of_from == b.side_of_from && a.side_of_to == b.side_of_to;
    };
    if (known.components != result.components)
        return verification::reject("the system has " + std::to_string(known.components) + " parts, not " +
                                    std::to_string(result.components));
    if (!std::equal(known.actors.begin(), known.actors.end(), result.actors.begin(), result.actors.end(), same_actor))
        return verification::reject("the actors whose leaving splits the system, or their parts, are others");
    if (!std::equal(known.ties.begin(), known.ties.end(), result.ties.begin(), result.ties.end(), same_tie))
        return verification::reject("the ties that hold two parts together, or their sides, are others");
    if (!std::equal(known.score.values().begin(), known.score.values().end(), result.score.values().begin()))
        return verification::reject("the numbers of actors that are cut off are others");
    return verification::accept();
}

} // namespace colearn

#endif
