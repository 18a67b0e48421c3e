// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

#include <colearn/trust/propagation.hpp>

#include "support/catch.hpp"
#include "trust/support.hpp"

namespace propagation_test {

namespace {

using colearn::actor;
using colearn::contract_violation;
using colearn::derive_trust;
using colearn::derived_trust;
using colearn::id;
using colearn::opinion;
using colearn::propagation_options;
using colearn::tie_evidence;
using colearn::trust_pair;
using colearn::verify;
using test::known_tie;
using test::known_view;
using test::make_known;
using test::who;

std::vector<known_tie> any_ties(colearn::random_stream& stream, std::uint32_t actors, double density) {
    std::vector<known_tie> ties;
    for (const auto& one : test::random_ties(stream, actors, density)) {
        const double amount = colearn::gamma(stream, 1, 10);
        const double share = colearn::uniform(stream) < 0.25 ? 0.2 * colearn::uniform(stream) : one.strength;
        ties.push_back({one.from, one.to, {amount * share, amount * (1 - share)}});
    }
    return ties;
}

using path = std::vector<std::uint32_t>;

// All simple paths, then greedy by what they carry.
std::vector<path> greedy_chains(std::uint32_t actors, const std::vector<known_tie>& ties, double base_rate,
                                std::uint32_t source, std::uint32_t target, const propagation_options& options) {
    std::vector<std::vector<std::optional<opinion>>> matrix(actors, std::vector<std::optional<opinion>>(actors));
    for (const auto& one : ties) matrix[one.from][one.to] = opinion::of(one.seen, base_rate);
    struct found {
        path actors;
        double carries;
    };
    std::vector<found> all;
    path so_far = {source};
    const std::function<void(double)> go_on = [&](double referral) {
        const auto here = so_far.back();
        if (const auto& last = matrix[here][target]; last && (here != source || options.direct_tie)) {
            so_far.push_back(target);
            all.push_back({so_far, referral * (1 - last->uncertainty())});
            so_far.pop_back();
        }
        if (so_far.size() >= options.horizon) return;
        for (std::uint32_t next = 0; next < actors; ++next) {
            if (next == target || std::find(so_far.begin(), so_far.end(), next) != so_far.end()) continue;
            const auto& tie = matrix[here][next];
            if (!tie || !(tie->expectation() > options.referral_threshold)) continue;
            so_far.push_back(next);
            go_on(referral * tie->expectation());
            so_far.pop_back();
        }
    };
    go_on(1);
    std::vector<path> chosen;
    std::vector<bool> used(actors, false);
    while (chosen.size() < options.max_chains) {
        const found* best = nullptr;
        for (const auto& one : all) {
            const bool free = std::none_of(one.actors.begin() + 1, one.actors.end() - 1,
                                           [&](std::uint32_t who) { return used[who]; });
            const bool taken = std::find(chosen.begin(), chosen.end(), one.actors) != chosen.end();
            if (free && !taken && one.carries > 0 && (best == nullptr || one.carries > best->carries)) best = &one;
        }
        if (best == nullptr) break;
        chosen.push_back(best->actors);
        for (const auto who : best->actors) used[who] = true;
    }
    return chosen;
}

path numbers(const colearn::trust_chain& chain) {
    path out;
    for (const auto who : chain.actors) out.push_back(who.index);
    return out;
}

} // namespace

TEST_CASE("one chain gives the book's discounted opinion", "[propagation]") {
    // Josang, Subjective Logic (2016), table 14.2: three referrals (.2, .1, .7) at a base rate of .8, then (.8, .2, 0).
    // One base rate serves all here, so the expectation of the end is that for .8.
    const auto referral = opinion::of_masses(0.2, 0.1, 0.7, 0.8).seen();
    const auto net = make_known(5, {{0, 1, referral}, {1, 2, referral}, {2, 3, referral}, {3, 4, {8e12, 2e12}}}, 0.8);
    const auto derived = derive_trust(net.view, net.known, who(0), who(4), {.horizon = 4});
    REQUIRE(derived.chains.size() == 1);
    CHECK(derived.chains[0].referral == Approx(0.76 * 0.76 * 0.76));
    CHECK(derived.trust.belief() == Approx(0.35).margin(0.005));
    CHECK(derived.trust.disbelief() == Approx(0.09).margin(0.005));
    CHECK(derived.trust.uncertainty() == Approx(0.56).margin(0.005));
    CHECK(numbers(derived.chains[0]) == path{0, 1, 2, 3, 4});
    // beyond the horizon nothing is known
    const auto short_sighted = derive_trust(net.view, net.known, who(0), who(4), {.horizon = 3});
    CHECK(short_sighted.chains.empty());
    CHECK(short_sighted.trust == opinion::of({}, 0.8));
}

TEST_CASE("two people who do not know of each other make trust surer than one", "[propagation]") {
    const auto net = make_known(4, {{0, 1, {9, 1}}, {0, 2, {9, 1}}, {1, 3, {6, 2}}, {2, 3, {6, 2}}});
    const auto both = derive_trust(net.view, net.known, who(0), who(3));
    const auto one = derive_trust(net.view, net.known, who(0), who(3), {.max_chains = 1});
    const auto same = derive_trust(net.view, net.known, who(0), who(3), {.fuse = colearn::chain_fusion::averaging});
    REQUIRE(both.chains.size() == 2);
    CHECK(both.trust.uncertainty() < one.trust.uncertainty());
    CHECK(same.trust.uncertainty() == Approx(one.trust.uncertainty()));
    // equal chains: the one of the lower id comes first
    CHECK(numbers(both.chains[0]) == path{0, 1, 3});
}

TEST_CASE("distrust is never handed on as trust", "[propagation]") {
    // The enemy of an enemy is a stranger.
    const auto enemies = make_known(3, {{0, 1, {0, 50}}, {1, 2, {0, 50}}});
    CHECK(derive_trust(enemies.view, enemies.known, who(0), who(2)).trust.vacuous());
    // The friend of an enemy too.
    const auto friend_of_enemy = make_known(3, {{0, 1, {0, 50}}, {1, 2, {50, 0}}});
    CHECK(derive_trust(friend_of_enemy.view, friend_of_enemy.known, who(0), who(2)).trust.vacuous());
    // The enemy of a friend is distrusted.
    const auto enemy_of_friend = make_known(3, {{0, 1, {50, 0}}, {1, 2, {0, 50}}});
    const auto warned = derive_trust(enemy_of_friend.view, enemy_of_friend.known, who(0), who(2)).trust;
    CHECK(warned.expectation() < 0.2);
    CHECK(warned.belief() == 0);
    // Even with the threshold at its lowest, distrust in the middle makes belief fade and never rise.
    colearn::random_stream stream(12);
    for (int round = 0; round < 200; ++round) {
        const auto ties = any_ties(stream, 7, 0.4);
        const auto net = make_known(7, ties);
        double best = 0;
        for (const auto& one : ties)
            if (one.to == 6) best = std::max(best, opinion::of(one.seen).belief());
        const auto derived =
            derive_trust(net.view, net.known, who(0), who(6), {.referral_threshold = 0, .max_chains = 1});
        CHECK(derived.trust.belief() <= best + 1e-12);
    }
}

TEST_CASE("chains are those of an exhaustive greedy search", "[propagation]") {
    colearn::random_stream stream(13);
    std::size_t chains = 0;
    std::size_t several = 0;
    for (int round = 0; round < 300; ++round) {
        const auto actors = static_cast<std::uint32_t>(3 + colearn::uniform_index(stream, 7));
        const auto ties = any_ties(stream, actors, 0.35 + 0.3 * colearn::uniform(stream));
        const double base_rate = 0.3 + 0.4 * colearn::uniform(stream);
        const auto net = make_known(actors, ties, base_rate);
        propagation_options options;
        options.horizon = 2 + colearn::uniform_index(stream, 4);
        options.referral_threshold = 0.6 * colearn::uniform(stream);
        options.max_chains = 1 + colearn::uniform_index(stream, 5);
        options.direct_tie = colearn::uniform_index(stream, 2) == 0;
        std::vector<trust_pair> pairs;
        for (std::uint32_t s = 0; s < actors; ++s)
            for (std::uint32_t t = 0; t < actors; ++t)
                if (s != t) pairs.push_back({who(s), who(t)});
        const auto result = derive_trust(net.view, net.known, pairs, options);
        REQUIRE(result.outcome == colearn::status::feasible);
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const auto expected =
                greedy_chains(actors, ties, base_rate, pairs[i].source.index, pairs[i].target.index, options);
            const auto& got = result.derived[i];
            CAPTURE(round, pairs[i].source.index, pairs[i].target.index);
            REQUIRE(got.chains.size() == expected.size());
            for (std::size_t k = 0; k < expected.size(); ++k) REQUIRE(numbers(got.chains[k]) == expected[k]);
            const auto checked = verify(net.view, net.known, pairs[i], got, options);
            CAPTURE(checked.violated);
            REQUIRE(checked.accepted());
            chains += expected.size();
            several += expected.size() > 1;
        }
    }
    CHECK(chains > 5000);
    CHECK(several > 1000);
}

