// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include <colearn/allocation/detail/benefit_ascent.hpp>
#include <colearn/allocation/spill_over.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace benefit_ascent_test {

using namespace allocation_test;

// sum a (1 - exp(-y / f)), as the ascent asks for it.
struct smooth_total {
    const allocation_problem* of = nullptr;
    std::vector<double> weights{};
    std::vector<double> falls{};
    [[nodiscard]] spill_over_result reached_by(const std::vector<double>& x, double near = 1e-13) const {
        return detail::benefit_rows(*of, detail::benefit_way::forwards).solve(x, near);
    }
    [[nodiscard]] spill_over_result worth_of(const std::vector<double>& x, double near) const {
        return detail::benefit_rows(*of, detail::benefit_way::backwards).solve(x, near);
    }
    [[nodiscard]] double value(const std::vector<double>& y) const {
        double out = 0;
        for (std::size_t i = 0; i < y.size(); ++i) out += weights[i] * (1 - std::exp(-y[i] / falls[i]));
        return out;
    }
    [[nodiscard]] std::vector<double> slopes(const std::vector<double>& y) const {
        std::vector<double> out(y.size());
        for (std::size_t i = 0; i < y.size(); ++i) out[i] = weights[i] / falls[i] * std::exp(-y[i] / falls[i]);
        return out;
    }
};

TEST_CASE("slopes are level wherever no bound holds an amount", "[benefit_ascent]") {
    allocation_problem of;
    for (const auto& [floor, cap] :
         {std::pair<std::int64_t, std::int64_t>{0, no_cap}, {0, no_cap}, {30, no_cap}, {0, 5}}) {
        allocation_recipient one;
        one.floor = floor;
        one.cap = cap;
        of.recipients.push_back(one);
    }
    of.providers.push_back({"b", "Budget", {}, 100});
    const detail::allocation_bounds within(of);
    const std::vector<double> at{10, 20, 30, 0};
    const std::vector<double> slopes{2, 1, 1e-9, 50};
    const std::vector<double> falls{10, 20, 15, 5};
    const auto found = detail::level_slopes(at, slopes, falls, within, 100);
    CHECK(found[2] == 30);
    CHECK(found[3] == 5);
    CHECK(found[0] + found[1] == Approx(65));
    CHECK(2 * std::exp(-(found[0] - 10) / 10) == Approx(std::exp(-(found[1] - 20) / 20)));
    // Nobody whom more would help: the floors.
    const std::vector<double> none(4, 0);
    CHECK(detail::level_slopes(at, none, falls, within, 100) == std::vector<double>{0, 0, 30, 0});

    const std::vector<double> amounts{10.6, 54.4, 30, 5};
    CHECK(detail::whole_amounts(amounts, within, 100) == std::vector<std::int64_t>{11, 54, 30, 5});
    CHECK(detail::whole_amounts(std::vector<double>{10.6, 54.9, 30, 4.5}, within, 101) ==
          std::vector<std::int64_t>{11, 55, 30, 5});
    // Beyond what is exact in reals: nothing is given twice.
    constexpr auto most = (std::numeric_limits<std::int64_t>::max)();
    CHECK(detail::whole_amounts(std::vector<double>{9.2e18, 1e18, 30, 5}, within, most) ==
          std::vector<std::int64_t>{9'200'000'000'000'000'000, most - 9'200'000'000'000'000'030, 30, 0});
}

TEST_CASE("no exchange of a part helps where the ascent ends", "[benefit_ascent]") {
    int moved = 0;
    for (std::uint64_t item = 0; item < 80; ++item) {
        random_stream draw(15, item);
        allocation_problem of;
        const auto n = 2 + static_cast<std::size_t>(uniform_index(draw, 6));
        smooth_total total{&of};
        for (std::size_t i = 0; i < n; ++i) {
            allocation_recipient one;
            one.floor = uniform(draw) < .3 ? 200 : 0;
            if (uniform(draw) < .3) one.cap = one.floor + 3'000;
            of.recipients.push_back(one);
            total.weights.push_back(uniform(draw, 1, 100));
            total.falls.push_back(uniform(draw, 500, 5'000));
        }
        of.providers.push_back({"b", "Budget", {}, 20'000});
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                if (i != j)
                    of.spill_over.push_back(
                        {recipient(i), recipient(j), uniform(draw, 0, .8 / static_cast<double>(n))});
        const detail::allocation_bounds within(of);
        const auto found = detail::raise_benefit(of, within, total, total.falls, within.floors);
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < n; ++i) {
            sum += found[i];
            CHECK(found[i] >= within.floors[i]);
            CHECK(found[i] <= within.caps[i]);
        }
        CHECK(sum <= 20'000);
        const auto benefit = [&](const std::vector<std::int64_t>& parts) {
            return total.value(total.reached_by(std::vector<double>(parts.begin(), parts.end())).reached);
        };
        const double value = benefit(found);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) {
                auto other = found;
                const std::int64_t step = 100;
                other[i] -= step;
                other[j] += step;
                if (i == j || other[i] < within.floors[i] || other[j] > within.caps[j]) continue;
                CHECK(benefit(other) <= value * (1 + 2e-6));
                ++moved;
            }
    }
    CHECK(moved > 500);
}

} // namespace benefit_ascent_test
