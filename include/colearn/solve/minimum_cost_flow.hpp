// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_MINIMUM_COST_FLOW_HPP
#define COLEARN_SOLVE_MINIMUM_COST_FLOW_HPP

/// @file
/// For a policy reader: gets what some places have to where other places need it, over ways that carry so much and cost
/// so much, for the least total; says what one more unit would cost at each place, and who stands in the way when the
/// needs cannot be met.
/// For an engineer: minimum-cost flow with lower bounds, ranges of supply and costs of either sign, with potentials, a
/// violated cut or a negative cycle as the proof.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/detail/network_simplex.hpp>
#include <colearn/solve/detail/preflow.hpp>
#include <colearn/solve/detail/whole_scale.hpp>
#include <colearn/solve/flow_network.hpp>

namespace colearn {

struct minimum_cost_flow_options {
    std::stop_token stop{}; ///< ask it to stop
};

/// Why no flow costs less, or why there is none, or no best one.
///
/// With the reduced cost of an arc, its cost plus the potential where it starts less that where it ends: it is not
/// negative where the arc could carry more, and not positive where it could carry less. A node that could send out more
/// has a potential of at most 0; one that could send out less, of at least 0. So every change costs.
template <class Kind, class Amount, class Cost>
struct minimum_cost_flow_certificate {
    id_map<Kind, Cost> potential{};   ///< what a unit is worth at each node, in the unit of the costs
    std::vector<id<Kind>> surplus{};  ///< infeasible: these must send out more than can leave them; ascending
    std::vector<id<Kind>> shortage{}; ///< infeasible: these need more than can come to them; ascending
    std::vector<std::size_t> cycle{}; ///< unbounded: arcs without limit around a cycle of negative cost
};

template <class Kind, class Amount, class Cost>
struct minimum_cost_flow_result {
    std::vector<Amount> flow{};       ///< of each arc
    flow_cost<Amount, Cost> cost = 0; ///< sum of flow times cost
    minimum_cost_flow_certificate<Kind, Amount, Cost> certificate{};
    status outcome = status::optimal; ///< optimal, infeasible, unbounded or cancelled
};

namespace detail {

/// A network in whole numbers, lower bounds taken off, with one node more that stands for what is free in the supplies.
template <class Kind, class Amount, class Cost>
class whole_network {
public:
    std::vector<cost_link> links;     // the arcs, then one from the added node to each whose supply is free
    std::vector<std::int64_t> supply; // of each node, and of the added one
    whole_scale<Amount> amounts;
    whole_scale<Cost> costs;

    // Reals: all bounds give way by `margin` of their sum.
    whole_network(const flow_network<Kind, Amount, Cost>& network, double margin)
        : amounts(sum_of_amounts(network), bits), costs(largest_path(network), bits) {
        const auto n = network.supply.size();
        const auto give = std::same_as<Amount, double> ? static_cast<std::int64_t>(std::ldexp(margin, bits)) : 0;
        supply.assign(n + 1, 0);
        links.reserve(network.arcs.size() + n);
        for (const auto& arc : network.arcs) {
            const auto lower = amounts.near(arc.lower);
            const bool limited = finite_number(arc.capacity);
            links.push_back({arc.from.index, arc.to.index,
                             limited ? amounts.near(arc.capacity) - lower + give : unbounded<std::int64_t>,
                             costs.near(arc.cost)});
            supply[arc.from.index] -= lower;
            supply[arc.to.index] += lower;
        }
        for (std::uint32_t v = 0; v < n; ++v) {
            const auto& range = network.supply.values()[v];
            const auto least = amounts.near(range.least) - give;
            const auto free = amounts.near(range.most) + give - least;
            supply[v] += least;
            supply[n] -= least;
            if (free > 0) links.push_back({static_cast<std::uint32_t>(n), v, free, 0});
        }
    }

