// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_SPILL_OVER_HPP
#define COLEARN_ALLOCATION_SPILL_OVER_HPP

/// @file
/// For a policy reader: what one school learns reaches the schools that trust it: how much reaches each.
/// For an engineer: y = (I - W)^-1 x along benefit ties, solved by iteration with its residual.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/verification.hpp>

namespace colearn {

/// What reaches everyone, and how exactly that is known.
struct spill_over_result {
    std::vector<double> reached{}; ///< by recipient, in the unit of what was given
    double error = 0;              ///< no number in `reached` is further off than this
    std::size_t rounds = 0;
};

namespace detail {

/// Solves out = start + (shares, forwards or backwards) out. Shares that leave a recipient sum to below 1.
[[nodiscard]] inline spill_over_result pass_on(const allocation_problem& of, std::span<const double> start,
                                               bool backwards, double near = 1e-13) {
    const auto n = of.recipients.size();
    std::vector<double> leaves(n);
    for (const auto& tie : of.spill_over) leaves[tie.from.index] += tie.share;
    double most = 0;
    for (const double one : leaves) most = (std::max)(most, one);
    double size = 0;
    for (const double one : start) size = backwards ? (std::max)(size, std::fabs(one)) : size + std::fabs(one);
    spill_over_result out;
    out.reached.assign(start.begin(), start.end());
    std::vector<double> next(n);
    // The map shrinks by `most` in the sum norm forwards, in the maximum norm backwards.
    for (; out.rounds < 100'000; ++out.rounds) {
        std::copy(start.begin(), start.end(), next.begin());
        for (const auto& tie : of.spill_over)
            if (backwards)
                next[tie.from.index] += tie.share * out.reached[tie.to.index];
            else
                next[tie.to.index] += tie.share * out.reached[tie.from.index];
        double change = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const double step = std::fabs(next[i] - out.reached[i]);
            change = backwards ? (std::max)(change, step) : change + step;
        }
        out.reached.swap(next);
        out.error = change * most / (1 - most);
        if (!(out.error > near * size)) break;
    }
    return out;
}

} // namespace detail

/// What reaches each recipient when these amounts (by recipient, in any unit) are given: one's own, and of what reaches
/// each other recipient the share that is passed on.
///
/// Source: the inverse (I - W)^-1 of Leontief (1941) and Katz, Psychometrika 18 (1953). Complexity: O(ties) a round,
/// about 30 / -log(largest sum of shares) rounds. Preconditions: those of `check_allocation`, an amount for each.
/// Determinism: the ties in their order. Example: `spill_over(problem, amounts).reached`
[[nodiscard]] inline spill_over_result spill_over(const allocation_problem& of, std::span<const double> amounts) {
    check_allocation(of, "spill_over");
    expects(amounts.size() == of.recipients.size(), "there must be an amount for each recipient", amounts.size());
    return detail::pass_on(of, amounts, false);
}

/// Checks what reaches everyone by putting it into its equations: (I - W) y = x, as far as `error` says. O(ties).
[[nodiscard]] inline verification verify(const allocation_problem& of, std::span<const double> amounts,
                                         const spill_over_result& result) {
    const auto n = of.recipients.size();
    if (amounts.size() != n || result.reached.size() != n)
        return verification::reject("there must be an amount for each recipient");
    std::vector<double> residual(result.reached);
    std::vector<double> leaves(n);
    double size = 0;
    for (const auto& tie : of.spill_over) {
        residual[tie.to.index] -= tie.share * result.reached[tie.from.index];
        leaves[tie.from.index] += tie.share;
    }
    double off = 0;
    double most = 0;
    for (std::size_t i = 0; i < n; ++i) {
        off += std::fabs(residual[i] - amounts[i]);
        most = (std::max)(most, leaves[i]);
        size += std::fabs(result.reached[i]);
    }
    // ||y - exact|| <= ||residual|| / (1 - most)
    if (!(off / (1 - most) <= result.error + 1e-12 * size / (1 - most)))
        return verification::reject("what reaches the recipients misses its equations by " + detail::number_text(off));
    return verification::accept();
}

} // namespace colearn

#endif
