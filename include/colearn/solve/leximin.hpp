// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_LEXIMIN_HPP
#define COLEARN_SOLVE_LEXIMIN_HPP

/// @file
/// For a policy reader: several providers share out what they have, each only to those whom it may serve, so that
/// whoever is served worst is served as well as can be; then whoever is served second worst, and so on. Where some can
/// only be served badly, the answer names them together with the few providers on whom they all depend.
/// For an engineer: leximin (lexicographic max-min) sharing of divisible supply over a bipartite graph with capacities
/// of providers and arcs, weights, floors and caps of recipients; exact, by the decomposition into tight sets. Its check
/// is `leximin_verify.hpp`.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/solve/detail/leximin_search.hpp>
#include <colearn/solve/detail/supply_flow.hpp>
#include <colearn/solve/leximin_problem.hpp>

namespace colearn {

struct leximin_options {
    /// Rounds in which each provider in turn levels those whom it serves, before the exact search. They change how
    /// long the search takes, and which of several best flows is returned, never the amounts.
    unsigned levelling_rounds = 8;
    std::stop_token stop{}; ///< stops between two maximum flows
};

namespace detail {

// Recipients by the smallest number of a provider that may serve them; those whom nobody may serve come last.
template <class Provider, class Recipient>
[[nodiscard]] std::vector<std::uint32_t> by_first_provider(const leximin_problem<Provider, Recipient>& in) {
    const auto providers = in.supply.size();
    std::vector<std::uint32_t> first(in.weights.size(), static_cast<std::uint32_t>(providers));
    for (const auto& one : in.arcs)
        first[one.recipient.index] = (std::min)(first[one.recipient.index], one.provider.index);
    std::vector<std::uint32_t> next(providers + 2, 0);
    for (const auto j : first) ++next[j + std::size_t{1}];
    for (std::size_t j = 0; j < providers; ++j) next[j + 1] += next[j];
    std::vector<std::uint32_t> out(first.size());
    for (std::uint32_t i = 0; i < first.size(); ++i) out[next[first[i]]++] = i;
    return out;
}

} // namespace detail

/// Shares the supply of all providers so that the smallest amount per unit of weight is as large as can be, then the
/// second smallest, and so on.
///
/// Source: Megiddo, "Optimal flows in networks with multiple sources and sinks", Mathematical Programming 7 (1974), for
/// the problem; Fujishige, "Lexicographically optimal base of a polymatroid", Mathematics of Operations Research 5
/// (1980), and Groenevelt, EJOR 54 (1991), for the decomposition (the principal partition); the maximum flows are
/// Dinic's. With capacities on arcs and with floors the amounts are a base of a generalised polymatroid, for which the
/// same holds.
/// Complexity: one maximum flow for each cut, at most one for each level, on a shrinking part of the graph; O(m) space.
/// Preconditions: the ranges that `leximin_problem` states.
/// Result: `optimal`: the amounts are the unique best ones, to about 1e-12 of what each bottleneck has (the flows need
/// not be unique). `infeasible`: the floors of `conflicting_floors` cost more than all their providers can bring them.
/// `cancelled`: an allowed sharing, without certificate. A recipient without arcs gets 0, at a bottleneck of its own
/// kind with level 0; a provider that can give nobody more keeps its supply, at the infinite level.
/// Throws: `contract_violation`, which names the recipient, provider or arc.
/// Determinism: one answer for one instance; a compiler that fuses products and sums may change its last bits.
/// Example: `leximin(leximin_problem<agency, school>{staff, need, who_may_serve_whom}).amounts[school]`
template <class Provider, class Recipient>
[[nodiscard]] leximin_result<Provider, Recipient> leximin(const leximin_problem<Provider, Recipient>& problem,
                                                          const leximin_options& options = {}) {
    detail::check_leximin(problem, "leximin");
    const auto providers = problem.supply.size();
    const auto recipients = problem.weights.size();

    // 1. The columns. Recipients are taken in the order of their first provider, so that those whom a provider serves
    // lie near each other in memory; `place` is where each stands.
    const auto order = detail::by_first_provider(problem);
    std::vector<std::uint32_t> place(recipients);
    for (std::uint32_t k = 0; k < recipients; ++k) place[order[k]] = k;
    std::vector<std::uint32_t> from;
    std::vector<std::uint32_t> to;
    std::vector<double> arc_caps;
    from.reserve(problem.arcs.size());
    to.reserve(problem.arcs.size());
    arc_caps.reserve(problem.arcs.size());
    for (const auto& one : problem.arcs) {
        from.push_back(one.provider.index);
        to.push_back(place[one.recipient.index]);
        arc_caps.push_back(one.cap);
    }
    const detail::supply_graph graph(providers, recipients, from, to);
    std::vector<double> weights(recipients);
    std::vector<double> floors(recipients);
    std::vector<double> caps(recipients);
    for (std::size_t k = 0; k < recipients; ++k) {
        weights[k] = problem.weights.values()[order[k]];
        floors[k] = detail::leximin_floor(problem, order[k]);
        caps[k] = detail::leximin_cap(problem, order[k]);
    }
    detail::leximin_search search(graph, problem.supply.values(), weights, floors, caps, arc_caps);

    // 2. Whether the floors can be met.
    leximin_result<Provider, Recipient> out;
    auto& proof = out.certificate;
    if (!search.meet_floors()) {
        out.outcome = status::infeasible;
        std::vector<std::uint8_t> tight(providers);
        for (const auto j : search.parts.front().providers) {
            proof.conflicting_providers.emplace_back(j);
            proof.reachable_total += problem.supply.values()[j];
            tight[j] = 1;
        }
        for (const auto i : search.parts.front().recipients) {
            if (floors[i] == 0) continue;
            proof.conflicting_floors.emplace_back(order[i]);
            proof.floors_total += floors[i];
            for (auto a = graph.recipient_offsets[i]; a < graph.recipient_offsets[i + 1]; ++a)
                if (tight[graph.provider_of[a]] == 0)
                    proof.reachable_total +=
                        search.flow.cap.empty() ? std::numeric_limits<double>::infinity() : search.flow.cap[a];
        }
        std::sort(proof.conflicting_floors.begin(), proof.conflicting_floors.end());
        return out;
    }

    // 3. The parts, the worst served first.
    search.start(options.levelling_rounds);
    if (!search.decompose(options.stop)) out.outcome = status::cancelled;
    out.flows.resize(problem.arcs.size());
    for (std::size_t k = 0; k < out.flows.size(); ++k) out.flows[k] = search.flow.flow[graph.place_of[k]];
    out.amounts = id_map<Recipient, double>(recipients);
    for (std::uint32_t i = 0; i < recipients; ++i)
        for (auto a = graph.recipient_offsets[i]; a < graph.recipient_offsets[i + 1]; ++a)
            out.amounts.values()[order[i]] += search.flow.flow[a];
    if (out.outcome == status::cancelled) return out;
    std::sort(search.parts.begin(), search.parts.end(), [](const auto& a, const auto& b) {
        if (a.level != b.level) return a.level < b.level;
        const auto first = [](const auto& of) {
            return std::pair{of.recipients.empty() ? id<Recipient>::none : of.recipients.front(),
                             of.providers.empty() ? id<Provider>::none : of.providers.front()};
        };
        return first(a) < first(b);
    });
    proof.provider_in = id_map<Provider, std::uint32_t>(providers);
    proof.recipient_in = id_map<Recipient, std::uint32_t>(recipients);
    proof.decided = id_map<Recipient, leximin_binding>(recipients);
    for (std::uint32_t g = 0; g < search.parts.size(); ++g) {
        const auto& part = search.parts[g];
        leximin_bottleneck one{part.level, 0, 0, part.providers.size(), part.recipients.size()};
        for (const auto j : part.providers) {
            one.supply += problem.supply.values()[j];
            one.spare += search.flow.provider[j].spare;
            proof.provider_in.values()[j] = g;
        }
        for (const auto i : part.recipients) {
            const auto who = order[i];
            proof.recipient_in.values()[who] = g;
            proof.decided.values()[who] =
                detail::what_decides(weights[i], out.amounts.values()[who], part.level, floors[i], caps[i], {});
        }
        proof.bottlenecks.push_back(one);
    }
    return out;
}

} // namespace colearn

#endif
