// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

#include <colearn/solve/grouping.hpp>
#include <colearn/solve/grouping_verify.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_verify_test {

using Catch::Contains;
using colearn::form_groups;
using colearn::grouping_proof;
using colearn::status;
using colearn::ungrouped_reason;
using grouping_support::at;
using grouping_support::instance_of;
using grouping_support::node;
using result = colearn::grouping_result<node>;

namespace {

void forged(const instance_of& of, result made, const char* why, const std::function<void(result&)>& change) {
    change(made);
    CHECK_THAT(verify(of, made).violated, Contains(why));
}

} // namespace

TEST_CASE("every forged part of a result is found out", "[grouping_verify]") {
    instance_of of;
    of.values = matching_test::random_instance(3, 40, .4, matching_test::weights::real);
    of.smallest = 3;
    of.largest = 6;
    const auto made = form_groups(of, {.rounds = 5, .looks = 40});
    REQUIRE(verify(of, made).violated == "");
    REQUIRE(made.certificate.proof == grouping_proof::shares);

    forged(of, made, "there must be a group number", [](result& one) { one.group_of = {}; });
    forged(of, made, "no item", [](result& one) { one.groups[0][0] = at(40); });
    forged(of, made, "two groups", [](result& one) { one.groups[0][0] = one.groups[1][0]; });
    forged(of, made, "differ about", [](result& one) { std::swap(one.groups[0], one.groups[1]); });
    forged(of, made, "left out", [](result& one) {
        auto& larger =
            *std::find_if(one.groups.begin(), one.groups.end(), [](const auto& group) { return group.size() > 3; });
        one.group_of[larger.back()] = colearn::id<node>::none;
        larger.pop_back();
    });
    forged(of, made, "named as left out than", [](result& one) {
        one.left.push_back({at(1), ungrouped_reason::no_group});
    });
    forged(of, made, "are worth", [](result& one) { one.value += .01; });
    forged(of, made, "must be a bound", [](result& one) { one.certificate.proof = grouping_proof::none; });
    forged(of, made, "not to the bound", [](result& one) { one.certificate.bound -= .01; });
    forged(of, made, "potential and a tilt for each", [](result& one) { one.certificate.tilt = {}; });
    forged(of, made, "must be finite",
           [](result& one) { one.certificate.potential[at(2)] = std::numeric_limits<double>::quiet_NaN(); });
    forged(of, made, "less than it is worth by itself", [](result& one) {
        one.certificate.bound -= one.certificate.potential[at(0)] + 1;
        one.certificate.potential[at(0)] = -1;
    });
    forged(of, made, "more than is left of its potential", [](result& one) {
        one.certificate.bound -= .01;
        one.certificate.potential[at(0)] -= .01;
    });
    forged(of, made, "too many to look at", [](result& one) { one.certificate.proof = grouping_proof::exhaustion; });
    forged(of, made, "not proved best", [](result& one) { one.outcome = status::optimal; });
    forged(of, made, "the status must be", [](result& one) { one.outcome = status::converged; });
    forged(of, made, "has no groups", [](result& one) { one.outcome = status::infeasible; });
    forged(of, made, "status is not infeasible",
           [](result& one) { one.certificate.conflict.what = colearn::grouping_conflict::counts; });
}

TEST_CASE("potentials that a set exceeds are found out", "[grouping_verify]") {
    instance_of of;
    of.values = matching_test::random_instance(9, 30, .4, matching_test::weights::real);
    of.smallest = 3;
    of.largest = 5;
    const auto made = form_groups(of, {.rounds = 5, .looks = 40, .columns = 3});
    REQUIRE(verify(of, made).violated == "");
    REQUIRE(made.certificate.proof == grouping_proof::columns);
    CHECK(made.certificate.open > 0);
    // The potentials are as low as sets let them be.
    forged(of, made, "worth more than its potentials", [](result& one) {
        for (auto& potential : one.certificate.potential.values()) potential *= .97;
        one.certificate.bound *= .97;
        one.certificate.open = 30;
    });
    forged(of, made, "more items are open", [](result& one) { one.certificate.open = 0; });
    forged(of, made, "more than is left", [](result& one) { one.certificate.proof = grouping_proof::shares; });
    CHECK_THAT(verify(of, made, {}, 1).violated, Contains("too many sets around"));
}

TEST_CASE("groups that break a rule are found out, each rule by its name", "[grouping_verify]") {
    instance_of of;
    of.values = matching_test::random_instance(4, 8, .8, matching_test::weights::real);
    of.smallest = 2;
    of.largest = 4;
    const auto made = form_groups(of);
    REQUIRE(verify(of, made).violated == "");
    const auto a = made.groups[0][0];
    const auto b = made.groups[0][1];
    const auto c = made.groups[1][0];
    const auto broken = [&](const char* why, const std::function<void(instance_of&)>& change) {
        auto other = of;
        change(other);
        CHECK_THAT(verify(other, made).violated, Contains(why));
    };
    broken("has fewer than", [&](instance_of& one) { one.smallest = one.largest = 5; });
    broken("has more than", [&](instance_of& one) {
        one.largest = made.groups[0].size() - 1;
        one.smallest = 1;
    });
    broken("must be apart", [&](instance_of& one) { one.apart = {{a, b}}; });
    broken("must be together", [&](instance_of& one) { one.together = {{a, c}}; });
    broken("not listed as a pair", [&](instance_of& one) {
        one.listed_only = true;
        std::erase_if(one.values.pairs, [&](const auto& pair) { return pair.a == a || pair.b == a; });
    });
    broken("spans 2 regions", [&](instance_of& one) {
        one.region = colearn::id_map<node, std::uint32_t>(8);
        one.region[a] = 1;
        one.most_regions = 1;
    });
    broken("has 0 of secondary", [&](instance_of& one) { one.quotas = {{"secondary", {a}, 1, 4}}; });
    broken("has 2 of secondary", [&](instance_of& one) { one.quotas = {{"secondary", {a, b, b}, 0, 1}}; });

    auto worse = of; // another problem, of which these groups are not the best
    worse.values.pairs.push_back({a, c, 100});
    auto claimed = made;
    CHECK_THAT(verify(worse, claimed).violated, Contains("the best grouping is worth"));

    // A conflict that is none.
    result none;
    none.outcome = status::infeasible;
    CHECK_THAT(verify(of, none).violated, Contains("must have a conflict"));
    using what = colearn::grouping_conflict;
    const auto claims = [&](what conflict, std::vector<colearn::id<node>> who, const char* why) {
        none.certificate.conflict = {conflict, std::move(who), "because"};
        CHECK_THAT(verify(of, none).violated, Contains(why));
    };
    for (const auto one : {what::apart_and_together, what::too_large, what::too_many_regions, what::over_quota})
        claims(one, {at(0), at(1)}, "need not be together");
    of.together = {{at(0), at(1)}};
    claims(what::apart_and_together, {at(0), at(1)}, "need not be apart");
    claims(what::too_large, {at(0), at(1)}, "could hold");
    claims(what::too_many_regions, {at(0), at(1)}, "may span");
    claims(what::over_quota, {at(0), at(1)}, "could hold");
    claims(what::counts, {at(0), at(1)}, "all who can meet");
    claims(what::counts, {at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7)}, "add up with 2 groups");
    claims(what::exhausted, {}, "there is a grouping");
    claims(what::counts, {at(1), at(0)}, "ascending");
}

} // namespace grouping_verify_test
