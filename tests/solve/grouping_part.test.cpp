// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/grouping_part.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_part_test {

using namespace colearn::detail;

// Whatever steps are made, the part's own account of them is what the blocks say; descent ends where no move and no
// swap gains.
TEST_CASE("steps keep the rules and their account", "[grouping_part]") {
    grouping_steps made;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        auto of = grouping_support::random_problem(seed, 12);
        of.together.clear();
        for (auto& quota : of.quotas) quota.most = colearn::unlimited;
        const auto blocks = make_blocks(of);
        const double shortfall = 1000;
        const auto score = [&](const std::vector<std::vector<std::uint32_t>>& groups, std::size_t out) {
            double sum = of.everyone ? -shortfall * static_cast<double>(out) : 0;
            for (const auto& one : groups)
                if (!one.empty()) sum += blocks.value(one) - shortfall * static_cast<double>(blocks.deficit(one));
            return sum;
        };
        const auto state = [&](const grouping_part& part) {
            std::vector<std::vector<std::uint32_t>> groups;
            for (std::size_t g = 0; g < part.group_count(); ++g) {
                groups.push_back(part.blocks_of(g));
                CHECK((groups.back().empty() || blocks.allowed(groups.back())));
            }
            CHECK(part.score() == Approx(score(groups, part.blocks_of(part.group_count()).size())).margin(1e-9));
            return groups;
        };
        // Everyone out; the groups empty.
        std::vector<std::uint32_t> all;
        for (std::uint32_t x = 0; x < blocks.count(); ++x) all.push_back(x);
        std::vector<std::uint32_t> local(blocks.count(), colearn::id<int>::none);
        grouping_part part(blocks, std::vector<std::vector<std::uint32_t>>(4), all, shortfall, local);
        CHECK(part.count() == blocks.count());
        const auto first = part.arrangement();
        const double before = part.score();
        quick_stream stream{colearn::random_stream(seed)};
        part.anneal(stream, 2000, 5, .1);
        state(part);
        static_cast<void>(part.reshape(stream));
        state(part);
        const double reshaped = part.score();
        CHECK(part.descend(true));
        CHECK(part.score() >= reshaped - 1e-9);
        auto groups = state(part);
        made += part.steps();
        // No single move gains.
        auto out = part.blocks_of(part.group_count());
        const double end = part.score();
        for (std::size_t g = 0; g < groups.size(); ++g)
            for (std::size_t h = 0; h <= groups.size(); ++h)
                for (const auto x : groups[g]) {
                    if (g == h) continue;
                    auto changed = groups;
                    std::erase(changed[g], x);
                    if (h < groups.size()) changed[h].push_back(x);
                    if (h < groups.size() && !blocks.allowed(changed[h])) continue;
                    if (score(changed, out.size() + (h == groups.size() ? 1 : 0)) > end + 1e-7)
                        CHECK(score(changed, out.size()) <= end);
                }
        part.restore(first);
        CHECK(part.score() == Approx(before));
        for (const auto one : local) CHECK(one == colearn::id<int>::none);
    }
    CHECK(made.moves > 100);
    CHECK(made.swaps > 50);
    CHECK(made.chains > 5);
}

} // namespace grouping_part_test
