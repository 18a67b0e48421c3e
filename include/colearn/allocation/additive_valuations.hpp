// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_ADDITIVE_VALUATIONS_HPP
#define COLEARN_ALLOCATION_ADDITIVE_VALUATIONS_HPP

/// @file
/// For a policy reader: what each school would gain from each teacher, room or hour that is to be given out.
/// For an engineer: a table of additive valuations, and the two forms of a division: owners of items, and shares.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

/// What each item is worth to each agent; several items are worth the sum.
struct additive_valuations {
    std::span<const double> values{}; ///< row by row: that of `item` to `agent` stands at agent * items + item
    std::size_t agents = 0;           ///< number of rows
    std::size_t items = 0;            ///< number of columns

    [[nodiscard]] double operator()(std::size_t agent, std::size_t item) const { return values[agent * items + item]; }
};

/// The owner of an item that nobody gets.
inline constexpr std::uint32_t unassigned_item = 0xFFFFFFFF;

namespace detail {

inline void expect_valuations(const additive_valuations& of, const char* caller) {
    expects(of.agents < unassigned_item, {"there are too many agents", caller}, of.agents);
    expects(of.agents == 0 ? of.values.empty()
                           : of.values.size() / of.agents == of.items && of.values.size() % of.agents == 0,
            {"there must be one value for each agent and item", caller}, of.values.size());
    for (const double one : of.values)
        expects(one >= 0 && one <= 1e100, {"every value must be from 0 to 1e100", caller}, one);
}

inline void expect_owners(const additive_valuations& of, std::span<const std::uint32_t> owner, const char* caller) {
    expect_valuations(of, caller);
    expects(owner.size() == of.items, {"there must be one owner for each item", caller}, owner.size());
    for (const auto one : owner)
        expects(one < of.agents || one == unassigned_item, {"an owner must be an agent or unassigned_item", caller},
                one);
}

// `shares` has the shape of the valuations.
inline void expect_shares(const additive_valuations& of, std::span<const double> shares, const char* caller) {
    expect_valuations(of, caller);
    expects(shares.size() == of.values.size(), {"there must be one share for each agent and item", caller},
            shares.size());
    for (const double one : shares) expects(one >= 0 && one <= 1, {"every share must be from 0 to 1", caller}, one);
    for (std::size_t item = 0; item < of.items; ++item) {
        compensated_sum given;
        for (std::size_t agent = 0; agent < of.agents; ++agent) given += shares[agent * of.items + item];
        expects(given.value() <= 1 + 1e-9, {"the shares of an item must not sum to more than 1", caller},
                given.value());
    }
}

// What all items are worth to an agent.
[[nodiscard]] inline double worth_of_all(const additive_valuations& of, std::size_t agent) {
    compensated_sum sum;
    for (std::size_t item = 0; item < of.items; ++item) sum += of(agent, item);
    return sum.value();
}

// What the shares that `holder` has are worth to `agent`.
[[nodiscard]] inline double worth_of_shares(const additive_valuations& of, std::span<const double> shares,
                                            std::size_t agent, std::size_t holder) {
    compensated_sum sum;
    for (std::size_t item = 0; item < of.items; ++item)
        sum += rounded(of(agent, item) * shares[holder * of.items + item]);
    return sum.value();
}

} // namespace detail

/// Welfare of a division of whole items: the sum of what each agent's items are worth to it.
///
/// Complexity: O(agents * items) time. Preconditions: values from 0 to 1e100; an owner, or `unassigned_item`, for each
/// item. Throws: `contract_violation`.
[[nodiscard]] inline double welfare_of_bundles(const additive_valuations& of, std::span<const std::uint32_t> owner) {
    detail::expect_owners(of, owner, "welfare_of_bundles");
    compensated_sum sum;
    for (std::size_t item = 0; item < of.items; ++item)
        if (owner[item] != unassigned_item) sum += of(owner[item], item);
    return sum.value();
}

/// Welfare of a division by shares. `shares` has the shape of the valuations; those of an item sum to at most 1.
///
/// Complexity, preconditions and throws: as for `welfare_of_bundles`.
[[nodiscard]] inline double welfare_of_shares(const additive_valuations& of, std::span<const double> shares) {
    detail::expect_shares(of, shares, "welfare_of_shares");
    compensated_sum sum;
    for (std::size_t k = 0; k < shares.size(); ++k) sum += detail::rounded(of.values[k] * shares[k]);
    return sum.value();
}

/// The highest welfare of any division, by shares or by whole items: every item goes to whom it is worth most.
///
/// Complexity, preconditions and throws: as for `welfare_of_bundles`.
[[nodiscard]] inline double utilitarian_optimum(const additive_valuations& of) {
    detail::expect_valuations(of, "utilitarian_optimum");
    compensated_sum sum;
    for (std::size_t item = 0; item < of.items; ++item) {
        double most = 0;
        for (std::size_t agent = 0; agent < of.agents; ++agent) most = (std::max)(most, of(agent, item));
        sum += most;
    }
    return sum.value();
}

} // namespace colearn

#endif
