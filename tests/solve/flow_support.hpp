// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_SOLVE_FLOW_SUPPORT_HPP
#define COLEARN_TESTS_SOLVE_FLOW_SUPPORT_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/solve/flow_network.hpp>
#include <colearn/solve/transportation_problem.hpp>

namespace flow_test {

struct place;
struct centre;
struct school;

template <class Kind = place>
[[nodiscard]] colearn::id<Kind> at(std::size_t index) {
    return colearn::id<Kind>{index};
}

class draw {
public:
    explicit draw(std::uint64_t seed) : stream_(seed) {}
    std::size_t operator()(std::size_t count) {
        return static_cast<std::size_t>(colearn::uniform_index(stream_, count));
    }
    std::int64_t whole(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>((*this)(static_cast<std::size_t>(high - low + 1)));
    }

private:
    colearn::random_stream stream_;
};

// Parallel arcs, loops, lower bounds, arcs without limit, negative costs, ranges of supply, parts without arcs.
template <class Amount, class Cost>
[[nodiscard]] colearn::flow_network<place, Amount, Cost> random_network(std::uint64_t seed) {
    draw any(seed);
    const auto nodes = 1 + any(5);
    const auto arcs = any(9);
    colearn::flow_network<place, Amount, Cost> out;
    std::int64_t total = 0;
    for (std::size_t v = 0; v < nodes; ++v) {
        auto supply = any.whole(-2, 2);
        if (v + 1 == nodes && any(2) == 1) supply = -total;
        total += supply;
        const auto amount = static_cast<Amount>(supply);
        out.supply.push_back(any(3) > 0 ? colearn::exactly<Amount>(amount) : colearn::at_most<Amount>(amount));
    }
    std::size_t without_limit = 0;
    for (std::size_t a = 0; a < arcs; ++a) {
        const auto lower = any(4) == 0 ? any.whole(0, 1) : 0;
        const bool limited = any(6) > 0 || ++without_limit > 3;
        out.arcs.push_back({at(any(nodes)), at(any(nodes)),
                            limited ? static_cast<Amount>(lower + any.whole(0, 2)) : colearn::unbounded<Amount>,
                            static_cast<Cost>(any.whole(-2, 6)), static_cast<Amount>(lower)});
    }
    return out;
}

// The least cost of any whole flow, by trying them all; arcs without limit carry up to 9, which is as good as any
// amount in networks this small. Nothing when there is no flow.
template <class Amount, class Cost>
[[nodiscard]] std::optional<double> least_cost(const colearn::flow_network<place, Amount, Cost>& of) {
    std::optional<double> best;
    std::vector<double> net(of.supply.size(), 0);
    const auto search = [&](const auto& self, std::size_t a, double cost) -> void {
        if (a == of.arcs.size()) {
            for (std::size_t v = 0; v < net.size(); ++v) {
                const auto& range = of.supply.values()[v];
                if (net[v] < static_cast<double>(range.least) || net[v] > static_cast<double>(range.most)) return;
            }
            if (!best || cost < *best) best = cost;
            return;
        }
        const auto& arc = of.arcs[a];
        const auto most = static_cast<int>((std::min)(static_cast<double>(arc.capacity), 9.0));
        for (int x = static_cast<int>(arc.lower); x <= most; ++x) {
            net[arc.from.index] += x;
            net[arc.to.index] -= x;
            self(self, a + 1, cost + x * static_cast<double>(arc.cost));
            net[arc.from.index] -= x;
            net[arc.to.index] += x;
        }
    };
    search(search, 0, 0);
    return best;
}

// Small and full of ties, suppliers without capacity, needs of nothing, routes listed twice; often infeasible.
template <class Amount, class Cost>
[[nodiscard]] colearn::transportation_problem<centre, school, Amount, Cost> random_problem(std::uint64_t seed) {
    draw any(seed);
    const auto suppliers = 1 + any(5);
    const auto needs = any(6);
    colearn::transportation_problem<centre, school, Amount, Cost> out;
    for (std::size_t i = 0; i < suppliers; ++i)
        out.capacity.push_back(any(9) == 0 ? colearn::unbounded<Amount> : static_cast<Amount>(any.whole(0, 5)));
    for (std::size_t j = 0; j < needs; ++j) out.amount.push_back(static_cast<Amount>(any.whole(0, 3)));
    for (std::size_t r = needs == 0 ? 0 : any(14); r > 0; --r)
        out.routes.push_back({at<centre>(any(suppliers)), at<school>(any(needs)), static_cast<Cost>(any.whole(-3, 8))});
    return out;
}

// Feasible: as much capacity as a random assignment takes, and `spare` per cent more.
[[nodiscard]] inline colearn::transportation_problem<centre, school, std::int64_t, std::int64_t>
served_problem(std::uint64_t seed, std::size_t suppliers, std::size_t needs, std::size_t routes, std::int64_t spare,
               std::int64_t dearest) {
    draw any(seed);
    colearn::transportation_problem<centre, school, std::int64_t, std::int64_t> out;
    std::vector<std::int64_t> capacity(suppliers, 0);
    for (std::size_t j = 0; j < needs; ++j) {
        const auto amount = any.whole(1, 20);
        out.amount.push_back(amount);
        for (std::size_t r = 0; r < routes; ++r) {
            const auto i = any(suppliers);
            out.routes.push_back({at<centre>(i), at<school>(j), any.whole(1, dearest)});
            if (r == 0) capacity[i] += amount;
        }
    }
    for (auto& one : capacity) one += one * spare / 100;
    out.capacity = colearn::id_map<centre, std::int64_t>(capacity);
    return out;
}

// The same as a general network.
template <class Amount, class Cost>
[[nodiscard]] colearn::flow_network<place, Amount, Cost>
network_of(const colearn::transportation_problem<centre, school, Amount, Cost>& problem) {
    colearn::flow_network<place, Amount, Cost> out;
    for (const auto one : problem.capacity)
        out.supply.push_back(colearn::at_most<Amount>((std::min)(one, Amount{1'000'000})));
    for (const auto one : problem.amount) out.supply.push_back(colearn::exactly<Amount>(-one));
    for (const auto& one : problem.routes)
        out.arcs.push_back({at(one.supplier.index), at(problem.capacity.size() + one.need.index),
                            colearn::unbounded<Amount>, one.cost, Amount{0}});
    return out;
}

} // namespace flow_test

#endif
