// SPDX-License-Identifier: BSL-1.0
// Measures of real networks, beside the figures that were published for them.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <colearn/measures/betweenness.hpp>
#include <colearn/measures/degree.hpp>
#include <colearn/measures/density.hpp>
#include <colearn/measures/distances.hpp>
#include <colearn/measures/pagerank.hpp>
#include <colearn/measures/reciprocity.hpp>
#include <colearn/measures/transitivity.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"
#include "support/real_data.hpp"

namespace published_test {

using namespace colearn;

namespace {

// Ties from the first two columns of a table with a heading; lines may end in CR, LF or both.
small::columns ties_of(const std::filesystem::path& file, std::size_t actors, unsigned first_id) {
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    std::replace(text.begin(), text.end(), '\r', '\n');
    small::columns made;
    made.actors = actors;
    for (std::size_t at = text.find('\n'); at < text.size(); at = text.find('\n', at + 1)) {
        unsigned from = 0, to = 0;
        if (std::sscanf(text.c_str() + at + 1, "%u,%u", &from, &to) != 2) continue;
        made.sources.push_back(from - first_id);
        made.targets.push_back(to - first_id);
        made.strengths.push_back(1);
    }
    return made;
}

} // namespace

TEST_CASE("the online course for educators, as published", "[published][realdata]") {
    const auto folder = real_data_folder();
    if (!folder) return;
    const auto ties = ties_of(*folder / "dlt1_mooc" / "dlt1-edges.csv", 445, 1);
    REQUIRE(ties.sources.size() == 2529);
    const auto of = ties.frozen({.self_ties = loops::keep, .parallel = parallel_ties::keep});
    CHECK(*density(of).value == Approx(.0127999).margin(5e-8));
    CHECK(*reciprocity(of).value == Approx(.1997544).margin(5e-8));
    CHECK(*transitivity(of).share.value == Approx(.0888077).margin(5e-8));
    const auto away = distances(of);
    CHECK(*away.diameter.value == 8);
    CHECK(*away.mean.value == Approx(3.030694).margin(5e-7));
    CHECK(away.disconnected_pairs > 0);
    CHECK(verify(of, away, 1));
    CHECK(verify(of, betweenness(of)));
    CHECK(verify(of, pagerank(of)));
    // As a network of who answers whom, each pair counted once, reciprocity is another number.
    CHECK(*reciprocity(ties.frozen({})).value == Approx(.2190083).margin(5e-8));
}

TEST_CASE("Zachary's karate club, as published", "[published][realdata]") {
    const auto folder = real_data_folder();
    if (!folder) return;
    const auto ties = ties_of(*folder / "classic" / "karate_edges.csv", 34, 0);
    const auto of = ties.frozen({.directed = false});
    REQUIRE(of.tie_count() == 78);
    CHECK(*density(of).value == Approx(.1390374));
    CHECK(*transitivity(of).share.value == Approx(.2556818));
    CHECK(*distances(of).diameter.value == 5);
    CHECK(*distances(of).mean.value == Approx(2.4082));
    // Girvan and Newman's network: betweenness 231.07 for the instructor, 160.55 for the administrator.
    const auto between = betweenness(of, {.normalised = true});
    CHECK(between.score.values()[0] == Approx(.43763528).epsilon(1e-7));
    CHECK(between.score.values()[33] == Approx(.30407498).epsilon(1e-7));
    CHECK(between.score.values()[32] == Approx(.14524711).epsilon(1e-7));
    CHECK(verify(of, between, {.sources = 34}));
    const auto ranks = pagerank(of);
    CHECK(ranks.score.values()[33] == Approx(.10091918).margin(1e-6));
    CHECK(ranks.score.values()[0] == Approx(.09699729).margin(1e-6));
    CHECK(degree(of).score.values()[33] == 17);
}

} // namespace published_test
