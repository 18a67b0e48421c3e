// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GAIN_RECIPIENT_HPP
#define COLEARN_SOLVE_DETAIL_GAIN_RECIPIENT_HPP

/// @file
/// For a policy reader: what one recipient asks for in a fair sharing, at the prices of the moment.
/// For an engineer: the columns of a flow with gains, and a recipient's rows of a Newton step's system. They are
/// written about the mean value of the recipient's arcs, so that nothing cancels out that matters.

#include <cstdint>
#include <utility>
#include <vector>

namespace colearn::detail {

/// Arcs by recipient; numbers of moderate size.
struct gain_flow_problem {
    double alpha = 1;                      // of the curves
    std::vector<double> supply{};          // by provider, positive
    std::vector<std::uint8_t> exhausted{}; // by provider: it gives all; its price has no sign
    std::vector<std::uint32_t> offsets{};  // by recipient, into the two below
    std::vector<std::uint32_t> provider{}; // by arc
    std::vector<double> value{};           // by arc: what a unit arrives as
    std::vector<double> floors{};          // by recipient: least amount
    std::vector<double> caps{};            // largest amount; infinite: none; its floor: just that amount
    std::vector<double> enough{};          // what arrives beyond it counts for nothing; infinite: all counts
    std::vector<double> log_weight{};      // of its curve; -infinity: what arrives counts for nothing
};

/// A quantity that must stay above 0, and the multiplier that pushes it away from there. A step aims at a product
/// `aim`.
struct gain_pair {
    double x = 1;
    double dual = 1;
    double dx = 0;
    double dual_change = 0;
    double second = 0; // product of the predictor's changes, which a straight step neglects

    [[nodiscard]] double give() const noexcept { return x / dual; }
    void follow_dual(double aim, double change) noexcept {
        dual_change = change;
        dx = (aim - second) / dual - x - give() * change;
    }
    void follow_quantity(double aim, double change) noexcept {
        dx = change;
        dual_change = (aim - second) / x - dual - dual / x * change;
    }
};

/// Sums over arcs, each counted with how much its flow would give way to a price.
struct gain_sums {
    double sum = 0;
    double mean = 0;   ///< of values
    double spread = 0; ///< of values about it, squared
};

/// A recipient as the search knows it, and its part of a step's system: a row of what is sent, where it has a bound,
/// and one of what arrives, where that counts.
struct gain_recipient {
    gain_pair above; // what it gets above its floor
    gain_pair below; // and below its cap
    gain_pair over;  // what arrives and does not count; the multiplier is the worth of a unit that arrives
    gain_pair lacks; // what of enough does not arrive
    double counted = 1;
    double q = 0; // dual of `below` less that of `above`; of a fixed amount that of both
    double sent = 0;
    double arrived = 0;
    bool floored = false;
    bool capped = false;
    bool fixed = false;
    bool wants = false;    // what arrives counts, by a curve
    bool straight = false; // by a straight line without end: its worth never changes
    bool sated = false;    // up to `enough`
    // A step: the change of what is sent is give_sent dq + more_sent, of what arrives more_worth - give_worth dt.
    double give_sent = 0;
    double more_sent = 0;
    double give_worth = 0;
    double more_worth = 0;
    double bend = 0; // - change of the worth of a unit for each unit more that counts
    double off = 0;
    bool sends = false; // there is a row of what is sent
    double mean = 0;    // value of its arcs
    double sum = 0;
    double centred = 0;
    double whole = 1; // determinant of the rows
    double b0 = 0;    // right-hand sides, of what is sent and of what arrives beyond the mean
    double b1 = 0;
    double dq = 0;
    double dt = 0;
    double dcounted = 0;

    /// Takes the sums over all of its arcs.
    void read(const gain_sums& of) {
        mean = of.mean;
        sum = of.sum;
        centred = of.spread + give_worth;
        whole = determinant(of);
    }
    /// Of its rows, with these arcs.
    [[nodiscard]] double determinant(const gain_sums& of) const {
        const double squares = of.spread + of.sum * of.mean * of.mean + give_worth;
        if (!sends) return wants ? squares : 1;
        if (!wants) return of.sum + give_sent;
        return of.sum * (of.spread + give_worth) + give_sent * squares;
    }
    /// (1, v) times the inverse of its rows times (1, w), for two values v and w.
    [[nodiscard]] double both(double v, double w) const {
        if (!sends) return wants ? v * w / whole : 0;
        if (!wants) return 1 / whole;
        return (centred + sum * (v - mean) * (w - mean) + give_sent * v * w) / whole;
    }
    /// The changes of its multipliers, of what is sent at the mean value and of what arrives, for the right-hand sides
    /// of what is sent and of what arrives beyond the mean value times that.
    [[nodiscard]] std::pair<double, double> multipliers(double sent_side, double spread_side) const {
        if (!sends) {
            const double change = wants ? -(spread_side + mean * sent_side) / whole : 0;
            return {-mean * change, change};
        }
        if (!wants) return {sent_side / whole, 0};
        const double k = give_sent;
        return {((centred + k * mean * mean) * sent_side + k * mean * spread_side) / whole,
                -(k * mean * sent_side + (sum + k) * spread_side) / whole};
    }
};

} // namespace colearn::detail

#endif
