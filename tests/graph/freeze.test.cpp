// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include <colearn/graph/freeze.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace freeze_test {

using colearn::freeze;
using colearn::loops;
using colearn::parallel_ties;

namespace {

constexpr parallel_ties rules[] = {parallel_ties::strongest, parallel_ties::sum, parallel_ties::mean,
                                   parallel_ties::keep};

void agrees_with_plain(const test::ties& ties, std::size_t actors, unsigned threads = 1) {
    for (const bool directed : {true, false}) {
        for (const auto self_ties : {loops::drop, loops::keep}) {
            for (const auto rule : rules) {
                const auto expected = test::plain_freeze(ties, directed, self_ties, rule);
                const auto view = freeze(ties.columns(), actors,
                                         {.directed = directed,
                                          .self_ties = self_ties,
                                          .parallel = rule,
                                          .keep_ties = true,
                                          .threads = threads});
                REQUIRE(test::arcs_of(view) == expected);
                CHECK(view.out().offsets.front() == 0);
                CHECK(view.out().offsets.back() == expected.size());
                const auto bare =
                    freeze(ties.columns(), actors, {.directed = directed, .self_ties = self_ties, .parallel = rule});
                REQUIRE(test::arcs_of(bare) == test::without_ties(expected));
                CHECK(bare.ties().empty());

                std::size_t loops_given = 0;
                for (std::size_t i = 0; i < ties.size(); ++i) loops_given += ties.sources[i] == ties.targets[i];
                std::size_t loop_arcs = 0;
                bool parallel = false;
                for (std::size_t i = 0; i < expected.size(); ++i) {
                    loop_arcs += expected[i].source == expected[i].target;
                    parallel |= i > 0 && expected[i].source == expected[i - 1].source &&
                                expected[i].target == expected[i - 1].target;
                }
                const auto& record = view.record();
                CHECK(record.directed == directed);
                CHECK(record.self_ties == self_ties);
                CHECK(record.parallel == rule);
                CHECK(record.ties_read == ties.size());
                CHECK(record.loops_dropped == (self_ties == loops::drop ? loops_given : 0));
                CHECK(record.loop_arcs == loop_arcs);
                CHECK(record.has_parallel == parallel);
                CHECK(record.ties_read == record.loops_dropped + record.ties_merged + view.tie_count());
            }
        }
    }
}

bool same_bits(const colearn::view& a, const colearn::view& b) {
    const auto x = a.out();
    const auto y = b.out();
    return std::equal(x.offsets.begin(), x.offsets.end(), y.offsets.begin(), y.offsets.end()) &&
           std::equal(x.neighbours.begin(), x.neighbours.end(), y.neighbours.begin(), y.neighbours.end()) &&
           std::equal(x.strengths.begin(), x.strengths.end(), y.strengths.begin(), y.strengths.end()) &&
           std::equal(a.ties().begin(), a.ties().end(), b.ties().begin(), b.ties().end());
}

} // namespace

TEST_CASE("a small network, row by row", "[freeze]") {
    test::ties ties;
    ties.add(2, 0, 0.5);
    ties.add(0, 1, 0.25);
    ties.add(0, 1, 0.75);
    ties.add(1, 1, 1);
    const auto view = freeze(ties.columns(), 3);
    CHECK(view.actor_count() == 3);
    CHECK(test::arcs_of(view) == std::vector<test::plain_arc>{{0, 1, 0.75, 0}, {2, 0, 0.5, 0}});
    CHECK(view.record().loops_dropped == 1);
    CHECK(view.record().ties_merged == 1);
    CHECK(view.record().weight == "strength");

    const auto both = freeze(ties.columns(), 3, {.directed = false, .self_ties = loops::keep, .keep_ties = true});
    CHECK(test::arcs_of(both) ==
          std::vector<test::plain_arc>{{0, 1, 0.75, 1}, {0, 2, 0.5, 0}, {1, 0, 0.75, 1}, {1, 1, 1, 3}, {2, 0, 0.5, 0}});
    CHECK(both.tie_count() == 3);
    CHECK(both.arc_count() == 5);
}

TEST_CASE("many small networks agree with the plain way", "[freeze]") {
    test::dice roll(1);
    for (int round = 0; round < 60; ++round) {
        const auto actors = 1 + roll.below(12);
        agrees_with_plain(test::random_ties(roll, actors, roll.below(60)), actors);
    }
}

