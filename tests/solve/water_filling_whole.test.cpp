// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/water_filling_whole.hpp>

#include "support/catch.hpp"

namespace water_filling_whole_test {

namespace {

using colearn::binding;
using colearn::no_cap;
using colearn::random_stream;
using colearn::status;
using colearn::water_filling_whole;
using colearn::water_filling_whole_problem;
using numbers = std::vector<double>;
using amounts = std::vector<std::int64_t>;

struct instance {
    std::int64_t budget = 0;
    numbers weights{};
    amounts floors{};
    amounts caps{};
    [[nodiscard]] water_filling_whole_problem view() const { return {budget, weights, floors, caps}; }
};

instance any_instance(random_stream& stream, std::size_t n, std::uint64_t size) {
    instance in;
    std::int64_t floors = 0;
    std::int64_t room = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto pick = colearn::uniform_index(stream, 8);
        const auto some = [&] { return static_cast<std::int64_t>(colearn::uniform_index(stream, size)); };
        in.weights.push_back(pick == 0 ? 0 : pick == 1 ? 2 : 0.1 + colearn::uniform(stream) * 10);
        in.floors.push_back(pick % 3 == 0 ? 0 : some());
        in.caps.push_back(pick % 4 == 2 ? no_cap : pick % 4 == 3 ? in.floors.back() : in.floors.back() + some());
        floors += in.floors.back();
        room +=
            in.weights.back() > 0 ? std::min(in.caps.back(), static_cast<std::int64_t>(5 * size)) : in.floors.back();
    }
    in.budget = floors + static_cast<std::int64_t>(
                             colearn::uniform_index(stream, static_cast<std::uint64_t>(room - floors) + 1));
    return in;
}

// Smallest sum of |x - share| over all whole divisions of the total within the bounds, by trying them all.
double nearest(const instance& in, const numbers& shares, std::int64_t left, std::size_t i) {
    if (i == shares.size()) return left == 0 ? 0 : std::numeric_limits<double>::infinity();
    double best = std::numeric_limits<double>::infinity();
    const auto top = std::min(in.weights[i] > 0 ? in.caps[i] : in.floors[i], left);
    for (auto x = in.floors[i]; x <= top; ++x)
        best = std::min(best, std::fabs(static_cast<double>(x) - shares[i]) + nearest(in, shares, left - x, i + 1));
    return best;
}

} // namespace

TEST_CASE("the seats of the textbook example of largest remainders", "[water_filling_whole]") {
    // 100,000 votes and 10 seats, as in the common textbook example with the Hare quota.
    const numbers votes{47'000, 16'000, 15'800, 12'000, 6'100, 3'100};
    const auto result = water_filling_whole({10, votes});
    CHECK(result.amounts == amounts{5, 2, 1, 1, 1, 0});
    CHECK(verify({10, votes}, result));
}

