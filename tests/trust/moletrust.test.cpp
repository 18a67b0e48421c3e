// SPDX-License-Identifier: BSL-1.0
#include <map>
#include <optional>
#include <vector>

#include <colearn/trust/moletrust.hpp>

#include "support/catch.hpp"
#include "trust/support.hpp"

namespace moletrust_test {

namespace {

using colearn::actor;
using colearn::contract_violation;
using colearn::id;
using colearn::moletrust;
using colearn::trust_pair;
using test::who;

// As one would explain it: distances first, then layer by layer by looking at all ties.
std::vector<std::optional<double>> by_layers(std::uint32_t actors, const std::vector<test::trust_tie>& ties,
                                             std::uint32_t source, std::size_t horizon, double threshold) {
    std::map<std::uint32_t, std::size_t> distance = {{source, 0}};
    for (std::size_t step = 0; step < actors; ++step)
        for (const auto& one : ties)
            if (distance.contains(one.from)) {
                const auto next = distance[one.from] + 1;
                if (!distance.contains(one.to) || distance[one.to] > next) distance[one.to] = next;
            }
    std::vector<std::optional<double>> trust(actors);
    trust[source] = 1;
    for (std::size_t layer = 1; layer <= horizon; ++layer)
        for (const auto& [here, at] : distance) {
            if (at != layer) continue;
            double sum = 0;
            double weight = 0;
            for (const auto& one : ties) {
                if (one.to != here || !distance.contains(one.from) || distance[one.from] + 1 != layer) continue;
                const auto& teller = trust[one.from];
                if (!teller || (one.from != source && *teller < threshold)) continue;
                sum += *teller * one.strength;
                weight += *teller;
            }
            if (weight > 0) trust[here] = sum / weight;
        }
    return trust;
}

} // namespace

TEST_CASE("MoleTrust gives TrustLet's example: Alice's trust in Eve is .767", "[moletrust]") {
    const std::uint32_t alice = 0;
    const std::uint32_t bob = 1;
    const std::uint32_t carol = 2;
    const std::uint32_t eve = 3;
    const auto view = test::make_view(4, {{alice, bob, 0.8}, {alice, carol, 1.0}, {bob, eve, 0.6}, {carol, eve, 0.9}});
    const auto result = moletrust(view, who(alice), {.horizon = 2, .threshold = 0.5});
    CHECK(*result.trust[who(eve)] == Approx((0.8 * 0.6 + 1.0 * 0.9) / 1.8));
    CHECK(*result.trust[who(eve)] == Approx(0.767).margin(0.0005));
    CHECK(*result.trust[who(bob)] == Approx(0.8));
    CHECK(*result.trust[who(alice)] == 1);
    CHECK_FALSE(moletrust(view, who(eve)).trust[who(alice)].has_value());
}

TEST_CASE("who is not trusted is not listened to", "[moletrust]") {
    const auto view = test::make_view(5, {{0, 1, 0.3}, {0, 2, 0.9}, {1, 3, 1}, {2, 3, 0.5}, {1, 4, 1}});
    const auto result = moletrust(view, who(0));
    CHECK(*result.trust[who(3)] == Approx(0.5));
    CHECK_FALSE(result.trust[who(4)].has_value()); // only 1 speaks for 4
    CHECK(*result.trust[who(1)] == Approx(0.3));   // distrust is told, not handed on
    CHECK(*moletrust(view, who(0), {.threshold = 0.3}).trust[who(4)] == Approx(1));
    CHECK_FALSE(moletrust(view, who(0), {.horizon = 1}).trust[who(3)].has_value());
}

TEST_CASE("MoleTrust agrees with a plain walk over layers", "[moletrust]") {
    colearn::random_stream stream(15);
    for (int round = 0; round < 200; ++round) {
        const auto actors = static_cast<std::uint32_t>(2 + colearn::uniform_index(stream, 20));
        const auto ties = test::random_ties(stream, actors, 0.05 + 0.3 * colearn::uniform(stream));
        const auto view = test::make_view(actors, ties);
        const auto horizon = 1 + colearn::uniform_index(stream, 5);
        const double threshold = 0.8 * colearn::uniform(stream);
        const auto names = test::random_names(stream, actors);
        const auto relabelled = test::make_view(actors, test::renamed(ties, names));
        for (std::uint32_t source = 0; source < actors; ++source) {
            const auto want = by_layers(actors, ties, source, horizon, threshold);
            const auto got = moletrust(view, who(source), {.horizon = horizon, .threshold = threshold});
            const auto other = moletrust(relabelled, who(names[source]), {.horizon = horizon, .threshold = threshold});
            for (std::uint32_t v = 0; v < actors; ++v) {
                REQUIRE(got.trust[who(v)].has_value() == want[v].has_value());
                REQUIRE(other.trust[who(names[v])].has_value() == want[v].has_value());
                if (!want[v]) continue;
                REQUIRE(*got.trust[who(v)] == Approx(*want[v]));
                REQUIRE(*other.trust[who(names[v])] == Approx(*want[v]));
            }
        }
    }
}

TEST_CASE("many pairs at once are answered as one by one, on any number of threads", "[moletrust]") {
    colearn::random_stream stream(16);
    const auto view = test::make_view(80, test::random_ties(stream, 80, 0.05));
    std::vector<trust_pair> pairs;
    for (std::uint32_t i = 0; i < 500; ++i) pairs.push_back({who(i * 3 % 80), who((i * 3 + 1 + i % 79) % 80)});
    const auto one = moletrust(view, pairs);
    const auto four = moletrust(view, pairs, {.threads = 4});
    CHECK(one.outcome == colearn::status::optimal);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        REQUIRE(one.trust[i] == four.trust[i]);
        REQUIRE(one.trust[i] == moletrust(view, pairs[i].source).trust[pairs[i].target]);
    }
    std::stop_source stop;
    stop.request_stop();
    CHECK(moletrust(view, pairs, {.stop = stop.get_token()}).outcome == colearn::status::cancelled);
}

TEST_CASE("MoleTrust refuses strangers and horizons of nothing", "[moletrust]") {
    const auto view = test::make_view(2, {{0, 1, 1}});
    CHECK_THROWS_AS(moletrust(view, who(2)), contract_violation);
    CHECK_THROWS_AS(moletrust(view, who(0), {.horizon = 0}), contract_violation);
    CHECK_THROWS_AS(moletrust(view, who(0), {.threshold = -1}), contract_violation);
}

} // namespace moletrust_test
