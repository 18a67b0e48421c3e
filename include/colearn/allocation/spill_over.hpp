// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_SPILL_OVER_HPP
#define COLEARN_ALLOCATION_SPILL_OVER_HPP

/// @file
/// For a policy reader: what one school learns reaches the schools that trust it: how much reaches each.
/// For an engineer: y = (I - W)^-1 x along benefit ties, solved by iteration with its residual.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <numeric>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/core/vector_register.hpp>
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

    /// Of these numbers, one for each recipient: what this one hears of others.
    [[nodiscard]] double heard(std::size_t i, std::span<const double> numbers, double start = 0) const {
        return heard<1>(i, numbers.data(), {start})[0];
    }

    /// Solves out = start + what is heard of out, to `near` of the size of `start`.
    ///
    /// Gauss and Seidel's sweeps: whoever is computed later hears of those before at once, which halves the rounds. The
    /// error is then read from the residual, in the sum norm forwards and the maximum norm backwards, in which the map
    /// shrinks by the largest sum of shares.
    [[nodiscard]] spill_over_result solve(std::span<const double> start, double near = 1e-13) const {
        return std::move(solve_lanes<1>({start}, near)[0]);
    }

    /// Solves for each of these, to the same bits as alone; four at a time, since a tie that is read serves them all.
    [[nodiscard]] std::vector<spill_over_result> solve_each(std::span<const std::vector<double>> starts,
                                                            double near = 1e-13) const {
        std::vector<spill_over_result> out;
        out.reserve(starts.size());
        for (; starts.size() > 1; starts = starts.subspan((std::min)(lanes_at_once, starts.size()))) {
            std::array<std::span<const double>, lanes_at_once> some; // what is left empty is all 0
            const auto count = (std::min)(lanes_at_once, starts.size());
            for (std::size_t k = 0; k < count; ++k) some[k] = starts[k];
            auto found = solve_lanes<lanes_at_once>(some, near);
            for (std::size_t k = 0; k < count; ++k) out.push_back(std::move(found[k]));
        }
        if (!starts.empty()) out.push_back(solve(starts.front(), near));
        return out;
    }

private:
    static constexpr std::size_t lanes_at_once = 4;

    // Numbers of several questions about one recipient.
    template <std::size_t Lanes>
    using lane_row = std::array<double, Lanes>;

    // `numbers` has a row of lanes for each recipient.
    template <std::size_t Lanes>
    [[nodiscard]] lane_row<Lanes> heard(std::size_t i, const double* numbers, const lane_row<Lanes>& start) const {
        using part = std::conditional_t<Lanes == 1, double, some_doubles>;
        constexpr auto parts = sizeof(lane_row<Lanes>) / sizeof(part);
        // Four sums, so that no addition waits for the last one.
        part sums[4][parts] = {};
        std::memcpy(sums[0], start.data(), sizeof start);
        const auto add = [&](auto k, std::size_t a) {
            const auto* row = numbers + Lanes * heard_[a];
            for_each_register<parts>([&](auto p) {
                part some;
                std::memcpy(&some, row + sizeof(part) / sizeof(double) * p, sizeof some);
                sums[k][p] += rounded(shares_[a] * some);
            });
        };
        auto a = offsets_[i];
        const auto end = offsets_[i + 1];
        for (; a + 4 <= end; a += 4) for_each_register<4>([&](auto k) { add(k, a + k); });
        for_each_register<3>([&](auto k) { // the rest; with no index that varies, sums stay in registers
            if (a + k < end) add(k, a + k);
        });
        for_each_register<parts>([&](auto p) { sums[0][p] = (sums[0][p] + sums[1][p]) + (sums[2][p] + sums[3][p]); });
        lane_row<Lanes> out;
        std::memcpy(out.data(), sums[0], sizeof out);
        return out;
    }

    template <std::size_t Lanes>
    [[nodiscard]] std::array<spill_over_result, Lanes>
    solve_lanes(const std::array<std::span<const double>, Lanes>& starts, double near) const {
        using row = lane_row<Lanes>;
        const auto n = offsets_.size() - 1;
        std::vector<double> start(Lanes * n); // a row of lanes for each recipient
        for (std::size_t lane = 0; lane < Lanes; ++lane)
            for (std::size_t i = 0; i < starts[lane].size(); ++i) start[Lanes * i + lane] = starts[lane][i];
        auto now = start;
        const auto row_of = [](const std::vector<double>& numbers, std::size_t i) {
            row out;
            std::memcpy(out.data(), numbers.data() + Lanes * i, sizeof out);
            return out;
        };
        // The norm of the difference between the two rows that each(i) gives.
        const auto distance = [&](auto each) {
            row sum{};
            for (std::size_t i = 0; i < n; ++i) {
                const auto [one, other] = each(i);
                for (std::size_t lane = 0; lane < Lanes; ++lane) {
                    const double off = std::fabs(one[lane] - other[lane]);
                    sum[lane] = way_ == benefit_way::backwards ? (std::max)(sum[lane], off) : sum[lane] + off;
                }
            }
            return sum;
        };
        const row size = distance([&](std::size_t i) { return std::pair(row_of(start, i), row{}); });

        std::array<spill_over_result, Lanes> out;
        row before;
        before.fill(std::numeric_limits<double>::infinity());
        constexpr std::size_t most_rounds = 100'000;
        std::size_t open = Lanes;
        for (std::size_t round = 1; open > 0; ++round) {
            const row change = distance([&](std::size_t i) {
                const auto last = row_of(now, i);
                const auto next = heard<Lanes>(i, now.data(), row_of(start, i));
                std::memcpy(now.data() + Lanes * i, next.data(), sizeof next);
                return std::pair(next, last);
            });
            // Until a sweep changes next to nothing; then the residual decides.
            const auto settled = [&](std::size_t lane) {
                return out[lane].rounds == 0 &&
                       !(change[lane] > 0 && change[lane] * most_ / (1 - most_) > near * size[lane] &&
                         round < most_rounds);
            };
            bool any = false;
            for (std::size_t lane = 0; lane < Lanes; ++lane) any = any || settled(lane);
            if (!any) continue;
            const row off = distance([&](std::size_t i) {
                return std::pair(heard<Lanes>(i, now.data(), row_of(start, i)), row_of(now, i));
            });
            for (std::size_t lane = 0; lane < Lanes; ++lane) {
                if (!settled(lane)) continue;
                auto& found = out[lane];
                found.error = off[lane] / (1 - most_);
                // Near enough, or down to rounding, or at the end of the rounds.
                if (found.error > near * size[lane] && found.error < before[lane] && round < most_rounds) {
                    before[lane] = found.error;
                    continue;
                }
                found.rounds = round;
                found.reached.resize(n);
                for (std::size_t i = 0; i < n; ++i) found.reached[i] = now[Lanes * i + lane];
                --open;
            }
        }
        return out;
    }

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
