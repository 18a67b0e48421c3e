// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

#include <colearn/solve/grouping.hpp>
#include <colearn/solve/grouping_verify.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_test {

using Catch::Contains;
using colearn::form_groups;
using colearn::grouping_conflict;
using colearn::status;
using colearn::ungrouped_reason;
using grouping_support::at;
using grouping_support::instance_of;
using grouping_support::node;

namespace {

// What the definition says of the result's groups: every rule kept, the value right.
void check_plainly(const instance_of& of, const colearn::grouping_result<node>& made) {
    double sum = 0;
    for (const auto& group : made.groups) {
        std::vector<std::size_t> members;
        for (const auto one : group) members.push_back(one.index);
        CHECK(grouping_support::plain_allowed(of, members));
        sum += grouping_support::plain_value(of, members);
    }
    CHECK(sum == Approx(made.value).margin(1e-12));
}

std::vector<bool> who_may_stay_out(const instance_of& of, const colearn::grouping_result<node>& made) {
    std::vector<bool> out(of.values.count, !of.everyone);
    for (const auto& one : made.left)
        if (one.why == ungrouped_reason::no_group) out[one.who.index] = true;
    return out;
}

} // namespace

TEST_CASE("the best of all groupings, with every kind of rule, and searches never beat or break it", "[grouping]") {
    std::size_t infeasible = 0;
    std::size_t reached = 0;
    std::size_t searched = 0;
    for (std::uint64_t seed = 1; seed <= 250; ++seed) {
        CAPTURE(seed);
        const auto of = grouping_support::random_problem(seed, 7);
        const auto made = form_groups(of);
        CHECK(verify(of, made).violated == "");
        const auto best = grouping_support::brute_force(of, who_may_stay_out(of, made));
        const auto found =
            form_groups(of, {.rounds = 6, .looks = 40, .columns = seed % 2 == 0 ? 2U : 0U, .exact_up_to = 0});
        CHECK(verify(of, found).violated == "");
        if (made.outcome == status::infeasible) {
            ++infeasible;
            // Those who must be together and cannot be are a fault even where they may stay out.
            const auto what = made.certificate.conflict.what;
            if (of.everyone || what == grouping_conflict::exhausted) CHECK_FALSE(best.exists);
            CHECK(made.groups.empty());
            CHECK_FALSE(made.certificate.conflict.text.empty());
            CHECK((found.outcome == status::infeasible || found.outcome == status::not_converged));
            continue;
        }
        REQUIRE(best.exists);
        CHECK(made.outcome == status::optimal);
        CHECK(made.gap() == 0);
        CHECK(made.value == Approx(best.value).margin(1e-12));
        check_plainly(of, made);
        check_plainly(of, found);
        CHECK(found.certificate.bound >= best.value - 1e-9);
        if (found.outcome == status::not_converged) continue;
        ++searched;
        CHECK(found.value <= best.value + 1e-9);
        reached += found.value >= best.value - 1e-9 ? 1 : 0;
    }
    CHECK(infeasible > 20);
    CHECK(infeasible < 200);
    CHECK(searched > 60);
    CHECK(reached * 10 >= searched * 8);
}

TEST_CASE("two cliques and what joins them", "[grouping]") {
    instance_of of;
    of.values.count = 8;
    for (std::size_t i = 0; i < 8; ++i)
        for (std::size_t j = i + 1; j < 8; ++j)
            if (i / 4 == j / 4) of.values.pairs.push_back({at(i), at(j), 1});
    of.values.pairs.push_back({at(3), at(4), 1.5});
    of.smallest = of.largest = 4;
    for (const std::size_t exact : {std::size_t{0}, std::size_t{12}}) {
        const auto made = form_groups(of, {.columns = 2, .exact_up_to = exact});
        CHECK(made.groups ==
              std::vector<std::vector<colearn::id<node>>>{{at(0), at(1), at(2), at(3)}, {at(4), at(5), at(6), at(7)}});
        CHECK(made.value == 12);
        CHECK(made.group_of[at(5)] == 1);
        CHECK(made.certificate.bound >= 12 - 1e-9);
        CHECK(verify(of, made).violated == "");
    }
    of.together = {{at(0), at(4)}};
    of.apart = {{at(0), at(1)}};
    const auto forced = form_groups(of);
    CHECK(forced.group_of[at(0)] == forced.group_of[at(4)]);
    CHECK(forced.group_of[at(0)] != forced.group_of[at(1)]);
    CHECK(verify(of, forced).violated == "");
}

TEST_CASE("where only listed pairs may share a group, a chain is cut into its links", "[grouping]") {
    // 0-1-2-3-4, each next to the other; the last, 5, is listed with nobody, and must be with 4.
    instance_of of{.values = {6, {}}, .smallest = 2, .largest = 3, .everyone = false};
    for (std::size_t i = 0; i < 4; ++i) of.values.pairs.push_back({at(i), at(i + 1), 1});
    CHECK(form_groups(of).value == 3); // three and two, or three and three
    of.listed_only = true;
    of.everyone = true;
    of.together = {{at(4), at(5)}};
    for (const std::size_t exact : {16U, 0U}) {
        const auto made = form_groups(of, {.exact_up_to = exact});
        CHECK(made.value == 2);
        CHECK(made.groups ==
              std::vector<std::vector<colearn::id<node>>>{{at(0), at(1)}, {at(2), at(3)}, {at(4), at(5)}});
        CHECK(verify(of, made).violated == "");
    }
    of.smallest = 3; // two neighbours at most are listed with anybody, and not with each other
    of.everyone = false;
    of.together.clear();
    const auto none = form_groups(of, {.exact_up_to = 0});
    CHECK(none.groups.empty());
    CHECK(verify(of, none).violated == "");
}

