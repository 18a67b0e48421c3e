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

TEST_CASE("floors, caps and needs keep the sharing by effect within them", "[fair_by_effect]") {
    const auto says = [](const allocation& answer, std::size_t who, const std::string& what) {
        CAPTURE(answer.why[recipient(who)]);
        CHECK(answer.checked.violated == "");
        CHECK(answer.notes.front() == "The effects of routes count: what is shared is what arrives.");
        CHECK(answer.why[recipient(who)].find(what) != std::string::npos);
    };
    auto of = two_centres();
    of.recipients[recipient(0)].cap = 5; // North's hours, which do twice as much there
    auto answer = alpha_fair_share{}.allocate(of);
    CHECK(answer.carried == std::vector<std::int64_t>{5, 7, 0, 6});
    CHECK(verify(of, answer));
    says(answer, 0, "do as much as 10 hours: 33.33 % of its need. That is its cap; only a higher one");
    of = two_centres();
    of.recipients[recipient(1)].floor = 13; // all of South's and seven of North's
    answer = alpha_fair_share{}.allocate(of);
    CHECK(answer.carried == std::vector<std::int64_t>{5, 7, 0, 6});
    CHECK(verify(of, answer));
    says(answer, 1, "That is its floor; only a higher one");
    of = two_centres();
    of.recipients[recipient(0)].need.front().amount = 14; // seven hours of North's
    answer = alpha_fair_share{}.allocate(of);
    CHECK(answer.carried == std::vector<std::int64_t>{7, 5, 0, 6});
    says(answer, 0, "100 % of its need. That is all it needs");
    of.recipients[recipient(0)].floor = 8; // beyond its need, since its floor is
    answer = alpha_fair_share{}.allocate(of);
    CHECK(answer.amounts == table(std::vector<std::int64_t>{8, 10}));
    CHECK(verify(of, answer));
    // Floors that take all there is: whoever has none gets nothing, and the others their floors.
    of = two_centres();
    of.recipients[recipient(1)].floor = 18;
    answer = alpha_fair_share{}.allocate(of);
    CHECK(answer.amounts == table(std::vector<std::int64_t>{0, 18}));
    says(answer, 0, "Nothing more that counts can reach it.");
    of.recipients[recipient(1)].floor = 19;
    answer = alpha_fair_share{}.allocate(of);
    CHECK(answer.outcome == status::infeasible);
    CHECK(verify(of, answer));
    CHECK(answer.notes.front() ==
          "The floor of B costs 19 hours, but only 18 hours can reach it, from North and South.");
}

TEST_CASE("what stands in the way of counting effects is said", "[fair_by_effect]") {
    auto of = two_centres();
    of.recipients[recipient(0)].need.front().amount = 1e12;
    of.recipients[recipient(1)].need.front().amount = 1e-3;
    const auto answer = alpha_fair_share{}.allocate(of);
    CHECK(answer.checked.violated == "");
    CHECK(answer.notes.back() == "The effects of routes are not counted, since needs, effects or amounts are of too "
                                 "different sizes: a unit is a unit.");
}

