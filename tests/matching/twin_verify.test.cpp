// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <vector>

#include <colearn/matching/twin.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace twin_verify_test {

using Catch::Contains;
using colearn::status;
using matching_test::at;
using matching_test::school;

TEST_CASE("a forged twinning is rejected, and the first broken condition named", "[twin_verify]") {
    const auto schools = matching_test::random_schools(3, 41);
    const auto good = colearn::twin(schools);
    REQUIRE(good.proposals.size() > 10);
    REQUIRE_FALSE(good.left_out.empty());
    REQUIRE(verify(schools, good));
    const auto rejected = [&](auto forge) {
        auto forged = good;
        forge(forged);
        return verify(schools, forged).violated;
    };
    using result = colearn::twin_result;
    CHECK_THAT(rejected([](result& r) { r.certificate.candidates.pairs[5].weight += .01; }), Contains(" score "));
    CHECK_THAT(rejected([](result& r) { r.certificate.candidates.pairs[5].b = at(99); }), Contains("of these schools"));
    CHECK_THAT(rejected([](result& r) { r.certificate.candidates.count = 7; }), Contains("about these schools"));
    CHECK_THAT(rejected([](result& r) { r.certificate.candidates.pairs[0].b = r.certificate.candidates.pairs[0].a; }),
               Contains("must not be paired: it is the same school"));
    // A candidate left out of the list so that its pair looks impossible: the matching no longer fits the list.
    CHECK_THAT(rejected([](result& r) {
                   auto& pairs = r.certificate.candidates.pairs;
                   const auto& first = r.proposals.front();
                   for (auto& one : pairs)
                       if (one.a == first.a.who && one.b == first.b.who) one = pairs.back();
                   pairs.pop_back();
               }),
               Contains("must be in the instance"));
    CHECK_THAT(rejected([](result& r) { r.outcome = status::infeasible; }), Contains("status"));
    CHECK_THAT(rejected([](result& r) { r.outcome = status::optimal; }), Contains("not proved best"));
    CHECK_THAT(rejected([](result& r) { r.plan = colearn::twin_plan::best_total; }), Contains("plan"));
    CHECK_THAT(rejected([](result& r) { ++r.trade_off.best_total.blocking_pairs; }), Contains("two plans"));
    CHECK_THAT(rejected([](result& r) { r.total_score += 1; }), Contains("total and its bound"));
    CHECK_THAT(rejected([](result& r) { r.bound -= 1; }), Contains("total and its bound"));
    CHECK_THAT(rejected([](result& r) { r.proposals.pop_back(); }), Contains("a proposal for each pair"));
    CHECK_THAT(rejected([](result& r) { r.proposals[1] = r.proposals[0]; }), Contains("it is mentioned"));
    CHECK_THAT(rejected([](result& r) { std::swap(r.proposals[0].b.who, r.proposals[1].b.who); }),
               Contains("of two partners"));
    CHECK_THAT(rejected([](result& r) { r.proposals[0].score = .99; }), Contains("must state their score"));
    CHECK_THAT(rejected([](result& r) { r.proposals[2].falls_at = r.proposals[2].score; }), Contains("falls at"));
    CHECK_THAT(rejected([](result& r) { r.proposals[2].why.terms[0].contribution += .1; }), Contains("sum to"));
    CHECK_THAT(rejected([](result& r) { r.left_out.pop_back(); }), Contains("it is mentioned 0 times"));
    CHECK_THAT(rejected([](result& r) { r.left_out[0].who = at(500); }), Contains("must be one of these schools"));
    CHECK_THAT(rejected([](result& r) { ++r.fairness.disadvantaged.served; }), Contains("disadvantaged"));
}

TEST_CASE("a forged twinning by the largest total is refused", "[twin_verify]") {
    const auto schools = matching_test::random_schools(3, 41);
    const colearn::twin_options options{.plan = colearn::twin_plan::best_total};
    const auto made = colearn::twin(schools, options);
    REQUIRE(verify(schools, made, options));
    CHECK_THAT(verify(schools, made).violated, Contains("plan that was asked for"));
    auto forged = made;
    forged.proposals[1].falls_at = forged.proposals[1].score + .1;
    CHECK_THAT(verify(schools, forged, options).violated, Contains("from 0 to its own"));
    forged = made; // two pairs undone: a matching still, but not of the largest total
    const auto& first = made.proposals.front();
    forged.certificate.best_total.partner[first.a.who] = {};
    forged.certificate.best_total.partner[first.b.who] = {};
    CHECK_FALSE(verify(schools, forged, options));
}

TEST_CASE("other options are another instance", "[twin_verify]") {
    const auto schools = matching_test::random_schools(3, 41);
    const auto made = colearn::twin(schools, {.max_distance_km = 12});
    CHECK(verify(schools, made, {.max_distance_km = 12}));
    CHECK(verify(schools, made)); // a wider rule allows these pairs too
    CHECK_THAT(verify(schools, made, {.max_distance_km = 2}).violated, Contains("too far apart"));
    CHECK_THAT(verify(schools, made, {.fit = {.weights = {.proximity = 0}}}).violated, Contains("score"));
    auto fewer = schools;
    fewer.pop_back();
    CHECK_THAT(verify(fewer, made).violated, Contains("about these schools"));
}

} // namespace twin_verify_test
