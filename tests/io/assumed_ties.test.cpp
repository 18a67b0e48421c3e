// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <colearn/io/assumed_ties.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace assumed_ties_test {

using namespace colearn;

namespace {

struct fixture {
    learning_system system{};
    std::vector<tie_end> actors{};
    fault_log log{10, on_fault::report};

    explicit fixture(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            actors.push_back(system_network::end_of(system.net.add(school{.key = std::to_string(i)})));
    }
    // Pair of ids -> trust; each pair once.
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> ties() const {
        std::map<std::pair<std::uint32_t, std::uint32_t>, double> out;
        system.net.for_each_tie([&](auto, tie_end a, tie_end b, auto, const tie& value) {
            CHECK(a.index < b.index);
            CHECK(out.emplace(std::pair(a.index, b.index), value.trust).second);
            CHECK(value.evidence == 0); // nobody has met
        });
        return out;
    }
};

} // namespace

TEST_CASE("actors with the same value are tied, each pair once", "[io][assumed_ties]") {
    std::mt19937 random(3);
    for (int round = 0; round < 50; ++round) {
        const std::size_t n = random() % 12;
        fixture f(n);
        std::vector<std::string> values;
        for (std::size_t i = 0; i < n; ++i)
            values.push_back(random() % 4 == 0 ? "" : std::string(1, "xyz"[random() % 3]));
        const auto count = add_same_value_ties(
            values, f.actors, {.what = "area", .kind = {"same area", false}, .trust = 0.25}, f.system, f.log);
        std::map<std::pair<std::uint32_t, std::uint32_t>, double> expected;
        for (std::uint32_t i = 0; i < n; ++i)
            for (std::uint32_t j = i + 1; j < n; ++j)
                if (!values[i].empty() && values[i] == values[j]) expected[{i, j}] = 0.25;
        CHECK(f.ties() == expected);
        CHECK(count.taken == expected.size());
    }
}

TEST_CASE("a group so large that its ties pass the limit is a fault", "[io][assumed_ties]") {
    fixture f(5);
    const std::vector<std::string> values(5, "x");
    (void)add_same_value_ties(values, f.actors, {.what = "area", .tie_limit = 9}, f.system, f.log);
    CHECK(f.system.net.tie_count() == 0);
    CHECK(io_test::mentions(f.log.faults(), "ties 10 pairs, more than the limit of 9"));
    (void)add_same_value_ties(values, f.actors, {.what = "area", .tie_limit = 10}, f.system, f.log);
    CHECK(f.system.net.tie_count() == 10);
    fixture g(3);
    (void)add_near_ties(std::vector<place>(3), g.actors, {.tie_limit = 2}, g.system, g.log);
    CHECK(g.system.net.tie_count() == 0);
    CHECK(g.log.count() == 1);
}

TEST_CASE("what is assumed stands in the notes", "[io][assumed_ties]") {
    fixture f(3);
    (void)add_same_value_ties(std::vector<std::string>{"x", "x", ""}, f.actors,
                              {.what = "area", .kind = {"same area", false}, .trust = 0.25}, f.system, f.log);
    CHECK(f.system.notes ==
          std::vector<std::string>{
              "Layer \"same area\": a tie between each two actors with the same "
              "\"area\": 1 tie in 1 group, each with trust 0.25. Without a value and such a tie: 1 actor."});
}

TEST_CASE("near ties are those of measuring all pairs", "[io][assumed_ties]") {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> part(0, 1);
    for (int round = 0; round < 60; ++round) {
        const std::size_t n = random() % 14;
        const std::size_t k = random() % 4;
        fixture f(n);
        std::vector<place> places;
        for (std::size_t i = 0; i < n; ++i)
            places.push_back(i > 0 && random() % 4 == 0 ? places[random() % i]
                                                        : place{-37 + part(random) / 5, 145 + part(random) / 5});
        const near_ties plan{.kind = {"near", false}, .max_km = 12, .nearest = k, .trust = 0.5, .half_every_km = 5};
        (void)add_near_ties(places, f.actors, plan, f.system, f.log);

        std::set<std::pair<std::uint32_t, std::uint32_t>> expected;
        for (std::uint32_t i = 0; i < n; ++i) {
            std::vector<std::pair<double, std::uint32_t>> others;
            for (std::uint32_t j = 0; j < n; ++j)
                if (j != i && distance_km(places[i], places[j]) <= 12)
                    others.emplace_back(distance_km(places[i], places[j]), j);
            std::sort(others.begin(), others.end());
            if (k > 0 && others.size() > k) others.resize(k);
            for (const auto& [km, j] : others) expected.insert({(std::min)(i, j), (std::max)(i, j)});
        }
        const auto ties = f.ties();
        CHECK(ties.size() == expected.size());
        for (const auto& [pair, trust] : ties) {
            CHECK(expected.count(pair) == 1);
            CHECK(trust == Approx(0.5 * std::pow(0.5, distance_km(places[pair.first], places[pair.second]) / 5)));
        }
    }
}

TEST_CASE("trust that vanishes with distance makes no tie", "[io][assumed_ties]") {
    fixture f(2);
    const auto count = add_near_ties(std::vector<place>{{0, 0}, {0, 90}}, f.actors,
                                     {.kind = {"near", false}, .max_km = 20000, .half_every_km = 1}, f.system, f.log);
    CHECK(f.system.net.tie_count() == 0);
    CHECK(count.passed == 1);
}

TEST_CASE("plans that make no sense are refused", "[io][assumed_ties]") {
    fixture f(2);
    const std::vector<std::string> values(2);
    const std::vector<place> places(2);
    CHECK_THROWS_AS(add_same_value_ties(values, f.actors, {.trust = 0}, f.system, f.log), contract_violation);
    CHECK_THROWS_AS(add_same_value_ties(values, std::span(f.actors).first(1), {}, f.system, f.log), contract_violation);
    CHECK_THROWS_AS(add_near_ties(places, f.actors, {.trust = 2}, f.system, f.log), contract_violation);
    CHECK_THROWS_AS(add_near_ties(places, f.actors, {.half_every_km = 0}, f.system, f.log), contract_violation);
    CHECK_THROWS_AS(
        add_near_ties(places, f.actors, {.max_km = std::numeric_limits<double>::infinity()}, f.system, f.log),
        contract_violation);
}

} // namespace assumed_ties_test
