// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_TWIN_TRADE_OFF_HPP
#define COLEARN_MATCHING_TWIN_TRADE_OFF_HPP

/// @file
/// For a policy reader: what it costs that nobody has a reason to part, and what the largest total costs.
/// For an engineer: total weight and blocking pairs of a stable and of a maximum weight matching.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/twin_result.hpp>
#include <colearn/matching/words.hpp>
#include <colearn/solve/blocking_pairs.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

/// What the pairs of `partner` come to. O(n + m), and a sort of the blocking pairs.
[[nodiscard]] inline twin_plan_summary summary_of(const weighted_pairs<school>& candidates,
                                                  const id_map<school, id<school>>& partner, double total_score) {
    twin_plan_summary out;
    out.total_score = total_score;
    for (const auto who : partner.ids()) out.pairs += partner[who].valid() && who < partner[who] ? 1U : 0U;
    std::vector<std::uint8_t> blocks(partner.size(), 0);
    for (const auto& one : blocking_pairs(candidates, partner)) {
        ++out.blocking_pairs;
        blocks[one.a.index] = blocks[one.b.index] = 1;
    }
    for (const auto one : blocks) out.blocking_schools += one;
    return out;
}

/// Both plans side by side.
///
/// Source: that the heaviest pair left, again and again, leaves nobody with a reason to part and reaches at least half
/// of the best total: Preis, STACS 1999. Complexity: O(n + m), and a sort of the blocking pairs.
[[nodiscard]] inline twin_trade_off trade_off_of(const twin_certificate& proof) {
    twin_trade_off out;
    out.stable = summary_of(proof.candidates, proof.stable.partner, proof.stable.weight);
    out.best_total = summary_of(proof.candidates, proof.best_total.partner, proof.best_total.weight);
    if (out.best_total.pairs == 0) {
        out.words = "There is no pair to make.";
        return out;
    }
    const double gain = out.best_total.total_score / out.stable.total_score - 1;
    if (!(gain > 1e-9)) {
        out.words =
            "No way to pair the schools up has a larger total than the one in which no two would rather have each "
            "other.";
        return out;
    }
    out.words = "Where no two schools would rather have each other, the scores sum to " +
                detail::decimal(out.stable.total_score, 2) + " in " + detail::counted(out.stable.pairs, "pair") +
                ". The largest total is " + detail::decimal(out.best_total.total_score, 2) + " (" +
                detail::decimal(100 * gain, 1) + "% more) in " + detail::counted(out.best_total.pairs, "pair") +
                ", but there " + detail::counted(out.best_total.blocking_schools, "school") +
                " would with another one rather leave their partners.";
    return out;
}

} // namespace colearn

#endif
