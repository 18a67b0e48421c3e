// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/matching/twin.hpp>
#include <colearn/matching/twin_alternatives.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace twin_alternatives_test {

using namespace colearn;
using Catch::Contains;
using matching_test::at;

TEST_CASE("two ways to pair up four schools, in words", "[twin_alternatives]") {
    std::vector<school> schools(4);
    const char* names[] = {"Ash", "Birch", "Cedar", "Oak"};
    for (std::size_t i = 0; i < 4; ++i) {
        schools[i].name = names[i];
        schools[i].where = place{-37.8, 145 + .01 * static_cast<double>(i)};
    }
    const auto score = [](id<school> a, id<school> b) {
        return (b.index - a.index) % 2 == 0 ? .1 : a == at(0) ? .5 : .4;
    };
    const auto twins =
        twin(schools, {.score = [&](id<school> a, id<school> b) { return a < b ? score(a, b) : score(b, a); }});
    // Ash with Oak and Birch with Cedar, .9, as good as Ash with Birch and Cedar with Oak; then Ash with Cedar and
    // Birch with Oak, .2.
    const diverse_matchings_options options{.least_share = .95, .most_shared = 0};
    const auto got = twin_alternatives(schools, twins, options);
    REQUIRE(got.sets.size() == 2);
    CHECK(got.outcome == status::infeasible);
    CHECK(got.sets[0].words == "2 pairs with the largest total, 0.90.");
    CHECK(got.sets[1].share == 1);
    CHECK(got.sets[1].kept == 0);
    CHECK(got.sets[1].fresh.size() == 2);
    CHECK_THAT(got.sets[1].words, Contains("Total 0.90, 100.0% of the largest: 0.00 less. 0 pairs stay as they are; 2 "
                                           "are new: Ash with "));
    CHECK(got.words ==
          "Besides the set of largest total, 1 other set is shown. Any two share at most 0 pairs, and each "
          "reaches a total of 0.85. No other one does both: as different a set reaches at most 0.20.");
    CHECK(verify(twins, got, options));
}

TEST_CASE("alternatives of random schools hold, and forged ones do not", "[twin_alternatives]") {
    const auto schools = matching_test::random_schools(4, 60);
    const auto twins = twin(schools);
    const diverse_matchings_options options{.least_share = .8, .most_shared = .5};
    const auto got = twin_alternatives(schools, twins, options);
    REQUIRE(got.sets.size() == 3);
    CHECK(got.sets[0].total_score == Approx(twins.certificate.best_total.weight));
    CHECK(2 * got.sets[1].kept <= twins.certificate.best_total.pair_count);
    CHECK_THAT(got.sets[2].words, Contains(" more."));
    CHECK(verify(twins, got, options));
    auto bad = got;
    bad.sets[1].kept += 1;
    CHECK_THAT(verify(twins, bad, options).violated, Contains("new or kept"));
    bad = got;
    bad.sets[1].share = 1;
    CHECK_THAT(verify(twins, bad, options).violated, Contains("total of set 1"));
    bad = got;
    bad.sets[2].fresh[0].b = bad.sets[2].fresh[1].b;
    CHECK_THAT(verify(twins, bad, options).violated, Contains("not new"));
    bad = got;
    bad.certificate.matchings[1].bound -= 1;
    CHECK_FALSE(verify(twins, bad, options));
    CHECK_THROWS_WITH(twin_alternatives(std::vector<school>(3), twins), Contains("these schools"));
}

} // namespace twin_alternatives_test
