// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/policy/rank_stability.hpp>

#include "policy/table_support.hpp"
#include "support/catch.hpp"

namespace rank_stability_test {

namespace {

using namespace colearn;
using columns = std::vector<double>;

} // namespace

TEST_CASE("Kendall's tau-b is what one counts by hand", "[rank_stability]") {
    // 1 2 3 4 5 against 3 1 2 5 4: seven pairs agree, three do not
    CHECK(*kendall_tau_b(columns{1, 2, 3, 4, 5}, columns{3, 1, 2, 5, 4}).value == Approx(.4));
    CHECK(kendall_tau_b(columns{1, 2, 3}, columns{10, 20, 30}) == measured::as(1));
    CHECK(kendall_tau_b(columns{1, 2, 3}, columns{3, 2, 1}) == measured::as(-1));
    // ties: 1 1 2 3 against 1 2 3 3: four agree, none not, five pairs told apart in each
    CHECK(*kendall_tau_b(columns{1, 1, 2, 3}, columns{1, 2, 3, 3}).value == Approx(.8));
    CHECK(kendall_tau_b(columns{1}, columns{1}).why_undefined == "there are fewer than two to put in order");
    CHECK_THAT(kendall_tau_b(columns{1, 1}, columns{1, 2}).why_undefined, Catch::Contains("all are tied"));
    CHECK_THROWS_AS(kendall_tau_b(columns{1}, columns{1, 2}), contract_violation);
    CHECK_THROWS_AS(kendall_tau_b(columns{1, std::numeric_limits<double>::quiet_NaN()}, columns{1, 2}),
                    contract_violation);
    // symmetric, and not changed by what keeps the order
    random_stream stream(4);
    for (int round = 0; round < 50; ++round) {
        columns a;
        columns b;
        for (int i = 0; i < 8; ++i) {
            a.push_back(static_cast<double>(uniform_index(stream, 5)));
            b.push_back(static_cast<double>(uniform_index(stream, 5)));
        }
        const auto found = kendall_tau_b(a, b);
        CHECK(found == kendall_tau_b(b, a));
        for (auto& one : a) one = std::exp(one);
        CHECK(found == kendall_tau_b(a, b));
        for (auto& one : a) one = -one;
        if (found.defined()) CHECK(*kendall_tau_b(a, b).value == -*found.value);
    }
}

TEST_CASE("scenarios agree or not on the order of policies", "[rank_stability]") {
    score_table of{{"a", "b", "c"}, {"s", "t", "u"}, "unmet_need", better_when::lower, {}};
    for (const double one : {1.0, 3.0, 1.0, 2.0, 2.0, 2.0, 3.0, 1.0, 0.0}) of.scores.push_back(measured::as(one));
    of.scores[8] = measured::undefined("no moon");
    const auto found = rank_agreement(of);
    REQUIRE(found.size() == 3);
    CHECK(found[0].tau == measured::as(-1)); // s and t: 1 2 3, 3 2 1
    CHECK(found[1].tau == measured::as(1));  // s and u without c
    CHECK(found[1].policies == 2);
    CHECK(found[2].one == 1);
    CHECK(found[2].other == 2);
}

TEST_CASE("the share of replicates in which a policy is first adds up to one", "[rank_stability]") {
    // by replicate: a first, a and b tie, b first (a has no value), nobody has one
    const double a[] = {1, 2, 0, 0};
    const double b[] = {3, 2, 5, 0};
    const auto table = policy_test::table_of({"a", "b"}, {"s"}, {"unmet_need", "benefit", "given:x"}, 4,
                                             [&](unsigned p, unsigned, unsigned, std::uint64_t r) {
                                                 if (r == 3 || (p == 0 && r == 2))
                                                     return measured::undefined("no moon");
                                                 return measured::as(p == 0 ? a[r] : b[r]);
                                             });
    const experiment_index index(table);
    const auto least = share_first(index, "unmet_need", 0);
    CHECK(least.replicates == 3);
    CHECK(*least.share[0].value == Approx(.5));
    CHECK(*least.share[1].value == Approx(.5));
    const auto most = share_first(index, "benefit", 0);
    CHECK(*most.share[0].value == Approx(.5 / 3));
    CHECK(*most.share[1].value == Approx(2.5 / 3));
    CHECK_THROWS_AS(share_first(index, "given:x", 0), contract_violation);
    CHECK_THROWS_AS(share_first(index, "benefit", 1), contract_violation);
    const auto none =
        policy_test::table_of({"a"}, {"s"}, {"moved"}, 2, [](unsigned, unsigned, unsigned, std::uint64_t) {
            return measured::undefined("no moon");
        });
    CHECK(share_first(experiment_index(none), "moved", 0).share[0].why_undefined == "no replicate has a value");
}

} // namespace rank_stability_test
