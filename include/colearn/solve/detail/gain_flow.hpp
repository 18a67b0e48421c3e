// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GAIN_FLOW_HPP
#define COLEARN_SOLVE_DETAIL_GAIN_FLOW_HPP

/// @file
/// For a policy reader: moves towards the fairest sharing that keeps to everybody's least and largest amount.
/// For an engineer: a primal-dual interior point method for flows with gains from providers to recipients. What is
/// maximised is a sum of concave functions of what arrives; sums of flows have bounds.
/// Each step solves a system of the size of the providers, since recipients are only joined through them.
/// Source: Mehrotra, "On the implementation of a primal-dual interior point method", SIAM Journal on Optimization 2
/// (1992), for predictor and corrector; Wright, *Primal-Dual Interior-Point Methods* (1997).

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include <colearn/solve/detail/gain_recipient.hpp>
#include <colearn/solve/detail/gain_state.hpp>
#include <colearn/solve/detail/skyline_matrix.hpp>

namespace colearn::detail {

class gain_flow : private gain_state {
public:
    std::size_t steps = 0;

    explicit gain_flow(const gain_flow_problem& in)
        : gain_state(in), sent_(providers_), right_(providers_), step_(providers_),
          matrix_(providers_, in.offsets, in.provider) {
        start();
        // A sharply bent curve is reached from a less bent one: what its best sharing gives is nearer to the answer
        // than any guess.
        constexpr double little_bent = 3;
        constexpr double more_bent = 1.2;
        for (alpha_ = (std::min)(in.alpha, little_bent); alpha_ < in.alpha;
             alpha_ = (std::min)(in.alpha, more_bent * alpha_)) {
            set_multipliers();
            measure();
            constexpr double rough = 1e-2;
            constexpr int most_steps = 40;
            for (int k = 0; k < most_steps; ++k)
                if (!step() || complementarity() < rough * static_cast<double>(who_.size())) break;
            if (!(complementarity() < infinite)) start();
        }
        set_multipliers();
        measure();
    }

    [[nodiscard]] double flow(std::size_t arc) const noexcept { return arcs_[arc].x; }
    /// Multipliers are in a unit of the objective of which `log_unit` is the logarithm.
    [[nodiscard]] double log_unit() const noexcept { return log_unit_; }
    [[nodiscard]] double price(std::size_t j) const noexcept { return left_[j].dual; }
    /// What it would be worth to lift a recipient's cap by one, less the same of lowering its floor.
    [[nodiscard]] double amount_price(std::size_t i) const noexcept { return who_[i].q; }
    /// What one more unit would be worth that arrives.
    [[nodiscard]] double worth(std::size_t i) const noexcept { return who_[i].over.dual; }
    /// The largest violation of a supply, floor, cap or balance, as a share of its size.
    [[nodiscard]] double violation() const noexcept { return violation_; }
    /// Sum of the products of all quantities and their multipliers: the gap, where nothing is violated.
    [[nodiscard]] double complementarity() const {
        double out = 0;
        each_pair([&](const gain_pair& one) { out += one.x * one.dual; });
        return out;
    }

