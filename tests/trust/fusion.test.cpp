// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/trust/fusion.hpp>

#include "support/catch.hpp"

namespace fusion_test {

namespace {

using colearn::averaging_fusion;
using colearn::contract_violation;
using colearn::cumulative_fusion;
using colearn::discount;
using colearn::opinion;

void check_masses(const opinion& got, double belief, double disbelief, double uncertainty, double margin) {
    CHECK(got.belief() == Approx(belief).margin(margin));
    CHECK(got.disbelief() == Approx(disbelief).margin(margin));
    CHECK(got.uncertainty() == Approx(uncertainty).margin(margin));
}

opinion any_opinion(colearn::random_stream& stream) {
    const double b = colearn::gamma(stream, 0.8);
    const double d = colearn::gamma(stream, 0.8);
    const double u = colearn::gamma(stream, 0.8) + 1e-6;
    const double sum = b + d + u;
    return opinion::of_masses(b / sum, d / sum, u / sum, colearn::uniform(stream));
}

} // namespace

TEST_CASE("discounting gives the book's examples", "[fusion]") {
    // Josang, Subjective Logic (2016), equation 14.8
    const auto bob = opinion::of_masses(0.20, 0.40, 0.40, 0.75);
    const auto told = discount(bob, opinion::of_masses(0.45, 0.35, 0.20, 0.25));
    CHECK(bob.expectation() == Approx(0.50));
    check_masses(told, 0.225, 0.175, 0.600, 1e-12);
    CHECK(told.base_rate() == 0.25);
    CHECK(told.expectation() == Approx(0.375));
    // figure 14.6: nothing is known about Bob, but people like him are mostly right
    const auto dinner = discount(opinion::of_masses(0, 0, 1, 0.9), opinion::of_masses(0.95, 0, 0.05, 0.2));
    check_masses(dinner, 0.85, 0, 0.15, 0.006);
    CHECK(dinner.expectation() == Approx(0.88).margin(0.005));
    // table 14.2: three referrals in a row
    const auto each = opinion::of_masses(0.20, 0.10, 0.70, 0.80);
    const double referral = each.expectation() * each.expectation() * each.expectation();
    CHECK(referral == Approx(0.44).margin(0.005));
    const auto chain = discount(referral, opinion::of_masses(0.80, 0.20, 0, 0.10));
    check_masses(chain, 0.35, 0.09, 0.56, 0.005);
    CHECK(chain.expectation() == Approx(0.41).margin(0.005));
}

TEST_CASE("cumulative fusion gives the book's example", "[fusion]") {
    // figure 12.4
    const auto fused =
        cumulative_fusion(opinion::of_masses(0, 0.30, 0.70, 0.70), opinion::of_masses(0.70, 0, 0.30, 0.30));
    check_masses(fused, 0.62, 0.11, 0.27, 0.005);
    CHECK(fused.base_rate() == Approx(0.36).margin(0.005));
    CHECK(fused.expectation() == Approx(0.72).margin(0.005));
}

TEST_CASE("cumulative fusion takes back what unfusion took out in the book", "[fusion]") {
    // chapter 13, page 240
    const auto fused = cumulative_fusion(opinion::of_masses(0.91, 0.03, 0.06), opinion::of_masses(0.70, 0.10, 0.20));
    check_masses(fused, 0.90, 0.05, 0.05, 0.011);
}

TEST_CASE("fusion follows the book's equations in masses", "[fusion]") {
    colearn::random_stream stream(8);
    for (int round = 0; round < 1000; ++round) {
        const auto one = any_opinion(stream);
        const auto other = any_opinion(stream);
        const double u1 = one.uncertainty();
        const double u2 = other.uncertainty();
        // 12.14
        const double k = u1 + u2 - u1 * u2;
        const auto sum = cumulative_fusion(one, other);
        check_masses(sum, (one.belief() * u2 + other.belief() * u1) / k,
                     (one.disbelief() * u2 + other.disbelief() * u1) / k, u1 * u2 / k, 1e-12);
        const double rate =
            (one.base_rate() * u2 + other.base_rate() * u1 - (one.base_rate() + other.base_rate()) * u1 * u2) /
            (u1 + u2 - 2 * u1 * u2);
        CHECK(sum.base_rate() == Approx(rate).epsilon(1e-9));
        // 12.18
        const auto mean = averaging_fusion(one, other);
        check_masses(mean, (one.belief() * u2 + other.belief() * u1) / (u1 + u2),
                     (one.disbelief() * u2 + other.disbelief() * u1) / (u1 + u2), 2 * u1 * u2 / (u1 + u2), 1e-12);
        CHECK(mean.base_rate() == Approx((one.base_rate() + other.base_rate()) / 2));
    }
}

TEST_CASE("evidence adds up to the bit", "[fusion]") {
    // theorem 12.2
    const auto sum = cumulative_fusion(opinion::of({0.1, 3}), opinion::of({0.2, 5}));
    CHECK(sum.seen().positive == 0.1 + 0.2);
    CHECK(sum.seen().negative == 8);
    // theorem 12.3
    CHECK(averaging_fusion(opinion::of({2, 3}), opinion::of({4, 5})) == opinion::of({3, 4}));
}

TEST_CASE("cumulative fusion does not care for order, and ignorance adds nothing", "[fusion]") {
    colearn::random_stream stream(9);
    for (int round = 0; round < 300; ++round) {
        std::vector<opinion> held;
        for (int i = 0; i < 4; ++i) held.push_back(any_opinion(stream));
        const auto all = cumulative_fusion(held);
        auto step = held[2];
        for (const std::size_t i : {0U, 3U, 1U}) step = cumulative_fusion(held[i], step);
        check_masses(step, all.belief(), all.disbelief(), all.uncertainty(), 1e-12);
        CHECK(step.base_rate() == Approx(all.base_rate()).epsilon(1e-9));
        held.push_back(opinion::of({}, 0.99));
        const auto more = cumulative_fusion(held);
        check_masses(more, all.belief(), all.disbelief(), all.uncertainty(), 1e-12);
        CHECK(more.base_rate() == Approx(all.base_rate()));
        // averaging an opinion with itself changes nothing
        const std::vector<opinion> thrice(3, held[0]);
        const auto same = averaging_fusion(thrice);
        check_masses(same, held[0].belief(), held[0].disbelief(), held[0].uncertainty(), 1e-12);
    }
}

TEST_CASE("opinions without uncertainty are the limits of sure ones", "[fusion]") {
    const auto yes = opinion::of_masses(0.9, 0.1, 0, 0.2);
    const auto no = opinion::of_masses(0.2, 0.8, 0, 0.4);
    const auto thin = opinion::of({1, 5});
    check_masses(cumulative_fusion(yes, thin), 0.9, 0.1, 0, 1e-12);
    check_masses(averaging_fusion(yes, thin), 0.9, 0.1, 0, 1e-12);
    check_masses(cumulative_fusion(yes, no), 0.55, 0.45, 0, 1e-12);
    CHECK(cumulative_fusion(yes, no).base_rate() == Approx(0.3));
    const double almost = 1e-9;
    const auto near_yes = opinion::of_masses(0.9 * (1 - almost), 0.1 * (1 - almost), almost, 0.2);
    const auto near_no = opinion::of_masses(0.2 * (1 - almost), 0.8 * (1 - almost), almost, 0.4);
    check_masses(cumulative_fusion(near_yes, near_no), 0.55, 0.45, 0, 1e-8);
    check_masses(averaging_fusion(near_yes, near_no), 0.55, 0.45, 0, 1e-8);
    CHECK(cumulative_fusion(near_yes, near_no).base_rate() == Approx(0.3));
}

TEST_CASE("distrust in the teller makes a thing unknown, and never its opposite", "[fusion]") {
    colearn::random_stream stream(10);
    const auto enemy = opinion::of_masses(0, 1, 0);
    CHECK(discount(enemy, opinion::of({0, 100})).vacuous());
    CHECK(discount(1.0, opinion::of({7, 3})) == opinion::of({7, 3}));
    for (int round = 0; round < 500; ++round) {
        const auto holder = any_opinion(stream);
        const auto about = any_opinion(stream);
        const auto told = discount(holder, about);
        CHECK(told.belief() <= about.belief() + 1e-15);
        CHECK(told.disbelief() <= about.disbelief() + 1e-15);
        CHECK(told.belief() + told.disbelief() + told.uncertainty() == Approx(1));
        // what is expected lies between what was said and the base rate
        const double low = std::min(about.expectation(), about.base_rate());
        const double high = std::max(about.expectation(), about.base_rate());
        CHECK(told.expectation() >= low - 1e-12);
        CHECK(told.expectation() <= high + 1e-12);
    }
}

TEST_CASE("nothing to fuse and trust beyond 1 are refused", "[fusion]") {
    CHECK_THROWS_AS(cumulative_fusion({}), contract_violation);
    CHECK_THROWS_AS(averaging_fusion({}), contract_violation);
    CHECK_THROWS_AS(discount(1.5, opinion{}), contract_violation);
    CHECK_THROWS_AS(discount(-0.1, opinion{}), contract_violation);
}

} // namespace fusion_test
