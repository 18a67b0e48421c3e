// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <vector>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>

#include <colearn/core/distribution.hpp>

#include "support/catch.hpp"

namespace distribution_test {

namespace {

using colearn::random_stream;

template <class Draw>
std::vector<double> sample(std::uint64_t seed, std::size_t count, Draw draw) {
    random_stream stream(seed);
    std::vector<double> out(count);
    for (auto& one : out) one = draw(stream);
    return out;
}

// Kolmogorov-Smirnov: sqrt(n) times the largest distance; above 1.95 in one sample out of 1,000.
template <class Cdf>
double distance(std::vector<double> values, Cdf cdf) {
    std::sort(values.begin(), values.end());
    const auto n = static_cast<double>(values.size());
    double worst = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double at = cdf(values[i]);
        worst = (std::max)({worst, at - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - at});
    }
    return worst * std::sqrt(n);
}
constexpr double critical = 1.95;

double mean(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}
double variance(const std::vector<double>& values) {
    const double m = mean(values);
    double sum = 0;
    for (const double one : values) sum += (one - m) * (one - m);
    return sum / static_cast<double>(values.size());
}

constexpr std::size_t draws = 20'000;
constexpr double infinity = std::numeric_limits<double>::infinity();
const double nan_value = std::nan("");

} // namespace

TEST_CASE("uniform numbers are 53 bits of the stream", "[distribution]") {
    random_stream stream(5);
    random_stream same(5);
    for (int i = 0; i < 1000; ++i) {
        const double u = colearn::uniform(stream);
        CHECK(u == std::ldexp(static_cast<double>(same() >> 11), -53));
        CHECK((u >= 0 && u < 1));
    }
    CHECK(distance(sample(6, draws, [](auto& s) { return colearn::uniform(s); }), [](double x) { return x; }) <
          critical);
}

TEST_CASE("uniform numbers of a range keep to it", "[distribution]") {
    const auto values = sample(7, draws, [](auto& s) { return colearn::uniform(s, -3, 5); });
    CHECK(distance(values, [](double x) { return (x + 3) / 8; }) < critical);
    random_stream stream(8);
    const double next = std::nextafter(1.0, 2.0);
    for (int i = 0; i < 100; ++i) CHECK(colearn::uniform(stream, 1, next) == 1); // never the upper end
    CHECK(colearn::uniform(stream, 4, 4) == 4);
    CHECK_THROWS_AS(colearn::uniform(stream, 5, 4), colearn::contract_violation);
    CHECK_THROWS_AS(colearn::uniform(stream, 0, infinity), colearn::contract_violation);
    CHECK_THROWS_AS(colearn::uniform(stream, nan_value, 1), colearn::contract_violation);
}

TEST_CASE("integers below a bound are equally likely", "[distribution]") {
    random_stream stream(9);
    std::array<double, 7> seen{};
    constexpr int count = 70'000;
    for (int i = 0; i < count; ++i) seen[static_cast<std::size_t>(colearn::uniform_index(stream, 7))] += 1;
    double chi_squared = 0;
    for (const double one : seen) chi_squared += (one - count / 7.0) * (one - count / 7.0) / (count / 7.0);
    CHECK(cdf(boost::math::chi_squared(6), chi_squared) < 0.999);
    for (int i = 0; i < 10; ++i) CHECK(colearn::uniform_index(stream, 1) == 0);
    CHECK_THROWS_AS(colearn::uniform_index(stream, 0), colearn::contract_violation);
}

TEST_CASE("large bounds have no bias", "[distribution]") {
    // With 3 * 2^62, taking the product's high half alone would hit one residue class twice as often as the others.
    random_stream stream(10);
    const auto bound = std::uint64_t{3} << 62;
    std::array<double, 3> seen{};
    constexpr int count = 30'000;
    for (int i = 0; i < count; ++i) {
        const auto value = colearn::uniform_index(stream, bound);
        REQUIRE(value < bound);
        seen[value % 3] += 1;
    }
    for (const double one : seen) CHECK(one == Approx(count / 3.0).epsilon(0.03));
    CHECK(colearn::uniform_index(stream, (std::numeric_limits<std::uint64_t>::max)()) > 0);
}

