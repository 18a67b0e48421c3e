// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <limits>
#include <optional>
#include <string>

#include <colearn/matching/weighted_terms.hpp>

#include "support/catch.hpp"

namespace weighted_terms_test {

using namespace colearn;

TEST_CASE("a mean over what is known, by hand", "[weighted_terms]") {
    const auto weights = detail::shares_of(std::array{2., 1., 1., 0.});
    CHECK(weights == std::array{.5, .25, .25, 0.});
    const std::array<std::optional<double>, 4> values{.8, std::nullopt, .2, .7};
    const auto sum = detail::mean_of_terms(values, weights);
    CHECK(sum.known == .75);
    CHECK(sum.score == Approx((.5 * .8 + .25 * .2) / .75));
    CHECK(detail::mean_of_terms(std::array<std::optional<double>, 4>{}, weights).score == 0);
    constexpr const char* names[4] = {"a", "b", "c", "d"};
    const std::array<std::string, 4> words{"A.", "B.", "C.", "D."};
    const auto terms = detail::terms_of(names, values, weights, words, sum.score);
    REQUIRE(terms.size() == 3); // the one without weight is not shown
    CHECK(terms[0].contribution + terms[2].contribution == Approx(sum.score));
    CHECK(terms[1].missing());
    CHECK(terms[1].words == "B.");
    CHECK(detail::terms_of(names, values, weights, words, 0)[0].contribution == 0);
    CHECK(detail::too_little_known(0, 0));
    CHECK_FALSE(detail::too_little_known(.75, .75));
    CHECK(detail::too_little_known(.7, .75));
}

TEST_CASE("weights are refused by value", "[weighted_terms]") {
    CHECK_THROWS_AS(detail::shares_of(std::array{1., -1.}), contract_violation);
    CHECK_THROWS_AS(detail::shares_of(std::array{0., 0.}), contract_violation);
    CHECK_THROWS_AS(detail::shares_of(std::array{1., std::numeric_limits<double>::infinity()}), contract_violation);
}

} // namespace weighted_terms_test