TEST_CASE("contradictions are named", "[grouping]") {
    instance_of of{.values = {5, {{at(0), at(1), 1}}}, .smallest = 2, .largest = 3};
    const auto conflict_of = [](const instance_of& one) {
        const auto made = form_groups(one);
        CHECK(made.outcome == status::infeasible);
        CHECK(verify(one, made).violated == "");
        return made.certificate.conflict;
    };
    auto one = of;
    one.together = {{at(3), at(1)}, {at(1), at(4)}};
    one.apart = {{at(4), at(3)}};
    CHECK(conflict_of(one).what == grouping_conflict::apart_and_together);
    CHECK_THAT(conflict_of(one).text, Contains("3, 4 must be together and must be apart"));
    one = of;
    one.together = {{at(0), at(1)}, {at(1), at(2)}, {at(2), at(3)}};
    CHECK(conflict_of(one).what == grouping_conflict::too_large);
    one = of;
    one.region = colearn::id_map<node, std::uint32_t>(std::vector<std::uint32_t>{7, 8, 7, 8, 8});
    one.most_regions = 1;
    one.together = {{at(0), at(1)}};
    CHECK(conflict_of(one).what == grouping_conflict::too_many_regions);
    one = of;
    one.quotas = {{"secondary", {at(0), at(1)}, 0, 1}};
    one.together = {{at(0), at(1)}};
    CHECK(conflict_of(one).what == grouping_conflict::over_quota);
    one = of;
    one.smallest = 3;
    CHECK(conflict_of(one).what == grouping_conflict::counts);
    CHECK_THAT(conflict_of(one).text, Contains("5 items need at least 2 groups and can make at most 1"));
    one = of;
    one.apart = {{at(0), at(1)}, {at(0), at(2)}, {at(0), at(3)}, {at(1), at(2)}, {at(1), at(3)}, {at(2), at(3)}};
    CHECK(conflict_of(one).what == grouping_conflict::exhausted);

    // Too few in a region for any group: named, and no fault of the others.
    one = of;
    one.region = colearn::id_map<node, std::uint32_t>(std::vector<std::uint32_t>{7, 7, 9, 7, 7});
    one.most_regions = 1;
    const auto made = form_groups(one);
    CHECK(made.outcome == status::optimal);
    CHECK(made.left == std::vector<colearn::ungrouped<node>>{{at(2), ungrouped_reason::no_group}});
    CHECK(verify(one, made).violated == "");
}

TEST_CASE("one answer on any number of threads, in any order of pairs, at any scale", "[grouping]") {
    instance_of of;
    of.values = matching_test::random_instance(5, 130, .05, matching_test::weights::real);
    of.smallest = 3;
    of.largest = 5;
    const colearn::grouping_options options{.rounds = 5, .looks = 40, .columns = 1, .exact_up_to = 0};
    auto more = options;
    more.threads = 3;
    std::vector<double> shares;
    more.progress = [&](double share) { shares.push_back(share); };
    const auto one = form_groups(of, options);
    const auto same = form_groups(of, more);
    CHECK(one.outcome == status::feasible);
    CHECK(one.groups == same.groups);
    CHECK(one.certificate.potential == same.certificate.potential);
    CHECK(one.log.rounds == same.log.rounds);
    CHECK(one.log.rounds.size() == 5);
    CHECK(one.value >= one.log.start);
    CHECK(std::is_sorted(shares.begin(), shares.end()));
    CHECK(shares.back() == 1);
    CHECK(verify(of, one).violated == "");

    auto other = of;
    std::reverse(other.values.pairs.begin(), other.values.pairs.end());
    for (auto& pair : other.values.pairs) std::swap(pair.a, pair.b);
    CHECK(form_groups(other, options).groups == one.groups);
    for (auto& pair : other.values.pairs) pair.weight *= 1024;
    const auto scaled = form_groups(other, options);
    CHECK(scaled.groups == one.groups);
    CHECK(scaled.value == Approx(1024 * one.value));
    CHECK(scaled.certificate.bound == Approx(1024 * one.certificate.bound));

    // Stopped before it starts: the first groups, and a bound that holds.
    std::stop_source source;
    source.request_stop();
    auto stopped = options;
    stopped.stop = source.get_token();
    const auto early = form_groups(of, stopped);
    CHECK(early.outcome == status::cancelled);
    CHECK(early.value == Approx(early.log.start));
    CHECK(early.certificate.bound >= one.value);
    CHECK(verify(of, early).violated == "");
}

TEST_CASE("a problem that makes no sense is refused", "[grouping]") {
    instance_of of{.values = {3, {{at(0), at(1), 1}}}};
    const auto refused = [](instance_of one, const char* why) { CHECK_THROWS_WITH(form_groups(one), Contains(why)); };
    auto one = of;
    one.smallest = 9;
    refused(one, "largest group must not be smaller");
    one = of;
    one.smallest = 0;
    refused(one, "smallest group must hold at least 1");
    one = of;
    one.most_regions = 0;
    refused(one, "at least 1 region");
    one = of;
    one.apart = {{at(0), at(3)}};
    refused(one, "among the items");
    one = of;
    one.together = {{at(0), at(0)}};
    refused(one, "two different ones");
    one = of;
    one.quotas = {{"class", {}, 3, 2}};
    refused(one, "most must not be less");
    one = of;
    one.coverage.topics = 1;
    refused(one, "for each item and topic");
    CHECK_THROWS_WITH(form_groups(of, {.exact_up_to = 21}), Contains("exact_up_to"));
    CHECK(form_groups(instance_of{}).outcome == status::optimal);
}

} // namespace grouping_test
