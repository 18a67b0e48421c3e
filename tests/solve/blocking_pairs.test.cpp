// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <colearn/solve/assignment.hpp>
#include <colearn/solve/blocking_pairs.hpp>
#include <colearn/solve/dominant_matching.hpp>

#include "solve/assignment_support.hpp"
#include "solve/preference_support.hpp"
#include "solve/support.hpp"
#include "support/catch.hpp"

namespace blocking_pairs_test {

using Catch::Contains;
using colearn::blocking_pairs;
using preference_test::at;
using preference_test::person;
using preference_test::place;
using preference_test::who;

TEST_CASE("the heaviest pairing may be blocked, how much both would gain is told", "[blocking_pairs]") {
    using matching_test::node;
    const matching_test::instance path{4,
                                       {{matching_test::at(0), matching_test::at(1), 10},
                                        {matching_test::at(2), matching_test::at(1), 11},
                                        {matching_test::at(1), matching_test::at(2), 10.5},
                                        {matching_test::at(2), matching_test::at(3), 10}}};
    colearn::id_map<node, colearn::id<node>> heaviest(4);
    heaviest[matching_test::at(0)] = matching_test::at(1), heaviest[matching_test::at(1)] = matching_test::at(0);
    heaviest[matching_test::at(2)] = matching_test::at(3), heaviest[matching_test::at(3)] = matching_test::at(2);
    const auto found = blocking_pairs(path, heaviest);
    REQUIRE(found.size() == 1);
    CHECK(found[0] == colearn::blocking_pair<node>{matching_test::at(1), matching_test::at(2), 11, 1, 1});
    CHECK(found[0].smaller_gain() == 1);
    CHECK(blocking_pairs(path, colearn::dominant_matching(path).partner).empty());
    heaviest[matching_test::at(0)] = {};
    CHECK_THROWS_WITH(blocking_pairs(path, heaviest), Contains("blocking_pairs: partners must be mutual"));

    // Scores and the lists that they make tell the same pairs.
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const auto one = matching_test::random_instance(seed, 9, .6, matching_test::weights::small_integers);
        colearn::id_map<node, colearn::id<node>> some(9);
        for (const auto& pair : one.pairs) {
            if (pair.weight <= 0 || some[pair.a].valid() || some[pair.b].valid()) continue;
            some[pair.a] = pair.b, some[pair.b] = pair.a;
        }
        std::vector<std::pair<colearn::id<node>, colearn::id<node>>> pairs;
        for (const auto& pair : blocking_pairs(one, some)) pairs.emplace_back(pair.a, pair.b);
        CHECK(blocking_pairs(colearn::preferences(one), some) == pairs);
    }
}

TEST_CASE("between two kinds: by weight, and by lists with quotas", "[blocking_pairs]") {
    using bipartite_test::m;
    using bipartite_test::p;
    const bipartite_test::instance<std::int64_t> one{2, 2, {{m(0), p(0), 9}, {m(0), p(1), 8}, {m(1), p(0), 7}}};
    const auto best = colearn::assignment(one);
    const auto found = blocking_pairs(one, best.right_of);
    REQUIRE(found.size() == 1);
    CHECK(found[0] == colearn::bipartite_blocking_pair<bipartite_test::mentor, bipartite_test::pupil, std::int64_t>{
                          m(0), p(0), 9, 1, 2});
    auto twice = best.right_of;
    twice[m(1)] = p(1);
    CHECK_THROWS_WITH(blocking_pairs(one, twice), Contains("the partner of two"));

    colearn::preference_lists<person, place> residents;
    residents.add({at(0), at(1)});
    residents.add_tied({{at(0), at(1)}});
    residents.add({at(0)});
    colearn::preference_lists<place, person> hospitals;
    hospitals.add_tied({{who(0)}, {who(1), who(2)}});
    hospitals.add({who(1), who(0)});
    const colearn::id_map<place, std::uint32_t> quota(std::vector<std::uint32_t>{1, 2});
    using pairs = std::vector<std::pair<colearn::id<person>, colearn::id<place>>>;
    const auto blocking = [&](std::vector<colearn::id<place>> where) {
        return blocking_pairs(residents, hospitals, quota,
                              colearn::id_map<person, colearn::id<place>>(std::move(where)));
    };
    CHECK(blocking({at(0), at(1), {}}).empty());
    CHECK(blocking({at(1), at(0), {}}) == pairs{{who(0), at(0)}}); // 2 is no better than 1 for hospital 0
    CHECK(blocking({{}, {}, at(0)}) == pairs{{who(0), at(0)}, {who(0), at(1)}, {who(1), at(1)}});
    CHECK_THROWS_WITH(blocking({at(0), at(0), {}}), Contains("more than its quota"));
    CHECK_THROWS_WITH(blocking({{}, {}, at(1)}), Contains("on the own list"));
}

} // namespace blocking_pairs_test