TEST_CASE("networks of many buckets, long rows and hubs agree with the plain way", "[freeze]") {
    test::dice roll(2);
    SECTION("several buckets of short rows") {
        agrees_with_plain(test::random_ties(roll, 200'000, 10'000), 200'000);
    }
    SECTION("a few long rows") {
        agrees_with_plain(test::random_ties(roll, 100, 10'000), 100);
    }
    SECTION("a hub, in and out") {
        auto ties = test::random_ties(roll, 1'000, 1'000);
        for (int i = 0; i < 5'000; ++i) ties.add(777, roll.below(1'000), 0.5);
        for (int i = 0; i < 5'000; ++i) ties.add(roll.below(1'000), 999, 0.25);
        agrees_with_plain(ties, 1'000);
    }
    SECTION("more arcs than a bucket holds, in one row") {
        test::ties ties;
        for (int i = 0; i < 70'000; ++i) ties.add(1, roll.below(3), 0.5);
        ties.add(2, 0);
        const auto view = freeze(ties.columns(), 3, {.parallel = parallel_ties::keep, .keep_ties = true});
        CHECK(test::arcs_of(view) == test::plain_freeze(ties, true, loops::drop, parallel_ties::keep));
    }
}

TEST_CASE("threads do not change a bit", "[freeze]") {
    test::dice roll(4);
    test::ties ties;
    for (int i = 0; i < 30'000; ++i) ties.add(roll.below(1'000), roll.below(1'000), roll.between(0.1, 1)); // inexact
    for (const bool directed : {true, false}) {
        for (const auto rule : rules) {
            const colearn::freeze_options alone{.directed = directed, .parallel = rule, .keep_ties = true};
            auto together = alone;
            const auto one = freeze(ties.columns(), 1'000, alone);
            for (const unsigned threads : {2U, 5U, 0U}) {
                together.threads = threads;
                const auto many = freeze(ties.columns(), 1'000, together);
                CHECK(same_bits(one, many));
                CHECK(one.record().ties_merged == many.record().ties_merged);
            }
        }
    }
    agrees_with_plain(test::random_ties(roll, 150'000, 5'000), 150'000, 3);
}

TEST_CASE("the order of ties does not matter, nor do their strengths' scale and the actors' numbers", "[freeze]") {
    test::dice roll(5);
    const auto ties = test::random_ties(roll, 50, 400);
    test::ties backwards;
    test::ties renamed;
    test::ties scaled;
    for (std::size_t i = ties.size(); i-- > 0;) backwards.add(ties.sources[i], ties.targets[i], ties.strengths[i]);
    for (std::size_t i = 0; i < ties.size(); ++i) {
        renamed.add(49 - ties.sources[i], 49 - ties.targets[i], ties.strengths[i]);
        scaled.add(ties.sources[i], ties.targets[i], ties.strengths[i] * 4);
    }
    const auto view = freeze(ties.columns(), 50, {.parallel = parallel_ties::sum});
    CHECK(same_bits(view, freeze(backwards.columns(), 50, {.parallel = parallel_ties::sum})));
    const auto mirror = test::arcs_of(freeze(renamed.columns(), 50, {.parallel = parallel_ties::sum}));
    const auto larger = test::arcs_of(freeze(scaled.columns(), 50, {.parallel = parallel_ties::sum}));
    const auto arcs = test::arcs_of(view);
    REQUIRE(mirror.size() == arcs.size());
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        const auto& opposite = mirror[arcs.size() - 1 - i];
        CHECK(opposite == test::plain_arc{49 - arcs[i].source, 49 - arcs[i].target, arcs[i].strength, 0});
        CHECK(larger[i].strength == arcs[i].strength * 4);
    }
}

TEST_CASE("no strengths means 1 for each tie", "[freeze]") {
    const std::vector<std::uint32_t> sources{0, 0, 1};
    const std::vector<std::uint32_t> targets{1, 1, 0};
    const auto view = freeze({sources, targets, {}}, 2, {.parallel = parallel_ties::sum});
    CHECK(view.out().strengths[0] == 2);
    CHECK(view.out().strengths[1] == 1);
    CHECK(view.record().weight == "number of ties");
}

TEST_CASE("ties keep the numbers that the caller gives them", "[freeze]") {
    const std::vector<std::uint32_t> sources{1, 0};
    const std::vector<std::uint32_t> targets{0, 1};
    const std::vector<std::uint32_t> numbers{70, 80};
    const auto view = freeze({sources, targets, {}}, 2, {.keep_ties = true, .tie_ids = numbers});
    CHECK(view.ties()[0] == 80);
    CHECK(view.ties()[1] == 70);
}

TEST_CASE("a network without ties or without actors freezes", "[freeze]") {
    CHECK(freeze({}, 0).actor_count() == 0);
    CHECK(freeze({}, 0).out().offsets.size() == 1);
    CHECK(freeze({}, 7).arc_count() == 0);
    CHECK(freeze({}, 7).out().offsets.size() == 8);
    CHECK(freeze({}, 7, {.directed = false}).in().offsets[7] == 0);
}

TEST_CASE("bad ties are refused by name", "[freeze]") {
    const std::vector<std::uint32_t> sources{0, 1, 2};
    const std::vector<std::uint32_t> targets{1, 2, 0};
    const auto message = [&](const std::vector<double>& strengths, std::size_t actors = 3) -> std::string {
        try {
            (void)freeze({sources, targets, strengths}, actors, {.threads = 2});
        } catch (const colearn::contract_violation& refused) {
            CHECK(refused.function() == "freeze");
            return refused.what();
        }
        return "accepted";
    };
    CHECK(message({1, 1, 1}) == "accepted");
    CHECK(message({1, 1, 1}, 2).find("tie 1") != std::string::npos);
    CHECK(message({1, 1, 1}, 2).find("got 2") != std::string::npos);
    CHECK(message({1, 0, 1}).find("tie 1, from 1 to 2") != std::string::npos);
    CHECK(message({1, -0.0, 1}).find("positive and finite") != std::string::npos);
    CHECK(message({-1, 0, 1}).find("tie 0, from 0 to 1") != std::string::npos);
    CHECK(message({-1, 0, 1}).find("got -1") != std::string::npos);
    CHECK(message({1, 1, std::numeric_limits<double>::infinity()}).find("got inf") != std::string::npos);
    CHECK(message({1, 1, std::numeric_limits<double>::quiet_NaN()}).find("got nan") != std::string::npos);
    CHECK(message({1, 1, std::numeric_limits<double>::denorm_min()}) == "accepted");
    CHECK(message({1, 1}).find("one strength for each tie") != std::string::npos);
    CHECK_THROWS_AS(freeze({sources, std::span(targets).first(2), {}}, 3), colearn::contract_violation);
    CHECK_THROWS_AS(freeze({sources, targets, {}}, 3, {.tie_ids = std::span(sources).first(1)}),
                    colearn::contract_violation);
}

} // namespace freeze_test
