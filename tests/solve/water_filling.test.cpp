// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/water_filling.hpp>

#include "support/catch.hpp"

namespace water_filling_test {

namespace {

using colearn::binding;
using colearn::random_stream;
using colearn::status;
using colearn::water_filling;
using colearn::water_filling_problem;
using numbers = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();

struct instance {
    double budget = 0;
    numbers weights{};
    numbers floors{};
    numbers caps{};
    [[nodiscard]] water_filling_problem view() const { return {budget, weights, floors, caps}; }
};

void check_near(const numbers& got, const numbers& want, double margin = 1e-9) {
    REQUIRE(got.size() == want.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        CAPTURE(i);
        CHECK(got[i] == Approx(want[i]).epsilon(1e-9).margin(margin));
    }
}

// Every way to put each recipient at its floor, its cap or the level; the one that satisfies the conditions.
std::optional<numbers> by_enumeration(const instance& in) {
    const auto n = in.weights.size();
    std::size_t ways = 1;
    for (std::size_t i = 0; i < n; ++i) ways *= 3;
    for (std::size_t way = 0; way < ways; ++way) {
        numbers amounts(n);
        double held = 0;
        double weight = 0;
        double lowest = 0; // the level must be at least what the caps ask, at most what the floors ask
        double highest = infinity;
        bool possible = true;
        std::vector<std::size_t> free;
        for (std::size_t i = 0, code = way; i < n; ++i, code /= 3) {
            const double w = in.weights[i];
            if (code % 3 == 0) {
                amounts[i] = in.floors[i];
                if (w > 0 && in.floors[i] < in.caps[i]) highest = std::min(highest, in.floors[i] / w);
            } else if (code % 3 == 1) {
                if (w == 0 || in.caps[i] == infinity) possible = false;
                amounts[i] = in.caps[i];
                if (w > 0 && in.floors[i] < in.caps[i]) lowest = std::max(lowest, in.caps[i] / w);
            } else {
                if (w == 0) possible = false;
                free.push_back(i);
                weight += w;
                continue;
            }
            held += amounts[i];
        }
        if (!possible) continue;
        const double slip = 1e-9 * (1 + in.budget);
        if (free.empty()) {
            if (std::fabs(held - in.budget) > slip || lowest > highest + 1e-9) continue;
            return amounts;
        }
        const double level = (in.budget - held) / weight;
        if (level < lowest - 1e-9 || level > highest + 1e-9) continue;
        for (const auto i : free) {
            amounts[i] = level * in.weights[i];
            possible &= amounts[i] >= in.floors[i] - slip && amounts[i] <= in.caps[i] + slip;
        }
        if (possible) return amounts;
    }
    return std::nullopt;
}

// The level by bisection, in long doubles.
numbers by_bisection(const instance& in) {
    const auto amounts_at = [&](long double level) {
        numbers out(in.weights.size());
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] =
                static_cast<double>(std::min<long double>(std::max<long double>(level * in.weights[i], in.floors[i]),
                                                          in.weights[i] > 0 ? in.caps[i] : in.floors[i]));
        return out;
    };
    long double low = 0;
    long double high = 1e30L;
    for (int i = 0; i < 400; ++i) {
        const auto middle = low + (high - low) / 2;
        const auto amounts = amounts_at(middle);
        (std::accumulate(amounts.begin(), amounts.end(), 0.0L) <= in.budget ? low : high) = middle;
    }
    return amounts_at(low);
}

instance any_instance(random_stream& stream, std::size_t n) {
    instance in;
    double floors = 0;
    double room = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto pick = colearn::uniform_index(stream, 8);
        in.weights.push_back(pick == 0 ? 0 : pick == 1 ? 2 : 0.1 + colearn::uniform(stream) * 10);
        in.floors.push_back(pick % 3 == 0 ? 0 : static_cast<double>(colearn::uniform_index(stream, 20)));
        in.caps.push_back(pick % 4 == 2   ? infinity
                          : pick % 4 == 3 ? in.floors.back()
                                          : in.floors.back() + static_cast<double>(colearn::uniform_index(stream, 30)));
        floors += in.floors.back();
        room += in.weights.back() > 0 ? std::min(in.caps.back(), 100.0) : in.floors.back();
    }
    in.budget = std::floor(floors + colearn::uniform(stream) * (room - floors));
    return in;
}

} // namespace

