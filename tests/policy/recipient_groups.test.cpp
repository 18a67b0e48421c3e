// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/policy/recipient_groups.hpp>

#include "policy/policy_support.hpp"
#include "support/catch.hpp"

namespace recipient_groups_test {

namespace {

using namespace policy_test;

std::vector<std::uint32_t> places(const recipient_groups& of) {
    return {of.of.begin(), of.of.end()};
}

} // namespace

TEST_CASE("recipients are grouped by quarters of disadvantage, by region or each by itself", "[recipient_groups]") {
    auto problem = six_schools();
    auto quarters = quarters_of_disadvantage(problem);
    CHECK(places(quarters) == std::vector<std::uint32_t>{0, 0, 1, 2, 2, 3}); // 4k / 6
    CHECK(quarters.names.size() == 4);
    CHECK(quarters.left_out == 0);
    problem.recipients.values()[0].disadvantaged = .9;
    problem.recipients.values()[1].disadvantaged.reset();
    problem.recipients.values()[2].disadvantaged = .4; // as school 3, with fewer pupils
    quarters = quarters_of_disadvantage(problem);
    CHECK(places(quarters) == std::vector<std::uint32_t>{3, no_group, 0, 0, 1, 2}); // of 2, 3, 4, 5, 0
    CHECK(quarters.left_out == 1);

    problem.recipients.values()[5].region.clear();
    problem.recipients.values()[0].region = "West";
    const auto regions = groups_by_region(problem);
    CHECK(regions.names == std::vector<std::string>{"North", "South", "West"});
    CHECK(places(regions) == std::vector<std::uint32_t>{2, 0, 0, 1, 1, no_group});
    CHECK(regions.left_out == 1);

    const auto each = each_recipient(problem);
    CHECK(each.names.front() == "s0");
    CHECK(places(each) == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5});
    problem.recipients.values()[3].key = "s1";
    CHECK_THROWS_WITH(each_recipient(problem), Catch::Contains("School 3"));
    CHECK(quarters_of_disadvantage(allocation_problem{}).of.empty());
}

} // namespace recipient_groups_test
