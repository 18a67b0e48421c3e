// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <colearn/allocation/inequality.hpp>
#include <colearn/core/distribution.hpp>

#include "support/catch.hpp"

namespace inequality_test {

namespace {

using colearn::coefficient_of_variation;
using colearn::gini;
using colearn::theil_t;
using numbers = std::vector<double>;

// The definitions, over all pairs.
double gini_by_pairs(const numbers& x, const numbers& w) {
    double sum = 0;
    double weight = 0;
    double total = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        weight += w[i];
        total += w[i] * x[i];
        for (std::size_t j = 0; j < x.size(); ++j) sum += w[i] * w[j] * std::fabs(x[i] - x[j]);
    }
    return sum / (2 * weight * total);
}
double theil_by_definition(const numbers& x, const numbers& w) {
    double weight = 0;
    double total = 0;
    for (std::size_t i = 0; i < x.size(); ++i) weight += w[i], total += w[i] * x[i];
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double share = x[i] * weight / total;
        if (share > 0) sum += w[i] / weight * share * std::log(share);
    }
    return sum;
}

} // namespace

TEST_CASE("the incomes of the R package ineq", "[inequality]") {
    const numbers incomes{541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261};
    CHECK(*gini(incomes).value == Approx(0.4620911).margin(5e-8)); // as its manual's example prints
    // Herfindahl's index of the same incomes is printed as 0.1840812: CV^2 = n H - 1
    CHECK(*coefficient_of_variation(incomes).value == Approx(std::sqrt(10 * 0.1840812 - 1)).margin(1e-6));
}

TEST_CASE("small cases by hand", "[inequality]") {
    const numbers five{1, 2, 3, 4, 5};
    CHECK(*gini(five).value == Approx(4.0 / 15));
    CHECK(*coefficient_of_variation(five).value == Approx(std::sqrt(2.0) / 3));
    const numbers one_of_four{0, 0, 0, 8};
    CHECK(*gini(one_of_four).value == Approx(0.75));
    CHECK(*theil_t(one_of_four).value == Approx(std::log(4.0)));
    CHECK(*coefficient_of_variation(one_of_four).value == Approx(std::sqrt(3.0)));
}

TEST_CASE("equal values have no inequality", "[inequality]") {
    const numbers equal(7, 0.1);
    const numbers weights{1, 2, 3, 4, 5, 6, 7};
    CHECK(*gini(equal, weights).value == 0);
    CHECK(*theil_t(equal, weights).value == Approx(0).margin(1e-15));
    CHECK(*coefficient_of_variation(equal, weights).value == Approx(0).margin(1e-15));
    const numbers single{3};
    CHECK(*gini(single).value == 0);
}

TEST_CASE("the measures agree with their definitions over all pairs", "[inequality]") {
    for (std::uint64_t item = 0; item < 300; ++item) {
        colearn::random_stream stream(1, item);
        numbers x(1 + item % 20);
        numbers w(x.size());
        for (std::size_t i = 0; i < x.size(); ++i) {
            x[i] = colearn::uniform(stream) < 0.2 ? 0 : colearn::gamma(stream, 0.7, 100);
            w[i] = colearn::uniform(stream) < 0.1 ? 0 : colearn::uniform(stream, 0, 50);
        }
        x[0] = w[0] = 1;
        CHECK(*gini(x, w).value == Approx(gini_by_pairs(x, w)).margin(1e-12));
        CHECK(*theil_t(x, w).value == Approx(theil_by_definition(x, w)).margin(1e-12));
    }
}

TEST_CASE("a weight stands for so many equal values, and scale and order do not matter", "[inequality]") {
    const numbers x{3, 1, 7};
    const numbers w{2, 3, 1};
    const numbers written_out{3, 3, 1, 1, 1, 7};
    numbers scaled;
    for (const double one : written_out) scaled.push_back(1000 * one);
    std::reverse(scaled.begin(), scaled.end());
    for (const auto measure : {gini, theil_t, coefficient_of_variation}) {
        const double value = *measure(x, w).value;
        CHECK(value == Approx(*measure(written_out, {}).value));
        CHECK(value == Approx(*measure(scaled, {}).value));
    }
}

TEST_CASE("taking from the rich for the poor lowers every measure", "[inequality]") {
    const numbers before{10, 20, 60};
    const numbers after{15, 20, 55};
    for (const auto measure : {gini, theil_t, coefficient_of_variation})
        CHECK(*measure(after, {}).value < *measure(before, {}).value);
}

TEST_CASE("what is undefined says why", "[inequality]") {
    const numbers zeros{0, 0};
    const numbers ones{1, 1};
    for (const auto measure : {gini, theil_t, coefficient_of_variation}) {
        CHECK_FALSE(measure({}, {}).value.has_value());
        CHECK(measure({}, {}).undefined_because == "there are no values");
        CHECK(measure(zeros, {}).undefined_because == "every value is 0, so there is nothing to share");
        CHECK(measure(ones, zeros).undefined_because == "every weight is 0");
        CHECK(measure(ones, {}).undefined_because.empty());
    }
}

TEST_CASE("bad values and weights are refused", "[inequality]") {
    const numbers ones{1, 1};
    const numbers negative{1, -1};
    const numbers unknown{1, std::nan("")};
    const numbers infinite{1, std::numeric_limits<double>::infinity()};
    const numbers one{1};
    for (const auto measure : {gini, theil_t, coefficient_of_variation}) {
        for (const auto& bad : {negative, unknown, infinite}) {
            CHECK_THROWS_AS(measure(bad, {}), colearn::contract_violation);
            CHECK_THROWS_AS(measure(ones, bad), colearn::contract_violation);
        }
        CHECK_THROWS_AS(measure(ones, one), colearn::contract_violation);
    }
    CHECK_THROWS_WITH(gini(negative), "gini: every value must be from 0 to 1e100; got -1");
}

} // namespace inequality_test
