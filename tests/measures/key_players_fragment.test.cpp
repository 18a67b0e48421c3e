// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

#include <colearn/measures/key_players_fragment.hpp>

#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace key_players_fragment_test {

using namespace colearn;

namespace {

// Ordered pairs of those not in `gone` who reach each other.
std::uint64_t connected(const small::pair_table& w, std::uint32_t gone) {
    const auto n = w.size();
    std::vector<std::uint32_t> reach(n);
    for (std::size_t v = 0; v < n; ++v) reach[v] = 1U << v;
    for (std::size_t round = 0; round < n; ++round)
        for (std::size_t v = 0; v < n; ++v)
            for (std::size_t u = 0; u < n; ++u)
                if (w[v][u] > 0 && (gone >> v & 1U) == 0 && (gone >> u & 1U) == 0) reach[v] |= reach[u];
    std::uint64_t pairs = 0;
    for (std::size_t v = 0; v < n; ++v)
        for (std::size_t u = 0; u < n; ++u)
            pairs += u != v && (gone >> v & 1U) == 0 && (reach[v] >> u & 1U) != 0 ? 1U : 0U;
    return pairs;
}

} // namespace

TEST_CASE("who breaks the kite", "[key_players_fragment]") {
    const auto one = key_players_fragment(small::kite(), 1);
    CHECK(one.chosen == std::vector<id<actor>>{id<actor>{7U}}); // Heather: seven and two are left
    CHECK(one.connected_pairs == 44);
    CHECK(*one.fragmentation.value == Approx(1 - 44. / 72));
    CHECK(*one.before.value == 0);
    CHECK(one.outcome == status::optimal);
    CHECK(verify(small::kite(), one));
}

TEST_CASE("fragmentation, against all sets", "[key_players_fragment]") {
    random_stream random(111);
    int greedy_misses = 0;
    for (int trial = 0; trial < 200; ++trial) {
        const auto columns = small::random_columns(random, 8);
        if (columns.actors == 0) continue;
        const auto of = columns.frozen(small::any_options(random));
        const auto w = small::pairs_of(of);
        const auto count = 1 + uniform_index(random, (std::min)(columns.actors, std::size_t{4}));
        const auto exact = key_players_fragment(of, count);
        const auto quick = key_players_fragment(of, count, {.exact_work = 0});
        std::uint64_t fewest = ~std::uint64_t{0};
        for (std::uint32_t gone = 0; gone < 1U << columns.actors; ++gone)
            if (static_cast<std::size_t>(__builtin_popcount(gone)) == count)
                fewest = (std::min)(fewest, connected(w, gone));
        CHECK(exact.connected_pairs == fewest);
        CHECK(exact.outcome == status::optimal);
        CHECK(quick.connected_pairs >= fewest);
        CHECK(quick.chosen.size() == count);
        CHECK(exact.chosen.size() == count);
        CHECK(verify(of, exact));
        CHECK(verify(of, quick));
        CHECK(exact.fragmentation.defined() == (columns.actors - count >= 2));
        greedy_misses += quick.connected_pairs > fewest ? 1 : 0;
    }
    CHECK(greedy_misses < 10); // it is a heuristic, and a good one
}

TEST_CASE("exchange repairs what the first choice misses", "[key_players_fragment]") {
    // Two hubs of a chain of stars: taking the middle first is greedy's mistake.
    const auto of = small::graph(9, {{0, 1}, {0, 2}, {0, 3}, {0, 4}, {4, 5}, {5, 6}, {5, 7}, {5, 8}}, false);
    const auto quick = key_players_fragment(of, 2, {.exact_work = 0});
    CHECK(quick.chosen == std::vector<id<actor>>{id<actor>{0U}, id<actor>{5U}});
    CHECK(quick.connected_pairs == 0);
    CHECK(quick.outcome == status::feasible);
}

TEST_CASE("key players that are stopped, refused and forged", "[key_players_fragment]") {
    const auto of = small::mixed(60, 70, 30).frozen({.directed = false});
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = key_players_fragment(of, 5, {.exact_work = 0, .stop = stop.get_token()});
    CHECK(stopped.outcome == status::cancelled);
    CHECK(stopped.chosen.size() == 5);
    CHECK(verify(of, stopped));
    for (const double work : {0., 1e9}) { // by exchanges; all sets of three
        std::vector<double> shares;
        const auto told = key_players_fragment(
            of, 3, {.exact_work = work, .progress = [&](double share) { shares.push_back(share); }});
        CHECK(told.outcome == (work > 0 ? status::optimal : status::feasible));
        CHECK(std::is_sorted(shares.begin(), shares.end()));
        CHECK(shares.front() > 0);
        CHECK(shares.back() == 1);
        CHECK(shares.size() >= (work > 0 ? 1773U : 6U)); // 60 * 59 / 2 and the first choice
        std::stop_source later;
        std::size_t calls = 0;
        const auto part = key_players_fragment(of, 3,
                                               {.exact_work = work,
                                                .progress = [&](double) { calls += later.request_stop() ? 1U : 1U; },
                                                .stop = later.get_token()});
        CHECK(part.outcome == status::cancelled);
        CHECK(part.chosen.size() == 3);
        CHECK(calls < shares.size());
        CHECK(verify(of, part));
    }
    CHECK_THROWS_AS(key_players_fragment(of, 0), contract_violation);
    CHECK_THROWS_AS(key_players_fragment(of, 61), contract_violation);
    CHECK_THROWS_AS(key_players_fragment(view(), 1), contract_violation);
    CHECK(key_players_fragment(of, 60).fragmentation.why_undefined == "fewer than two actors are left");
    auto result = key_players_fragment(of, 3);
    CHECK(verify(of, result));
    result.connected_pairs -= 2;
    CHECK_FALSE(verify(of, result));
    result = key_players_fragment(of, 3);
    result.chosen[1] = result.chosen[0];
    CHECK(verify(of, result).violated == "the chosen must be different actors of the view");
    result = key_players_fragment(of, 3);
    result.fragmentation = measured::as(1);
    CHECK_FALSE(verify(of, result));
}

} // namespace key_players_fragment_test
