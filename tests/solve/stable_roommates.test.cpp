// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <numeric>
#include <span>
#include <vector>

#include <colearn/solve/blocking_pairs.hpp>
#include <colearn/solve/dominant_matching.hpp>
#include <colearn/solve/stable_roommates.hpp>

#include "solve/preference_support.hpp"
#include "solve/support.hpp"
#include "support/catch.hpp"

namespace stable_roommates_test {

using Catch::Contains;
using colearn::stable_roommates;
using colearn::status;
using preference_test::person;
using preference_test::tier;
using preference_test::who;

namespace {

using lists = colearn::preference_lists<person>;
using partners = std::vector<colearn::id<person>>;

// The lists of a source, which counts from 1.
lists counted_from_1(std::initializer_list<std::initializer_list<std::size_t>> rows) {
    lists out;
    for (const auto& row : rows) {
        partners list;
        for (const auto one : row) list.push_back(who(one - 1));
        out.add(std::span<const colearn::id<person>>{list});
    }
    return out;
}

bool mutual(const lists& of, colearn::id<person> a, colearn::id<person> b) {
    return tier(of, a, b) < 1000 && tier(of, b, a) < 1000;
}

// Straight from the definition, among those who are not left out (a set of bits).
bool stable(const lists& of, const partners& partner, std::size_t left_out) {
    const auto wants = [&](colearn::id<person> a, colearn::id<person> b) {
        const auto has = partner[a.index];
        return !has.valid() || tier(of, a, b) < tier(of, a, has);
    };
    for (std::size_t a = 0; a < partner.size(); ++a)
        for (std::size_t b = a + 1; b < partner.size(); ++b)
            if ((left_out >> a & 1U) == 0 && (left_out >> b & 1U) == 0 && mutual(of, who(a), who(b)) &&
                partner[a] != who(b) && wants(who(a), who(b)) && wants(who(b), who(a)))
                return false;
    return true;
}

std::vector<partners> all_stable(const lists& of, std::size_t left_out = 0) {
    std::vector<partners> out;
    partners partner(of.size());
    const auto pair_next = [&](auto self, std::size_t a) -> void {
        while (a < partner.size() && (partner[a].valid() || (left_out >> a & 1U) != 0)) ++a;
        if (a == partner.size()) {
            if (stable(of, partner, left_out)) out.push_back(partner);
            return;
        }
        self(self, a + 1); // alone
        for (std::size_t b = a + 1; b < partner.size(); ++b) {
            if (partner[b].valid() || (left_out >> b & 1U) != 0 || !mutual(of, who(a), who(b))) continue;
            partner[a] = who(b), partner[b] = who(a);
            self(self, a + 1);
            partner[a] = partner[b] = {};
        }
    };
    pair_next(pair_next, 0);
    return out;
}

partners pairs_of(const colearn::stable_roommates_result<person>& of) {
    return {of.partner.begin(), of.partner.end()};
}

} // namespace

// Irving 1985: the example that is solved, and the one that has no stable matching.
TEST_CASE("the examples of Irving, and Gale and Shapley's without a stable matching", "[stable_roommates]") {
    const auto solved = counted_from_1(
        {{4, 6, 2, 5, 3}, {6, 3, 5, 1, 4}, {4, 5, 1, 6, 2}, {2, 6, 5, 1, 3}, {4, 2, 3, 6, 1}, {5, 1, 4, 2, 3}});
    const auto made = stable_roommates(solved);
    CHECK(pairs_of(made) == partners{who(5), who(2), who(1), who(4), who(3), who(0)}); // 1-6, 2-3, 4-5
    CHECK(made.outcome == status::optimal);
    CHECK(verify(solved, made));
    CHECK(all_stable(solved) == std::vector<partners>{pairs_of(made)});

    const auto unsolved = counted_from_1(
        {{2, 6, 4, 3, 5}, {3, 5, 1, 6, 4}, {1, 6, 2, 5, 4}, {5, 2, 3, 6, 1}, {6, 1, 3, 4, 2}, {4, 2, 5, 1, 3}});
    const auto none = stable_roommates(unsolved);
    CHECK(none.outcome == status::infeasible);
    CHECK(all_stable(unsolved).empty());
    CHECK(verify(unsolved, none));

    // Gale and Shapley 1962, example 3: three who run in a circle, and one whom nobody wants.
    const auto circle = counted_from_1({{2, 3, 4}, {3, 1, 4}, {1, 2, 4}, {1, 2, 3}});
    const auto odd = stable_roommates(circle);
    CHECK(odd.outcome == status::infeasible);
    CHECK(odd.certificate.odd_parties == std::vector<partners>{{who(0), who(1), who(2)}});
    CHECK(odd.set_aside == partners{who(0)});
    CHECK(pairs_of(odd) == partners{{}, who(2), who(1), {}});
    CHECK(blocking_pairs(circle, odd.partner) ==
          std::vector<std::pair<colearn::id<person>, colearn::id<person>>>{{who(0), who(2)}, {who(0), who(3)}});
    CHECK(verify(circle, odd));
}

TEST_CASE("thousands of small groups against all stable matchings", "[stable_roommates]") {
    std::size_t unsolved = 0;
    std::size_t two_parties = 0;
    for (std::uint64_t seed = 0; seed < 1500; ++seed) {
        INFO("seed " << seed);
        colearn::random_stream stream(seed);
        const auto count = static_cast<std::size_t>(seed % 8);
        auto one = preference_test::random_lists<person, person>(stream, count, count, seed % 3 == 0 ? 1 : .7, 0);
        if (seed % 25 == 24) { // two circles of three, and others between them
            one = {};
            for (std::size_t v = 0; v < 6; ++v) {
                const auto base = v / 3 * 3;
                const auto far = 3 - base + colearn::uniform_index(stream, 3);
                one.add({who(base + (v + 1) % 3), who(base + (v + 2) % 3), who(far)});
            }
        }
        const auto every = all_stable(one);
        const auto made = stable_roommates(one);
        const auto checked = verify(one, made);
        INFO(checked.violated);
        CHECK(checked);
        CHECK((made.outcome == status::optimal) == !every.empty());
        std::size_t aside = 0;
        for (const auto who_left : made.set_aside) aside |= std::size_t{1} << who_left.index;
        CHECK(stable(one, pairs_of(made), aside));
        if (every.empty()) {
            ++unsolved;
            two_parties += made.set_aside.size() > 1 ? 1U : 0U;
            for (std::size_t set = 0; set < std::size_t{1} << one.size(); ++set) // fewer are never enough
                if (static_cast<std::size_t>(__builtin_popcountll(set)) < made.set_aside.size())
                    CHECK(all_stable(one, set).empty());
        }
        for (const auto& other : every) // the same people are paired in all
            for (std::size_t v = 0; v < other.size(); ++v) CHECK(other[v].valid() == made.partner[who(v)].valid());
        CHECK(blocking_pairs(one, made.partner).empty() == made.set_aside.empty());
    }
    CHECK(unsolved > 50);
    CHECK(two_parties > 20);
}

TEST_CASE("larger groups: certified, and the same after a relabelling", "[stable_roommates]") {
    std::size_t unsolved = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        colearn::random_stream stream(seed, 1);
        const std::size_t count = 30 + seed % 2;
        const auto one = preference_test::random_lists<person, person>(stream, count, count, seed % 3 == 0 ? 1 : .3, 0);
        const auto made = stable_roommates(one);
        const auto checked = verify(one, made);
        INFO("seed " << seed << ": " << checked.violated);
        CHECK(checked);
        unsolved += made.set_aside.empty() ? 0U : 1U;
        std::vector<std::size_t> label(count);
        std::iota(label.begin(), label.end(), std::size_t{0});
        colearn::shuffle(stream, std::span{label});
        std::vector<std::size_t> old(count);
        for (std::size_t v = 0; v < count; ++v) old[label[v]] = v;
        lists relabelled;
        for (std::size_t v = 0; v < count; ++v) {
            partners row;
            for (const auto other : one.of(who(old[v]))) row.push_back(who(label[other.index]));
            relabelled.add(std::span<const colearn::id<person>>{row});
        }
        const auto other = stable_roommates(relabelled); // odd parties are the same in every stable partition
        std::vector<std::size_t> members(count, 0);
        for (const auto& party : made.certificate.odd_parties)
            for (const auto v : party) members[label[v.index]] = party.size();
        for (const auto& party : other.certificate.odd_parties)
            for (const auto v : party) CHECK(members[v.index] == party.size());
        CHECK(other.pair_count == made.pair_count);
    }
    CHECK(unsolved > 5);
}

