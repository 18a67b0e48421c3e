// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include <colearn/measures/qap.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace qap_test {

using namespace colearn;

namespace {

dyad_matrix random_matrix(random_stream& random, std::size_t n, std::uint64_t values) {
    return dyad_matrix::from(
        n, "random", [&](std::size_t, std::size_t) { return static_cast<double>(uniform_index(random, values)); });
}

double plain_correlation(const dyad_matrix& x, const dyad_matrix& y, const std::vector<std::uint32_t>& order) {
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double syy = 0;
    double sxy = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t j = 0; j < x.size(); ++j) {
            if (i == j) continue;
            const double a = x(i, j);
            const double b = y(order[i], order[j]);
            n += 1;
            sx += a;
            sy += b;
            sxx += a * a;
            syy += b * b;
            sxy += a * b;
        }
    return (sxy - sx * sy / n) / std::sqrt((sxx - sx * sx / n) * (syy - sy * sy / n));
}

// Business ties between the families of `small::florentine_marriages`: Padgett and Ansell (1993).
view florentine_business() {
    return small::graph(16,
                        {{2, 4},
                         {2, 5},
                         {2, 8},
                         {2, 10},
                         {3, 6},
                         {3, 7},
                         {3, 10},
                         {4, 7},
                         {4, 10},
                         {5, 8},
                         {6, 7},
                         {7, 10},
                         {8, 9},
                         {8, 13},
                         {8, 15}},
                        false);
}

} // namespace

TEST_CASE("marriage and business in Florence go together", "[qap]") {
    // Published for these data: correlation .372, significance about .001 (Borgatti, Everett and Johnson, *Analyzing
    // Social Networks*, chapter on testing hypotheses).
    const auto result = qap_correlation(dyads_of(small::florentine_marriages(), "marriage"),
                                        dyads_of(florentine_business(), "business"), {.permutations = 20'000});
    CHECK(*result.correlation.value == Approx(.372).margin(.0005));
    CHECK(result.test.at_least < .003);
    CHECK(result.test.at_least > 1.0 / 20'002);
    CHECK(result.test.mean == Approx(0).margin(.005));
    CHECK(result.test.at_most > .99);
    CHECK(result.outcome == status::optimal);
}

TEST_CASE("a small permutation distribution is that of all permutations", "[qap]") {
    random_stream random(51);
    for (int round = 0; round < 12; ++round) {
        const std::size_t n = 4 + static_cast<std::size_t>(round % 2);
        const auto x = random_matrix(random, n, 3);
        const auto y = random_matrix(random, n, 3);
        const auto result = qap_correlation(x, y, {.permutations = 6000, .seed = 7});
        if (!result.correlation.defined()) continue;
        std::vector<std::uint32_t> order(n);
        std::iota(order.begin(), order.end(), 0U);
        CHECK(*result.correlation.value == Approx(plain_correlation(x, y, order)).margin(1e-12));
        double all = 0;
        double large = 0;
        double mean = 0;
        do {
            const double one = plain_correlation(x, y, order);
            all += 1;
            large += one >= *result.correlation.value - 1e-9 ? 1 : 0;
            mean += one;
        } while (std::next_permutation(order.begin(), order.end()));
        CHECK(result.test.at_least == Approx(large / all).margin(4 * std::sqrt(.25 / 6000)));
        CHECK(result.test.mean == Approx(mean / all).margin(.03));
    }
}

TEST_CASE("QAP does not depend on which matrix comes first, on scale or on threads", "[qap]") {
    random_stream random(52);
    const auto x = random_matrix(random, 12, 2);
    const auto y = random_matrix(random, 12, 5);
    const auto one = qap_correlation(x, y);
    const auto scaled = dyad_matrix::from(12, "scaled", [&](std::size_t i, std::size_t j) { return 3 * y(i, j) + 10; });
    CHECK(*qap_correlation(y, x).correlation.value == Approx(*one.correlation.value));
    CHECK(*qap_correlation(x, scaled).correlation.value == Approx(*one.correlation.value));
    CHECK(qap_correlation(x, scaled).test.at_least == Approx(one.test.at_least));
    const auto threads = qap_correlation(x, y, {.threads = 3});
    CHECK(threads.test.at_least == one.test.at_least);
    CHECK(threads.test.mean == one.test.mean);
    CHECK(*qap_correlation(x, x).correlation.value == Approx(1));
    CHECK(qap_correlation(x, x).test.at_least == Approx(1.0 / 5001));
}

TEST_CASE("what has no correlation says so, and permutations can be stopped", "[qap]") {
    random_stream random(53);
    const auto x = random_matrix(random, 12, 2);
    const auto flat = dyad_matrix::from(12, "flat", [](std::size_t, std::size_t) { return 4; });
    CHECK(qap_correlation(x, flat).correlation == measured::undefined("all pairs have the same value of \"flat\""));
    CHECK(qap_correlation(dyad_matrix(), dyad_matrix()).correlation ==
          measured::undefined("there are fewer than two actors"));
    CHECK_THROWS_AS(qap_correlation(x, dyad_matrix()), contract_violation);
    CHECK_THROWS_AS(qap_correlation(x, x, {.permutations = 0}), contract_violation);
    std::stop_source stop;
    const auto part =
        qap_correlation(x, x, {.progress = [&](double) { stop.request_stop(); }, .stop = stop.get_token()});
    CHECK(part.outcome == status::cancelled);
    CHECK(part.test.permutations > 0);
    CHECK(part.test.permutations < 5000);
}

} // namespace qap_test
