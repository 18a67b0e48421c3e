// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <vector>

#include <colearn/graph/filter_ties.hpp>
#include <colearn/graph/freeze.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace filter_ties_test {

using namespace colearn;

TEST_CASE("filtered ties are what freezing the kept ones would give", "[filter_ties]") {
    test::dice roll(9);
    for (int round = 0; round < 200; ++round) {
        const auto n = 1 + roll.below(9);
        const auto ties = test::random_ties(roll, n, roll.below(4 * n));
        const freeze_options how{.directed = round % 2 == 0,
                                 .self_ties = round % 3 == 0 ? loops::keep : loops::drop,
                                 .parallel = parallel_ties::keep,
                                 .keep_ties = true};
        const auto of = freeze(ties.columns(), n, how);
        const auto got = filter_ties(of, [&](const arc_end& at) { return of.ties()[at.arc] % 3 != 0; });
        test::ties kept;
        std::vector<std::uint32_t> numbers;
        for (std::uint32_t i = 0; i < ties.size(); ++i) {
            if (i % 3 == 0) continue;
            kept.add(ties.sources[i], ties.targets[i], ties.strengths[i]);
            numbers.push_back(i);
        }
        auto as_before = how;
        as_before.tie_ids = numbers;
        const auto expected = freeze(kept.columns(), n, as_before);
        const auto same = [](auto a, auto b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); };
        CHECK(same(got.out().offsets, expected.out().offsets));
        CHECK(same(got.out().neighbours, expected.out().neighbours));
        CHECK(same(got.out().strengths, expected.out().strengths));
        CHECK(same(got.in().neighbours, expected.in().neighbours));
        CHECK(same(got.ties(), expected.ties()));
        CHECK(got.tie_count() == expected.tie_count());
        CHECK(got.record().has_parallel == expected.record().has_parallel);
        CHECK(got.record().loop_arcs == expected.record().loop_arcs);
        CHECK(got.directed() == of.directed());
    }
    CHECK(filter_ties(view(), [](const arc_end&) { return true; }).actor_count() == 0);
}

} // namespace filter_ties_test
