// SPDX-License-Identifier: BSL-1.0
#include <colearn/report/review.hpp>

#include "support/catch.hpp"

namespace review_test {

using namespace colearn;

TEST_CASE("a review counts the checks that accepted their answer", "[review]") {
    review of;
    CHECK(of.accepted() == 0);
    of.checks.push_back({"sums", verification::accept(), "Adds up."});
    of.checks.push_back({"bounds", verification::reject("the sum is wrong"), "Adds up."});
    CHECK(of.accepted() == 1);
    CHECK(review_options{}.budget == money::of(500'000));
}

} // namespace review_test
