// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_MATCHING_SLACK_HPP
#define COLEARN_SOLVE_MATCHING_SLACK_HPP

/// @file
/// For a policy reader: what would have to change for a pair to part, or for someone left over to find a partner.
/// For an engineer: sensitivity of a matching without blocking pairs to the weight of one of its pairs: the runner-up
/// of every vertex and the weight at which it wins.

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

/// What stands against one vertex's present state.
template <class Kind>
struct matching_rival {
    /// With a partner: the best other one who would take it too. Without: the one within the smallest reach.
    /// Invalid when there is no such one.
    id<Kind> who{};
    double weight = 0; ///< of the pair with `who`; 0 without one
    /// With a partner: its pair stands as long as it weighs more than this. Without: the pair with `who` would be made
    /// if it weighed more than this.
    double threshold = 0;

    friend bool operator==(const matching_rival&, const matching_rival&) = default;
};

/// For each id, what stands against its present state, while all other weights stay as they are.
///
/// A pair of a and b stands as long as it weighs more than the thresholds of both: above the larger of them no two
/// would both rather have each other, below it two would (theorem: only pairs with a or with b lose what holds them
/// back, and among them the heaviest whose other end gains decides). At the threshold itself the ids decide.
///
/// Source: ours; the argument is the definition of a blocking pair (Gale and Shapley 1962).
/// Complexity: O(n + m) time, O(n) space.
/// Preconditions: `partner` is mutual, pairs ids of the instance, and has no blocking pair (as `dominant_matching`'s).
/// Throws: `contract_violation`. Determinism: equal candidates by id.
template <class Kind>
[[nodiscard]] id_map<Kind, matching_rival<Kind>> matching_slack(const weighted_pairs<Kind>& instance,
                                                                const id_map<Kind, id<Kind>>& partner) {
    detail::check_pairs(instance, "matching_slack");
    const auto n = instance.count;
    expects(partner.size() == n, "there must be one partner, or an invalid id, for each id", partner.size());
    const auto mate = partner.values();
    for (std::size_t v = 0; v < n; ++v)
        expects(!mate[v].valid() || (mate[v].index < n && mate[mate[v].index].index == v), "partners must be mutual",
                mate[v]);
    std::vector<double> price(n, 0); // what each id's own pair weighs
    for (const auto& one : instance.pairs)
        if (mate[one.a.index] == one.b)
            price[one.a.index] = price[one.b.index] = (std::max)(price[one.a.index], one.weight);

    id_map<Kind, matching_rival<Kind>> out(n);
    const auto consider = [&](id<Kind> one, id<Kind> other, double weight) {
        auto& best = out.values()[one.index];
        if (mate[one.index].valid()) {
            if (!(weight > price[other.index])) return; // `other` would not change
            if (weight > best.weight || (weight == best.weight && other < best.who)) best = {other, weight, weight};
        } else {
            const double rise = price[other.index] - weight;
            const double least = best.threshold - best.weight;
            if (!best.who.valid() || rise < least || (rise == least && other < best.who))
                best = {other, weight, price[other.index]};
        }
    };
    for (const auto& one : instance.pairs) {
        if (!(one.weight > 0) || mate[one.a.index] == one.b) continue;
        consider(one.a, one.b, one.weight);
        consider(one.b, one.a, one.weight);
    }
    return out;
}

} // namespace colearn

#endif
