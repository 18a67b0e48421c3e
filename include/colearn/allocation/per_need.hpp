// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_PER_NEED_HPP
#define COLEARN_ALLOCATION_PER_NEED_HPP

/// @file
/// For a policy reader: equal treatment of equal need. Divide what a school gets by what it needs, and every measure of
/// evenness becomes a measure of fairness to need.
/// For an engineer: values over needs, ready for the measures of equity.

#include <cstddef>
#include <span>
#include <vector>

#include <colearn/core/contract.hpp>

namespace colearn {

/// Values for each unit of need.
struct values_per_need {
    std::vector<double> values{};            ///< amount / need, for those who need anything
    std::vector<double> weights{};           ///< their needs: a unit of need counts the same wherever it is
    std::vector<std::size_t> from{};         ///< the place of each in the input, rising
    std::vector<std::size_t> without_need{}; ///< those without need, who are left out
    double amount_without_need = 0;          ///< what these have: it meets no need
};

/// Divides amounts by needs. Use `values` with `weights`, or with your own weights at the places `from`:
///
///     const auto of = per_need(money, need_weighted_pupils);
///     gini(of.values, of.weights);
///
/// Source: vertical equity as horizontal equity among weighted pupils: Berne and Stiefel, *The Measurement of Equity in
/// School Finance* (1984), chapter 2. Complexity: O(n) time and space. Preconditions: one need for each amount, both
/// from 0 to 1e100; a need above 0 is at least 1e-100. Throws: `contract_violation`. Determinism: exact divisions.
[[nodiscard]] inline values_per_need per_need(std::span<const double> amounts, std::span<const double> needs) {
    expects(needs.size() == amounts.size(), "there must be one need for each amount", needs.size());
    values_per_need out;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        expects(amounts[i] >= 0 && amounts[i] <= 1e100, "every amount must be from 0 to 1e100", amounts[i]);
        expects(needs[i] == 0 || (needs[i] >= 1e-100 && needs[i] <= 1e100),
                "every need must be 0, or from 1e-100 to 1e100", needs[i]);
        if (needs[i] == 0) {
            out.without_need.push_back(i);
            out.amount_without_need += amounts[i];
            continue;
        }
        out.values.push_back(amounts[i] / needs[i]);
        out.weights.push_back(needs[i]);
        out.from.push_back(i);
    }
    return out;
}

} // namespace colearn

#endif
