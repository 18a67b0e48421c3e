// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <colearn/measures/triad_census.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace triad_census_test {

using namespace colearn;

namespace {

using arcs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// One of each class, as its name is drawn.
const std::vector<std::pair<triad, arcs>> drawn{{triad::t003, {}},
                                                {triad::t012, {{0, 1}}},
                                                {triad::t102, {{0, 1}, {1, 0}}},
                                                {triad::t021d, {{1, 0}, {1, 2}}},
                                                {triad::t021u, {{0, 1}, {2, 1}}},
                                                {triad::t021c, {{0, 1}, {1, 2}}},
                                                {triad::t111d, {{0, 1}, {1, 0}, {2, 1}}},
                                                {triad::t111u, {{0, 1}, {1, 0}, {1, 2}}},
                                                {triad::t030t, {{0, 1}, {1, 2}, {0, 2}}},
                                                {triad::t030c, {{0, 1}, {1, 2}, {2, 0}}},
                                                {triad::t201, {{0, 1}, {1, 0}, {1, 2}, {2, 1}}},
                                                {triad::t120d, {{1, 0}, {1, 2}, {0, 2}, {2, 0}}},
                                                {triad::t120u, {{0, 1}, {2, 1}, {0, 2}, {2, 0}}},
                                                {triad::t120c, {{0, 1}, {1, 2}, {0, 2}, {2, 0}}},
                                                {triad::t210, {{0, 1}, {1, 2}, {2, 1}, {0, 2}, {2, 0}}},
                                                {triad::t300, {{0, 1}, {1, 0}, {1, 2}, {2, 1}, {0, 2}, {2, 0}}}};

// The class of each of the 64 networks of three actors, by the drawings and every renumbering of them.
std::map<unsigned, triad> all_classes() {
    std::map<unsigned, triad> made;
    for (const auto& [which, ties] : drawn) {
        std::array<std::uint32_t, 3> order{0, 1, 2};
        do {
            unsigned code = 0;
            for (const auto& [from, to] : ties) code |= 1U << (order[from] * 3 + order[to]);
            made[code] = which;
        } while (std::next_permutation(order.begin(), order.end()));
    }
    return made;
}

} // namespace

TEST_CASE("all 64 networks of three actors", "[triad_census]") {
    const auto classes = all_classes();
    REQUIRE(classes.size() == 64);
    for (const auto& [code, which] : classes) {
        small::columns ties;
        ties.actors = 3;
        for (std::uint32_t from = 0; from < 3; ++from)
            for (std::uint32_t to = 0; to < 3; ++to)
                if ((code >> (from * 3 + to) & 1U) != 0) {
                    ties.sources.push_back(from);
                    ties.targets.push_back(to);
                    ties.strengths.push_back(1);
                }
        const auto result = count_triads(ties.frozen({}));
        for (std::size_t i = 0; i < triad_count; ++i)
            CHECK(result.count[i] == (i == static_cast<std::size_t>(which) ? 1U : 0U));
    }
    CHECK(to_string(triad::t120c) == "120C");
}

TEST_CASE("the census, against all triples", "[triad_census]") {
    random_stream random(91);
    const auto classes = all_classes();
    for (int trial = 0; trial < 300; ++trial) {
        const auto of = small::random_columns(random, 10).frozen(small::any_options(random));
        const auto table = small::arcs_of(of);
        std::array<std::uint64_t, triad_count> known{};
        for (std::size_t a = 0; a < table.size(); ++a)
            for (std::size_t b = a + 1; b < table.size(); ++b)
                for (std::size_t c = b + 1; c < table.size(); ++c) {
                    const std::size_t who[] = {a, b, c};
                    unsigned code = 0;
                    for (unsigned i = 0; i < 3; ++i)
                        for (unsigned j = 0; j < 3; ++j)
                            if (i != j && table[who[i]][who[j]] > 0) code |= 1U << (i * 3 + j);
                    ++known[static_cast<std::size_t>(classes.at(code))];
                }
        CHECK(count_triads(of).count == known);
    }
    CHECK(count_triads(view()).count == std::array<std::uint64_t, triad_count>{});
}

TEST_CASE("a census of many actors, numbered otherwise", "[triad_census]") {
    random_stream random(92);
    const auto columns = small::mixed(300, 1500, 20);
    const auto here = count_triads(columns.frozen({}));
    CHECK(count_triads(small::renumbered(columns, small::random_numbers(random, 300)).frozen({})).count == here.count);
    std::uint64_t all = 0;
    for (const auto one : here.count) all += one;
    CHECK(all == 300ULL * 299 * 298 / 6);
#ifdef COLEARN_HAS_IGRAPH
    const auto of = columns.frozen({});
    oracle::graph peer(of);
    oracle::vector theirs;
    igraph_triad_census(peer.get(), theirs.get());
    for (std::size_t i = 0; i < triad_count; ++i) CHECK(static_cast<double>(here.count[i]) == theirs.values()[i]);
#endif
}

} // namespace triad_census_test
