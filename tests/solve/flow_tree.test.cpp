// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include <colearn/solve/detail/flow_tree.hpp>

#include "solve/flow_support.hpp"
#include "support/catch.hpp"

namespace flow_tree_test {

using colearn::detail::flow_tree;

namespace {

// The same tree, kept as who hangs below whom by which arc, and looked at in the plainest way.
struct plain_tree {
    std::vector<std::uint32_t> parent;
    std::vector<flow_tree::tie> by; // of each node but the root

    [[nodiscard]] std::vector<std::uint32_t> way_up(std::uint32_t v) const {
        std::vector<std::uint32_t> out{v};
        while (out.back() + 1 < parent.size()) out.push_back(parent[out.back()]);
        return out;
    }
    [[nodiscard]] bool below(std::uint32_t v, std::uint32_t top) const {
        const auto way = way_up(v);
        return std::find(way.begin(), way.end(), top) != way.end();
    }
    [[nodiscard]] std::uint32_t meet(std::uint32_t u, std::uint32_t v) const {
        for (const auto w : way_up(u))
            if (below(v, w)) return w;
        return 0;
    }
    [[nodiscard]] std::uint64_t potential(std::uint32_t v) const {
        std::uint64_t out = 0;
        for (; v + 1 < parent.size(); v = parent[v]) out += by[v].to_parent ? 0 - by[v].cost : by[v].cost;
        return out;
    }
    [[nodiscard]] std::int64_t rest(std::uint32_t v, bool up) const {
        return by[v].to_parent == up ? by[v].capacity - by[v].carried : by[v].carried;
    }
    void carry(std::uint32_t from, std::uint32_t to, bool up, std::int64_t amount) {
        for (auto v = from; v != to; v = parent[v]) by[v].carried += by[v].to_parent == up ? amount : -amount;
    }
    void exchange(std::uint32_t top, std::uint32_t low, std::uint32_t above, flow_tree::tie tie) {
        const auto way = way_up(low);
        auto new_parent = above;
        for (const auto v : way) {
            std::swap(by[v], tie);
            parent[v] = new_parent;
            if (v == top) break;
            new_parent = v;
            tie.to_parent = !tie.to_parent;
        }
    }
};

} // namespace

TEST_CASE("thousands of exchanges agree with a tree that is looked through node by node", "[flow_tree]") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        flow_test::draw any(seed);
        const auto n = static_cast<std::uint32_t>(1 + any(25));
        flow_tree tree(n);
        plain_tree plain{std::vector<std::uint32_t>(n + 1, flow_tree::nobody), {}};
        const auto new_tie = [&](std::uint32_t arc) {
            const auto capacity = any.whole(0, 9);
            return flow_tree::tie{arc, any(2) == 1, any.whole(0, capacity), capacity,
                                  static_cast<std::uint64_t>(any.whole(-9, 99))};
        };
        // Some hang below the root; every second time the others below any that hang already.
        std::vector<flow_tree::twig> twigs;
        for (std::uint32_t v = 0; v < n; ++v) {
            plain.by.push_back(new_tie(v));
            const bool waits = seed % 2 == 1 && v > 0 && any(4) > 0;
            plain.parent[v] = waits ? static_cast<std::uint32_t>(any(v)) : n;
            if (waits)
                twigs.push_back({v, plain.parent[v], plain.by[v]});
            else
                tree.add(v, plain.by[v]);
        }
        if (!twigs.empty()) tree.grow(twigs);
        const auto same = [&] {
            std::vector<std::uint8_t> seen(n + 1, 0);
            seen[n] = 1;
            for (auto v = tree.after(n); v != n; v = tree.after(v)) {
                if (seen[v] != 0 || seen[tree.parent(v)] == 0) return false;
                seen[v] = 1;
                if (tree.parent(v) != plain.parent[v] || tree.arc(v) != plain.by[v].arc ||
                    tree.carried(v) != plain.by[v].carried ||
                    tree.free(v) != (plain.rest(v, true) > 0 && plain.rest(v, false) > 0) ||
                    tree.potential(v) - tree.potential(n) != plain.potential(v))
                    return false;
            }
            return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), 1)) == seen.size();
        };
        REQUIRE(same());
        for (std::uint32_t arc = n; arc < 200; ++arc) {
            // 1. The cycle that an arc from u to v closes.
            const auto u = static_cast<std::uint32_t>(any(n + 1));
            const auto v = static_cast<std::uint32_t>(any(n + 1));
            const auto capacity = any.whole(0, 9);
            const auto cycle = tree.narrowest(u, v, capacity);
            CHECK(cycle.meet == plain.meet(u, v));
            auto amount = capacity;
            auto leaving = flow_tree::nobody;
            for (auto w = u; w != cycle.meet; w = plain.parent[w])
                if (plain.rest(w, false) < amount) {
                    amount = plain.rest(w, false);
                    leaving = w;
                }
            for (auto w = v; w != cycle.meet; w = plain.parent[w])
                if (plain.rest(w, true) <= amount) {
                    amount = plain.rest(w, true);
                    leaving = w;
                }
            CHECK(cycle.amount == amount);
            CHECK(cycle.leaving == leaving);
            if (leaving != flow_tree::nobody) CHECK(cycle.at_start == plain.below(u, leaving));
            // 2. What it takes goes round.
            tree.carry(u, v, cycle.meet, amount);
            plain.carry(v, cycle.meet, true, amount);
            plain.carry(u, cycle.meet, false, amount);
            REQUIRE(same());
            // 3. The exchange.
            if (leaving == flow_tree::nobody) continue;
            auto tie = new_tie(arc);
            const auto low = cycle.at_start ? u : v;
            const auto above = cycle.at_start ? v : u;
            tree.exchange(leaving, low, above, tie, cycle.meet);
            plain.exchange(leaving, low, above, tie);
            REQUIRE(same());
        }
        std::map<std::uint32_t, std::uint64_t> cost;
        for (auto& one : plain.by) cost[one.arc] = one.cost = static_cast<std::uint64_t>(any.whole(0, 50));
        tree.price([&](std::uint32_t a) { return cost[a]; });
        CHECK(same());
        // Renumbered it is the same tree.
        const auto now = tree.renumber();
        auto expected = plain;
        for (std::uint32_t v = 0; v < n; ++v) {
            expected.parent[now[v]] = now[plain.parent[v]];
            expected.by[now[v]] = plain.by[v];
        }
        plain = expected;
        CHECK(same());
        std::uint32_t next = 0;
        for (auto v = tree.after(n); v != n; v = tree.after(v)) CHECK(v == next++);
    }
    CHECK(flow_tree(0).after(0) == 0);
}

} // namespace flow_tree_test
