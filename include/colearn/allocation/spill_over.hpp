// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_SPILL_OVER_HPP
#define COLEARN_ALLOCATION_SPILL_OVER_HPP

/// @file
/// For a policy reader: what one school learns reaches the schools that trust it: how much reaches each.
/// For an engineer: y = (I - W)^-1 x along benefit ties, solved by iteration with its residual.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/reproducible_math.hpp>
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
///
/// Gauss and Seidel's sweeps: whoever is computed later hears of those before at once, which halves the rounds. The
/// error is then read from the residual, in the sum norm forwards and the maximum norm backwards, in which the map
/// shrinks by the largest sum of shares.
[[nodiscard]] inline spill_over_result pass_on(const allocation_problem& of, std::span<const double> start,
                                               bool backwards, double near = 1e-13) {
    const auto n = of.recipients.size();
    // 1. The ties in rows, by who hears of others: as they stand where they are sorted so, else in a copy.
    const auto hears = [&](const benefit_tie& tie) { return (backwards ? tie.from : tie.to).index; };
    std::vector<std::size_t> offsets(n + 1);
    std::vector<double> leaves(n);
    bool sorted = true;
    std::uint32_t last = 0;
    for (const auto& tie : of.spill_over) {
        const auto who = hears(tie);
        sorted &= last <= who;
        last = who;
        ++offsets[who + std::size_t{1}];
        leaves[tie.from.index] += tie.share;
    }
    std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
    std::vector<benefit_tie> copy(sorted ? 0 : of.spill_over.size());
    if (!sorted) {
        auto next = offsets;
        for (const auto& tie : of.spill_over) copy[next[hears(tie)]++] = tie;
    }
    const std::span<const benefit_tie> rows(sorted ? of.spill_over : copy);
    double most = 0;
    for (const double one : leaves) most = (std::max)(most, one);
    double size = 0;
    for (const double one : start) size = backwards ? (std::max)(size, std::fabs(one)) : size + std::fabs(one);

    // 2. Sweeps, until one changes next to nothing; then the residual decides.
    spill_over_result out;
    out.reached.assign(start.begin(), start.end());
    const auto row = [&](std::size_t i) { // four sums, so that no addition waits for the last one
        const auto term = [&](std::size_t a) {
            return rounded(rows[a].share * out.reached[(backwards ? rows[a].to : rows[a].from).index]);
        };
        double sums[4] = {start[i], 0, 0, 0};
        auto a = offsets[i];
        for (const auto end = offsets[i + 1]; a < end; a += 4)
            for (std::size_t k = 0; k < (std::min)(end - a, std::size_t{4}); ++k) sums[k] += term(a + k);
        return (sums[0] + sums[1]) + (sums[2] + sums[3]);
    };
    const auto total = [&](auto each) {
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum = backwards ? (std::max)(sum, each(i)) : sum + each(i);
        return sum;
    };
    constexpr std::size_t most_rounds = 100'000;
    double before = std::numeric_limits<double>::infinity();
    for (;;) {
        ++out.rounds;
        const double change = total([&](std::size_t i) {
            const double value = row(i);
            return std::fabs(value - std::exchange(out.reached[i], value));
        });
        if (change > 0 && change * most / (1 - most) > near * size && out.rounds < most_rounds) continue;
        out.error = total([&](std::size_t i) { return std::fabs(row(i) - out.reached[i]); }) / (1 - most);
        // Near enough, or down to rounding, or at the end of the rounds.
        if (!(out.error > near * size && out.error < before) || out.rounds >= most_rounds) break;
        before = out.error;
    }
    return out;
}

} // namespace detail

/// What reaches each recipient when these amounts (by recipient, in any unit) are given: one's own, and of what reaches
/// each other recipient the share that is passed on.
///
/// Source: the inverse (I - W)^-1 of Leontief (1941) and Katz, Psychometrika 18 (1953). Complexity: O(ties) a round,
/// about 15 / -log(largest sum of shares) rounds. Preconditions: those of `check_allocation`, an amount for each.
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
