// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/allocation/detail/allocation_bounds.hpp>

#include "allocation/allocation_support.hpp"
#include "support/catch.hpp"

namespace allocation_bounds_test {

using namespace allocation_test;

TEST_CASE("needs become caps, in whole parts upwards", "[allocation_bounds]") {
    using namespace colearn::detail;
    CHECK(parts_for({"money", "$", 100}, 30.1) == 3010); // 3010.0000000000005 in doubles
    CHECK(parts_for({"tutors", "tutor", 1}, 2.5) == 3);
    CHECK(parts_for({"tutors", "tutor", 1}, 0) == 0);
    CHECK(parts_for({"money", "$", 1'000'000}, 1e12) == most_whole_units);
    auto of = small_routes();
    of.recipients[recipient(0)].floor = 4;
    of.recipients[recipient(2)].cap = 5;
    CHECK(allocation_bounds(of).floors == std::vector<std::int64_t>{4, 0, 0});
    CHECK(allocation_bounds(of).caps == std::vector<std::int64_t>{no_cap, no_cap, 5});
    CHECK(allocation_bounds::up_to_need(of).caps == std::vector<std::int64_t>{4, 2, 5});
}

TEST_CASE("floors that cannot be met are named with those who serve them", "[allocation_bounds]") {
    using namespace colearn::detail;
    auto of = small_routes();
    const auto conflict = [&] {
        route_flow flow(of);
        return floor_conflict(of, flow);
    };
    CHECK(conflict().empty());
    of.recipients[recipient(0)].floor = 2;
    of.recipients[recipient(1)].floor = 3;
    CHECK(conflict().empty());
    of.recipients[recipient(2)].floor = 1;
    CHECK(conflict() ==
          "The floors of A School, B School and C School cost 6 tutors, but only 5 tutors can reach them, "
          "from North and South.");
    of.recipients[recipient(2)].floor = 0;
    of.routes.resize(1);
    CHECK(conflict() == "The floor of B School costs 3 tutors, but nobody may serve B School.");
    of.routes.clear();
    CHECK(conflict().empty());
    of.recipients[recipient(1)].floor = 4;
    CHECK(conflict() == "The floors of A School and B School cost 6 tutors in all, but the supply is 5 tutors.");
    const auto refused = infeasible_allocation("rule", conflict());
    CHECK(verify(of, refused));
    const auto answer = allocation_of(of, "rule", {2, 1, 1}, {});
    CHECK(answer.unspent == 1);
    CHECK_FALSE(verify(of, answer)); // B lacks its floor
}

} // namespace allocation_bounds_test
