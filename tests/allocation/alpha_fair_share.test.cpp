// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <vector>

#include <colearn/allocation/alpha_fair_share.hpp>
#include <colearn/allocation/max_min_share.hpp>
#include <colearn/allocation/need_proportional.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace alpha_fair_share_test {

using namespace allocation_test;
using table = id_map<allocation_recipient, std::int64_t>;

TEST_CASE("Nash shares in proportion to what counts, up to need", "[alpha_fair_share]") {
    const auto of = small_pool();
    const auto nash = alpha_fair_share{}.allocate(of);
    CHECK(nash.amounts == table(std::vector<std::int64_t>{1'000, 3'000, 6'000})); // as pupils; B's need is 30
    CHECK(nash.policy == "Nash");
    CHECK(alpha_fair_share{.weight = benefit_weight::need}.allocate(of).amounts ==
          need_proportional{}.allocate(of).amounts);
    CHECK(alpha_fair_share{.weight = benefit_weight::urgency}.allocate(of).amounts ==
          need_proportional{.by_urgency = true}.allocate(of).amounts);
    // The larger alpha, the nearer to max-min.
    const auto worst = max_min_share{}.allocate(of);
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(std::abs(alpha_fair_share{.alpha = 20}.allocate(of).amounts[recipient(i)] - worst.amounts[recipient(i)]) <
              300);
    CHECK_THROWS_WITH(alpha_fair_share{.alpha = 0}.allocate(of), Catch::Contains("alpha must be"));
    auto routes = small_routes();
    routes.routes.front().effect = 2; // the only one to A: half as much would meet its need
    const auto counted = alpha_fair_share{}.allocate(routes);
    CHECK(counted.notes.back() == "The effects of routes count: a need is what has to be sent to meet it.");
    for (auto& one : routes.routes) one.effect = 1;
    routes.recipients[recipient(0)].need.front().amount /= 2;
    CHECK(counted.amounts == alpha_fair_share{}.allocate(routes).amounts);
}

TEST_CASE("no whole division has a larger welfare than real amounts near to these", "[alpha_fair_share]") {
    // The amounts are the best real ones, rounded: with parts fine enough the welfare is that of the best whole ones.
    for (std::uint64_t item = 0; item < 100; ++item) {
        random_stream draw(11, item);
        auto of = random_problem(draw, {3, 40, item % 2 == 1, .2});
        for (auto& one : of.recipients.values()) {
            one.pupils += 1;
            one.need = {{uniform(draw, 10, 60) / static_cast<double>(of.what.parts), 1, 0}};
        }
        for (const double alpha : {.5, 1.0, 2.0}) {
            const auto answer = alpha_fair_share{.alpha = alpha}.allocate(of);
            if (answer.outcome == status::infeasible) continue;
            REQUIRE(answer.checked.violated == "");
            const auto welfare = [&](const auto& amounts, double extra) {
                double out = 0;
                for (std::size_t i = 0; i < amounts.size(); ++i) {
                    const auto& one = of.recipients.values()[i];
                    const double share = (static_cast<double>(amounts[i]) + extra) /
                                         static_cast<double>(of.what.parts) / one.total_need();
                    out += one.pupils * (alpha == 1 ? std::log(share) : std::pow(share, 1 - alpha) / (1 - alpha));
                }
                return out;
            };
            double best = -1e300;
            each_allowed(
                of, [&](const auto& x) { best = (std::max)(best, welfare(x, 0)); },
                detail::allocation_bounds::up_to_need(of).caps);
            if (of.recipients.empty()) continue;
            CHECK(welfare(answer.amounts.values(), 1) >= best); // each has less than a part below its best real amount
        }
    }
}

} // namespace alpha_fair_share_test
