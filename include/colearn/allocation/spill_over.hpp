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

/// Which way along ties of benefit.
enum class benefit_way : std::uint8_t {
    forwards, ///< what reaches each, of what those get who pass on to it
    backwards ///< what a unit at each is worth, of what it is worth to those whom it is passed on to
};

/// The ties of benefit in rows, by who hears of others, for one solve or many.
class benefit_rows {
public:
    benefit_rows(const allocation_problem& of, benefit_way way)
        : way_(way), offsets_(of.recipients.size() + 1), heard_(of.spill_over.size()), shares_(heard_.size()) {
        const bool back = way == benefit_way::backwards;
        std::vector<double> leaves(of.recipients.size());
        for (const auto& tie : of.spill_over) {
            ++offsets_[(back ? tie.from : tie.to).index + std::size_t{1}];
            most_ = (std::max)(most_, leaves[tie.from.index] += tie.share);
        }
        std::partial_sum(offsets_.begin(), offsets_.end(), offsets_.begin());
        auto next = offsets_;
        for (const auto& tie : of.spill_over) {
            const auto a = next[(back ? tie.from : tie.to).index]++;
            heard_[a] = (back ? tie.to : tie.from).index;
            shares_[a] = tie.share;
        }
    }

    /// Calls visit(whom it hears of, share) for each tie of this recipient.
    template <class Visit>
    void for_each(std::size_t i, Visit visit) const {
        for (auto a = offsets_[i]; a < offsets_[i + 1]; ++a) visit(heard_[a], shares_[a]);
    }
    /// The largest sum of the shares that leave a recipient, below 1.
    [[nodiscard]] double most_passed() const noexcept { return most_; }

    /// Of these numbers, one for each recipient: what each hears of others.
    [[nodiscard]] double heard(std::size_t i, std::span<const double> numbers, double start = 0) const {
        // Four sums, so that no addition waits for the last one.
        double sums[4] = {start, 0, 0, 0};
        const auto term = [&](std::size_t a) { return rounded(shares_[a] * numbers[heard_[a]]); };
        auto a = offsets_[i];
        const auto end = offsets_[i + 1];
        for (; a + 4 <= end; a += 4) {
            sums[0] += term(a);
            sums[1] += term(a + 1);
            sums[2] += term(a + 2);
            sums[3] += term(a + 3);
        }
        for (std::size_t k = 0; a < end; ++a, ++k) sums[k] += term(a);
        return (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }

    /// Solves out = start + what is heard of out, to `near` of the size of `start`.
    ///
    /// Gauss and Seidel's sweeps: whoever is computed later hears of those before at once, which halves the rounds. The
    /// error is then read from the residual, in the sum norm forwards and the maximum norm backwards, in which the map
    /// shrinks by the largest sum of shares.
    [[nodiscard]] spill_over_result solve(std::span<const double> start, double near = 1e-13) const {
        const auto total = [&](auto each) {
            double sum = 0;
            for (std::size_t i = 0; i < start.size(); ++i)
                sum = way_ == benefit_way::backwards ? (std::max)(sum, each(i)) : sum + each(i);
            return sum;
        };
        const double size = total([&](std::size_t i) { return std::fabs(start[i]); });
        // Until a sweep changes next to nothing; then the residual decides.
        spill_over_result out;
        out.reached.assign(start.begin(), start.end());
        constexpr std::size_t most_rounds = 100'000;
        double before = std::numeric_limits<double>::infinity();
        for (;;) {
            ++out.rounds;
            const double change = total([&](std::size_t i) {
                const double value = heard(i, out.reached, start[i]);
                return std::fabs(value - std::exchange(out.reached[i], value));
            });
            if (change > 0 && change * most_ / (1 - most_) > near * size && out.rounds < most_rounds) continue;
            out.error =
                total([&](std::size_t i) { return std::fabs(heard(i, out.reached, start[i]) - out.reached[i]); }) /
                (1 - most_);
            // Near enough, or down to rounding, or at the end of the rounds.
            if (!(out.error > near * size && out.error < before) || out.rounds >= most_rounds) break;
            before = out.error;
        }
        return out;
    }

private:
    benefit_way way_;
    std::vector<std::size_t> offsets_;
    std::vector<std::uint32_t> heard_;
    std::vector<double> shares_;
    double most_ = 0;
};

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
    return detail::benefit_rows(of, detail::benefit_way::forwards).solve(amounts);
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
