// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/solve/detail/gain_recipient.hpp>

#include "support/catch.hpp"

namespace gain_recipient_test {

using colearn::detail::gain_pair;
using colearn::detail::gain_recipient;
using colearn::detail::gain_sums;

TEST_CASE("a pair follows to the product that it aims at, to first order", "[gain_recipient]") {
    gain_pair one{2, .5};
    one.follow_dual(.3, .1);
    CHECK(one.x * one.dual + one.x * one.dual_change + one.dual * one.dx == Approx(.3));
    one.follow_quantity(.3, .1);
    CHECK(one.dx == .1);
    CHECK(one.x * one.dual + one.x * one.dual_change + one.dual * one.dx == Approx(.3));
}

TEST_CASE("a recipient's rows are inverted about the mean value", "[gain_recipient]") {
    const std::vector<double> d{.5, 2, 1};
    const std::vector<double> v{1, 3, .5};
    gain_sums sums;
    for (std::size_t k = 0; k < 3; ++k) {
        sums.sum += d[k];
        sums.mean += d[k] * v[k];
    }
    sums.mean /= sums.sum;
    for (std::size_t k = 0; k < 3; ++k) sums.spread += d[k] * (v[k] - sums.mean) * (v[k] - sums.mean);
    gain_recipient one;
    one.sends = one.wants = true;
    one.give_sent = .3;
    one.give_worth = .7;
    one.read(sums);
    // The rows as they are: [sum d + k, sum d v; sum d v, sum d v^2 + K].
    double m01 = 0;
    double m11 = one.give_worth;
    for (std::size_t k = 0; k < 3; ++k) {
        m01 += d[k] * v[k];
        m11 += d[k] * v[k] * v[k];
    }
    const double m00 = sums.sum + one.give_sent;
    const double whole = m00 * m11 - m01 * m01;
    CHECK(one.whole == Approx(whole));
    CHECK(one.both(2, 5) == Approx((m11 - 7 * m01 + 10 * m00) / whole));
    const double b0 = .4;
    const double b1 = -1.1; // of what arrives, itself
    const auto [sent, arrived] = one.multipliers(b0, b1 - sums.mean * b0);
    const double q = (m11 * b0 - m01 * b1) / whole;
    const double t = -(m00 * b1 - m01 * b0) / whole;
    CHECK(arrived == Approx(t));
    CHECK(sent == Approx(q - sums.mean * t)); // at the mean value
    one.sends = false;                        // only the row of what arrives
    one.read(sums);
    CHECK(one.both(2, 5) == Approx(10 / m11));
    CHECK(one.multipliers(b0, b1 - sums.mean * b0).second == Approx(-b1 / m11));
    one.sends = true;
    one.wants = false;
    one.read(sums);
    CHECK(one.both(2, 5) == Approx(1 / m00));
    CHECK(one.multipliers(b0, 0).first == Approx(b0 / m00));
}

} // namespace gain_recipient_test
