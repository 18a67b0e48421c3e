// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/alpha_fair.hpp>
#include <colearn/solve/alpha_fair_verify.hpp>
#include <colearn/solve/leximin.hpp>

#include "solve/alpha_fair_support.hpp"
#include "support/catch.hpp"

namespace alpha_fair_test {

namespace {

using colearn::alpha_fair;
using colearn::random_stream;
using colearn::status;

// Proportional response, for a long time.
numbers by_proportional_response(const problem& in, int rounds) {
    const auto m = in.arcs.size();
    numbers flow(m);
    numbers asked(in.supply.size());
    for (const auto& one : in.arcs) asked[one.provider.index] += 1;
    for (std::size_t k = 0; k < m; ++k) flow[k] = in.supply[in.arcs[k].provider] / asked[in.arcs[k].provider.index];
    numbers utility;
    for (int round = 0; round < rounds; ++round) {
        utility.assign(in.weights.size(), 0);
        for (std::size_t k = 0; k < m; ++k) utility[in.arcs[k].recipient.index] += flow[k] * in.arcs[k].value;
        numbers bid(m);
        asked.assign(in.supply.size(), 0);
        for (std::size_t k = 0; k < m; ++k) {
            const auto i = in.arcs[k].recipient;
            bid[k] = in.weights[i] * flow[k] * in.arcs[k].value / utility[i.index];
            asked[in.arcs[k].provider.index] += bid[k];
        }
        for (std::size_t k = 0; k < m; ++k)
            flow[k] = in.supply[in.arcs[k].provider] * bid[k] / asked[in.arcs[k].provider.index];
    }
    return utility;
}

} // namespace

TEST_CASE("one provider: the closed form for every alpha", "[alpha_fair]") {
    // x is in proportion to (w v^(1 - alpha))^(1 / alpha); for alpha = 1 to the weights.
    const auto in = make({6}, {1, 2, 3}, {{0, 0, 5}, {0, 1, 1}, {0, 2, .5}});
    for (const double alpha : {.1, .5, .9, 1.0, 1.1, 2.0, 5.0, 20.0}) {
        CAPTURE(alpha);
        const auto got = alpha_fair(in, {.alpha = alpha});
        CHECK(got.outcome == status::converged);
        const auto checked = verify(in, got, {.alpha = alpha});
        CAPTURE(checked.violated);
        CHECK(checked);
        double all = 0;
        numbers part;
        for (const auto& one : in.arcs)
            all += part.emplace_back(std::pow(in.weights[one.recipient] * std::pow(one.value, 1 - alpha), 1 / alpha));
        for (std::size_t k = 0; k < 3; ++k) CHECK(got.flows[k] == Approx(6 * part[k] / all).epsilon(1e-5).margin(1e-6));
    }
    const auto largest = alpha_fair(in, {.alpha = 0});
    CHECK(largest.outcome == status::optimal);
    CHECK(largest.flows == numbers{6, 0, 0});
    CHECK(largest.objective == 30);
    CHECK(verify(in, largest, {.alpha = 0}));
}

TEST_CASE("a Fisher market by hand", "[alpha_fair]") {
    // Two buyers with 1 of money each, two goods; the first likes the first good three times as much, the second likes
    // both alike: prices 1 and 1, each buys one good (utilities 3 and 1).
    const auto in = make({1, 1}, {1, 1}, {{0, 0, 3}, {1, 0, 1}, {0, 1, 1}, {1, 1, 1}});
    const auto got = alpha_fair(in);
    // A gap of 1e-8 leaves amounts about the root of it, 1e-4, from the best ones.
    CHECK(got.utilities.values()[0] == Approx(3).epsilon(1e-3));
    CHECK(got.utilities.values()[1] == Approx(1).epsilon(1e-3));
    CHECK(got.certificate.prices.values()[0] == Approx(1).epsilon(1e-3));
    CHECK(got.objective == Approx(std::log(3)));
    CHECK(verify(in, got));
    // With 3 of money the first buyer also takes some of the second good: it pays 3 for 3 + 1 units of worth in all.
    const auto rich = make({1, 1}, {3, 1}, {{0, 0, 2}, {1, 0, 1}, {0, 1, 1}, {1, 1, 1}});
    const auto bought = alpha_fair(rich); // prices 8/3 and 4/3: the other buyer has 3/4 of the second good
    CHECK(bought.certificate.prices.values()[0] == Approx(8.0 / 3).epsilon(1e-5));
    CHECK(bought.certificate.prices.values()[1] == Approx(4.0 / 3).epsilon(1e-5));
    CHECK(bought.utilities.values()[1] == Approx(.75).epsilon(1e-5));
}

TEST_CASE("the gap proves the sharing for every alpha, and it is that of other ways", "[alpha_fair]") {
    random_stream stream(1);
    const double alphas[] = {1, .1, .5, 2, 8, 20, 0};
    for (int round = 0; round < 84; ++round) {
        CAPTURE(round);
        const auto kind = static_cast<values>(round % 3);
        const auto in =
            any_problem(stream, 1 + colearn::uniform_index(stream, 5), 1 + colearn::uniform_index(stream, 9), kind);
        const colearn::alpha_fair_options how{.alpha = alphas[round % 7]};
        CAPTURE(how.alpha);
        const auto got = alpha_fair(in, how);
        CHECK(got.outcome == (how.alpha == 0 ? status::optimal : status::converged));
        const auto checked = verify(in, got, how);
        CAPTURE(checked.violated);
        CHECK(checked);
        if (how.alpha == 1) {
            const auto other = by_proportional_response(in, 3000);
            for (std::size_t i = 0; i < other.size(); ++i)
                CHECK(got.utilities.values()[i] == Approx(other[i]).epsilon(2e-3));
        }
        if (how.alpha == 20 && kind == values::ones) { // near the leximin sharing of the same supply
            colearn::leximin_problem<agency, school> same{in.supply, {}, {}, {}, {}};
            same.weights = colearn::id_map<school, double>(in.weights.size(), 1.0);
            for (const auto& one : in.arcs) same.arcs.push_back({one.provider, one.recipient});
            const auto best = colearn::leximin(same);
            for (std::size_t i = 0; i < in.weights.size(); ++i)
                CHECK(got.utilities.values()[i] == Approx(best.amounts.values()[i]).epsilon(.15));
        }
    }
}

TEST_CASE("other units change prices and nothing else", "[alpha_fair]") {
    random_stream stream(2);
    const auto in = any_problem(stream, 20, 60, values::real);
    for (const double alpha : {.5, 1.0, 3.0}) {
        const auto plain = alpha_fair(in, {.alpha = alpha, .relative_gap = 1e-9});
        auto other = in;
        for (auto& x : other.supply.values()) x *= 1e6;
        for (auto& x : other.weights.values()) x *= 1e-5;
        for (auto& one : other.arcs) one.value *= 1e4;
        std::reverse(other.arcs.begin(), other.arcs.end());
        const auto scaled = alpha_fair(other, {.alpha = alpha, .relative_gap = 1e-9});
        CHECK(verify(other, scaled, {.alpha = alpha}));
        for (std::size_t i = 0; i < 60; ++i)
            CHECK(scaled.utilities.values()[i] * 1e-10 == Approx(plain.utilities.values()[i]).epsilon(1e-3));
        // Prices are the gain from one more unit.
        auto more = in;
        more.supply.values()[0] *= 1.001;
        const double gained = alpha_fair(more, {.alpha = alpha, .relative_gap = 1e-9}).objective - plain.objective;
        CHECK(gained == Approx(plain.certificate.prices.values()[0] * in.supply.values()[0] * .001).epsilon(.02));
    }
}

TEST_CASE("what alpha_fair takes in its stride", "[alpha_fair]") {
    // Whom nobody can serve: infinitely bad from alpha = 1 on, and named; for less than that they get 0.
    const auto alone = make({1, 0, 5}, {1, 2, 0}, {{0, 0, 1}, {1, 1, 1}, {2, 2, 7}, {2, 0, 0}});
    auto refused = alpha_fair(alone);
    CHECK(refused.outcome == status::infeasible);
    CHECK(refused.certificate.unserved == std::vector{id<school>{1U}});
    CHECK(verify(alone, refused));
    refused.certificate.unserved = {id<school>{0U}};
    CHECK(!verify(alone, refused));
    const auto half = alpha_fair(alone, {.alpha = .5});
    CHECK(verify(alone, half, {.alpha = .5}));
    CHECK(half.utilities.values()[0] == Approx(1));
    CHECK(half.utilities.values()[1] == 0);
    CHECK(half.certificate.prices.values()[2] == 0); // nobody with weight values it
    CHECK(verify(problem{}, alpha_fair(problem{})));

    // More providers than recipients: some are wanted by one only.
    const auto plenty = make({1, 2, 3, 4}, {1}, {{0, 0, 1}, {1, 0, 1e-6}, {2, 0, 50}, {3, 0, 1e6}});
    for (const double alpha : {.2, 1.0, 6.0})
        CHECK(verify(plenty, alpha_fair(plenty, {.alpha = alpha}), {.alpha = alpha}));
    std::stop_source source;
    source.request_stop();
    CHECK(alpha_fair(plenty, {.stop = source.get_token()}).outcome == status::cancelled);
}

TEST_CASE("floors, caps and enough by hand", "[alpha_fair]") {
    // Twelve units; a unit is worth 3 to the first school and 1 to the others. Nash: four each.
    const std::vector<entry> all{{0, 0, 3}, {0, 1, 1}, {0, 2, 1}};
    const auto amounts = [&](problem in, numbers floors, numbers caps, numbers enough) {
        in.floors = colearn::id_map<school, double>(std::move(floors));
        in.caps = colearn::id_map<school, double>(std::move(caps));
        in.enough = colearn::id_map<school, double>(std::move(enough));
        const auto got = alpha_fair(in);
        CHECK(got.outcome == status::converged);
        CHECK(verify(in, got).violated == "");
        return got;
    };
    const auto near = [](const result& got, const numbers& flows) {
        for (std::size_t k = 0; k < flows.size(); ++k)
            CHECK(got.flows[k] == Approx(flows[k]).epsilon(1e-3).margin(1e-6));
    };
    const double none = std::numeric_limits<double>::infinity();
    const auto in = make({12}, {1, 1, 1}, all);
    const auto floored = amounts(in, {0, 6, 0}, {}, {});
    near(floored, {3, 6, 3});
    // A unit is worth 1/3 to those at the level; the floor costs 1/3 - 1/6 for each unit.
    CHECK(floored.certificate.prices.values()[0] == Approx(1.0 / 3).epsilon(1e-3));
    CHECK(floored.certificate.amount_prices.values()[1] == Approx(-1.0 / 6).epsilon(1e-3));
    const auto capped = amounts(in, {}, {2, none, none}, {});
    near(capped, {2, 5, 5});
    CHECK(capped.certificate.amount_prices.values()[0] == Approx(.5 - .2).epsilon(1e-3));
    near(amounts(in, {}, {}, {3, none, none}), {1, 5.5, 5.5});    // one unit is worth 3 there
    near(amounts(in, {2, 0, 0}, {}, {3, none, none}), {2, 5, 5}); // beyond enough only by its floor
    near(amounts(in, {0, 5, 0}, {none, 5, none}, {}), {3.5, 5, 3.5});
    near(amounts(in, {}, {}, {3, 2, 1}), {1, 2, 1}); // the rest helps nobody

    // What is sent to meet a floor goes along the route where it does most.
    const auto two = make({4, 4}, {1, 1}, {{0, 0, 1}, {1, 0, 3}, {0, 1, 1}});
    const auto sent = amounts(two, {6, 0}, {}, {});
    near(sent, {2, 4, 2});
}

TEST_CASE("where floors take all there is, the rest is still shared", "[alpha_fair]") {
    // The first provider's five units are all owed to the first two schools.
    auto in = make({5, 8}, {1, 1, 1, 1}, {{0, 0, 1}, {0, 1, 2}, {0, 2, 9}, {1, 2, 1}, {1, 3, 1}});
    in.floors = colearn::id_map<school, double>(numbers{2, 3, 0, 0});
    const auto got = alpha_fair(in);
    CHECK(got.outcome == status::converged);
    CHECK(verify(in, got).violated == "");
    for (const auto& [k, flow] : std::vector<std::pair<std::size_t, double>>{{0, 2}, {1, 3}, {2, 0}, {3, 4}, {4, 4}})
        CHECK(got.flows[k] == Approx(flow).epsilon(1e-3).margin(1e-6));

    // Without the second provider nothing is left for the third school: infinitely bad, or nothing, as alpha says.
    auto none = make({5}, {1, 1, 1}, {{0, 0, 1}, {0, 1, 2}, {0, 2, 9}});
    none.floors = colearn::id_map<school, double>(numbers{2, 3, 0});
    auto refused = alpha_fair(none);
    CHECK(refused.outcome == status::infeasible);
    CHECK(refused.certificate.unserved == std::vector{id<school>{2U}});
    CHECK(refused.certificate.conflicting_floors == std::vector{id<school>{0U}, id<school>{1U}});
    CHECK(verify(none, refused).violated == "");
    const auto half = alpha_fair(none, {.alpha = .5});
    CHECK(half.outcome == status::converged);
    CHECK(half.flows == numbers{2, 3, 0});
    CHECK(verify(none, half, {.alpha = .5}).violated == "");
    none.floors.values()[0] = 2 - 4e-9; // hardly anything is left, but something
    CHECK(!verify(none, refused));
    CHECK(!verify(none, half, {.alpha = .5}));
    none.floors.values()[0] = 1; // now there is a unit left
    CHECK(!verify(none, refused));

    // Floors that cost more than there is, with those who are in it; the others have enough of their own.
    auto dear = make({5, 9}, {1, 1, 1}, {{0, 0, 1}, {0, 1, 2}, {1, 2, 1}});
    dear.floors = colearn::id_map<school, double>(numbers{3, 4, 5});
    auto conflict = alpha_fair(dear);
    CHECK(conflict.outcome == status::infeasible);
    CHECK(conflict.flows.empty());
    CHECK(conflict.certificate.conflicting_floors == std::vector{id<school>{0U}, id<school>{1U}});
    CHECK(conflict.certificate.conflicting_providers == std::vector{id<agency>{0U}});
    CHECK(conflict.certificate.floors_total == 7);
    CHECK(conflict.certificate.reachable_total == 5);
    CHECK(verify(dear, conflict).violated == "");
    conflict.certificate.floors_total = 8;
    CHECK(!verify(dear, conflict));
}

TEST_CASE("where a recipient's routes have one value, it is the leximin sharing with other weights", "[alpha_fair]") {
    random_stream stream(4);
    for (int round = 0; round < 120; ++round) {
        CAPTURE(round);
        auto in = any_problem(stream, 1 + colearn::uniform_index(stream, 4), 2 + colearn::uniform_index(stream, 6),
                              values::ones);
        numbers value;
        for (std::size_t i = 0; i < in.weights.size(); ++i)
            value.push_back(round % 2 == 0 ? 1 : .3 + colearn::uniform(stream));
        for (auto& one : in.arcs) one.value = value[one.recipient.index];
        in = with_bounds(in, stream, 1 + static_cast<unsigned>(round) % 7);
        const double alpha = std::vector{1.0, .5, 3.0}[static_cast<std::size_t>(round) % 3];
        colearn::leximin_problem<agency, school> same;
        same.supply = in.supply;
        same.floors = in.floors;
        for (std::size_t i = 0; i < value.size(); ++i) {
            same.weights.push_back(std::pow(in.weights.values()[i] * std::pow(value[i], 1 - alpha), 1 / alpha));
            const double floor = colearn::detail::fair_floor(in, i);
            same.caps.push_back((std::max)(
                floor, (std::min)(colearn::detail::fair_cap(in, i), colearn::detail::fair_enough(in, i) / value[i])));
        }
        for (const auto& one : in.arcs) same.arcs.push_back({one.provider, one.recipient});
        const auto best = colearn::leximin(same);
        const auto got = alpha_fair(in, {.alpha = alpha, .relative_gap = 1e-9});
        REQUIRE(best.outcome == (got.outcome == status::infeasible ? status::infeasible : status::optimal));
        REQUIRE(verify(in, got, {.alpha = alpha, .relative_gap = 1e-9}).violated == "");
        if (got.outcome == status::infeasible) continue;
        CHECK(got.outcome == status::converged);
        for (std::size_t i = 0; i < value.size(); ++i)
            CHECK(got.utilities.values()[i] == Approx(value[i] * best.amounts.values()[i]).epsilon(2e-3).margin(1e-6));
    }
}

TEST_CASE("no sharing of a grid is better than the bound, and some come near", "[alpha_fair]") {
    // Two providers of twelve parts each and two schools: all whole sharings.
    random_stream stream(5);
    constexpr int parts = 12;
    const double alphas[] = {1, .5, 2, 0, 8};
    int kept = 0;
    for (int round = 0; round < 60; ++round) {
        CAPTURE(round);
        auto in = make({parts, parts}, {.5 + colearn::uniform(stream), .5 + colearn::uniform(stream)}, {});
        for (unsigned k = 0; k < 4; ++k)
            in.arcs.push_back({id<agency>{k / 2}, id<school>{k % 2},
                               colearn::uniform(stream) < .15 ? 0 : .2 + colearn::uniform(stream)});
        const double none = std::numeric_limits<double>::infinity();
        const auto whole = [&](std::uint64_t below) {
            return static_cast<double>(colearn::uniform_index(stream, below));
        };
        for (int i = 0; i < 2; ++i) {
            in.floors.push_back(whole(14));
            in.caps.push_back(colearn::uniform(stream) < .5 ? in.floors.values().back() + whole(8) + 1 : none);
            in.enough.push_back(colearn::uniform(stream) < .5 ? 1 + 10 * colearn::uniform(stream) : none);
        }
        const double alpha = alphas[round % 5];
        CAPTURE(alpha);
        const auto got = alpha_fair(in, {.alpha = alpha});
        REQUIRE(verify(in, got, {.alpha = alpha}).violated == "");
        double best = -none;
        for (int a = 0; a <= parts; ++a)
            for (int b = 0; a + b <= parts; ++b)
                for (int c = 0; c <= parts; ++c)
                    for (int d = 0; c + d <= parts; ++d) {
                        const double x[] = {1.0 * a, 1.0 * b, 1.0 * c, 1.0 * d};
                        double objective = 0;
                        bool allowed = true;
                        for (std::size_t i = 0; i < 2; ++i) {
                            const double sent = x[i] + x[i + 2];
                            const double u = (std::min)(x[i] * in.arcs[i].value + x[i + 2] * in.arcs[i + 2].value,
                                                        in.enough.values()[i]);
                            allowed = allowed && sent >= in.floors.values()[i] && sent <= in.caps.values()[i];
                            if (in.arcs[i].value + in.arcs[i + 2].value > 0)
                                objective += colearn::detail::alpha_utility(alpha, in.weights.values()[i], u);
                        }
                        if (allowed) best = (std::max)(best, objective);
                    }
        if (got.outcome == status::infeasible) {
            CHECK((best == -none || !got.certificate.unserved.empty()));
            continue;
        }
        ++kept;
        CHECK(best <= got.certificate.bound + 1e-9 * std::fabs(got.certificate.bound));
        CHECK(best >= got.objective - .2 * (1 + std::fabs(got.objective))); // parts are coarse
    }
    CHECK(kept > 30);
}

TEST_CASE("the gap proves the sharing within bounds for every alpha", "[alpha_fair]") {
    random_stream stream(6);
    const double alphas[] = {1, .1, .5, 2, 5, 0};
    int conflicts = 0;
    for (int round = 0; round < 150; ++round) {
        CAPTURE(round);
        const auto kind = static_cast<values>(round % 3);
        const auto in = with_bounds(
            any_problem(stream, 1 + colearn::uniform_index(stream, 5), 1 + colearn::uniform_index(stream, 9), kind),
            stream, 1 + static_cast<unsigned>(round) % 7, round % 4 == 0);
        const colearn::alpha_fair_options how{.alpha = alphas[round % 6]};
        CAPTURE(how.alpha);
        const auto got = alpha_fair(in, how);
        CHECK(verify(in, got, how).violated == "");
        CHECK((got.outcome == status::converged || got.outcome == status::infeasible));
        conflicts += got.outcome == status::infeasible ? 1 : 0;
    }
    CHECK(conflicts > 3);
    // Bounds that do not bind change nothing.
    const auto plain = any_problem(stream, 6, 20, values::real);
    auto wide = plain;
    for (std::size_t i = 0; i < 20; ++i) {
        wide.floors.push_back(1e-9);
        wide.caps.push_back(1e3);
        wide.enough.push_back(1e3);
    }
    const auto one = alpha_fair(plain, {.relative_gap = 1e-10});
    const auto other = alpha_fair(wide, {.relative_gap = 1e-10});
    CHECK(one.objective == Approx(other.objective).epsilon(1e-8));
    for (std::size_t i = 0; i < 20; ++i)
        CHECK(one.utilities.values()[i] == Approx(other.utilities.values()[i]).epsilon(1e-3));
    std::stop_source source;
    source.request_stop();
    const auto bounded = with_bounds(plain, stream, 7);
    const auto stopped = alpha_fair(bounded, {.stop = source.get_token()});
    CHECK(stopped.outcome == status::cancelled);
    numbers sent(20); // the floors, and nothing else
    for (std::size_t k = 0; k < plain.arcs.size(); ++k) sent[plain.arcs[k].recipient.index] += stopped.flows[k];
    for (std::size_t i = 0; i < 20; ++i) CHECK(sent[i] == Approx(bounded.floors.values()[i]));
}

} // namespace alpha_fair_test
