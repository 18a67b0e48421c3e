// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/matching/partner_ties.hpp>

#include "matching/teacher_support.hpp"
#include "support/catch.hpp"

namespace partner_ties_test {

using namespace colearn;
using matching_test::person;

TEST_CASE("teachers' partners are teachers, not their schools", "[partner_ties]") {
    const auto system = matching_test::staffed(1, 2, 4);
    const std::vector<std::string> know{layers::teacher_to_teacher.name};
    const partner_ties<teacher> ties(system, know);
    CHECK(ties.trust(person(1), person(2)) == .5);
    CHECK(ties.trust(person(2), person(1)) == .8);
    CHECK_FALSE(ties.trust(person(0), person(1))); // that is management
    CHECK(ties.tied_to(person(2)) == std::vector{person(1)});
    CHECK(ties.tied_to(person(0)).empty());
    const partner_ties<teacher> all(system);
    CHECK(all.tied_to(person(1)) == std::vector{person(0), person(2)});
    const auto overlap = all.partners(person(0), person(2)); // both with teacher 1
    CHECK(overlap.shared == 1);
    CHECK(overlap.either() == 1);
    CHECK(partner_ties<school>(system).empty()); // a school's own people are not its partners
    CHECK_THROWS_AS(partner_ties<teacher>(system, std::vector<std::string>{"no such layer"}), contract_violation);
}

} // namespace partner_ties_test
