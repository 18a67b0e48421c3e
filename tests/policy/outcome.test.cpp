// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/policy/outcome.hpp>

#include "allocation/allocation_support.hpp"
#include "policy/policy_support.hpp"
#include "support/catch.hpp"

namespace outcome_test {

namespace {

using namespace policy_test;
using allocation_test::small_pool;
using allocation_test::small_routes;

allocation gives(std::vector<std::int64_t> amounts, std::vector<std::int64_t> carried = {}) {
    allocation out;
    out.amounts = id_map<allocation_recipient, std::int64_t>(std::move(amounts));
    out.carried = std::move(carried);
    return out;
}

double value(const outcomes& of, outcome_kind what) {
    INFO(meaning(what).name << ": " << of[what].why_undefined);
    REQUIRE(of[what].defined());
    return *of[what].value;
}

} // namespace

TEST_CASE("an allocation is measured as one does by hand", "[outcome]") {
    // Needs 50, 30, 120 of 100, 300, 600 pupils, .2, .3, .4 of them disadvantaged. Given 25, 45, 30.
    auto problem = small_pool();
    const std::int64_t last[] = {4000, 4000, 2000};
    for (std::size_t i = 0; i < 3; ++i) problem.recipients.values()[i].last_year = last[i];
    problem.recipients.values()[2].need.front().urgency = 2;
    const recipient_groups groups{
        {"small", "large", "nobody"}, id_map<allocation_recipient, std::uint32_t>({0, 0, 1}), 0};
    const auto found =
        measure_outcomes(problem, gives({2500, 4500, 3000}),
                         {.adequate = .5, .curve = {.corners = {{1, 1}}}, .weight = benefit_weight::urgency}, groups);
    CHECK(value(found, outcome_kind::unmet_need) == 115);   // 25 + 0 + 90
    CHECK(value(found, outcome_kind::unmet_share) == .575); // of 200
    CHECK(value(found, outcome_kind::adequately_served) == Approx(2.0 / 3));
    CHECK(value(found, outcome_kind::worst_served) == .25);
    // per need .5, 1.5, .25; mean .5: sum over pairs w_i w_j |x_i - x_j| / (W^2 mean)
    // (50*30*1 + 50*120*.25 + 30*120*1.25) / (200^2 * .5) = 7500 / 20000
    CHECK(value(found, outcome_kind::inequality) == Approx(.375));
    // disadvantaged 20, 90, 240; others 80, 210, 360; met .5, 1, .25
    CHECK(value(found, outcome_kind::disadvantage_gap) == Approx((40 + 210 + 90) / 650.0 - (10 + 90 + 60) / 350.0));
    CHECK(value(found, outcome_kind::benefit) == 50 * .5 + 30 + 240 * .25);
    CHECK(value(found, outcome_kind::beyond_need) == Approx(.15)); // 15 of 100
    CHECK(value(found, outcome_kind::moved) == .3);                // 1500 + 500 + 1000 of 10000
    CHECK(value(found, outcome_kind::losers) == Approx(1.0 / 3));
    CHECK(found.met_by_group[0].value == Approx(1 - 25.0 / 80));
    CHECK(found.met_by_group[1].value == .25);
    CHECK_FALSE(found.met_by_group[2].defined());
    CHECK(found.given_by_group[0].value == 70);
    CHECK(found.given_by_group[1].value == 30);
    CHECK(found.given_by_group[2].why_undefined == "the group has no schools");
    // each measure has a name of its own, a unit and words
    std::set<std::string_view> names;
    for (const auto& one : outcome_meanings) {
        names.insert(one.name);
        CHECK_FALSE(one.unit.empty());
        CHECK_FALSE(one.what.empty());
    }
    CHECK(names.size() == outcome_count);
    CHECK(meaning(outcome_kind::worst_served).better == better_when::higher);
    CHECK(meaning(outcome_kind::losers).name == "losers");
}

TEST_CASE("along routes an amount counts by its effect, and benefit is passed on along ties", "[outcome]") {
    auto problem = small_routes(); // needs 2.5, 1.5, 6
    problem.routes[3].effect = .5;
    auto found = measure_outcomes(problem, gives({2, 2, 1}, {2, 1, 1, 1}));
    CHECK(value(found, outcome_kind::unmet_need) == .5 + 5.5);
    CHECK(value(found, outcome_kind::worst_served) == Approx(.5 / 6));
    CHECK(value(found, outcome_kind::beyond_need) == Approx(.1)); // half of the second's two, of five
    // y = e + W y. A 2, B 2, C .5; A passes half to B, B a quarter to C: 2, 3, 1.25 of 2.5, 1.5, 6
    problem.spill_over = {{id<allocation_recipient>{0U}, id<allocation_recipient>{1U}, .5},
                          {id<allocation_recipient>{1U}, id<allocation_recipient>{2U}, .25}};
    found = measure_outcomes(problem, gives({2, 2, 1}, {2, 1, 1, 1}));
    CHECK(value(found, outcome_kind::benefit) ==
          Approx(1000 - 100 * std::exp(-1.6) - 300 * std::exp(-4.0) - 600 * std::exp(-1.25 / 3)));
    // a ring that passes on nine tenths multiplies by ten; one that passes on nearly all does not settle
    for (const double share : {.9, 1 - 1e-9}) {
        auto ring = small_pool();
        for (unsigned i = 0; i < 3; ++i)
            ring.spill_over.push_back({id<allocation_recipient>{i}, id<allocation_recipient>{(i + 1) % 3}, share});
        const outcome_options straight{.curve = {.corners = {{1e5, 1e5}}}, .weight = benefit_weight::need};
        const auto benefit = measure_outcomes(ring, gives({5000, 3000, 2000}), straight)[outcome_kind::benefit];
        if (share == .9) {
            REQUIRE(benefit.defined());
            CHECK(*benefit.value == Approx(1000));
        } else {
            CHECK_THAT(benefit.why_undefined, Catch::Contains("does not settle"));
        }
    }
}

TEST_CASE("a measure that is undefined says why and is never NaN", "[outcome]") {
    auto problem = small_pool();
    const auto why = [&](const allocation& answer, outcome_kind what) {
        return measure_outcomes(problem, answer)[what].why_undefined;
    };
    CHECK(why(gives({1, 2, 3}), outcome_kind::moved) == "last year's amounts are all 0");
    CHECK(why(gives({0, 0, 0}), outcome_kind::inequality) == "every value is 0, so there is nothing to share");
    for (auto& one : problem.recipients.values()) one.disadvantaged = 0;
    CHECK_THAT(why(gives({1, 2, 3}), outcome_kind::disadvantage_gap), Catch::Contains("disadvantaged pupils"));
    for (auto& one : problem.recipients.values()) one.disadvantaged = 1;
    CHECK_THAT(why(gives({1, 2, 3}), outcome_kind::disadvantage_gap), Catch::Contains("other pupils"));
    for (auto& one : problem.recipients.values()) one.need.clear();
    for (const auto what : {outcome_kind::unmet_share, outcome_kind::adequately_served, outcome_kind::worst_served,
                            outcome_kind::inequality})
        CHECK(why(gives({1, 2, 3}), what) == "no school needs anything");
    CHECK(value(measure_outcomes(problem, gives({1, 2, 3})), outcome_kind::unmet_need) == 0);
    CHECK(value(measure_outcomes(problem, gives({1, 2, 3})), outcome_kind::beyond_need) == 1);
    problem.providers.values()[0].capacity = 0;
    CHECK(why(gives({0, 0, 0}), outcome_kind::beyond_need) == "there is nothing to give");

    allocation none;
    none.outcome = status::infeasible;
    none.notes = {"the floors need more than there is"};
    for (std::size_t k = 0; k < outcome_count; ++k)
        CHECK(why(none, static_cast<outcome_kind>(k)) ==
              "the policy found no allocation: the floors need more than there is");
    none.outcome = status::cancelled;
    CHECK_THAT(why(none, outcome_kind::moved), Catch::Contains("stopped"));
    auto unsure = gives({1, 2, 3});
    unsure.checked = verification::reject("a price is negative");
    CHECK(why(unsure, outcome_kind::moved) == "the policy's own check failed: a price is negative");
    problem.recipients = {};
    CHECK(why(gives({}), outcome_kind::unmet_need) == "there are no recipients");

    CHECK_THROWS_AS(measure_outcomes(small_pool(), gives({1})), contract_violation);
    CHECK_THROWS_AS(measure_outcomes(small_routes(), gives({1, 2, 2})), contract_violation);
    CHECK_THROWS_AS(measure_outcomes(small_pool(), gives({1, 2, 3}), {.adequate = 0}), contract_violation);
    CHECK_THROWS_AS(measure_outcomes(small_pool(), gives({1, 2, 3}), {}, {{"one"}, {}, 0}), contract_violation);
}

TEST_CASE("measures do not depend on the order of schools, and shares not on the unit", "[outcome]") {
    random_stream stream(11);
    for (int round = 0; round < 30; ++round) {
        auto problem = six_schools();
        std::vector<std::int64_t> amounts;
        for (auto& one : problem.recipients.values()) {
            one.need.front().amount = uniform(stream, 0, 60);
            amounts.push_back(static_cast<std::int64_t>(uniform_index(stream, 5000)));
        }
        const auto found = measure_outcomes(problem, gives(amounts));
        auto turned = problem;
        for (std::size_t i = 0; i < 6; ++i) turned.recipients.values()[i] = problem.recipients.values()[5 - i];
        const auto same_found = measure_outcomes(turned, gives({amounts.rbegin(), amounts.rend()}));
        auto scaled = problem; // a unit of twice the parts, and half the units of need
        scaled.what.parts = 200;
        for (auto& one : scaled.recipients.values()) one.need.front().amount /= 2;
        const auto scaled_found = measure_outcomes(scaled, gives(amounts));
        for (std::size_t k = 0; k < outcome_count; ++k) {
            const auto what = static_cast<outcome_kind>(k);
            CHECK(value(same_found, what) == Approx(value(found, what)).margin(1e-12));
            const bool amount = what == outcome_kind::unmet_need;
            CHECK(value(scaled_found, what) * (amount ? 2 : 1) == Approx(value(found, what)).margin(1e-12));
        }
    }
}

} // namespace outcome_test
