// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <colearn/allocation/concentration.hpp>
#include <colearn/allocation/inequality.hpp>

#include "allocation/equity_samples.hpp"
#include "support/catch.hpp"

namespace concentration_test {

namespace {

using namespace equity_samples;
using colearn::concentration_curve;
using colearn::concentration_error;
using colearn::concentration_index;
using colearn::ranked_by;

numbers ranks(std::uint64_t item, std::size_t count, std::uint64_t distinct) {
    colearn::random_stream stream(8, item);
    numbers out;
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(static_cast<double>(colearn::uniform_index(stream, distinct)) - 3);
    return out;
}

// Fractional ranks over all pairs, and what follows from them by the book's formulas.
struct book {
    numbers share{}, rank{};
    double mean = 0, index = 0;

    book(const numbers& x, const numbers& by, const numbers& w) {
        const double all = std::accumulate(w.begin(), w.end(), 0.0);
        for (std::size_t i = 0; i < x.size(); ++i) {
            share.push_back(w[i] / all);
            mean += share[i] * x[i];
            rank.push_back(0);
            for (std::size_t j = 0; j < x.size(); ++j)
                rank[i] += w[j] / all * (by[j] < by[i] ? 1 : by[j] == by[i] ? 0.5 : 0);
        }
        for (std::size_t i = 0; i < x.size(); ++i) index += 2 / mean * share[i] * x[i] * rank[i];
        index -= 1;
    }
    // Weighted least squares by its normal equations; n rows.
    [[nodiscard]] std::pair<double, double> regression(const numbers& x) const {
        double variance = 0, sxx = 0, sxy = 0, my = 0, n = 0;
        for (std::size_t i = 0; i < x.size(); ++i) variance += share[i] * (rank[i] - 0.5) * (rank[i] - 0.5);
        const auto y = [&](std::size_t i) { return 2 * variance * x[i] / mean; };
        for (std::size_t i = 0; i < x.size(); ++i) my += share[i] * y(i);
        for (std::size_t i = 0; i < x.size(); ++i) {
            sxx += share[i] * (rank[i] - 0.5) * (rank[i] - 0.5);
            sxy += share[i] * (rank[i] - 0.5) * (y(i) - my);
            n += share[i] > 0 ? 1 : 0;
        }
        double residual = 0;
        for (std::size_t i = 0; i < x.size(); ++i)
            residual += share[i] * std::pow(y(i) - my - sxy / sxx * (rank[i] - 0.5), 2);
        return {sxy / sxx, std::sqrt(residual / sxx / (n - 2))};
    }
};

// Kakwani, Wagstaff and van Doorslaer (1997), for individuals in order of rank without ties.
double error_of_individuals(const numbers& x) {
    const auto n = static_cast<double>(x.size());
    const double mean = std::accumulate(x.begin(), x.end(), 0.0) / n;
    double c = 0, q = 0, squares = 0;
    for (std::size_t i = 0; i < x.size(); ++i) c += 2 / (n * mean) * x[i] * (static_cast<double>(i) + 0.5) / n;
    c -= 1;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double before = q;
        q += x[i] / (mean * n);
        squares += std::pow(x[i] / mean * (2 * (static_cast<double>(i) + 0.5) / n - 1 - c) + 2 - before - q, 2) / n;
    }
    return std::sqrt((squares - (1 + c) * (1 + c)) / n);
}

} // namespace

TEST_CASE("deaths of children under five in India, a published worked example", "[concentration]") {
    // O'Donnell, van Doorslaer, Wagstaff and Lindelow (2008), table 8.1: births and deaths per 1,000 births by wealth
    // group, 1982-92; the index by the products of neighbouring points is -0.0008 - 0.0267 - 0.0592 - 0.0827 = -0.1694
    const numbers births{29939, 28776, 26528, 24689, 19739}, deaths{154.7, 152.9, 119.5, 86.9, 54.3};
    const numbers wealth{1, 2, 3, 4, 5};
    const auto of = concentration_index(deaths, wealth, births);
    CHECK(*of.index.value == Approx(-0.1694).margin(5e-5));
    CHECK(of.ranks == 5);
    const auto points = concentration_curve(deaths, wealth, births).points;
    REQUIRE(points.size() == 6);
    CHECK(points[1].population == Approx(0.23).margin(0.005));
    CHECK(points[1].amount == Approx(0.30).margin(0.005));
    CHECK(points[3].amount == Approx(0.79).margin(0.005));
    const numbers terms{-0.0008, -0.0267, -0.0592, -0.0827, 0};
    for (std::size_t t = 1; t < 6; ++t)
        if (t < 5)
            CHECK(points[t].population * points[t + 1].amount - points[t + 1].population * points[t].amount ==
                  Approx(terms[t - 1]).margin(6e-5));
}

