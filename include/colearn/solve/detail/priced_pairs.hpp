// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_PRICED_PAIRS_HPP
#define COLEARN_SOLVE_DETAIL_PRICED_PAIRS_HPP

/// @file
/// What several matchings of one instance have in common: weights looked up by pair, how two matchings differ, and the
/// check that a certificate bounds an instance, whatever is made of it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/solve/maximum_weight_matching_result.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn::detail {

/// The weight of a pair by its ends, in O(log of the smaller row); of pairs that are listed twice the heaviest.
class pair_weights {
public:
    template <class Kind>
    explicit pair_weights(const weighted_pairs<Kind>& instance) : rows_(rows_of(instance)) {
        for (std::size_t v = 0; v < instance.count; ++v)
            std::sort(rows_.of(v).begin(), rows_.of(v).end(), [](const half_pair& x, const half_pair& y) {
                return x.other != y.other ? x.other < y.other : x.weight > y.weight;
            });
    }

    /// 0 for a pair that is not in the instance, or not worth more than that.
    [[nodiscard]] double operator()(std::uint32_t a, std::uint32_t b) {
        const auto row = rows_.of(a);
        const auto at = std::lower_bound(row.begin(), row.end(), b,
                                         [](const half_pair& one, std::uint32_t other) { return one.other < other; });
        return at != row.end() && at->other == b ? at->weight : 0;
    }

private:
    pair_rows rows_;
};

/// A piece in which two matchings differ, while they agree all around it: pairs of both in turn.
struct matching_change {
    std::vector<std::uint32_t> ids{};
    double loss = 0;         ///< what the first matching's pairs weigh more than the second's
    std::size_t counted = 0; ///< pairs of the first that the caller counts
};

/// All pieces in which `to` differs from `from`. `counts(v)` says whether the pair of `from` that v is in counts.
template <class Counts>
[[nodiscard]] std::vector<matching_change> changes(const std::vector<std::uint32_t>& from,
                                                   const std::vector<std::uint32_t>& to, pair_weights& weight,
                                                   const Counts& counts) {
    constexpr std::uint32_t none = 0xFFFFFFFFU;
    std::vector<matching_change> out;
    std::vector<std::uint8_t> seen(from.size(), 0);
    for (std::uint32_t v = 0; v < from.size(); ++v) {
        if (seen[v] != 0 || from[v] == to[v]) continue;
        matching_change one;
        compensated_sum loss;
        seen[v] = 1;
        one.ids.push_back(v);
        for (std::size_t i = 0; i < one.ids.size(); ++i) {
            const auto at = one.ids[i];
            for (const auto next : {from[at], to[at]})
                if (next != none && seen[next] == 0) {
                    seen[next] = 1;
                    one.ids.push_back(next);
                }
            if (from[at] != none && at < from[at]) {
                loss += weight(at, from[at]);
                one.counted += counts(at) ? 1U : 0U;
            }
            if (to[at] != none && at < to[at]) loss += -weight(at, to[at]);
        }
        one.loss = loss.value();
        out.push_back(std::move(one));
    }
    return out;
}

/// Checks that the certificate proves its bound for any matching of the instance. Calls no solver.
template <class Kind>
[[nodiscard]] std::string check_bound(const weighted_pairs<Kind>& instance,
                                      const maximum_weight_matching_certificate<Kind>& proof, const tolerance& within) {
    maximum_weight_matching_result<Kind> nothing; // no pair is made: what is left to check are the duals
    nothing.partner = id_map<Kind, id<Kind>>(instance.count);
    nothing.certificate = proof;
    nothing.outcome = status::cancelled;
    return verify(instance, nothing, {}, within).violated;
}

/// Checks that the partners are mutual and of the instance, and sums what they weigh.
template <class Kind>
[[nodiscard]] std::string check_partners(const id_map<Kind, id<Kind>>& partner, std::size_t count,
                                         pair_weights& weights, double& weight, std::size_t& pairs) {
    if (partner.size() != count) return "there must be a partner, or an invalid id, for each id";
    compensated_sum sum;
    pairs = 0;
    for (std::uint32_t v = 0; v < count; ++v) {
        const auto other = partner.values()[v];
        if (!other.valid()) continue;
        if (other.index >= count || other.index == v || partner.values()[other.index].index != v)
            return "partners must be mutual: " + std::to_string(v) + " names " + std::to_string(other.index);
        if (other.index < v) continue;
        const double own = weights(v, other.index);
        if (!(own > 0))
            return "the pair " + std::to_string(v) + " and " + std::to_string(other.index) +
                   " must be in the instance with a positive weight";
        sum += own;
        ++pairs;
    }
    weight = sum.value();
    return {};
}

} // namespace colearn::detail

#endif
