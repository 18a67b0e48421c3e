// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_OPTIMUM_SLACK_HPP
#define COLEARN_SOLVE_OPTIMUM_SLACK_HPP

/// @file
/// For a policy reader: how much worse a pair may become before another way to pair everyone up is better in total, and
/// who would then be with whom.
/// For an engineer: sensitivity of a maximum weight matching to the weight of each of its pairs, exact, by solving
/// again without the pair from where the matching stands; for those without a pair a bound from the duals.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stop_token>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/solve/dynamic_matching.hpp>
#include <colearn/solve/matching_slack.hpp>
#include <colearn/solve/maximum_weight_matching_result.hpp>
#include <colearn/solve/odd_sets.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

struct optimum_slack_options {
    progress_callback progress{}; ///< called between pairs
    std::stop_token stop{};       ///< ask it to stop
};

/// For each id of a maximum weight matching, what stands against its present state while all other weights stay.
///
/// With a partner: `who` would be its partner in a best matching without the present pair (invalid: nobody), `weight`
/// is what that pair weighs, and `threshold` is the weight above which the present pair is in every best matching, and
/// below which it is in none: its own weight less what the total would lose without it. Both ends have the same
/// threshold. Without a partner: `who` is the one whose pair is nearest to being made, and it is not made while it
/// weighs less than `threshold`, which is what the potentials and odd sets charge for it.
///
/// Source: the first is the definition; the second is complementary slackness (Edmonds 1965).
/// Complexity: a change and its reversal of `dynamic_matching` for each pair, and O(n) to compare; O(n + m) space.
/// Preconditions: `result` is `maximum_weight_matching`'s answer for the instance, with no rules.
/// Result: empty when stopped. Throws: `contract_violation`. Determinism: as of `dynamic_matching`.
template <class Kind>
[[nodiscard]] id_map<Kind, matching_rival<Kind>> optimum_slack(const weighted_pairs<Kind>& instance,
                                                               const maximum_weight_matching_result<Kind>& result,
                                                               const optimum_slack_options& options = {}) {
    detail::check_pairs(instance, "optimum_slack");
    const auto n = instance.count;
    expects(result.partner.size() == n, "the result must be about this instance", result.partner.size());
    const auto mate = result.partner.values();
    id_map<Kind, matching_rival<Kind>> out(n);

    // 1. What each pair weighs, by rows.
    auto rows = detail::rows_of(instance);
    for (std::size_t v = 0; v < n; ++v)
        std::sort(rows.of(v).begin(), rows.of(v).end(), [](const auto& x, const auto& y) {
            return x.other != y.other ? x.other < y.other : x.weight > y.weight;
        });
    const auto weight = [&](std::uint32_t a, std::uint32_t b) {
        const auto row = rows.of(a);
        const auto at = std::lower_bound(row.begin(), row.end(), b,
                                         [](const auto& one, std::uint32_t other) { return one.other < other; });
        return at != row.end() && at->other == b ? at->weight : 0.0;
    };

    // 2. Each pair in turn is taken out. What changes hangs together with it: from its two ends old and new pairs
    // follow each other in turn, and what changes elsewhere makes no difference to the total.
    dynamic_matching<Kind> now(instance);
    constexpr auto nobody = id<Kind>::none;
    std::vector<std::uint32_t> before(n);
    std::size_t done = 0;
    for (std::uint32_t a = 0; a < n; ++a) {
        if (!mate[a].valid() || mate[a].index < a) continue;
        if (options.stop.stop_requested()) return {};
        const auto b = mate[a].index;
        for (std::uint32_t v = 0; v < n; ++v) before[v] = now.partner(id<Kind>{v}).index;
        const double own = weight(a, b);
        double loss = 0;
        if (before[a] == b) {
            now.set_weight(id<Kind>{a}, id<Kind>{b}, 0);
            loss = own;
            bool met = false;
            for (const auto from : {a, b}) {
                if (met) break;
                for (auto at = from;;) {
                    const auto next = now.partner(id<Kind>{at}).index;
                    if (next == nobody) break;
                    loss -= weight(at, next);
                    met = next == b && from == a; // one way round holds all that changes
                    if (met || before[next] == nobody) break;
                    loss += weight(next, before[next]);
                    at = before[next];
                }
            }
            loss = (std::max)(0.0, loss);
        } // else another best matching does without it
        const double threshold = (std::max)(0.0, own - loss);
        for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
            const auto who = now.partner(id<Kind>{one});
            out.values()[one] = {who.index == other ? id<Kind>{} : who,
                                 who.valid() && who.index != other ? weight(one, who.index) : 0, threshold};
        }
        if (before[a] == b) now.set_weight(id<Kind>{a}, id<Kind>{b}, own);
        if (options.progress) options.progress(static_cast<double>(++done) / static_cast<double>(result.pair_count));
    }

    // 3. Those without a partner: the pair with the least that is missing.
    const auto& proof = result.certificate;
    std::vector<std::uint32_t> parent;
    std::vector<double> dual;
    for (const auto& one : proof.odd_sets) {
        parent.push_back(one.parent);
        dual.push_back(one.dual);
    }
    const path_sums<double> sets(parent, dual);
    std::vector<double> least(n, std::numeric_limits<double>::infinity());
    for (std::uint32_t v = 0; v < n; ++v) {
        if (mate[v].valid()) continue;
        for (const auto& one : rows.of(v)) {
            const double charge = proof.potential.values()[v] + proof.potential.values()[one.other] +
                                  sets.shared(proof.inside.values()[v], proof.inside.values()[one.other]);
            const double missing = charge - one.weight;
            if (!(missing < least[v])) continue;
            least[v] = missing;
            out.values()[v] = {id<Kind>{one.other}, one.weight, (std::max)(charge, one.weight)};
        }
    }
    return out;
}

} // namespace colearn

#endif
