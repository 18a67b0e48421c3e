// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/graph/each_tie.hpp>
#include <colearn/graph/freeze.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace each_tie_test {

using namespace colearn;

TEST_CASE("each tie is met once, with its arc back", "[each_tie]") {
    test::dice roll(3);
    for (int round = 0; round < 200; ++round) {
        const auto n = 1 + roll.below(9);
        const auto ties = test::random_ties(roll, n, roll.below(4 * n));
        const auto of = freeze(ties.columns(), n,
                               {.directed = round % 2 == 0,
                                .self_ties = round % 3 == 0 ? loops::keep : loops::drop,
                                .parallel = round % 5 == 0 ? parallel_ties::keep : parallel_ties::strongest});
        const auto out = of.out();
        std::vector<int> met(of.arc_count(), 0);
        std::size_t count = 0;
        for_each_tie(of, [&](const arc_end& at, std::uint32_t back) {
            ++count;
            CHECK(out.neighbours[at.arc] == at.to.index);
            CHECK(out.neighbours[back] == (back == at.arc ? at.to : at.from).index);
            CHECK(out.offsets[at.from.index] <= at.arc);
            CHECK(at.arc < out.offsets[at.from.index + 1]);
            CHECK(out.strengths[at.arc] == at.how_strong.value);
            CHECK(out.strengths[back] == at.how_strong.value);
            ++met[at.arc];
            if (back != at.arc) ++met[back];
            CHECK((back == at.arc) == (of.directed() || at.from == at.to));
        });
        CHECK(count == of.tie_count());
        for (const int one : met) CHECK(one == 1);
    }
}

} // namespace each_tie_test
