// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/policy/experiment_index.hpp>

#include "policy/table_support.hpp"
#include "support/catch.hpp"

namespace experiment_index_test {

namespace {

using namespace colearn;
using policy_test::table_of;

} // namespace

TEST_CASE("an index finds the rows of a cell in the order of replicates, and their mean", "[experiment_index]") {
    auto table = table_of({"a", "b"}, {"s", "t"}, {"worst_served", "given:North"}, 3,
                          [](unsigned p, unsigned s, unsigned m, std::uint64_t r) {
                              if (p == 1 && s == 1 && r == 1) return measured::undefined("no moon");
                              return measured::as(1000 * p + 100 * s + 10 * m + static_cast<double>(r));
                          });
    std::swap(table.rows.front(), table.rows.back()); // the order in the table does not matter
    table.rows.push_back({0, 0, 0, 2, 0, measured::as(7)});
    const experiment_index index(table);
    CHECK(index.rows({1, 0, 1}).size() == 3);
    std::vector<double> values;
    for (const auto at : index.rows({1, 0, 1})) values.push_back(*table.rows[at].value.value);
    CHECK(values == std::vector<double>{1010, 1011, 1012});
    CHECK(index.mean({1, 0, 1}) == measured::as(1011));
    CHECK(index.mean({0, 0, 0}) == measured::as(7)); // the last year of the scenario's rows
    CHECK(experiment_index(table, 1U).mean({0, 0, 0}) == measured::as(1));
    CHECK(index.mean({1, 1, 0}).why_undefined == "1 of 3 replicates without a value: no moon");
    CHECK(index.mean({2, 0, 0}).why_undefined == "there are no rows");
    CHECK(experiment_index(table, 9U).rows({0, 0, 0}).empty());

    const auto found = scores(index, "worst_served");
    CHECK(found.better == better_when::higher);
    CHECK(found.at(1, 0) == measured::as(1001));
    CHECK_FALSE(found.at(1, 1).defined());
    CHECK(found.gain(3, 1) == 2);
    CHECK_THROWS_AS(found.at(2, 0), contract_violation);
    CHECK_THROWS_WITH(scores(index, "given:North"), Catch::Contains("a better direction"));
    CHECK_THROWS_WITH(scores(index, "moved"), Catch::Contains("one of the table's"));
    table.rows.push_back(table.rows.front());
    CHECK_THROWS_WITH(experiment_index(table), Catch::Contains("may stand twice"));
}

} // namespace experiment_index_test