TEST_CASE("normal numbers follow the normal distribution", "[distribution]") {
    const auto values = sample(11, draws, [](auto& s) { return colearn::normal(s, 100, 15); });
    const boost::math::normal expected(100, 15);
    CHECK(distance(values, [&](double x) { return cdf(expected, x); }) < critical);
    CHECK(mean(values) == Approx(100).margin(15 * 4 / std::sqrt(double{draws})));
    CHECK(variance(values) == Approx(225).epsilon(0.05));
    random_stream stream(12);
    CHECK(colearn::normal(stream, 3, 0) == 3);
    CHECK_THROWS_AS(colearn::normal(stream, 0, -1), colearn::contract_violation);
    CHECK_THROWS_AS(colearn::normal(stream, 0, nan_value), colearn::contract_violation);
}

TEST_CASE("a normal number takes one number of the stream", "[distribution]") {
    random_stream drawn(13);
    random_stream passed(13);
    for (int i = 0; i < 5; ++i) (void)colearn::normal(drawn);
    passed.discard(5);
    CHECK(drawn() == passed());
}

TEST_CASE("gamma numbers follow the gamma distribution, of small shapes too", "[distribution]") {
    for (const double shape : {0.05, 0.3, 0.999, 1.0, 1.5, 4.0, 50.0, 1e4}) {
        CAPTURE(shape);
        const auto values = sample(14, draws, [&](auto& s) { return colearn::gamma(s, shape, 2); });
        const boost::math::gamma_distribution expected(shape, 2.0);
        CHECK(distance(values, [&](double x) { return cdf(expected, x); }) < critical);
        CHECK(mean(values) == Approx(2 * shape).margin(5 * 2 * std::sqrt(shape / double{draws})));
        CHECK(*std::min_element(values.begin(), values.end()) > 0);
    }
    random_stream stream(15);
    for (const double bad : {0.0, -1.0, infinity, nan_value}) {
        CHECK_THROWS_AS(colearn::gamma(stream, bad), colearn::contract_violation);
        CHECK_THROWS_AS(colearn::gamma(stream, 1, bad), colearn::contract_violation);
    }
    const double tiny = colearn::gamma(stream, 1e-6);
    CHECK((tiny >= 0 && tiny < 1));
}

TEST_CASE("beta numbers follow the beta distribution", "[distribution]") {
    const std::vector<std::pair<double, double>> shapes{{1, 1},   {2, 5},   {0.5, 0.5}, {0.1, 3},
                                                        {3, 0.2}, {30, 70}, {1e3, 1e5}, {0.9, 0.9}};
    for (const auto& [a, b] : shapes) {
        CAPTURE(a, b);
        const auto values = sample(16, draws, [a = a, b = b](auto& s) { return colearn::beta(s, a, b); });
        const boost::math::beta_distribution expected(a, b);
        CHECK(distance(values, [&](double x) { return cdf(expected, x); }) < critical);
        CHECK(mean(values) == Approx(a / (a + b)).margin(5 * std::sqrt(variance(values) / double{draws})));
    }
}

TEST_CASE("beta numbers of tiny shapes are an uneven coin, never NaN", "[distribution]") {
    for (const double size : {1e-3, 1e-10, 1e-100, 1e-300, 1e-307, 5e-324}) {
        CAPTURE(size);
        const auto values = sample(17, 2000, [&](auto& s) { return colearn::beta(s, size, 3 * size); });
        for (const double one : values) REQUIRE((one >= 0 && one <= 1));
        const double expected = size / (size + 3 * size); // 3 * 5e-324 is 1.5e-323: exact
        CHECK(mean(values) == Approx(expected).margin(0.05));
    }
    random_stream stream(18);
    for (const double bad : {0.0, -1.0, infinity, nan_value}) {
        CHECK_THROWS_AS(colearn::beta(stream, bad, 1), colearn::contract_violation);
        CHECK_THROWS_AS(colearn::beta(stream, 1, bad), colearn::contract_violation);
    }
}

