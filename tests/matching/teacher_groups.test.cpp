// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <string>
#include <vector>

#include <colearn/matching/teacher_groups.hpp>

#include "matching/teacher_support.hpp"
#include "support/catch.hpp"

namespace teacher_groups_test {

using namespace colearn;
using matching_test::person;
using matching_test::staffed;

TEST_CASE("a limit on one school is a rule or quotas, and far schools share one", "[teacher_groups]") {
    const auto system = staffed(1, 4, 5, 30); // 0 and 30, 60, 90 km
    teacher_group_options options;
    const detail::teacher_body body(system.net, system.topics, options);
    CHECK(detail::school_quotas(body, 5, 40).empty()); // no school has more
    const auto quotas = detail::school_quotas(body, 2, 40);
    REQUIRE(quotas.size() == 2); // neighbours are 30 km apart, the others more than 40
    CHECK(quotas[0].members.size() == 10);
    CHECK(quotas[0].most == 2);
    CHECK(detail::school_quotas(body, 2, 1000).size() == 4);

    options.most_from_one_school = 1;
    CHECK(detail::with_school_limit(body, options).rules.schools == workplace::other);
    options.most_from_one_school = 2;
    CHECK(detail::with_school_limit(body, options).groups.quotas.size() == 2);
    options.rules.schools = workplace::same;
    CHECK_THROWS_AS(detail::with_school_limit(body, options), contract_violation);
    options.groups.smallest = 2;
    CHECK(detail::with_school_limit(body, options).groups.largest == 2);
    options.most_from_one_school = 0;
    CHECK_THROWS_AS(detail::with_school_limit(body, options), contract_violation);
}

TEST_CASE("disadvantage is that of the school, management is no tie of trust", "[teacher_groups]") {
    const auto system = staffed(1, 3, 3);
    const detail::teacher_body body(system.net, system.topics, {});
    const auto order = detail::disadvantage_of(body.teachers, body.schools);
    REQUIRE(order.order.size() == 9);
    CHECK(order.order.front().second == person(6)); // the last school is the most disadvantaged one
    CHECK(order.measured_by == "share of disadvantaged pupils at their school");
    CHECK(body.ties.tied_to(person(0)).empty());
    teacher_group_options options;
    options.tie_layers = {layers::governance.name};
    CHECK(detail::teacher_body(system.net, {}, options).ties.tied_to(person(0)) == std::vector{person(1)});
}

} // namespace teacher_groups_test
