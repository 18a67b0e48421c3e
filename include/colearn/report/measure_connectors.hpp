// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_MEASURE_CONNECTORS_HPP
#define COLEARN_REPORT_MEASURE_CONNECTORS_HPP

/// @file
/// For a policy reader: who brings schools, families and services together, and who alone holds somebody in.
/// For an engineer: brokerage between three kinds of actor over all roles, articulation actors, and intervals of ranks
/// where ties may not hold.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/status.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/layer.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/brokerage_roles.hpp>
#include <colearn/measures/cut_actors.hpp>
#include <colearn/measures/detail/partners.hpp>
#include <colearn/measures/groups.hpp>
#include <colearn/measures/rank_intervals.hpp>
#include <colearn/report/measure_group.hpp>
#include <colearn/report/review_connectors.hpp>
#include <colearn/report/review_group.hpp>
#include <colearn/trust/evidence.hpp>

namespace colearn {

namespace detail {

[[nodiscard]] inline std::uint32_t kind_of_role(std::string_view role) noexcept {
    if (role == school::role || role == teacher::role) return 0;
    return role == family::role || role == student_group::role ? 1 : 2;
}

// Layers that say who works with whom: not who belongs where, nor what is assumed.
[[nodiscard]] inline std::vector<id<layer>> working_layers(const system_network& net) {
    std::vector<id<layer>> out;
    for (const auto which : net.layer_ids()) {
        const auto& name = net[which].name;
        if (name != layers::employment.name && name != layers::enrolment.name && !is_assumed(name))
            out.push_back(which);
    }
    return out;
}

[[nodiscard]] inline actor_groups groups_by_kind(const view& of) {
    auto roles = groups_by_role(of);
    actor_groups made{"kind", std::move(roles.group), {}};
    for (auto& one : made.group.values()) one = kind_of_role(roles.names[one]);
    for (const auto kind : connected_kinds) made.names.emplace_back(kind);
    return made;
}

// Unordered pairs of partners of different kinds that have no tie, by actor; `of` is undirected.
[[nodiscard]] inline actor_map<std::uint64_t> pairs_between_kinds(const brokerage_roles_result& found, const view& of) {
    actor_map<std::uint64_t> made(of.shared_roster());
    for (const auto who : of.actors()) {
        const auto& count = found.count_of(who);
        made[who] =
            (count[broker_role::gatekeeper] + count[broker_role::representative] + count[broker_role::liaison]) / 2;
    }
    return made;
}

template <class... Role>
void measure_connectors(const learning_system& system, roles<Role...>, const group_options& options,
                        review_connectors& out) {
    const auto& net = system.net;
    const auto layers = working_layers(net);
    const bool any = !layers.empty(); // no layers would mean all
    if (any) {
        for (const auto which : layers) out.layers.push_back(net[which].name);
        out.network = freeze<Role...>(net, {.layers = layers, .directed = false});
    }
    if (out.network.tie_count() == 0) {
        out.none_because = "no tie is on record but those of employment and enrolment, and assumed ones";
        return;
    }
    const auto& of = out.network;
    const auto kinds = groups_by_kind(of);
    const auto kind = kinds.group.values();
    for (const auto one : kind) ++out.actors[one];
    if (std::count(out.actors.begin(), out.actors.end(), std::size_t{0}) > 1) {
        out.none_because = "all actors are of one kind";
        return;
    }
    const auto found = brokerage_roles(of, kinds);
    const auto cuts = cut_actors(of);
    out.checks.push_back({"who would be cut off in the whole network", verify(of, cuts),
                          "Reads from a search tree what each actor holds together, without searching again."});
    const auto pairs = pairs_between_kinds(found, of);
    const partner_rows partners(of);
    std::vector<id<actor>> ranked;
    std::vector<std::size_t> row(of.actor_count());
    for (auto& one : list_members<Role...>(net, of.who())) {
        const auto v = static_cast<std::uint32_t>(one.at.index);
        if (kind[v] == 1 || partners.degree(v) == 0) continue;
        connector made{.at = one.at,
                       .who = one.who,
                       .key = std::move(one.key),
                       .name = std::move(one.name),
                       .role = std::move(one.role),
                       .place = std::move(one.place),
                       .pairs = pairs[one.at]};
        for (const auto w : partners.of(v)) ++made.partners[kind[w]];
        made.cut_off = cuts.score[one.at];
        row[v] = out.members.size();
        ranked.push_back(one.at);
        out.members.push_back(std::move(made));
    }
    constexpr double draw_work = 5e7; // draws x arcs
    if (!ranked.empty() && options.rank_draws > 0 &&
        static_cast<double>(options.rank_draws) * static_cast<double>(of.arc_count()) <= draw_work) {
        const tie_evidence known{
            pooled_evidence(
                of,
                freeze<Role...>(
                    net, {.layers = layers, .directed = false, .parallel = parallel_ties::keep, .keep_ties = true}),
                net),
            .5};
        const auto drawn = rank_intervals(
            of, known, [&](const view& some) { return pairs_between_kinds(brokerage_roles(some, kinds), some); },
            {.draw = tie_draw::presence,
             .replicates = options.rank_draws,
             .among = ranked,
             .seed = options.seed,
             .threads = options.threads,
             .progress = {},
             .stop = options.stop});
        out.complete = drawn.outcome == status::optimal;
        if (out.complete) {
            out.draws = drawn.replicates;
            for (const auto& one : drawn.ranking) {
                out.members[row[one.who.index]].best_rank = one.best_rank;
                out.members[row[one.who.index]].worst_rank = one.worst_rank;
            }
        }
    }
    std::stable_sort(out.members.begin(), out.members.end(), [](const connector& a, const connector& b) {
        if (a.pairs != b.pairs) return a.pairs > b.pairs;
        return a.cut_off != b.cut_off ? a.cut_off > b.cut_off : a.name < b.name;
    });
    for (std::size_t i = 0; i < out.members.size(); ++i)
        out.members[i].rank =
            i > 0 && out.members[i].pairs == out.members[i - 1].pairs ? out.members[i - 1].rank : i + 1;
}

} // namespace detail

/// Counts, for schools, staff and services, the pairs of their partners who are of different kinds (schools and staff,
/// families and students, services and partners) and have no tie of their own; and who would be cut off without them.
///
/// Ties of employment and enrolment say who belongs where, and are left out, as assumed ones are. Families and student
/// groups count as partners, and are not ranked. Ranks have intervals where `rank_draws` networks, in which each tie
/// holds with the probability of its trust, are few enough to measure.
/// Source: Gould and Fernandez (1989), gatekeepers, representatives and liaisons between kinds; Tarjan (1972).
/// Complexity: O(m^1.5) time for each draw. Throws: `contract_violation`. Determinism: by seed; the same on any number
/// of threads.
[[nodiscard]] inline review_connectors measure_connectors(const learning_system& system,
                                                          const group_options& options = {}) {
    review_connectors out;
    detail::measure_connectors(system, system_roles{}, options, out);
    return out;
}

} // namespace colearn

#endif