TEST_CASE("Keshav's examples of max-min fair shares", "[water_filling]") {
    // S. Keshav, An Engineering Approach to Computer Networking (1997), section 9.2: demands 2, 2.6, 4, 5 of 10 units;
    const numbers equal(4, 1);
    const numbers demands{2, 2.6, 4, 5};
    const auto plain = water_filling({10, equal, {}, demands});
    check_near(plain.amounts, {2, 2.6, 2.7, 2.7});
    CHECK(plain.certificate.level == Approx(2.7));
    CHECK(plain.certificate.level_weight == 2);
    // and demands 4, 2, 10, 4 with weights 2.5, 4, 0.5, 1 of 16 units.
    const numbers weights{2.5, 4, 0.5, 1};
    const numbers demanded{4, 2, 10, 4};
    const auto weighted = water_filling({16, weights, {}, demanded});
    check_near(weighted.amounts, {4, 2, 6, 4});
    CHECK(weighted.certificate.decided ==
          std::vector<binding>{binding::cap, binding::cap, binding::level, binding::cap});
    CHECK(weighted.certificate.level == Approx(12));
}

TEST_CASE("without bounds amounts are proportional to weights", "[water_filling]") {
    const numbers weights{1, 2, 7};
    const auto result = water_filling({500, weights});
    check_near(result.amounts, {50, 100, 350});
    CHECK(result.outcome == status::optimal);
    CHECK(result.certificate.level == Approx(50));
    CHECK(result.certificate.total == 500);
    CHECK(verify({500, weights}, result));
}

TEST_CASE("a floor takes from the others, not from one", "[water_filling]") {
    const numbers weights{1, 1, 2};
    const numbers floors{60, 0, 0};
    const auto result = water_filling({120, weights, floors});
    check_near(result.amounts, {60, 20, 40});
    CHECK(result.certificate.decided == std::vector<binding>{binding::floor, binding::level, binding::level});
}

TEST_CASE("the division agrees with every enumerated one", "[water_filling]") {
    int compared = 0;
    for (std::uint64_t item = 0; item < 3000; ++item) {
        random_stream stream(1, item);
        const auto in = any_instance(stream, 1 + item % 5);
        const auto want = by_enumeration(in);
        const auto got = water_filling(in.view());
        CAPTURE(item);
        REQUIRE(got.outcome == status::optimal);
        const auto checked = verify(in.view(), got);
        INFO(checked.violated);
        REQUIRE(checked);
        if (got.certificate.unspent > 0) {
            CHECK_FALSE(want.has_value());
            continue;
        }
        REQUIRE(want.has_value());
        check_near(got.amounts, *want);
        ++compared;
    }
    CHECK(compared > 2000);
}

TEST_CASE("the division agrees with bisection on larger instances", "[water_filling]") {
    for (std::uint64_t item = 0; item < 100; ++item) {
        random_stream stream(2, item);
        const auto in = any_instance(stream, 50 + 7 * static_cast<std::size_t>(item));
        const auto got = water_filling(in.view());
        const auto checked = verify(in.view(), got);
        INFO(checked.violated);
        REQUIRE(checked);
        check_near(got.amounts, by_bisection(in), 1e-7);
    }
}

