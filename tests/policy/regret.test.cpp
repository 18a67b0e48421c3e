// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/policy/regret.hpp>

#include "support/catch.hpp"

namespace regret_test {

namespace {

using namespace colearn;

score_table table_of(const std::vector<std::vector<double>>& rows, better_when better) {
    score_table out;
    out.better = better;
    for (std::size_t p = 0; p < rows.size(); ++p) {
        out.policies.push_back("p" + std::to_string(p));
        for (const double one : rows[p]) out.scores.push_back(measured::as(one));
    }
    for (std::size_t s = 0; s < rows.front().size(); ++s) out.scenarios.push_back("s" + std::to_string(s));
    return out;
}

} // namespace

TEST_CASE("regret is measured against the best of each scenario", "[regret]") {
    // Profits of three investments in three markets: best 12, 10, 5; regrets by hand.
    auto table = table_of({{12, 0, -4}, {4, 10, 2}, {5, 5, 5}}, better_when::higher);
    auto found = regret(table);
    CHECK(found.policies[0].in_scenario == std::vector<measured>{measured::as(0), measured::as(10), measured::as(9)});
    CHECK(found.policies[0].largest == measured::as(10));
    CHECK(found.policies[0].worst_scenario == 1);
    CHECK(found.policies[0].mean == measured::as(19.0 / 3));
    CHECK(found.policies[1].largest == measured::as(8));
    CHECK(found.policies[2].largest == measured::as(7));
    CHECK(found.smallest_largest == 2);
    CHECK(found.scenarios_left_out.empty());
    // where lower is better
    found = regret(table_of({{1, 5}, {2, 2}}, better_when::lower));
    CHECK(found.policies[0].largest == measured::as(3));
    CHECK(found.policies[1].largest == measured::as(1));
    // a policy without a score has no regret; a scenario without any is left out
    table.scores[3] = measured::undefined("no moon");
    for (const auto p : {0, 1, 2}) table.scores[static_cast<std::size_t>(3 * p + 2)] = measured::undefined("dark");
    found = regret(table);
    CHECK(found.policies[1].largest.why_undefined == "it has no score in the scenario \"s0\": no moon");
    CHECK(found.policies[0].largest == measured::as(10)); // 10 of p1, who has a score there
    CHECK(found.scenarios_left_out == std::vector<std::string>{"s2"});
    for (auto& one : table.scores) one = measured::undefined("dark");
    CHECK(regret(table).policies[0].mean.why_undefined == "there is no scenario with a score");
    CHECK_FALSE(regret(table).smallest_largest.has_value());
    table.scores.pop_back();
    CHECK_THROWS_AS(regret(table), contract_violation);
}

TEST_CASE("regret is that of the definition, and grows with the scale", "[regret]") {
    random_stream stream(9);
    for (int round = 0; round < 50; ++round) {
        std::vector<std::vector<double>> rows(1 + uniform_index(stream, 5),
                                              std::vector<double>(1 + uniform_index(stream, 4)));
        for (auto& row : rows) {
            row.resize(rows.front().size());
            for (auto& one : row) one = uniform(stream, -5, 5);
        }
        const auto found = regret(table_of(rows, better_when::lower));
        for (std::size_t p = 0; p < rows.size(); ++p) {
            double largest = 0;
            double sum = 0;
            for (std::size_t s = 0; s < rows[p].size(); ++s) {
                double best = rows[0][s];
                for (const auto& row : rows) best = (std::min)(best, row[s]);
                largest = (std::max)(largest, rows[p][s] - best);
                sum += rows[p][s] - best;
            }
            CHECK(*found.policies[p].largest.value == largest);
            CHECK(*found.policies[p].mean.value == Approx(sum / static_cast<double>(rows[p].size())));
            CHECK(largest >= *found.policies[*found.smallest_largest].largest.value);
        }
        for (auto& row : rows)
            for (auto& one : row) one *= -4;
        CHECK(*regret(table_of(rows, better_when::higher)).policies[0].largest.value ==
              Approx(4 * *found.policies[0].largest.value));
    }
}

} // namespace regret_test
