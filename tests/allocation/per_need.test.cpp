// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/allocation/inequality.hpp>
#include <colearn/allocation/per_need.hpp>

#include "allocation/equity_samples.hpp"
#include "support/catch.hpp"

namespace per_need_test {

using namespace equity_samples;
using colearn::per_need;

TEST_CASE("amounts for each unit of need", "[per_need]") {
    const auto of = per_need(numbers{100, 60, 7}, numbers{50, 20, 0});
    CHECK(of.values == numbers{2, 3});
    CHECK(of.weights == numbers{50, 20});
    CHECK(of.from == std::vector<std::size_t>{0, 1});
    CHECK(of.without_need == std::vector<std::size_t>{2});
    CHECK(of.amount_without_need == 7);
    CHECK(per_need({}, {}).values.empty());
}

TEST_CASE("a division in proportion to need is even, whatever the needs", "[per_need]") {
    for (std::uint64_t item = 0; item < 50; ++item) {
        const auto s = draw(item, true);
        const auto even = per_need(times(3.7, s.values), s.values);
        CHECK(*colearn::gini(even.values, even.weights).value == Approx(0).margin(1e-15));
        double total = 0, back = even.amount_without_need;
        for (const double one : s.values) total += 3.7 * one;
        for (std::size_t k = 0; k < even.values.size(); ++k) back += even.values[k] * even.weights[k];
        CHECK(back == Approx(total));
        CHECK(even.from.size() + even.without_need.size() == s.values.size());
    }
}

TEST_CASE("bad amounts and needs are refused", "[per_need]") {
    CHECK_THROWS_WITH(per_need(numbers{1}, numbers{}), "per_need: there must be one need for each amount; got 0");
    CHECK_THROWS_AS(per_need(numbers{-1}, numbers{1}), colearn::contract_violation);
    CHECK_THROWS_AS(per_need(numbers{1}, numbers{1e-200}), colearn::contract_violation);
    CHECK_THROWS_AS(per_need(numbers{1}, numbers{std::nan("")}), colearn::contract_violation);
}

} // namespace per_need_test
