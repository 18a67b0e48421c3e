// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

#include <colearn/solve/detail/grouping_search.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_search_test {

using namespace colearn::detail;
using grouping_support::at;

// Cliques of five, some pairs of which are also worth something across: mixed up at the start, found again.
TEST_CASE("hidden groups are found again from a bad start, on any number of threads", "[grouping_search]") {
    grouping_support::instance_of of;
    const std::size_t cliques = 30;
    of.values = matching_test::random_instance(1, 5 * cliques, .03, matching_test::weights::real);
    for (auto& one : of.values.pairs) one.weight *= .6;
    for (std::size_t i = 0; i < 5 * cliques; ++i)
        for (std::size_t j = i + 1; j < 5 * cliques; ++j)
            if (i % cliques == j % cliques) of.values.pairs.push_back({at(i), at(j), 1});
    of.smallest = 4;
    of.largest = 5;
    const auto blocks = make_blocks(of);
    grouping_arrangement start;
    for (std::uint32_t g = 0; g < cliques; ++g) {
        start.groups.emplace_back();
        for (std::uint32_t k = 0; k < 5; ++k) start.groups.back().push_back(5 * g + k);
    }
    std::vector<std::vector<std::uint32_t>> first;
    for (const unsigned threads : {1U, 3U}) {
        std::size_t rounds = 0;
        grouping_search search(blocks, start,
                               {.rounds = 30,
                                .looks = 60,
                                .threads = threads,
                                .after_round = [&](const grouping_arrangement&, const grouping_steps&) { ++rounds; }});
        bool complete = false;
        const auto found = search(complete);
        CHECK(complete);
        CHECK(rounds == 30);
        CHECK(search.score(found) == Approx(10.0 * cliques));
        if (first.empty()) first = found.groups;
        CHECK(found.groups == first);
    }
    std::stop_source source;
    source.request_stop();
    grouping_search stopped(blocks, start, {.stop = source.get_token()});
    bool complete = true;
    CHECK(stopped(complete).groups == start.groups);
    CHECK_FALSE(complete);
}

} // namespace grouping_search_test