TEST_CASE("scores that both share always have a stable matching: the greedy one", "[stable_roommates]") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto one = matching_test::random_instance(
            seed, 14, .5, seed % 2 == 0 ? matching_test::weights::real : matching_test::weights::small_integers);
        const auto made = stable_roommates(colearn::preferences(one));
        CHECK(made.outcome == status::optimal);
        if (seed % 2 == 0) CHECK(made.partner == colearn::dominant_matching(one).partner);
        CHECK(blocking_pairs(one, made.partner).empty());
    }
}

TEST_CASE("a forged partition is rejected, and the first broken condition named", "[stable_roommates]") {
    const auto one = counted_from_1({{2, 3, 4}, {3, 1, 4}, {1, 2, 4}, {1, 2, 3, 5}, {4}, {}, {8}, {7}});
    const auto good = stable_roommates(one);
    REQUIRE(verify(one, good));
    CHECK(good.partner[who(3)] == who(4));
    const auto rejected = [&](auto forge) {
        auto forged = good;
        forge(forged);
        return verify(one, forged).violated;
    };
    const auto next = [](auto& r, std::size_t v) -> auto& {
        return r.certificate.successor[who(v)];
    };
    CHECK_THAT(rejected([](auto& r) { r.partner = colearn::id_map<person, colearn::id<person>>(2); }),
               Contains("a successor and a partner"));
    CHECK_THAT(rejected([&](auto& r) { next(r, 0) = who(9); }), Contains("must make parties; that of 0"));
    CHECK_THAT(rejected([&](auto& r) { next(r, 0) = who(2); }), Contains("must make parties; that of 1"));
    CHECK_THAT(rejected([&](auto& r) {
                   next(r, 0) = who(1), next(r, 1) = who(2), next(r, 2) = who(3), next(r, 3) = who(0);
                   next(r, 4) = who(4);
               }),
               Contains("is even"));
    CHECK_THAT(rejected([&](auto& r) { next(r, 5) = who(6), next(r, 6) = who(5), next(r, 7) = who(7); }),
               Contains("on each other's lists; 5"));
    CHECK_THAT(rejected([&](auto& r) { next(r, 0) = who(2), next(r, 2) = who(1), next(r, 1) = who(0); }),
               Contains("0 must rather have its successor"));
    // A pairing of the circle, which no pairing can hold: 0 stays alone.
    CHECK_THAT(rejected([&](auto& r) {
                   next(r, 0) = who(0), next(r, 1) = who(2), next(r, 2) = who(1);
                   r.certificate.odd_parties.clear(), r.set_aside.clear(), r.outcome = status::optimal;
               }),
               Contains("0 and 2 would both rather"));
    CHECK_THAT(rejected([&](auto& r) { next(r, 6) = who(6), next(r, 7) = who(7); }), Contains("6 and 7 would both"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.odd_parties.clear(); }), Contains("odd parties are others"));
    CHECK_THAT(rejected([](auto& r) { r.partner[who(6)] = {}; }), Contains("must follow"));
    CHECK_THAT(rejected([](auto& r) { r.pair_count = 1; }), Contains("there are 3 pairs, not 1"));
    CHECK_THAT(rejected([](auto& r) { r.set_aside.clear(); }), Contains("set aside"));
    CHECK_THAT(rejected([](auto& r) { r.set_aside = {who(1)}; }), Contains("set aside, its first"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::optimal; }), Contains("must be infeasible"));
}

TEST_CASE("ties are put in order first, what makes no sense is refused", "[stable_roommates]") {
    lists tied;
    tied.add_tied({{who(1), who(2)}});
    tied.add_tied({{who(0), who(2)}});
    tied.add_tied({{who(0), who(1)}});
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const colearn::stable_roommates_options options{.ties = colearn::tie_break::lottery_per_list, .seed = seed};
        CHECK(verify(tied, stable_roommates(tied, options), options));
    }
    CHECK(stable_roommates(tied).partner[who(0)] == who(1));
    lists own;
    own.add({who(0)});
    CHECK_THROWS_WITH(stable_roommates(own), Contains("stable_roommates: nobody may be on the own list"));
    CHECK(verify(lists{}, stable_roommates(lists{})));
}

} // namespace stable_roommates_test