TEST_CASE("a curve with flat stretches and cliffs of all sizes is solved", "[water_filling]") {
    // Newton steps overshoot here: spans of every size, most levels with nobody in between.
    for (std::uint64_t item = 0; item < 60; ++item) {
        random_stream stream(3, item);
        instance in;
        const auto n = 200 + item;
        double floors = 0;
        double room = 0;
        for (std::size_t i = 0; i < n; ++i) {
            in.weights.push_back(std::pow(10, 12 * colearn::uniform(stream) - 6));
            const double meets = std::pow(10, 8 * colearn::uniform(stream) - 4); // the level at which it moves
            in.floors.push_back(in.weights.back() * meets);
            in.caps.push_back(in.weights.back() * meets * (1 + std::pow(10, -6 * colearn::uniform(stream))));
            floors += in.floors.back();
            room += in.caps.back();
        }
        in.budget = floors + (room - floors) * colearn::uniform(stream);
        const auto got = water_filling(in.view());
        const auto checked = verify(in.view(), got);
        INFO(checked.violated);
        REQUIRE(checked);
        check_near(got.amounts, by_bisection(in), 1e-7);
    }
}

TEST_CASE("no recipient can gain except at the cost of one who is served no better", "[water_filling]") {
    for (std::uint64_t item = 0; item < 500; ++item) {
        random_stream stream(4, item);
        const auto in = any_instance(stream, 6);
        const auto got = water_filling(in.view());
        for (std::size_t gains = 0; gains < 6; ++gains)
            for (std::size_t pays = 0; pays < 6; ++pays) {
                if (gains == pays || in.weights[gains] == 0 || in.weights[pays] == 0) continue;
                const double step =
                    std::min({1e-3, in.caps[gains] - got.amounts[gains], got.amounts[pays] - in.floors[pays]});
                if (step < 1e-6) continue;
                const double gainer = got.amounts[gains] / in.weights[gains];
                const double payer = (got.amounts[pays] - step) / in.weights[pays];
                CHECK(payer < gainer + 1e-9);
            }
    }
}

TEST_CASE("order, scale of weights and unit of money change nothing else", "[water_filling]") {
    for (std::uint64_t item = 0; item < 200; ++item) {
        random_stream stream(5, item);
        const auto in = any_instance(stream, 9);
        const auto base = water_filling(in.view()).amounts;

        std::vector<std::size_t> order(9);
        std::iota(order.begin(), order.end(), 0);
        colearn::shuffle(stream, order);
        instance moved{in.budget, {}, {}, {}};
        for (const auto i : order) {
            moved.weights.push_back(in.weights[i]);
            moved.floors.push_back(in.floors[i]);
            moved.caps.push_back(in.caps[i]);
        }
        const auto permuted = water_filling(moved.view()).amounts;
        for (std::size_t k = 0; k < 9; ++k) CHECK(permuted[k] == Approx(base[order[k]]).margin(1e-9));

        auto weighed = in;
        for (auto& one : weighed.weights) one *= 1024;
        check_near(water_filling(weighed.view()).amounts, base);

        auto cents = in;
        cents.budget *= 100;
        for (auto& one : cents.floors) one *= 100;
        for (auto& one : cents.caps) one *= 100;
        auto scaled = water_filling(cents.view()).amounts;
        for (auto& one : scaled) one /= 100;
        check_near(scaled, base);
    }
}

TEST_CASE("a larger budget takes nothing from anybody, and the level rises as the certificate says",
          "[water_filling]") {
    for (std::uint64_t item = 0; item < 200; ++item) {
        random_stream stream(6, item);
        auto in = any_instance(stream, 8);
        const auto before = water_filling(in.view());
        in.budget += 1e-6;
        const auto after = water_filling(in.view());
        for (std::size_t i = 0; i < 8; ++i) CHECK(after.amounts[i] >= before.amounts[i] - 1e-12);
        const auto& proof = before.certificate;
        const bool same_piece = proof.decided == after.certificate.decided;
        if (same_piece && proof.level_weight > 0)
            CHECK((after.certificate.level - proof.level) / 1e-6 == Approx(1 / proof.level_weight).epsilon(1e-3));
    }
}

