// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/detail/grouping_rules.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_rules_test {

using namespace colearn::detail;

// The counts say of every exchange what the blocks say when the group is read anew.
TEST_CASE("counts of rules are those of the members", "[grouping_rules]") {
    std::size_t looked = 0;
    std::size_t refused = 0;
    for (std::uint64_t seed = 1; seed <= 80; ++seed) {
        auto of = grouping_support::random_problem(seed, 10);
        of.together.clear();
        const auto blocks = make_blocks(of);
        const auto m = blocks.count();
        std::vector<std::uint32_t> ids(m);
        std::vector<std::uint32_t> local(m);
        for (std::uint32_t x = 0; x < m; ++x) ids[x] = local[x] = x;
        grouping_rules rules(blocks, ids, local);
        CHECK(rules.counted() ==
              (blocks.ruled && (of.region.empty() || of.most_regions == 1 || of.most_regions == colearn::unlimited)));
        if (!rules.counted()) continue;
        rules.clear(1);
        colearn::random_stream stream(seed, 7);
        std::vector<std::uint32_t> members;
        for (int step = 0; step < 200; ++step) {
            const auto in = static_cast<std::uint32_t>(colearn::uniform_index(stream, m));
            if (std::find(members.begin(), members.end(), in) != members.end()) continue;
            const bool exchange = !members.empty() && colearn::uniform_index(stream, 2) == 1;
            const auto at = members.empty() ? 0 : colearn::uniform_index(stream, members.size());
            auto after = members;
            if (exchange) after.erase(after.begin() + static_cast<std::ptrdiff_t>(at));
            after.push_back(in);
            double less = 0;
            const bool allowed =
                rules.allows(0, exchange ? members[at] : grouping_rules::absent, in, members.empty(), false, less);
            ++looked;
            refused += allowed ? 0 : 1;
            auto sizeless = blocks; // size is not a rule here
            sizeless.largest = 1000;
            sizeless.smallest = 0;
            CHECK(allowed == sizeless.allowed(after));
            if (!allowed) continue;
            CHECK(less ==
                  static_cast<double>(sizeless.deficit(members)) - static_cast<double>(sizeless.deficit(after)));
            if (exchange) rules.count(0, members[at], -1);
            rules.count(0, in, 1);
            members = after;
        }
    }
    CHECK(looked > 1000);
    CHECK(refused > 100);
}

} // namespace grouping_rules_test