    /// A set of nodes (the added one may be among them) whose supply is more than what can leave it; empty when the
    /// supplies can be met.
    [[nodiscard]] std::vector<std::uint8_t> violated_cut(const std::stop_token& stop, bool& stopped) const {
        const auto n = static_cast<std::uint32_t>(supply.size());
        std::int64_t total = 0;
        for (const auto one : supply) total += (std::max)(one, std::int64_t{0});
        std::int64_t bound = total + 2; // what has no limit is never full
        for (const auto& one : links) bound += one.capacity == unbounded<std::int64_t> ? 0 : one.capacity;
        std::vector<capacity_link> ways;
        ways.reserve(links.size() + n);
        for (const auto& one : links) ways.push_back({one.from, one.to, (std::min)(one.capacity, bound)});
        for (std::uint32_t v = 0; v < n; ++v) {
            if (supply[v] > 0) ways.push_back({n, v, supply[v]});
            if (supply[v] < 0) ways.push_back({v, n + 1, -supply[v]});
        }
        preflow most(
            std::size_t{n} + 2, ways.size(), [&](std::size_t a) { return ways[a]; }, n, n + 1, total);
        stopped = !most.run(stop);
        if (stopped || most.value() == total) return {};
        auto side = most.source_side();
        side.resize(n);
        return side;
    }

private:
    static constexpr int bits = 58;

