// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <utility>

#include <colearn/solve/diverse_matchings.hpp>
#include <colearn/solve/diverse_matchings_result.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace diverse_matchings_result_test {

using namespace colearn;
using Catch::Contains;
using matching_test::at;
using matching_test::instance;
using matching_test::node;
using matching_test::random_instance;
using matching_test::weights;

TEST_CASE("forged different matchings are rejected", "[diverse_matchings_result]") {
    const auto of = random_instance(3, 30, .4, weights::real);
    const diverse_matchings_options options{.least_share = .8, .most_shared = .4};
    const auto good = diverse_matchings(of, options);
    REQUIRE(good.matchings.size() == 3);
    REQUIRE(verify(of, good, options));
    const auto changed = [&](const auto& change) {
        auto bad = good;
        change(bad);
        return verify(of, bad, options).violated;
    };
    CHECK_THAT(changed([](auto& bad) { std::swap(bad.matchings[1], bad.matchings[2]); }), Contains("matching 1"));
    CHECK_THAT(changed([](auto& bad) { bad.matchings[2] = bad.matchings[1]; }), Contains("shared"));
    CHECK_THAT(changed([](auto& bad) { bad.matchings[1].weight += 1; }), Contains("weigh"));
    CHECK_THAT(changed([](auto& bad) { bad.matchings[1].price *= .5; }), Contains("matching 1"));
    CHECK_THAT(changed([](auto& bad) { bad.matchings[1].bound -= .01; }), Contains("bound"));
    CHECK_THAT(changed([](auto& bad) { bad.most_shared += 3; }), Contains("asked for"));
    CHECK_THAT(changed([](auto& bad) { bad.least_weight /= 2; }), Contains("asked for"));
    CHECK_THAT(changed([](auto& bad) { bad.matchings.pop_back(); }), Contains("as many"));
    CHECK_THAT(changed([](auto& bad) {
                   bad.outcome = status::infeasible;
                   bad.next = bad.matchings[2];
                   bad.matchings.pop_back();
               }),
               Contains("not proved that there is no other"));
    CHECK_FALSE(changed([](auto& bad) { bad.matchings[2].certificate.potential.values()[0] *= .5; }).empty());
}

} // namespace diverse_matchings_result_test
