// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/matching/travel.hpp>
#include <colearn/matching/twin_options.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace twin_options_test {

using matching_test::at;
using matching_test::id;
using matching_test::profiled;
using matching_test::school;

TEST_CASE("a score of the caller's takes the place of the library's", "[twin_options]") {
    const std::vector schools{profiled({.8, .2}, {.2, .7}), profiled({.5, .5}, {.7, .4})};
    const colearn::school_table table(schools);
    const colearn::school_compatibility fit(table);
    colearn::twin_options options;
    CHECK(colearn::detail::score_of(options, fit)(at(0), at(1)) == fit.score(at(0), at(1)));
    options.score = [](id<school> a, id<school> b) { return static_cast<double>(a.index + b.index); };
    CHECK(colearn::detail::score_of(options, fit)(at(0), at(1)) == 1);
}

TEST_CASE("the usual distance is an hour by road", "[twin_options]") {
    CHECK(colearn::twin_options{}.max_distance_km == 40);
    CHECK(colearn::road_minutes(colearn::twin_options{}.max_distance_km) == Approx(60));
}

} // namespace twin_options_test
