// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstddef>
#include <cstdint>

#include <colearn/solve/b_matching.hpp>
#include <colearn/solve/b_matching_result.hpp>

#include "solve/b_matching_support.hpp"
#include "support/catch.hpp"

namespace b_matching_result_test {

using namespace colearn;
using Catch::Contains;
using matching_test::at;
using matching_test::b_problem;
using matching_test::node;
using matching_test::weights;

// Five ids once in a ring: of their 5 places at most 2 pairs. With a sixth beyond one of them, worth less.
b_problem ring() {
    b_problem of{{6, {}}, id_map<node, std::uint32_t>(6, 1)};
    for (std::size_t v = 0; v < 5; ++v) of.pairs.pairs.push_back({at(v), at((v + 1) % 5), 4});
    return of;
}

TEST_CASE("a certificate by hand: an odd set, and a pair that crosses its border", "[b_matching_result]") {
    b_matching_result<node> got;
    got.made = {{at(0), at(1), 4}, {at(2), at(3), 4}};
    got.weight = 8;
    got.certificate.potential = id_map<node, double>(6, 0);
    got.certificate.inside = id_map<node, std::uint32_t>(std::vector<std::uint32_t>{0, 0, 0, 0, 0, odd_set::none});
    got.certificate.odd_sets = {{4, odd_set::none}};
    got.certificate.bound = 8; // half of 5 places, rounded down, at 4
    auto of = ring();
    CHECK(verify(of, got));

    // Now a triangle whose ids may be in two pairs each, with a pair to another id from each: 6 places and 3 halves, so
    // 4 pairs of the 6. All weigh 2; without the crossing halves nothing charges the outer pairs.
    of = {{6,
           {{at(0), at(1), 2},
            {at(1), at(2), 2},
            {at(2), at(0), 2},
            {at(0), at(3), 2},
            {at(1), at(4), 2},
            {at(2), at(5), 2}}},
          id_map<node, std::uint32_t>(6, 2)};
    got.made = {{at(0), at(1), 2}, {at(0), at(3), 2}, {at(1), at(4), 2}, {at(2), at(5), 2}};
    got.weight = 8;
    got.certificate.inside =
        id_map<node, std::uint32_t>(std::vector<std::uint32_t>{0, 0, 0, odd_set::none, odd_set::none, odd_set::none});
    got.certificate.odd_sets = {{2, odd_set::none}};
    got.certificate.crossing = {{3, 0, odd_set::none}, {4, 0, odd_set::none}, {5, 0, odd_set::none}};
    CHECK(verify(of, got));
    auto bad = got;
    bad.certificate.crossing.pop_back(); // 8 places: 4 pairs still, and the last outer pair counts in full
    CHECK_THAT(verify(of, bad).violated, Contains("bound is 10"));
    bad = got;
    bad.certificate.crossing[0] = {3, odd_set::none, 0}; // its half at the outer end alone: it is charged nothing
    CHECK_THAT(verify(of, bad).violated, Contains("bound is 10"));
    bad = got;
    bad.certificate.crossing[0].at_b = 0; // both halves inside: no crossing, 8 places
    CHECK_THAT(verify(of, bad).violated, Contains("bound is 10"));
}

TEST_CASE("a bound that the check accepts is one, whatever the duals", "[b_matching_result]") {
    // Duals at random: the check says what they add up to, and no b-matching weighs more.
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        const auto of = matching_test::random_b_problem(seed, 4 + seed % 4, .8, weights::small_integers, 1, 3);
        colearn::random_stream stream(seed, 2);
        b_matching_result<node> got;
        got.outcome = status::cancelled;
        auto& proof = got.certificate;
        const auto n = of.pairs.count;
        const auto draw_set = [&] {
            const auto i = static_cast<std::uint32_t>(uniform_index(stream, 4));
            return i == 3 ? odd_set::none : i;
        };
        proof.potential = id_map<node, double>(n);
        proof.inside = id_map<node, std::uint32_t>(n, odd_set::none);
        for (std::size_t v = 0; v < n; ++v) {
            proof.potential[at(v)] = static_cast<double>(uniform_index(stream, 3)) / 2;
            proof.inside[at(v)] = draw_set();
        }
        proof.odd_sets = {{1, seed % 2 == 0 ? 2U : 1U}, {.5, 2}, {1, odd_set::none}};
        const detail::b_matching_pairs pairs(of);
        for (const auto i : pairs.index)
            if (uniform(stream) < .7) proof.crossing.push_back({i, draw_set(), draw_set()});
        proof.bound = detail::b_matching_charge<node>(of, pairs, proof).bound(pairs);
        CHECK(verify(of, got));
        CHECK(matching_test::best_b_matching(of).weight() <= proof.bound + 1e-12);
    }
}

TEST_CASE("a forged b-matching is rejected", "[b_matching_result]") {
    const auto of = matching_test::random_b_problem(4, 24, .5, weights::real, 1, 3);
    const auto good = b_matching(of);
    REQUIRE(verify(of, good));
    const auto changed = [&](const auto& change) {
        auto bad = good;
        change(bad);
        return verify(of, bad).violated;
    };
    CHECK_THAT(changed([](auto& bad) { bad.made.pop_back(); }), Contains("weigh"));
    CHECK_THAT(changed([](auto& bad) {
                   bad.weight -= bad.made.back().weight;
                   bad.made.pop_back();
               }),
               Contains("not proved best"));
    CHECK_THAT(changed([](auto& bad) { std::swap(bad.made[0], bad.made[1]); }), Contains("in order"));
    CHECK_THAT(changed([](auto& bad) { bad.made[0].weight += 1; }), Contains("with its weight"));
    CHECK_THAT(changed([](auto& bad) { std::swap(bad.made[0].a, bad.made[0].b); }), Contains("smaller first"));
    CHECK_THAT(changed([&](auto& bad) {
                   bad.made.clear();
                   for (const auto i : detail::b_matching_pairs(of).index) {
                       auto one = of.pairs.pairs[i];
                       if (one.b < one.a) std::swap(one.a, one.b);
                       bad.made.push_back(one);
                   }
               }),
               Contains("more pairs than it can"));
    CHECK_THAT(changed([](auto& bad) { bad.certificate.bound += 1; }), Contains("the bound is"));
    CHECK_THAT(changed([](auto& bad) { bad.certificate.potential[at(0)] += .01; }), Contains("the bound is"));
    CHECK_THAT(changed([](auto& bad) { bad.certificate.potential[at(0)] = NAN; }), Contains("not negative"));
    CHECK_THAT(changed([](auto& bad) { bad.certificate.odd_sets = {{-1, odd_set::none}}; }), Contains("odd set 0"));
    CHECK_THAT(changed([](auto& bad) { bad.certificate.odd_sets = {{1, 0}}; }), Contains("before the set around"));
    CHECK_THAT(changed([](auto& bad) { bad.certificate.inside[at(0)] = 999; }), Contains("in one of the odd sets"));
    CHECK_THAT(changed([](auto& bad) {
                   bad.certificate.crossing.assign(2, {0, odd_set::none, odd_set::none});
               }),
               Contains("cross once"));
    CHECK_THAT(changed([](auto& bad) { bad.outcome = status::feasible; }), Contains("status"));
}

} // namespace b_matching_result_test
