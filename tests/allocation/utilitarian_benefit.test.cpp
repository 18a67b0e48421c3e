// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <vector>

#include <colearn/allocation/utilitarian_benefit.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace utilitarian_benefit_test {

using namespace allocation_test;

TEST_CASE("margins are those of the curve", "[utilitarian_benefit]") {
    auto of = small_routes();
    std::vector<double> need;
    for (const auto& one : of.recipients) need.push_back(one.total_need());
    for (const auto& curve : {benefit_curve{}, benefit_curve{.3, {{.3, .5}, {.45, .6}, {1, .9}}}}) {
        const detail::benefit_margins margins(of, need, curve, benefit_weight::pupils);
        for (std::size_t i = 0; i < 3; ++i)
            for (std::int64_t x = 0; x < 4; ++x)
                for (const std::int64_t step : {1, 3}) {
                    const auto& one = of.recipients.values()[i];
                    const auto at = [&](std::int64_t parts) {
                        return one.pupils * curve(static_cast<double>(parts) / one.total_need());
                    };
                    const double got = detail::reproducible_exp(margins.gain(i, x, step));
                    CHECK(got == Approx(at(x + step) - at(x)).margin(1e-9));
                }
    }
}

TEST_CASE("the total benefit is the largest of all whole divisions", "[utilitarian_benefit]") {
    int uneven = 0;
    for (std::uint64_t item = 0; item < 240; ++item) {
        random_stream draw(12, item);
        auto of = random_problem(draw, {4, 9, item % 2 == 1, .3});
        std::vector<double> effect(of.recipients.size(), 1.0); // of a unit, wherever it comes from
        if (item % 4 == 3 && !of.pooled()) {
            for (std::size_t i = 0; i < effect.size(); ++i) effect[i] = uniform(draw) < .1 ? 0 : uniform(draw, .3, 3);
            for (auto& one : of.routes) one.effect = effect[one.recipient.index];
        }
        utilitarian_benefit policy;
        policy.weight = static_cast<benefit_weight>(item % 3);
        if (item % 5 < 2)
            policy.curve.corners = {{.2, .4}, {.5, .7}, {1, .9}};
        else
            policy.curve.scale = uniform(draw, .1, 2);
        const auto answer = policy.allocate(of);
        if (answer.outcome == status::infeasible) continue;
        REQUIRE(answer.checked.violated == "");
        const auto total = [&](const auto& amounts) {
            double out = 0;
            for (std::size_t i = 0; i < amounts.size(); ++i) {
                const auto& one = of.recipients.values()[i];
                if (one.total_need() > 0)
                    out += weight_of(one, policy.weight) *
                           policy.curve(effect[i] * of.units(amounts[i]) / one.total_need());
            }
            return out;
        };
        double best = 0;
        std::vector<std::int64_t> caps;
        for (const auto& one : of.recipients) caps.push_back((std::min)(one.cap, std::int64_t{20}));
        each_allowed(
            of, [&](const auto& x) { best = (std::max)(best, total(x)); }, caps);
        CHECK(total(answer.amounts.values()) >= best * (1 - 1e-9));
        uneven += best > 0 ? 1 : 0;
    }
    CHECK(uneven > 100);
}

TEST_CASE("each unit goes where it helps most, and what it would bring elsewhere is said", "[utilitarian_benefit]") {
    auto of = small_pool();
    const auto answer = utilitarian_benefit{}.allocate(of);
    CHECK(answer.why[recipient(1)].find(
              "B School gets $27.27: one more $ would bring it a benefit of 3.25, where the next "
              "one elsewhere brings up to 3.25.") == 0);
    of.recipients[recipient(0)].need.clear();
    of.recipients[recipient(2)].cap = 500;
    const auto other = utilitarian_benefit{}.allocate(of);
    CHECK(other.amounts[recipient(0)] == 0);
    CHECK(other.why[recipient(0)].find("more would bring no benefit that counts") != std::string::npos);
    CHECK(other.why[recipient(2)].find("its cap") != std::string::npos);
    CHECK_THROWS_AS((utilitarian_benefit{{0, {}}}.allocate(of)), contract_violation);
}

} // namespace utilitarian_benefit_test