TEST_CASE("with very many providers effects count as long as nothing but the supply binds", "[fair_by_effect][volume]") {
    auto of = two_centres();
    of.routes = {{provider(0), recipient(1), 1, 1}};
    for (auto& one : of.recipients.values()) one.need.front().amount = 1e5;
    for (std::size_t j = of.providers.size(); j < 6'000; ++j) of.providers.push_back({"p", "Centre", {}, 2});
    for (std::size_t j = 0; j < 6'000; ++j) of.routes.push_back({provider(j), recipient(0), 1, j % 2 == 0 ? 1.0 : 2.0});
    const auto counted = alpha_fair_share{}.allocate(of);
    CHECK(counted.checked.violated == "");
    CHECK(counted.notes.front() == "The effects of routes count: what is shared is what arrives.");
    CHECK(counted.amounts[recipient(1)] == 12);
    of.recipients[recipient(1)].floor = 1;
    const auto not_counted = alpha_fair_share{}.allocate(of);
    CHECK(not_counted.checked.violated == "");
    CHECK(not_counted.notes.back() == "The effects of routes are not counted, since there are too many providers for "
                                      "that with floors, caps and needs that bind: a unit is a unit.");
}

TEST_CASE("whole flows are neighbours of the real ones and keep to capacities, caps and floors", "[fair_by_effect]") {
    auto of = two_centres();
    const auto whole = [&](const std::vector<double>& flows) { return detail::whole_flows(of, flows).carried; };
    CHECK(whole({8.6, 3.4, .5, 5.5}) == std::vector<std::int64_t>{9, 3, 1, 5});
    of.recipients[recipient(0)].cap = 9;
    CHECK(whole({8.6, 3.4, .4, 5.6}) == std::vector<std::int64_t>{9, 3, 0, 6});
    CHECK(whole({11.9999999999, 0, 0, 6.0000000001}) == std::vector<std::int64_t>{9, 0, 0, 6}); // the cap
    of = two_centres();
    of.recipients[recipient(1)].floor = 9; // the larger remainder is that of A
    CHECK(whole({8.6, 3.4, .4, 5.6}) == std::vector<std::int64_t>{8, 4, 0, 6});
    // On many real flows: neighbours, within all bounds.
    for (std::uint64_t item = 0; item < 200; ++item) {
        CAPTURE(item);
        random_stream draw(22, item);
        allocation_problem any;
        any.what = {"hours", "hour", 1};
        std::vector<double> flows;
        std::vector<double> given(4);
        std::vector<double> got(5);
        for (std::size_t j = 0; j < 4; ++j)
            for (std::size_t i = 0; i < 5; ++i) {
                if (uniform(draw) < .4) continue;
                any.routes.push_back({provider(j), recipient(i), 1, 1});
                flows.push_back(3 * uniform(draw));
                given[j] += flows.back();
                got[i] += flows.back();
            }
        for (const double x : given) any.providers.push_back({"p", "P", {}, static_cast<std::int64_t>(std::ceil(x))});
        for (const double x : got) {
            allocation_recipient one;
            one.floor = static_cast<std::int64_t>(std::floor(x));
            one.cap = static_cast<std::int64_t>(std::ceil(x));
            any.recipients.push_back(one);
        }
        const auto out = detail::whole_flows(any, flows).carried;
        std::vector<std::int64_t> sent(4);
        std::vector<std::int64_t> arrived(5);
        for (std::size_t k = 0; k < out.size(); ++k) {
            CHECK(std::fabs(flows[k] - static_cast<double>(out[k])) < 1);
            sent[any.routes[k].provider.index] += out[k];
            arrived[any.routes[k].recipient.index] += out[k];
        }
        for (std::size_t j = 0; j < 4; ++j) CHECK(sent[j] <= any.providers[provider(j)].capacity);
        for (std::size_t i = 0; i < 5; ++i) {
            CHECK(arrived[i] >= any.recipients[recipient(i)].floor);
            CHECK(arrived[i] <= any.recipients[recipient(i)].cap);
        }
    }
}

TEST_CASE("no whole flow has a larger welfare than the real one near to it", "[fair_by_effect]") {
    int counted = 0;
    for (std::uint64_t item = 0; item < 150; ++item) {
        random_stream draw(21, item);
        auto of = random_problem(draw, {3, 5, true, .2});
        for (auto& one : of.recipients.values()) {
            one.pupils += 1;
            one.need = {{uniform(draw, 2, 20) / static_cast<double>(of.what.parts), 1, 0}};
        }
        for (auto& one : of.routes) one.effect = uniform(draw) < .1 ? 0 : uniform(draw, .2, 4);
        if (!detail::route_effects(of).differ) continue;
        for (const double alpha : {.5, 1.0, 2.0}) {
            const auto answer = alpha_fair_share{.alpha = alpha}.allocate(of);
            REQUIRE(answer.checked.violated == "");
            REQUIRE(verify(of, answer));
            if (answer.outcome == status::infeasible) continue;
            REQUIRE(answer.notes.front() == "The effects of routes count: what is shared is what arrives.");
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
                for (std::size_t i = 0; i < got.size(); ++i) // whom floors leave nothing
                    if (answer.why.values()[i].find("Nothing more that counts") != std::string::npos) served[i] = 0;
                double out = 0;
                for (std::size_t i = 0; i < got.size(); ++i) {
                    const auto& one = of.recipients.values()[i];
                    const double share =
                        (std::min)(1.0, got[i] / static_cast<double>(of.what.parts) / one.total_need());
                    if (served[i] != 0)
                        out += one.pupils * (alpha == 1 ? std::log(share) : std::pow(share, 1 - alpha) / (1 - alpha));
                }
                return out;
            };
            double best = -1e300;
            std::vector<std::int64_t> flow(of.routes.size());
            std::vector<std::int64_t> left;
            for (const auto& one : of.providers) left.push_back(one.capacity);
            std::vector<std::int64_t> sent(of.recipients.size());
            const std::function<void(std::size_t)> go = [&](std::size_t k) {
                if (k == flow.size()) {
                    for (std::size_t i = 0; i < sent.size(); ++i)
                        if (sent[i] < of.recipients.values()[i].floor) return;
                    best = (std::max)(best, welfare(flow, 0));
                    return;
                }
                auto& rest = left[of.routes[k].provider.index];
                auto& to = sent[of.routes[k].recipient.index];
                const auto all = rest;
                const auto before = to;
                const auto most = (std::min)(all, of.recipients[of.routes[k].recipient].cap - before);
                for (flow[k] = 0; flow[k] <= most; ++flow[k]) {
                    rest = all - flow[k];
                    to = before + flow[k];
                    go(k + 1);
                }
                flow[k] = 0;
                rest = all;
                to = before;
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
