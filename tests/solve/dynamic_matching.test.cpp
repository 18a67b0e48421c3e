// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/dynamic_matching.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace dynamic_matching_test {

using Catch::Contains;
using colearn::dynamic_matching;
using matching_test::at;
using matching_test::instance;
using matching_test::node;
using matching_test::weights;
using partners = std::vector<colearn::possible_partner<node>>;

TEST_CASE("who was left over steps in", "[dynamic_matching]") {
    dynamic_matching<node> pairs(instance{4, {{at(0), at(1), 10}, {at(1), at(2), 11}, {at(2), at(3), 10}}});
    CHECK(pairs.partner(at(1)) == at(0));
    pairs.remove(at(3));
    CHECK(pairs.partner(at(1)) == at(2));
    CHECK_FALSE(pairs.partner(at(0)).valid());
    const auto joined = pairs.add(partners{{at(0), 3}, {at(2), -1}});
    CHECK(joined == at(4));
    CHECK(pairs.partner(joined) == at(0));
    pairs.add(at(3), partners{{at(2), 10}});
    CHECK(pairs.result().weight == 20); // 0-1 and 2-3 against 0-4 and 1-2
    pairs.set_weight(at(0), at(4), 13);
    CHECK(pairs.result().weight == 24);
    CHECK(pairs.result().exact());
    pairs.set_weight(at(0), at(4), 1e6); // more than the scale has room for
    CHECK(pairs.result().weight == 1e6 + 11);
    pairs.set_weight(at(0), at(4), 0);
    CHECK(pairs.result().weight == 20);
    CHECK(verify(pairs.instance(), pairs.result()));
}

TEST_CASE("after every change the matching is the best one", "[dynamic_matching]") {
    std::size_t changes = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const auto kind = static_cast<weights>(seed % 4);
        const std::size_t count = seed % 10 == 0 ? 80 : 4 + seed % 7;
        auto now = matching_test::random_instance(seed, count, count > 20 ? .15 : .7, kind);
        dynamic_matching<node> pairs(now);
        colearn::random_stream stream(seed, 7);
        const auto draw = [&] {
            return kind == weights::small_integers ? static_cast<double>(colearn::uniform_index(stream, 5))
                                                   : colearn::uniform(stream, -.2, 1.2);
        };
        const auto drop = [&](colearn::id<node> a, colearn::id<node> b) {
            std::erase_if(now.pairs,
                          [&](const auto& one) { return (one.a == a && one.b == b) || (one.a == b && one.b == a); });
        };
        for (int step = 0; step < 25; ++step, ++changes) {
            const auto who = at(colearn::uniform_index(stream, now.count));
            const auto other = at(colearn::uniform_index(stream, now.count));
            const auto what = colearn::uniform_index(stream, 4);
            if (what == 0) {
                pairs.remove(who);
                std::erase_if(now.pairs, [&](const auto& one) { return one.a == who || one.b == who; });
            } else if (what == 1 && who != other) {
                const double weight = draw();
                pairs.set_weight(who, other, weight);
                drop(who, other);
                now.pairs.push_back({who, other, weight});
            } else {
                const bool old = what == 2;
                if (!old && now.count > 11 && count < 20) continue; // the oracle goes so far
                if (old) {
                    pairs.remove(who);
                    std::erase_if(now.pairs, [&](const auto& one) { return one.a == who || one.b == who; });
                }
                const auto me = old ? who : at(now.count++);
                partners with;
                for (std::size_t v = 0; v < now.count; ++v)
                    if (at(v) != me && colearn::uniform(stream) < (count > 20 ? .1 : .6))
                        with.push_back({at(v), draw()});
                for (const auto& one : with) now.pairs.push_back({me, one.who, one.weight});
                if (old)
                    pairs.add(me, with);
                else
                    CHECK(pairs.add(with) == me);
            }
            const auto made = pairs.result();
            const auto checked = verify(now, made);
            INFO("seed " << seed << ", step " << step << ": " << checked.violated);
            CHECK(checked);
            CHECK(verify(pairs.instance(), made));
            if (count < 20) {
                const double best = matching_test::best_weight(now);
                CHECK(std::fabs(made.weight - best) <= 1e-11 * best);
            }
            if (kind == weights::small_integers) CHECK(made.exact());
        }
    }
    CHECK(changes > 1000);
}

TEST_CASE("who leaves may come back as it was, among others who do", "[dynamic_matching]") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto kind = static_cast<weights>(seed % 4);
        const std::size_t count = seed % 4 == 0 ? 100 : 5 + seed % 7;
        const auto all = matching_test::random_instance(seed, count, count > 20 ? .06 : .7, kind);
        dynamic_matching<node> pairs(all);
        std::vector<std::uint8_t> gone(count, 0);
        std::vector<std::uint8_t> off(all.pairs.size(), 0); // pairs that are worth nothing for now
        colearn::random_stream stream(seed, 8);
        for (int step = 0; step < 30; ++step) {
            const auto who = at(colearn::uniform_index(stream, count));
            if (gone[who.index] != 0) {
                partners with;
                for (std::size_t i = 0; i < all.pairs.size(); ++i) {
                    const auto& one = all.pairs[i];
                    const auto other = one.a == who ? one.b : one.a;
                    if ((one.a == who || one.b == who) && gone[other.index] == 0 && off[i] == 0)
                        with.push_back({other, one.weight});
                }
                pairs.add(who, with);
                gone[who.index] = 0;
            } else if (step % 3 == 0 || all.pairs.empty()) {
                pairs.remove(who);
                gone[who.index] = 1;
            } else {
                const auto i = colearn::uniform_index(stream, all.pairs.size());
                const auto& one = all.pairs[i];
                if (gone[one.a.index] != 0 || gone[one.b.index] != 0) continue;
                off[i] ^= 1;
                pairs.set_weight(one.a, one.b, off[i] != 0 ? 0 : one.weight);
            }
            auto now = all;
            for (std::size_t i = 0; i < off.size(); ++i)
                if (off[i] != 0) now.pairs[i].weight = 0;
            std::erase_if(now.pairs, [&](const auto& one) { return gone[one.a.index] + gone[one.b.index] > 0; });
            const auto made = pairs.result();
            const auto checked = verify(now, made);
            INFO("seed " << seed << ", step " << step << ": " << checked.violated);
            REQUIRE(checked);
            CHECK(verify(pairs.instance(), made));
        }
    }
}

TEST_CASE("changes that make no sense are refused and change nothing", "[dynamic_matching]") {
    dynamic_matching<node> pairs(instance{3, {{at(0), at(1), 1}, {at(1), at(0), 2}, {at(1), at(2), 1}}});
    CHECK(pairs.result().weight == 2);
    CHECK_THROWS_WITH(pairs.remove(at(3)), Contains("remove"));
    CHECK_THROWS_WITH(pairs.set_weight(at(1), at(1), 1), Contains("different"));
    CHECK_THROWS_WITH(pairs.set_weight(at(0), at(1), NAN), Contains("finite"));
    CHECK_THROWS_WITH(pairs.add(at(0), partners{}), Contains("no possible partners yet"));
    CHECK_THROWS_WITH(pairs.add(partners{{at(0), 1}, {at(0), 2}}), Contains("named once"));
    CHECK_THROWS_WITH(pairs.add(partners{{at(3), 1}}), Contains("add"));
    CHECK(pairs.count() == 3);
    CHECK(pairs.result().weight == 2);
    CHECK(dynamic_matching<node>(instance{}).result().exact());
}

} // namespace dynamic_matching_test
