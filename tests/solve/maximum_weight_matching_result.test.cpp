// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <string>

#include <colearn/solve/maximum_weight_matching.hpp>
#include <colearn/solve/maximum_weight_matching_result.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace maximum_weight_matching_result_test {

using Catch::Contains;
using colearn::matching_objective;
using colearn::maximum_weight_matching;
using colearn::odd_set;
using colearn::status;
using matching_test::at;
using matching_test::instance;
using matching_test::node;

namespace {

using rules = colearn::matching_rules<node>;

void pair_up(colearn::maximum_weight_matching_result<node>& in, std::size_t a, std::size_t b) {
    in.partner[at(a)] = at(b);
    in.partner[at(b)] = at(a);
}

} // namespace

// Two triangles, one in the other, and a tail: the certificate needs both as odd sets.
TEST_CASE("a forged exact matching is rejected, and the first broken condition named", "[maximum_weight_matching]") {
    const instance of{7,
                      {{at(0), at(1), 18}, {at(1), at(2), 18}, {at(0), at(2), 18}, {at(2), at(3), 14}, {at(3), at(4), 16},
                       {at(4), at(0), 14}, {at(1), at(5), 2}, {at(5), at(6), -3}}};
    const auto good = maximum_weight_matching(of);
    REQUIRE(verify(of, good));
    REQUIRE(good.exact());
    REQUIRE(good.weight == 36);
    REQUIRE(good.certificate.odd_sets.size() == 2);
    REQUIRE(good.certificate.odd_sets[0].parent == 1);
    const auto rejected = [&](auto forge, const rules& with = {}) {
        auto forged = good;
        forge(forged);
        return verify(of, forged, with).violated;
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    // The matching.
    CHECK_THAT(rejected([](auto& r) { r.partner = colearn::id_map<node, colearn::id<node>>(2); }), Contains("per id"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.inside = colearn::id_map<node, std::uint32_t>(2); }),
               Contains("per id"));
    CHECK_THAT(rejected([](auto& r) { r.partner[at(6)] = at(5); }), Contains("mutual"));
    CHECK_THAT(rejected([](auto& r) { r.partner[at(6)] = at(6); }), Contains("mutual"));
    CHECK_THAT(rejected([](auto& r) { r.partner[at(6)] = at(70); }), Contains("mutual"));
    auto loose = good;
    loose.partner = colearn::id_map<node, colearn::id<node>>(7);
    auto wrong = loose;
    pair_up(wrong, 0, 3);
    CHECK_THAT(verify(of, wrong).violated, Contains("0 and 3 must be in the instance"));
    wrong = loose;
    pair_up(wrong, 5, 6);
    CHECK_THAT(verify(of, wrong).violated, Contains("5 and 6 must be in the instance with a positive weight"));
    CHECK_THAT(rejected([](auto& r) { r.pair_count = 4; }), Contains("there are 3 pairs, not 4"));
    CHECK_THAT(rejected([](auto& r) { r.weight = 37; }), Contains("the pairs weigh 36, not 37"));
    CHECK_THAT(verify(of, good, {.forbidden = {{at(3), at(4)}}}).violated, Contains("3 and 4 is forbidden"));
    CHECK_THAT(verify(of, good, {.forced = {{at(0), at(4)}}}).violated, Contains("0 and 4 must be made"));
    // The odd sets.
    CHECK_THAT(rejected([](auto& r) { r.certificate.odd_sets[1].parent = 0; }), Contains("must stand before"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.odd_sets[1].parent = 1; }), Contains("must stand before"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.odd_sets[0].parent = 9; }), Contains("must stand before"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.odd_sets[0].dual = -2; }), Contains("odd set 0 must be finite"));
    CHECK_THAT(rejected([&](auto& r) { r.certificate.odd_sets[0].dual = nan; }), Contains("odd set 0 must be finite"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.inside[at(6)] = 2; }), Contains("6 must be in one of the odd"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.inside[at(6)] = 1; }), Contains("odd number of ids, not 6"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.odd_sets[0].parent = odd_set::none; }), Contains("odd number"));
    // The duals.
    CHECK_THAT(rejected([](auto& r) { r.certificate.potential[at(6)] = -1; }), Contains("potential of 6 must be fin"));
    CHECK_THAT(rejected([&](auto& r) { r.certificate.potential[at(6)] = nan; }), Contains("potential of 6 must be fin"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.potential[at(6)] = 1; }), Contains("no partner, must be 0"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.bonus = 1; }), Contains("no bonus"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.bound = 35; }), Contains("not to the bound 35"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.potential[at(3)] -= .5, r.certificate.bound -= .5; }),
               Contains("do not cover"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.odd_sets[1].dual = 0, r.certificate.bound = 36 - 2 * 1; }),
               Contains("not to the bound") || Contains("do not cover"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.potential[at(3)] += 1, r.certificate.bound += 1; }),
               Contains("not proved best"));
    // Honest duals, worse pairs.
    wrong = loose;
    pair_up(wrong, 0, 1);
    wrong.pair_count = 1;
    wrong.weight = 18;
    CHECK_THAT(verify(of, wrong).violated, Contains("must be full: of its"));
    // The claims.
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::converged; }), Contains("status"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::infeasible; }), Contains("only pairs for everyone"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.barrier = {at(0)}; }), Contains("no barrier"));
    auto cancelled = loose;
    cancelled.pair_count = 0;
    cancelled.weight = 0;
    cancelled.outcome = status::cancelled;
    CHECK(verify(of, cancelled)); // no pairs, but the bound holds
}

// A star of three rays: three are left over, since without the centre each is alone.
TEST_CASE("a forged barrier is rejected", "[maximum_weight_matching]") {
    const instance star{4, {{at(0), at(1), 1}, {at(0), at(2), 2}, {at(0), at(3), -1}}};
    const rules all{.objective = matching_objective::perfect};
    const rules most{.objective = matching_objective::cardinality};
    const auto good = maximum_weight_matching(star, {.rules = all});
    REQUIRE(verify(star, good, all));
    CHECK(good.outcome == status::infeasible);
    CHECK(good.weight == 2);
    REQUIRE(good.certificate.barrier == std::vector<colearn::id<node>>{at(0)});
    auto forged = good;
    forged.certificate.barrier = {};
    CHECK_THAT(verify(star, forged, all).violated, Contains("does not prove that 2 must be left over"));
    forged.certificate.barrier = {at(1)};
    CHECK_THAT(verify(star, forged, all).violated, Contains("does not prove"));
    forged.certificate.barrier = {at(0), at(0)};
    CHECK_THAT(verify(star, forged, all).violated, Contains("different ids"));
    forged.certificate.barrier = {at(7)};
    CHECK_THAT(verify(star, forged, all).violated, Contains("different ids"));
    forged = good;
    forged.outcome = status::optimal;
    CHECK_THAT(verify(star, forged, all).violated, Contains("not everyone"));
    CHECK(verify(star, forged, most)); // of those with most pairs it is the best
    forged.certificate.bonus = -1;
    CHECK_THAT(verify(star, forged, most).violated, Contains("bonus"));
    // Fewer pairs than can be, which a bonus of 0 would let pass.
    const instance pair{2, {{at(0), at(1), -1}}};
    auto none = maximum_weight_matching(pair);
    CHECK(verify(pair, none));
    CHECK_THAT(verify(pair, none, most).violated, Contains("does not prove") || Contains("cover"));
}

} // namespace maximum_weight_matching_result_test
