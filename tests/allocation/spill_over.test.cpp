// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/allocation/spill_over.hpp>

#include "allocation/allocation_support.hpp"
#include "support/catch.hpp"

namespace spill_over_test {

using namespace allocation_test;

TEST_CASE("what is passed on reaches others, and comes back", "[spill_over]") {
    auto of = small_pool();
    of.spill_over = {
        {recipient(0), recipient(1), .5}, {recipient(1), recipient(0), .5}, {recipient(1), recipient(2), .25}};
    const std::vector<double> given{6, 0, 1};
    auto found = spill_over(of, given); // y0 = 6 + y1 / 2, y1 = y0 / 2, y2 = 1 + y1 / 4
    CHECK(found.reached[0] == Approx(8));
    CHECK(found.reached[1] == Approx(4));
    CHECK(found.reached[2] == Approx(2));
    CHECK(found.error < 1e-10);
    CHECK(verify(of, given, found).violated == "");
    auto forged = found;
    forged.reached[2] = 2.1;
    CHECK(verify(of, given, forged).violated.find("misses its equations") != std::string::npos);
    forged.reached.pop_back();
    CHECK_FALSE(verify(of, given, forged));
    CHECK(spill_over(small_pool(), given).reached == given);
    CHECK_THROWS_AS(spill_over(of, std::vector<double>{1}), contract_violation);
}

} // namespace spill_over_test