    /// A predictor and a corrector. False when rounding allows no more of them.
    bool step() {
        ++steps;
        assemble();
        const double now = complementarity() / static_cast<double>(pairs_);
        each_pair([](gain_pair& one) { one.second = 0; });
        aim(0);
        const double reach = longest();
        double then = 0;
        each_pair([&](gain_pair& one) {
            then += (one.x + reach * one.dx) * (one.dual + reach * one.dual_change);
            one.second = one.dx * one.dual_change;
        });
        const double share = then / static_cast<double>(pairs_) / now;
        const double goal = now * (std::min)(1.0, share * share * share);
        aim(goal);
        // Products far from the goal are drawn nearer to it, as long as longer steps reward that.
        double length = longest();
        constexpr int most_corrections = 4;
        for (int k = 0; k < most_corrections && length < .95; ++k) {
            keep_direction();
            const double trial = (std::min)(1.0, length + .3);
            each_pair([&](gain_pair& one) {
                const double product = (one.x + trial * one.dx) * (one.dual + trial * one.dual_change);
                one.second += product - std::clamp(product, .1 * goal, 10 * goal);
            });
            aim(goal);
            const double longer = longest();
            if (longer < length + .03) {
                if (longer < length) restore_direction();
                length = (std::max)(longer, length);
                break;
            }
            length = longer;
        }
        constexpr double of_longest = 0.995;
        length = (std::min)(1.0, of_longest * length);
        // Nor so far that worths are no longer those of what is counted.
        const double allowed = (std::max)(.5, .5 * alpha_);
        const double off = (std::max)(allowed, off_curve(0));
        while (length > 1e-9 && !(off_curve(length) <= off)) length *= .7;
        double after = 0;
        each_pair(
            [&](const gain_pair& one) { after += (one.x + length * one.dx) * (one.dual + length * one.dual_change); });
        if (!(length > 1e-9 && after < infinite)) return false; // nor where something is no number
        move(length);
        measure();
        return true;
    }

private:
    void measure() {
        std::fill(sent_.begin(), sent_.end(), 0.0);
        for (std::size_t a = 0; a < arcs_.size(); ++a) sent_[in_.provider[a]] += arcs_[a].x;
        violation_ = 0;
        const auto off = [&](double by, double size) {
            if (by > 0) violation_ = (std::max)(violation_, by / size);
        };
        for (std::size_t j = 0; j < providers_; ++j) {
            off(sent_[j] - in_.supply[j], in_.supply[j]);
            if (in_.exhausted[j] != 0) off(in_.supply[j] - sent_[j], in_.supply[j]);
        }
        for (std::size_t i = 0; i < who_.size(); ++i) {
            auto& one = who_[i];
            std::tie(one.sent, one.arrived) = sums(i);
            off(in_.floors[i] - one.sent, in_.floors[i]);
            off(one.sent - in_.caps[i], in_.caps[i]);
        }
    }

    // The system of a step: what recipients do is put into the rows of their providers.
    void assemble() {
        matrix_.clear();
        for (std::size_t j = 0; j < providers_; ++j)
            matrix_.row(matrix_.place(j))[matrix_.place(j)] = in_.exhausted[j] != 0 ? 0 : left_[j].give();
        for (std::size_t i = 0; i < who_.size(); ++i) {
            auto& one = who_[i];
            const auto first = in_.offsets[i];
            const auto last = in_.offsets[i + 1];
            const bool bounded = one.floored || one.capped;
            one.give_sent = bounded ? 1 / ((one.capped ? one.below.dual / one.below.x : 0) +
                                           (one.floored ? one.above.dual / one.above.x : 0))
                                    : 0;
            one.give_worth = one.sated ? one.over.give() : 0;
            if (one.wants) {
                const double value = one.over.dual + (one.sated ? one.lacks.dual : 0);
                one.off = value * std::clamp(std::log(marginal(i, one.counted) / value), -2.0, 2.0);
                one.bend = alpha_ * value / one.counted + (one.sated ? one.lacks.dual / one.lacks.x : 0);
                one.give_worth += 1 / one.bend;
            }
            // 1. The recipient's own two rows: what is sent, and what arrives beyond the mean value times what is sent.
            // So that nothing cancels out, spreads are sums of squares.
            one.sends = bounded || one.fixed;
            one.read(spread_without(i, last));
            if (first == last || !(one.whole > 0)) one.sends = one.wants = false;
            // 2. What is left of them in the rows of its providers.
            for (auto a = first; a < last; ++a) {
                const double d = arcs_[a].give();
                const auto r = matrix_.place(in_.provider[a]);
                const double part = d * one.both(in_.value[a], in_.value[a]);
                matrix_.row(r)[r] += d * (part < .5 ? 1 - part : one.determinant(spread_without(i, a)) / one.whole);
                if (!one.sends && !one.wants) continue;
                for (auto b = first; b < a; ++b) {
                    const auto c = matrix_.place(in_.provider[b]);
                    const double less = d * arcs_[b].give() * one.both(in_.value[a], in_.value[b]);
                    if (c == r)
                        matrix_.row(r)[r] -= 2 * less; // parallel arcs
                    else
                        matrix_.row((std::max)(r, c))[(std::min)(r, c)] -= less;
                }
            }
        }
        matrix_.factor();
    }

