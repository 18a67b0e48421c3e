// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <vector>

#include <colearn/measures/cut_actors.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace cut_actors_test {

using namespace colearn;

namespace {

// Sizes of the parts of the actors that `in` keeps, largest first.
std::vector<std::uint32_t> parts(const small::pair_table& w, const std::vector<bool>& in, std::uint32_t only_with) {
    std::vector<std::uint32_t> sizes;
    std::vector<bool> seen(w.size());
    for (std::size_t start = 0; start < w.size(); ++start) {
        if (!in[start] || seen[start]) continue;
        std::vector<std::size_t> queue{start};
        seen[start] = true;
        for (std::size_t i = 0; i < queue.size(); ++i)
            for (std::size_t b = 0; b < w.size(); ++b)
                if (w[queue[i]][b] > 0 && in[b] && !seen[b]) seen[b] = true, queue.push_back(b);
        if (only_with >= w.size() || std::find(queue.begin(), queue.end(), only_with) != queue.end())
            sizes.push_back(static_cast<std::uint32_t>(queue.size()));
    }
    std::sort(sizes.begin(), sizes.end(), std::greater<>());
    return sizes;
}

} // namespace

TEST_CASE("who splits the kite, and the Florentine families", "[cut_actors]") {
    // Heather and Ike: Jane hangs on Ike, both on Heather.
    const auto kite = cut_actors(small::kite());
    REQUIRE(kite.actors.size() == 2);
    CHECK(kite.actors[0].who == id<actor>{7U});
    CHECK(kite.actors[0].parts == std::vector<std::uint32_t>{7, 2});
    CHECK(kite.score.values()[8] == 1);
    REQUIRE(kite.ties.size() == 2);
    CHECK(kite.ties[0].from == id<actor>{7U});
    CHECK(kite.ties[0].side_of_from == 8);
    CHECK(kite.ties[0].side_of_to == 2);
    CHECK(kite.components == 1);
    // Without the Medici the Acciaiuoli stand alone, and the Salviati with the Pazzi.
    const auto families = cut_actors(small::florentine_marriages());
    const auto medici = std::find_if(families.actors.begin(), families.actors.end(),
                                     [](const cut_actor& one) { return one.who == id<actor>{8U}; });
    REQUIRE(medici != families.actors.end());
    CHECK(medici->parts == std::vector<std::uint32_t>{11, 2, 1});
    CHECK(families.components == 2);
    CHECK(verify(small::florentine_marriages(), families));
}

TEST_CASE("cut actors and ties, against leaving and parting one by one", "[cut_actors]") {
    random_stream random(81);
    for (int trial = 0; trial < 400; ++trial) {
        const auto of = small::random_columns(random, 9).frozen(small::any_options(random));
        const auto n = static_cast<std::uint32_t>(of.actor_count());
        const auto w = small::pairs_of(of);
        const auto result = cut_actors(of);
        CHECK(verify(of, result));
        CHECK(result.components == parts(w, std::vector<bool>(n, true), n).size());
        std::size_t next = 0;
        for (std::uint32_t v = 0; v < n; ++v) {
            std::vector<bool> left(n);
            for (std::uint32_t u = 0; u < n; ++u) // those that v reaches
                left[u] = u != v;
            std::vector<std::uint32_t> sizes;
            std::vector<bool> seen(n);
            for (std::uint32_t u = 0; u < n; ++u) {
                if (w[v][u] == 0 || seen[u]) continue;
                std::vector<std::size_t> queue{u};
                seen[u] = true;
                for (std::size_t i = 0; i < queue.size(); ++i)
                    for (std::size_t b = 0; b < n; ++b)
                        if (w[queue[i]][b] > 0 && left[b] && !seen[b]) seen[b] = true, queue.push_back(b);
                sizes.push_back(static_cast<std::uint32_t>(queue.size()));
            }
            std::sort(sizes.begin(), sizes.end(), std::greater<>());
            const auto cut_off = std::accumulate(sizes.begin(), sizes.end(), 0U) - (sizes.empty() ? 0 : sizes[0]);
            CHECK(result.score.values()[v] == cut_off);
            if (sizes.size() < 2) continue;
            REQUIRE(next < result.actors.size());
            CHECK(result.actors[next].who == id<actor>{v});
            CHECK(result.actors[next++].parts == sizes);
        }
        CHECK(next == result.actors.size());
        next = 0;
        const std::vector<bool> all(n, true);
        for (std::uint32_t v = 0; v < n; ++v)
            for (std::uint32_t u = v + 1; u < n; ++u) {
                if (w[v][u] == 0) continue;
                auto parted = w;
                parted[v][u] = parted[u][v] = 0;
                if (parts(parted, all, n).size() == parts(w, all, n).size()) continue;
                REQUIRE(next < result.ties.size());
                CHECK(result.ties[next].from == id<actor>{v});
                CHECK(result.ties[next].to == id<actor>{u});
                CHECK(parts(parted, all, v) == std::vector<std::uint32_t>{result.ties[next].side_of_from});
                CHECK(parts(parted, all, u) == std::vector<std::uint32_t>{result.ties[next++].side_of_to});
            }
        CHECK(next == result.ties.size());
    }
}