TEST_CASE("a budget is divided to the cent", "[water_filling_whole]") {
    const numbers weights{1, 1, 1};
    const auto result = water_filling_whole({100'00, weights});
    CHECK(result.amounts == amounts{33'34, 33'33, 33'33}); // the odd cent to the first
    CHECK(result.certificate.total == 100'00);
    CHECK(result.certificate.level == Approx(10'000.0 / 3));
}

TEST_CASE("totals and bounds are exact, and no amount is a unit away from its share", "[water_filling_whole]") {
    for (std::uint64_t item = 0; item < 2000; ++item) {
        random_stream stream(1, item);
        const auto in = any_instance(stream, 1 + item % 40, item % 2 == 0 ? 30 : 5'000'000);
        const auto got = water_filling_whole(in.view());
        CAPTURE(item);
        REQUIRE(got.outcome == status::optimal);
        CHECK(std::accumulate(got.amounts.begin(), got.amounts.end(), std::int64_t{0}) ==
              in.budget - got.certificate.unspent);
        const auto checked = verify(in.view(), got);
        INFO(checked.violated);
        REQUIRE(checked);
    }
}

TEST_CASE("no whole division lies nearer to the shares", "[water_filling_whole]") {
    for (std::uint64_t item = 0; item < 400; ++item) {
        random_stream stream(2, item);
        const auto in = any_instance(stream, 1 + item % 4, 8);
        const auto got = water_filling_whole(in.view());
        numbers floors(in.floors.begin(), in.floors.end());
        numbers caps;
        for (const auto cap : in.caps)
            caps.push_back(cap == no_cap ? std::numeric_limits<double>::infinity() : static_cast<double>(cap));
        const auto shares = colearn::water_filling({static_cast<double>(in.budget), in.weights, floors, caps}).amounts;
        double distance = 0;
        for (std::size_t i = 0; i < shares.size(); ++i)
            distance += std::fabs(static_cast<double>(got.amounts[i]) - shares[i]);
        CAPTURE(item);
        CHECK(distance == Approx(nearest(in, shares, got.certificate.total, 0)).margin(1e-9));
    }
}

TEST_CASE("the largest budgets keep their total", "[water_filling_whole]") {
    for (std::uint64_t item = 0; item < 100; ++item) {
        random_stream stream(3, item);
        numbers weights(1 + item);
        for (auto& one : weights) one = colearn::uniform(stream, 0.001, 1);
        const water_filling_whole_problem problem{colearn::most_whole_units - static_cast<std::int64_t>(item), weights};
        const auto got = water_filling_whole(problem);
        CHECK(std::accumulate(got.amounts.begin(), got.amounts.end(), std::int64_t{0}) == problem.budget);
        const auto checked = verify(problem, got);
        INFO(checked.violated);
        CHECK(checked);
    }
}

TEST_CASE("floors one unit above the budget are infeasible, floors at it are a division", "[water_filling_whole]") {
    const numbers weights{1, 1};
    const amounts floors{3'000'000'000'000'001, 4'000'000'000'000'000};
    const water_filling_whole_problem short_of_one{7'000'000'000'000'000, weights, floors};
    const auto refused = water_filling_whole(short_of_one);
    CHECK(refused.outcome == status::infeasible);
    CHECK(refused.certificate.floors_total == 7'000'000'000'000'001);
    CHECK(verify(short_of_one, refused));
    const water_filling_whole_problem enough{7'000'000'000'000'001, weights, floors};
    CHECK(water_filling_whole(enough).amounts == floors);
    CHECK_FALSE(verify(enough, refused));
}

TEST_CASE("what nobody can take is left over to the unit", "[water_filling_whole]") {
    const numbers weights{1, 2, 0};
    const amounts floors{0, 0, 7};
    const amounts caps{4'000'000'000'000'000, 15, no_cap};
    const water_filling_whole_problem problem{4'000'000'000'000'025, weights, floors, caps};
    const auto result = water_filling_whole(problem);
    CHECK(result.amounts == amounts{4'000'000'000'000'000, 15, 7});
    CHECK(result.certificate.unspent == 3);
    CHECK(verify(problem, result));
}

TEST_CASE("sums of floors beyond 64 bits do not wrap round", "[water_filling_whole]") {
    const numbers weights(3000, 1);
    const amounts floors(3000, colearn::most_whole_units);
    const auto result = water_filling_whole({10, weights, floors});
    CHECK(result.outcome == status::infeasible);
    CHECK(result.certificate.floors_total == (std::numeric_limits<std::int64_t>::max)());
}

TEST_CASE("forged whole divisions are rejected", "[water_filling_whole]") {
    const numbers votes{47'000, 16'000, 15'800, 12'000, 6'100, 3'100};
    const amounts floors{0, 0, 0, 0, 0, 0};
    const amounts caps{no_cap, no_cap, no_cap, 1, no_cap, no_cap};
    const water_filling_whole_problem problem{10, votes, floors, caps};
    const auto honest = water_filling_whole(problem);
    REQUIRE(verify(problem, honest));
    const auto rejected = [&](auto forge, const char* why) {
        auto forged = honest;
        forge(forged);
        const auto checked = verify(problem, forged);
        CHECK_FALSE(checked);
        CHECK_THAT(checked.violated, Catch::Contains(why));
    };
    using result = colearn::water_filling_whole_result;
    rejected([](result& r) { r.amounts[2] += 1, r.amounts[1] -= 1; }, "was rounded up while one of");
    rejected([](result& r) { r.amounts[0] += 1, r.amounts[1] -= 1; }, "gets");
    rejected([](result& r) { r.amounts[0] += 1; }, "gets 6 where the level gives it");
    rejected([](result& r) { r.amounts[4] -= 1; }, "the amounts sum to 9");
    rejected([](result& r) { r.amounts[3] = 2; }, "above its cap");
    rejected([](result& r) { r.amounts[5] = -1; }, "below its floor");
    rejected([](result& r) { r.amounts.pop_back(); }, "one amount for each");
    rejected([](result& r) { r.certificate.level *= 2; }, "where the level gives it");
    rejected([](result& r) { r.certificate.level = std::nan(""); }, "the level is nan");
    rejected([](result& r) { r.certificate.decided[0] = binding::cap; }, "is at no bound");
    rejected([](result& r) { r.certificate.decided[3] = binding::floor; }, "recipient 3 is not held by its floor");
    rejected([](result& r) { r.certificate.decided.clear(); }, "one reason for each");
    rejected([](result& r) { r.certificate.unspent = 1; }, "money is unspent");
    rejected([](result& r) { r.certificate.unspent = -1; }, "do not sum to the budget");
    rejected([](result& r) { r.certificate.floors_total = 3; }, "the floors sum to 0");
    rejected([](result& r) { r.certificate.total = 11; }, "the amounts sum to 10");
    rejected([](result& r) { r.outcome = status::converged; }, "neither optimal nor infeasible");
}

TEST_CASE("bad whole input is refused", "[water_filling_whole]") {
    const numbers weights{1, 2};
    const auto refused = [](const water_filling_whole_problem& problem, const std::string& what) {
        CHECK_THROWS_MATCHES(water_filling_whole(problem), colearn::contract_violation,
                             Catch::Matchers::Message("water_filling_whole: " + what));
    };
    refused({-1, weights}, "the budget must be from 0 to 9e15 units; got -1");
    refused({no_cap, weights}, "the budget must be from 0 to 9e15 units; got 9223372036854775807");
    const amounts one{1};
    refused({1, weights, one}, "there must be one floor for each weight, or none; got 1");
    refused({1, weights, {}, one}, "there must be one cap for each weight, or none; got 1");
    const amounts negative{1, -2};
    refused({1, weights, negative}, "every floor must be from 0 to 9e15 units; got \"recipient 1: -2\"");
    refused({1, weights, {}, negative}, "no cap may be below its floor; got \"recipient 1: -2\"");
    const numbers unknown{1, std::nan("")};
    refused({1, unknown}, "every weight must be 0 or from 1e-100 to 1e100; got \"recipient 1: nan\"");
}

} // namespace water_filling_whole_test
