// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include <colearn/allocation/max_min.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/graph/learning_system.hpp>

#include "support/catch.hpp"

namespace max_min_test {

namespace {

using colearn::binding;
using colearn::id;
using colearn::id_map;
using colearn::max_min;
using colearn::max_min_options;
using colearn::money;
using colearn::random_stream;
using colearn::school;
using colearn::school_needs;
using colearn::status;

// Schools of the given need-weighted pupils.
school_needs of_weights(const std::vector<double>& weights) {
    school_needs out;
    out.school_bound = weights.size();
    for (std::size_t i = 0; i < weights.size(); ++i)
        out.recipients.push_back({id<school>{i}, "School " + std::to_string(i), weights[i], 0, weights[i], {}});
    return out;
}

id_map<school, money> units(std::vector<std::int64_t> amounts) {
    id_map<school, money> out;
    for (const auto one : amounts) out.push_back(money::of(one));
    return out;
}

std::vector<std::int64_t> cents(const colearn::max_min_result& result) {
    std::vector<std::int64_t> out;
    for (const auto& one : result.awards) out.push_back(one.amount.cents);
    return out;
}

// Cent by cent to whoever is served worst so far: the definition, as slow as it is plain.
std::vector<std::int64_t> cent_by_cent(const school_needs& of, money budget, const max_min_options& options) {
    std::vector<std::int64_t> out;
    for (const auto& one : of.recipients) out.push_back(options.floors.empty() ? 0 : options.floors[one.who].cents);
    auto left = budget.cents - std::accumulate(out.begin(), out.end(), std::int64_t{0});
    for (; left > 0; --left) {
        std::size_t worst = out.size();
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (!options.caps.empty() && out[i] >= options.caps[of.recipients[i].who].cents) continue;
            const auto served = [&](std::size_t k) {
                return (static_cast<double>(out[k]) + 0.5) / of.recipients[k].weight;
            };
            if (worst == out.size() || served(i) < served(worst)) worst = i;
        }
        if (worst == out.size()) break;
        ++out[worst];
    }
    return out;
}

struct instance {
    school_needs of{};
    money budget{};
    max_min_options options{};
};
instance any_instance(std::uint64_t seed, std::uint64_t item, std::size_t schools, double cents_each) {
    random_stream stream(seed, item);
    std::vector<double> weights;
    std::vector<std::int64_t> floors;
    std::int64_t floors_total = 0;
    instance out;
    for (std::size_t i = 0; i < schools; ++i) {
        weights.push_back(std::floor(colearn::uniform(stream, 20, 900)) / 4);
        const auto floor = static_cast<std::int64_t>(colearn::uniform(stream) * cents_each);
        const auto over = static_cast<std::int64_t>(colearn::uniform(stream) * 3 * cents_each);
        out.options.floors.push_back({floor});
        out.options.caps.push_back({floor + over});
        floors_total += floor;
    }
    out.of = of_weights(weights);
    out.budget = {floors_total +
                  static_cast<std::int64_t>(colearn::uniform(stream) * cents_each * static_cast<double>(schools))};
    return out;
}

} // namespace

