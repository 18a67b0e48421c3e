// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GAIN_STATE_HPP
#define COLEARN_SOLVE_DETAIL_GAIN_STATE_HPP

/// @file
/// For a policy reader: a first guess of a fair sharing and of its prices.
/// For an engineer: what an interior point method for flows with gains moves, and where it starts from: quantities that
/// all are positive, and multipliers that suit them.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include <colearn/solve/detail/gain_recipient.hpp>

namespace colearn::detail {

class gain_state {
protected:
    static constexpr double infinite = std::numeric_limits<double>::infinity();

    explicit gain_state(const gain_flow_problem& in)
        : in_(in), providers_(in.supply.size()), arcs_(in.provider.size()), left_(providers_),
          who_(in.offsets.size() - 1) {}

    // All quantities with their multipliers.
    template <class Visit>
    void each_pair(Visit visit) {
        visit_pairs(*this, visit);
    }
    template <class Visit>
    void each_pair(Visit visit) const {
        visit_pairs(*this, visit);
    }

    // Everyone gets an equal part of half of what each provider has, within its bounds.
    void start() {
        std::vector<double> asked(providers_);
        for (const auto j : in_.provider) asked[j] += 1;
        for (std::size_t a = 0; a < arcs_.size(); ++a)
            arcs_[a].x = .5 * in_.supply[in_.provider[a]] / asked[in_.provider[a]];
        for (std::size_t i = 0; i < who_.size(); ++i) {
            auto& one = who_[i];
            const double floor = in_.floors[i];
            const double cap = in_.caps[i];
            const double sent = sums(i).first;
            const double most = cap < infinite ? .5 * (floor + cap) : sent;
            const double least = (std::min)(1.5 * floor, most);
            const double scale = sent > most ? most / sent : sent < least ? least / sent : 1.0;
            if (sent > 0)
                for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a) arcs_[a].x *= scale;
            one.fixed = floor == cap;
            one.floored = floor > 0 && !one.fixed;
            one.capped = cap < infinite && !one.fixed;
            one.wants = in_.log_weight[i] > -infinite;
            one.sated = one.wants && in_.enough[i] < infinite;
            one.straight = one.wants && !one.sated && in_.alpha == 0;
            if (one.straight) one.wants = false; // a unit is always worth the same
            const double u = sums(i).second;
            one.counted = one.sated ? (std::min)(.9 * u, .5 * in_.enough[i]) : u;
            one.lacks.dual = 0;
        }
    }

