// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <vector>

#include <colearn/allocation/inequality.hpp>

#include "allocation/equity_samples.hpp"
#include "support/catch.hpp"

namespace inequality_test {

namespace {

using namespace equity_samples;
using colearn::coefficient_of_variation;
using colearn::gini;

// The definitions, over all pairs.
double gini_by_pairs(const numbers& x) {
    double sum = 0, total = 0;
    for (const double a : x) {
        total += a;
        for (const double b : x) sum += std::fabs(a - b);
    }
    return sum / (2 * static_cast<double>(x.size()) * total);
}
double variation_by_definition(const numbers& x) {
    double mean = 0, squares = 0;
    for (const double a : x) mean += a / static_cast<double>(x.size());
    for (const double a : x) squares += (a - mean) * (a - mean) / static_cast<double>(x.size());
    return std::sqrt(squares) / mean;
}

} // namespace

TEST_CASE("the incomes of the R package ineq", "[inequality]") {
    CHECK(*gini(ineq_incomes).value == Approx(0.4620911).margin(5e-8)); // as its manual's example prints
    // Herfindahl's index of the same incomes is printed as 0.1840812: CV^2 = n H - 1
    CHECK(*coefficient_of_variation(ineq_incomes).value == Approx(std::sqrt(10 * 0.1840812 - 1)).margin(1e-6));
}

TEST_CASE("inequality: small cases by hand", "[inequality]") {
    const numbers five{1, 2, 3, 4, 5}, one_of_four{0, 0, 0, 8}, single{3};
    CHECK(*gini(five).value == Approx(4.0 / 15));
    CHECK(*coefficient_of_variation(five).value == Approx(std::sqrt(2.0) / 3));
    CHECK(*gini(one_of_four).value == Approx(0.75));
    CHECK(*coefficient_of_variation(one_of_four).value == Approx(std::sqrt(3.0)));
    CHECK(*gini(single).value == 0);
    const numbers equal(7, 0.1), weights{1, 2, 3, 4, 5, 6, 7};
    CHECK(*gini(equal, weights).value == 0);
    CHECK(*coefficient_of_variation(equal, weights).value == Approx(0).margin(1e-15));
}

TEST_CASE("inequality: the measures agree with their definitions, and a weight is a repetition", "[inequality]") {
    for (std::uint64_t item = 0; item < 200; ++item) {
        const auto s = draw(item, true);
        CHECK(*gini(s.values, s.weights).value == Approx(gini_by_pairs(s.written_out)).margin(1e-12));
        CHECK(*coefficient_of_variation(s.values, s.weights).value ==
              Approx(variation_by_definition(s.written_out)).margin(1e-12));
        // the same bits in every order, the same value at every scale and for every replication
        auto turned = s.written_out;
        std::reverse(turned.begin(), turned.end());
        CHECK(*gini(turned).value == *gini(s.written_out).value);
        for (const auto measure : {gini, coefficient_of_variation}) {
            const double value = *measure(s.values, s.weights).value;
            CHECK(*measure(times(1000, s.values), times(7, s.weights)).value == Approx(value).margin(1e-12));
        }
    }
}

TEST_CASE("inequality: taking from the rich for the poor lowers every measure", "[inequality]") {
    const numbers before{10, 20, 60}, after{15, 20, 55};
    for (const auto measure : {gini, coefficient_of_variation})
        CHECK(*measure(after, {}).value < *measure(before, {}).value);
}

TEST_CASE("what is undefined says why, and bad values and weights are refused", "[inequality]") {
    for (const auto measure : {gini, coefficient_of_variation}) {
        check_bounds(measure);
        CHECK(measure(numbers{1e-300, 1e-299}, {}).why_undefined == "the mean is too small to compare with");
    }
    CHECK_THROWS_WITH(gini(numbers{1, -1}), "gini: every value must be from 0 to 1e100; got -1");
}

} // namespace inequality_test
