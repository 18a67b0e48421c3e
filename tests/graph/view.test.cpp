// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <thread>
#include <tuple>
#include <vector>

#include <colearn/graph/freeze.hpp>
#include <colearn/graph/view.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace view_test {

using colearn::freeze;

namespace {

// in() by looking at every outgoing arc.
void incoming_is_right(const colearn::view& view, unsigned threads) {
    const auto out = view.out();
    std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, double>>
        expected; // target, source, arc, strength
    for (std::uint32_t v = 0; v < out.size(); ++v)
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc)
            expected.emplace_back(out.neighbours[arc], v, arc, out.strengths[arc]);
    std::sort(expected.begin(), expected.end());
    const auto in = view.in(threads);
    REQUIRE(in.size() == out.size());
    std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, double>> got;
    for (std::uint32_t v = 0; v < in.size(); ++v)
        for (auto at = in.offsets[v]; at < in.offsets[v + 1]; ++at)
            got.emplace_back(v, in.neighbours[at], in.arc(at), in.strengths[at]);
    CHECK(got == expected);
}

} // namespace

TEST_CASE("an empty view has no actors", "[view]") {
    const colearn::view nothing;
    CHECK(nothing.actor_count() == 0);
    CHECK(nothing.arc_count() == 0);
    CHECK(nothing.tie_count() == 0);
    CHECK(nothing.out().size() == 0);
    CHECK(nothing.in().size() == 0);
    CHECK(nothing.directed());
}

TEST_CASE("incoming rows mirror the outgoing ones", "[view]") {
    test::dice roll(1);
    for (int round = 0; round < 40; ++round) {
        const auto actors = 1 + roll.below(15);
        const auto ties = test::random_ties(roll, actors, roll.below(80));
        for (const auto rule : {colearn::parallel_ties::strongest, colearn::parallel_ties::keep})
            for (const unsigned threads : {1U, 3U})
                incoming_is_right(freeze(ties.columns(), actors, {.self_ties = colearn::loops::keep, .parallel = rule}),
                                  threads);
    }
    incoming_is_right(freeze(test::random_ties(roll, 150'000, 9'000).columns(), 150'000), 2);
    incoming_is_right(freeze(test::random_ties(roll, 150, 9'000).columns(), 150), 1);
}

TEST_CASE("an undirected view is its own mirror", "[view]") {
    test::dice roll(2);
    const auto view = freeze(test::random_ties(roll, 20, 60).columns(), 20, {.directed = false});
    CHECK(view.in().neighbours.data() == view.out().neighbours.data());
    const auto rows = view.out();
    for (std::uint32_t v = 0; v < 20; ++v)
        for (const auto w : rows.of(v)) CHECK(std::binary_search(rows.of(w).begin(), rows.of(w).end(), v));
    CHECK(view.tie_count() * 2 == view.arc_count());
}

TEST_CASE("ties are arcs of a directed view, and pairs of arcs and self-ties of an undirected one", "[view]") {
    test::ties ties;
    ties.add(0, 1);
    ties.add(1, 0);
    ties.add(2, 2);
    const auto directed = freeze(ties.columns(), 3, {.self_ties = colearn::loops::keep});
    CHECK(directed.arc_count() == 3);
    CHECK(directed.tie_count() == 3);
    const auto undirected = freeze(ties.columns(), 3, {.directed = false, .self_ties = colearn::loops::keep});
    CHECK(undirected.arc_count() == 3); // 0-1 has two arcs, 2-2 one
    CHECK(undirected.tie_count() == 2);
    CHECK(undirected.record().loop_arcs == 1);
}

TEST_CASE("copies of a view share one state, and threads may read it", "[view]") {
    test::dice roll(3);
    const auto view = freeze(test::random_ties(roll, 500, 4'000).columns(), 500);
    const auto copy = view;
    CHECK(copy.out().neighbours.data() == view.out().neighbours.data());
    const std::uint32_t* seen[4] = {};
    {
        std::vector<std::thread> crew;
        for (auto& one : seen) crew.emplace_back([&view, &one] { one = view.in().neighbours.data(); });
        for (auto& one : crew) one.join();
    }
    for (const auto* one : seen) CHECK(one == copy.in().neighbours.data());
}

TEST_CASE("the strength of an arc is a strength, and an arc must exist", "[view]") {
    test::ties ties;
    ties.add(0, 1, 0.5);
    const auto view = freeze(ties.columns(), 2);
    static_assert(std::is_same_v<decltype(view.strength_of(0)), colearn::strength>);
    CHECK(view.strength_of(0) == colearn::strength{0.5});
    CHECK_THROWS_AS(view.strength_of(1), colearn::contract_violation);
}

TEST_CASE("a record says in a line what was measured on", "[view]") {
    colearn::view_record record;
    CHECK(to_string(record) == "directed; strength: strength");
    record.layers = {"advice"};
    record.weight = "trust";
    record.directed = false;
    CHECK(to_string(record) == "layer advice; undirected; strength: trust");
    record.layers.push_back("co-teaching");
    record.loops_dropped = 1;
    record.ties_merged = 3;
    record.parallel = colearn::parallel_ties::mean;
    CHECK(to_string(record) == "layers advice, co-teaching; undirected; strength: trust; 1 self-tie left out; mean of "
                               "parallel ties (3 merged)");
    record = {.loop_arcs = 2, .has_parallel = true};
    CHECK(to_string(record) == "directed; strength: strength; 2 self-ties kept; parallel ties kept");
}

} // namespace view_test
