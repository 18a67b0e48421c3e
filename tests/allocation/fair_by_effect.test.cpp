// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <colearn/allocation/alpha_fair_share.hpp>
#include <colearn/allocation/detail/fair_by_effect.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace fair_by_effect_test {

using namespace allocation_test;
using table = id_map<allocation_recipient, std::int64_t>;

// North's hours do twice as much at A as elsewhere.
allocation_problem two_centres() {
    allocation_problem out;
    out.what = {"counselling", "hour", 1};
    for (const char* name : {"A", "B"}) {
        allocation_recipient one;
        one.key = one.name = name;
        one.pupils = 100;
        one.need = {{30, 1, 0}};
        out.recipients.push_back(one);
    }
    out.providers.push_back({"n", "North", {}, 12});
    out.providers.push_back({"s", "South", {}, 6});
    out.routes = {{provider(0), recipient(0), 1, 2},
                  {provider(0), recipient(1), 1, 1},
                  {provider(1), recipient(0), 1, 1},
                  {provider(1), recipient(1), 1, 1}};
    return out;
}

TEST_CASE("Nash by hand: a market in which both have the same to spend", "[fair_by_effect]") {
    // B takes from both, so an hour of either costs the same: 2 / 18 of what both have to spend. A buys 9 hours where
    // they do most, worth 18; B the other 9.
    const auto of = two_centres();
    const auto answer = alpha_fair_share{}.allocate(of);
    CHECK(answer.checked.violated == "");
    CHECK(verify(of, answer));
    CHECK(answer.carried == std::vector<std::int64_t>{9, 3, 0, 6});
    CHECK(answer.amounts == table(std::vector<std::int64_t>{9, 9}));
    CHECK(answer.notes == std::vector<std::string>{"The effects of routes count: what is shared is what arrives."});
    CHECK(answer.why[recipient(0)].find(
              "A gets 9 hours, which along its routes do as much as 18 hours: 60 % of its need.") == 0);
}

TEST_CASE("what stands in the way of counting effects is said", "[fair_by_effect]") {
    const auto not_counted = [](const allocation_problem& of, const std::string& why) {
        const auto answer = alpha_fair_share{}.allocate(of);
        CHECK(answer.checked.violated == "");
        CHECK(answer.notes.back() == "The effects of routes are not counted, since " + why + ": a unit is a unit.");
    };
    auto of = two_centres();
    of.recipients[recipient(1)].floor = 1;
    not_counted(of, "B has a floor");
    of = two_centres();
    of.recipients[recipient(0)].cap = 5;
    not_counted(of, "A would get beyond its cap");
    of.recipients[recipient(0)].cap = 9;
    CHECK(alpha_fair_share{}.allocate(of).amounts == table(std::vector<std::int64_t>{9, 9}));
    of = two_centres();
    of.recipients[recipient(0)].need.front().amount = 17;
    not_counted(of, "A would get beyond its need");
    of.recipients[recipient(0)].need.front().amount = 1e12;
    of.recipients[recipient(1)].need.front().amount = 1e-3;
    not_counted(of, "needs, effects or amounts are of too different sizes");
}

TEST_CASE("whole flows are neighbours of the real ones and keep to capacities and caps", "[fair_by_effect]") {
    auto of = two_centres();
    CHECK(detail::whole_flows(of, std::vector<double>{8.6, 3.4, .5, 5.5}) == std::vector<std::int64_t>{9, 3, 1, 5});
    of.recipients[recipient(0)].cap = 9;
    CHECK(detail::whole_flows(of, std::vector<double>{8.6, 3.4, .4, 5.6}) == std::vector<std::int64_t>{9, 3, 0, 6});
    CHECK(detail::whole_flows(of, std::vector<double>{11.9999999999, 0, 0, 6.0000000001}) ==
          std::vector<std::int64_t>{9, 0, 0, 6}); // the cap
}

TEST_CASE("no whole flow has a larger welfare than the real one near to it", "[fair_by_effect]") {
    int counted = 0;
    for (std::uint64_t item = 0; item < 150; ++item) {
        random_stream draw(21, item);
        auto of = random_problem(draw, {3, 5, true, 0});
        for (auto& one : of.recipients.values()) {
            one.pupils += 1;
            one.cap = no_cap;
            one.need = {{uniform(draw, 15, 90) / static_cast<double>(of.what.parts), 1, 0}};
        }
        for (auto& one : of.routes) one.effect = uniform(draw) < .1 ? 0 : uniform(draw, .2, 4);
        if (!detail::route_effects(of).differ) continue;
        for (const double alpha : {.5, 1.0, 2.0}) {
            const auto answer = alpha_fair_share{.alpha = alpha}.allocate(of);
            REQUIRE(answer.checked.violated == "");
            REQUIRE(verify(of, answer));
            if (answer.notes.front().find("are not counted") != std::string::npos) continue;
            ++counted;
            // `extra` parts more on each route: what is carried is less than a part below the real flow.
            const auto welfare = [&](const std::vector<std::int64_t>& carried, double extra) {
                std::vector<double> got(of.recipients.size());
                std::vector<std::uint8_t> served(of.recipients.size());
                for (std::size_t k = 0; k < carried.size(); ++k) {
                    const auto& route = of.routes[k];
                    got[route.recipient.index] += (static_cast<double>(carried[k]) + extra) * route.effect;
                    if (route.effect > 0 && of.providers[route.provider].capacity > 0)
                        served[route.recipient.index] = 1;
                }
                double out = 0;
                for (std::size_t i = 0; i < got.size(); ++i) {
                    const auto& one = of.recipients.values()[i];
                    const double share = got[i] / static_cast<double>(of.what.parts) / one.total_need();
                    if (served[i] != 0)
                        out += one.pupils * (alpha == 1 ? std::log(share) : std::pow(share, 1 - alpha) / (1 - alpha));
                }
                return out;
            };
            double best = -1e300;
            std::vector<std::int64_t> flow(of.routes.size());
            std::vector<std::int64_t> left;
            for (const auto& one : of.providers) left.push_back(one.capacity);
            const std::function<void(std::size_t)> go = [&](std::size_t k) {
                if (k == flow.size()) {
                    best = (std::max)(best, welfare(flow, 0));
                    return;
                }
                auto& rest = left[of.routes[k].provider.index];
                const bool last = std::none_of(of.routes.begin() + static_cast<std::ptrdiff_t>(k) + 1, of.routes.end(),
                                               [&](const auto& one) { return one.provider == of.routes[k].provider; });
                const auto all = rest;
                for (flow[k] = last ? all : 0; flow[k] <= all; ++flow[k]) { // more is never worse
                    rest = all - flow[k];
                    go(k + 1);
                }
                rest = all;
            };
            go(0);
            CHECK(welfare(answer.carried, 1) >= best - 1e-6 * std::fabs(best));
            // And what is given in whole parts is not far below: less than a part on each route.
            CHECK(welfare(answer.carried, 0) <= best + 1e-9 * std::fabs(best));
        }
    }
    CHECK(counted > 60);
}

} // namespace fair_by_effect_test