TEST_CASE("the index and its standard errors agree with the book's formulas", "[concentration]") {
    for (std::uint64_t item = 0; item < 200; ++item) {
        const auto s = draw(item, true);
        const auto by = ranks(item, s.values.size(), item % 2 == 0 ? 4 : 1000);
        const book expected(s.values, by, s.weights);
        const auto of = concentration_index(s.values, by, s.weights);
        if (of.ranks < 2) {
            CHECK(of.index.why_undefined == "all have the same rank");
            continue;
        }
        CHECK(*of.index.value == Approx(expected.index).margin(1e-12));
        const auto line = concentration_index(s.values, by, s.weights,
                                              {.error = concentration_error::convenient_regression, .variances = {}});
        CHECK(line.index == of.index);
        if (line.standard_error.defined()) {
            const auto [slope, error] = expected.regression(s.values);
            CHECK(slope == Approx(expected.index).margin(1e-12));
            CHECK(*line.standard_error.value == Approx(error).margin(1e-7));
        }
        // the area between the curve and the straight line
        const auto points = concentration_curve(s.values, by, s.weights).points;
        double area = 0;
        for (std::size_t k = 1; k < points.size(); ++k)
            area += (points[k].population - points[k - 1].population) * (points[k].amount + points[k - 1].amount) / 2;
        CHECK(1 - 2 * area == Approx(expected.index).margin(1e-12));
        // only the order of ranks counts, and turned round the sign turns
        CHECK(concentration_index(s.values, by, s.weights, {.by = ranked_by::disadvantage, .variances = {}})
                  .index.value.value() == Approx(-expected.index).margin(1e-12));
        CHECK(concentration_index(times(9, s.values), times(-5, by), times(4, s.weights),
                                  {.by = ranked_by::disadvantage, .variances = {}})
                  .index.value.value() == Approx(expected.index).margin(1e-12));
        // ranked by itself it is the Gini coefficient
        if (const auto self = concentration_index(s.values, s.values, s.weights); self.index.defined())
            CHECK(*self.index.value == Approx(*colearn::gini(s.values, s.weights).value).margin(1e-12));
    }
}

TEST_CASE("the standard error of Kakwani, for individuals and for groups", "[concentration]") {
    for (std::uint64_t item = 0; item < 30; ++item) {
        colearn::random_stream stream(9, item);
        numbers x(120), order(120), band(120);
        for (std::size_t i = 0; i < x.size(); ++i) {
            order[i] = static_cast<double>(i);
            band[i] = static_cast<double>(i / 24);
            x[i] = colearn::gamma(stream, 2, 1 + static_cast<double>(i) / 60);
        }
        const auto of = concentration_index(x, order);
        CHECK(*of.standard_error.value == Approx(error_of_individuals(x)).epsilon(1e-9));
        // a jackknife knows no formula
        numbers without;
        for (std::size_t skip = 0; skip < x.size(); ++skip) {
            numbers some = x, places = order;
            some.erase(some.begin() + static_cast<std::ptrdiff_t>(skip));
            places.erase(places.begin() + static_cast<std::ptrdiff_t>(skip));
            without.push_back(*concentration_index(some, places).index.value);
        }
        const double mean = std::accumulate(without.begin(), without.end(), 0.0) / 120;
        double squares = 0;
        for (const double one : without) squares += (one - mean) * (one - mean);
        CHECK(*of.standard_error.value == Approx(std::sqrt(squares * 119 / 120)).epsilon(0.1));
        // five bands of people, and the table of their means, variances and sizes, say the same
        numbers means(5), variances(5), sizes(5, 24), bands{0, 1, 2, 3, 4};
        for (std::size_t i = 0; i < x.size(); ++i) means[i / 24] += x[i] / 24;
        for (std::size_t i = 0; i < x.size(); ++i) variances[i / 24] += std::pow(x[i] - means[i / 24], 2) / 24;
        const auto people = concentration_index(x, band);
        const auto table = concentration_index(means, bands, sizes, {.variances = variances});
        CHECK(*people.index.value == Approx(*table.index.value).margin(1e-12));
        CHECK(*people.standard_error.value == Approx(*table.standard_error.value).epsilon(1e-9));
    }
}

TEST_CASE("concentration: what is undefined says why, and bad input is refused", "[concentration]") {
    const auto by_place = [](const numbers& x, const numbers& w) {
        numbers places(x.size());
        std::iota(places.begin(), places.end(), 0.0);
        return concentration_index(x, places, w).index;
    };
    check_bounds(by_place);
    CHECK(concentration_curve(numbers{0}, numbers{1}).why_undefined ==
          "every value is 0, so there is nothing to share");
    CHECK(concentration_index(numbers{1, 2}, numbers{4, 4}).index.why_undefined == "all have the same rank");
    const auto two = concentration_index(numbers{1, 3}, numbers{1, 2});
    CHECK(*two.index.value == Approx(0.25));
    CHECK(two.standard_error.why_undefined == "there are fewer than three observations");
    const numbers x{1, 2, 3};
    CHECK_THROWS_AS(concentration_index(x, numbers{1, 2}), colearn::contract_violation);
    CHECK_THROWS_AS(concentration_index(x, numbers{1, 2, std::nan("")}), colearn::contract_violation);
    CHECK_THROWS_AS(concentration_index(x, x, {}, {.variances = std::span(x).first(2)}), colearn::contract_violation);
    CHECK_THROWS_AS(
        concentration_index(x, x, {}, {.error = concentration_error::convenient_regression, .variances = x}),
        colearn::contract_violation);
}

} // namespace concentration_test
