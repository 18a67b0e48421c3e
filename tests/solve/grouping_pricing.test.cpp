// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/grouping_pricing.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_pricing_test {

using namespace colearn::detail;

// Whether positive pairs lead from each to each within the set.
[[nodiscard]] bool connected(const grouping_blocks& blocks, const std::vector<std::uint32_t>& set) {
    std::vector<std::uint32_t> reached{set.front()};
    for (std::size_t at = 0; at < reached.size(); ++at)
        for (const auto x : set)
            if (blocks.between(reached[at], x) > 0 && std::find(reached.begin(), reached.end(), x) == reached.end())
                reached.push_back(x);
    return reached.size() == set.size();
}

// The largest excess of any set that more members could not mend, by looking at all of them. Of a set that falls apart
// a part exceeds if it does, so only connected ones are looked for.
TEST_CASE("the best set around all roots is the best of all sets", "[grouping_pricing]") {
    std::size_t positive = 0;
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        CAPTURE(seed);
        auto of = grouping_support::random_problem(seed, 9);
        std::erase_if(of.apart, [&](const auto&) { return !of.together.empty(); });
        const auto blocks = make_blocks(of);
        const auto rows = allowed_rows(blocks);
        const auto split = split_bound(blocks, rows, 20, {});
        colearn::random_stream stream(seed, 1);
        std::vector<double> potential;
        for (const double one : split.collected) potential.push_back(one * colearn::uniform(stream, .3, 1.05));
        double best = 0;
        for (std::size_t set = 1; set < std::size_t{1} << blocks.count(); ++set) {
            std::vector<std::uint32_t> in;
            double excess = 0;
            for (std::uint32_t x = 0; x < blocks.count(); ++x)
                if ((set >> x & 1) != 0) {
                    for (const auto other : in) excess += blocks.between(other, x);
                    excess -= potential[x];
                    in.push_back(x);
                }
            if (blocks.allowed(in) && connected(blocks, in)) best = (std::max)(best, excess);
        }
        const grouping_pricing pricing(blocks, rows, split.tilt, potential);
        root_search search(pricing);
        double found = 0;
        for (std::uint32_t x = 0; x < blocks.count(); ++x) {
            const auto one = search(x, 0, 1'000'000);
            CHECK(one.proved);
            CHECK((pricing.open(x) || one.sets.empty()));
            found = (std::max)(found, one.excess);
            double last = 0;
            for (const auto& set : one.sets) {
                double excess = 0;
                for (std::size_t i = 0; i < set.size(); ++i) {
                    excess -= potential[set[i]];
                    for (std::size_t j = 0; j < i; ++j) excess += blocks.between(set[j], set[i]);
                }
                CHECK(blocks.allowed(set));
                CHECK(excess > last - 1e-12);
                last = excess;
            }
            CHECK(last == Approx(one.excess).margin(1e-9));
            CHECK_FALSE(search(x, 0, 1).proved);
        }
        CHECK(found == Approx(best).margin(1e-9));
        positive += best > 0 ? 1 : 0;
    }
    CHECK(positive > 40);
}

} // namespace grouping_pricing_test
