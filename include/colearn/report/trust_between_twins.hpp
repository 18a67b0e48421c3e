// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_TRUST_BETWEEN_TWINS_HPP
#define COLEARN_REPORT_TRUST_BETWEEN_TWINS_HPP

/// @file
/// For a policy reader: how far two proposed twins trust each other: from their own ties, or else from what
/// organisations that they trust say of each other. For an engineer: own ties pooled, `derive_trust` for those without,
/// each chain with its steps by name, layer and trust.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/status.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/graph/roster.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/matching/twin_result.hpp>
#include <colearn/report/twin_trust.hpp>
#include <colearn/trust/evidence.hpp>
#include <colearn/trust/opinion.hpp>
#include <colearn/trust/propagation.hpp>
#include <colearn/trust/tie_opinion.hpp>
#include <colearn/trust/trust_pairs.hpp>

namespace colearn {

namespace detail {

// The network of organisations as derived trust needs it: every tie for itself, each direction for itself.
struct trust_ground {
    view of;
    tie_evidence known;

    explicit trust_ground(const system_network& net)
        : of(freeze<school, agency, employer, university, community_group>(
              net, {.directed = true, .parallel = parallel_ties::keep, .keep_ties = true})),
          known(evidence_from_ties(of, net)) {}

    template <class Visit>
    void each_arc(id<actor> from, id<actor> to, Visit visit) const {
        const auto rows = of.out();
        for (auto arc = rows.offsets[from.index]; arc < rows.offsets[from.index + 1]; ++arc)
            if (rows.neighbours[arc] == to.index) visit(arc);
    }
    [[nodiscard]] const std::string& layer(const system_network& net, std::uint32_t arc) const {
        return net[net.layer_of(id<tie>{of.ties()[arc]})].name;
    }
};

// Of the ties of one school to another; their experiences add up.
[[nodiscard]] inline school_trust own_trust(const trust_ground& ground, const system_network& net, trust_pair pair) {
    school_trust out;
    evidence sum;
    ground.each_arc(pair.source, pair.target, [&](std::uint32_t arc) {
        out.known_by = trust_basis::tie;
        sum.positive += ground.known.of_arc[arc].positive;
        sum.negative += ground.known.of_arc[arc].negative;
        const auto& name = ground.layer(net, arc);
        if (std::find(out.layers.begin(), out.layers.end(), name) == out.layers.end()) out.layers.push_back(name);
    });
    out.trust = opinion::of(sum, ground.known.base_rate);
    return out;
}

// Of parallel ties a chain follows the most trusted one, and its last step the most certain one.
[[nodiscard]] inline told_chain tell(const trust_ground& ground, const system_network& net, const trust_chain& chain) {
    told_chain out{{}, chain.carried};
    const auto& who = ground.of.who();
    for (std::size_t i = 0; i + 1 < chain.actors.size(); ++i) {
        const bool last = i + 2 == chain.actors.size();
        trust_step step{who.name(chain.actors[i]),
                        who.name(chain.actors[i + 1]),
                        std::string(who.role(chain.actors[i + 1])),
                        {},
                        0};
        double best = -1;
        ground.each_arc(chain.actors[i], chain.actors[i + 1], [&](std::uint32_t arc) {
            const auto about = ground.known.on(arc);
            const auto merit = last ? 1 - about.uncertainty() : about.expectation();
            if (!(merit > best)) return;
            best = merit;
            step.trust = about.expectation();
            step.layer = ground.layer(net, arc);
        });
        out.steps.push_back(std::move(step));
    }
    return out;
}

} // namespace detail

/// How far the schools of each proposal trust each other.
///
/// A direction that has ties of its own is told by these, their experiences added up; any other by `derive_trust` over
/// the ties among organisations. Chains go through no person: what one of them thinks of another is not for a report.
/// Source: that of `derive_trust`. Complexity: that of `derive_trust` for at most two pairs of actors a proposal.
/// Preconditions: the proposals are of this network. Result: `cancelled` when stopped. Throws: `contract_violation`.
/// Determinism: that of `derive_trust`.
/// Example: `interval(trust_between_twins(net, twin(system).proposals).pairs[0].a_in_b.trust)`
[[nodiscard]] inline twin_trust_result trust_between_twins(const system_network& net,
                                                           std::span<const twin_proposal> proposals,
                                                           const propagation_options& options = {}) {
    twin_trust_result out;
    out.horizon = options.horizon;
    out.checked = verification::accept();
    out.pairs.resize(proposals.size());
    const detail::trust_ground ground(net);
    out.any_ties = ground.of.arc_count() > 0;

    // 1. Ties of their own.
    std::vector<trust_pair> asked;
    std::vector<school_trust*> answers;
    const auto& who = ground.of.who();
    for (std::size_t i = 0; i < proposals.size(); ++i) {
        const trust_pair there{who.at(proposals[i].a.who), who.at(proposals[i].b.who)};
        for (const auto& [pair, answer] : {std::pair(there, &out.pairs[i].a_in_b),
                                           std::pair(trust_pair{there.target, there.source}, &out.pairs[i].b_in_a)}) {
            *answer = detail::own_trust(ground, net, pair);
            if (answer->known_by == trust_basis::tie) continue;
            asked.push_back(pair);
            answers.push_back(answer);
        }
    }

    // 2. Hearsay for the others.
    const auto derived = derive_trust(ground.of, ground.known, asked, options);
    out.outcome = derived.outcome;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const auto& one = derived.derived[i];
        if (one.worked_out && out.checked.accepted())
            out.checked = verify(ground.of, ground.known, asked[i], one, options);
        if (one.chains.empty()) continue;
        answers[i]->known_by = trust_basis::chain;
        answers[i]->trust = one.trust;
        for (const auto& chain : one.chains) answers[i]->chains.push_back(detail::tell(ground, net, chain));
    }
    for (const auto& one : out.pairs)
        ++(one.known_by(trust_basis::tie) ? out.tied : one.known_by(trust_basis::chain) ? out.derived : out.unknown);
    return out;
}

} // namespace colearn

#endif