TEST_CASE("derived trust does not depend on threads or on the names of actors", "[propagation]") {
    colearn::random_stream stream(14);
    const std::uint32_t actors = 60;
    const auto ties = any_ties(stream, actors, 0.08);
    const auto net = make_known(actors, ties);
    const auto names = test::random_names(stream, actors);
    auto other_ties = ties;
    for (auto& one : other_ties) one = {names[one.from], names[one.to], one.seen};
    const auto other = make_known(actors, other_ties);
    std::vector<trust_pair> pairs;
    std::vector<trust_pair> other_pairs;
    for (std::uint32_t i = 0; i < 600; ++i) {
        const auto s = static_cast<std::uint32_t>(colearn::uniform_index(stream, actors));
        const auto t = (s + 1 + static_cast<std::uint32_t>(colearn::uniform_index(stream, actors - 1))) % actors;
        pairs.push_back({who(s), who(t)});
        other_pairs.push_back({who(names[s]), who(names[t])});
    }
    const auto one = derive_trust(net.view, net.known, pairs, {.horizon = 4});
    const auto four = derive_trust(net.view, net.known, pairs, {.horizon = 4, .threads = 4});
    const auto relabelled = derive_trust(other.view, other.known, other_pairs, {.horizon = 4});
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        REQUIRE(one.derived[i].trust == four.derived[i].trust);
        REQUIRE(one.derived[i].chains.size() == four.derived[i].chains.size());
        REQUIRE(relabelled.derived[i].trust.expectation() == Approx(one.derived[i].trust.expectation()));
        REQUIRE(relabelled.derived[i].chains.size() == one.derived[i].chains.size());
        const auto alone = derive_trust(net.view, net.known, pairs[i].source, pairs[i].target, {.horizon = 4});
        REQUIRE(alone.trust == one.derived[i].trust);
    }
}

