// SPDX-License-Identifier: BSL-1.0
#include <atomic>
#include <cmath>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/policy/experiment.hpp>
#include <colearn/policy/scenarios.hpp>

#include "policy/policy_support.hpp"
#include "support/catch.hpp"

namespace experiment_test {

namespace {

using namespace policy_test;

experiment small_experiment(std::uint64_t replicates = 4) {
    experiment out;
    out.problem = six_schools();
    out.policies = {by_need{}, by_last_year{}, by_lot{}, by_need{"by need again"}};
    out.scenarios = {baseline(), mismeasured_need(), growing_disadvantage({.years = 3})};
    out.replicates = replicates;
    out.groups = groups_by_region(out.problem);
    return out;
}

measured value(const experiment_table& table, std::string_view policy, std::string_view scenario,
               std::string_view measure, std::uint64_t replicate, std::uint32_t year) {
    for (const auto& row : table.rows)
        if (table.policies[row.policy] == policy && table.scenarios[row.scenario] == scenario &&
            table.measures[row.measure] == measure && row.replicate == replicate && row.year == year)
            return row.value;
    return measured::undefined("no such row");
}

} // namespace

TEST_CASE("an experiment tries every policy in every scenario, replicate and year", "[experiment]") {
    const auto of = small_experiment();
    const auto found = run_experiment(of);
    const auto& table = found.table;
    CHECK(found.outcome == status::feasible);
    CHECK(found.trials == 12);
    CHECK(table.measures.size() == outcome_count + 4);
    CHECK(table.rows.size() == 4 * 4 * (1 + 1 + 3) * 14);
    // worked: at the baseline 200 units meet the same share of each need, p (1 + d) / 10
    const double need = 11 + 24 + 39 + 56 + 75 + 96;
    CHECK(*value(table, "by need", "baseline", "unmet_need", 0, 1).value == Approx(need - 200));
    CHECK(*value(table, "by need", "baseline", "worst_served", 0, 1).value == Approx(200 / need).epsilon(1e-3));
    CHECK(*value(table, "by need", "baseline", "given:North", 0, 1).value == Approx(200 * 74 / need).epsilon(1e-3));
    // what is seen differs from what is so
    CHECK(*value(table, "by need", "mis-measured need", "worst_served", 0, 1).value < 200 / need - .01);
    // last year's amounts carry over: who repeats them moves nothing from the second year on
    CHECK(*value(table, "as last year", "growing disadvantage", "moved", 1, 1).value > 0);
    CHECK(*value(table, "as last year", "growing disadvantage", "moved", 1, 2).value == 0);
    CHECK(*value(table, "by need", "growing disadvantage", "moved", 1, 3).value > 0);
    CHECK(*value(table, "by need", "growing disadvantage", "moved", 1, 3).value <
          *value(table, "by need", "growing disadvantage", "moved", 1, 1).value);
    // the lot falls differently in each replicate
    std::set<double> north;
    for (std::uint64_t r = 0; r < 4; ++r) north.insert(*value(table, "by lot", "baseline", "given:North", r, 1).value);
    CHECK(north.size() == 2);
    // common random numbers: the same policy under another name has the very same rows
    for (const auto& row : table.rows)
        if (row.policy == 3)
            CHECK(row.value == value(table, "by need", table.scenarios[row.scenario], table.measures[row.measure],
                                     row.replicate, row.year));
    // more replicates begin with the same rows, and another seed has others
    const auto more = run_experiment(small_experiment(5)).table.rows;
    CHECK(std::equal(table.rows.begin(), table.rows.end(), more.begin()));
    auto other = of;
    other.seed = 2;
    CHECK_FALSE(run_experiment(other).table == table);
}

TEST_CASE("the rows are the same on any number of threads, and those of the shards are the whole", "[experiment]") {
    const auto of = small_experiment(7);
    std::atomic<int> calls{0};
    const auto one = run_experiment(of, {.progress = [&](double) { ++calls; }});
    CHECK(calls > 0);
    for (const unsigned threads : {2U, 4U}) CHECK(run_experiment(of, {.threads = threads}).table == one.table);
    for (const std::uint64_t count : {2U, 3U, 5U, 21U, 40U}) {
        experiment_table together = one.table;
        together.rows.clear();
        std::uint64_t trials = 0;
        for (std::uint64_t k = 1; k <= count; ++k) {
            const auto part = run_experiment(of, {.shard = {k, count}});
            trials += part.trials;
            together.rows.insert(together.rows.end(), part.table.rows.begin(), part.table.rows.end());
        }
        CHECK(trials == 21);
        CHECK(together == one.table);
    }
    CHECK(parse_shard("2/8").number == 2);
    CHECK(parse_shard("2/8").count == 8);
    for (const char* bad : {"", "2", "0/3", "4/3", "1/0", "a/b", "1/2/3", "-1/2", " 1/2", "1/99999999999"})
        CHECK_THROWS_AS(parse_shard(bad), contract_violation);
}

TEST_CASE("a policy without an allocation has rows that say why, in the years after too", "[experiment]") {
    experiment of;
    of.problem = six_schools();
    of.policies = {by_last_year{}};
    of.scenarios = {budget_cut({.cut = .3, .years = 3})};
    of.replicates = 1;
    of.hold_harmless = .8; // a cut of .3 a year cannot hold .8 of the year before
    const auto found = run_experiment(of);
    CHECK(value(found.table, "as last year", "budget cut", "unmet_need", 0, 1).defined());
    CHECK(value(found.table, "as last year", "budget cut", "unmet_need", 0, 2).why_undefined ==
          "the policy found no allocation: the floors need more than there is");
    CHECK(value(found.table, "as last year", "budget cut", "moved", 0, 3).why_undefined ==
          "no allocation in year 2: the policy found no allocation: the floors need more than there is");
    of.hold_harmless = .7;
    for (const auto& row : run_experiment(of).table.rows) CHECK(row.value.defined());

    struct generous { // gives more than there is
        std::string name() const { return "generous"; }
        std::string source() const { return "test"; }
        allocation allocate(const allocation_problem& problem, const allocation_request&) const {
            allocation out;
            out.amounts = id_map<allocation_recipient, std::int64_t>(problem.recipients.size(), problem.supply());
            return out;
        }
    };
    of.policies = {generous{}};
    for (const auto& row : run_experiment(of).table.rows)
        CHECK_THAT(row.value.why_undefined, Catch::Contains("the answer was rejected: amounts and what is unspent"));

    struct refusing {
        std::string name() const { return "refusing"; }
        std::string source() const { return "test"; }
        allocation allocate(const allocation_problem&, const allocation_request&) const {
            expects(false, "there must be a moon");
            return {};
        }
    };
    of.policies = {refusing{}};
    CHECK_THROWS_WITH(run_experiment(of), Catch::Contains("there must be a moon; got by the policy \"refusing\" in the "
                                                          "scenario \"budget cut\", replicate 0, year 1"));
}

TEST_CASE("an experiment that is stopped has the rows of its first trials", "[experiment]") {
    const auto of = small_experiment(20);
    const auto whole = run_experiment(of);
    for (const unsigned threads : {1U, 3U}) {
        std::stop_source stop;
        const auto part = run_experiment(of, {.threads = threads,
                                              .progress =
                                                  [&](double share) {
                                                      if (share > .3) stop.request_stop();
                                                  },
                                              .stop = stop.get_token()});
        CHECK(part.outcome == status::cancelled);
        CHECK(part.trials < part.trials_in_all);
        CHECK(part.trials > 0);
        REQUIRE(part.table.rows.size() < whole.table.rows.size());
        CHECK(std::equal(part.table.rows.begin(), part.table.rows.end(), whole.table.rows.begin()));
    }
}

TEST_CASE("an experiment that makes no sense is refused", "[experiment]") {
    const auto refused = [](auto change) {
        auto of = small_experiment(1);
        change(of);
        try {
            (void)run_experiment(of);
            return std::string("not refused");
        } catch (const contract_violation& error) {
            return std::string(error.what());
        }
    };
    using e = experiment;
    CHECK_THAT(refused([](e& of) { of.policies.clear(); }), Catch::Contains("a policy to try"));
    CHECK_THAT(refused([](e& of) { of.scenarios.clear(); }), Catch::Contains("must be a scenario"));
    CHECK_THAT(refused([](e& of) { of.policies.push_back(by_need{}); }),
               Catch::Contains("different names; got \"by need\""));
    CHECK_THAT(refused([](e& of) { of.policies = {by_need{"a\nb"}}; }), Catch::Contains("printing characters"));
    CHECK_THAT(refused([](e& of) { of.scenarios.push_back(baseline()); }), Catch::Contains("different names"));
    CHECK_THAT(refused([](e& of) { of.scenarios[0].change = {}; }), Catch::Contains("must have a change"));
    CHECK_THAT(refused([](e& of) { of.replicates = 0; }), Catch::Contains("replicates"));
    CHECK_THAT(refused([](e& of) { of.hold_harmless = 2; }), Catch::Contains("hold-harmless"));
    CHECK_THAT(refused([](e& of) { of.groups.of = {}; }), Catch::Contains("a group for each recipient"));
    CHECK_THAT(refused([](e& of) { of.problem.recipients.values()[1].pupils = -1; }), Catch::Contains("School 1"));
    CHECK_THROWS_WITH(run_experiment(small_experiment(1), {.shard = {3, 2}}), Catch::Contains("shard"));
}

} // namespace experiment_test
