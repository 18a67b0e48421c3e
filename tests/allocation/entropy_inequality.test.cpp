// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <vector>

#include <colearn/allocation/entropy_inequality.hpp>
#include <colearn/allocation/inequality.hpp>

#include "allocation/equity_samples.hpp"
#include "support/catch.hpp"

namespace entropy_inequality_test {

namespace {

using namespace equity_samples;
using colearn::atkinson;
using colearn::generalized_entropy;
using colearn::theil_l;
using colearn::theil_t;

double mean_of(const numbers& x) {
    double sum = 0;
    for (const double a : x) sum += a;
    return sum / static_cast<double>(x.size());
}
double entropy_by_definition(const numbers& x, double a) {
    const double mean = mean_of(x);
    double sum = 0;
    for (const double one : x) {
        const double s = one / mean;
        sum += a == 1 ? (s > 0 ? s * std::log(s) : 0) : a == 0 ? -std::log(s) : (std::pow(s, a) - 1) / (a * (a - 1));
    }
    return sum / static_cast<double>(x.size());
}
double atkinson_by_definition(const numbers& x, double e) {
    double sum = 0;
    for (const double one : x) sum += e == 1 ? std::log(one) : std::pow(one, 1 - e);
    sum /= static_cast<double>(x.size());
    return 1 - (e == 1 ? std::exp(sum) : std::pow(sum, 1 / (1 - e))) / mean_of(x);
}

} // namespace

TEST_CASE("the incomes of the R packages ineq and DescTools", "[entropy_inequality]") {
    // as the manuals' examples print
    CHECK(*theil_t(ineq_incomes).value == Approx(0.3623412).margin(5e-8));
    CHECK(*atkinson(ineq_incomes, 0.5).value == Approx(0.1796591).margin(5e-8));
    CHECK(*atkinson(ineq_incomes, 1).value == Approx(0.3518251).margin(5e-8));
    CHECK(*atkinson(ineq_incomes, 2).value == Approx(0.6290111).margin(5e-8));
    CHECK(*atkinson(numbers{10, 20, 30}, 0.5, numbers{3, 1, 1}).value == Approx(0.05558586).margin(5e-9));
    CHECK(*atkinson(numbers{0, 10, 20}, 1).value == 1);
    // Theil's L by Atkinson's A(1) = 1 - e^-L
    CHECK(*theil_l(ineq_incomes).value == Approx(-std::log(1 - 0.3518251)).margin(1e-7));
}

TEST_CASE("entropy inequality: small cases by hand", "[entropy_inequality]") {
    const numbers one_of_four{0, 0, 0, 8};
    CHECK(*theil_t(one_of_four).value == Approx(std::log(4.0)));
    CHECK(*generalized_entropy(one_of_four, 2).value == Approx(1.5)); // half of CV^2 = 3
    CHECK(*atkinson(numbers{1, 3}, 2).value == Approx(0.25));         // harmonic mean 1.5, mean 2
    const numbers equal(7, 0.1), weights{1, 2, 3, 4, 5, 6, 7};
    for (const double a : {-2.0, 0.0, 0.5, 1.0, 3.0})
        CHECK(*generalized_entropy(equal, a, weights).value == Approx(0).margin(1e-15));
    CHECK(*atkinson(equal, 3, weights).value == 0);
    CHECK(*atkinson(numbers{1, 9}, 0).value == 0);
    // neither under- nor overflow where the answer is a plain number
    CHECK(*atkinson(numbers{1e-90, 1e90}, 900).value == Approx(1));
    CHECK(*atkinson(numbers{2e90, 1e90}, 900).value == Approx(1 - 2.0 / 3 * std::pow(2.0, 1.0 / 899)));
}

TEST_CASE("the families agree with their definitions, and a weight is a repetition", "[entropy_inequality]") {
    for (std::uint64_t item = 0; item < 150; ++item) {
        const auto s = draw(item, false);
        for (const double a : {-1.5, -1.0, 0.0, 0.3, 1.0, 1.7, 2.0, 3.0}) {
            const double value = *generalized_entropy(s.values, a, s.weights).value;
            CHECK(value == Approx(entropy_by_definition(s.written_out, a)).margin(1e-11));
            CHECK(*generalized_entropy(times(0.01, s.values), a, times(9, s.weights)).value ==
                  Approx(value).margin(1e-11));
            CHECK(value >= 0);
        }
        for (const double e : {0.3, 0.5, 1.0, 1.5, 2.0, 3.0, 20.0}) {
            const double value = *atkinson(s.values, e, s.weights).value;
            CHECK(value == Approx(atkinson_by_definition(s.written_out, e)).margin(1e-11));
            CHECK((value >= 0 && value < 1));
        }
        CHECK(theil_t(s.values, s.weights) == generalized_entropy(s.values, 1, s.weights));
        CHECK(theil_l(s.values, s.weights) == generalized_entropy(s.values, 0, s.weights));
        const double cv = *colearn::coefficient_of_variation(s.values, s.weights).value;
        CHECK(*generalized_entropy(s.values, 2, s.weights).value == Approx(cv * cv / 2).margin(1e-12));
        const auto zeros = draw(item, true);
        CHECK(*theil_t(zeros.values, zeros.weights).value ==
              Approx(entropy_by_definition(zeros.written_out, 1)).margin(1e-12));
    }
}

TEST_CASE("entropy inequality: taking from the rich for the poor lowers every measure", "[entropy_inequality]") {
    const numbers before{10, 20, 60}, after{15, 20, 55};
    for (const double a : {-1.0, 0.0, 1.0, 2.0})
        CHECK(*generalized_entropy(after, a).value < *generalized_entropy(before, a).value);
    for (const double e : {0.5, 1.0, 2.0}) CHECK(*atkinson(after, e).value < *atkinson(before, e).value);
}

TEST_CASE("entropy inequality: what is undefined says why, and bad input is refused", "[entropy_inequality]") {
    for (const auto measure : {theil_t, theil_l}) check_bounds(measure);
    check_bounds([](const numbers& x, const numbers& w) { return generalized_entropy(x, 2, w); });
    check_bounds([](const numbers& x, const numbers& w) { return atkinson(x, 0.5, w); });
    const numbers with_zero{0, 1};
    CHECK(theil_l(with_zero).why_undefined == "a value is 0, which makes the measure infinite");
    CHECK_FALSE(generalized_entropy(with_zero, -1).defined());
    CHECK(theil_l(with_zero, numbers{0, 1}).defined()); // it stands for nobody
    CHECK(generalized_entropy(numbers{1e-90, 1}, -90).why_undefined == "the measure is too large for a number");
    CHECK_THROWS_AS(generalized_entropy(with_zero, std::nan("")), colearn::contract_violation);
    CHECK_THROWS_WITH(atkinson(with_zero, -1), "atkinson: the aversion to inequality e must be from 0 to 1000; got -1");
}

} // namespace entropy_inequality_test
