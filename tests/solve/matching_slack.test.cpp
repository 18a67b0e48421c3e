// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>

#include <colearn/solve/dominant_matching.hpp>
#include <colearn/solve/matching_slack.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace matching_slack_test {

using colearn::dominant_matching;
using colearn::matching_slack;
using matching_test::at;
using matching_test::instance;
using matching_test::node;
using matching_test::weights;

TEST_CASE("what stands against each of a path's ends", "[matching_slack]") {
    const instance path{5, {{at(0), at(1), 6}, {at(1), at(2), 9}, {at(2), at(3), 4}, {at(3), at(4), 5}}};
    const auto rivals = matching_slack(path, dominant_matching(path).partner);
    CHECK(rivals[at(1)] == colearn::matching_rival<node>{at(0), 6, 6}); // 0 is free
    CHECK_FALSE(rivals[at(2)].who.valid());                             // 3 prefers 4
    CHECK(rivals[at(2)].threshold == 0);
    CHECK(rivals[at(0)] == colearn::matching_rival<node>{at(1), 6, 9}); // 0 lacks 3
    CHECK_FALSE(rivals[at(4)].who.valid());
}

TEST_CASE("a pair stands above its threshold and falls below it", "[matching_slack]") {
    std::size_t fell = 0;
    std::size_t found = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const auto kind = seed % 2 == 0 ? weights::real : weights::with_negatives;
        const auto one = matching_test::random_instance(seed, 3 + seed % 8, seed % 3 == 0 ? 1 : .5, kind);
        const auto made = dominant_matching(one);
        const auto rivals = matching_slack(one, made.partner);
        const auto with_weight = [&](colearn::id<node> a, colearn::id<node> b, double weight) {
            auto changed = one;
            for (auto& pair : changed.pairs)
                if ((pair.a == a && pair.b == b) || (pair.a == b && pair.b == a)) pair.weight = weight;
            return dominant_matching(changed).partner;
        };
        for (const auto who : made.partner.ids()) {
            const auto mate = made.partner[who];
            const auto& rival = rivals[who];
            INFO("seed " << seed << " id " << who.index);
            if (mate.valid()) {
                const auto threshold = (std::max)(rival.threshold, rivals[mate].threshold);
                CHECK(with_weight(who, mate, threshold + 1e-9) == made.partner);
                CHECK(with_weight(who, mate, threshold - 1e-9)[who] != mate);
                ++fell;
                if (rival.who.valid() && rival.threshold >= rivals[mate].threshold)
                    CHECK(with_weight(who, mate, threshold - 1e-9)[who] == rival.who);
            } else if (rival.who.valid()) {
                CHECK(with_weight(who, rival.who, rival.threshold + 1e-9)[who] == rival.who);
                CHECK(with_weight(who, rival.who, rival.threshold - 1e-9)[who] != rival.who);
                ++found;
            }
        }
    }
    CHECK(fell > 1000);
    CHECK(found > 100);
}

TEST_CASE("slack refuses what is not a matching", "[matching_slack]") {
    const instance pair{3, {{at(0), at(1), 1}}};
    colearn::id_map<node, colearn::id<node>> partner(3);
    CHECK_NOTHROW(matching_slack(pair, partner));
    partner[at(0)] = at(1);
    CHECK_THROWS_AS(matching_slack(pair, partner), colearn::contract_violation);
    CHECK_THROWS_AS(matching_slack(pair, colearn::id_map<node, colearn::id<node>>(2)), colearn::contract_violation);
}

} // namespace matching_slack_test
