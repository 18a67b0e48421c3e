// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/graph/lengths.hpp>
#include <colearn/measures/detail/betweenness_plain.hpp>

#include "measures/plain_distances.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace betweenness_plain_test {

using namespace colearn;

namespace {

struct dependencies {
    std::vector<double> actor;
    std::vector<double> arc;
};

template <class Length>
dependencies found(const view& of, std::uint32_t source, Length length_of, double longer) {
    dependencies made{std::vector<double>(of.actor_count()), std::vector<double>(of.arc_count())};
    detail::plain_dependencies(
        of, source, length_of, longer,
        [&](std::uint32_t v, double share) {
            CHECK(v != source);
            made.actor[v] += share;
        },
        [&](std::uint32_t arc, double share) { made.arc[arc] += share; });
    return made;
}

// Writes down each shortest path from a source, one by one.
template <class Length>
struct every_path {
    const rows side;
    Length length_of;
    std::vector<double> away;
    std::vector<std::vector<std::vector<std::uint32_t>>> paths; // by target: the arcs of each path
    std::vector<std::uint32_t> now;

    void go(std::uint32_t v) {
        if (!now.empty()) paths[v].push_back(now);
        for (auto arc = side.offsets[v]; arc < side.offsets[v + 1]; ++arc) {
            const auto w = side.neighbours[arc];
            if (away[v] + static_cast<double>(length_of(arc)) != away[w]) continue;
            now.push_back(arc);
            go(w);
            now.pop_back();
        }
    }
};

template <class Length>
dependencies path_by_path(const view& of, std::uint32_t source, Length length_of) {
    dependencies made{std::vector<double>(of.actor_count()), std::vector<double>(of.arc_count())};
    every_path<Length> all{of.out(), length_of, small::plain_distances(of.out(), source, length_of), {}, {}};
    all.paths.resize(of.actor_count());
    all.go(source);
    for (const auto& to_one : all.paths) {
        for (const auto& path : to_one) {
            const double share = 1 / static_cast<double>(to_one.size());
            for (const auto arc : path) made.arc[arc] += share;
            for (std::size_t i = 0; i + 1 < path.size(); ++i) made.actor[all.side.neighbours[path[i]]] += share;
        }
    }
    return made;
}

} // namespace

TEST_CASE("plain dependencies are shares of the shortest paths", "[betweenness_plain]") {
    random_stream random(8);
    for (int trial = 0; trial < 150; ++trial) {
        const auto of = small::random_columns(random, 10, 3).frozen(small::any_options(random));
        const auto out = of.out();
        const auto whole = [&](std::uint32_t arc) { return static_cast<std::uint64_t>(out.strengths[arc]); };
        const auto real = [&](std::uint32_t arc) { return out.strengths[arc] / 4; }; // adds up without rounding
        for (std::uint32_t source = 0; source < of.actor_count(); ++source) {
            const auto expected = path_by_path(of, source, whole);
            for (const auto& made : {found(of, source, whole, 0), found(of, source, real, 1e-9)}) {
                for (std::size_t v = 0; v < of.actor_count(); ++v) REQUIRE(made.actor[v] == Approx(expected.actor[v]));
                for (std::size_t arc = 0; arc < of.arc_count(); ++arc)
                    REQUIRE(made.arc[arc] == Approx(expected.arc[arc]));
            }
        }
    }
}

TEST_CASE("plain dependencies add up to the betweenness of the kite", "[betweenness_plain]") {
    const auto of = small::kite(); // Krackhardt 1990, table 1: out of 36 pairs
    std::vector<double> sum(10, 0.0);
    for (std::uint32_t source = 0; source < 10; ++source) {
        const auto made = found(
            of, source, [](std::uint32_t) { return 1U; }, 0);
        for (std::size_t v = 0; v < 10; ++v) sum[v] += made.actor[v] / 2;
    }
    const std::vector<double> published{.023, .023, .000, .102, .000, .231, .231, .389, .222, .000};
    for (std::size_t v = 0; v < 10; ++v) CHECK(sum[v] / 36 == Approx(published[v]).margin(.0006));
}

TEST_CASE("lengths that differ by rounding are equally long where it is asked for", "[betweenness_plain]") {
    const auto of = small::graph(3, {{0, 1}, {0, 2}, {1, 2}}, true);
    const auto length = [](std::uint32_t arc) { return arc == 0 ? .1 : arc == 1 ? .3 : .2; }; // .1 + .2 is above .3
    CHECK(found(of, 0, length, 0).actor[1] == 0);
    CHECK(found(of, 0, length, 1e-12).actor[1] == .5);
}

} // namespace betweenness_plain_test
