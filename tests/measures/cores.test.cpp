// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <vector>

#include <colearn/measures/cores.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace cores_test {

using namespace colearn;

namespace {

// The largest least support over all sets that hold an actor. table[v][w]: what w gives to v.
std::vector<double> by_definition(const small::pair_table& support) {
    const auto n = support.size();
    std::vector<double> best(n);
    for (std::uint32_t set = 1; set < 1U << n; ++set) {
        double least = 1e300;
        for (std::size_t v = 0; v < n; ++v) {
            if ((set >> v & 1U) == 0) continue;
            double sum = 0;
            for (std::size_t w = 0; w < n; ++w)
                if (w != v && (set >> w & 1U) != 0) sum += support[v][w];
            least = (std::min)(least, sum);
        }
        for (std::size_t v = 0; v < n; ++v)
            if ((set >> v & 1U) != 0) best[v] = (std::max)(best[v], least);
    }
    return best;
}

small::pair_table support_of(const view& of, direction which, bool weighted) {
    small::pair_table arcs(of.actor_count(), std::vector<double>(of.actor_count()));
    auto made = arcs;
    const auto out = of.out();
    for (std::uint32_t v = 0; v < of.actor_count(); ++v)
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc)
            arcs[v][out.neighbours[arc]] += weighted ? out.strengths[arc] : 1;
    for (std::size_t v = 0; v < arcs.size(); ++v)
        for (std::size_t w = 0; w < arcs.size(); ++w)
            made[v][w] = !of.directed() || which == direction::out ? arcs[v][w]
                         : which == direction::in                  ? arcs[w][v]
                                                                   : arcs[v][w] + arcs[w][v];
    return made;
}

std::vector<std::uint32_t> values_of(const k_core_result& result) {
    return {result.score.values().begin(), result.score.values().end()};
}

} // namespace

TEST_CASE("cores of the kite", "[cores]") {
    // Andre, Beverley, Diane, Fernando, Garth, Carol and Ed in the 3-core; Heather in the 2-core; Ike and Jane a tail.
    const auto result = k_cores(small::kite());
    CHECK(values_of(result) == std::vector<std::uint32_t>{3, 3, 3, 3, 3, 3, 3, 2, 1, 1});
    CHECK(result.largest == 3);
    CHECK(verify(small::kite(), result));
}

TEST_CASE("cores, against all sets of actors", "[cores]") {
    random_stream random(41);
    for (int trial = 0; trial < 200; ++trial) {
        const auto of = small::random_columns(random, 7).frozen(small::any_options(random));
        for (const auto which : {direction::out, direction::in, direction::total}) {
            const auto counts = k_cores(of, {which});
            const auto sums = s_cores(of, {which});
            CHECK(verify(of, counts));
            CHECK(verify(of, sums));
            const auto by_count = by_definition(support_of(of, which, false));
            const auto by_sum = by_definition(support_of(of, which, true));
            for (std::size_t v = 0; v < of.actor_count(); ++v) {
                CHECK(counts.score.values()[v] == by_count[v]);
                CHECK(sums.score.values()[v] == by_sum[v]); // strengths are whole numbers here
            }
        }
    }
}

TEST_CASE("cores of larger networks, actors numbered otherwise, and real strengths", "[cores]") {
    random_stream random(42);
    const auto columns = small::mixed(300, 1500, 12);
    for (const bool directed : {false, true}) {
        const auto of = columns.frozen({.directed = directed});
        const auto counts = k_cores(of);
        const auto sums = s_cores(of);
        CHECK(verify(of, counts));
        CHECK(verify(of, sums));
        const auto numbers = small::random_numbers(random, 300);
        const auto other = small::renumbered(columns, numbers).frozen({.directed = directed});
        const auto counts_there = k_cores(other);
        const auto sums_there = s_cores(other);
        for (std::size_t v = 0; v < 300; ++v) {
            CHECK(counts_there.score.values()[numbers[v]] == counts.score.values()[v]);
            CHECK(sums_there.score.values()[numbers[v]] == Approx(sums.score.values()[v]));
        }
    }
    CHECK(k_cores(view()).largest == 0);
    CHECK(verify(view(), s_cores(view())));
}

TEST_CASE("forged cores are rejected", "[cores]") {
    const auto of = small::kite();
    auto result = k_cores(of);
    result.score.values()[8] = 2;
    CHECK_FALSE(verify(of, result));
    result = k_cores(of);
    for (auto& one : result.score.values()) one = 1; // too low: valid sets, but not the largest k
    CHECK_FALSE(verify(of, result));
    result = k_cores(of);
    result.certificate.order[0] = result.certificate.order[1];
    CHECK(verify(of, result).violated == "the order must hold each actor once");
    result = k_cores(of);
    std::reverse(result.certificate.order.begin(), result.certificate.order.end());
    CHECK_FALSE(verify(of, result));
    auto sums = s_cores(of);
    sums.score.values()[0] += .1;
    CHECK_FALSE(verify(of, sums));
    CHECK_FALSE(verify(small::graph(3, {}, false), k_cores(of)));
}

#ifdef COLEARN_HAS_IGRAPH
TEST_CASE("cores agree with igraph", "[cores][igraph]") {
    for (const bool directed : {false, true}) {
        const auto of = small::mixed(200, 1000, 13).frozen({.directed = directed});
        oracle::graph peer(of);
        igraph_vector_int_t theirs;
        igraph_vector_int_init(&theirs, 0);
        for (const auto which : {direction::out, direction::in, direction::total}) {
            igraph_coreness(peer.get(), &theirs,
                            which == direction::out  ? IGRAPH_OUT
                            : which == direction::in ? IGRAPH_IN
                                                     : IGRAPH_ALL);
            const auto ours = k_cores(of, {which});
            for (std::size_t v = 0; v < of.actor_count(); ++v)
                CHECK(static_cast<std::int64_t>(ours.score.values()[v]) ==
                      VECTOR(theirs)[static_cast<std::ptrdiff_t>(v)]);
        }
        igraph_vector_int_destroy(&theirs);
    }
}
#endif

} // namespace cores_test
