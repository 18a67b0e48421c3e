// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/policy/scenarios.hpp>

#include "policy/policy_support.hpp"
#include "support/catch.hpp"

namespace scenarios_test {

namespace {

using namespace policy_test;

// 4,000 schools of 100 pupils that need 100, in 40 regions.
allocation_problem many_schools() {
    allocation_problem out;
    for (std::size_t i = 0; i < 4000; ++i) {
        allocation_recipient one;
        one.name = "School " + std::to_string(i);
        one.region = "Region " + std::to_string(i % 40);
        one.pupils = 100;
        one.disadvantaged = .5;
        one.need = {{100, 1, .3}};
        out.recipients.push_back(one);
    }
    out.providers.push_back({"budget", "The budget", {}, 1001});
    return out;
}

double need_of(const allocation_problem& problem, std::size_t i) {
    return problem.recipients.values()[i].total_need();
}

struct moments {
    double mean = 0;
    double variation = 0;
};
moments needs_of(const allocation_problem& problem) {
    double sum = 0;
    double squares = 0;
    const auto n = static_cast<double>(problem.recipients.size());
    for (const auto& one : problem.recipients) {
        sum += one.total_need();
        squares += one.total_need() * one.total_need();
    }
    return {sum / n, std::sqrt(squares / n - sum / n * (sum / n)) / (sum / n)};
}

} // namespace

TEST_CASE("log-normal multipliers have mean 1 and the variation that was asked for", "[scenarios]") {
    const auto problem = many_schools();
    const scenario_year when{7, 0, 1};
    // by school: mean 100, variation .3 as the uncertainty says; standard errors .5 and about .005
    auto both = apply_scenario(mismeasured_need(), problem, when);
    CHECK(needs_of(both.real).variation == Approx(0).margin(1e-7));
    CHECK(needs_of(both.seen).mean == Approx(100).margin(2));
    CHECK(needs_of(both.seen).variation == Approx(.3).margin(.03));
    both = apply_scenario(need_shock({.regional = 0, .own = .5}), problem, when);
    CHECK(needs_of(both.real).mean == Approx(100).margin(4));
    CHECK(needs_of(both.real).variation == Approx(.5).margin(.06));
    CHECK(need_of(both.seen, 17) == need_of(both.real, 17));
    // by region: one number for all schools of a region
    both = apply_scenario(need_shock({.regional = .5, .own = 0, .seen = false}), problem, when);
    std::set<double> different;
    for (std::size_t i = 0; i < 4000; ++i) {
        different.insert(need_of(both.real, i));
        CHECK(need_of(both.real, i) == need_of(both.real, i % 40));
    }
    CHECK(different.size() == 40);
    CHECK(need_of(both.seen, 5) == 100);
    // an uncertainty of 0 is none, where nothing is to stand in for it
    auto exact = problem;
    for (auto& one : exact.recipients.values()) one.need.front().uncertainty = 0;
    CHECK(need_of(apply_scenario(mismeasured_need({.if_unstated = 0}), exact, when).seen, 3) == 100);
    CHECK(need_of(apply_scenario(mismeasured_need(), exact, when).seen, 3) != 100);
}

TEST_CASE("over-reporters are the asked share of schools and the same ones every year", "[scenarios]") {
    const auto problem = many_schools();
    const auto how = over_reporting({.share = .25, .factor = 2, .years = 2});
    const auto first = apply_scenario(how, problem, {7, 3, 1});
    const auto second = apply_scenario(how, problem, {7, 3, 2});
    const auto other = apply_scenario(how, problem, {7, 4, 1});
    std::size_t count = 0;
    std::size_t changed = 0;
    for (std::size_t i = 0; i < 4000; ++i) {
        const double seen = need_of(first.seen, i);
        CHECK((seen == 100 || seen == 200));
        count += seen == 200 ? 1U : 0U;
        changed += seen != need_of(other.seen, i) ? 1U : 0U;
        CHECK(seen == need_of(second.seen, i));
        CHECK(need_of(first.real, i) == 100);
    }
    CHECK(static_cast<double>(count) == Approx(1000).margin(110)); // four standard errors
    CHECK(changed > 1000);
    CHECK(need_of(apply_scenario(over_reporting({.share = 1, .factor = 3}), problem, {}).seen, 0) == 300);
    CHECK(need_of(apply_scenario(over_reporting({.share = 0, .factor = 3}), problem, {}).seen, 0) == 100);
}

TEST_CASE("cuts, growth and shifts do what they say", "[scenarios]") {
    const auto problem = six_schools();
    // 20,000 * .9, again in the second year
    const auto cut = budget_cut({.cut = .1, .years = 2});
    CHECK(apply_scenario(cut, problem, {1, 0, 1}).seen.supply() == 18'000);
    CHECK(apply_scenario(cut, problem, {1, 0, 2}).real.supply() == 16'200);
    CHECK(apply_scenario(budget_cut({.cut = .1}), many_schools(), {}).real.supply() == 900); // 900.9, down
    CHECK(apply_scenario(budget_cut({.cut = 1}), problem, {}).real.supply() == 0);
    // growth: none in the first year, then by at most twice the mean a year, and need with the loading
    const auto growth = growing_disadvantage({.yearly = .02, .loading = 1, .years = 5});
    CHECK(same_recipients(apply_scenario(growth, problem, {1, 0, 1}).real, problem));
    double before = 0;
    for (std::uint32_t year = 2; year <= 5; ++year) {
        const auto both = apply_scenario(growth, problem, {1, 0, year});
        CHECK(same_recipients(both.seen, both.real));
        for (std::size_t i = 0; i < 6; ++i) {
            const auto& one = both.real.recipients.values()[i];
            const auto& was = problem.recipients.values()[i];
            CHECK(*one.disadvantaged >= *was.disadvantaged);
            CHECK(*one.disadvantaged <= *was.disadvantaged + .04 * (year - 1) + 1e-12);
            CHECK(one.total_need() == Approx(one.pupils * (1 + *one.disadvantaged) / 10));
        }
        CHECK(*both.real.recipients.values()[0].disadvantaged > before);
        before = *both.real.recipients.values()[0].disadvantaged;
    }
    auto unknown = problem;
    unknown.recipients.values()[2].disadvantaged.reset();
    const auto some = apply_scenario(growth, unknown, {1, 0, 5});
    CHECK(same(some.real.recipients.values()[2], unknown.recipients.values()[2]));
    CHECK(some.notes == std::vector<std::string>{"Disadvantage stays as it is at 1 school whose share is not known."});
    // rolls: the same sum; need goes with the pupils; policies see the old ones, or not
    const auto unseen = apply_scenario(enrolment_shift({.variation = .5}), problem, {});
    double pupils = 0;
    for (std::size_t i = 0; i < 6; ++i) {
        const auto& one = unseen.real.recipients.values()[i];
        const auto& was = problem.recipients.values()[i];
        pupils += one.pupils;
        CHECK(one.pupils != was.pupils);
        CHECK(one.total_need() / was.total_need() == Approx(one.pupils / was.pupils));
        CHECK(same(unseen.seen.recipients.values()[i], was));
    }
    CHECK(pupils == Approx(2100));
    const auto seen = apply_scenario(enrolment_shift({.variation = .5, .seen = true}), problem, {});
    CHECK(same_recipients(seen.seen, unseen.real));
    auto empty = problem;
    for (auto& one : empty.recipients.values()) one.pupils = 0;
    CHECK(same_recipients(apply_scenario(enrolment_shift(), empty, {}).real, empty));
}

TEST_CASE("a need that is not known is put in from the schools of the region", "[scenarios]") {
    auto problem = six_schools();
    for (std::size_t i = 0; i < 6; ++i) // no school's need is the mean of others
        problem.recipients.values()[i].need.front().amount *= 1 + .0137 * static_cast<double>(i * i);
    // Whatever was drawn: an unknown need is one of the means that can be, by hand from those that stayed.
    std::size_t imputed = 0;
    for (std::uint64_t replicate = 0; replicate < 40; ++replicate) {
        const auto both = apply_scenario(missing_need({.share = .5, .fewest_known = 2}), problem, {1, replicate, 1});
        CHECK(same_recipients(both.real, problem));
        const auto stayed = [&](std::size_t i) {
            return same(both.seen.recipients.values()[i], problem.recipients.values()[i]);
        };
        const auto mean_over = [&](std::size_t first, std::size_t last, std::size_t& count) {
            double need = 0;
            double pupils = 0;
            for (auto i = first; i < last; ++i) {
                if (!stayed(i)) continue;
                ++count;
                need += need_of(problem, i);
                pupils += problem.recipients.values()[i].pupils;
            }
            return pupils > 0 ? need / pupils : 1;
        };
        for (std::size_t i = 0; i < 6; ++i) {
            if (stayed(i)) continue;
            ++imputed;
            std::size_t near = 0;
            std::size_t all = 0;
            const double own = mean_over(i < 3 ? 0 : 3, i < 3 ? 3 : 6, near);
            const double any = mean_over(0, 6, all);
            CHECK(need_of(both.seen, i) ==
                  Approx((near >= 2 ? own : any) * problem.recipients.values()[i].pupils).epsilon(1e-12));
            if (all == 0) CHECK(both.notes.size() == 1);
        }
    }
    CHECK(imputed > 60);
    const auto none = apply_scenario(missing_need({.share = 1}), problem, {});
    CHECK(need_of(none.seen, 4) == 500);
    CHECK(none.notes.size() == 1);
}

TEST_CASE("the catalogue has ten scenarios with names of their own, each the same whenever it is made", "[scenarios]") {
    const auto problem = six_schools();
    const auto all = standard_scenarios(3);
    CHECK(all.size() == 10);
    std::set<std::string> names;
    for (const auto& one : all) {
        names.insert(one.name);
        CHECK_FALSE(one.what.empty());
        const scenario_year when{5, 6, one.years};
        const auto made = apply_scenario(one, problem, when);
        (void)apply_scenario(one, problem, {5, 7, 1});
        const auto again = apply_scenario(one, problem, when);
        CHECK(same_recipients(made.seen, again.seen));
        CHECK(same_recipients(made.real, again.real));
    }
    CHECK(names.size() == 10);
    CHECK(same_recipients(apply_scenario(baseline(), problem, {}).seen, problem));
}

TEST_CASE("parameters out of range are refused", "[scenarios]") {
    CHECK_THROWS_AS(need_shock({.regional = -1}), contract_violation);
    CHECK_THROWS_AS(need_shock({.own = 11}), contract_violation);
    CHECK_THROWS_AS(mismeasured_need({.factor = -1}), contract_violation);
    CHECK_THROWS_AS(mismeasured_need({.if_unstated = 11}), contract_violation);
    CHECK_THROWS_AS(over_reporting({.share = 1.5}), contract_violation);
    CHECK_THROWS_AS(over_reporting({.factor = .5}), contract_violation);
    CHECK_THROWS_AS(budget_cut({.cut = 2}), contract_violation);
    CHECK_THROWS_AS(growing_disadvantage({.yearly = -.1}), contract_violation);
    CHECK_THROWS_AS(growing_disadvantage({.loading = -1}), contract_violation);
    CHECK_THROWS_AS(missing_need({.share = -1}), contract_violation);
    CHECK_THROWS_AS(missing_need({.fewest_known = 0}), contract_violation);
    CHECK_THROWS_AS(enrolment_shift({.variation = -1}), contract_violation);
    CHECK_THROWS_AS(baseline(0), contract_violation);
    CHECK_THROWS_AS(budget_cut({.years = 101}), contract_violation);
}

} // namespace scenarios_test
