// SPDX-License-Identifier: BSL-1.0
#include <colearn/matching/twin_trade_off.hpp>
#include <colearn/solve/maximum_weight_matching.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace twin_trade_off_test {

using namespace colearn;
using matching_test::at;

twin_certificate of(weighted_pairs<school> candidates) {
    twin_certificate out{std::move(candidates), {}, {}};
    out.stable = dominant_matching(out.candidates);
    out.best_total = maximum_weight_matching(out.candidates);
    return out;
}

TEST_CASE("a path of three pairs, by hand", "[twin_trade_off]") {
    // The middle pair is the heaviest: stable is .6 alone, the largest total .5 + .4 leaves its two with a reason to
    // part.
    const auto got = trade_off_of(of({4, {{at(0), at(1), .5}, {at(1), at(2), .6}, {at(2), at(3), .4}}}));
    CHECK(got.stable == twin_plan_summary{1, .6, 0, 0});
    CHECK(got.best_total == twin_plan_summary{2, .9, 1, 2});
    CHECK(got.words ==
          "Where no two schools would rather have each other, the scores sum to 0.60 in 1 pair. The largest "
          "total is 0.90 (50.0% more) in 2 pairs, but there 2 schools would with another one rather leave "
          "their partners.");
}

TEST_CASE("where the two plans are one, and where there is nothing to pair", "[twin_trade_off]") {
    const auto same = trade_off_of(of({3, {{at(0), at(1), .5}, {at(1), at(2), .4}}}));
    CHECK(same.stable == same.best_total);
    CHECK_THAT(same.words, Catch::Contains("No way to pair the schools up has a larger total"));
    CHECK(trade_off_of(of({3, {}})).words == "There is no pair to make.");
}

} // namespace twin_trade_off_test
