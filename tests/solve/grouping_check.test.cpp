// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/grouping_check.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_check_test {

using colearn::id;
using grouping_support::at;
using grouping_support::node;

// The checker's enumeration against all sets: potentials at random, near the edge.
TEST_CASE("potentials are rejected exactly when a set exceeds them", "[grouping_check]") {
    std::size_t rejected = 0;
    std::size_t accepted = 0;
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        CAPTURE(seed);
        auto of = grouping_support::random_problem(seed, 8);
        of.together.clear();
        of.coverage = {};
        const colearn::detail::grouping_checker<node> checker(of);
        const auto n = of.values.count;
        colearn::random_stream stream(seed, 5);
        colearn::grouping_certificate<node> claim;
        claim.proof = colearn::grouping_proof::columns;
        claim.potential = colearn::id_map<node, double>(n);
        claim.tilt = colearn::id_map<node, double>(n);
        claim.open = n;
        const double level = colearn::uniform(stream, 0, .9) * static_cast<double>(of.largest);
        for (std::size_t i = 0; i < n; ++i) {
            claim.potential[at(i)] = level * colearn::uniform(stream);
            claim.tilt[at(i)] = colearn::uniform(stream);
            claim.bound += claim.potential[at(i)];
        }
        // Sets that keep the rules that more members cannot mend.
        auto loose = of;
        loose.smallest = 1;
        for (auto& quota : loose.quotas) quota.least = 0;
        bool exceeded = false;
        for (std::size_t set = 1; set < std::size_t{1} << n; ++set) {
            std::vector<std::size_t> items;
            double potential = 0;
            for (std::size_t i = 0; i < n; ++i)
                if ((set >> i & 1) != 0) {
                    items.push_back(i);
                    potential += claim.potential[at(i)];
                }
            exceeded = exceeded || (grouping_support::plain_value(of, items) > potential + 1e-9 &&
                                    grouping_support::plain_allowed(loose, items));
        }
        const auto fault = checker.bound_fault(claim, 1e-9, 1'000'000);
        CHECK(fault.empty() == !exceeded);
        (exceeded ? rejected : accepted) += 1;
    }
    CHECK(rejected > 30);
    CHECK(accepted > 20);
}

} // namespace grouping_check_test
