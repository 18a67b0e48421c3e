// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_DEPTH_FIRST_HPP
#define COLEARN_MEASURES_DETAIL_DEPTH_FIRST_HPP

/// @file
/// For a policy reader: walks through the system to see what hangs on whom.
/// For an engineer: one depth-first search without recursion, with Tarjan's lowest places.

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/partners.hpp>

namespace colearn::detail {

/// What a depth-first forest says of each actor.
struct cut_forest {
    std::vector<std::uint32_t> place;  ///< in the order
    std::vector<std::uint32_t> lowest; ///< first place that its subtree has a tie to, other than that to its parent
    std::vector<std::uint32_t> size;   ///< of its subtree; 0: left out
    std::vector<std::uint32_t> root;   ///< of its tree
};

/// Searches all that is not left out (by a mark other than 0; empty: nobody is), from the smallest numbers on. `order`
/// and `parent` are filled in: each actor after its parent, which is invalid at a root. O(n + m).
[[nodiscard]] inline cut_forest search_depth_first(const partner_rows& rows, std::span<const std::uint8_t> left_out,
                                                   std::vector<id<actor>>& order, std::vector<id<actor>>& parent) {
    const auto n = rows.size();
    const auto none = n;
    cut_forest forest{std::vector<std::uint32_t>(n, none), std::vector<std::uint32_t>(n), std::vector<std::uint32_t>(n),
                      std::vector<std::uint32_t>(n)};
    order.clear();
    order.reserve(n);
    parent.assign(n, id<actor>{});
    std::vector<std::uint32_t> next(rows.offsets().begin(), rows.offsets().end() - 1); // partner to look at
    for (std::uint32_t start = 0; start < n; ++start) {
        if (forest.place[start] != none || (!left_out.empty() && left_out[start] != 0)) continue;
        const auto enter = [&](std::uint32_t v, id<actor> from) {
            forest.place[v] = forest.lowest[v] = static_cast<std::uint32_t>(order.size());
            forest.size[v] = 1;
            forest.root[v] = start;
            parent[v] = from;
            order.emplace_back(v);
        };
        enter(start, {});
        for (auto v = start;;) {
            if (next[v] < rows.offsets()[v + 1]) {
                const auto w = rows.partners()[next[v]++];
                if (!left_out.empty() && left_out[w] != 0) continue;
                if (forest.place[w] == none) {
                    enter(w, id<actor>{v});
                    v = w;
                } else if (w != parent[v].index) {
                    forest.lowest[v] = (std::min)(forest.lowest[v], forest.place[w]);
                }
                continue;
            }
            if (!parent[v].valid()) break;
            const auto above = parent[v].index;
            forest.lowest[above] = (std::min)(forest.lowest[above], forest.lowest[v]);
            forest.size[above] += forest.size[v];
            v = above;
        }
    }
    return forest;
}

} // namespace colearn::detail

#endif
