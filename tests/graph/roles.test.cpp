// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <string_view>

#include <colearn/graph/roles.hpp>

#include "support/catch.hpp"

namespace roles_test {

using colearn::actor_role;

namespace {

struct choir {
    static constexpr const char* role = "choir";
    std::string key{};
    std::string_view name{};
};
struct without_role {
    std::string key{};
    std::string name{};
};
struct without_key {
    static constexpr std::string_view role = "nobody";
    std::string name{};
};
struct with_a_number_for_a_name {
    static constexpr std::string_view role = "number";
    std::string key{};
    int name = 0;
};

} // namespace

static_assert(actor_role<colearn::school>);
static_assert(actor_role<colearn::teacher>);
static_assert(actor_role<colearn::student_group>);
static_assert(actor_role<colearn::family>);
static_assert(actor_role<colearn::agency>);
static_assert(actor_role<colearn::employer>);
static_assert(actor_role<colearn::university>);
static_assert(actor_role<colearn::community_group>);
static_assert(actor_role<choir>);
static_assert(!actor_role<without_role>);
static_assert(!actor_role<without_key>);
static_assert(!actor_role<with_a_number_for_a_name>);
static_assert(!actor_role<int>);
static_assert(!actor_role<std::string>);

TEST_CASE("what is not known about a school is empty, never 0", "[roles]") {
    const colearn::school one{.key = "1", .name = "A school"};
    CHECK_FALSE(one.where.has_value());
    CHECK_FALSE(one.enrolment.has_value());
    CHECK_FALSE(one.advantage.has_value());
    CHECK(one.governance == colearn::sector::unknown);
    CHECK(one.need.empty());
}

} // namespace roles_test