    // Multipliers that suit the quantities, and room for what has a bound.
    void set_multipliers() {
        // Whoever has enough pays no more than others: at the worth of what it has, it would.
        const auto has_enough = [&](const gain_recipient& one) { return one.sated && one.lacks.dual > one.over.dual; };
        // The mean worth of what counts is 1: of those who still want more, or of all where nobody does.
        log_unit_ = 0;
        for (const bool sated : {false, true}) {
            double largest = -infinite;
            double all = 0;
            const auto counts = [&](const gain_recipient& one) {
                return (one.straight || one.wants) && (sated || !has_enough(one));
            };
            for (std::size_t i = 0; i < who_.size(); ++i)
                if (counts(who_[i])) largest = (std::max)(largest, log_worth(i));
            if (largest == -infinite) continue;
            log_unit_ = largest;
            for (std::size_t i = 0; i < who_.size(); ++i)
                if (counts(who_[i])) all += std::exp(log_worth(i));
            log_unit_ += std::log(all / static_cast<double>(who_.size()));
            break;
        }
        std::vector<double> paid(providers_);
        std::vector<double> sold(providers_);
        for (std::size_t i = 0; i < who_.size(); ++i) {
            auto& one = who_[i];
            const bool pays = one.straight || (one.wants && !has_enough(one));
            if (one.straight) {
                one.over.dual = marginal(i, 1);
            } else if (pays) {
                const double worth = marginal(i, one.counted);
                one.over.dual = one.sated ? .5 * worth : worth;
                if (one.sated) one.lacks = {in_.enough[i] - one.counted, .5 * worth};
            }
            for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a) {
                if (pays) paid[in_.provider[a]] += arcs_[a].x * in_.value[a] * one.over.dual;
                sold[in_.provider[a]] += arcs_[a].x;
            }
        }
        const double all_paid = std::accumulate(paid.begin(), paid.end(), 0.0);
        const double all_sold = std::accumulate(sold.begin(), sold.end(), 0.0);
        const double usual = all_paid > 0 ? all_paid / all_sold : 1.0;
        for (std::size_t j = 0; j < providers_; ++j) {
            left_[j].dual = paid[j] > 0 ? (std::max)(paid[j] / sold[j], 1e-3 * usual) : usual;
            left_[j].x = (std::max)(in_.supply[j] - sold[j], .1 * in_.supply[j]);
        }
        pairs_ = 0;
        for (std::size_t i = 0; i < who_.size(); ++i) {
            auto& one = who_[i];
            const double sent = sums(i).first;
            double cheapest = infinite;
            for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a)
                cheapest = (std::min)(cheapest, left_[in_.provider[a]].dual);
            double most = 0; // of what a unit may be worth at these prices
            for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a)
                most = (std::max)(most, in_.value[a] / left_[in_.provider[a]].dual);
            if (!one.wants) {
                if (!one.straight) one.over.dual = 0;
            } else if (has_enough(one)) {
                const double worth = marginal(i, one.counted);
                one.over.dual = (std::min)(.5 * worth, .5 / most);
                one.lacks.dual = worth - one.over.dual;
                one.lacks.x = .1 * (std::min)(one.counted, one.over.dual * sums(i).second / one.lacks.dual);
                one.counted = in_.enough[i] - one.lacks.x;
            } else if (alpha_ > 0 && one.over.dual < .5 / most) {
                // It has more than it would pay for.
                one.over.dual = .5 / most;
                if (one.sated) one.lacks.dual = .5 / most;
            }
            if (one.sated) {
                const double u = sums(i).second;
                one.over.x = (std::max)(.1 * u, u - one.counted);
            }
            for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a) {
                const double price = left_[in_.provider[a]].dual;
                arcs_[a].dual = (std::max)(price - in_.value[a] * one.over.dual, .3 * price);
            }
            one.above = {(std::max)(sent - in_.floors[i], .1 * sent), .3 * cheapest};
            one.below = {(std::max)(in_.caps[i] - sent, .1 * sent), .3 * cheapest};
            one.q = (one.capped ? one.below.dual : 0) - (one.floored ? one.above.dual : 0);
        }
        each_pair([&](const gain_pair&) { ++pairs_; });
    }
    // What all that counts of i's would be worth at its marginal worth.
    [[nodiscard]] double log_worth(std::size_t i) const {
        return in_.log_weight[i] + (1 - alpha_) * std::log(who_[i].counted) - log_unit_;
    }

    [[nodiscard]] double marginal(std::size_t i, double counted) const {
        return std::exp(in_.log_weight[i] - (alpha_ == 0 ? 0 : alpha_ * std::log(counted)) - log_unit_);
    }
    [[nodiscard]] std::pair<double, double> sums(std::size_t i) const {
        double sent = 0;
        double arrived = 0;
        for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a) {
            sent += arcs_[a].x;
            arrived += in_.value[a] * arcs_[a].x;
        }
        return {sent, arrived};
    }

    const gain_flow_problem& in_;
    std::size_t providers_;
    std::vector<gain_pair> arcs_;
    std::vector<gain_pair> left_; // of providers: what they keep, and their price
    std::vector<gain_recipient> who_;
    std::size_t pairs_ = 0;
    double alpha_ = 1; // of the curves for the moment
    double log_unit_ = 0;

private:
    template <class Self, class Visit>
    static void visit_pairs(Self& self, Visit visit) {
        for (auto& one : self.arcs_) visit(one);
        for (std::size_t j = 0; j < self.providers_; ++j)
            if (self.in_.exhausted[j] == 0) visit(self.left_[j]);
        for (auto& one : self.who_) {
            if (one.floored) visit(one.above);
            if (one.capped) visit(one.below);
            if (one.sated) visit(one.over);
            if (one.sated) visit(one.lacks);
        }
    }
};

} // namespace colearn::detail

#endif