TEST_CASE("a path of a hundred thousand needs no deep stack", "[cut_actors]") {
    small::columns ties;
    ties.actors = 100'000;
    for (std::uint32_t v = 0; v + 1 < ties.actors; ++v) {
        ties.sources.push_back(v);
        ties.targets.push_back(v + 1);
        ties.strengths.push_back(1);
    }
    const auto of = ties.frozen({.directed = false});
    const auto result = cut_actors(of);
    CHECK(result.actors.size() == 99'998);
    CHECK(result.ties.size() == 99'999);
    CHECK(result.score.values()[50'000] == 49'999);
    CHECK(verify(of, result));
    CHECK(cut_actors(view()).components == 0);
    CHECK(verify(view(), cut_actors(view())));
}

TEST_CASE("cuts are the same for actors numbered otherwise", "[cut_actors]") {
    random_stream random(82);
    const auto columns = small::mixed(80, 90, 18);
    const auto numbers = small::random_numbers(random, 80);
    const auto here = cut_actors(columns.frozen({.directed = false}));
    const auto there = cut_actors(small::renumbered(columns, numbers).frozen({.directed = false}));
    CHECK(here.ties.size() == there.ties.size());
    for (std::size_t v = 0; v < 80; ++v) CHECK(there.score.values()[numbers[v]] == here.score.values()[v]);
}

TEST_CASE("forged cuts are rejected", "[cut_actors]") {
    const auto of = small::kite();
    const auto rejected = [&](auto change) {
        auto result = cut_actors(of);
        change(result);
        return !verify(of, result);
    };
    CHECK(rejected([](auto& one) { one.actors.pop_back(); }));
    CHECK(rejected([](auto& one) { one.actors[0].parts = {8, 1}; }));
    CHECK(rejected([](auto& one) { one.ties.clear(); }));
    CHECK(rejected([](auto& one) { ++one.ties[0].side_of_to; }));
    CHECK(rejected([](auto& one) { ++one.score.values()[3]; }));
    CHECK(rejected([](auto& one) { ++one.components; }));
    CHECK(rejected([](auto& one) { std::swap(one.certificate.order[2], one.certificate.order[9]); }));
    CHECK(rejected([](auto& one) { one.certificate.order[1] = one.certificate.order[0]; }));
    CHECK(rejected([](auto& one) { one.certificate.parent[9] = id<actor>{0U}; }));
    // A forest whose branches have ties between them would hide that a cut is none.
    const auto ring = small::graph(4, {{0, 1}, {1, 2}, {2, 3}, {3, 0}}, false);
    auto forged = cut_actors(ring);
    forged.certificate.order = {id<actor>{0U}, id<actor>{1U}, id<actor>{2U}, id<actor>{3U}};
    forged.certificate.parent = {id<actor>{}, id<actor>{0U}, id<actor>{1U}, id<actor>{0U}};
    CHECK(verify(ring, forged).violated == "3 and 2 are partners, and so one must stand below the other");
}

#ifdef COLEARN_HAS_IGRAPH
TEST_CASE("cut actors and ties agree with igraph", "[cut_actors][igraph]") {
    for (const std::size_t ties : {60U, 90U, 150U}) {
        const auto of = small::mixed(100, ties, 19).frozen({.directed = false});
        oracle::graph peer(of);
        igraph_vector_int_t found;
        igraph_vector_int_init(&found, 0);
        const auto ours = cut_actors(of);
        igraph_articulation_points(peer.get(), &found);
        std::vector<std::int64_t> theirs(VECTOR(found), VECTOR(found) + igraph_vector_int_size(&found));
        std::sort(theirs.begin(), theirs.end());
        REQUIRE(theirs.size() == ours.actors.size());
        for (std::size_t i = 0; i < theirs.size(); ++i) CHECK(theirs[i] == ours.actors[i].who.index);
        igraph_bridges(peer.get(), &found);
        CHECK(static_cast<std::size_t>(igraph_vector_int_size(&found)) == ours.ties.size());
        igraph_vector_int_destroy(&found);
    }
}
#endif

} // namespace cut_actors_test
