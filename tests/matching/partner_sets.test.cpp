// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/matching/partner_sets.hpp>
#include <colearn/matching/twin.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace partner_sets_test {

using namespace colearn;
using Catch::Contains;
using matching_test::at;

TEST_CASE("three schools with up to two partners each, in words", "[partner_sets]") {
    std::vector<school> schools(4);
    const char* names[] = {"Ash", "Birch", "Cedar", "Oak"};
    for (std::size_t i = 0; i < 4; ++i) {
        schools[i].name = names[i];
        schools[i].where = place{-37.8, 145 + .01 * static_cast<double>(i)};
    }
    const auto score = [](id<school> a, id<school> b) { // nobody fits Oak
        return a == at(3) || b == at(3) ? 0 : a.index + b.index == 1 ? .5 : .4;
    };
    const auto twins = twin(schools, {.score = score});
    const partner_sets_options options{.up_to = 2};
    const auto got = partner_sets(schools, twins, options);
    CHECK(got.outcome == status::optimal);
    CHECK(got.total_score == Approx(1.3));
    REQUIRE(got.schools.size() == 4);
    CHECK(got.schools[0].words == "Ash with Birch (0.50) and Cedar (0.40).");
    CHECK(got.schools[3].words == "Oak has no partner: no total that gives it one is larger.");
    CHECK(got.words == "3 pairs with a total of 1.30; with one partner at most for each school, the largest total is "
                       "0.50 in 1 pair. 3 schools have as many partners as allowed, 1 has none.");
    CHECK(verify(twins, got, options));
    const partner_sets_options uneven{.capacity = [](id<school> who) { return who == at(0) ? 0U : 3U; }};
    const auto other = partner_sets(schools, twins, uneven);
    CHECK(other.schools[0].words == "Ash takes no partners.");
    CHECK(other.schools[1].words == "Birch with Cedar (0.40). It has room for 2 more.");
    CHECK(verify(twins, other, uneven));
    CHECK_FALSE(verify(twins, other, options));
}

TEST_CASE("partners of random schools hold, and forged ones do not", "[partner_sets]") {
    const auto schools = matching_test::random_schools(4, 60);
    const auto twins = twin(schools);
    const auto one = partner_sets(schools, twins, {.up_to = 1});
    CHECK(one.total_score == Approx(twins.certificate.best_total.weight));
    const auto got = partner_sets(schools, twins);
    CHECK(verify(twins, got));
    CHECK(got.total_score > 2 * one.total_score);
    for (const auto& each : got.schools) CHECK(each.partners.size() <= 3);
    auto bad = got;
    bad.total_score += 1;
    CHECK_THAT(verify(twins, bad).violated, Contains("must be those of the certificate"));
    bad = got;
    bad.schools[5].partners.pop_back();
    CHECK_THAT(verify(twins, bad).violated, Contains("school 5"));
    bad = got;
    bad.schools.pop_back();
    CHECK_THAT(verify(twins, bad).violated, Contains("listed once"));
    bad = got;
    bad.certificate.certificate.potential[at(0)] *= .5;
    CHECK_FALSE(verify(twins, bad));
    CHECK_THROWS_WITH(partner_sets(std::vector<school>(3), twins), Contains("these schools"));
}

} // namespace partner_sets_test