TEST_CASE("a discrete choice keeps to its weights", "[distribution]") {
    const std::vector<double> weights{1, 0, 3, 6, 0.5, 2};
    const colearn::discrete pick(weights);
    CHECK(pick.size() == weights.size());
    random_stream stream(19);
    std::vector<double> seen(weights.size());
    constexpr double count = 100'000;
    for (int i = 0; i < static_cast<int>(count); ++i) seen[pick(stream)] += 1;
    CHECK(seen[1] == 0);
    double chi_squared = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double expected = count * weights[i] / 12.5;
        if (expected > 0) chi_squared += (seen[i] - expected) * (seen[i] - expected) / expected;
    }
    CHECK(cdf(boost::math::chi_squared(4), chi_squared) < 0.999);
}

TEST_CASE("a weight of zero is never drawn, whatever the rounding", "[distribution]") {
    for (std::uint64_t instance = 0; instance < 200; ++instance) {
        random_stream stream(20, instance);
        std::vector<double> weights(2 + instance % 40);
        for (auto& one : weights)
            one = colearn::uniform(stream) < 0.6 ? 0 : std::pow(10, 40 * colearn::uniform(stream) - 20);
        weights[static_cast<std::size_t>(colearn::uniform_index(stream, weights.size()))] = 0.1;
        const colearn::discrete pick(weights);
        for (int i = 0; i < 500; ++i) REQUIRE(weights[pick(stream)] > 0);
    }
}

TEST_CASE("weights may be as large as doubles go, and equal weights are equally likely", "[distribution]") {
    random_stream stream(21);
    const std::vector<double> huge(5, 1e308);
    const colearn::discrete pick(huge);
    std::map<std::size_t, int> seen;
    for (int i = 0; i < 5000; ++i) ++seen[pick(stream)];
    CHECK(seen.size() == 5);
    for (const auto& [index, count] : seen) CHECK(count == Approx(1000).margin(150));
    const colearn::discrete single(std::vector<double>{5e-324});
    CHECK(single(stream) == 0);
}

TEST_CASE("bad weights are refused", "[distribution]") {
    using weights = std::vector<double>;
    CHECK_THROWS_AS(colearn::discrete(weights{}), colearn::contract_violation);
    CHECK_THROWS_AS(colearn::discrete(weights{0, 0}), colearn::contract_violation);
    CHECK_THROWS_AS(colearn::discrete(weights{1, -1}), colearn::contract_violation);
    CHECK_THROWS_AS(colearn::discrete(weights{1, infinity}), colearn::contract_violation);
    CHECK_THROWS_AS(colearn::discrete(weights{1, nan_value}), colearn::contract_violation);
}

TEST_CASE("a shuffle gives each order equally often", "[distribution]") {
    random_stream stream(22);
    std::map<std::vector<int>, int> seen;
    for (int i = 0; i < 24'000; ++i) {
        std::vector<int> items{0, 1, 2, 3};
        colearn::shuffle(stream, items);
        ++seen[items];
    }
    CHECK(seen.size() == 24);
    double chi_squared = 0;
    for (const auto& [order, count] : seen) chi_squared += (count - 1000.0) * (count - 1000.0) / 1000;
    CHECK(cdf(boost::math::chi_squared(23), chi_squared) < 0.999);
}

TEST_CASE("a shuffle takes nothing, one and part of a list", "[distribution]") {
    random_stream stream(23);
    std::vector<int> items;
    colearn::shuffle(stream, items);
    items = {1};
    colearn::shuffle(stream, items);
    CHECK(items == std::vector<int>{1});
    items.resize(100);
    std::iota(items.begin(), items.end(), 0);
    colearn::shuffle(stream, std::span<int>(items).first(50));
    CHECK_FALSE(std::is_sorted(items.begin(), items.begin() + 50));
    CHECK(std::is_sorted(items.begin() + 50, items.end()));
    std::sort(items.begin(), items.end());
    for (int i = 0; i < 100; ++i) CHECK(items[static_cast<std::size_t>(i)] == i);
}

} // namespace distribution_test
