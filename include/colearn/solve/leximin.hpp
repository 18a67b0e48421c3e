// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_LEXIMIN_HPP
#define COLEARN_SOLVE_LEXIMIN_HPP

/// @file
/// For a policy reader: several providers share out what they have, each only to those whom it may serve, so that
/// whoever is served worst is served as well as can be; then whoever is served second worst, and so on. Where some can
/// only be served badly, the answer names them together with the few providers on whom they all depend.
/// For an engineer: leximin (lexicographic max-min) sharing of divisible supply over a bipartite graph with capacities
/// of providers and arcs, weights, floors and caps of recipients; exact, by the decomposition into tight sets.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/detail/leximin_search.hpp>
#include <colearn/solve/detail/supply_flow.hpp>

namespace colearn {

/// A provider that may serve a recipient.
template <class Provider, class Recipient>
struct supply_arc {
    id<Provider> provider{};
    id<Recipient> recipient{};
    double cap = std::numeric_limits<double>::infinity(); ///< most that may go this way, >= 0

    friend bool operator==(const supply_arc&, const supply_arc&) = default;
};

/// Amounts are in one unit of money, time or people, which may be divided.
template <class Provider, class Recipient>
struct leximin_problem {
    id_map<Provider, double> supply{};                   ///< what each provider has, 0 to 1e100
    id_map<Recipient, double> weights{};                 ///< need of each recipient: 0, or 1e-100 to 1e100
    std::vector<supply_arc<Provider, Recipient>> arcs{}; ///< who may serve whom; parallel ones add up
    id_map<Recipient, double> floors{};                  ///< least amount of each, 0 to 1e100; empty: 0
    id_map<Recipient, double> caps{};                    ///< largest amount, at least the floor; empty: infinite
};

struct leximin_options {
    /// Rounds in which each provider in turn levels those whom it serves, before the exact search. They change how
    /// long the search takes, and which of several best flows is returned, never the amounts.
    unsigned levelling_rounds = 8;
    std::stop_token stop{}; ///< stops between two maximum flows
};

/// What decides a recipient's amount.
enum class leximin_binding : std::uint8_t {
    level,     ///< the level of its bottleneck: it gets level * weight
    floor,     ///< its floor: the level alone would give it less
    cap,       ///< its cap: the level alone would give it more
    arcs,      ///< full arcs from better-off providers, which bring it more than the level alone would
    fixed,     ///< its floor and its cap are the same amount
    no_weight, ///< it has weight 0 and gets its floor
};

[[nodiscard]] constexpr std::string_view to_string(leximin_binding what) noexcept {
    switch (what) {
    case leximin_binding::level:
        return "level";
    case leximin_binding::floor:
        return "floor";
    case leximin_binding::cap:
        return "cap";
    case leximin_binding::arcs:
        return "arcs";
    case leximin_binding::fixed:
        return "fixed";
    case leximin_binding::no_weight:
        return "no weight";
    }
    return "unknown";
}

/// Recipients who compete for the same providers, and those providers: all of what these have goes to them, and nobody
/// who is better served could give them more.
struct leximin_bottleneck {
    double level = 0;  ///< amount for each unit of weight; infinite: nobody here could take more
    double supply = 0; ///< what its providers have
    double spare = 0;  ///< what these keep: 0 but for rounding, unless the level is infinite
    std::size_t provider_count = 0;
    std::size_t recipient_count = 0;
};

/// Evidence that no other sharing is better: a chain of tight sets. The first k bottlenecks together receive all that
/// could ever reach their recipients, for every k.
template <class Provider, class Recipient>
struct leximin_certificate {
    std::vector<leximin_bottleneck> bottlenecks{};     ///< by level, the worst served first
    id_map<Provider, std::uint32_t> provider_in{};     ///< bottleneck of each provider
    id_map<Recipient, std::uint32_t> recipient_in{};   ///< and of each recipient
    id_map<Recipient, leximin_binding> decided{};      ///< what decides each amount
    std::vector<id<Recipient>> conflicting_floors{};   ///< infeasible: these floors cost more than can reach them
    std::vector<id<Provider>> conflicting_providers{}; ///< and these serve them, with all that they have
    double floors_total = 0;                           ///< infeasible: what those floors cost
    double reachable_total = 0;                        ///< infeasible: the most that those recipients can receive
};

template <class Provider, class Recipient>
struct leximin_result {
    id_map<Recipient, double> amounts{}; ///< what each recipient gets; empty when infeasible
    std::vector<double> flows{};         ///< what goes along each arc, in the order of the problem's arcs
    leximin_certificate<Provider, Recipient> certificate{};
    status outcome = status::optimal; ///< optimal, infeasible (floors) or cancelled (allowed, but not the best)
};

namespace detail {

template <class Provider, class Recipient>
[[nodiscard]] double leximin_floor(const leximin_problem<Provider, Recipient>& in, std::size_t i) {
    return in.floors.empty() ? 0.0 : in.floors.values()[i];
}
template <class Provider, class Recipient>
[[nodiscard]] double leximin_cap(const leximin_problem<Provider, Recipient>& in, std::size_t i) {
    return in.caps.empty() ? std::numeric_limits<double>::infinity() : in.caps.values()[i];
}

template <class Provider, class Recipient>
void check_leximin(const leximin_problem<Provider, Recipient>& in, const char* function) {
    constexpr double limit = 1e100;
    const auto refuse = [&](const char* what, const char* whose, std::size_t index, double value) {
        expects(false, {what, function}, whose + std::to_string(index) + ": " + number_text(value));
    };
    expects(in.floors.empty() || in.floors.size() == in.weights.size(),
            {"there must be one floor for each weight, or none", function}, in.floors.size());
    expects(in.caps.empty() || in.caps.size() == in.weights.size(),
            {"there must be one cap for each weight, or none", function}, in.caps.size());
    expects(in.arcs.size() < id<Recipient>::none, {"there must be fewer than 2^32 - 1 arcs", function}, in.arcs.size());
    for (std::size_t j = 0; j < in.supply.size(); ++j)
        if (const double x = in.supply.values()[j]; !(x >= 0 && x <= limit))
            refuse("every supply must be from 0 to 1e100", "provider ", j, x);
    for (std::size_t i = 0; i < in.weights.size(); ++i) {
        const double w = in.weights.values()[i];
        const double floor = leximin_floor(in, i);
        if (!(w == 0 || (w >= 1 / limit && w <= limit)))
            refuse("every weight must be 0 or from 1e-100 to 1e100", "recipient ", i, w);
        if (!(floor >= 0 && floor <= limit)) refuse("every floor must be from 0 to 1e100", "recipient ", i, floor);
        if (!(leximin_cap(in, i) >= floor))
            refuse("no cap may be below its floor", "recipient ", i, leximin_cap(in, i));
    }
    for (std::size_t k = 0; k < in.arcs.size(); ++k) {
        const auto& one = in.arcs[k];
        expects(one.provider.index < in.supply.size(), {"the provider of every arc must be among the ids", function},
                one.provider);
        expects(one.recipient.index < in.weights.size(), {"the recipient of every arc must be among the ids", function},
                one.recipient);
        if (!(one.cap >= 0)) refuse("no cap of an arc may be negative", "arc ", k, one.cap);
    }
}

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

// Shared by the search and by `verify`, since it only names what the amounts show.
[[nodiscard]] inline leximin_binding what_decides(double weight, double amount, double level, double floor, double cap,
                                                  const tolerance& near) {
    if (floor == cap) return leximin_binding::fixed;
    if (weight == 0) return leximin_binding::no_weight;
    if (near.at_most(cap, amount)) return leximin_binding::cap;
    if (near.equal(amount, level * weight)) return leximin_binding::level;
    if (near.at_most(amount, floor)) return leximin_binding::floor;
    return leximin_binding::arcs;
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

/// Checks a sharing without solving it, in O(n + m). First violated of: sizes and ranges; flows add up to the amounts
/// and to no more than each supply; floors and caps; every provider below the infinite level gives all that it has; and
/// along every arc that is not full the recipient is served at least at the provider's level (or is at its cap), along
/// every arc that carries something at most at that level (or is at its floor): which only the best sharing satisfies.
/// For an infeasible outcome: that the floors named do cost more than can reach those recipients.
template <class Provider, class Recipient>
[[nodiscard]] verification verify(const leximin_problem<Provider, Recipient>& problem,
                                  const leximin_result<Provider, Recipient>& result, const tolerance& near = {}) {
    detail::check_leximin(problem, "verify");
    const auto text = [](double x) { return detail::number_text(x); };
    const auto recipient = [](std::size_t i) { return "recipient " + std::to_string(i); };
    const auto provider = [](std::size_t j) { return "provider " + std::to_string(j); };
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto& proof = result.certificate;
    const auto providers = problem.supply.size();
    const auto recipients = problem.weights.size();
    const auto arcs = problem.arcs.size();
    constexpr double infinite = std::numeric_limits<double>::infinity();

    if (result.outcome == status::infeasible) {
        if (!result.amounts.empty()) return reject("an infeasible sharing has no amounts");
        std::vector<std::uint8_t> needs(recipients);
        std::vector<std::uint8_t> gives(providers);
        double floors = 0;
        double reachable = 0;
        for (const auto i : proof.conflicting_floors) {
            if (i.index >= recipients || needs[i.index]++ != 0)
                return reject("the conflicting floors must be those of different recipients");
            floors += detail::leximin_floor(problem, i.index);
        }
        for (const auto j : proof.conflicting_providers) {
            if (j.index >= providers || gives[j.index]++ != 0)
                return reject("the conflicting providers must be different ones");
            reachable += problem.supply[j];
        }
        for (const auto& one : problem.arcs)
            if (needs[one.recipient.index] != 0 && gives[one.provider.index] == 0) reachable += one.cap;
        if (!(floors > reachable))
            return reject("the floors named cost " + text(floors) + ", and " + text(reachable) + " can reach them");
        if (!near.equal(floors, proof.floors_total) || !near.equal(reachable, proof.reachable_total))
            return reject("the floors named cost " + text(floors) + " where " + text(reachable) +
                          " can reach them, not " + text(proof.floors_total) + " and " + text(proof.reachable_total));
        return verification::accept();
    }
    if (result.outcome != status::optimal) return reject("the outcome is neither optimal nor infeasible");

    // 1. Sizes.
    const auto groups = proof.bottlenecks.size();
    if (result.flows.size() != arcs || result.amounts.size() != recipients)
        return reject("there must be a flow for each arc and an amount for each recipient");
    if (proof.provider_in.size() != providers || proof.recipient_in.size() != recipients ||
        proof.decided.size() != recipients)
        return reject("there must be a bottleneck for each provider and recipient, and a reason for each amount");
    for (std::size_t g = 0; g < groups; ++g)
        if (!(proof.bottlenecks[g].level >= (g == 0 ? 0.0 : proof.bottlenecks[g - 1].level)))
            return reject("the levels of the bottlenecks must rise");

    // 2. The flows are a sharing.
    std::vector<double> given(providers);
    std::vector<double> received(recipients);
    for (std::size_t k = 0; k < arcs; ++k) {
        const auto& one = problem.arcs[k];
        const double flow = result.flows[k];
        if (!(flow >= 0 && flow <= one.cap))
            return reject("arc " + std::to_string(k) + " carries " + text(flow) + " where its cap is " + text(one.cap));
        given[one.provider.index] += flow;
        received[one.recipient.index] += flow;
    }
    std::vector<leximin_bottleneck> sums(groups);
    for (std::size_t j = 0; j < providers; ++j) {
        const double has = problem.supply.values()[j];
        const auto g = proof.provider_in.values()[j];
        if (!near.at_most(given[j], has))
            return reject(provider(j) + " gives " + text(given[j]) + " and has " + text(has));
        if (g >= groups) return reject(provider(j) + " is in no bottleneck");
        sums[g].supply += has;
        sums[g].spare += has - given[j];
        ++sums[g].provider_count;
    }
    for (std::size_t i = 0; i < recipients; ++i) {
        const double x = result.amounts.values()[i];
        const auto g = proof.recipient_in.values()[i];
        if (!near.equal(x, received[i]))
            return reject(recipient(i) + " receives " + text(received[i]) + ", not " + text(x));
        const double floor = detail::leximin_floor(problem, i);
        const double cap = detail::leximin_cap(problem, i);
        if (!near.at_most(floor, x)) return reject(recipient(i) + " gets " + text(x) + ", below its floor");
        if (!near.at_most(x, cap)) return reject(recipient(i) + " gets " + text(x) + ", above its cap");
        if (g >= groups) return reject(recipient(i) + " is in no bottleneck");
        ++sums[g].recipient_count;
        const auto why =
            detail::what_decides(problem.weights.values()[i], x, proof.bottlenecks[g].level, floor, cap, near);
        if (why != proof.decided.values()[i])
            return reject(recipient(i) + " is decided by its " + std::string(to_string(why)) + ", not by its " +
                          std::string(to_string(proof.decided.values()[i])));
    }
    for (std::size_t g = 0; g < groups; ++g) {
        const auto& claimed = proof.bottlenecks[g];
        const auto name = "bottleneck " + std::to_string(g);
        if (claimed.provider_count != sums[g].provider_count || claimed.recipient_count != sums[g].recipient_count ||
            !near.equal(claimed.supply, sums[g].supply) ||
            std::fabs(claimed.spare - sums[g].spare) > near.relative * sums[g].supply)
            return reject(name + " has other members or supply than it says");
        if (claimed.level < infinite && sums[g].spare > near.relative * sums[g].supply)
            return reject(name + " keeps " + text(sums[g].spare) + " of its supply");
    }

    // 3. Nobody could be served better at the cost of somebody who is better off.
    std::vector<double> could(recipients, 0.0);     // largest level of a provider that could give it more
    std::vector<double> does(recipients, infinite); // smallest level of a provider that gives it something
    for (std::size_t k = 0; k < arcs; ++k) {
        const auto& one = problem.arcs[k];
        const auto i = one.recipient.index;
        const double level = proof.bottlenecks[proof.provider_in.values()[one.provider.index]].level;
        const double flow = result.flows[k];
        if (flow < one.cap && problem.supply.values()[one.provider.index] > 0) could[i] = (std::max)(could[i], level);
        if (flow > near.relative * received[i]) does[i] = (std::min)(does[i], level);
    }
    for (std::size_t i = 0; i < recipients; ++i) {
        const double w = problem.weights.values()[i];
        const double x = result.amounts.values()[i];
        const bool at_cap = w == 0 || near.at_most(detail::leximin_cap(problem, i), x);
        const bool at_floor = near.at_most(x, detail::leximin_floor(problem, i));
        if (!near.at_most(could[i], does[i]))
            return reject(recipient(i) + " takes from a provider of level " + text(does[i]) + " where one of level " +
                          text(could[i]) + " could give more");
        if (!at_cap && !near.at_most(could[i], x / w))
            return reject(recipient(i) + " is served at " + text(x / w) + " where a provider of level " +
                          text(could[i]) + " could give more");
        if (!at_floor && w > 0 && !near.at_most(x / w, does[i]))
            return reject(recipient(i) + " is served at " + text(x / w) + " and takes from a provider of level " +
                          text(does[i]));
        if (w == 0 && !at_floor) return reject(recipient(i) + " has weight 0 and gets more than its floor");
    }
    return verification::accept();
}

} // namespace colearn

#endif
