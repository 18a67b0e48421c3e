// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_DETAIL_PASSED_BENEFIT_HPP
#define COLEARN_ALLOCATION_DETAIL_PASSED_BENEFIT_HPP

/// @file
/// The benefit of what reaches everyone, with what is passed on: its value and slopes, whom a part reaches on the way,
/// and prices near the slopes from which bounds are made.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/benefit_curve.hpp>
#include <colearn/allocation/spill_over.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn::detail {

/// Somebody whom a part given elsewhere reaches.
struct reached_one {
    std::uint32_t who = 0;
    double share = 0; // of the part
    double rise = 0;  // share of what its benefit still lacks that a whole grant brings; exponential benefit
};

/// The sum of a b(y / n), y in parts: what it is, how it rises, and prices for bounds of it.
class passed_benefit {
public:
    passed_benefit(const allocation_problem& of, const benefit_curve& curve, benefit_weight weight)
        : curve_(&curve), forwards_(of, benefit_way::forwards), backwards_(of, benefit_way::backwards) {
        for (const auto& one : of.recipients) {
            const double need = one.total_need() * static_cast<double>(of.what.parts);
            const double a = weight_of(one, weight);
            need_.push_back(need > 0 && a > 0 ? need : 0);
            weight_.push_back(a);
        }
    }
    /// What reaches everyone of these amounts.
    [[nodiscard]] spill_over_result reached_by(std::span<const double> amounts, double near = 1e-13) const {
        return forwards_.solve(amounts, near);
    }
    /// What a part at each brings, where one part more of what reaches each brings so much there.
    [[nodiscard]] spill_over_result worth_of(std::span<const double> slopes, double near = 1e-13) const {
        return backwards_.solve(slopes, near);
    }
    [[nodiscard]] double at(std::size_t i, double parts) const {
        return need_[i] > 0 ? weight_[i] * (*curve_)(parts / need_[i]) : 0;
    }
    [[nodiscard]] double value(std::span<const double> y) const {
        double out = 0;
        for (std::size_t i = 0; i < y.size(); ++i) out += at(i, y[i]);
        return out;
    }
    /// Of each recipient's benefit, to the right: a supergradient.
    [[nodiscard]] std::vector<double> slopes(std::span<const double> y) const {
        std::vector<double> out(y.size());
        for (std::size_t i = 0; i < y.size(); ++i)
            if (need_[i] > 0) out[i] = weight_[i] / need_[i] * curve_->slope_above(y[i] / need_[i]);
        return out;
    }
    /// Parts with which the benefit that each has of one more falls by a factor of e; of those who need nothing, who
    /// have it by what they pass on, the mean.
    [[nodiscard]] std::vector<double> falls() const {
        double sum = 0;
        std::size_t needy = 0;
        for (const double one : need_) {
            sum += one;
            needy += one > 0 ? 1 : 0;
        }
        std::vector<double> out(need_.size(), 1);
        for (std::size_t i = 0; i < out.size() && needy > 0; ++i)
            out[i] = curve_->scale * (need_[i] > 0 ? need_[i] : sum / static_cast<double>(needy));
        return out;
    }
    /// From here on, what reaches everyone is kept.
    void start(std::vector<double> reached) {
        reached_ = std::move(reached);
        lacks_.assign(reached_.size(), 0);
        for (std::size_t i = 0; i < lacks_.size(); ++i) read(i);
    }
    [[nodiscard]] const std::vector<double>& reached() const noexcept { return reached_; }
    [[nodiscard]] double gain(std::span<const reached_one> reach, double parts, bool whole_grant) const {
        double out = 0;
        if (whole_grant && curve_->corners.empty())
            for (const auto& one : reach) out += rounded(lacks_[one.who] * one.rise);
        else
            for (const auto& one : reach)
                out += at(one.who, reached_[one.who] + rounded(one.share * parts)) - at(one.who, reached_[one.who]);
        return out;
    }
    void add(std::span<const reached_one> reach, double parts, bool whole_grant) {
        for (const auto& one : reach) {
            reached_[one.who] += rounded(one.share * parts);
            if (whole_grant)
                lacks_[one.who] *= 1 - one.rise;
            else
                read(one.who);
        }
    }
    /// Whom a part reaches, and how much of it, without what is less than 1 in 1,000 on any way: only the choice of
    /// grants rests on it, not what is said of the outcome.
    [[nodiscard]] std::vector<reached_one> reach_of(std::uint32_t from, double grant) {
        std::vector<reached_one> out;
        sum_.resize(need_.size(), 0);
        std::vector<std::pair<std::uint32_t, double>> way{{from, 1.0}};
        for (std::size_t q = 0; q < way.size(); ++q) {
            const auto [i, amount] = way[q];
            if (sum_[i] == 0) out.push_back({i});
            sum_[i] += amount;
            backwards_.for_each(i, [&, amount = amount](std::uint32_t to, double share) {
                if (amount * share > 1e-3) way.emplace_back(to, amount * share);
            });
        }
        for (auto& one : out) {
            one.share = std::exchange(sum_[one.who], 0.0);
            if (curve_->corners.empty() && need_[one.who] > 0)
                one.rise = 1 - reproducible_exp(-one.share * grant / (need_[one.who] * curve_->scale));
        }
        return out;
    }
    /// Prices of what reaches everyone, near the slopes, at which no part given is worth more than the level, and
    /// what it is worth: w = min(level, slope + what those whom it is passed on to make of it), in a few sweeps from
    /// above, and p = w - W w, W with a row for each who passes on. Wherever the sweeps end, (I - W)^-1 p is w.
    [[nodiscard]] std::pair<std::vector<double>, std::vector<double>>
    prices_below(double level, std::span<const std::uint8_t> capped, std::span<const double> slopes,
                 std::span<const double> worth) const {
        std::vector<double> worths(worth.begin(), worth.end());
        const auto cut = [&](std::size_t i, double one) { return capped[i] == 0 ? (std::min)(level, one) : one; };
        for (std::size_t i = 0; i < worths.size(); ++i) worths[i] = cut(i, worths[i]);
        std::vector<double> prices(slopes.size());
        for (int sweep = 0; sweep < 8; ++sweep)
            for (std::size_t i = 0; i < prices.size(); ++i) worths[i] = cut(i, backwards_.heard(i, worths, slopes[i]));
        // where a price would be below 0; that makes a part worth more, at most by so much in all
        double raised = 0;
        for (std::size_t i = 0; i < prices.size(); ++i) {
            prices[i] = worths[i] - backwards_.heard(i, worths);
            raised = (std::max)(raised, -prices[i]);
            prices[i] = (std::max)(0.0, prices[i]);
        }
        for (double& one : worths) one += raised / (1 - backwards_.most_passed());
        return {std::move(prices), std::move(worths)};
    }
    /// The most that the sum of benefits can be above the worth of what reaches everyone, at these prices of a part.
    [[nodiscard]] double above(std::span<const double> prices) const {
        double out = 0;
        for (std::size_t i = 0; i < need_.size(); ++i) {
            if (need_[i] == 0) continue;
            double most = 0;
            if (!curve_->corners.empty()) {
                for (const auto& one : curve_->corners)
                    most = (std::max)(most, weight_[i] * one.benefit - prices[i] * (one.share * need_[i]));
            } else if (const double scale = need_[i] * curve_->scale; !(prices[i] > 0)) {
                most = weight_[i];
            } else if (const double size = weight_[i] / (scale * prices[i]); size > 1) {
                most = weight_[i] - prices[i] * scale * (1 + reproducible_log(size));
            }
            out += (std::max)(most, 0.0);
        }
        return out;
    }

private:
    void read(std::size_t i) {
        if (curve_->corners.empty() && need_[i] > 0)
            lacks_[i] = weight_[i] * reproducible_exp(-reached_[i] / (need_[i] * curve_->scale));
    }
    const benefit_curve* curve_;
    std::vector<double> need_; // in parts; 0: does not count
    std::vector<double> weight_;
    benefit_rows forwards_;
    benefit_rows backwards_;
    std::vector<double> reached_;
    std::vector<double> lacks_; // exponential benefit: a exp(-y / (n scale))
    std::vector<double> sum_;   // room for reach_of
};

} // namespace colearn::detail

#endif
