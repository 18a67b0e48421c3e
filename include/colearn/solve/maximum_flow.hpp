// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_MAXIMUM_FLOW_HPP
#define COLEARN_SOLVE_MAXIMUM_FLOW_HPP

/// @file
/// For a policy reader: how much can get from one place to another at all, and which ways are the bottleneck.
/// For an engineer: maximum flow between two nodes, with a minimum cut as the proof.

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/detail/preflow.hpp>
#include <colearn/solve/detail/whole_scale.hpp>
#include <colearn/solve/flow_network.hpp>

namespace colearn {

template <class Kind, flow_number Amount = std::int64_t>
struct capacity_arc {
    id<Kind> from{};
    id<Kind> to{};
    Amount capacity = unbounded<Amount>; ///< most that it carries, at least 0

    friend bool operator==(const capacity_arc&, const capacity_arc&) = default;
};

template <class Kind, flow_number Amount = std::int64_t>
struct capacity_network {
    std::size_t count = 0;                          ///< there are nodes 0 .. count-1
    id<Kind> source{};                              ///< where the flow starts
    id<Kind> sink{};                                ///< where it ends; another node
    std::vector<capacity_arc<Kind, Amount>> arcs{}; ///< in any order; parallel ones and loops are allowed
};

struct maximum_flow_options {
    std::stop_token stop{}; ///< ask it to stop
};

/// Why no more can flow: all of it must leave these nodes, and the arcs that do so carry all that they can.
template <class Kind, class Amount>
struct maximum_flow_certificate {
    std::vector<id<Kind>> source_side{};      ///< holds the source, not the sink; ascending
    Amount cut_capacity = 0;                  ///< sum over the arcs that leave them
    std::vector<std::size_t> unlimited_way{}; ///< unbounded: arcs without limit, one after the other to the sink
};

template <class Kind, class Amount>
struct maximum_flow_result {
    std::vector<Amount> flow{}; ///< of each arc
    Amount value = 0;           ///< what reaches the sink
    maximum_flow_certificate<Kind, Amount> certificate{};
    status outcome = status::optimal; ///< optimal, unbounded or cancelled
};

namespace detail {

/// Of all arcs together.
struct capacity_summary {
    double sum = 0;         // of the limited ones
    bool unlimited = false; // whether there are others
};

template <class Kind, class Amount>
[[nodiscard]] capacity_summary check_capacities(const capacity_network<Kind, Amount>& network, const char* function) {
    expects(network.count + 1 < id<Kind>::none, {"there must be fewer than 2^32 - 2 nodes", function}, network.count);
    expects(network.arcs.size() < id<Kind>::none / 2 - 1, {"there must be fewer than 2^31 - 1 arcs", function},
            network.arcs.size());
    expects(network.source.index < network.count, {"the source must be among the nodes", function}, network.source);
    expects(network.sink.index < network.count, {"the sink must be among the nodes", function}, network.sink);
    expects(network.source != network.sink, {"source and sink must be two nodes", function}, network.sink);
    // 1. All that is usual, in few steps an arc: the sign of `odd` says that something is not, and unlimited is not.
    capacity_summary out;
    if constexpr (std::same_as<Amount, std::int64_t>) {
        const auto last = static_cast<std::uint64_t>(network.count) - 1;
        std::uint64_t odd = 0;
        std::uint64_t high = 0; // the sum, in parts that cannot overflow
        std::uint64_t low = 0;
        for (const auto& arc : network.arcs) {
            const auto capacity = static_cast<std::uint64_t>(arc.capacity);
            odd |= (last - arc.from.index) | (last - arc.to.index) | capacity | (capacity + 1);
            high += capacity >> 32;
            low += capacity & 0xffffffff;
        }
        out.sum = std::ldexp(static_cast<double>(high), 32) + static_cast<double>(low);
        if (odd >> 63 == 0 && out.sum < static_cast<double>(flow_limit)) return out;
    }

    // 2. What is not.
    out.sum = 0;
    for (const auto& arc : network.arcs) {
        expects(arc.from.index < network.count, {"both ends of every arc must be among the nodes", function}, arc.from);
        expects(arc.to.index < network.count, {"both ends of every arc must be among the nodes", function}, arc.to);
        expects(arc.capacity >= 0, {"no capacity may be negative", function}, arc.capacity);
        const bool limited = finite_number(arc.capacity);
        out.unlimited = out.unlimited || !limited;
        out.sum += limited ? size_of(arc.capacity) : 0;
    }
    if constexpr (std::same_as<Amount, std::int64_t>)
        expects(out.sum < static_cast<double>(flow_limit),
                {"overflow: capacities that are not unlimited must sum to below 2^60", function}, out.sum);
    else
        expects(std::isfinite(out.sum), {"overflow: the capacities must have a finite sum", function}, out.sum);
    return out;
}

/// Arcs without limit from the source to the sink; none when there is no such way.
template <class Kind, class Amount>
[[nodiscard]] std::vector<std::size_t> unlimited_way(const capacity_network<Kind, Amount>& network) {
    std::vector<std::vector<std::size_t>> leaving(network.count);
    for (std::size_t a = 0; a < network.arcs.size(); ++a)
        if (!finite_number(network.arcs[a].capacity)) leaving[network.arcs[a].from.index].push_back(a);
    std::vector<std::size_t> by(network.count, network.arcs.size());
    std::vector<std::uint32_t> queue{network.source.index};
    for (std::size_t q = 0; q < queue.size(); ++q)
        for (const auto a : leaving[queue[q]]) {
            const auto v = network.arcs[a].to.index;
            if (v == network.source.index || by[v] != network.arcs.size()) continue;
            by[v] = a;
            queue.push_back(v);
        }
    std::vector<std::size_t> out;
    for (auto v = network.sink.index; by[v] != network.arcs.size(); v = network.arcs[by[v]].from.index)
        out.push_back(by[v]);
    std::reverse(out.begin(), out.end());
    return out;
}

} // namespace detail

/// Sends as much as possible from the source to the sink.
///
/// Source: Goldberg and Tarjan (1988), as Cherkassky and Goldberg, "On implementing the push-relabel method for the
/// maximum flow problem", Algorithmica 19 (1997), made it fast: highest label first, gaps, global relabelling.
/// Complexity: O(n^2 sqrt(m)) time at worst for n nodes and m arcs, nearly linear as a rule; O(n + m) space.
/// Preconditions: ids in range, source and sink differ, no negative or NaN capacity; of whole ones, those that are not
/// unlimited sum to below 2^60.
/// Result: `optimal`; `unbounded` when arcs without limit lead from source to sink: then nothing flows and the
/// certificate names them; `cancelled`: nothing flows.
/// Whole capacities are exact. Reals are rounded down to a multiple of 2^-60 of their sum.
/// Throws: `contract_violation`.
/// Determinism: the same on every platform; it may depend on the order of the arcs when several flows are maximum, or
/// several cuts minimum.
/// Example: `maximum_flow(capacity_network<place>{3, a, c, {{a, b, 5}, {b, c, 3}}}).value == 3`.
template <class Kind, class Amount>
[[nodiscard]] maximum_flow_result<Kind, Amount> maximum_flow(const capacity_network<Kind, Amount>& network,
                                                             const maximum_flow_options& options = {}) {
    const auto checked = detail::check_capacities(network, "maximum_flow");
    maximum_flow_result<Kind, Amount> out;
    auto& proof = out.certificate;
    out.flow.assign(network.arcs.size(), 0);

    // 1. A way without limit, or a finite bound on everything.
    if (checked.unlimited) proof.unlimited_way = detail::unlimited_way(network);
    if (!proof.unlimited_way.empty()) {
        out.outcome = status::unbounded;
        return out;
    }
    const detail::whole_scale<Amount> scale(checked.sum, 59);
    constexpr auto bound = detail::flow_limit; // no more can flow
    const auto link = [&](std::size_t a) -> detail::capacity_link {
        const auto& arc = network.arcs[a];
        return {arc.from.index, arc.to.index,
                detail::finite_number(arc.capacity) ? scale.down(arc.capacity) : bound + 2}; // never full
    };

    // 2. The flow, and nodes that cannot reach the sink any more.
    detail::preflow flow(network.count, network.arcs.size(), link, network.source.index, network.sink.index, bound);
    if (!flow.run(options.stop)) {
        out.outcome = status::cancelled;
        return out;
    }
    out.value = scale.back(flow.value());
    for (std::size_t a = 0; a < network.arcs.size(); ++a)
        out.flow[a] = (std::min)(scale.back(flow.flow(a)), network.arcs[a].capacity);
    for (std::uint32_t v = 0; v < network.count; ++v) {
        if (flow.source_side()[v] == 0) continue;
        proof.source_side.emplace_back(v);
        flow.each_cut(v, [&](std::size_t a) { proof.cut_capacity += network.arcs[a].capacity; });
    }
    return out;
}

/// Checks a flow and its cut, or the way without limit, against the network alone, in O(n + m).
/// First violated of: sizes; the way is of arcs without limit from source to sink; each flow between 0 and the
/// capacity; what comes in goes out; the value; the cut holds the source and not the sink; its capacity; the value
/// reaches it. Whole amounts exactly; reals within `within.relative` of the largest flow, and of the value.
template <class Kind, class Amount>
[[nodiscard]] verification verify(const capacity_network<Kind, Amount>& network,
                                  const maximum_flow_result<Kind, Amount>& result, const tolerance& within = {}) {
    (void)detail::check_capacities(network, "verify");
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto text = [](Amount x) { return detail::number_text(x); };
    const auto& arcs = network.arcs;
    const auto& proof = result.certificate;
    if (result.flow.size() != arcs.size()) return reject("there must be a flow for each arc");

    // 1. Unbounded: the way.
    if (result.outcome == status::unbounded) {
        auto at = network.source;
        for (const auto a : proof.unlimited_way) {
            if (a >= arcs.size() || arcs[a].from != at || detail::finite_number(arcs[a].capacity))
                return reject("the way without limit must be of arcs without limit, one after the other");
            at = arcs[a].to;
        }
        return at == network.sink ? verification::accept() : reject("the way without limit must lead to the sink");
    }

    // 2. The flow.
    double largest = 0;
    for (const Amount x : result.flow)
        if (detail::finite_number(x)) largest = (std::max)(largest, detail::size_of(x));
    const tolerance near{within.relative, (std::max)(within.absolute, within.relative * largest)};
    const auto equal = [&](Amount a, Amount b) {
        if constexpr (std::same_as<Amount, double>)
            return near.equal(a, b);
        else
            return a == b;
    };
    std::vector<Amount> net(network.count, 0);
    for (std::size_t a = 0; a < arcs.size(); ++a) {
        const Amount x = result.flow[a];
        if (!detail::finite_number(x) || !(x >= 0) || !(x <= arcs[a].capacity))
            return reject("the flow of arc " + std::to_string(a) + " must be from 0 to its capacity; it is " + text(x));
    }
    for (std::size_t a = 0; a < arcs.size(); ++a) {
        net[arcs[a].from.index] = detail::wrapping_sum(net[arcs[a].from.index], -result.flow[a]);
        net[arcs[a].to.index] = detail::wrapping_sum(net[arcs[a].to.index], result.flow[a]);
    }
    for (std::size_t v = 0; v < network.count; ++v)
        if (v != network.source.index && v != network.sink.index && !equal(net[v], 0))
            return reject("what comes into node " + std::to_string(v) + " must go out; " + text(net[v]) + " stays");
    if (!equal(net[network.sink.index], result.value))
        return reject(text(net[network.sink.index]) + " reaches the sink, not " + text(result.value));
    if (result.outcome == status::cancelled) return verification::accept();
    if (result.outcome != status::optimal) return reject("the status must be optimal, unbounded or cancelled");

    // 3. The cut.
    std::vector<std::uint8_t> inside(network.count, 0);
    for (const auto v : proof.source_side) {
        if (v.index >= network.count || inside[v.index] != 0)
            return reject("the cut must be of different nodes; " + std::to_string(v.index) + " is not");
        inside[v.index] = 1;
    }
    if (inside[network.source.index] == 0 || inside[network.sink.index] != 0)
        return reject("the cut must hold the source and not the sink");
    Amount cut = 0;
    for (const auto& arc : arcs) {
        if (inside[arc.from.index] == 0 || inside[arc.to.index] != 0) continue;
        if (!detail::finite_number(arc.capacity)) return reject("an arc of the cut has no limit: it proves nothing");
        cut += arc.capacity;
    }
    if (!equal(cut, proof.cut_capacity))
        return reject("the cut can carry " + text(cut) + ", not " + text(proof.cut_capacity));
    if (!equal(cut, result.value)) return reject("the flow does not fill the cut: it is not proved maximum");
    return verification::accept();
}

} // namespace colearn

#endif