TEST_CASE("a forged derivation is rejected", "[propagation]") {
    const auto net = make_known(6, {{0, 1, {9, 1}},
                                    {0, 2, {7, 1}},
                                    {1, 3, {6, 2}},
                                    {2, 3, {5, 2}},
                                    {0, 4, {0, 9}},
                                    {4, 3, {50, 0}},
                                    {1, 2, {4, 1}}});
    const trust_pair pair{who(0), who(3)};
    const auto good = derive_trust(net.view, net.known, pair.source, pair.target);
    REQUIRE(good.chains.size() == 2);
    REQUIRE(verify(net.view, net.known, pair, good).accepted());
    const auto rejected = [&](const std::function<void(derived_trust&)>& forge, const char* because) {
        auto bad = good;
        forge(bad);
        const auto checked = verify(net.view, net.known, pair, bad);
        CAPTURE(checked.violated);
        CHECK_FALSE(checked.accepted());
        CHECK(checked.violated.find(because) != std::string::npos);
    };
    rejected([](auto& it) { it.trust = opinion::of({100, 0}); }, "fuse");
    rejected([](auto& it) { it.chains[0].carried = opinion::of({100, 0}); }, "carries another");
    rejected([](auto& it) { it.chains[0].referral = 1; }, "refers with");
    rejected([](auto& it) { it.chains[0].actors[1] = who(5); }, "has no tie");
    rejected([](auto& it) { it.chains[0].actors[1] = who(4); }, "does not trust");
    rejected([](auto& it) { it.chains[1] = it.chains[0]; }, "two chains");
    rejected([](auto& it) { it.chains[0].actors.back() = who(2); }, "does not lead");
    rejected([](auto& it) { it.chains[0].actors = {who(0), who(3)}; }, "2 actors");
    rejected([](auto& it) { std::swap(it.chains[0], it.chains[1]); }, "stand by");
    rejected([](auto& it) { it.chains.pop_back(); }, "fuse");
}

TEST_CASE("a stopped run says which pairs it has come to", "[propagation]") {
    const auto net = make_known(3, {{0, 1, {9, 1}}, {1, 2, {9, 1}}});
    const std::vector<trust_pair> pairs = {{who(0), who(2)}};
    std::stop_source stop;
    stop.request_stop();
    const auto result = derive_trust(net.view, net.known, pairs, {.stop = stop.get_token()});
    CHECK(result.outcome == colearn::status::cancelled);
    CHECK_FALSE(result.derived[0].worked_out);
    double share = 0;
    static_cast<void>(derive_trust(net.view, net.known, pairs, {.progress = [&](double done) { share = done; }}));
    CHECK(share == 1);
}

TEST_CASE("questions that make no sense are refused", "[propagation]") {
    const auto net = make_known(3, {{0, 1, {9, 1}}, {1, 2, {9, 1}}});
    const auto ask = [&](const propagation_options& options) {
        return derive_trust(net.view, net.known, who(0), who(2), options);
    };
    CHECK_THROWS_AS(ask({.horizon = 1}), contract_violation);
    CHECK_THROWS_AS(ask({.horizon = 33}), contract_violation);
    CHECK_THROWS_AS(ask({.referral_threshold = 1}), contract_violation);
    CHECK_THROWS_AS(ask({.max_chains = 0}), contract_violation);
    CHECK_THROWS_AS(derive_trust(net.view, net.known, who(0), who(0)), contract_violation);
    CHECK_THROWS_AS(derive_trust(net.view, net.known, who(0), who(3)), contract_violation);
    CHECK_THROWS_AS(derive_trust(net.view, tie_evidence{}, who(0), who(2)), contract_violation);
    auto bad = net.known;
    bad.of_arc[0].positive = -1;
    CHECK_THROWS_AS(derive_trust(net.view, bad, who(0), who(2)), contract_violation);
    const auto undirected = test::make_view(2, {{0, 1, 1}}, false);
    CHECK_THROWS_AS(derive_trust(undirected, evidence_from_strengths(undirected, 4), who(0), who(1)),
                    contract_violation);
}

} // namespace propagation_test
