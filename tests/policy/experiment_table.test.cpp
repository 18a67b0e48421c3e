// SPDX-License-Identifier: BSL-1.0
#include <sstream>
#include <string>

#include <colearn/core/contract.hpp>
#include <colearn/core/error.hpp>
#include <colearn/policy/experiment_table.hpp>

#include "support/catch.hpp"

namespace experiment_table_test {

namespace {

using namespace colearn;

experiment_table small_table() {
    experiment_table out;
    out.policies = {"equal, by \"head\"", "by need"};
    out.scenarios = {"baseline"};
    out.measures = {"unmet_need", "met:North"};
    out.rows = {{0, 0, 0, 1, 0, measured::as(.1)},
                {0, 0, 1, 1, 0, measured::undefined("no school needs anything, here")},
                {1, 0, 0, 2, 7, measured::as(-1.0 / 3)}};
    return out;
}

std::string text_of(const experiment_table& table) {
    std::ostringstream out;
    write_experiment(out, table);
    return out.str();
}

} // namespace

TEST_CASE("rows are written tidily and read back to the same bits", "[experiment_table]") {
    const auto table = small_table();
    const auto text = text_of(table);
    CHECK(text == "policy,scenario,replicate,year,measure,value,reason\n"
                  "\"equal, by \"\"head\"\"\",baseline,0,1,unmet_need,0.1,\n"
                  "\"equal, by \"\"head\"\"\",baseline,0,1,met:North,,\"no school needs anything, here\"\n"
                  "by need,baseline,7,2,unmet_need,-0.3333333333333333,\n");
    CHECK(read_experiment(text_source(text, "results.csv")) == table);
    // columns in another order, with one more
    CHECK(
        read_experiment(text_source("value,extra,year,reason,measure,replicate,scenario,policy\n2,x,1,,m,0,s,p\n", "r"))
            .rows.front()
            .value == measured::as(2));
    CHECK(place_of(table.policies, "by need") == 1);
    CHECK_THROWS_WITH(place_of(table.policies, "by lot"), Catch::Contains("by lot"));
    CHECK(better_of("worst_served") == better_when::higher);
    CHECK(better_of("losers") == better_when::lower);
    CHECK(better_of("met:North") == better_when::higher);
    CHECK_FALSE(better_of("given:North").has_value());
}

TEST_CASE("a table with faults is refused, and each fault has its line", "[experiment_table]") {
    const std::string header = "policy,scenario,replicate,year,measure,value,reason\n";
    const auto faults_of = [&](const std::string& text) {
        try {
            (void)read_experiment(text_source(text, "r.csv"));
            return std::string("none");
        } catch (const parse_error& error) {
            return std::string(error.what());
        }
    };
    CHECK_THAT(faults_of("policy,scenario\n"), Catch::Contains("\"measure\" is not a column"));
    const auto all = faults_of(header + "p,s,0,1,m,,\n" + "p,s,0,1,m,1,why\n" + "p,s,.5,1,m,1,\n" + "p,s,0,1,m,nan,\n");
    CHECK_THAT(all, Catch::Contains("r.csv:2") && Catch::Contains("neither a value nor a reason"));
    CHECK_THAT(all, Catch::Contains("r.csv:3") && Catch::Contains("reason beside a value"));
    CHECK_THAT(all, Catch::Contains("r.csv:4") && Catch::Contains("not a whole number"));
    CHECK_THAT(all, Catch::Contains("r.csv:5") && Catch::Contains("not a finite number"));
    auto table = small_table();
    table.rows.front().policy = 2;
    CHECK_THROWS_AS(text_of(table), contract_violation);
}

} // namespace experiment_table_test