TEST_CASE("a budget follows need", "[max_min]") {
    const auto of = of_weights({500, 250, 250});
    const auto result = max_min(of, money::of(500'000));
    CHECK(result.outcome == status::optimal);
    CHECK(cents(result) == std::vector<std::int64_t>{250'000'00, 125'000'00, 125'000'00});
    CHECK(result.certificate.level == Approx(500));
    CHECK(result.certificate.level_per_unit == Approx(0.001));
    CHECK(result.certificate.total == money::of(500'000));
    CHECK(result.certificate.unspent == money{});
    CHECK(verify(of, money::of(500'000), {}, result));
}

TEST_CASE("the pupils of a network's schools make the awards", "[max_min]") {
    colearn::system_network net;
    school hill;
    hill.name = "Hill";
    hill.enrolment = 400;
    hill.disadvantaged = 0.25;
    auto dale = hill;
    dale.name = "Dale";
    dale.disadvantaged = 0;
    school unknown;
    unknown.name = "Unknown";
    const auto first = net.add(hill);
    const auto second = net.add(unknown);
    const auto third = net.add(dale);
    const auto of = needs(net);
    const auto result = max_min(of, money::of(90'000));
    const auto amounts = result.amounts(of.school_bound);
    CHECK(amounts[first] == money::of(50'000));
    CHECK(amounts[third] == money::of(40'000));
    CHECK_FALSE(amounts[second].has_value()); // not a silent 0
    REQUIRE(result.missing.size() == 2);
    CHECK(result.missing[0] == colearn::missing_figure{second, "Unknown", "enrolment"});
}

TEST_CASE("totals are exact to the cent and certificates hold", "[max_min]") {
    for (std::uint64_t item = 0; item < 500; ++item) {
        const auto in = any_instance(1, item, 1 + item % 60, 1e6);
        const auto result = max_min(in.of, in.budget, in.options);
        CAPTURE(item);
        REQUIRE(result.outcome == status::optimal);
        money sum;
        for (const auto& one : result.awards) sum += one.amount;
        CHECK(sum + result.certificate.unspent == in.budget);
        const auto checked = verify(in.of, in.budget, in.options, result);
        INFO(checked.violated);
        REQUIRE(checked);
    }
}

TEST_CASE("the awards are those of giving cent by cent to the worst served", "[max_min]") {
    for (std::uint64_t item = 0; item < 200; ++item) {
        const auto in = any_instance(2, item, 2 + item % 5, 1000);
        const auto got = cents(max_min(in.of, in.budget, in.options));
        const auto want = cent_by_cent(in.of, in.budget, in.options);
        CAPTURE(item);
        // the two differ in how they round, and in nothing else
        for (std::size_t i = 0; i < got.size(); ++i) CHECK(std::llabs(got[i] - want[i]) <= 1);
    }
}

TEST_CASE("floors and caps decide and are named", "[max_min]") {
    const auto of = of_weights({100, 100, 100, 100, 0});
    max_min_options options{.floors = units({60, 0, 0, 7, 3}), .caps = units({90, 10, 90, 7, 3})};
    options.caps[id<school>{4U}] = money::of(50);
    const auto result = max_min(of, money::of(120), options);
    CHECK(cents(result) == std::vector<std::int64_t>{60'00, 10'00, 40'00, 7'00, 3'00});
    CHECK(result.awards[0].decided == binding::floor);
    CHECK(result.awards[1].decided == binding::cap);
    CHECK(result.awards[2].decided == binding::level);
    CHECK(result.awards[3].decided == binding::fixed);
    CHECK(result.awards[4].decided == binding::no_weight);
    CHECK(result.worst_served()->name == "School 3");
    CHECK(verify(of, money::of(120), options, result));

    const auto said = [&](std::size_t i) { return explain(result.awards[i], result.certificate); };
    CHECK(said(0).why == "School 0 gets its floor of 60.00; 100 need-weighted pupils at 0.40 each would be 40.00.");
    CHECK(said(0).what_would_change == "It would get more once the level passes 0.60 each, or with a higher floor.");
    CHECK(said(1).why == "School 1 gets its cap of 10.00; 100 need-weighted pupils at 0.40 each would be 40.00.");
    CHECK(said(1).what_would_change == "Only a higher cap would bring it more.");
    CHECK(said(2).why == "School 2 gets 40.00: 100 need-weighted pupils at 0.40 each.");
    CHECK(said(3).why == "School 3 gets 7.00: its floor and its cap are the same.");
    CHECK(said(4).why == "School 4 gets its floor of 3.00: no need is on record for it.");
    for (std::size_t i = 0; i < 5; ++i) CHECK_FALSE(said(i).what_would_change.empty());

    const auto large = max_min(of_weights({100'000, 1234.56}), money::of(1'012'345));
    CHECK_THAT(explain(large.awards[0], large.certificate).why, Catch::Contains(": 100,000 need-weighted pupils at "));
    CHECK_THAT(explain(large.awards[1], large.certificate).why, Catch::Contains(": 1,234.6 need-weighted pupils at "));
}

TEST_CASE("what would change an award comes true", "[max_min]") {
    std::vector<double> weights{300, 200, 500};
    const auto before = max_min(of_weights(weights), money::of(100'000));
    CHECK(explain(before.awards[0], before.certificate).what_would_change ==
          "Another 1,000 of budget would bring it about 300.00; one more need-weighted pupil about 70.00.");
    const auto richer = max_min(of_weights(weights), money::of(101'000));
    CHECK(richer.awards[0].amount - before.awards[0].amount == money::of(300));
    weights[0] += 1;
    const auto larger = max_min(of_weights(weights), money::of(100'000));
    CHECK((larger.awards[0].amount - before.awards[0].amount).units() == Approx(70).epsilon(0.01));
}

TEST_CASE("another network's bounds are refused, and so is a negative budget", "[max_min]") {
    const auto of = of_weights({100, 100});
    const auto refused = [&](money budget, const max_min_options& options, const std::string& what) {
        CHECK_THROWS_MATCHES(max_min(of, budget, options), colearn::contract_violation,
                             Catch::Matchers::Message("max_min: " + what));
    };
    refused(money::of(-1), {}, "the budget must be from 0 to 9e13 units; got -1");
    refused(money::of(1), {.floors = units({1})}, "there must be one floor for each school, or none; got 1");
    refused(money::of(1), {.caps = units({1, 2, 3})}, "there must be one cap for each school, or none; got 3");
    refused(money::of(1), {.floors = units({1, -5})},
            "every floor must be from 0 to 9e13 units; got \"School 1: -5.00\"");
    refused(money::of(1), {.floors = units({1, 5}), .caps = units({1, 4})},
            "no cap may be below its floor; got \"School 1: 4.00\"");
}

TEST_CASE("floors above the budget are infeasible, with what they cost", "[max_min]") {
    const auto of = of_weights({100, 100});
    const max_min_options options{.floors = units({300, 400})};
    const auto result = max_min(of, money::of(699), options);
    CHECK(result.outcome == status::infeasible);
    CHECK(result.awards.empty());
    CHECK(result.certificate.floors_total == money::of(700));
    CHECK(verify(of, money::of(699), options, result));
    CHECK_FALSE(verify(of, money::of(700), options, result));
    CHECK_FALSE(verify(of, money::of(699), {}, result));
    CHECK(result.worst_served() == nullptr);
}

TEST_CASE("what no school can take is left over by name", "[max_min]") {
    const auto of = of_weights({100, 100});
    const max_min_options options{.caps = units({300, 400})};
    const auto result = max_min(of, money::of(1000), options);
    CHECK(result.certificate.unspent == money::of(300));
    CHECK(result.certificate.level_per_unit == 0);
    CHECK(verify(of, money::of(1000), options, result));
    const auto nobody = max_min(school_needs{}, money::of(10));
    CHECK(nobody.certificate.unspent == money::of(10));
    CHECK(nobody.awards.empty());
}

TEST_CASE("forged awards are rejected", "[max_min]") {
    const auto of = of_weights({500, 250, 250, 100});
    const max_min_options options{.floors = units({0, 0, 0, 60'000})};
    const auto budget = money::of(500'000);
    const auto honest = max_min(of, budget, options);
    REQUIRE(verify(of, budget, options, honest));
    const auto rejected = [&](auto forge, const char* why) {
        auto forged = honest;
        forge(forged);
        const auto checked = verify(of, budget, options, forged);
        CHECK_FALSE(checked);
        CHECK_THAT(checked.violated, Catch::Contains(why));
    };
    using result = colearn::max_min_result;
    rejected([](result& r) { r.awards[0].amount += money::of(1), r.awards[1].amount += money::of(-1); },
             "recipient 0 gets 22000100 where the level gives it 2.2e+07");
    rejected([](result& r) { r.awards[3].amount = money::of(1); }, "below its floor");
    rejected([](result& r) { r.awards[3].floor = {}; }, "School 3 has another floor or cap");
    rejected([](result& r) { r.awards[0].cap = money::of(1); }, "School 0 has another floor or cap");
    rejected([](result& r) { r.awards[0].need = 900; }, "School 0 has a need of 500, not of 900");
    rejected([](result& r) { std::swap(r.awards[0], r.awards[1]); }, "award 0 is not for the recipient");
    rejected([](result& r) { r.awards.pop_back(); }, "one award for each");
    rejected([](result& r) { r.awards.push_back(r.awards[0]); }, "one award for each");
    rejected([](result& r) { r.certificate.level = 1; }, "where the level gives it");
    rejected([](result& r) { r.certificate.level_per_unit = 1; }, "raises the level by 0.001, not by 1");
    rejected([](result& r) { r.certificate.unspent = money::of(1); }, "money is unspent");
    rejected([](result& r) { r.certificate.total = money::of(1); }, "the amounts sum to");
    rejected([](result& r) { r.awards[0].decided = binding::floor; }, "raises the level by");
    rejected([](result& r) { r.missing.push_back({id<school>{0U}, "School 0", "enrolment"}); }, "took no part");
    rejected([](result& r) { r.outcome = status::infeasible; }, "an infeasible division has no amounts");
}

} // namespace max_min_test
