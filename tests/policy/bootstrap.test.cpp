// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/policy/bootstrap.hpp>

#include "support/catch.hpp"

namespace bootstrap_test {

namespace {

using namespace colearn;

// Means of all resamples, by choosing each value in turn.
std::vector<double> all_means(const std::vector<double>& values) {
    std::vector<double> out;
    const std::function<void(std::size_t, double)> choose = [&](std::size_t left, double sum) {
        if (left == 0) {
            out.push_back(sum / static_cast<double>(values.size()));
            return;
        }
        for (const double one : values) choose(left - 1, sum + one);
    };
    choose(values.size(), 0);
    std::sort(out.begin(), out.end());
    return out;
}

double phi(double z) {
    return std::erfc(-z / std::sqrt(2.0)) / 2;
}

// The k-th smallest of B with k = floor((B + 1) share), within 1 .. B.
double kth(const std::vector<double>& sorted, double k) {
    const auto b = static_cast<double>(sorted.size());
    return sorted[static_cast<std::size_t>(std::clamp(k, 1.0, b)) - 1];
}

struct ends {
    double low;
    double high;
};
ends percentile(const std::vector<double>& sorted, double low, double high) {
    const auto b = static_cast<double>(sorted.size());
    return {kth(sorted, std::floor((b + 1) * low)), kth(sorted, b + 1 - std::floor((b + 1) * (1 - high)))};
}

// BCa with the jackknife done by leaving values out.
ends bca(const std::vector<double>& values, const std::vector<double>& sorted, double tail) {
    const auto n = static_cast<double>(values.size());
    double sum = 0;
    for (const double one : values) sum += one;
    double below = 0;
    for (const double one : sorted) {
        const bool same = std::fabs(one - sum / n) < 1e-12;
        below += same ? .5 : one < sum / n ? 1 : 0;
    }
    const double bias = detail::normal_quantile(below / static_cast<double>(sorted.size()));
    std::vector<double> left_out;
    double centre = 0;
    for (const double one : values) {
        left_out.push_back((sum - one) / (n - 1));
        centre += left_out.back() / n;
    }
    double squares = 0;
    double cubes = 0;
    for (const double one : left_out) {
        squares += std::pow(centre - one, 2);
        cubes += std::pow(centre - one, 3);
    }
    const double a = cubes / (6 * std::pow(squares, 1.5));
    const auto moved = [&](double p) {
        const double z = bias + detail::normal_quantile(p);
        return phi(bias + z / (1 - a * z));
    };
    return percentile(sorted, moved(tail), moved(1 - tail));
}

} // namespace

TEST_CASE("all resamples of a tiny sample give the interval that enumeration gives", "[bootstrap]") {
    random_stream stream(3);
    for (int round = 0; round < 60; ++round) {
        std::vector<double> values(2 + uniform_index(stream, 3));
        for (auto& one : values)
            one = round % 2 == 0 ? uniform(stream, -1, 1) : static_cast<double>(uniform_index(stream, 4));
        if (std::all_of(values.begin(), values.end(), [&](double one) { return one == values[0]; })) continue;
        const auto means = all_means(values);
        const double tail = round % 3 == 0 ? .1 : .2;
        bootstrap_options options{.level = 1 - 2 * tail, .method = bootstrap_method::percentile};
        auto found = bootstrap_mean(values, options);
        CHECK(found.exact);
        CHECK(found.resamples == means.size());
        const auto plain = percentile(means, tail, 1 - tail);
        CHECK(*found.low.value == Approx(plain.low).margin(1e-12));
        CHECK(*found.high.value == Approx(plain.high).margin(1e-12));
        options.method = bootstrap_method::bca;
        found = bootstrap_mean(values, options);
        const auto moved = bca(values, means, tail);
        CHECK(*found.low.value == Approx(moved.low).margin(1e-12));
        CHECK(*found.high.value == Approx(moved.high).margin(1e-12));
    }
}

TEST_CASE("random resamples come close to all of them", "[bootstrap]") {
    const std::vector<double> values = {0, 1, 2, 4, 8, 16};
    const auto means = all_means(values); // 46,656
    for (const auto method : {bootstrap_method::percentile, bootstrap_method::bca}) {
        const auto found = bootstrap_mean(values, {.level = .9, .resamples = 8'000, .method = method});
        CHECK_FALSE(found.exact);
        CHECK(found.resamples == 8'000);
        const auto whole = method == bootstrap_method::bca ? bca(values, means, .05) : percentile(means, .05, .95);
        CHECK(*found.low.value == Approx(whole.low).margin(.2));
        CHECK(*found.high.value == Approx(whole.high).margin(.4));
    }
    // BCa goes to where the long tail is
    const auto plain = bootstrap_mean(values, {.method = bootstrap_method::percentile});
    const auto moved = bootstrap_mean(values);
    CHECK(*moved.high.value > *plain.high.value);
    CHECK(*moved.low.value >= *plain.low.value);
    // the treated mice of Efron and Tibshirani, table 2.1: mean 86.86
    const std::vector<double> mice = {94, 197, 16, 38, 99, 141, 23};
    CHECK(*bootstrap_mean(mice).mean.value == Approx(86.86).epsilon(1e-4));
    // the seed decides, and nothing else
    CHECK(bootstrap_mean(mice, {.seed = 5}).low == bootstrap_mean(mice, {.seed = 5}).low);
    // moved and scaled values have a moved and scaled interval
    std::vector<double> scaled;
    for (const double one : values) scaled.push_back(8 * one + 1);
    CHECK(*bootstrap_mean(scaled).low.value == Approx(8 * *moved.low.value + 1));
}

TEST_CASE("intervals hold the true mean about as often as they say", "[bootstrap]") {
    random_stream stream(17);
    for (const auto method : {bootstrap_method::percentile, bootstrap_method::bca}) {
        int held = 0;
        for (int round = 0; round < 100; ++round) {
            std::vector<double> values(20);
            for (auto& one : values) one = normal(stream, 2, 3);
            const auto found = bootstrap_mean(values, {.level = .9, .resamples = 200, .method = method});
            held += *found.low.value <= 2 && *found.high.value >= 2 ? 1 : 0;
        }
        CHECK(held > 76); // 90 (a little less of so few values), standard deviation 3
        CHECK(held < 100);
    }
}

TEST_CASE("the normal distribution function is the inverse of the quantile", "[bootstrap]") {
    for (double z = -8; z <= 8; z += .173) CHECK(detail::normal_cdf(z) == Approx(phi(z)).margin(1e-14));
    CHECK(detail::normal_cdf(-40) == 0);
    CHECK(detail::normal_cdf(40) == 1);
}

TEST_CASE("samples without an interval say why, and bad ones are refused", "[bootstrap]") {
    CHECK(bootstrap_mean({}).mean.why_undefined == "there are no values");
    const std::vector<double> one = {3};
    CHECK(*bootstrap_mean(one).mean.value == 3);
    CHECK(bootstrap_mean(one).low.why_undefined == "a single value says nothing about chance");
    const std::vector<double> equal(9, .1);
    CHECK(bootstrap_mean(equal).low == measured::as(.1));
    CHECK(bootstrap_mean(equal).high == measured::as(.1));
    CHECK_THROWS_AS(bootstrap_mean(equal, {.level = 1}), contract_violation);
    CHECK_THROWS_AS(bootstrap_mean(equal, {.resamples = 99}), contract_violation);
    const std::vector<double> bad = {1, std::numeric_limits<double>::quiet_NaN()};
    CHECK_THROWS_AS(bootstrap_mean(bad), contract_violation);
}

} // namespace bootstrap_test
