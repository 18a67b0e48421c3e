// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_MAXIMIN_FAIRNESS_HPP
#define COLEARN_ALLOCATION_MAXIMIN_FAIRNESS_HPP

/// @file
/// For a policy reader: does every school have what it could make sure of by cutting the pile and choosing last?
/// For an engineer: each agent's worth of its bundle over its maximin share, or bounds on it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <colearn/allocation/additive_valuations.hpp>
#include <colearn/allocation/maximin_share.hpp>
#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/tolerance.hpp>

namespace colearn {

/// One agent's maximin share and what it has.
struct maximin_standing {
    double own = 0;               ///< what its bundle is worth to it
    double share = 0;             ///< its maximin share is at least this
    double at_most = 0;           ///< and at most this
    measured fraction_at_least{}; ///< own / at_most; undefined when its maximin share is 0
    measured fraction_at_most{};  ///< own / share; the same when the share is exact; undefined when that is 0
};

/// How a division of whole items stands to the maximin shares.
struct maximin_fairness {
    std::vector<maximin_standing> agents{};
    std::size_t below = 0;                ///< agents that surely have less than their share
    std::size_t undecided = 0;            ///< agents of whom the bounds do not tell
    measured least_fraction{};            ///< the least `fraction_at_least`: everyone has that part of its share
    std::optional<std::uint32_t> worst{}; ///< whose it is, the first of equals
};

/// What part of its maximin share each agent has. 1 and more: all of it.
///
/// Source, preconditions and determinism: as for `maximin_share_of`, for each agent; entitlements are equal. An exact
/// division that gives everyone its share need not exist: Kurokawa, Procaccia and Wang, "Fair enough: guaranteeing
/// approximate maximin shares", Journal of the ACM 65 (2018). Undefined least fraction: when every share is 0.
/// Example: `maximin_fairness_of({values, 3, 5}, owner).least_fraction`
[[nodiscard]] inline maximin_fairness maximin_fairness_of(const additive_valuations& of,
                                                          std::span<const std::uint32_t> owner,
                                                          const maximin_options& options = {}) {
    detail::expect_owners(of, owner, "maximin_fairness_of");
    const tolerance slack{1e-12, 0};
    maximin_fairness out;
    for (std::uint32_t i = 0; i < of.agents; ++i) {
        const auto row = of.values.subspan(i * of.items, of.items);
        const auto due = maximin_share_of(row, of.agents, options);
        compensated_sum own;
        for (std::size_t item = 0; item < of.items; ++item)
            if (owner[item] == i) own += row[item];
        maximin_standing one{own.value(), due.share, due.at_most, {}, {}};
        const auto fraction = [&](double share) {
            return share > 0 ? measured::as(one.own / share) : measured::undefined("the maximin share is 0");
        };
        one.fraction_at_least = fraction(one.at_most);
        one.fraction_at_most = fraction(one.share);
        if (!slack.at_most(one.share, one.own)) {
            ++out.below;
        } else if (!slack.at_most(one.at_most, one.own)) {
            ++out.undecided;
        }
        if (one.fraction_at_least.defined() &&
            (!out.worst || *one.fraction_at_least.value < *out.least_fraction.value)) {
            out.least_fraction = one.fraction_at_least;
            out.worst = i;
        }
        out.agents.push_back(one);
    }
    if (!out.worst)
        out.least_fraction = measured::undefined(of.agents == 0 ? "there are no agents" : "every maximin share is 0");
    return out;
}

} // namespace colearn

#endif
