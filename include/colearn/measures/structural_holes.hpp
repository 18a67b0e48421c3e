// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_STRUCTURAL_HOLES_HPP
#define COLEARN_MEASURES_STRUCTURAL_HOLES_HPP

/// @file
/// For a policy reader: whether an actor's partners know each other already. Who joins partners that are strangers to
/// one another hears more and can broker more (low constraint, large effective size); who sits among partners that all
/// work together is held by them (high constraint).
/// For an engineer: Burt's effective size, efficiency and constraint of all actors, in one listing of
/// triangles.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/measured_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/partners.hpp>
#include <colearn/measures/detail/triangles.hpp>

namespace colearn {

struct structural_holes_result {
    measured_map effective_size{}; ///< partners less their redundancy: from 1 to the number of partners
    measured_map efficiency{};     ///< effective size over the number of partners: above 0, at most 1
    measured_map constraint{};     ///< how far the actor's strength goes to partners who are tied: 0 to about 1.4
    view_record measured_on{};     ///< layers, direction and what was left out
};

namespace detail {

// A pair of partners i, j. Over their common partners q, with s for strengths and S for their sum at one actor, both
// sums that Burt asks for are alike at either end: the sum of p_iq p_qj is (sum of s_iq s_qj / S_q) / S_i, and that of
// p_iq m_jq is (sum of s_iq s_jq) / S_i / (the strongest of j).
struct hole_pair {
    double strength = 0;
    double around = 0;    // sum of s_iq s_jq / S_q
    double redundant = 0; // sum of s_iq s_jq
};

} // namespace detail

/// Structural holes around each actor. With a_ij the strength from i to j, p_ij = (a_ij + a_ji) / sum over k of
/// (a_ik + a_ki), and m_jq = (a_jq + a_qj) / max over k of (a_jk + a_kj):
///
/// - effective size: sum over partners j of 1 - sum over q of p_iq m_jq;
/// - constraint: sum over partners j of c_ij = (p_ij + sum over q of p_iq p_qj)^2.
///
/// Source: Burt, *Structural Holes* (1992), equations 2.2 and 2.4; partners are those that the actor names or is
/// named by, and for constraint so are q, as in igraph, NetworkX and UCINET. Self-ties are left out; parallel ties add
/// up. Whoever is two steps away and no partner itself counts for neither.
/// Complexity: O(m^1.5) time at worst; 36 bytes a pair of partners beside the view. Determinism: one order of sums.
/// Undefined: for an actor without a partner (igraph: NaN).
[[nodiscard]] inline structural_holes_result structural_holes(const view& of) {
    const detail::partner_rows partners(of);
    std::vector<detail::hole_pair> pairs(partners.partners().size() / 2 + 1);
    const detail::ahead_rows rows(
        partners, [&](std::uint32_t place, std::uint32_t at) { pairs[place].strength = partners.strengths()[at]; });
    const auto n = rows.size();
    const char* const why = "it has no partner";
    structural_holes_result result{measured_map(of.shared_roster(), why), measured_map(of.shared_roster(), why),
                                   measured_map(of.shared_roster(), why), of.record()};

    // 1. The strength of each actor.
    std::vector<double> share_of_one(n); // 1 / S
    std::vector<double> strongest(n);
    for (std::uint32_t v = 0; v < n; ++v) {
        double total = 0;
        for (const double one : partners.strengths_of(v)) {
            total += one;
            strongest[v] = (std::max)(strongest[v], one);
        }
        share_of_one[v] = total > 0 ? 1 / total : 0;
    }

    // 2. Each triangle joins each of its pairs in a second way.
    detail::for_each_triangle(rows, [&](std::uint32_t v, std::uint32_t vw, std::uint32_t vx, std::uint32_t wx) {
        const auto join = [&](detail::hole_pair& pair, double one, double other, std::uint32_t through) {
            pair.around += one * other * share_of_one[through];
            pair.redundant += one * other;
        };
        auto& a = pairs[vw];
        auto& b = pairs[vx];
        auto& c = pairs[wx];
        join(a, b.strength, c.strength, rows.ahead[vx]);
        join(b, a.strength, c.strength, rows.ahead[vw]);
        join(c, a.strength, b.strength, v);
    });

    // 3. Sums over partners of ((s + around) / S)^2 and of redundancy.
    std::vector<double> redundancy(n), constraint(n);
    for (std::uint32_t v = 0; v < n; ++v) {
        for (auto at = rows.offsets[v]; at < rows.offsets[v + 1]; ++at) {
            const auto w = rows.ahead[at];
            const double both = pairs[at].strength + pairs[at].around;
            redundancy[v] += pairs[at].redundant / strongest[w];
            redundancy[w] += pairs[at].redundant / strongest[v];
            constraint[v] += both * both;
            constraint[w] += both * both;
        }
    }
    for (std::uint32_t v = 0; v < n; ++v) {
        const auto k = static_cast<double>(partners.degree(v));
        if (k == 0) continue;
        const double size = k - redundancy[v] * share_of_one[v];
        result.effective_size.set(id<actor>{v}, size);
        result.efficiency.set(id<actor>{v}, size / k);
        result.constraint.set(id<actor>{v}, constraint[v] * share_of_one[v] * share_of_one[v]);
    }
    return result;
}

/// Computes all scores again from Burt's formulas, a table of p and m at a time,
/// and compares within `within`. Complexity: for each actor its partners' degrees, times a logarithm. It shares no code
/// with the listing of triangles.
[[nodiscard]] inline verification verify(const view& of, const structural_holes_result& result,
                                         const tolerance& within = {}) {
    const auto n = of.actor_count();
    if (result.effective_size.size() != n || result.efficiency.size() != n || result.constraint.size() != n)
        return verification::reject("there must be one score for each actor");
    const detail::partner_rows rows(of);
    const auto between = [&](std::uint32_t a, std::uint32_t b) {
        const auto row = rows.of(a);
        const auto at = std::lower_bound(row.begin(), row.end(), b);
        return at == row.end() || *at != b ? 0 : rows.strengths_of(a)[static_cast<std::size_t>(at - row.begin())];
    };
    std::vector<double> total(n), strongest(n);
    for (std::uint32_t v = 0; v < n; ++v)
        for (const double one : rows.strengths_of(v)) {
            total[v] += one;
            strongest[v] = (std::max)(strongest[v], one);
        }
    for (std::uint32_t i = 0; i < n; ++i) {
        double size = 0;
        double constraint = 0;
        for (const auto j : rows.of(i)) {
            double indirect = 0;
            double redundant = 0;
            for (const auto q : rows.of(i)) {
                if (q == j) continue;
                const double share = between(i, q) / total[i];
                const double on = between(q, j);
                indirect += share * on / total[q];
                redundant += share * on / strongest[j];
            }
            const double direct = between(i, j) / total[i];
            constraint += (direct + indirect) * (direct + indirect);
            size += 1 - redundant;
        }
        const id<actor> who{i};
        const bool any = !rows.of(i).empty();
        for (const auto* map : {&result.effective_size, &result.efficiency, &result.constraint})
            if (map->defined(who) != any)
                return verification::reject("scores must be defined for those with a partner alone, and for " +
                                            of.who().name(who) + " it is otherwise");
        if (!any) continue;
        const auto wrong = [&](const char* what, double is, double given) {
            return verification::reject(std::string("the ") + what + " of " + of.who().name(who) + " is " +
                                        detail::number_text(is) + ", not " + detail::number_text(given));
        };
        const double efficiency = size / static_cast<double>(rows.degree(i));
        if (!within.equal(size, result.effective_size.values()[i]))
            return wrong("effective size", size, result.effective_size.values()[i]);
        if (!within.equal(efficiency, result.efficiency.values()[i]))
            return wrong("efficiency", efficiency, result.efficiency.values()[i]);
        if (!within.equal(constraint, result.constraint.values()[i]))
            return wrong("constraint", constraint, result.constraint.values()[i]);
    }
    return verification::accept();
}

} // namespace colearn

#endif
