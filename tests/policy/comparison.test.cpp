// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/policy/comparison.hpp>
#include <colearn/policy/experiment.hpp>
#include <colearn/policy/scenarios.hpp>

#include "policy/policy_support.hpp"
#include "policy/table_support.hpp"
#include "support/catch.hpp"

namespace comparison_test {

namespace {

using namespace policy_test;

} // namespace

TEST_CASE("policies are compared replicate by replicate", "[comparison]") {
    // differences of a - b: 1, 2, 3, 0 and one replicate without a value
    const double a[] = {11, 22, 33, 4, 5};
    const double b[] = {10, 20, 30, 4, 0};
    auto table = table_of({"a", "b"}, {"s"}, {"unmet_need", "benefit", "given:North"}, 5,
                          [&](unsigned p, unsigned, unsigned, std::uint64_t r) {
                              if (p == 1 && r == 4) return measured::undefined("no moon");
                              return measured::as(p == 0 ? a[r] : b[r]);
                          });
    const experiment_index index(table);
    const auto found = compare(index, 0, 1, 0, 0);
    CHECK(found.pairs == 4);
    CHECK(found.without == 1);
    CHECK(found.why_without == "no moon");
    CHECK(found.equal == 1);
    CHECK(found.first_better == 0); // more unmet need is worse
    CHECK(*found.difference.mean.value == 1.5);
    CHECK(found.difference.exact);
    // of the 256 means a 1/256 is 0 and a 1/256 is 3: with k = 6 the sixth from either end
    const auto ends = compare(index, 0, 1, 0, 0, {.method = bootstrap_method::percentile});
    CHECK(*ends.difference.low.value == .5);
    CHECK(*ends.difference.high.value == 2.5);
    CHECK(ends.verdict == comparison_verdict::worse);
    CHECK(compare(index, 0, 1, 0, 1, {.method = bootstrap_method::percentile}).verdict == comparison_verdict::better);
    CHECK(compare(index, 0, 1, 0, 1).first_better == 3);
    CHECK(compare(index, 1, 0, 0, 1, {.method = bootstrap_method::percentile}).verdict == comparison_verdict::worse);
    CHECK(compare(index, 0, 1, 0, 2).verdict == comparison_verdict::undefined); // no direction
    // the same policy twice: exactly no difference
    const auto same = compare(index, 1, 1, 0, 0);
    CHECK(same.verdict == comparison_verdict::same);
    CHECK(same.difference.low == measured::as(0));
    CHECK(same.difference.high == measured::as(0));
    CHECK(same.without == 1);
    // rows that are missing altogether are counted
    std::erase_if(table.rows, [](const auto& row) { return row.policy == 0 && row.replicate < 4; });
    const experiment_index thin(table);
    const auto lone = compare(thin, 0, 1, 0, 0);
    CHECK(lone.pairs == 0);
    CHECK(lone.without == 5);
    CHECK(lone.verdict == comparison_verdict::undefined);
    CHECK(lone.why_without == "the replicate is there for one of the policies alone");
    for (const auto bad : {0, 1, 2, 3})
        CHECK_THROWS_AS(compare(index, bad == 0 ? 9 : 0, bad == 1 ? 9 : 1, bad == 2 ? 9 : 0, bad == 3 ? 9 : 0),
                        contract_violation);
    CHECK(to_string(comparison_verdict::unclear) == "unclear");
}

TEST_CASE("a difference that is noise is unclear", "[comparison]") {
    const auto table = table_of({"a", "b"}, {"s"}, {"moved"}, 40, [](unsigned p, unsigned, unsigned, std::uint64_t r) {
        random_stream stream(p, r);
        return measured::as(normal(stream));
    });
    CHECK(compare(experiment_index(table), 0, 1, 0, 0).verdict == comparison_verdict::unclear);
}

TEST_CASE("who gains and who loses is said group by group", "[comparison]") {
    experiment of;
    of.problem = six_schools();
    for (auto& one : of.problem.recipients.values()) one.last_year = 1000; // the same to each, whatever its size
    of.policies = {by_last_year{}, by_need{}, by_need{"by need again"}};
    of.scenarios = {baseline(), need_shock()};
    of.replicates = 12;
    of.groups = quarters_of_disadvantage(of.problem);
    const auto table = run_experiment(of).table;
    const experiment_index index(table);
    const auto changes = who_gains(index, 1, 0, 1);
    REQUIRE(changes.size() == 4);
    CHECK(changes.front().group == "least disadvantaged quarter");
    CHECK(changes.front().given.verdict == comparison_verdict::worse); // it loses
    CHECK(changes.back().given.verdict == comparison_verdict::better);
    CHECK(changes.back().met.verdict == comparison_verdict::better);
    double sum = 0; // what one gets, others lack
    for (const auto& one : changes) sum += *one.given.difference.mean.value;
    CHECK(sum == Approx(0).margin(1e-9));
    for (const auto& one : who_gains(index, 2, 1, 1)) {
        CHECK(one.given.verdict == comparison_verdict::same);
        CHECK(one.met.verdict == comparison_verdict::same);
    }
    of.groups = {};
    const auto bare = run_experiment(of).table;
    CHECK_THROWS_WITH(who_gains(experiment_index(bare), 0, 1, 0), Catch::Contains("rows for groups"));
}

} // namespace comparison_test
