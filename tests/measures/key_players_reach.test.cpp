// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <limits>
#include <stop_token>
#include <vector>

#include <colearn/measures/key_players_reach.hpp>

#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace key_players_reach_test {

using namespace colearn;

namespace {

std::vector<std::vector<double>> steps(const small::pair_table& arcs) {
    const auto n = arcs.size();
    constexpr double never = std::numeric_limits<double>::infinity();
    std::vector<std::vector<double>> away(n, std::vector<double>(n, never));
    for (std::size_t v = 0; v < n; ++v)
        for (std::size_t w = 0; w < n; ++w) away[v][w] = v == w ? 0 : arcs[v][w] > 0 ? 1 : never;
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t v = 0; v < n; ++v)
            for (std::size_t w = 0; w < n; ++w) away[v][w] = (std::min)(away[v][w], away[v][k] + away[k][w]);
    return away;
}

double reach(const std::vector<std::vector<double>>& away, std::uint32_t set, std::uint32_t within) {
    double sum = 0;
    for (std::size_t w = 0; w < away.size(); ++w) {
        double nearest = std::numeric_limits<double>::infinity();
        for (std::size_t v = 0; v < away.size(); ++v)
            if ((set >> v & 1U) != 0) nearest = (std::min)(nearest, away[v][w]);
        if (within > 0)
            sum += nearest <= within ? 1 : 0;
        else
            sum += nearest == 0 ? 1 : 1 / nearest;
    }
    return sum;
}

} // namespace

TEST_CASE("who reaches the kite", "[key_players_reach]") {
    // Diane has six partners: with her, seven within a step. Heather adds Ike, and with Fernando's and Garth's tie to
    // her nobody is left but Jane.
    const auto result = key_players_reach(small::kite(), 2, {.steps = 1});
    CHECK(result.reach_after == std::vector<double>{7, 10});
    CHECK(result.chosen == std::vector<id<actor>>{id<actor>{3U}, id<actor>{8U}});
    CHECK(result.outcome == status::optimal);
    CHECK(verify(small::kite(), result));
}

TEST_CASE("reach, against all sets", "[key_players_reach]") {
    random_stream random(121);
    for (int trial = 0; trial < 200; ++trial) {
        const auto columns = small::random_columns(random, 8);
        if (columns.actors == 0) continue;
        const auto of = columns.frozen(small::any_options(random));
        const auto away = steps(small::arcs_of(of));
        const auto count = 1 + uniform_index(random, (std::min)(columns.actors, std::size_t{4}));
        for (const std::uint32_t within : {0U, 1U, 2U}) {
            const auto result = key_players_reach(of, count, {.steps = within});
            CHECK(verify(of, result));
            double best = 0;
            std::uint32_t own = 0;
            for (const auto who : result.chosen) own |= 1U << who.index;
            for (std::uint32_t set = 0; set < 1U << columns.actors; ++set)
                if (static_cast<std::size_t>(__builtin_popcount(set)) == count)
                    best = (std::max)(best, reach(away, set, within));
            CHECK(result.reach == Approx(reach(away, own, within)));
            CHECK(result.reach <= best + 1e-9);
            CHECK(result.reach >= (1 - std::exp(-1)) * best);
            CHECK(result.certificate.at_most >= best - 1e-9);
            if (result.outcome == status::optimal) CHECK(result.reach == Approx(best));
        }
    }
}

TEST_CASE("lazy greedy is greedy, on any number of threads", "[key_players_reach]") {
    const auto of = small::mixed(120, 300, 31).frozen({});
    const auto result = key_players_reach(of, 5);
    const auto threads = key_players_reach(of, 5, {.threads = 3});
    CHECK(threads.chosen == result.chosen);
    CHECK(threads.reach_after == result.reach_after);
    const auto away = steps(small::arcs_of(of));
    std::vector<double> nearest(120, std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; i < 5; ++i) {
        const auto worth = [](double steps_away) { return steps_away == 0 ? 1 : 1 / steps_away; };
        double most = -1;
        std::size_t best = 0;
        for (std::size_t v = 0; v < 120; ++v) {
            double gain = 0;
            for (std::size_t w = 0; w < 120; ++w) gain += (std::max)(0.0, worth(away[v][w]) - worth(nearest[w]));
            if (gain > most + 1e-9) most = gain, best = v;
        }
        CHECK(result.chosen[i].index == best);
        for (std::size_t w = 0; w < 120; ++w) nearest[w] = (std::min)(nearest[w], away[best][w]);
    }
}

TEST_CASE("reach that is stopped, refused and forged", "[key_players_reach]") {
    const auto of = small::kite();
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = key_players_reach(of, 2, {.stop = stop.get_token()});
    CHECK(stopped.outcome == status::cancelled);
    CHECK(verify(of, stopped));
    CHECK_THROWS_AS(key_players_reach(of, 0), contract_violation);
    CHECK_THROWS_AS(key_players_reach(of, 11), contract_violation);
    auto result = key_players_reach(of, 2);
    CHECK(verify(of, result));
    result.reach += 1;
    CHECK_FALSE(verify(of, result));
    result = key_players_reach(of, 1);
    result.certificate.gain.assign(10, 0); // "nobody would add anything"
    result.certificate.at_most = result.reach;
    result.outcome = status::optimal;
    CHECK(verify(of, result).violated.find("would add") != std::string::npos);
    result = key_players_reach(of, 2);
    result.chosen[1] = result.chosen[0];
    CHECK_FALSE(verify(of, result));
}

} // namespace key_players_reach_test