TEST_CASE("floors above the budget are infeasible, with what they cost", "[water_filling]") {
    const numbers weights{1, 1};
    const numbers floors{30, 50};
    const water_filling_problem problem{70, weights, floors};
    auto result = water_filling(problem);
    CHECK(result.outcome == status::infeasible);
    CHECK(result.amounts.empty());
    CHECK(result.certificate.floors_total == 80);
    CHECK(verify(problem, result));
    // the claim alone does not do
    const water_filling_problem rich{90, weights, floors};
    CHECK_FALSE(verify(rich, result));
    result.certificate.floors_total = 100;
    CHECK_FALSE(verify(problem, result));
}

TEST_CASE("floors that cost the budget exactly are a division, in decimal fractions too", "[water_filling]") {
    const numbers weights{1, 1, 5};
    const numbers floors{0.1, 0.2, 0};
    const auto result = water_filling({0.3, weights, floors}); // 0.1 + 0.2 is above 0.3 in doubles
    CHECK(result.outcome == status::optimal);
    check_near(result.amounts, {0.1, 0.2, 0});
    CHECK(result.certificate.level == 0); // the next cent goes to the third
    CHECK(verify({0.3, weights, floors}, result));
}

TEST_CASE("what nobody can take is left over by name", "[water_filling]") {
    const numbers weights{1, 2};
    const numbers caps{10, 15};
    const water_filling_problem problem{100, weights, {}, caps};
    const auto result = water_filling(problem);
    CHECK(result.outcome == status::optimal);
    CHECK(result.amounts == caps);
    CHECK(result.certificate.unspent == 75);
    CHECK(result.certificate.total == 25);
    CHECK(result.certificate.level == 10);
    CHECK(result.certificate.decided == std::vector<binding>{binding::cap, binding::cap});
    CHECK(verify(problem, result));
}

TEST_CASE("where all are at bounds the level is where the next money would go", "[water_filling]") {
    const numbers weights{1, 1};
    const numbers floors{0, 50};
    const numbers caps{10, 90};
    const auto result = water_filling({60, weights, floors, caps});
    check_near(result.amounts, {10, 50});
    CHECK(result.certificate.level == 50);
    CHECK(result.certificate.level_weight == 0);
    CHECK(verify({60, weights, floors, caps}, result));
}

TEST_CASE("a recipient of weight 0 gets its floor and no more", "[water_filling]") {
    const numbers weights{0, 1, 0};
    const numbers floors{5, 0, 0};
    const auto result = water_filling({20, weights, floors});
    check_near(result.amounts, {5, 15, 0});
    CHECK(result.certificate.decided == std::vector<binding>{binding::no_weight, binding::level, binding::no_weight});
    const numbers nobody{0, 0, 0};
    const auto idle = water_filling({20, nobody, floors});
    check_near(idle.amounts, floors);
    CHECK(idle.certificate.unspent == 15);
    CHECK(verify({20, nobody, floors}, idle));
}

TEST_CASE("nobody to give to, and nothing to give", "[water_filling]") {
    const auto empty = water_filling({});
    CHECK(empty.outcome == status::optimal);
    CHECK(empty.amounts.empty());
    const auto alone = water_filling({.budget = 7});
    CHECK(alone.certificate.unspent == 7);
    CHECK(verify({.budget = 7}, alone));
    const numbers weights{3, 1};
    const auto broke = water_filling({0, weights});
    check_near(broke.amounts, {0, 0});
    CHECK(broke.certificate.level == 0);
    CHECK(verify({0, weights}, broke));
}

TEST_CASE("numbers of very different sizes keep the total", "[water_filling]") {
    const numbers weights{1e-100, 1e100, 1, 1e-50};
    const numbers caps{infinity, 1, infinity, 1e-80};
    for (const double budget : {1e-90, 1.0, 1e6, 1e100}) {
        const water_filling_problem problem{budget, weights, {}, caps};
        const auto result = water_filling(problem);
        CHECK(result.certificate.total == Approx(budget).epsilon(1e-12));
        const auto checked = verify(problem, result);
        INFO(checked.violated);
        CHECK(checked);
    }
}

