// SPDX-License-Identifier: BSL-1.0
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>

#include "allocation/allocation_support.hpp"
#include "support/catch.hpp"

namespace allocation_policy_test {

using namespace allocation_test;

// Everything to the first recipient.
struct first_takes_all {
    [[nodiscard]] std::string name() const { return "first takes all"; }
    [[nodiscard]] std::string source() const { return "a test"; }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request&) const {
        allocation out;
        out.policy = name();
        out.amounts = id_map<allocation_recipient, std::int64_t>(of.recipients.size());
        out.amounts[recipient(0)] = of.supply();
        return out;
    }
};
struct nameless {
    [[nodiscard]] allocation allocate(const allocation_problem&, const allocation_request&) const { return {}; }
};
static_assert(allocation_policy<first_takes_all>);
static_assert(allocation_policy<any_policy>);
static_assert(!allocation_policy<nameless>);

TEST_CASE("policies of several types stand in one list and give the same answers", "[allocation_policy]") {
    const std::vector<any_policy> list{first_takes_all{}, first_takes_all{}};
    const auto of = small_pool();
    CHECK(list.front().name() == "first takes all");
    CHECK(list.back().source() == "a test");
    const auto answer = list.front().allocate(of, {});
    CHECK(answer.amounts == first_takes_all{}.allocate(of, {}).amounts);
    CHECK(verify(of, answer));
}

TEST_CASE("an answer that cannot be carried out is rejected", "[allocation_policy]") {
    const auto of = small_routes();
    allocation right;
    right.amounts = id_map<allocation_recipient, std::int64_t>(std::vector<std::int64_t>{2, 2, 1});
    right.carried = {2, 1, 1, 1};
    REQUIRE(verify(of, right));
    using change = std::function<void(allocation&, allocation_problem&)>;
    const std::vector<std::pair<change, std::string>> forged{
        {[](auto& a, auto&) { a.amounts = {}; }, "an amount for each recipient"},
        {[](auto& a, auto&) { a.carried.pop_back(); }, "an amount for each route"},
        {[](auto& a, auto&) {
             a.carried = {3, 0, 1, 1};
         },
         "does not get what arrives"},
        {[](auto& a, auto&) {
             a.carried = {2, 2, 0, 1};
         },
         "North gives more than it has"},
        {[](auto& a, auto&) {
             a.carried = {2, 1, -1, 3};
         },
         "must not be negative"},
        {[](auto& a, auto&) { a.unspent = 1; }, "do not sum to the supply"},
        {[](auto& a, auto&) { a.amounts[recipient(0)] = 3, a.unspent = -1; }, "more is given than there is"},
        {[](auto&, auto& p) { p.recipients[recipient(0)].floor = 3; }, "A School gets less than its floor"},
        {[](auto&, auto& p) { p.recipients[recipient(0)].cap = 1; }, "A School gets more than its cap"},
        {[](auto&, auto& p) { p.routes.clear(); }, "a pool has no routes"},
        {[](auto& a, auto&) { a.outcome = status::infeasible; }, "must name what stands in its way"},
    };
    for (const auto& [spoil, words] : forged) {
        auto answer = right;
        auto problem = of;
        spoil(answer, problem);
        const auto checked = verify(problem, answer);
        CHECK_FALSE(checked);
        CHECK_THAT(checked.violated, Catch::Contains(words));
    }
}

} // namespace allocation_policy_test