    // Sums over a recipient's arcs but one.
    [[nodiscard]] gain_sums spread_without(std::size_t i, std::size_t but) const {
        gain_sums out;
        double products = 0;
        for (std::size_t a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a) {
            if (a == but) continue;
            out.sum += arcs_[a].give();
            products += arcs_[a].give() * in_.value[a];
        }
        if (!(out.sum > 0)) return out;
        out.mean = products / out.sum;
        for (std::size_t a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a)
            if (a != but) out.spread += arcs_[a].give() * (in_.value[a] - out.mean) * (in_.value[a] - out.mean);
        return out;
    }
    // From the right-hand sides of all rows to the changes of all multipliers.
    void solve_rows() {
        step_ = right_;
        for (std::size_t i = 0; i < who_.size(); ++i) {
            const auto [dq, dt] = who_[i].multipliers(who_[i].b0, who_[i].b1);
            for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a)
                step_[in_.provider[a]] -= arcs_[a].give() * (dq - (in_.value[a] - who_[i].mean) * dt);
        }
        matrix_.solve(step_);
        for (std::size_t i = 0; i < who_.size(); ++i) {
            auto& one = who_[i];
            double b0 = one.b0;
            double b1 = one.b1;
            for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a) {
                const double less = arcs_[a].give() * step_[in_.provider[a]];
                b0 -= less;
                b1 -= less * (in_.value[a] - one.mean);
            }
            std::tie(one.dq, one.dt) = one.multipliers(b0, b1);
        }
    }
    // The step towards products of `mu`.
    void aim(double mu) {
        for (std::size_t j = 0; j < providers_; ++j)
            right_[j] = sent_[j] - in_.supply[j] + (in_.exhausted[j] != 0 ? 0 : (mu - left_[j].second) / left_[j].dual);
        for (std::size_t i = 0; i < who_.size(); ++i) {
            auto& one = who_[i];
            one.more_sent = in_.floors[i] - one.sent; // of a fixed amount
            if (one.floored || one.capped) {
                double push = 0;
                if (one.capped)
                    push += (mu - one.below.second - one.below.dual * (in_.caps[i] - one.sent)) / one.below.x;
                if (one.floored)
                    push -= (mu - one.above.second - one.above.dual * (one.sent - in_.floors[i])) / one.above.x;
                one.more_sent = -one.give_sent * push;
            }
            one.more_worth = one.counted - one.arrived;
            if (one.sated) one.more_worth += (mu - one.over.second) / one.over.dual;
            if (one.wants) {
                double push = one.off;
                if (one.sated) push -= (mu - one.lacks.second) / one.lacks.x - one.lacks.dual;
                one.more_worth += push / one.bend;
            }
            one.b0 = one.sends ? -one.more_sent : 0;
            one.b1 = (one.wants ? -one.more_worth : 0) - one.mean * one.b0;
            for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a) {
                const auto& arc = arcs_[a];
                const double push = arc.give() * ((mu - arc.second) / arc.x - reduced(i, a));
                right_[in_.provider[a]] += push;
                one.b0 += push;
                one.b1 += push * (in_.value[a] - one.mean);
            }
        }
        solve_rows();
        // What follows from the multipliers' changes.
        for (std::size_t j = 0; j < providers_; ++j) left_[j].follow_dual(mu, step_[j]);
        for (std::size_t i = 0; i < who_.size(); ++i) {
            auto& one = who_[i];
            const double dsent = one.give_sent * (one.dq + one.mean * one.dt) + one.more_sent;
            if (one.capped) one.below.follow_quantity(mu, in_.caps[i] - one.sent - one.below.x - dsent);
            if (one.floored) one.above.follow_quantity(mu, one.sent - in_.floors[i] - one.above.x + dsent);
            one.over.dual_change = one.dt;
            if (one.sated) one.over.follow_dual(mu, one.dt);
            if (one.wants) {
                double push = one.off - one.dt;
                if (one.sated) push -= (mu - one.lacks.second) / one.lacks.x - one.lacks.dual;
                one.dcounted = push / one.bend;
                if (one.sated) one.lacks.follow_quantity(mu, -one.dcounted);
            }
            for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a) {
                const double change = step_[in_.provider[a]] + one.dq - (in_.value[a] - one.mean) * one.dt;
                arcs_[a].follow_dual(mu, reduced(i, a) - arcs_[a].dual + change);
            }
        }
    }
    void keep_direction() {
        kept_.clear();
        each_pair([&](const gain_pair& one) {
            kept_.push_back(one.dx);
            kept_.push_back(one.dual_change);
        });
        for (const auto& one : who_) {
            kept_.push_back(one.dq);
            kept_.push_back(one.dt);
            kept_.push_back(one.dcounted);
        }
        kept_.insert(kept_.end(), step_.begin(), step_.end());
    }
    void restore_direction() {
        auto from = kept_.begin();
        each_pair([&](gain_pair& one) {
            one.dx = *from++;
            one.dual_change = *from++;
        });
        for (auto& one : who_) {
            one.dq = *from++;
            one.dt = *from++;
            one.dcounted = *from++;
            if (one.wants && !one.sated) one.over.dual_change = one.dt;
        }
        for (auto& one : step_) one = *from++;
    }
    [[nodiscard]] double reduced(std::size_t i, std::size_t a) const {
        return left_[in_.provider[a]].dual + who_[i].q - in_.value[a] * who_[i].over.dual;
    }

    // How far the step can go until something is 0.
    [[nodiscard]] double longest() const {
        double out = 1e10;
        const auto keep = [&](double x, double dx) {
            if (dx < 0) out = (std::min)(out, -x / dx);
        };
        each_pair([&](const gain_pair& one) {
            keep(one.x, one.dx);
            keep(one.dual, one.dual_change);
        });
        for (const auto& one : who_)
            if (one.wants) {
                if (alpha_ > 0) keep(one.counted, (std::max)(1.0, alpha_) * one.dcounted);
                if (!one.sated) keep(one.over.dual, one.over.dual_change);
            }
        return (std::min)(out, 1.0);
    }
    // How far worths would be from those on the curves, as the logarithm of a ratio.
    [[nodiscard]] double off_curve(double length) const {
        double out = 0;
        for (std::size_t i = 0; i < who_.size(); ++i) {
            const auto& one = who_[i];
            if (!one.wants) continue;
            double worth = one.over.dual + length * one.over.dual_change;
            double counted = one.counted + length * one.dcounted;
            if (one.sated) {
                worth += one.lacks.dual + length * one.lacks.dual_change;
                counted = in_.enough[i] - (one.lacks.x + length * one.lacks.dx);
            }
            out = (std::max)(out, std::fabs(std::log(marginal(i, counted) / worth)));
        }
        return out;
    }
    void move(double length) {
        for (std::size_t j = 0; j < providers_; ++j)
            if (in_.exhausted[j] != 0) left_[j].dual += length * step_[j];
        each_pair([&](gain_pair& one) {
            one.x += length * one.dx;
            one.dual += length * one.dual_change;
        });
        for (std::size_t i = 0; i < who_.size(); ++i) {
            auto& one = who_[i];
            one.q = one.fixed ? one.q + length * (one.dq + one.mean * one.dt)
                              : (one.capped ? one.below.dual : 0) - (one.floored ? one.above.dual : 0);
            if (!one.wants) continue;
            if (one.sated) { // by what lacks, which may be far smaller than rounding of what counts
                one.counted = in_.enough[i] - one.lacks.x;
            } else {
                one.counted += length * one.dcounted;
                one.over.dual += length * one.dt;
            }
        }
    }

    std::vector<double> sent_;
    std::vector<double> right_;
    std::vector<double> step_;
    std::vector<double> kept_;
    double violation_ = 0;
    skyline_matrix matrix_;
};

} // namespace colearn::detail

#endif