    [[nodiscard]] static double sum_of_amounts(const flow_network<Kind, Amount, Cost>& network) {
        double sum = 0;
        for (const auto& arc : network.arcs)
            sum += size_of(arc.lower) + (finite_number(arc.capacity) ? size_of(arc.capacity) : 0);
        for (const auto& range : network.supply) sum += size_of(range.least) + size_of(range.most);
        return sum;
    }
    [[nodiscard]] static double largest_path(const flow_network<Kind, Amount, Cost>& network) {
        double largest = 0;
        for (const auto& arc : network.arcs) largest = (std::max)(largest, size_of(arc.cost));
        return largest * static_cast<double>(network.supply.size() + 3);
    }
};

} // namespace detail

/// Finds the cheapest flow that keeps all bounds.
///
/// Source: the primal network simplex method, as in Ahuja, Magnanti and Orlin, *Network Flows* (1993), chapter 11; an
/// infeasible network's cut by maximum flow (Hoffman 1960).
/// Complexity: exponential time at worst, about O(n m) as a rule for n nodes and m arcs; O(n + m) space.
/// Preconditions: ids in range, no NaN, finite costs, supplies and lower bounds, 0 <= lower <= capacity, least <= most;
/// whole numbers: all amounts that are not unlimited sum to below 2^60, and so does the largest cost n + 3 times.
/// Result: `optimal`; `infeasible`: nothing flows, and the certificate holds a set of nodes that must send out, or take
/// in, more than the arcs around it allow; `unbounded`: a flow exists, and a cycle of arcs without limit earns with
/// every round: nothing flows; `cancelled`: nothing flows. Supplies that do not balance are infeasible, with all nodes
/// as the set.
/// Whole numbers are exact. Reals are rounded to multiples of 2^-58 of the sum of the amounts, and of the largest cost
/// times n + 3; where bounds contradict each other by less than 1e-13 of that sum, they give way.
/// Throws: `contract_violation`; also when the total cost is beyond 2^62.
/// Determinism: the same on every platform; it may depend on the order of the arcs when several flows are best. The
/// potentials do not depend on which of these was found.
/// Example: `minimum_cost_flow(flow_network<place>{supply, {{depot, school, 10, 3}}}).cost`.
template <class Kind, class Amount, class Cost>
[[nodiscard]] minimum_cost_flow_result<Kind, Amount, Cost>
minimum_cost_flow(const flow_network<Kind, Amount, Cost>& network, const minimum_cost_flow_options& options = {}) {
    detail::check_network(network, "minimum_cost_flow");
    const auto n = network.supply.size();
    const auto& arcs = network.arcs;
    minimum_cost_flow_result<Kind, Amount, Cost> out;
    auto& proof = out.certificate;
    out.flow.assign(arcs.size(), 0);
    proof.potential = id_map<Kind, Cost>(n);

    // Reals that do not fit by rounding alone get a second try, with a margin.
    constexpr double margin = 0x1p-43;
    for (const double give : {0.0, margin}) {
        const detail::whole_network<Kind, Amount, Cost> whole(network, give);
        detail::network_simplex solver(whole.links, whole.supply);
        const auto ended = solver.run(options.stop);
        bool stopped = ended == detail::network_simplex::ending::cancelled;

        // 1. No flow at all: who has too much, or too little.
        if (!stopped && (ended == detail::network_simplex::ending::unbounded || !solver.feasible())) {
            const auto side = whole.violated_cut(options.stop, stopped);
            if (!stopped && !side.empty()) {
                if (std::same_as<Amount, double> && give == 0) continue;
                const bool complement = side[n] != 0;
                for (std::uint32_t v = 0; v < n; ++v)
                    if ((side[v] != 0) != complement) (complement ? proof.shortage : proof.surplus).emplace_back(v);
                out.outcome = status::infeasible;
                return out;
            }
        }
        if (stopped) {
            out.outcome = status::cancelled;
            return out;
        }

        // 2. No best flow: the cycle.
        if (ended == detail::network_simplex::ending::unbounded) {
            proof.cycle.assign(solver.cycle().begin(), solver.cycle().end());
            out.outcome = status::unbounded;
            return out;
        }

        // 3. The flow and the potentials; that of the added node is 0 where anything is free.
        bool fits = true;
        const auto flow = solver.flows();
        for (std::size_t a = 0; a < arcs.size(); ++a) {
            const auto carried = whole.amounts.near(arcs[a].lower) + flow[a];
            out.flow[a] = (std::max)(arcs[a].lower, (std::min)(arcs[a].capacity, whole.amounts.back(carried)));
            fits = detail::add_cost<Amount, Cost>(out.cost, out.flow[a], arcs[a].cost) && fits;
        }
        expects(fits, {"overflow: the total cost must be below 2^62", "minimum_cost_flow"});
        const auto potential = solver.potentials();
        const auto base = whole.links.size() > arcs.size() ? potential[n] : 0;
        for (std::size_t v = 0; v < n; ++v) proof.potential.values()[v] = whole.costs.back(potential[v] - base);
        break;
    }
    return out;
}

/// Checks a flow and its potentials, or the cut, or the cycle, against the network alone, in O(n + m).
/// First violated of: sizes; the cut's nodes must send out, or take in, more than the arcs around them allow; the cycle
/// is closed, without limit and of negative cost; each flow between its bounds; each net supply in its range; the cost;
/// the signs of the reduced costs and of the potentials. Whole numbers exactly; reals within `within.relative` of the
/// largest amount, and of the largest cost.
template <class Kind, class Amount, class Cost>
[[nodiscard]] verification verify(const flow_network<Kind, Amount, Cost>& network,
                                  const minimum_cost_flow_result<Kind, Amount, Cost>& result,
                                  const tolerance& within = {}) {
    detail::check_network(network, "verify");
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto text = [](auto x) { return detail::number_text(x); };
    const auto n = network.supply.size();
    const auto& arcs = network.arcs;
    const auto supply = network.supply.values();
    const auto& proof = result.certificate;
    if (result.flow.size() != arcs.size() || proof.potential.size() != n)
        return reject("there must be a flow for each arc and a potential for each node");

    // 1. Infeasible: the cut.
    if (result.outcome == status::infeasible) {
        const bool over = !proof.surplus.empty();
        const auto& cut = over ? proof.surplus : proof.shortage;
        if (cut.empty()) return reject("the nodes that prove the network infeasible are missing");
        std::vector<std::uint8_t> inside(n, 0);
        Amount must = 0; // what they must send out, or take in
        for (const auto v : cut) {
            if (v.index >= n || inside[v.index] != 0)
                return reject("the cut must be of different nodes; " + std::to_string(v.index) + " is not");
            inside[v.index] = 1;
            must += over ? supply[v.index].least : -supply[v.index].most;
        }
        Amount can = 0;
        for (const auto& arc : arcs) {
            if (inside[arc.from.index] == inside[arc.to.index]) continue;
            if ((inside[arc.from.index] != 0) == over) {
                if (!detail::finite_number(arc.capacity))
                    return reject("an arc around the cut has no limit: it proves nothing");
                can += arc.capacity;
            } else {
                can -= arc.lower;
            }
        }
        if (!(must > can))
            return reject("the nodes of the cut must move " + text(must) + ", and the arcs around them can move " +
                          text(can) + ": it proves nothing");
        return verification::accept();
    }

    // 2. Unbounded: the cycle. That a flow exists is not proved by it.
    if (result.outcome == status::unbounded) {
        if (proof.cycle.empty()) return reject("the cycle that proves the cost unbounded is missing");
        if (proof.cycle.size() > arcs.size()) return reject("the cycle must pass each arc at most once");
        flow_cost<Amount, Cost> round = 0;
        for (std::size_t i = 0; i < proof.cycle.size(); ++i) {
            const auto a = proof.cycle[i];
            const auto next = proof.cycle[(i + 1) % proof.cycle.size()];
            if (a >= arcs.size() || next >= arcs.size() || arcs[a].to != arcs[next].from)
                return reject("the arcs of the cycle must follow one another");
            if (detail::finite_number(arcs[a].capacity)) return reject("the arcs of the cycle must have no limit");
            if (!detail::add_cost<Amount, Cost>(round, 1, arcs[a].cost)) return reject("the cycle's cost overflows");
        }
        return round < 0 ? verification::accept() : reject("the cycle must have a negative cost; it is " + text(round));
    }

    // 3. The flow.
    double largest = 0;
    double dearest = 0;
    for (const auto& range : supply)
        largest = (std::max)({largest, detail::size_of(range.least), detail::size_of(range.most)});
    for (const auto& arc : arcs) {
        if (detail::finite_number(arc.capacity)) largest = (std::max)(largest, detail::size_of(arc.capacity));
        dearest = (std::max)(dearest, detail::size_of(arc.cost));
    }
    const detail::flow_slack<Amount, Cost> slack(largest, dearest, within);
    if (result.outcome == status::cancelled) {
        const bool nothing = std::all_of(result.flow.begin(), result.flow.end(), [](Amount x) { return x == 0; });
        return nothing ? verification::accept() : reject("when cancelled, nothing must flow");
    }
    if (result.outcome != status::optimal)
        return reject("the status must be optimal, infeasible, unbounded or cancelled");
    std::vector<Amount> net(n, 0);
    flow_cost<Amount, Cost> cost = 0;
    for (std::size_t a = 0; a < arcs.size(); ++a) {
        const Amount x = result.flow[a];
        if (!detail::finite_number(x) || !(x >= arcs[a].lower) || !(x <= arcs[a].capacity))
            return reject("the flow of arc " + std::to_string(a) + " must be between its bounds; it is " + text(x));
        net[arcs[a].from.index] = detail::wrapping_sum(net[arcs[a].from.index], x);
        net[arcs[a].to.index] = detail::wrapping_sum(net[arcs[a].to.index], -x);
        if (!detail::add_cost<Amount, Cost>(cost, x, arcs[a].cost)) return reject("the total cost overflows");
    }
    for (std::size_t v = 0; v < n; ++v)
        if (detail::below(net[v], supply[v].least, slack.amount) || detail::below(supply[v].most, net[v], slack.amount))
            return reject("node " + std::to_string(v) + " sends out " + text(net[v]) + ", which is not from " +
                          text(supply[v].least) + " to " + text(supply[v].most));
    if constexpr (std::same_as<flow_cost<Amount, Cost>, double>) {
        const tolerance sums{within.relative, (std::max)(within.absolute, within.relative * largest * dearest)};
        if (!sums.equal(cost, result.cost))
            return reject("the flow costs " + text(cost) + ", not " + text(result.cost));
    } else if (cost != result.cost) {
        return reject("the flow costs " + text(cost) + ", not " + text(result.cost));
    }

    // 4. The potentials.
    constexpr auto any = static_cast<double>(detail::flow_limit) * 4;
    const auto potential = proof.potential.values();
    for (std::size_t v = 0; v < n; ++v) {
        if (std::same_as<Cost, std::int64_t> ? !(detail::size_of(potential[v]) < any)
                                             : !detail::finite_number(potential[v]))
            return reject("the potential of node " + std::to_string(v) + " is out of range: " + text(potential[v]));
        if (detail::below(net[v], supply[v].most, slack.amount) && detail::below(Cost{0}, potential[v], slack.cost))
            return reject("node " + std::to_string(v) + " could send out more, so its potential " + text(potential[v]) +
                          " must be at most 0");
        if (detail::below(supply[v].least, net[v], slack.amount) && detail::below(potential[v], Cost{0}, slack.cost))
            return reject("node " + std::to_string(v) + " could send out less, so its potential " + text(potential[v]) +
                          " must be at least 0");
    }
    for (std::size_t a = 0; a < arcs.size(); ++a) {
        const Cost reduced = detail::wrapping_sum(
            arcs[a].cost, detail::wrapping_sum(potential[arcs[a].from.index], -potential[arcs[a].to.index]));
        if (detail::below(result.flow[a], arcs[a].capacity, slack.amount) &&
            detail::below(reduced, Cost{0}, slack.cost))
            return reject("arc " + std::to_string(a) + " could carry more, at a reduced cost of " + text(reduced) +
                          ": the flow is not proved cheapest");
        if (detail::below(arcs[a].lower, result.flow[a], slack.amount) && detail::below(Cost{0}, reduced, slack.cost))
            return reject("arc " + std::to_string(a) + " could carry less, at a reduced cost of " + text(reduced) +
                          ": the flow is not proved cheapest");
    }
    return verification::accept();
}

} // namespace colearn

#endif