TEST_CASE("forged divisions are rejected", "[water_filling]") {
    const numbers weights{1, 1, 2, 1};
    const numbers floors{60, 0, 0, 0};
    const numbers caps{infinity, infinity, infinity, 5};
    const water_filling_problem problem{125, weights, floors, caps};
    const auto honest = water_filling(problem);
    REQUIRE(verify(problem, honest));
    check_near(honest.amounts, {60, 20, 40, 5});
    const auto rejected = [&](auto forge, const char* why) {
        auto forged = honest;
        forge(forged);
        const auto checked = verify(problem, forged);
        CHECK_FALSE(checked);
        CHECK_THAT(checked.violated, Catch::Contains(why));
    };
    using result = colearn::water_filling_result;
    rejected([](result& r) { r.amounts[1] += 1, r.amounts[2] -= 1; },
             "recipient 1 gets 21 where the level gives it 20");
    rejected([](result& r) { r.amounts[0] = 59; }, "below its floor");
    rejected([](result& r) { r.amounts[3] = 6; }, "above its cap");
    rejected([](result& r) { r.amounts[2] = std::nan(""); }, "below its floor");
    rejected([](result& r) { r.amounts.pop_back(); }, "one amount for each");
    rejected([](result& r) { r.certificate.level = 21; }, "where the level gives it 21");
    rejected([](result& r) { r.certificate.level = infinity; }, "the level is inf");
    rejected([](result& r) { r.certificate.level_weight = 2; }, "weights at the level sum to 3");
    rejected([](result& r) { r.certificate.total = 120; }, "the amounts sum to 125");
    rejected([](result& r) { r.certificate.unspent = 5; }, "money is unspent while recipient 0");
    rejected([](result& r) { r.certificate.floors_total = 10; }, "the floors sum to 60");
    rejected([](result& r) { r.certificate.decided[0] = binding::level; }, "recipient 0 is decided by its floor");
    rejected([](result& r) { r.certificate.decided.clear(); }, "one reason for each");
    rejected([](result& r) { r.outcome = status::infeasible; }, "no amounts");
    rejected([](result& r) { r.outcome = status::feasible; }, "neither optimal nor infeasible");
    // a division of less money than there is
    const water_filling_problem less{100, weights, floors, caps};
    CHECK_FALSE(verify(problem, water_filling(less)));
}

TEST_CASE("bad input is refused, with the recipient's number", "[water_filling]") {
    const numbers weights{1, 2};
    const double nan = std::nan("");
    const auto refused = [](const water_filling_problem& problem, const std::string& what) {
        CHECK_THROWS_MATCHES(water_filling(problem), colearn::contract_violation,
                             Catch::Matchers::Message("water_filling: " + what));
    };
    refused({-1, weights}, "the budget must be from 0 to 1e100; got -1");
    refused({nan, weights}, "the budget must be from 0 to 1e100; got nan");
    refused({infinity, weights}, "the budget must be from 0 to 1e100; got inf");
    const numbers one{1};
    refused({1, weights, one}, "there must be one floor for each weight, or none; got 1");
    refused({1, weights, {}, one}, "there must be one cap for each weight, or none; got 1");
    const numbers negative{1, -2};
    refused({1, negative}, "every weight must be 0 or from 1e-100 to 1e100; got \"recipient 1: -2\"");
    refused({1, weights, negative}, "every floor must be from 0 to 1e100; got \"recipient 1: -2\"");
    refused({1, weights, {}, negative}, "no cap may be below its floor; got \"recipient 1: -2\"");
    const numbers unknown{nan, 1};
    refused({1, unknown}, "every weight must be 0 or from 1e-100 to 1e100; got \"recipient 0: nan\"");
    refused({1, weights, unknown}, "every floor must be from 0 to 1e100; got \"recipient 0: nan\"");
    refused({1, weights, {}, unknown}, "no cap may be below its floor; got \"recipient 0: nan\"");
    const numbers tiny{1e-300, 1};
    refused({1, tiny}, "every weight must be 0 or from 1e-100 to 1e100; got \"recipient 0: 1e-300\"");
}

} // namespace water_filling_test
