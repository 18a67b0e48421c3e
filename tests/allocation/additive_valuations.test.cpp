// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <vector>

#include <colearn/allocation/additive_valuations.hpp>
#include <colearn/core/distribution.hpp>

#include "support/catch.hpp"

namespace additive_valuations_test {

namespace {

using namespace colearn;
using numbers = std::vector<double>;
using owners = std::vector<std::uint32_t>;

} // namespace

TEST_CASE("welfare by hand", "[additive_valuations]") {
    const numbers values{3, 0, 4, 5, 1, 4};
    const additive_valuations of{values, 2, 3};
    CHECK(of(1, 0) == 5);
    CHECK(welfare_of_bundles(of, owners{0, 1, 0}) == 8);
    CHECK(welfare_of_bundles(of, owners{1, unassigned_item, 0}) == 9);
    CHECK(welfare_of_shares(of, numbers{1, 0, 0.5, 0, 1, 0.5}) == 8);
    CHECK(utilitarian_optimum(of) == 10);
    CHECK(utilitarian_optimum({}) == 0);
}

TEST_CASE("no division beats the optimum, and shares of 0 and 1 are bundles", "[additive_valuations]") {
    for (std::uint64_t item = 0; item < 30; ++item) {
        random_stream stream(11, item);
        const std::size_t agents = 1 + item % 3, items = item % 5;
        numbers values;
        for (std::size_t k = 0; k < agents * items; ++k) values.push_back(uniform(stream, 0, 9));
        const additive_valuations of{values, agents, items};
        double best = 0;
        owners owner(items, 0);
        for (bool more = true; more;) {
            numbers shares(values.size());
            for (std::size_t k = 0; k < items; ++k) shares[owner[k] * items + k] = 1;
            const double welfare = welfare_of_bundles(of, owner);
            CHECK(welfare_of_shares(of, shares) == Approx(welfare));
            best = (std::max)(best, welfare);
            more = false;
            for (auto& one : owner) {
                if ((more = ++one < agents)) break;
                one = 0;
            }
        }
        CHECK(utilitarian_optimum(of) == Approx(best));
    }
}

TEST_CASE("a table, owners or shares that do not fit are refused", "[additive_valuations]") {
    const numbers values{3, 0, 4, 5};
    const additive_valuations of{values, 2, 2};
    CHECK_THROWS_AS(utilitarian_optimum({values, 3, 2}), contract_violation);
    CHECK_THROWS_AS(utilitarian_optimum({values, 0, 2}), contract_violation);
    CHECK_THROWS_AS(utilitarian_optimum({numbers{-1}, 1, 1}), contract_violation);
    CHECK_THROWS_AS(welfare_of_bundles(of, owners{0}), contract_violation);
    CHECK_THROWS_AS(welfare_of_bundles(of, owners{0, 2}), contract_violation);
    CHECK_THROWS_AS(welfare_of_shares(of, numbers{0.5, 0.5}), contract_violation);
    CHECK_THROWS_AS(welfare_of_shares(of, numbers{0.5, 0.5, 0.5, 1.5}), contract_violation);
    CHECK_THROWS_WITH(welfare_of_shares(of, numbers{0.75, 0.5, 0.75, 0.5}),
                      "welfare_of_shares: the shares of an item must not sum to more than 1; got 1.5");
}

} // namespace additive_valuations_test
