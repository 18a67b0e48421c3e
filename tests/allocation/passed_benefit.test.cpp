// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <colearn/allocation/detail/passed_benefit.hpp>
#include <colearn/allocation/spill_over.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace passed_benefit_test {

using namespace allocation_test;

// Schools in need, some without, with ties among them.
allocation_problem drawn_problem(random_stream& draw) {
    allocation_problem of;
    const auto n = 2 + static_cast<std::size_t>(uniform_index(draw, 6));
    for (std::size_t i = 0; i < n; ++i) {
        allocation_recipient one;
        one.name = std::to_string(i);
        one.pupils = uniform(draw, 50, 500);
        if (uniform(draw) < .8) one.need = {{uniform(draw, 100, 2'000), 1, 0}};
        of.recipients.push_back(one);
    }
    of.providers.push_back({"b", "Budget", {}, 5'000});
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (i != j && uniform(draw) < .5)
                of.spill_over.push_back({recipient(i), recipient(j), uniform(draw, 0, .8 / static_cast<double>(n))});
    return of;
}

std::vector<double> drawn_amounts(random_stream& draw, std::size_t n) {
    std::vector<double> out;
    for (std::size_t i = 0; i < n; ++i) out.push_back(uniform(draw, 0, 2'000));
    return out;
}

TEST_CASE("slopes are those of the value, and a grant adds what the value says", "[passed_benefit]") {
    for (std::uint64_t item = 0; item < 60; ++item) {
        random_stream draw(3, item);
        const auto of = drawn_problem(draw);
        const auto n = of.recipients.size();
        benefit_curve curve;
        if (item % 3 == 0) curve.corners = {{.5, .7}, {1, 1}};
        detail::passed_benefit total(of, curve, benefit_weight::pupils);
        const auto given = drawn_amounts(draw, n);
        const auto y = total.reached_by(given).reached;
        const auto slopes = total.slopes(y);
        for (std::size_t i = 0; i < n; ++i) {
            auto more = y;
            more[i] += 1e-3;
            CHECK((total.value(more) - total.value(y)) / 1e-3 == Approx(slopes[i]).epsilon(1e-4).margin(1e-6));
        }
        // A grant of 100 to the first: reach leaves out what is under 1 in 1,000.
        total.start(y);
        const auto reach = total.reach_of(0, 100);
        CHECK(reach.front().who == 0);
        auto later = given;
        later[0] += 100;
        const double before = total.value(y);
        const double after = total.value(total.reached_by(later).reached);
        const double gain = total.gain(reach, 100, true);
        CHECK(gain == Approx(after - before).epsilon(.1).margin(1e-9));
        CHECK(gain <= after - before + 1e-9 * before);
        CHECK(total.gain(reach, 100, false) == Approx(gain).margin(1e-9));
        total.add(reach, 100, true);
        CHECK(total.value(total.reached()) == Approx(before + gain));
        total.start(y);
        total.add(reach, 100, false);
        CHECK(total.value(total.reached()) == Approx(before + gain));
    }
}

TEST_CASE("prices below a level bound every division's benefit", "[passed_benefit]") {
    int cut = 0;
    for (std::uint64_t item = 0; item < 200; ++item) {
        random_stream draw(4, item);
        const auto of = drawn_problem(draw);
        const auto n = of.recipients.size();
        benefit_curve curve;
        if (item % 3 == 0) curve.corners = {{.5, .7}, {1, 1}};
        const detail::passed_benefit total(of, curve, benefit_weight::pupils);
        const auto y = total.reached_by(drawn_amounts(draw, n)).reached;
        const auto slopes = total.slopes(y);
        const auto worth = total.worth_of(slopes).reached;
        std::vector<std::uint8_t> capped(n);
        if (item % 2 == 0) capped[0] = 1;
        const double level = *std::max_element(worth.begin(), worth.end()) * uniform(draw, .3, 1);
        const auto [prices, worths] = total.prices_below(level, capped, slopes, worth);
        const auto exact = total.worth_of(prices).reached;
        const bool raised = std::any_of(prices.begin(), prices.end(), [](double one) { return one == 0; });
        for (std::size_t i = 0; i < n; ++i) {
            CHECK(prices[i] >= 0);
            CHECK(worths[i] >= exact[i] * (1 - 1e-9) - 1e-12);
            if (raised || capped[i] != 0) continue;
            CHECK(worths[i] <= level * (1 + 1e-9));
            cut += worth[i] > level ? 1 : 0;
        }
        const double above = total.above(prices);
        for (int other = 0; other < 20; ++other) {
            const auto z = drawn_amounts(draw, n);
            double worth_of = 0;
            for (std::size_t i = 0; i < n; ++i) worth_of += worths[i] * z[i];
            CHECK(total.value(total.reached_by(z).reached) <= (above + worth_of) * (1 + 1e-9));
        }
    }
    CHECK(cut > 50);
}

} // namespace passed_benefit_test
